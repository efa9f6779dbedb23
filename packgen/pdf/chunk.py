"""Chunks: finished objects that can be given any numbers.

In a chunk, object numbers count from 0 and are written between marks, characters that no serialised value has: such a
value stands for bytes, so that its characters are all below U+0100. Renumbering a chunk divides its text at the marks
and puts it together again. The number of a page in another chunk is left open in a similar way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, NewType

from packgen.pdf.crossref import rows
from packgen.pdf.fragment import Fragment, make_fragment
from packgen.pdf.streams import Stream, object_stream

_FIRST_LOCAL = 0xE000  # beyond the surrogates
_DIVIDER = "\u0100"
_PAGE = "\u0101"
_MARK = "\u0102"

_MOST_NUMBERS = 2048
"""Numbers of which the text is kept: most sheets have fewer objects, and the contents of a large pack many more."""

LocalId = NewType("LocalId", str)
"""An object number within a chunk, as the character that stands for it between two marks."""

LocalObject = tuple[LocalId, str]
"""An object that is no stream: its number and its serialised value, in which local numbers may stand."""

LocalStream = tuple[LocalId, Stream]
"""A stream, and its number; the number in the stream itself is not used."""

PageResolver = Callable[[int, int], int]
"""Gives the object number of a page, from the index of its sheet among all sheets and its own index in that sheet."""


@lru_cache(maxsize=_MOST_NUMBERS)
def local_id(number: int) -> LocalId:
    """Return what stands for a number; numbers in order are in order as text too."""
    return LocalId(f"{_MARK}{chr(_FIRST_LOCAL + number)}{_MARK}")


def local_ids(first: int, end: int) -> tuple[LocalId, ...]:
    """Return what stands for the numbers from the first to before the end."""
    return tuple(map(local_id, range(first, end)))


def number_of(own: LocalId) -> int:
    """Return the number that `local_id` was given."""
    return ord(own.strip(_MARK)) - _FIRST_LOCAL


def page_reference(sheet: int, page: int) -> str:
    """Return what stands for the object number of a page in another chunk until it is resolved; see `PageResolver`."""
    return f"{_PAGE}{sheet} {page}{_PAGE}"


def renumbered(text: str, first: int) -> str:
    """Return a value in which local numbers are replaced with those that count from the first one given."""
    parts = text.split(_MARK)
    shift = first - _FIRST_LOCAL
    found = parts[1::2]
    numbers = {character: str(shift + ord(character)) for character in set(found)}
    parts[1::2] = map(numbers.__getitem__, found)
    return "".join(parts)


def _resolved(text: str, resolve: PageResolver) -> str:
    """Return a value in which `page_reference` is replaced with the number of the page."""
    parts = text.split(_PAGE)
    parts[1::2] = [str(resolve(*map(int, part.split()))) for part in parts[1::2]]
    return "".join(parts)


class Renumbered(NamedTuple):
    """The part of a chunk that depends on its first number.

    Attributes:
        rows: cross-reference rows.
        streams: the object streams, under their final numbers.
    """

    rows: bytes
    streams: tuple[Stream, ...]

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.rows) + sum([len(stream.data) for stream in self.streams])


class Chunk(NamedTuple):
    """Objects that can be put into any file. Numbers count from 0.

    Attributes:
        extent: how many object numbers it takes.
        holder: the number of its object stream.
        text: the characters for the numbers of the objects that are no streams, then their values; in UTF-8.
        streams: its streams. They refer to no other objects.
        self_contained: whether it refers to no pages of other chunks.
    """

    extent: int
    holder: int
    text: bytes
    streams: tuple[Stream, ...]
    self_contained: bool

    @classmethod
    def of(cls, objects: Iterable[LocalObject], streams: Iterable[LocalStream], extent: int, holder: LocalId) -> Chunk:
        """Return a chunk of some objects and streams."""
        pairs = list(objects)
        owned = "".join([own for own, _ in pairs]).replace(_MARK, "")
        text = _DIVIDER.join([owned, *[value for _, value in pairs]])
        numbered = tuple([stream._replace(number=number_of(own)) for own, stream in streams])
        return cls(extent, number_of(holder), text.encode("utf-8"), numbered, _PAGE not in text)

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.text) + sum([len(stream.data) for stream in self.streams])

    def renumber(self, first: int, resolve: PageResolver | None = None) -> Renumbered:
        """Give the objects that are no streams their final numbers.

        Args:
            first: the number for 0.
            resolve: finds pages of other chunks; a chunk that is self-contained needs none.

        Raises:
            ValueError: it refers to a page of another chunk, and ``resolve`` is None.
        """
        text = self.text.decode("utf-8")
        if not self.self_contained:
            if resolve is None:
                raise ValueError("the chunk refers to a page of another chunk")
            text = _resolved(text, resolve)
        if not text:
            return Renumbered(rows(first, self.extent, 0, ()), ())
        owned, _, values = text.partition(_DIVIDER)
        shift = first - _FIRST_LOCAL
        numbers = [shift + ord(character) for character in owned]
        objects = list(zip(numbers, renumbered(values, first).split(_DIVIDER), strict=True))
        holder = first + self.holder
        return Renumbered(rows(first, self.extent, holder, objects), (object_stream(holder, objects),))

    def fragment(self, first: int, done: Renumbered) -> Fragment:
        """Return the objects under their final numbers, given what `renumber` returned for the same first number."""
        streams = [stream._replace(number=first + stream.number) for stream in self.streams]
        return make_fragment(first, done.rows, [*streams, *done.streams])
