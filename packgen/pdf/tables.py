"""Object streams in rows (ISO 32000-1, 7.5.7), for objects that are alike.

A page has some sixty structure elements, most of which say the same but for numbers that count up. Deflate finds what
is alike in a text but pays for every number. In rows of one width the predictor takes the counting out, and half the
bytes are left; so the short objects of a sheet have an object stream to themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from packgen.pdf.flate import compressed
from packgen.pdf.predictor import upwards
from packgen.pdf.writer import Object, Stream

APART = "   "
"""Between references in a long array: so `_PAIRS` of them make a row."""

_LEVEL = 7  # of zlib; 6 takes a fifth less time for a fortieth more bytes, 8 twice the time
_PAIRS = 5  # of a number and an offset to a row; nearly every element fits in that
_OFFSET = 5  # digits of an offset; a longer one shifts those after it, and costs bytes
_FEWEST = 24  # with fewer short objects, a stream of their own costs more than it saves


class Sorted(NamedTuple):
    """Objects sorted by what suits them.

    Attributes:
        arrays: of references; they fill rows one after another.
        short: each takes no more than a row.
        others: neither.
        width: of a row, in characters.
    """

    arrays: list[Object]
    short: list[Object]
    others: list[Object]
    width: int

    @property
    def in_rows(self) -> list[Object]:
        """What stands in rows."""
        return self.arrays + self.short


def sort_out(objects: Sequence[Object]) -> Sorted:
    """Return what of some objects suits rows, in the order of its numbers; too little of it does not."""
    width = _PAIRS * (_digits(objects) + _OFFSET + 2)
    out = Sorted([], [], [], width)
    for one in objects:
        value = one[1]
        (out.arrays if value[0] == "[" else out.short if len(value) <= width else out.others).append(one)
    if len(out.short) < _FEWEST:
        return Sorted([], [], list(objects), width)
    out.arrays.sort()
    out.short.sort()
    return out


def table_stream(number: int, parts: Sorted) -> Stream:
    """Return the object stream of what suits rows."""
    objects, width = parts.in_rows, parts.width
    arrays = [value for _, value in parts.arrays]
    body = _rows(" ".join(arrays), width)
    offsets = [0, *accumulate([len(value) + 1 for value in arrays])][: len(arrays)]
    offsets += range(width * len(body), width * (len(body) + len(parts.short)), width)
    body += [value.ljust(width) for _, value in parts.short]
    pairs = zip([own for own, _ in objects], offsets, strict=True)
    pair = f"%{_digits(objects)}d %{_OFFSET}d "
    head = _rows(pair * len(objects) % tuple(chain.from_iterable(pairs)), width)
    table = " ".join(["", *head, *body]).encode("latin-1")
    entries = (
        f"/Type/ObjStm/N {len(objects)}/First {width * len(head)}"
        f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {width}>>"
    )
    return Stream(number, entries, compressed(upwards(table, width + 1), _LEVEL))


def _digits(objects: Iterable[Object]) -> int:
    return len(str(max([number for number, _ in objects])))


def _rows(text: str, width: int) -> list[str]:
    """Return a text in pieces of one width, the last filled up with spaces."""
    return [text[start : start + width].ljust(width) for start in range(0, len(text), width)]
