"""Commas in ``{...}`` that divide a text, so that its rest becomes a key without a value."""

from __future__ import annotations

import re

from packgen.source.document import Value, YamlMark, line_and_column
from packgen.source.excerpt import quote
from packgen.source.finding import Finding, quoted

_CLOSE_COLON = re.compile(r"([A-Za-z_]+):(\S.*)", re.DOTALL)


def has_colon(lines: list[str], mark: YamlMark) -> bool:
    """Tell whether a colon comes right before a place."""
    return _before(lines, mark.line, mark.column) == ":"


def curly(lines: list[str], items: list[Value], places: list[int]) -> Finding | None:
    """Return the finding for text in curly quotation marks that commas divide into items of a list in brackets."""
    for number, item in enumerate(items[:-1]):
        if not isinstance(item, str) or not item.startswith("“") or "”" in item:
            continue
        end = next((n for n, later in enumerate(items) if n > number and isinstance(later, str) and "”" in later), None)
        if end is not None and _before(lines, *line_and_column(places[number + 1])) == ",":
            line, column = line_and_column(places[number])
            whole = ", ".join(str(part) for part in items[number : end + 1])
            message = "the commas divide this text: curly quotation marks are letters like any others to YAML."
            return Finding(line, column, message, f"Put straight ones around it all: {quoted(whole)}.")
    return None


def _before(lines: list[str], line: int, column: int) -> str:
    """Return the last character before a place that is neither a line end nor blank."""
    before = lines[line][:column].rstrip() if line < len(lines) else ""
    while not before and line > 0:
        line -= 1
        before = lines[line].rstrip()
    return before[-1:]


def divided(key: str) -> tuple[str, str]:
    """Return key and text of an entry without a space after its colon, as in ``{label:a}``; else empty texts."""
    close = _CLOSE_COLON.fullmatch(key)
    return (close[1], close[2]) if close is not None else ("", "")


def written(lines: list[str], start: int, end: int) -> str:
    """Return the text between two places of a file (see `packgen.source.document.place`), on one line."""
    first, left = line_and_column(start)
    last, right = line_and_column(end)
    if last >= len(lines):  # as at the end of a file without a line end
        last, right = len(lines) - 1, len(lines[-1])
    if first == last:
        return lines[first][left:right].strip()
    middle = (line.strip() for line in lines[first + 1 : last])
    return " ".join([lines[first][left:].strip(), *middle, lines[last][:right].strip()]).strip()


def key_alone(lines: list[str], text: str, at: int, before: str, start: int) -> Finding:
    """Return the finding for a key in braces that has no colon.

    Args:
        lines: the source lines.
        text: the key.
        at: its place.
        before: the text of the value before it up to its own end, as written; empty where that is not plain text.
        start: the place of that value.
    """
    line, column = line_and_column(at)
    key, value = divided(text)
    if key:
        remedy = f"Write {quote(f'{key}: {value}')}."
        return Finding(line, column + len(key), "a space is missing after this colon.", remedy)
    if before:
        line, column = line_and_column(start)
        message = f"in braces a comma ends a text, so that {quote(text)} would be a key."
        return Finding(line, column, message, f"Put the text in quotes, comma and all: {quoted(before)}.")
    brace = lines[line][:column].rstrip()
    if brace.endswith("{"):
        column = len(brace) - 1
    return Finding(
        line, column, f"{quote(text)} has no colon.", "Write a key and a text; if it is all text, put it in quotes."
    )
