"""Paper sizes, and their names in CUPS and in a queue's driver."""

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
    """A paper size.

    Attributes:
        name: name for lp, such as ``A4`` or ``Custom.200x250mm``.
        landscape: whether the pages are wider than high.
    """

    name: str
    landscape: bool

    @property
    def shown(self) -> str:
        """The size in messages."""
        return self.name.removeprefix("Custom.").replace("x", " × ").replace("mm", " mm")

    def choice(self, option: DriverOption) -> str | None:
        """Return the queue's choice for this size; None if it has none."""
        names = {self.name.casefold(), *_ALSO.get(self.name, ())}
        if self.name in _SIZES:
            names.add(_SIZES[self.name][2])
        found = next((choice for choice in option.choices if choice.casefold() in names), None)
        custom = self.name.startswith("Custom.") and any(one.startswith("Custom.") for one in option.choices)
        return self.name if found is None and custom else found


def paper_size(pages: Iterable[tuple[float, float]]) -> PaperSize:
    """Return the most frequent size of some pages.

    Args:
        pages: width and height of each page in points; at least one page.
    """
    counted = Counter(_size(width / _POINTS_A_MM, height / _POINTS_A_MM) for width, height in pages)
    return counted.most_common(1)[0][0]


def _size(width: float, height: float) -> PaperSize:
    short, long = sorted((width, height))
    for name, (narrow, high, _) in _SIZES.items():
        if abs(short - narrow) <= _NEAR and abs(long - high) <= _NEAR:
            return PaperSize(name, width > height)
    return PaperSize(f"Custom.{round(short)}x{round(long)}mm", width > height)
