"""Sheets are folded and cut in numbers, and the pages read in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.imposition.folding import MOST_SHEETS, Side, booklet, signatures, two_up

Leaf = tuple[int | None, int | None]
"""The pages on a leaf's recto and verso."""


def leaves(front: Side, back: Side) -> tuple[Leaf, Leaf]:
    """Return the two leaves of a sheet folded down its middle, its front outside: the first and the last.

    The front's right half is the first recto. Whoever turns that leaf sees the back's left half.
    """
    return (front.right, back.left), (back.right, front.left)


def read(sides: list[Side], sizes: list[int]) -> list[int | None]:
    """Return the pages of signatures in the order in which they are read."""
    pages: list[int | None] = []
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    for size in sizes:
        nested, sheets = [leaves(*sheet) for sheet in sheets[:size]], sheets[size:]
        in_order = [first for first, _ in nested] + [last for _, last in reversed(nested)]
        pages += [page for leaf in in_order for page in leaf]
    assert not sheets
    return pages


@given(st.integers(1, 700))
def test_a_folded_booklet_is_read_in_order_and_blank_pages_are_last(pages: int) -> None:
    sizes = signatures(pages)
    found = read(booklet(pages), sizes)
    assert found[:pages] == list(range(pages))
    assert found[pages:] == [None] * (-pages % 4)


@given(st.integers(1, 700))
def test_signatures_are_few_and_alike(pages: int) -> None:
    sizes = signatures(pages)
    assert sum(sizes) == -(-pages // 4)
    assert len(sizes) == -(-sum(sizes) // MOST_SHEETS)
    assert max(sizes) <= 10
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(
    ("pages", "sheets"), [(1, [1]), (4, [1]), (5, [2]), (40, [10]), (41, [6, 5]), (46, [6, 6]), (148, [10, 9, 9, 9])]
)
def test_how_many_sheets(pages: int, sheets: list[int]) -> None:
    assert signatures(pages) == sheets


def test_eight_pages_as_every_textbook_has_them() -> None:
    numbered = [(left + 1, right + 1) for left, right, _ in booklet(8) if left is not None and right is not None]
    assert numbered == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_only_the_outer_sides_of_signatures_are_outermost() -> None:
    assert [(number, side.outermost) for number, side in enumerate(booklet(46)) if side.outermost is not None] == [
        (0, 0),
        (12, 1),
    ]


@given(st.integers(1, 200))
def test_a_cut_pile_is_two_copies_in_order(pages: int) -> None:
    sides = two_up(pages)
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    # Behind the right half of the front is the left half of the back.
    for pile in (
        [(front.left, back.right) for front, back in sheets],
        [(front.right, back.left) for front, back in sheets],
    ):
        found = [page for leaf in pile for page in leaf]
        assert found == [*range(pages), *([None] * (pages % 2))]
