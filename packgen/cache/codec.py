"""Plain values and byte strings serialised as one byte string: JSON, then the byte strings themselves."""

from __future__ import annotations

import json
import struct
from typing import Any, NoReturn

from packgen.cache.shape import fits

_SIZES = struct.Struct(">II")


class Damaged(ValueError):
    """Bytes that `encode` did not write, or not for the same kind of entry."""


def encode(plain: Any, blobs: list[bytes]) -> bytes:
    """Return plain values (what JSON knows; tuples become lists) and some byte strings as one byte string."""
    text = json.dumps([plain, [len(blob) for blob in blobs]], ensure_ascii=False, separators=(",", ":"))
    head = text.encode("utf-8", "surrogatepass")
    return b"".join([_SIZES.pack(len(head), sum(map(len, blobs))), head, *blobs])


def decode(data: bytes, shape: Any) -> tuple[Any, list[bytes]]:
    """Return what `encode` was given; tuples have become lists.

    Args:
        data: what `encode` returned.
        shape: of the plain values; see `packgen.cache.shape`.

    Raises:
        Damaged: `encode` did not write these bytes, or the plain values have another shape. No size in the data is
            trusted beyond the length of the data.
    """
    try:
        head, body = _SIZES.unpack_from(data)
        if len(data) != _SIZES.size + head + body:
            raise Damaged("the size is wrong")
        start = _SIZES.size + head
        plain, sizes = json.loads(data[_SIZES.size : start].decode("utf-8", "surrogatepass"), parse_constant=_reject)
        blobs = []
        for size in sizes:
            if type(size) is not int or not 0 <= size <= len(data) - start:
                raise Damaged("a byte string has an impossible size")
            blobs.append(data[start : start + size])
            start += size
        if start != len(data):
            raise Damaged("there are bytes after the last byte string")
    except (struct.error, ValueError, TypeError, RecursionError) as error:
        raise Damaged(str(error)) from error
    if not fits(plain, shape):
        raise Damaged("the plain values have another shape")
    return plain, blobs


def _reject(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
