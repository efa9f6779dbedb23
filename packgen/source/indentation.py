"""Lines whose indentation matches none of the open lists and mappings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from packgen.source.excerpt import quote
from packgen.source.finding import Finding, indent_of

_DASHES = re.compile(r"(?:- +)*")
_KEY = re.compile(r"""["']?[\w-]+["']?[ ]*:(?: |$)""")


class _Level(NamedTuple):
    """The column of the entries of an open list or mapping, and their last line."""

    column: int
    is_list: bool
    line: int


def begins_with_key(text: str) -> bool:
    """Tell whether a line without its indentation begins like ``key: text``."""
    return _KEY.match(text) is not None


def is_item(text: str) -> bool:
    """Tell whether a line without its indentation is an item of a list."""
    return text == "-" or text.startswith("- ")


def misplaced(lines: list[str], number: int, inside: Container[int]) -> Finding:
    """Return the finding for a line whose indentation matches nothing above it.

    Args:
        lines: the source lines.
        number: of that line, 0-based.
        inside: the lines inside text of several lines.
    """
    line = lines[number]
    column = indent_of(line)
    item = is_item(line.lstrip())
    levels = list(_levels(lines, number, inside))
    fitting = [level for level in levels if level.is_list == item and level.column != column]
    if not fitting or any(level.column == column and level.is_list == item for level in levels):
        if item:
            remedy = 'Write above it the key that the list belongs to, such as "points:", and indent the items.'
            return Finding(number, column, "an item of a list stands here among keys.", remedy, indented=True)
        message = "this line does not line up with the lines above it."
        remedy = "Indent it exactly like the other lines that it belongs with."
        return Finding(number, column, message, remedy, indented=True)
    level = min(fitting, key=lambda level: abs(level.column - column))
    shown = quote(lines[level.line].strip(), 40)
    others = "the items of its list" if item else f"the line {shown} above it"
    text = _text_above(lines, number, inside)
    if text is not None and abs(text - column) <= abs(level.column - column):
        level, others = level._replace(column=text), "the text above it"
    message = f"this line is indented by {_spaces(column)}, {others} by {level.column or 'none'}."
    remedy = f"Indent it by {_spaces(level.column)}" if level.column else "Begin it at the margin"
    return Finding(number, column, message, f"{remedy}, or like the other lines that it belongs with.", indented=True)


def _spaces(count: int) -> str:
    return f"{count} space" if count == 1 else f"{count} spaces"


def is_level(lines: list[str], number: int, inside: Container[int]) -> bool:
    """Tell whether a line is indented like the entries of an open list or mapping."""
    return any(level.column == indent_of(lines[number]) for level in _levels(lines, number, inside))


def _text_above(lines: list[str], number: int, inside: Container[int]) -> int | None:
    """Return the indentation of the text of several lines right above a line, or None."""
    column = None
    while number > 0 and (number - 1 in inside or not lines[number - 1].strip()):
        number -= 1
        if number in inside and lines[number].strip():
            column = indent_of(lines[number])
    return column


def _levels(lines: list[str], number: int, inside: Container[int]) -> Iterator[_Level]:
    """Yield the lists and mappings that are open before a line, the innermost first."""
    limit = 1 << 30
    for above in range(number - 1, -1, -1):
        line = lines[above]
        text = line.strip()
        if not text or text.startswith("#") or above in inside or line == "---":
            continue
        start = indent_of(line)
        if start >= limit:
            continue
        content = start + len(_DASHES.match(line.lstrip())[0])  # type: ignore[index]
        if content < limit and begins_with_key(line[content:]):
            yield _Level(content, False, above)
        dashes = [start + place for place, sign in enumerate(line[start:content]) if sign == "-"]
        if text == "-" or (line[content:] == "-" and content > start):
            dashes.append(len(line.rstrip()) - 1)
        yield from (_Level(dash, True, above) for dash in reversed(dashes) if dash < limit)
        limit = start
        if not limit:
            return
