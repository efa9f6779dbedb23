"""Finished objects that can stand under any numbers.

While the objects of a sheet are written their numbers count from 0 and are written as characters that no PDF value has:
a serialised value stands for bytes, so that all its characters are below U+0100. Giving the objects their numbers is
then one pass over the text. Where another sheet's page will be is left open in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, NewType, cast

from packgen.pdf.crossref import rows
from packgen.pdf.writer import Fragment, Stream, joined, object_stream, written

_FIRST_OWN = 0xE000  # beyond the surrogates
_DIVIDER = "\u0100"
_GOAL = "\u0101"
_OWN = re.compile("([\ue000-\U0010ffff])")
_GOALS = re.compile("\u0101([0-9]+) ([0-9]+)\u0101")

Goals = Callable[[int, int], int]
"""Gives the object number of a page, from the place of its sheet in the pack and its place in the sheet."""

Own = NewType("Own", str)
"""An object number that counts from the first of its run, as the character that stands for it."""


OwnObject = tuple[Own, str]
"""An object that is no stream: its number and its serialised value, with own numbers in it."""

OwnStream = tuple[Own, Stream]
"""A stream, and its number; that of the stream itself is 0 until it has a place."""


def own(number: int) -> Own:
    """Return what stands for a number."""
    return Own(chr(_FIRST_OWN + number))


def own_run(first: int, end: int) -> tuple[Own, ...]:
    """Return what stands for the numbers from the first to before the end."""
    return cast("tuple[Own, ...]", tuple(map(chr, range(_FIRST_OWN + first, _FIRST_OWN + end))))


def number_of(character: str) -> int:
    """Return the number that a character stands for."""
    return ord(character) - _FIRST_OWN


def goal(sheet: int, page: int) -> str:
    """Return what stands for the object number of another sheet's page until it is known."""
    return f"{_GOAL}{sheet} {page}{_GOAL}"


def settled(text: str, goals: Goals) -> str:
    """Return a value with the numbers of other sheets' pages filled in."""
    return _GOALS.sub(lambda match: str(goals(int(match[1]), int(match[2]))), text)


class Renumbered(NamedTuple):
    """What depends on the numbers that a run was given.

    Attributes:
        rows: cross-reference entries, one after another.
        streams: the object streams, under their numbers.
    """

    rows: bytes
    streams: tuple[Stream, ...]

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.rows) + sum([len(stream.data) for stream in self.streams])


class Chunk(NamedTuple):
    """Objects that can be put into any file.

    Attributes:
        extent: how many numbers they take.
        holder: number of the object stream; numbers count from the first of the run here and below.
        text: the numbers of the objects that are no streams, then their values; in UTF-8.
        streams: the streams.
        apart: whether no page of another sheet is referred to, so that the numbers depend on the first one alone.
    """

    extent: int
    holder: int
    text: bytes
    streams: tuple[Stream, ...]
    apart: bool

    @property
    def size(self) -> int:
        """About how many bytes of memory they take."""
        return len(self.text) + sum([len(stream.data) for stream in self.streams])

    def place(self, first: int, goals: Goals | None = None) -> Renumbered:
        """Number the objects that are no streams.

        Raises:
            ValueError: a page of another sheet is referred to, and there are no goals.
        """
        text = self.text.decode("utf-8")
        if not self.apart:
            if goals is None:
                raise ValueError("a page of another sheet is referred to")
            text = settled(text, goals)
        if not text:
            return Renumbered(rows(first, self.extent), ())
        owned, _, values = text.partition(_DIVIDER)
        numbers = [first + number_of(character) for character in owned]
        objects = list(zip(numbers, opened(values, first).split(_DIVIDER), strict=True))
        holder = first + self.holder
        return Renumbered(rows(first, self.extent, (holder, objects)), (object_stream(holder, objects),))

    def fragment(self, first: int, placed: Renumbered) -> Fragment:
        """Return the objects under their numbers, ready to be copied into a file."""
        streams = [Stream(first + stream.number, stream.entries, stream.data) for stream in self.streams]
        return joined(first, placed.rows, map(written, [*streams, *placed.streams]))

    def bound(self, first: int, goals: Goals) -> Fragment:
        """Return the objects under their numbers, those of other sheets' pages filled in."""
        return self.fragment(first, self.place(first, goals))


def movable(objects: Iterable[OwnObject], streams: Iterable[OwnStream], extent: int, holder: Own) -> Chunk:
    """Return objects whose values have ``Own`` numbers in them; streams refer to nothing, their own number is 0."""
    pairs = list(objects)
    text = _DIVIDER.join(["".join([own for own, _ in pairs]), *[value for _, value in pairs]]) if pairs else ""
    numbered = tuple([stream._replace(number=number_of(own)) for own, stream in streams])
    return Chunk(extent, number_of(holder), text.encode("utf-8"), numbered, _GOAL not in text)


def opened(text: str, first: int) -> str:
    """Return a value with its own numbers filled in."""
    parts = _OWN.split(text)
    shift = first - _FIRST_OWN
    own = parts[1::2]
    known = {character: str(shift + ord(character)) for character in set(own)}
    parts[1::2] = map(known.__getitem__, own)
    return "".join(parts)
