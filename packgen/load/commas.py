"""Warnings of commas in ``[...]`` that divide a text, probably against the author's intention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from packgen.errors import Origin, Problem
from packgen.load.fields import field_at
from packgen.load.places import whereabouts
from packgen.source import Document, Path, Value, quote

_NAMES = frozenset({"authors", "before", "columns", "names", "objectives", "only", "options", "sources", "tags"})
"""Lists that hold names, labels and ids, which may begin in lower case."""

_MARKS = "*_^~([“‘ "
_PARTICLE = re.compile(r"(?:al-|el-|d[’']|(?:bin|da|de|del|den|der|di|du|ibn|la|le|ten|ter|van|von|zu)\b)")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_ENDS_IN_NUMBER = re.compile(r"(?:.*[^\d,.])?\d{1,3}", re.DOTALL)


def warnings(document: Document) -> Iterator[Problem]:
    """Yield a warning for each item in brackets that looks like the continuation of the item before it."""
    suspect = {id(items) for items in document.bracketed if _may_be_cut_short(items)}
    if not suspect:  # as in most files, and finding where a list is takes time
        return
    stack: list[tuple[tuple[str | int, ...], Value]] = [((), document.value)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack += [((*path, key), one) for key, one in reversed(value.items()) if not isinstance(one, str)]
        elif isinstance(value, list):
            stack += [((*path, i), value[i]) for i in reversed(range(len(value))) if not isinstance(value[i], str)]
            if id(value) in suspect:
                yield from _cut_short(document, path, value)


def _may_be_cut_short(items: list[Value]) -> bool:
    """Tell whether a text may go on in the next one."""
    for one, two in pairwise(items):
        if isinstance(two, str) and isinstance(one, str) and (_THOUSANDS.match(two) or _goes_on(one, two)):
            return True
    return False


def _cut_short(document: Document, path: Path, items: list[Value]) -> Iterator[Problem]:
    field = field_at(document.value, path)
    example = field.examples[0] if field is not None and field.examples else None
    if not isinstance(example, list):
        return
    of_texts = isinstance(example[0], str) and path[-1] not in _NAMES
    places = [document.origin((*path, number)) for number in range(len(items))]
    close = [_character(document, place, -1) == "," for place in places]
    of_numbers = all(close[1:])  # such as [1,523], which may be two numbers without a space
    for number in range(1, len(items)):
        first, second, place = items[number - 1], items[number], places[number]
        if not (isinstance(first, str) and isinstance(second, str)) or _quoted(
            document, places[number - 1 : number + 1]
        ):
            continue
        if (
            close[number]
            and (of_texts or not of_numbers)
            and _THOUSANDS.match(second)
            and _ENDS_IN_NUMBER.fullmatch(first)
        ):
            message = f"{quote(first)} and {quote(second)} are two items, since a comma ends a text in brackets."
            remedy = f"If it is one, put it in quotes: {quote(f'{first},{second}')}."
        elif of_texts and _goes_on(first, second):
            message = f"{quote(second)} is an item of its own, since a comma ends a text in brackets."
            remedy = f"If it belongs to {quote(first)}, put it all in quotes; if not, write the items one a line."
        else:
            continue
        yield document.problem(place._replace(what=whereabouts(document.value, path)), message, remedy)


def _character(document: Document, place: Origin, shift: int = 0) -> str:
    """Return the source character at a place, shifted by a number of characters."""
    column = place.column - 1 + shift
    return document.excerpt(place.line)[column : column + 1] if column >= 0 else ""


def _quoted(document: Document, places: list[Origin]) -> bool:
    """Tell whether a text at one of these places is in quotes: its author knows what commas do."""
    return any(_character(document, place) in ('"', "'") for place in places)


def _goes_on(first: str, second: str) -> bool:
    """Tell whether a text begins in lower case after one that does not; single words, as in [Army, party], aside."""
    return (" " in first or " " in second) and _begins_lower(second) and not _begins_lower(first)


def _begins_lower(text: str) -> bool:
    """Tell whether a text begins with a word in lower case, other than pH, mRNA and von Papen."""
    text = text.lstrip(_MARKS)
    if not text[:1].islower():
        return False
    word = re.split(r"[\W\d_]", text, maxsplit=1)[0]
    return len(word) > 1 and word.islower() and _PARTICLE.match(text) is None
