"""Stream objects, and object streams, which hold all objects that are no streams (ISO 32000-1, 7.3.8 and 7.5.7)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from packgen.pdf.flate import compress

LEVEL = 5
"""Level of libdeflate for streams that are compressed once and kept."""

LEVEL_ONCE = 4
"""Level of libdeflate for streams of one file only: three quarters of the time for a tenth more bytes."""

Object = tuple[int, str]
"""An object that is no stream: its number and its serialised value."""


class Stream(NamedTuple):
    """A stream object.

    Attributes:
        number: its object number.
        entries: the entries of its dictionary without Length, serialised.
        data: its data, encoded as the entries say.
    """

    number: int
    entries: str
    data: bytes


def deflated(number: int, data: bytes, entries: str = "") -> Stream:
    """Return a stream whose data is compressed here, with some more entries in its dictionary."""
    return Stream(number, f"{entries}/Filter/FlateDecode", compress(data, LEVEL))


def object_stream(number: int, objects: Sequence[Object], level: int = LEVEL) -> Stream:
    """Return the object stream that holds some objects (7.5.7)."""
    values = [value for _, value in objects]
    offsets = accumulate([len(value) + 1 for value in values], initial=0)
    head = " ".join([f"{own} {offset}" for (own, _), offset in zip(objects, offsets, strict=False)]) + "\n"
    data = (head + "\n".join(values)).encode("latin-1")
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(head)}/Filter/FlateDecode"
    return Stream(number, entries, compress(data, level))


def serialised(stream: Stream) -> bytes:
    """Return a stream as it stands in a file."""
    # CR LF before endstream: data that itself ends in CR would otherwise seem a byte shorter (PDF/A-2, 6.1.7.1).
    return b"%d 0 obj\n<<%b/Length %d>>stream\r\n%b\r\nendstream\nendobj\n" % (
        stream.number,
        stream.entries.encode("latin-1"),
        len(stream.data),
        stream.data,
    )
