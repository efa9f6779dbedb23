"""The names and furniture that all sheets share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from packgen.errors import Origin
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import Setting
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.surface import end_leaf, full_row, placed, surface
from packgen.units import MM
from tests.support.geometry import Drawing, read
from tests.support.mocks import Solid
from tests.support.tags import tree
from tests.support.topics import plain_setting


@pytest.mark.parametrize("verso", [False, True])
def test_a_surface_begins_on_its_side(verso: bool) -> None:
    loop = surface(plain_setting(), Element("Sect"), None, lambda page: False, verso)
    assert loop.recto == (not verso)


def test_the_pack_heads_the_pages_it_is_told_to() -> None:
    used = plain_setting()
    loop = surface(used, Element("Sect"), None, lambda page: page == 1)
    loop.set([full_row(used, [Solid(200 * MM), Solid(200 * MM)])])
    assert loop.canvas.pack_headed == {1}


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
    loop = surface(used, root, None, lambda page: False, verso)
    loop.set([full_row(used, [Solid(200 * MM) for _ in range(pages)])])
    noted = end_leaf(loop, used)
    sheet = loop.canvas.finish("A sheet", "en-GB")
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
