"""Reads picture files and prepares them for embedding, each once however often it is named."""

from __future__ import annotations

import os
import stat
from _blake2 import blake2b
from pathlib import Path
from threading import Lock

from packgen.bounded import Bounded
from packgen.images.decode import decoded
from packgen.images.limits import LARGEST_FILE, UnusablePicture
from packgen.sheet.sheet import Image

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags for opening files: without O_NONBLOCK, opening a pipe would wait for ever."""

_ROOM = 64_000_000
"""Bytes of prepared pictures that are kept: a topic is typeset soon after it was checked."""


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture file.

    Raises:
        UnusablePicture: it cannot be read, is no ordinary file, or is too large.
    """
    try:
        file = os.open(path, _READING)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise UnusablePicture("is not a file", "Name a PNG or JPEG file.", "file")
            data = os.read(file, LARGEST_FILE + 1)
        finally:
            os.close(file)
    except (OSError, ValueError):  # name too long, null byte, cycle of links, no permission
        raise UnusablePicture("cannot be read", "Check its name and permissions.", "file") from None
    if len(data) > LARGEST_FILE:
        raise UnusablePicture("is larger than 20 MB", "Save it smaller.", "file")
    return data


class _Prepared:
    """The pictures that were prepared last, by digests of their files.

    Args:
        room: bytes of prepared pictures that are kept.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._known: Bounded[bytes, Image] = Bounded(room, lambda image: len(image.data))
        self._lock = Lock()

    def __call__(self, data: bytes) -> Image:
        key = blake2b(data, digest_size=32).digest()
        with self._lock:
            image = self._known.get(key)
        if image is None:
            image = decoded(data)
        with self._lock:
            self._known[key] = image
        return image


prepared = _Prepared()
"""Returns a picture for embedding, given the bytes of its file.

Raises:
    UnusablePicture: as `decoded`.
"""
