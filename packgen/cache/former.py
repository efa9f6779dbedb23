"""What earlier versions of packgen kept: a file for each entry. It is of no use any more, but to be deleted."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from packgen.cache.trust import is_real_folder

_FOLDER = "packgen-1"
_DIGITS = frozenset("0123456789abcdef")
_NAME = 32
"""Digits of an entry's name."""


def clear(folder: Path) -> tuple[int, int]:
    """Delete the entries of earlier versions, nothing else, and return how many there were, and their bytes."""
    root = os.path.join(folder, _FOLDER)
    if not is_real_folder(root):
        return 0, 0
    count = total = 0
    for shelf in _DIGITS:
        inner = os.path.join(root, shelf)
        for name in _names(inner):
            stem, dot, rest = name.partition(".")
            if len(stem) == _NAME and _DIGITS.issuperset(stem) and (not dot or rest.endswith(".part")):
                with suppress(OSError):
                    path = os.path.join(inner, name)
                    size = os.lstat(path).st_size
                    os.unlink(path)
                    count, total = count + 1, total + size
        with suppress(OSError):
            os.rmdir(inner)
    for name in ("tally", "CACHEDIR.TAG"):
        with suppress(OSError):
            os.unlink(os.path.join(root, name))
    with suppress(OSError):
        os.rmdir(root)
    return count, total


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder) if is_real_folder(folder) else []
    except OSError:
        return []
