"""Characters typed instead of YAML's: curly quotes, bullets, dashes without a space, no-break spaces."""

from __future__ import annotations

import re

from packgen.source.document import YamlMark
from packgen.source.excerpt import quote
from packgen.source.finding import Finding, indent_of, quoted

BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
"""Spaces that YAML does not treat as such, as the inside of a character class."""

BULLET = re.compile(
    rf"(?:([–—―‐‑−－*+])[ {BLANKS}]|([•·∙●○◦▪■‣⁃])|(-)(?=[^\s\d.,-]|[{BLANKS}])|(\d{{1,2}}[.)]) )[ {BLANKS}]*(?=[^\s#])"
)
"""Signs that people write before the items of a list instead of a dash and a space."""

_BLANK = re.compile(f"[{BLANKS}]")
_LEADING = re.compile(rf"[ \t]*([{BLANKS}])")
CLOSE_COLON = re.compile(r"([A-Za-z_]+):(?!//)(?=[^\s:])")
"""A key and its text with no space between."""

_OPENING = "“‘„«"
_CLOSING = "”’“»"


def blank(line: str) -> int | None:
    """Return the column of the first blank in a line's indentation that is neither a space nor a tab."""
    match = _LEADING.match(line)
    return match.start(1) if match is not None else None


def no_space(line: int, column: int, character: str) -> Finding:
    """Return the finding for a blank character that is not a space."""
    name = {"\u00a0": "a no-break space", "\u200b": "a zero-width space"}.get(character, "an unusual space")
    message = f"{name} (U+{ord(character):04X}) stands here, where only ordinary spaces may."
    return Finding(line, column, message, "Delete it, and type spaces with the space bar.")


def items(lines: list[str], start: YamlMark, end: YamlMark) -> Finding | None:
    """Return the finding for plain text of several lines that are meant as items of a list.

    Args:
        lines: the source lines.
        start: where it begins.
        end: where it ends.
    """
    first, column, last = start.line, start.column, end.line
    before = lines[first][:column]
    if last > first and not before.strip(" -") and _all_close(lines[first : last + 1]):
        return colon(lines[first], first, column)
    if before.strip():
        below = first + 1
        if before.strip(" -") or last == first or not lines[below].lstrip().startswith("- "):
            return None
        deeper, others = indent_of(lines[below]), before.rindex("-")
        message = f"this line is indented by {deeper} spaces, the items of its list by {others or 'none'}."
        remedy = "Line up the dashes; if it is all one text, put it in quotes."
        return Finding(below, deeper, message, remedy, indented=True)
    sign = BULLET.match(lines[first], column)
    if sign is None:
        return None
    begun = (line.lstrip() for line in lines[first : last + 1])
    alike = [line for line in begun if line.startswith("- ") or _sign(line) == sign.lastindex]
    if sign[2] or len(alike) > 1 or _glued(lines[first], column):
        return item(lines, first, column)
    return None


def _sign(line: str) -> int | None:
    """Return the kind of sign instead of a dash that a line begins with, or None."""
    match = BULLET.match(line)
    return match.lastindex if match is not None else None


def item(lines: list[str], number: int, column: int) -> Finding | None:
    """Return the finding for a line that begins, at a column, with a sign instead of a dash."""
    line = lines[number]
    sign = BULLET.match(line, column)
    if sign is None:
        return None
    if _glued(line, column):
        return no_space(number, column + 1, line[column + 1])
    rest = quote(f"- {line[sign.end() :].strip()}")
    if line[column] == "-":
        return Finding(number, column, "a space is missing after this dash.", f"Write {rest}.")
    shown = sign[sign.lastindex or 0]
    return Finding(number, column, f'an item of a list begins with "-", not with "{shown}".', f"Write {rest}.")


def colon(line: str, number: int, column: int) -> Finding | None:
    """Return the finding for a key, at a column, without a space before its text."""
    match = CLOSE_COLON.match(line, column)
    if match is None:
        return None
    written = quote(f"{match[1]}: {line[match.end() :].strip()}")
    return Finding(number, match.end(1), "a space is missing after this colon.", f"Write {written}.")


def _all_close(lines: list[str]) -> bool:
    """Tell whether all lines begin with a key without a space before its text."""
    return all(CLOSE_COLON.match(line.lstrip(" -")) for line in lines)


def _glued(line: str, column: int) -> bool:
    """Tell whether a dash is followed by a blank that is not a space."""
    return line[column : column + 1] == "-" and _BLANK.match(line, column + 1) is not None


def key(lines: list[str], number: int, column: int, text: str) -> Finding | None:
    """Return the finding for a plain key with a curly quote, a bullet or an odd blank in it."""
    line = lines[number]
    for place in (0, len(text) - 1):
        if _BLANK.match(text[place]):
            return no_space(number, column + place, text[place])
    found = item(lines, number, column) or colon(line, number, column)
    if found is not None:
        return found
    bare = text.strip(_OPENING + _CLOSING)
    if text == text[0] + bare + text[-1] and bare.replace("_", "").isalpha():
        return Finding(number, column, "a key needs no quotation marks.", f"Write it as {bare}.")
    return curly(line, number, column)


def curly(line: str, number: int, column: int) -> Finding | None:
    """Return the finding for text in curly quotation marks that ends early; None if none begins at the column."""
    opening = line[column : column + 1]
    if not opening or opening not in _OPENING:
        return None
    text = line[column:].strip()
    inside, closing, rest = text.partition(_CLOSING[_OPENING.index(opening)])
    if closing and rest.lstrip()[:1] in (",", "]", "}"):
        text = inside + closing
    message = f"the curly quotation mark {opening} is a letter like any other to YAML."
    return Finding(number, column, message, f"Put straight quotation marks around it all: {quoted(text)}.")
