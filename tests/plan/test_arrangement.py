from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.blocks import Block
from packgen.plan.arrangement import RowPlan, arrange
from tests.support.paper import parse

SHAPES: dict[str, dict[str, Any]] = {
    "m": {"type": "summary", "boxes": [{"label": "Why?", "items": [{"text": "x"}]}]},
    "p": {"type": "prose", "text": "x"},
    "s": {"type": "misconceptions", "items": [{"wrong": "x", "right": "y"}]},
    "h": {"type": "glossary", "terms": [{"term": "x", "meaning": "y"}]},
    "f": {"type": "key-figures", "people": [{"name": "x", "role": "y", "why": "z"}]},
}


def blocks(shape: str) -> list[Block]:
    return [
        parse(str(SHAPES[letter]["type"]), **{k: v for k, v in SHAPES[letter].items() if k != "type"})
        for letter in shape
    ]


def plan(shape: str, gist: bool = False) -> list[RowPlan]:
    return arrange({place: block.span() for place, block in enumerate(blocks(shape))}, side_begun=gist)


@pytest.mark.parametrize(
    ("shape", "gist", "rows"),
    [
        ("mmss", True, [RowPlan("pair", (0, 1), (2, 3))]),
        ("smsm", False, [RowPlan("pair", (1, 3), (0, 2))]),
        ("m", True, [RowPlan("pair", (0,), ())]),
        ("m", False, [RowPlan("full", (0,))]),
        ("p", False, [RowPlan("full", (0,))]),
        ("s", False, [RowPlan("full", (0,))]),
        ("hh", False, [RowPlan("halves", (0,), (1,))]),
        ("hhh", False, [RowPlan("halves", (0,), (1,)), RowPlan("full", (2,))]),
        ("ff", False, [RowPlan("full", (0, 1))]),
        (
            "msfhhms",
            True,
            [
                RowPlan("pair", (0,), (1,)),
                RowPlan("full", (2,)),
                RowPlan("halves", (3,), (4,)),
                RowPlan("pair", (5,), (6,)),
            ],
        ),
        ("f", True, [RowPlan("pair", (), ()), RowPlan("full", (0,))]),
        ("pfs", False, [RowPlan("pair", (0,), (2,)), RowPlan("full", (1,))]),
        ("fpffs", False, [RowPlan("full", (0,)), RowPlan("pair", (1,), (4,)), RowPlan("full", (2, 3))]),
        ("mfs", True, [RowPlan("pair", (0,)), RowPlan("full", (1,)), RowPlan("full", (2,))]),
        ("psfs", False, [RowPlan("pair", (0,), (1,)), RowPlan("full", (2,)), RowPlan("full", (3,))]),
        ("phhs", False, [RowPlan("full", (0,)), RowPlan("halves", (1,), (2,)), RowPlan("full", (3,))]),
    ],
)
def test_blocks_share_rows(shape: str, gist: bool, rows: list[RowPlan]) -> None:
    assert plan(shape, gist) == rows


@given(st.text("mpshf", max_size=12), st.booleans())
def test_every_block_stands_somewhere_once_and_columns_keep_the_order(shape: str, gist: bool) -> None:
    rows = plan(shape, gist)
    places = [place for row in rows for place in (*row.left, *row.right)]
    assert sorted(places) == list(range(len(shape)))
    for row in rows:
        assert list(row.left) == sorted(row.left)
        assert list(row.right) == sorted(row.right)
