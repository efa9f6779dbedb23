"""Pixels: a picture file as an image XObject."""

from __future__ import annotations

from pathlib import Path

from packgen.errors import OutputError
from packgen.images.limits import UnusablePicture
from packgen.images.prepared import prepared, read_picture
from packgen.sheet.sheet import Image


def load_image(path: Path) -> Image:
    """Return a picture for embedding; it was checked when its topic was read, and may have changed since.

    Raises:
        OutputError: the file cannot be read or decoded.
    """
    try:
        return prepared(read_picture(path))
    except UnusablePicture as error:
        raise OutputError(f"{path}: the picture cannot be read (it {error}). Save it again as PNG or JPEG.") from None
