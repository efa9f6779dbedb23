"""The font families that a theme brings: files beside the theme, checked, with the licence they are used under.

fonts:
  school-sans:
    licence: SIL OFL 1.1
    regular: fonts/SchoolSans-Regular.ttf
    bold: fonts/SchoolSans-Bold.ttf
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from packgen.source import Path, quote
from packgen.source.named_file import FileScope, UnusableFileError
from packgen.text.catalogue import STYLES, ThemeFamily, ThemeFont
from packgen.text.font_check import font_problem
from packgen.theme.layers import Layers
from packgen.theme.scalars import a_label
from packgen.theme.tokens import TokenReader

LARGEST = 8_000_000
"""Bytes of a font file; DejaVu Sans, with 6,000 glyphs, has 760,000."""

MOST_FAMILIES = 8
"""Families of a theme: the object numbers of a PDF leave room for the faces of twelve (`packgen.bind.object_ids`)."""

_LONGEST_NAME = 60

_FAMILY = TokenReader(
    lambda **found: found,
    {"licence": a_label, **dict.fromkeys(STYLES, a_label)},
    optional=("bold", "italic", "bold-italic"),
)


class Note(Protocol):
    """Notes a problem."""

    def __call__(self, path: Path, message: str, remedy: str, *, at_key: bool = False) -> None:
        """Take the path of a value, what is wrong with it or its key, and what to do."""


def own_families(layers: Layers, shipped: list[str], note: Note) -> tuple[ThemeFamily, ...]:
    """Return the families of the section ``fonts``; they can be used where no problem was noted.

    Args:
        layers: theme and profile.
        shipped: names of the families that come with packgen.
        note: called for every problem.
    """
    section = layers.value.get("fonts")
    if section is None:
        return ()
    if not isinstance(section, dict):
        note(("fonts",), "this should be a mapping.", "Write one line for each font family.")
        return ()
    if len(section) > MOST_FAMILIES:
        note(("fonts",), f"there are {len(section)} font families.", f"Name {MOST_FAMILIES} at most.")
        return ()
    found: list[ThemeFamily] = []
    for name, value in section.items():
        path: Path = ("fonts", name)
        found.append(ThemeFamily(name, "", ()))  # so that what else names it is no problem of its own
        if name in shipped:
            note(path, f"a font family {quote(name)} comes with packgen.", "Give yours another name.", at_key=True)
            continue
        if not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
            message = f"{quote(name)} cannot name a font family."
            note(path, message, f"Write 1 to {_LONGEST_NAME} visible characters.", at_key=True)
            continue
        family, wrong = _FAMILY.read(value)
        for place, message, remedy, at_key in wrong:
            note((*path, *place), message, remedy, at_key=at_key)
        if family is not None:
            fonts = tuple(_font(layers, (*path, style), family, style, note) for style in STYLES)
            found[-1] = ThemeFamily(name, family["licence"], fonts)
    return tuple(found)


def _font(layers: Layers, path: Path, family: Mapping[str, str], style: str, note: Note) -> ThemeFont | None:
    name = family.get(style)
    if name is None:
        return None
    folder = layers.folder(path)
    scope = FileScope(folder, folder, "the folder of the theme", "the folder of the theme", "a TrueType font (.ttf)")
    try:
        data = scope.read(name, LARGEST)
    except UnusableFileError as unusable:
        note(path, unusable.message, unusable.remedy)
        return None
    problem = font_problem(name, data)
    if problem is not None:
        note(path, f"the font {quote(name)} {problem.message}", problem.remedy)
        return None
    return ThemeFont(name, data)
