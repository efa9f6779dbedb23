"""Picture files, which may be anything: inside the content folder, really PNG or JPEG, whole, and not too large."""

from __future__ import annotations

import stat
import warnings
from collections.abc import Iterator
from pathlib import Path

from packgen.errors import Problem, nearest
from packgen.load.places import whereabouts
from packgen.source import Document, quote
from packgen.source.excerpt import visible

LARGEST = 20_000_000
"""Bytes of a picture file."""

MOST_PIXELS = 40_000_000
"""An A4 page at 600 dots per inch has 35 million."""

FORMATS = ("PNG", "JPEG")


class _Unusable(Exception):
    """Message and remedy of a picture that cannot be used."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def problems(document: Document, folder: Path, root: Path) -> Iterator[Problem]:
    """Yield the problems of every picture that a topic names.

    Args:
        document: the topic as it was read.
        folder: the folder of the topic file, from which pictures are named.
        root: the content folder, which they must not leave.
    """
    for path, name in _files(document):
        try:
            _check(name, folder, root)
        except _Unusable as problem:
            origin = document.origin(path, whereabouts(document.value, path[:-1]))
            yield document.problem(origin, visible(problem.message), visible(problem.remedy))


def _files(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    topic = document.value
    sections = topic.get("sections") if isinstance(topic, dict) else None
    for i, section in enumerate(sections if isinstance(sections, list) else []):
        blocks = section.get("blocks") if isinstance(section, dict) else None
        for j, block in enumerate(blocks if isinstance(blocks, list) else []):
            if isinstance(block, dict) and block.get("type") == "picture":
                name = block.get("file")
                if isinstance(name, str) and name:
                    yield ("sections", i, "blocks", j, "file"), name


def _check(name: str, folder: Path, root: Path) -> None:
    if "\\" in name:
        raise _Unusable(f"the file {quote(name)} has backslashes in its name.", "Divide folders with /.")
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(root.resolve())
        if inside:
            path = (folder / name).resolve(strict=True)  # x/../y.png needs an x, as it will when it is opened
            mode, size = path.stat().st_mode, path.stat().st_size
    except FileNotFoundError:
        raise _Unusable(f"there is no file {quote(name)}.{_nearby(folder / name)}", _NO_FILE) from None
    except (OSError, ValueError, RuntimeError):  # too long, a null byte, a circle of links, no permission
        raise _Unusable(f"the file {quote(name)} cannot be read.", _NOT_READABLE) from None
    if not inside:
        raise _Unusable(
            f"the file {quote(name)} is outside the content folder.",
            "Copy it into the content folder and name it there.",
        )
    if not stat.S_ISREG(mode):
        raise _Unusable(f"{quote(name)} is not a file.", "Name a PNG or JPEG file.")
    if size > LARGEST:
        raise _Unusable(f"the file {quote(name)} is larger than 20 MB.", "Save it smaller.")
    _decode(path, name)


_NOT_READABLE = "Check its name and permissions."
_NO_FILE = "Put the file there, or correct its name; it is looked for from the folder of the topic."


def _decode(path: Path, name: str) -> None:
    from PIL import Image, UnidentifiedImageError

    too_many = _Unusable(f"the picture {quote(name)} has more than 40 million pixels.", "Scale it down.")
    with warnings.catch_warnings():
        # Pillow warns of large pictures from twice our limit on; those are refused anyway.
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise too_many
                image.load()
        except _Unusable:
            raise
        except PermissionError:
            raise _Unusable(f"the file {quote(name)} cannot be read.", _NOT_READABLE) from None
        except UnidentifiedImageError:
            raise _Unusable(f"the file {quote(name)} is neither PNG nor JPEG.", "Save it as one of these.") from None
        except Image.DecompressionBombError:
            raise too_many from None
        except Exception:
            # A damaged picture makes the decoders raise almost anything.
            raise _Unusable(f"the picture {quote(name)} is damaged.", "Save or download it again.") from None


def _nearby(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    return nearest(path.name, names)
