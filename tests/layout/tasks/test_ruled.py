from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.tasks.ruled import Amount, Fields, RuledLines, SheetTitle
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.mocks import Solid
from tests.support.paper import lay, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems

FULL = 175 * MM


def ruled(amount: Amount) -> RuledLines:
    made = RuledLines(setting(), amount)
    made.wrap(FULL, 250 * MM)
    return made


def counts(parts: Any) -> list[int]:
    return [part.count for part in parts]


def test_lines_are_one_pitch_apart_from_a_pitch_below_the_top() -> None:
    drawn = lay([RuledLines(setting(), 3)], setting(), Element("Sect"), FULL).drawing
    assert [(line.x0, line.x1, line.y0, line.weight) for line in drawn.lines()] == [
        pytest.approx((20, 195, y, 0.6), abs=0.01) for y in (33, 41, 49)
    ]


@pytest.mark.parametrize(("amount", "count"), [(1, 1), (8, 8), (0.4, 12), (1.0, 31), (0.01, 1), ("rest", 31)])
def test_an_amount_is_a_number_a_share_or_the_rest(amount: Amount, count: int) -> None:
    assert ruled(amount).count == count


def test_the_rest_is_what_is_left_but_never_too_few() -> None:
    made = RuledLines(setting(), "rest")
    assert made.wrap(FULL, 100 * MM)[1] / MM == pytest.approx(96)
    assert made.wrap(FULL, 30 * MM)[1] / MM == pytest.approx(48)
    assert made.wrap(FULL, UNBOUNDED)[1] / MM == pytest.approx(48)


def test_the_rest_fills_the_page() -> None:
    drawn = lay([RuledLines(setting(), "rest")], setting(), Element("Sect"), FULL, skip=100).drawing
    assert [round(line.y0, 1) for line in drawn.lines()] == [133 + 8 * n for n in range(18)]


@pytest.mark.parametrize(
    ("count", "room", "parts"),
    [(12, 6, [6, 6]), (12, 11, [6, 6]), (20, 8, [8, 12]), (20, 17, [14, 6]), (11, 8, []), (12, 5, []), (8, 7, [])],
)
def test_six_lines_at_least_stand_on_each_side(count: int, room: int, parts: list[int]) -> None:
    assert counts(ruled(count).split(FULL, room * 8 * MM)) == parts


def test_by_force_they_are_divided_anywhere() -> None:
    assert counts(ruled(8).force_split(FULL, 7 * 8 * MM)) == [7, 1]


def test_lines_that_fit_are_not_divided() -> None:
    made = ruled(8)
    assert made.split(FULL, 64 * MM) == [made]


@pytest.mark.parametrize(("amount", "lines"), [(3, 3), (6, 6), (30, 6), ("rest", 6)])
def test_the_least_below_a_prompt(amount: Amount, lines: int) -> None:
    assert ruled(amount).least_height(FULL) / MM == pytest.approx(8 * lines)


def test_never_less_than_six_lines_of_a_longer_block_stand_on_a_page() -> None:
    for skip in range(120, 250, 4):
        found = lay([RuledLines(setting(), 20)], setting(), Element("Sect"), FULL, skip)
        on = [len(found.drawing.lines(page)) for page in range(found.pages)]
        assert sum(on) == 20
        assert all(number >= 6 for number in on if number)


def test_lines_run_on_to_the_foot_where_what_follows_starts_a_page() -> None:
    found = lay([RuledLines(setting(), 8), Solid(240 * MM)], setting(), Element("Sect"), FULL)
    assert len(found.drawing.lines(0)) == 31


def test_lines_may_be_left_out_to_fit_a_leaf_but_not_too_many() -> None:
    fewer = replace(setting(), fewer_lines=3)
    assert [RuledLines(fewer, amount).count for amount in (12, 8, 6, 5, 3)] == [9, 6, 4, 4, 2]


def test_lines_are_decoration() -> None:
    found = lay([RuledLines(setting(), 8)], setting(), Element("Sect"), FULL)
    assert struct_elems(found.sheet.structure) == []


# -- fields


def test_fields_share_the_width() -> None:
    root = Element("Sect")
    found = lay([Fields(setting(), root, [("Name", 3.0), ("Date", 1.0)])], setting(), root, FULL)
    name, date = found.drawing.lines()
    assert (name.x0, name.x1, date.x0, date.x1) == pytest.approx((20, 147.5, 152.5, 195), abs=0.01)
    assert name.y0 == date.y0 == pytest.approx(33, abs=0.01)
    assert [(text.text, round(text.y, 2)) for text in found.drawing.texts()] == [("Name", 32.0), ("Date", 32.0)]
    assert tag_tree(found.tags) == "Sect\n  P: Name\n  P: Date\n"


@pytest.mark.parametrize(("profile", "beside"), [("standard", True), ("large-print", False)])
def test_the_title_of_a_sheet_has_its_fields_beside_or_below(profile: str, beside: bool) -> None:
    used, root = setting(profile), Element("Sect")
    found = lay([SheetTitle(used, root, "From memory")], used, root, FULL)
    title, name = found.drawing.find("From memory"), found.drawing.find("Name")
    assert (name.x > title.right) is beside
    assert tag_tree(found.tags) == "Sect\n  H2: From memory\n  P: Name\n  P: Date\n  P: Try no.\n"
