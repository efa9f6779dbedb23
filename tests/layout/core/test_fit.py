from __future__ import annotations

import re

import pytest

from packgen.errors import LayoutError, Origin
from packgen.layout.core.fit import Fitted, Room, fit
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import rich
from packgen.layout.figures.numbers import number_list
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.table import RuledTable
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support import paper
from tests.support.mocks import Bricks, Solid

PAGE = 100.0


def room(height: float = PAGE, share: float = 0.4) -> Room:
    return Room(50.0, height, PAGE, share)


def shape(fitted: Fitted) -> list[tuple[str, float]]:
    """The names and tops of what was placed."""
    return [(repr(placed.flowable), placed.top) for placed in fitted.placed]


def test_flowables_stand_one_below_another() -> None:
    found = fit([Solid(20, name="a"), Solid(30, name="b", before=5)], room())
    assert shape(found) == [("a", 0.0), ("b", 25.0)]
    assert (found.used, found.rest) == (55.0, [])


def test_space_above_is_dropped_at_the_top() -> None:
    assert shape(fit([Solid(20, name="a", before=9)], room())) == [("a", 0.0)]


def test_what_does_not_fit_is_left_over() -> None:
    second = Solid(50, name="b")
    found = fit([Solid(60, name="a"), second], room())
    assert (shape(found), found.rest, found.used) == ([("a", 0.0)], [second], 60.0)


def test_a_hundredth_of_a_point_too_much_fits() -> None:
    assert fit([Solid(PAGE + 0.005, name="a")], room()).rest == []


def test_nothing_is_placed_where_nothing_fits() -> None:
    story: list[Flowable] = [Solid(50, name="a")]
    assert fit(story, room(40)) == Fitted([], story, 0.0)


def test_what_can_be_divided_is() -> None:
    found = fit([Solid(60, name="a"), Bricks([15, 15, 15, 15], name="b")], room())
    assert shape(found) == [("a", 0.0), ("b[0:2]", 60.0)]
    assert [repr(part) for part in found.rest] == ["b[2:4]"]
    assert found.used == 90.0


# -- headings


def test_a_heading_goes_with_what_it_heads() -> None:
    heading, text = Solid(10, name="h", keep=True), Solid(30, name="b")
    found = fit([Solid(65, name="a"), heading, text], room())
    assert (shape(found), found.rest) == ([("a", 0.0)], [heading, text])


def test_headings_below_one_another_go_together() -> None:
    story: list[Flowable] = [Solid(65, name="a"), Solid(10, keep=True), Solid(10, keep=True), Solid(30, name="b")]
    assert shape(fit(story, room())) == [("a", 0.0)]


def test_a_heading_needs_only_the_start_of_what_can_be_divided() -> None:
    story = [Solid(60, name="a"), Solid(10, name="h", keep=True), Bricks([10] * 6, name="b", least=2)]
    assert shape(fit(story, room())) == [("a", 0.0), ("h", 60.0), ("b[0:3]", 70.0)]


def test_a_heading_waits_for_the_least_of_what_can_be_divided() -> None:
    story = [Solid(75, name="a"), Solid(10, name="h", keep=True), Bricks([10] * 6, name="b", least=2)]
    assert shape(fit(story, room())) == [("a", 0.0)]


def test_the_gap_below_a_heading_counts() -> None:
    story = [Solid(60, name="a"), Solid(10, name="h", keep=True), Solid(29, name="b", before=2)]
    assert shape(fit(story, room())) == [("a", 0.0)]


def test_a_heading_that_ends_the_story_stands() -> None:
    assert shape(fit([Solid(90, name="a"), Solid(10, name="h", keep=True)], room())) == [("a", 0.0), ("h", 90.0)]


def test_a_tall_heading_stays_on_its_own_page_and_what_it_heads_follows() -> None:
    text = Solid(80, name="b")
    found = fit([Solid(40, name="h", keep=True), text], room())
    assert (shape(found), found.rest) == ([("h", 0.0)], [text])


def test_two_headings_may_be_too_tall_for_what_they_head() -> None:
    text = Solid(90, name="b")
    found = fit([Solid(10, name="h", keep=True), Solid(10, name="i", keep=True), text], room())
    assert (shape(found), found.rest) == ([("h", 0.0), ("i", 10.0)], [text])


# -- moving rather than dividing


def test_a_whole_flowable_moves_where_that_leaves_little_empty() -> None:
    whole = Bricks([10] * 8, name="b", whole=True)
    found = fit([Solid(61, name="a"), whole], room())
    assert (shape(found), found.rest) == ([("a", 0.0)], [whole])


def test_a_whole_flowable_is_divided_where_moving_leaves_much_empty() -> None:
    found = fit([Solid(60, name="a"), Bricks([10] * 8, name="b", whole=True)], room())
    assert shape(found) == [("a", 0.0), ("b[0:4]", 60.0)]


def test_a_whole_flowable_taller_than_a_page_is_divided() -> None:
    found = fit([Solid(80, name="a"), Bricks([10] * 12, name="b", whole=True)], room())
    assert shape(found) == [("a", 0.0), ("b[0:2]", 80.0)]


def test_a_whole_flowable_below_a_tall_heading_is_divided_and_not_refused() -> None:
    found = fit([Solid(65, name="h", keep=True), Bricks([20] * 4, name="b", whole=True)], room())
    assert shape(found) == [("h", 0.0), ("b[0:1]", 65.0)]


# -- by force, on a fresh page only


def test_on_a_fresh_page_what_is_only_desirable_is_given_up() -> None:
    found = fit([Bricks([60, 60, 10], name="b", least=2)], room())
    assert shape(found) == [("b[0:1]", 0.0)]


def test_further_down_it_moves_instead() -> None:
    bricks = Bricks([60, 60, 10], name="b", least=2)
    assert fit([Solid(10, name="a"), bricks], room()).rest == [bricks]


# -- what cannot be done


def test_what_fits_no_page_is_an_error_with_place_and_remedy() -> None:
    tall = Solid(250 * MM, name="t")
    tall.origin = Origin("content/cold-war.yaml", 41, 9, "timeline, event 3")
    with pytest.raises(LayoutError) as told:
        fit([tall], Room(50.0, 200 * MM, 200 * MM, 0.4))
    assert str(told.value) == (
        "content/cold-war.yaml:41:9: timeline, event 3 is 250 mm tall and cannot be divided; that is 50 mm "
        "more than its page holds. "
        "Shorten it, or divide it into two."
    )


def test_without_an_origin_it_still_says_what_to_do() -> None:
    with pytest.raises(LayoutError, match=r"^This block is 71 mm tall and cannot be divided; that is 35 mm more than"):
        fit([Solid(200)], room())


@pytest.mark.parametrize(
    ("height", "told"),
    [
        (206, "that is 6 mm (about 2 lines) more"),
        (200.5, "that is 1 mm (about 1 line) more"),
        (5200, "(about 1,000 lines)"),
    ],
)
def test_it_says_by_how_much_and_how_many_lines_that_are(height: float, told: str) -> None:
    with pytest.raises(LayoutError, match=re.escape(told)):
        fit([Solid(height * MM)], Room(50.0, 200 * MM, 200 * MM, 0.4, line=5 * MM))


def test_a_heading_goes_before_what_fits_no_page() -> None:
    rest = fit([Solid(10, keep=True), Solid(150)], room()).rest
    with pytest.raises(LayoutError, match="53 mm tall and cannot be divided"):
        fit(rest, room())


def test_a_caption_takes_the_end_of_its_table_with_it() -> None:
    setting = paper.setting()
    rows = [[[rich(f"row{n}")], [rich("x")]] for n in range(6)]
    table = RuledTable(setting, Element("Sect"), [ColumnSpec("Name"), ColumnSpec("X")], rows)
    caption = Paragraph(setting, "Caption", "note", Element("P"))
    caption.clings = True
    height = table.wrap(300, 1000)[1]
    fitted = fit([table, caption], Room(300, height + 5, 700, 0.4))
    [placed] = fitted.placed
    rest, last = fitted.rest
    assert isinstance(placed.flowable, RuledTable)
    assert isinstance(rest, RuledTable)
    assert len(placed.flowable.rows) == 5
    assert len(rest.rows) == 1
    assert last is caption


def test_a_caption_takes_the_last_item_of_a_list_with_it() -> None:
    setting = paper.setting()
    items = number_list(setting, Element("Sect"), [("1", "one"), ("2", "two"), ("3", "three")])
    caption = Paragraph(setting, "Caption", "note", Element("P"))
    caption.clings = True
    height = fit(items, Room(300, 700, 700, 0.4)).used
    fitted = fit([*items, caption], Room(300, height + 5, 700, 0.4))
    assert [placed.flowable for placed in fitted.placed] == items[:2]
    assert fitted.rest == [items[2], caption]
