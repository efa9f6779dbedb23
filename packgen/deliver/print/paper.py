"""Compute the paper that a print uses, and its cost."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Sides(StrEnum):
    """The sides of the paper that are printed, and the edge over which the printer flips it."""

    ONE_SIDED = "one-sided"
    LONG_EDGE = "long-edge"
    SHORT_EDGE = "short-edge"

    @property
    def pages_a_sheet(self) -> int:
        """Pages on a sheet: 1 or 2."""
        return 1 if self is Sides.ONE_SIDED else 2

    @property
    def keyword(self) -> str:
        """Keyword of the IPP attribute ``sides`` (RFC 8011, 5.2.8)."""
        return self.value if self is Sides.ONE_SIDED else f"two-sided-{self.value}"


class PaperUse(NamedTuple):
    """The paper that a print uses.

    Attributes:
        sheets: number of sheets.
        sides: number of printed sides, without the blank back of an odd last page.
    """

    sheets: int
    sides: int

    def cost(self, price: float) -> Decimal:
        """Return the cost of the sides at a price a side in pounds, rounded to whole pence."""
        from decimal import ROUND_HALF_UP, Decimal  # a build says its paper, and no price

        return (self.sides * Decimal(str(price))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def paper_use(pages: Iterable[int], copies: int, sides: Sides) -> PaperUse:
    """Return the paper that files use; each file, and each copy, begins on a new sheet.

    Args:
        pages: number of pages of each file.
        copies: number of copies of each file.
        sides: sides that are printed.
    """
    counts = tuple(pages)
    sheets = sum(-(-count // sides.pages_a_sheet) for count in counts)
    return PaperUse(sheets * copies, sum(counts) * copies)


def describe_paper(use: PaperUse, price: float | None) -> str:
    """Return the paper, the sides and, if there is a price, the cost: ``16 sheets of paper, 31 sides, £0.93``."""
    parts = [describe_sheets(use.sheets), _count(use.sides, "side")]
    if price is not None:
        parts.append(f"£{use.cost(price):,}")
    return ", ".join(parts)


def describe_sheets(sheets: int) -> str:
    """Return a number of sheets in words: ``16 sheets of paper``."""
    return f"{_count(sheets, 'sheet')} of paper"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
