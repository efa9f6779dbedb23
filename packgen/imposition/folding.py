"""The order of pages on sheets that are folded or cut: page numbers only.

A sheet is landscape, with a fold or a cut down its middle. Its sides are in the order in which a printer prints them:
the front of the first sheet, its back, the front of the second. Left and right are as seen after the sheet is flipped
over its short edge, like a page of a book.

Saddle stitch: the sheets of a signature are nested and stapled through the fold. A signature has at most ten sheets,
which is what staplers take and what still folds; the sheets of a longer booklet are divided evenly among signatures.
Blank pages come at the end: a pack has no back cover, and blank pages elsewhere would separate pages that belong
together (a question and its answers overleaf).

Creep, by which the inner sheets of a signature protrude at the fore-edge, is not compensated: for ten sheets of 80 g
paper it is one millimetre, which is not noticeable unless the booklet is trimmed, and the margins are over ten times as
wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_SHEETS = 10
"""Sheets of a signature."""


class Side(NamedTuple):
    """One side of a sheet: page indices from 0, or None for a blank page.

    Attributes:
        left: page on the left half.
        right: page on the right half.
        outermost: if this is the outer side of a signature's outermost sheet, the index of the signature from 0; else
            None.
    """

    left: int | None
    right: int | None
    outermost: int | None = None


def signatures(pages: int) -> list[int]:
    """Return the number of sheets of each signature of a booklet."""
    sheets = -(-pages // 4)
    count = -(-sheets // MOST_SHEETS)
    return [sheets // count + (place < sheets % count) for place in range(count)]


def describe_signatures(sizes: Sequence[int]) -> str:
    """Return two or more signatures in words: ``2 signatures, of 6 and 5 sheets``."""
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
    """Return the sides of sheets with each page twice: cut down the middle, they give two copies in order."""
    return [Side(page if page < pages else None, page if page < pages else None) for page in range(pages + pages % 2)]
