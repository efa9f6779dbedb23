"""A digest of what every entry of the cache depends on: packgen's files, its fonts, its libraries, and Python."""

from __future__ import annotations

import os
import sys
from _blake2 import blake2b
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from packgen import __version__
from packgen.resources import fonts_folder

_LIBRARIES = (
    "deflate", "markdown_it_py", "pillow", "pydantic", "pydantic_core", "pyphen", "pyyaml", "reportlab", "uharfbuzz",
)  # fmt: skip
_IGNORED = frozenset({"__pycache__", "library"})


@cache
def environment() -> bytes:
    """Return a digest that differs whenever packgen might make a different page from the same input.

    It is computed once, as early as possible: a process that keeps running goes on with the code that it loaded, and
    its entries must not pass for those of files that were changed meanwhile.

    Files count with sizes and times, which include the inode change time because no program can set that. To read all
    files would take longer than to make a page.
    """
    facts: list[object] = [__version__, sys.version, sys.platform, *_versions()]
    facts += [*_files(Path(__file__).resolve().parent.parent), *_files(fonts_folder())]
    return blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _versions() -> list[tuple[str, str]]:
    """Return the version of each library, from the names of the ``.dist-info`` folders on the path."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in _listed(folder or os.curdir):
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                found.setdefault(name.lower().replace(".", "_"), version)
    lacking = [name for name in _LIBRARIES if name not in found]
    if lacking:
        from importlib import metadata

        for name in lacking:
            found[name] = metadata.version(name)
    return [(name, found[name]) for name in _LIBRARIES]


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _files(root: Path) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, size and times of each file below a folder."""
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name in _IGNORED or entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    found = entry.stat()
                    yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
