"""Explains PyYAML's syntax errors in plain English, at the place of the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

from packgen.source import indentation, slips
from packgen.source.broken import BrokenText
from packgen.source.excerpt import quote
from packgen.source.finding import QUOTES, Finding, indent_of, quoted


class _Wording(NamedTuple):
    """The message for errors of PyYAML whose text has one of the fragments.

    PyYAML has two parsers, one of them in C, with different wordings. With `at_start` the problem is placed where the
    unfinished construct begins rather than where the parser stopped. ``{found}`` is the character there.
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
        ("unknown escape", "hexdecimal", "hexadecimal", "character escape code"),
        True,
        "there is a backslash in this text that packgen cannot read.",
        "Put the text in single quotes instead of double ones.",
    ),
    _Wording(
        ("scanning a block scalar",),
        True,
        "text cannot follow {found} on its line.",
        "Start the text on the next line, indented; if it begins with {found}, put it in quotes.",
    ),
    _Wording(
        ("cannot start any token", "node content", "mapping keys are not allowed"),
        False,
        "text cannot start with {found}.",
        QUOTES,
    ),
    _Wording(
        ("scanning a tag", "parsing a tag", "tag handle", "tag URI", "tag prefix"),
        True,
        "text that starts with {found} has to be in quotes.",
        QUOTES,
    ),
    _Wording(("<document start>",), False, "the file should have ended before this.", "Delete it, or indent it."),
)
_ODD = _Wording((), False, "this line cannot be read.", "Check its quotes, colons and indentation, and the line above.")

_AFTER = {
    '"': ("the closing quotation mark", "Put the whole text in single quotes."),
    "'": ("the closing quotation mark", "Write an apostrophe inside single quotes twice, or use double quotes."),
    "]": ("the closing bracket", QUOTES),
    "}": ("the closing brace", QUOTES),
}

_LIKELY: tuple[Callable[[BrokenText], Finding | None], ...] = (
    slips.blank,
    slips.quotation,
    slips.comment,
    slips.item,
    slips.colon,
    slips.curly,
)
"""Searches for mistakes that the parser reports as something else, or elsewhere."""


def explain(error: yaml.YAMLError, text: str, lines: list[str]) -> Finding:
    """Return the finding for a syntax error in a text."""
    broken = BrokenText.of(error, text, lines)
    for look in _LIKELY:
        found = look(broken)
        if found is not None:
            return found
    said = broken.said
    if "mapping values are not allowed" in said:
        return _colon(broken)
    if "entries are not allowed" in said:
        return _dash(broken)
    if "could not find expected ':'" in said:
        return _no_colon(broken, broken.start[0])
    if "parsing a flow" in said:
        return _bracket(broken)
    if any(s in said for s in ("expected key", "'-' indicator", "<block end>")):
        return _misfit(broken)
    wording = next((w for w in _TABLE if any(f in said for f in w.fragments)), _ODD)
    line, column = broken.start if wording.at_start else broken.place
    found_there = quote(lines[line][column : column + 1])
    message, remedy = (part.format(found=found_there) for part in (wording.message, wording.remedy))
    if found_there == '"&"':
        remedy = QUOTES
    return Finding(line, column, message, remedy)


def _colon(broken: BrokenText) -> Finding:
    """Explain a colon where none is allowed: in text, or in a line that YAML reads as the continuation of one above."""
    (number, column), lines = broken.place, broken.lines
    line, above = lines[number], broken.above(number)
    start = slips.value_start(line)
    if start <= column and (start > indent_of(line) or above == number) and not indentation.is_item(line.lstrip()):
        return _colon_in_text(number, column, line[start:])
    if (
        indentation.is_item(line.lstrip())
        and slips.value_start(line, keys=False) < column
        and (":" in line[:column] or above == number)
    ):
        return _colon_in_text(number, column, line[start:])
    before = lines[above]
    content = slips.value_start(before, keys=False)
    if content == indent_of(line) and content > indent_of(before) and slips.value_start(before) == content:
        return _no_colon(broken, above)
    if indent_of(line) <= indent_of(before):
        if indent_of(line) < indent_of(before) and not indentation.is_level(lines, above, broken.inside):
            return indentation.misplaced(lines, number, broken.inside)
        return _no_colon(broken, above)
    if indentation.begins_with_key(line.lstrip()) or indentation.is_item(line.lstrip()):
        return indentation.misplaced(lines, number, broken.inside)
    message = "a colon and a space cannot stand in plain text."
    return Finding(number, column, message, f"Put the whole text, which begins on line {above + 1}, in quotes.")


def _colon_in_text(number: int, column: int, text: str) -> Finding:
    if text[:1] in ('"', "'"):
        message = "text goes on after the closing quotation mark."
        return Finding(number, column, message, f"Put the whole text in quotes of its own: {quoted(text)}.")
    message = "a colon and a space cannot stand in plain text."
    return Finding(number, column, message, f"Put the whole text in quotes: {quoted(text)}.")


def _no_colon(broken: BrokenText, number: int) -> Finding:
    """Explain a line that should be a key and a text."""
    line = broken.lines[number]
    column = slips.value_start(line, keys=False)
    above = broken.lines[broken.above(number)].rstrip()
    if number and re.search(r"(?:^|\s)[|>][+-]?\d?[+-]?$", above) and indent_of(line) <= indent_of(above):
        remedy = f"Indent all lines of the text by {indent_of(above) + 2} spaces."
        return Finding(number, column, f'the text after "{above[-1]}" has to be indented.', remedy, indented=True)
    found = slips.in_place_of_colon(line, number)
    if found is not None:
        return found
    key, _, rest = line[column:].strip().partition(" ")
    likely = re.fullmatch("[a-z_]+", key) and not rest[:1].islower()
    example = quote(f"{key}: {rest}".rstrip()) if likely else '"key: text"'
    column = column if number == broken.place[0] else indent_of(line)
    if above.endswith(":") and indent_of(line) > indent_of(above):
        remedy = f"Write it as {example}; if the lines here are text, put it in quotes."
    else:
        remedy = f"Write it as {example}, or indent it if it belongs to the text above."
    return Finding(number, column, "this line has no colon.", remedy)


def _dash(broken: BrokenText) -> Finding:
    """Explain a dash where no list may start."""
    (number, column), lines = broken.place, broken.lines
    if lines[number][:column].strip():
        message = "a list cannot start on the line of its key."
        return Finding(
            number, column, message, "Start it on the next line, indented; if this is text, put it in quotes."
        )
    return indentation.misplaced(lines, number, broken.inside)


def _bracket(broken: BrokenText) -> Finding:
    """Explain a bracket or brace that is not closed, or what is wrong within it."""
    (line, column), lines = broken.start, broken.lines
    sign = lines[line][column : column + 1]
    other = {"[": "]", "{": "}"}.get(sign, "")
    name = "brace" if sign == "{" else "bracket"
    end = slips.closing(lines, line, column)
    if end is None or end < broken.place or not other:
        message = f"the {name} {sign} opened here is not closed, or a comma is missing."
        return Finding(line, column, message, f"Add the {other} or the comma; if this is text, put it in quotes.")
    number, at = broken.place
    if lines[number][at : at + 1] == ":":
        return Finding(number, at, "a colon and a space cannot stand in plain text.", "Put the text in quotes.")
    if lines[number][at : at + 1] in "]}":
        message = f"the {name} {sign} is closed by {lines[number][at : at + 1]}."
        return Finding(number, at, message, f"Write {other}; if this is text, put it in quotes.")
    return Finding(number, at, "a comma is missing before this.", "Add it; if it is all one text, put it in quotes.")


def _misfit(broken: BrokenText) -> Finding:
    """Explain text after a closing quotation mark, or a line with a wrong indentation."""
    (number, column), lines = broken.place, broken.lines
    before = lines[number][:column].rstrip()
    if lines[number][column : column + 1] == ":":
        return Finding(
            number, column, "there is no key before this colon.", "Write the key, or put the text in quotes."
        )
    closing = before[-1:]
    if closing and closing in _AFTER and before.lstrip("- "):
        rest = lines[number][column:].strip()
        if rest == ",":
            return Finding(number, column, f"a comma stands after {_AFTER[closing][0]}.", "Delete it.")
        if rest.startswith(",") and indentation.is_item(lines[number].lstrip()):
            remedy = "Start each item on a line of its own, after a dash; if it is one text, put it all in quotes."
            return Finding(number, column, f"text goes on after {_AFTER[closing][0]}.", remedy)
        return Finding(number, column, f"text goes on after {_AFTER[closing][0]}.", _AFTER[closing][1])
    return indentation.misplaced(lines, number, broken.inside)
