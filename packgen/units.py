"""Lengths. Inside packgen every length is in PDF points (1/72 inch); authored lengths carry a unit."""

import re

MM = 72 / 25.4
_UNITS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in)")


def length(text: str) -> float:
    """Return a length such as ``35mm`` or ``11pt`` in points.

    Raises:
        ValueError: the text is not a number followed by pt, mm, cm or in.
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is not a length; write a number and a unit, such as "35mm" or "11pt"')
    return float(match[1]) * _UNITS[match[2]]
