from __future__ import annotations

import pytest

from packgen.errors import LayoutError, Origin
from packgen.layout.boxes.fold import Fold, FoldedAbove
from packgen.layout.core.flowable import Flowable
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.geometry import Line
from tests.support.mocks import Bricks, Drawn, Solid
from tests.support.paper import Laid, lay, setting

LINE = 8 * MM
FULL = 175 * MM


def fold(story: int, aside: int, log: list[Drawn], before: float = 0.0) -> Fold:
    """A heading of 10 mm and lines of 8 mm, two of which stay together, beside lines of 5 mm."""
    head = Solid(10 * MM, name="head", keep=True, log=log, before=before)
    lines = Bricks([LINE] * story, name="line", least=2, log=log)
    other = Solid(10 * MM, name="bank", keep=True, log=log)
    words: list[Flowable] = [Solid(5 * MM, name=f"word{n}", log=log) for n in range(aside)]
    return Fold(setting(), [head, lines], [other, *words])


def laid(story: int, aside: int, skip: float = 0.0) -> tuple[Laid, list[Drawn]]:
    log: list[Drawn] = []
    return lay([fold(story, aside, log)], setting(), Element("Sect"), FULL, skip), log


def dashes(laid: Laid) -> list[Line]:
    return laid.drawing.lines()


def test_the_line_stands_in_the_gutter_as_high_as_the_taller_side() -> None:
    found, log = laid(6, 4)
    [dashed] = dashes(found)
    assert dashed.x0 == dashed.x1 == pytest.approx(20 + 117.5, abs=0.01)
    assert sorted((dashed.y0, dashed.y1)) == pytest.approx([25, 25 + 10 + 48], abs=0.01)
    assert {round(one.x / MM, 2) for one in log if one.name.startswith(("head", "line"))} == {20}
    assert {round(one.x / MM, 2) for one in log if one.name.startswith(("bank", "word"))} == {140}
    assert len({one.top for one in log if one.name.startswith(("head", "bank"))}) == 1


def test_what_stands_beside_stays_with_the_first_part() -> None:
    for skip in range(0, 240, 4):
        found, log = laid(20, 8, skip)
        begun = {one.page for one in log if one.name.startswith(("head", "bank", "word"))}
        assert len(begun) == 1
        [dashed] = dashes(found)
        assert {dashed.page} == begun
        pages = [one.page for one in log if one.name.startswith("line")]
        assert 1 not in [pages.count(page) for page in (0, 1)]
        assert len(pages) == 20


def test_it_begins_a_page_where_what_stands_beside_has_no_room() -> None:
    found, _ = laid(10, 8, skip=205)
    assert [line.page for line in dashes(found)] == [1]
    found, _ = laid(10, 8, skip=195)
    assert [line.page for line in dashes(found)] == [0]


def test_a_heading_above_counts_what_must_follow_it() -> None:
    assert fold(10, 2, []).least_height(FULL) == pytest.approx(10 * MM + 2 * LINE)
    assert fold(10, 30, []).least_height(FULL) == pytest.approx(160 * MM)


def test_what_stands_beside_is_divided_where_it_is_taller_than_a_page() -> None:
    found, log = laid(4, 60)
    assert found.pages == 2
    assert len([one for one in log if one.name.startswith("word")]) == 60
    assert [line.page for line in dashes(found)] == [0, 1]


def test_the_space_above_is_its_headings() -> None:
    assert fold(2, 2, [], before=12.0).before == 12.0


def test_an_error_inside_names_the_place_in_the_sources() -> None:
    used, root = setting(), Element("Sect")

    class Broken(Solid):
        def wrap(self, width: float, height: float) -> tuple[float, float]:
            raise self.refusal("is broken.", "Mend it.")

    one = Fold(used, [Heading(used, "A", root), Broken(LINE)], [Paragraph(used, "b", "side", Element("P", root))])
    one.origin = Origin("topic.yaml", 3, 1, "cloze")
    with pytest.raises(LayoutError, match=r"^topic\.yaml:3:1: cloze is broken\. Mend it\.$"):
        lay([one], used, root, FULL)


# -- above


def above(story: int, skip: float) -> tuple[Laid, list[Drawn]]:
    """A bank of 20 mm above lines of 8 mm."""
    log: list[Drawn] = []
    bank: list[Flowable] = [Solid(10 * MM, name=f"bank{n}", log=log) for n in range(2)]
    folded = FoldedAbove(setting(), bank, [Bricks([LINE] * story, name="line", least=2, log=log)])
    return lay([folded], setting(), Element("Sect"), FULL, skip), log


def test_a_line_across_parts_what_stands_above_from_the_story() -> None:
    found, log = above(4, 0)
    [dashed] = dashes(found)
    assert (dashed.x0, dashed.x1) == pytest.approx((20, 195), abs=0.01)
    assert dashed.y0 == dashed.y1 == pytest.approx(25 + 20 + 1.25, abs=0.01)
    assert [one.name for one in log][:3] == ["bank00", "bank10", "line0"]


def test_it_moves_to_the_next_page_whole_if_that_leaves_little_of_this_one_empty() -> None:
    _, log = above(10, 200)
    assert {one.page for one in log} == {1}


def test_what_stands_above_is_never_without_the_beginning_of_the_story() -> None:
    for skip in range(0, 240, 4):
        found, log = above(40, skip)
        [dashed] = dashes(found)
        begun = {one.page for one in log if one.name.startswith("bank") or one.name == "line0"}
        assert begun == {dashed.page}
