"""Typing mistakes that cause syntax errors elsewhere, found on the lines around the error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.source import mistyped, notes
from packgen.source.broken import BrokenText, Place
from packgen.source.excerpt import quote
from packgen.source.finding import Finding, indent_of
from packgen.source.indentation import begins_with_key, is_item

_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)*")
_KEYED = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[\w-]+[ \t]*:[ \t]+)?")
_AFTER_COLON = re.compile(rf"[ \t]*(?:-[ \t]+)*[\w-]+[ \t]*:([{mistyped.BLANKS}])")
_NO_COLON = re.compile(r"[ \t]*(?:-[ \t]+)*([A-Za-z_]+)[ \t]*([：﹕꞉∶;=]|->|→)[ \t]*(.*)")
_ENDS = ('"', "'", "]", "}")
"""Ends of quoted texts, lists and mappings, after which a comment may follow."""

_FARTHEST = 1_000
"""Lines that are searched for a bracket."""


def value_start(line: str, keys: bool = True) -> int:
    """Return the column where the text of a line begins, after its dashes and, with ``keys``, its key."""
    return (_KEYED if keys else _VALUE).match(line).end()  # type: ignore[union-attr]


def _near(broken: BrokenText) -> Iterator[int]:
    """Yield the lines where a mistake may be: where the parser stopped, above it, and where the construct begins."""
    number = broken.place[0]
    lines = [number, broken.above(number)]
    if "expected ':'" in broken.said:
        lines.insert(0, broken.start[0])
    yield from (line for line in dict.fromkeys(lines) if line not in broken.inside)


def blank(broken: BrokenText) -> Finding | None:
    """Look for a tab or a no-break space where only spaces are allowed."""
    number, column = broken.place
    line = broken.lines[number]
    tab = line.index("\t") if "\t" in line[: indent_of(line)] else column if line[column : column + 1] == "\t" else None
    if tab is not None:
        return Finding(number, tab, "a tab stands here, where only spaces may.", "Use spaces instead.")
    for number in _near(broken):
        line = broken.lines[number]
        after = _AFTER_COLON.match(line)
        at = after.start(1) if after is not None else mistyped.blank(line)
        if at is not None:
            return mistyped.no_space(number, at, line[at])
    return None


def quotation(broken: BrokenText) -> Finding | None:
    """Look for a quotation mark that is never closed, or closed only by that of a later text."""
    if "quoted scalar" in broken.said and "escape" not in broken.said and "hex" not in broken.said:
        return _unclosed(broken, broken.start)
    if broken.quotation is None:
        return None
    start, end = broken.quotation
    if end[0] != broken.place[0] or start[0] == end[0] or broken.lines[end[0]][end[1] : broken.place[1]].strip():
        return None
    between = (broken.lines[number] for number in range(start[0] + 1, end[0] + 1))
    if any(begins_with_key(line.lstrip()) or is_item(line.lstrip()) for line in between):
        return _unclosed(broken, start)
    return None


def _unclosed(broken: BrokenText, start: Place) -> Finding:
    line, column = start
    sign = broken.lines[line][column : column + 1]
    text = broken.lines[line][column + 1 :].rstrip()
    if text.endswith(("”", "“") if sign == '"' else ("’", "‘")):
        message = "the straight quotation mark opened here is closed by a curly one."
        return Finding(line, column, message, f"Type {sign} at both ends.")
    remedy = "Add the closing one at the end of the text."
    if sign == "'":
        remedy = f"{remedy[:-1]}; if it is an apostrophe, put the text in double quotes."
    return Finding(line, column, "the quotation mark opened here is never closed.", remedy)


def comment(broken: BrokenText) -> Finding | None:
    """Look for a comment that ends a text early, or stands between its lines."""
    number = broken.place[0]
    first = broken.above(number)
    if "parsing a flow" in broken.said:
        first = max(broken.start[0], number - _FARTHEST)
    elif "expected ':'" in broken.said:
        first = broken.above(broken.start[0])
    for line in range(first, number + 1):
        if line not in broken.inside and (found := _cut(broken.lines[line], line)) is not None:
            return found
    return _between(broken, first)


def _cut(line: str, number: int) -> Finding | None:
    """Return the finding for a line whose plain text a comment ends early."""
    column = _comment(line)
    if column is None or not line[:column].strip():
        return None
    text = line[value_start(line) : column].strip()
    lost = notes.after(line, len(line[:column].rstrip()))
    return notes.cut(number, column, text, lost[1]) if lost is not None and text[-1:] not in _ENDS else None


def _comment(line: str) -> int | None:
    """Return where the comment on a line begins, or None."""
    sign = None
    for column, character in enumerate(line):
        before = line[column - 1] if column else " "
        if sign is not None:
            sign = None if character == sign else sign
        elif character in "\"'" and before in " \t[{,:":
            sign = character
        elif character == "#" and before in " \t":
            return column
    return None


def _between(broken: BrokenText, first: int) -> Finding | None:
    """Return the finding for a comment that has ended the text above it, which continues below."""
    lines, number = broken.lines, broken.place[0]
    below = lines[number].lstrip()
    if first in broken.inside or begins_with_key(below) or is_item(below):
        return None
    if indent_of(lines[number]) <= indent_of(lines[first]):
        return None
    remedy = "Move it above the text, or delete it; if it is text, put the whole text in quotes."
    column = _comment(lines[first])
    if column is not None and lines[first][:column].strip()[-1:] not in (*_ENDS, ":", "|", ">", "-", ""):
        return Finding(first, column, "a comment ends this text, which goes on below.", remedy)
    comments = [n for n in range(first + 1, number) if lines[n].lstrip().startswith("#") and n not in broken.inside]
    if not comments:
        return None
    at = comments[0]
    return Finding(at, indent_of(lines[at]), "a comment ends the text above it, which goes on below.", remedy)


def item(broken: BrokenText) -> Finding | None:
    """Look for another sign than a dash and a space before an item of a list."""
    for number in _near(broken):
        line = broken.lines[number]
        found = mistyped.item(broken.lines, number, indent_of(line))
        if found is not None:
            return found
    return None


def colon(broken: BrokenText) -> Finding | None:
    """Look for a colon with no space after it."""
    for number in _near(broken):
        line = broken.lines[number]
        found = mistyped.colon(line, number, value_start(line, keys=False))
        if found is not None and not re.search(r":\s", line[found.column + 1 :].rstrip() + "x"):
            return found
    return None


def in_place_of_colon(line: str, number: int) -> Finding | None:
    """Look for another sign where a line lacks a colon."""
    match = _NO_COLON.fullmatch(line.rstrip())
    if match is None:
        return None
    message = f'"{match[2]}" stands where a colon and a space are needed.'
    return Finding(number, match.start(2), message, f"Write {quote(f'{match[1]}: {match[3]}'.rstrip())}.")


def curly(broken: BrokenText) -> Finding | None:
    """Look for text in curly quotation marks, in which YAML reads colons."""
    number, column = broken.place
    line = broken.lines[number]
    start = value_start(line)
    if "parsing a flow" in broken.said and line[column : column + 1] == ":":
        before = re.split(r"[\[{,]|:[ \t]", line[:column])[-1]
        start = column - len(before.lstrip())
    elif "mapping values are not allowed" not in broken.said or start > column:
        return None
    return mistyped.curly(line, number, start)


def closing(lines: list[str], line: int, column: int) -> Place | None:
    """Return where the bracket at a place is closed; None if not within a thousand lines."""
    open_brackets = 0
    sign = None
    for number in range(line, min(len(lines), line + _FARTHEST)):
        text = lines[number]
        for at in range(column if number == line else 0, len(text)):
            character = text[at]
            if sign is not None:
                sign = None if character == sign else sign
            elif character in "\"'" and (at == 0 or text[at - 1] in " \t[{,:"):
                sign = character
            elif character in "[{":
                open_brackets += 1
            elif character in "]}":
                open_brackets -= 1
                if not open_brackets:
                    return number, at
    return None
