"""Values of options from their texts on the command line or in a roster.

Each function takes a text and the flag that messages name, and raises `UsageProblem` where the text is no such value.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.errors import UsageProblem
from packgen.units import MM

if TYPE_CHECKING:
    from datetime import date

_FARTHEST = 20
"""Millimetres by which the backs of cards may be moved: more is no printer's error."""

_OFFSET = r"\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*,\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*"
"""Not compiled: a command's help imports this module."""


def names(text: str, _flag: str) -> tuple[str, ...]:
    """Return the names in a text, which commas separate."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def topic_names(text: str, flag: str) -> tuple[str, ...]:
    """Return the names of topics and sections in a text, which commas separate.

    Raises:
        UsageProblem: one of them is the name of a file.
    """
    found = names(text, flag)
    for name in found:
        if name.endswith((".yaml", ".yml")):
            stem = Path(name.replace("\\", "/")).stem
            raise UsageProblem(f'"{name}" is a file. Name its topic, without folder and ending: {stem}.')
    return found


def printable(text: str, flag: str) -> str:
    """Return a text for the page, with single spaces between its words.

    Raises:
        UsageProblem: it is empty, or has a character that cannot be printed.
    """
    tidy = " ".join(text.split())
    if not tidy:
        raise UsageProblem(f"The text of {flag} is empty. Leave {flag} out, or give it a text.")
    for character in tidy:
        if not character.isprintable():
            raise UsageProblem(f"The text of {flag} has the character U+{ord(character):04X}, which cannot be printed.")
    return tidy


def day(text: str, flag: str) -> date:
    """Return the date in a text; see `packgen.plan.schedule.parse_date`.

    Raises:
        UsageProblem: it is not a date.
    """
    from packgen.plan.schedule import parse_date

    return parse_date(text, flag)


def days(text: str, flag: str) -> tuple[date, ...]:
    """Return the dates in a text, which commas or semicolons separate.

    Raises:
        UsageProblem: one of them is not a date.
    """
    return tuple(day(name, flag) for name in names(text.replace(";", ","), flag))


def review_days(text: str, _flag: str) -> tuple[int, ...]:
    """Return the numbers of days in a text such as ``0,2,7,21``.

    Raises:
        UsageProblem: something in it is not a whole number.
    """
    from packgen.plan.schedule import parse_reviews

    return parse_reviews(text)


def offset(text: str, flag: str) -> tuple[float, float]:
    """Return two lengths in points from a text in millimetres such as ``1.5,-0.5``: to the right and up.

    Raises:
        UsageProblem: it is not two lengths, or one of them is too long.
    """
    match = re.fullmatch(_OFFSET, text)
    x, y = (float(part) for part in match.groups()) if match else (_FARTHEST + 1.0, 0.0)
    if max(abs(x), abs(y)) > _FARTHEST:
        raise UsageProblem(
            f'{flag} cannot be "{text}". Write millimetres to the right and up, {_FARTHEST} at most, such as 1.5,-0.5.'
        )
    return x * MM, y * MM
