"""Typst with its default tags, from Python: ``typst_pack.main([data, ids, fonts, output])``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("pack.typ")


def write_job(path: Path, data: str, ids: Sequence[str], student: str = "") -> dict[str, str]:
    """Write what the template makes, and return the inputs that say where that is."""
    job = {"data": data, "topics": ids, "title": "Modern history", "student": student}
    path.write_text(json.dumps(job), encoding="utf-8")
    return {"job": str(path)}


def main(arguments: Sequence[str]) -> None:
    """Make the pack."""
    _compile(arguments, tags=True)


def untagged(arguments: Sequence[str]) -> None:
    """Make the pack without tags."""
    _compile(arguments, tags=False)


def _compile(arguments: Sequence[str], *, tags: bool) -> None:
    data, ids, fonts, output = arguments
    typst.compile(
        str(TEMPLATE),
        output=output,
        root="/",
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs=write_job(Path(output).with_suffix(".json"), data, ids.split(",")),
        pdf_tags=tags,
    )
