"""Limits of pictures, and the error of one that cannot be used."""

from __future__ import annotations

LARGEST_FILE = 20_000_000
"""Bytes of a picture file."""

MOST_PIXELS = 40_000_000
"""An A4 page at 600 dots per inch has 35 million."""

MOST_SCANS = 100
"""Scans of a JPEG. Each goes over the whole picture; a progressive one has ten to twenty."""

LARGEST_PROFILE = 4_000_000
"""Bytes of a colour profile. Those of printing presses have up to 3 million."""


class UnusablePicture(Exception):
    """A picture that cannot be used.

    Attributes:
        fault: what is wrong, to stand after the picture's name: "is damaged".
        remedy: what to do.
        what: whether it is the "picture" or its "file" that is wrong.
    """

    def __init__(self, fault: str, remedy: str, what: str = "picture") -> None:
        super().__init__(fault)
        self.fault, self.remedy, self.what = fault, remedy, what


def damaged() -> UnusablePicture:
    """Return the error of a picture that does not decode."""
    return UnusablePicture("is damaged", "Save or download it again.")


def check_size(width: int, height: int) -> None:
    """Check the size that a picture says it has, before any of it is decoded.

    Raises:
        UnusablePicture: it has no samples, or more than `MOST_PIXELS`.
    """
    if width < 1 or height < 1:
        raise damaged()
    if width * height > MOST_PIXELS:
        raise UnusablePicture("has more than 40 million pixels", "Scale it down.")
