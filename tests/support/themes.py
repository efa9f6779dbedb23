"""Themes that bring fonts of their own."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

from fontTools.ttLib import TTFont

from packgen.resources import fonts_folder

STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
ATKINSON = fonts_folder() / "atkinson-hyperlegible-next"


def font(style: str = "regular") -> bytes:
    """Return the bytes of a font that classic does not use."""
    return (ATKINSON / f"AtkinsonHyperlegibleNext-{STYLES[style]}.ttf").read_bytes()


def changed(change: Callable[[TTFont], object], data: bytes | None = None) -> bytes:
    """Return a font with something in it changed."""
    opened = TTFont(io.BytesIO(data or font()))
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def school_theme(folder: Path, more: str = "") -> Path:
    """Write a theme whose text is set in fonts beside it, and return its path."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True)
    lines = ["extends: classic", "fonts:", "  school-sans:", "    licence: SIL OFL 1.1"]
    for key, style in STYLES.items():
        shutil.copy(ATKINSON / f"AtkinsonHyperlegibleNext-{style}.ttf", fonts / f"School-{style}.ttf")
        lines.append(f"    {key}: fonts/School-{style}.ttf")
    lines += ["families:", "  text: [school-sans, dejavu-sans]", "  display: [school-sans]", more]
    path = folder / "school.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
