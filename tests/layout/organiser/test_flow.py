"""Which facts stand in which column, reckoned from heights."""

from __future__ import annotations

import pytest

from packgen.layout.organiser.flow import BoxHeights, BoxPart, ColumnsOfBoxes, growth

DIVIDED, WHOLE = ColumnsOfBoxes(2.0, divided=True), ColumnsOfBoxes(2.0, divided=False)


def box(*rows: float, head: float = 10.0, again: float = 10.0) -> BoxHeights:
    return BoxHeights(head, again, rows)


def test_boxes_fill_one_column_and_then_the_next() -> None:
    boxes = [box(10, 10), box(10), box(20)]
    assert WHOLE.flowed(boxes, [52, 30]) == [[BoxPart(0, 0, 2), BoxPart(1, 0, 1)], [BoxPart(2, 0, 1)]]
    assert WHOLE.flowed(boxes, [51, 30]) is None


def test_a_box_is_divided_with_two_facts_on_each_side() -> None:
    assert DIVIDED.flowed([box(10, 10, 10, 10, 10)], [45, 45]) == [[BoxPart(0, 0, 3)], [BoxPart(0, 3, 5)]]
    assert DIVIDED.flowed([box(10, 10, 10, 10)], [45, 45]) == [[BoxPart(0, 0, 2)], [BoxPart(0, 2, 4)]]
    above = box(10)
    assert DIVIDED.flowed([above, box(10, 10, 10)], [53, 60]) == [[BoxPart(0, 0, 1)], [BoxPart(1, 0, 3)]]
    assert DIVIDED.flowed([above, box(10, 10, 10, 10)], [40, 60]) == [[BoxPart(0, 0, 1)], [BoxPart(1, 0, 4)]]


def test_a_box_taller_than_a_column_is_divided_anywhere() -> None:
    assert DIVIDED.flowed([box(20, 20, 20)], [52, 52]) == [[BoxPart(0, 0, 2)], [BoxPart(0, 2, 3)]]
    assert DIVIDED.flowed([box(20, 20)], [35, 35]) == [[BoxPart(0, 0, 1)], [BoxPart(0, 1, 2)]]
    assert WHOLE.flowed([box(20, 20, 20)], [52, 52]) is None


def test_the_label_of_a_box_that_goes_on_has_a_height_of_its_own() -> None:
    boxes = [box(10, 10, 10, 10, head=30, again=5)]
    assert DIVIDED.flowed(boxes, [50, 25]) == [[BoxPart(0, 0, 2)], [BoxPart(0, 2, 4)]]
    assert DIVIDED.flowed(boxes, [50, 24]) is None
    assert DIVIDED.used(boxes, [BoxPart(0, 2, 4)]) == 25


def test_boxes_without_facts_take_no_room() -> None:
    assert WHOLE.flowed([box(), box(10), box()], [20]) == [[BoxPart(1, 0, 1)]]


def test_a_fact_taller_than_all_columns_does_not_fit() -> None:
    assert DIVIDED.flowed([box(10), box(100)], [50, 50]) is None
    assert DIVIDED.levelled([box(100)], [50]) is None


def test_columns_are_as_low_as_they_can_be() -> None:
    boxes = [box(10), box(10), box(10), box(10)]
    assert WHOLE.levelled(boxes, [100, 100]) == [
        [BoxPart(0, 0, 1), BoxPart(1, 0, 1)],
        [BoxPart(2, 0, 1), BoxPart(3, 0, 1)],
    ]


def test_facts_grow_until_their_columns_end_level() -> None:
    grown = growth([50, 40], [5, 4], [100, 100], 2)
    assert grown == pytest.approx([0, 2.5 - 0.5])
    assert growth([50, 44], [5, 4], [100, 100], 2) == pytest.approx([0.4, 2])
    assert growth([50, 50], [5, 5], [55, 55], 5) == pytest.approx([1, 1])


def test_an_empty_column_decides_nothing() -> None:
    assert growth([50, 0], [5, 0], [100, 100], 2) == pytest.approx([2, 0])
    assert growth([0, 0], [0, 0], [100, 100], 2) == [0, 0]
