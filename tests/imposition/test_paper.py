"""Imposed files are printed and folded: where a page's words are on the paper is where folding puts the page."""

from __future__ import annotations

import re
from typing import NamedTuple

import pypdfium2
import pytest

from packgen.imposition.folding import signatures
from packgen.imposition.impose import Edge, Fold, impose
from packgen.imposition.source import open_source
from tests.imposition.files import own


class Shown(NamedTuple):
    """A page's words on a side, as whoever looks at the side sees them: from the left and from the bottom, in points.

    Attributes:
        page: the page in the pack, the cover being 0.
        x: of the first letter.
        y: of the first letter.
        upright: whether they are read from left to right.
    """

    page: int
    x: float
    y: float
    upright: bool


def printed(data: bytes) -> tuple[list[list[Shown]], float, float]:
    """Return the words on each page of the file, and width and height of the sheets."""
    document = pypdfium2.PdfDocument(data)
    sides = []
    for page in document:
        text = page.get_textpage()
        whole = text.get_text_range()
        assert text.count_chars() == len(whole)  # so that places in the one are places in the other
        found = []
        for match in re.finditer(r"Learn, page (\d+)\.|A pack", whole):
            left, bottom, _, _ = text.get_charbox(match.start())
            last, _, _, _ = text.get_charbox(match.start() + 5)
            found.append(Shown(int(match[1] or 0), left, bottom, left < last))
        sides.append(found)
    width, height = document[0].get_size()
    return sides, width, height


def turned_up(side: list[Shown], edge: Edge, width: float, height: float) -> list[Shown]:
    """Return a back as it is seen when the sheet is turned like the page of a book.

    A printer that turns sheets over their short edge has it so already; one that turns them over their long edge
    brings the foot of the file's page to the head of the sheet.
    """
    if edge == "short-edge":
        return side
    return [Shown(one.page, width - one.x, height - one.y, not one.upright) for one in side]


def halves(side: list[Shown], width: float, height: float) -> tuple[int | None, int | None]:
    """Return the pages on the left and the right half; all stand upright, their words high up on the sheet."""
    pages: dict[bool, int] = {}
    for one in side:
        assert one.upright
        assert one.y > height / 2
        assert (one.x > width / 2) not in pages
        pages[one.x > width / 2] = one.page
    return pages.get(False), pages.get(True)


@pytest.mark.parametrize("edge", ["short-edge", "long-edge"])
@pytest.mark.parametrize(("fold", "pages"), [("a3", 46), ("a3", 5), ("a4", 8)])
def test_a_printed_and_folded_booklet_is_read_in_order(fold: Fold, pages: int, edge: Edge) -> None:
    made = impose(open_source(own(pages), "own"), fold, edge)
    sides, width, height = printed(made.data)
    assert (round(width), round(height)) == ((1191, 842) if fold == "a3" else (842, 595))
    fronts = [halves(side, width, height) for side in sides[::2]]
    backs = [halves(turned_up(side, edge, width, height), width, height) for side in sides[1::2]]
    read: list[int | None] = []
    first = 0
    for sheets in signatures(pages):
        nested = list(zip(fronts[first : first + sheets], backs[first : first + sheets], strict=True))
        first += sheets
        for front, back in nested:
            read += [front[1], back[0]]
        for front, back in reversed(nested):
            read += [back[1], front[0]]
    assert read == [*range(pages), *([None] * (-pages % 4))]


@pytest.mark.parametrize("edge", ["short-edge", "long-edge"])
def test_a_printed_and_cut_pile_is_two_copies(edge: Edge) -> None:
    sides, width, height = printed(impose(open_source(own(5), "own"), "two-up", edge).data)
    fronts = [halves(side, width, height) for side in sides[::2]]
    backs = [halves(turned_up(side, edge, width, height), width, height) for side in sides[1::2]]
    for left in (0, 1):
        pile = [page for front, back in zip(fronts, backs, strict=True) for page in (front[left], back[1 - left])]
        assert pile == [0, 1, 2, 3, 4, None]
