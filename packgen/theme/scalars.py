"""Readers of single values: each takes a value from YAML, and raises RefusedValue with a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packgen.errors import nearest
from packgen.source import quote
from packgen.theme.roles import NUMBERS, OPTIONS
from packgen.units import MM, length

LARGEST = 5000 * MM
"""Longest length in points; no PDF page is longer (ISO 32000-1, Annex C)."""

LIGHTEST = 0.4
"""Least weight of a rule in points: half of a 0.3 pt line is lost in a copy, all of it in a copy of that."""

SMALLEST = 9.0
"""Least size of text in points, whatever a profile says."""

_LONGEST_LABEL = 200
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,6})?")
_LENGTHS = 'Write a number and a unit, such as "35mm" or "11pt".'
_COLOUR = 'Write six hexadecimal digits in quotes, such as "#7A1C27"'


class RefusedValue(ValueError):
    """A value that cannot be used.

    Attributes:
        message: what is wrong with it, after its name.
        remedy: what to write instead.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def a_length(value: object) -> float:
    """Read a length, such as ``35mm``, in points; not negative."""
    text = _text(value, _LENGTHS)
    try:
        points = length(text)
    except ValueError:
        raise RefusedValue(f"{quote(text)} is not a length.", _LENGTHS) from None
    if not 0 <= points <= LARGEST:
        raise RefusedValue(f"{quote(text)} is not a length from 0 to 5 metres.", _LENGTHS)
    return points


def a_size(value: object) -> float:
    """Read a length greater than 0, in points."""
    points = a_length(value)
    if points <= 0:
        raise RefusedValue("there is no size 0.", _LENGTHS)
    return points


def a_weight(value: object) -> float:
    """Read the weight of a rule in points."""
    points = a_length(value)
    if points < LIGHTEST:
        raise RefusedValue(
            f"{quote(str(value))} is lighter than {LIGHTEST:g} pt, and a copier loses it.", "Write 0.4pt or more."
        )
    return points


def a_colour(value: object) -> str:
    """Read a colour as ``#RRGGBB`` in capitals."""
    text = _text(value, f"{_COLOUR}; without quotes YAML takes # for the start of a comment.")
    if not _HEX.fullmatch(text):
        raise RefusedValue(f"{quote(text)} is not a colour.", f"{_COLOUR}.")
    return text.upper()


def a_number(role: str, value: object) -> float:
    """Read the number of a role within its range."""
    least, most, whole, meaning = NUMBERS[role]
    remedy = f"Write a {'whole ' if whole else ''}number from {least:g} to {most:g}: the {meaning}."
    text = _text(value, remedy)
    number = float(text) if _DECIMAL.fullmatch(text) else -1.0
    if not least <= number <= most or (whole and number != int(number)):
        raise RefusedValue(f"{quote(text)} cannot be used.", remedy)
    return number


def an_option(role: str, value: object) -> str:
    """Read the choice that a role offers."""
    return one_of(OPTIONS[role], value)


def a_family_chain(value: object) -> tuple[str, ...]:
    """Read a list of font families, the first choice first."""
    remedy = "Write a list of font families, such as [source-sans-3, dejavu-sans]."
    if not isinstance(value, list) or not value:
        raise RefusedValue("this should be a list.", remedy)
    return tuple(_text(name, remedy) for name in value)


def a_label(value: object) -> str:
    """Read a short text, such as a file's name or a licence's."""
    text = _text(value, "Write a name.")
    if not text.strip() or len(text) > _LONGEST_LABEL:
        raise RefusedValue(f"{quote(text)} is not a name.", f"Write 1 to {_LONGEST_LABEL} characters.")
    return text


def a_dash(value: object) -> tuple[float, ...]:
    """Read the lengths of dash and gap in points, or nothing for a solid rule."""
    if not isinstance(value, list) or len(value) not in (0, 2):
        raise RefusedValue(
            "this should be two lengths.", "Write the length of a dash and of a gap, such as [3pt, 3pt]."
        )
    return tuple(a_size(item) for item in value)


def a_share(value: object) -> float:
    """Read the part of a line's leading that is above its baseline."""
    remedy = "Write a number from 0.5 to 1: the part of the leading that is above the baseline, such as 0.70."
    text = _text(value, remedy)
    if not _DECIMAL.fullmatch(text) or not 0.5 <= float(text) <= 1:
        raise RefusedValue(f"{quote(text)} cannot be used.", remedy)
    return float(text)


def a_count(value: object) -> int:
    """Read a number of columns."""
    remedy = "Write a whole number from 1 to 24."
    text = _text(value, remedy)
    if not re.fullmatch(r"\d{1,2}", text) or not 1 <= int(text) <= 24:
        raise RefusedValue(f"{quote(text)} is not a number of columns.", remedy)
    return int(text)


def _text(value: object, remedy: str) -> str:
    if isinstance(value, str):
        return value
    raise RefusedValue("there is nothing here." if value is None else "this should be one value.", remedy)


def one_of(choices: Iterable[str], value: object) -> str:
    """Read one of several words."""
    listed = ", ".join(choices)
    text = _text(value, f"Choose one of {listed}.")
    if text not in choices:
        raise RefusedValue(f"{quote(text)} is not a choice.{nearest(text, choices)}", f"Choose one of {listed}.")
    return text
