"""Which page stands where on sheets that are folded or cut: numbers only.

A sheet lies across, with a fold or a cut down its middle. Its sides are in the order in which a printer takes them: the
front of the first sheet, its back, the front of the second. Left and right are as one sees them when the back has been
turned up over the short edge, that is, like a page of a book.

Saddle stitch: the sheets of a signature lie in each other and are stapled through the fold. A signature has ten sheets
at most, which is what staplers take, and what still folds; the sheets of a longer booklet are shared out evenly. Blank
pages stand at the end: a pack has no back cover, and wherever else they stood, leaves that belong together (a question
and its answers overleaf) would come apart.

Creep, by which the inner sheets of a signature stick out at the fore-edge, is not made up for: ten sheets of 80 g paper
come to one millimetre, which nobody sees who does not trim, and the margins are more than ten times as wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_SHEETS = 10
"""Sheets of a signature."""


class Side(NamedTuple):
    """One side of a sheet: pages counted from 0, or None for a blank one.

    Attributes:
        left: the page on its left half.
        right: the page on its right half.
        outermost: the number of the signature of which this is the outer side of the outermost sheet, counted from 0;
            None for all other sides.
    """

    left: int | None
    right: int | None
    outermost: int | None = None


def signatures(pages: int) -> list[int]:
    """Return how many sheets each signature of a booklet has."""
    sheets = -(-pages // 4)
    count = -(-sheets // MOST_SHEETS)
    return [sheets // count + (place < sheets % count) for place in range(count)]


def told_signatures(sizes: Sequence[int]) -> str:
    """Return several signatures in words: ``2 signatures, of 6 and 5 sheets``."""
    *first, last = map(str, sizes)
    return f"{len(sizes)} signatures, of {', '.join(first)} and {last} sheets"


def booklet(pages: int) -> list[Side]:
    """Return the sides of a booklet's sheets, signature by signature, the outermost sheet of each first."""

    def there(page: int) -> int | None:
        return page if page < pages else None

    sides: list[Side] = []
    first = 0
    for place, sheets in enumerate(signatures(pages)):
        last = first + 4 * sheets - 1
        for sheet in range(sheets):
            low, high = first + 2 * sheet, last - 2 * sheet
            sides.append(Side(there(high), there(low), None if sheet else place))
            sides.append(Side(there(low + 1), there(high - 1)))
        first = last + 1
    return sides


def two_up(pages: int) -> list[Side]:
    """Return the sides of sheets that have each page twice: cut down the middle, they are two copies in order."""
    return [Side(page if page < pages else None, page if page < pages else None) for page in range(pages + pages % 2)]
