"""Scalars of several lines, with their line breaks.

YAML folds the lines of a text after ``>``, and of a plain or quoted one, into one line (YAML 1.2.2, 8.1.3, 7.3).
Markdown needs the lines: ``- `` begins an item only at the start of a line.
"""

from __future__ import annotations

from collections.abc import Sequence


def unfolded(lines: Sequence[str], style: str | None, start: tuple[int, int], end: tuple[int, int]) -> str | None:
    """Return a scalar with its line breaks and relative indentation; None if it has escapes.

    Args:
        lines: of the file.
        style: of the scalar, as PyYAML names it: ``>``, a quotation mark, or nothing.
        start: 0-based line and column where it begins.
        end: the same where it ends, exclusive.
    """
    first, last = start[0], end[0]
    if style == ">":
        return "\n".join(_levelled(lines[first + 1 : last + (1 if end[1] else 0)])).strip("\n")
    mark = 1 if style else 0
    opening = lines[first][start[1] + mark :]
    rest = [*lines[first + 1 : last], lines[last][: end[1] - mark]]
    text = "\n".join([opening, *_levelled(rest)])
    if style == '"':
        return None if "\\" in text else text
    return text.replace("''", "'") if style else text


def _levelled(lines: Sequence[str]) -> list[str]:
    """Return lines without their common indentation."""
    least = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=0)
    return [line[least:] for line in lines]
