"""Plain values and bytes as one string of bytes, and back: JSON, then the bytes as they are."""

from __future__ import annotations

import json
import struct
from typing import Any, NoReturn

from packgen.cache.shape import fits

_SIZES = struct.Struct(">II")


class Damaged(ValueError):
    """Bytes that are not what was written."""


def encode(plain: Any, blobs: list[bytes]) -> bytes:
    """Return plain values (what JSON knows; tuples become lists) and some bytes as one."""
    text = json.dumps([plain, [len(blob) for blob in blobs]], ensure_ascii=False, separators=(",", ":"))
    head = text.encode("utf-8", "surrogatepass")
    return b"".join([_SIZES.pack(len(head), sum(map(len, blobs))), head, *blobs])


def decode(data: bytes, shape: Any) -> tuple[Any, list[bytes]]:
    """Return what `encode` was given.

    Args:
        data: what it made.
        shape: of the plain values; see `packgen.cache.shape`.

    Raises:
        Damaged: it was not `encode` that made these bytes, or of something else; sizes are believed only where the
            bytes are there.
    """
    try:
        head, body = _SIZES.unpack_from(data)
        if len(data) != _SIZES.size + head + body:
            raise Damaged("the size is wrong")
        start = _SIZES.size + head
        plain, sizes = json.loads(data[_SIZES.size : start].decode("utf-8", "surrogatepass"), parse_constant=_no_number)
        blobs = []
        for size in sizes:
            if type(size) is not int or not 0 <= size <= len(data) - start:
                raise Damaged("a part has no possible size")
            blobs.append(data[start : start + size])
            start += size
        if start != len(data):
            raise Damaged("there is more than its parts")
    except (struct.error, ValueError, TypeError, RecursionError) as error:
        raise Damaged(str(error)) from error
    if not fits(plain, shape):
        raise Damaged("this is of something else")
    return plain, blobs


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
