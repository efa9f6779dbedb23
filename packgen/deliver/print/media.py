"""Sizes of paper: what the pages of a file are called, by CUPS and by a queue's driver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from packgen.deliver.print.abilities import DriverOption

_POINTS_A_MM = 72 / 25.4
_NEAR = 1.5
"""Millimetres by which a page may differ from a size."""

_SIZES = {
    "A3": (297, 420, "iso_a3_297x420mm"),
    "A4": (210, 297, "iso_a4_210x297mm"),
    "A5": (148, 210, "iso_a5_148x210mm"),
    "A6": (105, 148, "iso_a6_105x148mm"),
    "Letter": (215.9, 279.4, "na_letter_8.5x11in"),
    "Legal": (215.9, 355.6, "na_legal_8.5x14in"),
    "Tabloid": (279.4, 431.8, "na_ledger_11x17in"),
}
"""Width and height in millimetres, and the name of PWG 5101.1."""

_ALSO = {"Tabloid": ("ledger", "11x17")}


class PaperSize(NamedTuple):
    """A size of paper.

    Attributes:
        name: ``A4``, or such as ``Custom.200x250mm``, as lp takes it.
        landscape: whether the pages are wider than high.
    """

    name: str
    landscape: bool

    @property
    def shown(self) -> str:
        """The size for people."""
        return self.name.removeprefix("Custom.").replace("x", " × ").replace("mm", " mm")

    def choice(self, option: DriverOption) -> str | None:
        """Return what a queue calls this size; None where it does not have it."""
        names = {self.name.casefold(), *_ALSO.get(self.name, ())}
        if self.name in _SIZES:
            names.add(_SIZES[self.name][2])
        found = next((choice for choice in option.choices if choice.casefold() in names), None)
        custom = self.name.startswith("Custom.") and any(one.startswith("Custom.") for one in option.choices)
        return self.name if found is None and custom else found


def paper_size(pages: Iterable[tuple[float, float]]) -> PaperSize:
    """Return the size of paper that most pages have.

    Args:
        pages: width and height of each in points, one at least.
    """
    counted = Counter(_size(width / _POINTS_A_MM, height / _POINTS_A_MM) for width, height in pages)
    return counted.most_common(1)[0][0]


def _size(width: float, height: float) -> PaperSize:
    short, long = sorted((width, height))
    for name, (narrow, high, _) in _SIZES.items():
        if abs(short - narrow) <= _NEAR and abs(long - high) <= _NEAR:
            return PaperSize(name, width > height)
    return PaperSize(f"Custom.{round(short)}x{round(long)}mm", width > height)
