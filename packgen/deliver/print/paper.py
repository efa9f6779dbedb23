"""How much paper a print takes, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

_PENNY = Decimal("0.01")


class Sides(StrEnum):
    """Which sides of the paper are printed, and over which edge the sheet is turned."""

    ONE_SIDED = "one-sided"
    LONG_EDGE = "long-edge"
    SHORT_EDGE = "short-edge"

    @property
    def pages_a_sheet(self) -> int:
        """How many pages a sheet takes."""
        return 1 if self is Sides.ONE_SIDED else 2

    @property
    def keyword(self) -> str:
        """The keyword of the attribute ``sides`` (RFC 8011, 5.2.8)."""
        return self.value if self is Sides.ONE_SIDED else f"two-sided-{self.value}"


class PaperUse(NamedTuple):
    """What a print takes.

    Attributes:
        sheets: of paper.
        sides: that are printed; the empty back of a last page is none.
    """

    sheets: int
    sides: int

    def cost(self, price: float) -> Decimal:
        """Return what the sides cost at a price for each, in pounds and whole pence."""
        return (self.sides * Decimal(str(price))).quantize(_PENNY, ROUND_HALF_UP)


def paper_use(pages: Iterable[int], copies: int, sides: Sides) -> PaperUse:
    """Return what files take, each of which begins on a new sheet, as each copy does.

    Args:
        pages: how many each file has.
        copies: of every file.
        sides: of the paper that are printed.
    """
    counts = tuple(pages)
    sheets = sum(-(-count // sides.pages_a_sheet) for count in counts)
    return PaperUse(sheets * copies, sum(counts) * copies)


def told_paper(use: PaperUse, price: float | None) -> str:
    """Return the sheets, the sides and, where a price is set, the money: ``16 sheets, 31 sides, £0.93``."""
    parts = [_count(use.sheets, "sheet"), _count(use.sides, "side")]
    if price is not None:
        parts.append(f"£{use.cost(price):,}")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
