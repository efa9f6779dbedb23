"""What pulls a sheet back to its leaf, and the names and furniture that all sheets share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from packgen.errors import Origin
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import Setting
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.surface import end_leaf, full_row, placed, surface, tightened
from packgen.units import MM
from tests.support.geometry import Drawing, read
from tests.support.mocks import Solid
from tests.support.tags import tree
from tests.support.topics import plain_setting

Make = Callable[[Setting], tuple[SheetCanvas, PageLoop]]


def piles(count: int, gap: str, height: float, tried: list[float], verso: bool = False) -> Make:
    """Return what sets so many solids of some millimetres with a gap of the design between them, and notes the gaps."""

    def make(used: Setting) -> tuple[SheetCanvas, PageLoop]:
        tried.append(round(used.design.length(gap) / MM, 2))
        canvas, loop = surface(used, Element("Sect"), None, lambda page: False, verso)
        loop.set([full_row(used, [Solid(height * MM, before=used.design.length(gap)) for _ in range(count)])])
        return canvas, loop

    return make


def test_what_fits_its_leaf_is_set_once() -> None:
    tried: list[float] = []
    canvas, _ = tightened(piles(18, "row-gap", 20, tried), plain_setting())
    assert (canvas.page, tried) == (2, [5])


def test_what_runs_over_by_a_little_is_pulled_back() -> None:
    """The frame is 250 mm: ten solids of 20 mm stand on a page with gaps of 5 mm, eleven with gaps of 2.5 mm."""
    tried: list[float] = []
    canvas, loop = tightened(piles(22, "row-gap", 20, tried), plain_setting())
    assert (canvas.page, tried) == (2, [5, 2.5])
    assert loop.foot == pytest.approx((11 * 20 + 10 * 2.5) * MM)


def test_gaps_of_lists_give_way_next() -> None:
    tried: list[float] = []
    canvas, _ = tightened(piles(50, "list-gap", 10, tried), plain_setting())
    assert (canvas.page, tried) == (2, [1.25, 1.25, 0])


def test_what_no_gaps_can_pull_back_stays_as_it_was() -> None:
    tried: list[float] = []
    canvas, loop = tightened(piles(23, "row-gap", 20, tried), plain_setting())
    assert (canvas.page, tried) == (3, [5, 2.5, 2.5])
    assert loop.foot == pytest.approx((3 * 20 + 2 * 5) * MM)


def test_what_runs_over_by_much_is_not_tried() -> None:
    """A third of the page beyond the leaf, and more, is worth a leaf."""
    tried: list[float] = []
    assert tightened(piles(24, "row-gap", 20, tried), plain_setting())[0].page == 3
    assert tried == [5]


def test_four_sides_are_two_leaves() -> None:
    tried: list[float] = []
    assert tightened(piles(31, "row-gap", 20, tried), plain_setting())[0].page == 4
    assert tried == [5]


@pytest.mark.parametrize(("count", "pages", "tries"), [(10, 1, [5]), (11, 1, [5, 2.5]), (14, 2, [5]), (21, 3, [5])])
def test_a_sheet_that_begins_on_a_back_has_one_side_of_its_leaf(count: int, pages: int, tries: list[float]) -> None:
    tried: list[float] = []
    canvas, _ = tightened(piles(count, "row-gap", 20, tried, verso=True), plain_setting())
    assert (canvas.page, tried) == (pages, tries)


def test_a_single_sided_pack_is_left_alone() -> None:
    tried: list[float] = []
    assert tightened(piles(22, "row-gap", 20, tried), plain_setting(single_sided=True))[0].page == 3
    assert tried == [5]


@pytest.mark.parametrize("verso", [False, True])
def test_a_surface_begins_on_its_side(verso: bool) -> None:
    canvas, _ = surface(plain_setting(), Element("Sect"), None, lambda page: False, verso)
    assert canvas.recto == (not verso)


def test_the_pack_heads_the_pages_it_is_told_to() -> None:
    tried: list[float] = []
    used = plain_setting()
    canvas, loop = surface(used, Element("Sect"), None, lambda page: page == 1)
    loop.set([full_row(used, [Solid(200 * MM), Solid(200 * MM)])])
    assert (canvas.pack_headed, tried) == ({1}, [])


def test_a_block_is_set_apart_and_knows_where_it_comes_from() -> None:
    used, origin = plain_setting(), Origin("x.yaml", 3, 1, "timeline")
    story: Sequence[Flowable] = placed([Solid(10), Solid(10, before=99 * MM), Solid(10)], origin, used)
    assert [round(one.before / MM) for one in story] == [5, 99, 0]
    assert {one.origin for one in story} == {origin}
    assert placed([Solid(10, before=9 * MM)], origin, used)[0].before == pytest.approx(9 * MM)
    assert placed([], origin, used) == []


# -- the back of a last page


def ended(pages: int, used: Setting, verso: bool = False) -> tuple[bool, Sheet, Drawing]:
    """Set some pages and end their leaf; return whether it has a page for notes, and the sheet."""
    root = Element("Sect")
    canvas, loop = surface(used, root, None, lambda page: False, verso)
    loop.set([full_row(used, [Solid(200 * MM) for _ in range(pages)])])
    noted = end_leaf(loop, used)
    sheet = canvas.finish("A sheet", "en-GB")
    return noted, sheet, read(sheet, used.faces)


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize(("pages", "verso"), [(1, False), (3, False), (2, True)])
def test_the_back_of_a_last_page_is_ruled_for_notes(profile: str, pages: int, verso: bool) -> None:
    used = plain_setting(profile)
    noted, sheet, drawing = ended(pages, used, verso)
    assert (noted, len(sheet.pages)) == (True, pages + 1)
    assert [node.text for node in tree(sheet, drawing).find("P")] == ["Notes"]
    frame = used.design.frame(recto=False)
    foot = (used.design.page_height - frame.y) / MM
    lines = drawing.lines(pages)
    assert [(line.x0, line.x1) for line in lines] == [
        pytest.approx((frame.x / MM, (frame.x + frame.width) / MM), abs=0.01)
    ] * len(lines)
    pitch = used.design.length("writing-line") / MM
    heights = [line.y0 for line in lines]
    assert [lower - upper for upper, lower in pairwise(heights)] == pytest.approx([pitch] * (len(lines) - 1), abs=0.01)
    assert foot - pitch < heights[-1] <= foot + 0.01


@pytest.mark.parametrize(
    ("pages", "verso", "single_sided"), [(2, False, False), (1, True, False), (3, True, False), (1, False, True)]
)
def test_a_full_leaf_and_a_single_sided_pack_need_no_page_for_notes(
    pages: int, verso: bool, single_sided: bool
) -> None:
    noted, sheet, _ = ended(pages, plain_setting(single_sided=single_sided), verso)
    assert (noted, len(sheet.pages)) == (False, pages)
