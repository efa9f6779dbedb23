from __future__ import annotations

from typing import Any

import pytest

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.stack import Stack
from tests.support.mocks import Bricks, Pages, Solid


def names(parts: Any) -> list[list[str]]:
    return [[repr(child) for child in part.children] for part in parts]


def solids(*heights: float, before: float = 0.0) -> list[Flowable]:
    return [Solid(tall, name="abcdefgh"[n], before=before) for n, tall in enumerate(heights)]


def test_it_is_as_tall_as_its_children_with_gaps_and_padding() -> None:
    stack = Stack(solids(10, 20, 30, before=2), top=3, bottom=4, left=5, right=6)
    assert stack.wrap(100, 1000) == (100, 71)
    assert stack.tops == [0, 12, 34]
    assert stack.children[0].width == 89


def test_children_are_drawn_inside_the_padding() -> None:
    first, second = Solid(10, name="a"), Solid(20, name="b", before=2)
    stack = Stack([first, second], top=3, bottom=4, left=5)
    stack.wrap(100, 1000)
    stack.drawOn(Pages(), 50, 200)
    [a], [b] = first.log, second.log
    assert (a.x, a.bottom, a.top) == (55, 226, 236)
    assert (b.x, b.bottom, b.top) == (55, 204, 224)


def test_an_empty_stack_has_the_height_of_its_padding() -> None:
    stack = Stack([], top=3, bottom=4)
    assert stack.wrap(100, 1000) == (100, 7)
    assert stack.least_height(100) == 7


def test_it_is_divided_between_children() -> None:
    assert names(Stack(solids(10, 10, 10)).split(100, 25)) == [["a", "b"], ["c"]]


def test_padding_counts() -> None:
    assert names(Stack(solids(10, 10, 10), top=3, bottom=3).split(100, 25)) == [["a"], ["b", "c"]]


def test_what_fits_is_not_divided() -> None:
    stack = Stack(solids(10, 10))
    assert stack.split(100, 20) == [stack]


def test_it_is_divided_inside_a_child_that_can_be() -> None:
    stack = Stack([Solid(10, name="a"), Bricks([5] * 4, name="b"), Solid(9, name="c")])
    assert names(stack.split(100, 20)) == [["a", "b[0:2]"], ["b[2:4]", "c"]]


def test_the_least_number_stands_on_each_side() -> None:
    assert names(Stack(solids(10, 10, 10, 10, 10), least=2).split(100, 45)) == [["a", "b", "c"], ["d", "e"]]
    assert Stack(solids(10, 10, 10), least=2).split(100, 25) == []
    assert Stack(solids(10, 10, 10, 10), least=2).split(100, 15) == []


def test_with_a_least_number_no_child_is_divided() -> None:
    stack = Stack([*solids(10, 10), Bricks([5] * 4, name="x"), *solids(10, 10)], least=2)
    assert names(stack.split(100, 30)) == [["a", "b"], ["x", "a", "b"]]


def test_by_force_it_is_divided_anywhere() -> None:
    stack = Stack([Bricks([5] * 4, name="x")], least=2)
    assert names(stack.force_split(100, 10)) == [["x[0:2]"], ["x[2:4]"]]
    assert names(Stack(solids(10, 10, 10), least=2).force_split(100, 15)) == [["a"], ["b", "c"]]


def test_by_force_a_child_is_divided_only_as_it_likes_and_then_by_force() -> None:
    stack = Stack([Bricks([5] * 3, name="x", least=2)])
    assert names(stack.force_split(100, 10)) == [["x[0:2]"], ["x[2:3]"]]


def test_nothing_fits_above_the_first_child() -> None:
    assert Stack(solids(30, 10)).split(100, 20) == []
    assert Stack(solids(30, 10), top=50).split(100, 40) == []


def test_a_heading_in_it_goes_with_what_follows() -> None:
    stack = Stack([Solid(10, name="a"), Solid(5, name="h", keep=True), Solid(10, name="b")])
    assert names(stack.split(100, 20)) == [["a"], ["h", "b"]]


def test_the_second_part_needs_no_space_above() -> None:
    head, tail = Stack(solids(10, 10), before=7).split(100, 15)
    assert (head.before, tail.before) == (7, 0)


@pytest.mark.parametrize(
    ("heights", "least", "wanted"), [([10, 20, 30, 40], 2, 30), ([10, 20, 30], 2, 60), ([10, 20], 1, 10), ([9], 2, 9)]
)
def test_the_least_below_a_heading(heights: list[float], least: int, wanted: float) -> None:
    assert Stack(solids(*heights), least=least).least_height(100) == wanted


def test_the_least_of_a_first_child_that_can_be_divided() -> None:
    assert Stack([Bricks([5] * 6, least=2), Solid(9)], top=1, bottom=2).least_height(100) == 13
