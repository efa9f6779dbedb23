"""What PyYAML says about broken YAML, in plain English and at the place where a person would look."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from packgen.source.excerpt import quote

_QUOTES = "Put the whole text in quotes."


class _Wording(NamedTuple):
    """What to say where PyYAML's sentence holds one of the fragments.

    PyYAML has two parsers, one of them in C, with wordings of their own; `at_start` points to where the
    unfinished thing begins rather than to where the parser gave up. ``{found}`` is the character there.
    """

    fragments: tuple[str, ...]
    at_start: bool
    message: str
    remedy: str


_TABLE = (
    _Wording(
        ("scanning an alias", "scanning an anchor"),
        True,
        "text that starts with {found} has to be in quotes.",
        "Put the whole text in quotes, emphasis marks and all.",
    ),
    _Wording(
        ("could not find expected ':'",),
        True,
        "this line has no colon.",
        'Write it as "key: text", or indent it if it belongs to the text above.',
    ),
    _Wording(
        ("unknown escape", "hexdecimal", "hexadecimal", "character escape code"),
        True,
        "there is a backslash in this text that packgen cannot read.",
        "Put the text in single quotes instead of double ones.",
    ),
    _Wording(
        ("scanning a quoted scalar", "scanning a double-quoted scalar", "scanning a single-quoted scalar"),
        True,
        "the quotation mark opened here is never closed.",
        "Add the closing one at the end of the text.",
    ),
    _Wording(
        ("scanning a block scalar",),
        True,
        "text cannot follow {found} on its line.",
        "Start the text on the next line, indented; if it begins with {found}, put it in quotes.",
    ),
    _Wording(
        ("parsing a flow sequence",),
        True,
        "the bracket [ opened here is not closed, or a comma is missing.",
        "Add the ] or the comma; if this is text, put it in quotes.",
    ),
    _Wording(
        ("parsing a flow mapping",),
        True,
        "the brace {{ opened here is not closed, or a comma is missing.",
        "Add the }} or the comma; if this is text, put it in quotes.",
    ),
    _Wording(
        ("cannot start any token", "node content", "mapping keys are not allowed"),
        False,
        "text cannot start with {found}.",
        _QUOTES,
    ),
    _Wording(
        ("scanning a tag", "parsing a tag", "tag handle", "tag URI", "tag prefix"),
        True,
        "text that starts with {found} has to be in quotes.",
        _QUOTES,
    ),
    _Wording(("<document start>",), False, "the file should have ended before this.", "Delete it, or indent it."),
)
_ODD = _Wording((), False, "this line cannot be read.", "Check its quotes, colons and indentation, and the line above.")


_AFTER = {
    '"': ("the closing quotation mark", "Put the whole text in single quotes."),
    "'": ("the closing quotation mark", "Write an apostrophe inside single quotes twice, or use double quotes."),
    "]": ("the closing bracket", _QUOTES),
    "}": ("the closing brace", _QUOTES),
}


def explain(error: yaml.YAMLError, lines: list[str]) -> tuple[int, int, str, str]:
    """Return the 0-based line and column, the message and the remedy for a syntax error in these lines."""
    said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
    place = _place(getattr(error, "problem_mark", None), lines)
    start = _place(getattr(error, "context_mark", None), lines) if getattr(error, "context_mark", None) else place
    tab = _tab(place, lines)
    if tab is not None:
        return place[0], tab, "a tab stands here, where only spaces may.", "Use spaces instead."
    if "mapping values are not allowed" in said:
        return _colon(place, lines)
    if "entries are not allowed" in said:
        return _dash(place, lines)
    if any(s in said for s in ("expected key", "'-' indicator", "<block end>")):
        return _misfit(place, lines)
    wording = next((w for w in _TABLE if any(f in said for f in w.fragments)), _ODD)
    line, column = start if wording.at_start else place
    found = quote(lines[line][column : column + 1])
    return line, column, wording.message.format(found=found), wording.remedy.format(found=found)


def _place(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int]:
    """Return a mark's line and column; past the end of the file, the end of its last line with anything in it."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines) and (lines[mark.line].strip() or mark.line == 0):
        return mark.line, mark.column
    line = min(mark.line, len(lines) - 1)
    while line > 0 and not lines[line].strip():
        line -= 1
    return line, len(lines[line])


def _tab(place: tuple[int, int], lines: list[str]) -> int | None:
    """Return the column of a tab in a line's indentation, or right at the place."""
    line = lines[place[0]]
    if "\t" in line[: _indent(line)]:
        return line.index("\t")
    return place[1] if line[place[1] : place[1] + 1] == "\t" else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _above(number: int, lines: list[str]) -> int:
    """Return the number of the nearest line above that is neither blank nor a comment."""
    while number > 0:
        number -= 1
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            break
    return number


def _colon(place: tuple[int, int], lines: list[str]) -> tuple[int, int, str, str]:
    """Explain a colon where none may be: in text, or in a line that YAML takes for the continuation of one above."""
    number, column = place
    above = _above(number, lines)
    if ":" in lines[number][:column] or above == number:
        return number, column, "a colon and a space cannot stand in plain text.", _QUOTES
    if _indent(lines[number]) > _indent(lines[above]):
        return (
            number,
            _indent(lines[number]),
            "this line is indented too far.",
            "Let it start where the line above starts; if it is text, put it in quotes.",
        )
    return (
        above,
        _indent(lines[above]),
        "this line has no colon.",
        'Write it as "key: text", or indent it if it belongs to the text above.',
    )


def _dash(place: tuple[int, int], lines: list[str]) -> tuple[int, int, str, str]:
    """Explain a dash where no list may start."""
    number, column = place
    if lines[number][:column].strip():
        return number, column, "a list cannot start on the line of its key.", "Start it on the next line, indented."
    return number, column, "a list cannot start here.", "Check how far this line and the one above are indented."


def _misfit(place: tuple[int, int], lines: list[str]) -> tuple[int, int, str, str]:
    """Explain something that fits nowhere: text after a closing quotation mark, or a line that is out of line."""
    number, column = place
    before = lines[number][:column].rstrip()
    if lines[number][column : column + 1] == ":":
        return number, column, "there is no key before this colon.", "Write the key, or put the text in quotes."
    closing = before[-1:]
    if closing and closing in _AFTER and before.lstrip("- "):
        return number, column, f"text goes on after {_AFTER[closing][0]}.", _AFTER[closing][1]
    return (
        number,
        column,
        "this line does not line up with the lines above it.",
        "Indent it exactly like the other entries that it belongs with.",
    )
