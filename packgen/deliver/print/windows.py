"""Printing on Windows, which has no reliable command that prints a PDF: the file is opened, and the user prints it.

packgen lists the settings to choose, and does not claim that anything was printed.
"""

from __future__ import annotations

import os
from pathlib import Path

from packgen.deliver.print.choices import PrintChoices
from packgen.deliver.print.media import PaperSize
from packgen.deliver.print.paper import Sides
from packgen.errors import DeliveryError

_SIDES = {
    Sides.ONE_SIDED: "print on one side",
    Sides.LONG_EDGE: "print on both sides, flip on long edge",
    Sides.SHORT_EDGE: "print on both sides, flip on short edge",
}


def on_windows() -> bool:
    """Tell whether this is Windows."""
    return os.name == "nt"


def open_file(path: Path) -> None:
    """Open a file in the program that Windows associates with its type.

    Raises:
        DeliveryError: there is no such program.
    """
    try:
        os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # exists on Windows only
    except OSError as error:
        raise DeliveryError(
            f"No program opens {path}: {error.strerror or error}. Install one that shows PDF files, and open it there."
        ) from error


def describe_settings(choices: PrintChoices, size: PaperSize) -> str:
    """Return the settings to choose in a print dialogue, on one line."""
    parts = [
        f"paper {size.shown}",
        "actual size (100 %)",
        _SIDES[choices.sides_for(size)],
        f"copies {choices.copies}" + (", collated" if choices.copies > 1 else ""),
        "black and white",
        *(["staple top left"] if choices.staple else []),
        *(["hold the job"] if choices.hold else []),
    ]
    return "; ".join(parts)
