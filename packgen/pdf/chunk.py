"""Chunks: finished objects that can be given any numbers.

In a chunk, object numbers count from 0 and are written between marks, which no serialised value has. Renumbering a
chunk divides its text at the marks and puts it together again. The number of a page in another chunk is left open in a
similar way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, NewType

from packgen.pdf.crossref import rows
from packgen.pdf.fragment import Fragment, make_fragment
from packgen.pdf.streams import Stream, object_stream

_MARK = "\r"
"""A carriage return, which text strings escape and no other value has (see `packgen.pdf.objects`)."""

_DIVIDER = _MARK + _MARK
"""Between objects; it is divided like a number without digits."""

_PAGE = "@"
"""Begins what stands between marks for the number of a page in another chunk."""

_MOST_NUMBERS = 2048
"""Numbers of which the text is kept: most sheets have fewer objects, and the contents of a large pack many more."""

LocalId = NewType("LocalId", str)
"""An object number within a chunk, in digits between two marks."""

LocalObject = tuple[LocalId, str]
"""An object that is no stream: its number and its serialised value, in which local numbers may stand."""

LocalStream = tuple[LocalId, Stream]
"""A stream, and its number; the number in the stream itself is not used."""

PageResolver = Callable[[int, int], int]
"""Gives the object number of a page, from the index of its sheet among all sheets and its own index in that sheet."""


@lru_cache(maxsize=_MOST_NUMBERS)
def local_id(number: int) -> LocalId:
    """Return what stands for a number."""
    return LocalId(f"{_MARK}{number}{_MARK}")


def local_ids(first: int, end: int) -> tuple[LocalId, ...]:
    """Return what stands for the numbers from the first to before the end."""
    return tuple(map(local_id, range(first, end)))


def number_of(own: LocalId) -> int:
    """Return the number that `local_id` was given."""
    return int(own.strip(_MARK))


def page_reference(sheet: int, page: int) -> str:
    """Return what stands for the object number of a page in another chunk until it is resolved; see `PageResolver`."""
    return f"{_MARK}{_PAGE}{sheet} {page}{_MARK}"


def renumbered(text: str, first: int) -> str:
    """Return a value in which local numbers are replaced with those that count from the first one given."""
    parts = text.split(_MARK)
    return _joined(parts, {own: str(first + int(own)) for own in set(parts[1::2])})


def _joined(parts: list[str], numbers: Mapping[str, str]) -> str:
    """Return the text that was divided at the marks, with something else for what stood between them."""
    parts[1::2] = map(numbers.__getitem__, parts[1::2])
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
        text: the numbers of the objects that are no streams, then their values; in Latin-1.
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
        text = _DIVIDER.join([" ".join([own for own, _ in pairs]), *[value for _, value in pairs]])
        numbered = tuple([stream._replace(number=number_of(own)) for own, stream in streams])
        return cls(extent, number_of(holder), text.encode("latin-1"), numbered, _MARK + _PAGE not in text)

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
        if not self.text:
            return Renumbered(rows(first, self.extent, 0, ()), ())
        parts = self.text.decode("latin-1").split(_MARK)
        numbers = dict(zip(_digits(self.extent), map(str, range(first, first + self.extent)), strict=True))
        numbers[""] = _MARK  # what stands between objects is divided once more
        if not self.self_contained:
            numbers |= _resolved(parts[1::2], resolve)
        owned, *values = _joined(parts, numbers).split(_MARK)
        objects = list(zip(map(int, owned.split()), values, strict=True))
        holder = first + self.holder
        return Renumbered(rows(first, self.extent, holder, objects), (object_stream(holder, objects),))

    def fragment(self, first: int, done: Renumbered) -> Fragment:
        """Return the objects under their final numbers, given what `renumber` returned for the same first number."""
        streams = [stream._replace(number=first + stream.number) for stream in self.streams]
        return make_fragment(first, done.rows, [*streams, *done.streams])


@lru_cache(maxsize=16)
def _digits(count: int) -> tuple[str, ...]:
    """Return the numbers from 0 to before a count, in digits; cached, since chunks have one of a few extents."""
    return tuple(map(str, range(count)))


def _resolved(found: Iterable[str], resolve: PageResolver | None) -> dict[str, str]:
    """Return the numbers of pages of other chunks, by what `page_reference` has between its marks.

    Raises:
        ValueError: there is nothing to resolve them with.
    """
    if resolve is None:
        raise ValueError("the chunk refers to a page of another chunk")
    places = {one for one in found if one.startswith(_PAGE)}
    return {one: str(resolve(*map(int, one.removeprefix(_PAGE).split()))) for one in places}
