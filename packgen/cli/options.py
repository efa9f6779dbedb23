"""Options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from packgen.errors import UsageProblem
from packgen.units import MM

_FARTHEST = 20
"""Millimetres by which the backs of cards may be moved: more is no printer's error."""

_OFFSET = re.compile(r"\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*,\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*")

Content = Annotated[
    Path | None,
    typer.Option(
        "--content",
        metavar="DIR",
        help="Folder of the topics. Otherwise PACKGEN_CONTENT, ./content, or the topics that come with packgen.",
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


def printable(text: str | None, option: str) -> str | None:
    """Return a text for the page with its spaces tidied.

    Raises:
        UsageProblem: there is nothing in it, or a character that no page can show.
    """
    if text is None:
        return None
    tidy = " ".join(text.split())
    if not tidy:
        raise UsageProblem(f"The text of {option} is empty. Leave {option} out, or give it a text.")
    for character in tidy:
        if not character.isprintable():
            raise UsageProblem(
                f"The text of {option} has the character U+{ord(character):04X}, which cannot be printed."
            )
    return tidy


def offset(text: str | None, option: str) -> tuple[float, float]:
    """Return two lengths in millimetres, written as 1.5,-0.5, in points; without a text, none.

    Raises:
        UsageProblem: they are no such lengths, or too far.
    """
    if text is None:
        return 0.0, 0.0
    match = _OFFSET.fullmatch(text)
    x, y = (float(part) for part in match.groups()) if match else (_FARTHEST + 1.0, 0.0)
    if max(abs(x), abs(y)) > _FARTHEST:
        raise UsageProblem(
            f'{option} cannot be "{text}". '
            f"Write millimetres to the right and up, {_FARTHEST} at most, such as 1.5,-0.5."
        )
    return x * MM, y * MM
