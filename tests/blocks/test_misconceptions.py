from __future__ import annotations

import pytest

from packgen.blocks import Block
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree


def traps(count: int, words: int = 5) -> Block:
    items = [{"wrong": f"Wrong{n:02}", "right": "word " * words} for n in range(count)]
    return parse("misconceptions", items=items)


def test_a_dashed_box_holds_title_and_items() -> None:
    drawn = lay_block(parse("misconceptions", items=[{"wrong": "May 1957", "right": "it was **June**."}])).drawing
    [box] = drawn.boxes()
    assert (box.x, box.y, box.width, box.height) == pytest.approx((20, 25, 55, 3.8 + 10), abs=0.01)
    assert box.dashed
    assert [(text.text, round(text.x, 1), round(text.y, 2)) for text in drawn.texts()][:2] == [
        ("Do not write", 23.0, 30.4),
        ("“May 1957”: it was ", 23.0, 35.4),
    ]


def test_it_is_a_heading_and_a_list() -> None:
    laid = lay_block(parse("misconceptions", items=[{"wrong": "May 1957", "right": "it was **June**."}]))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H2: Do not write\n    L [numbering=None]\n      LI\n"
        "        LBody: “May 1957”: it was June.\n"
    )


def test_it_moves_as_a_whole_where_little_stays_empty() -> None:
    laid = lay_block(traps(8), skip=220)
    assert laid.drawing.texts(0) == []


def test_one_taller_than_a_page_is_divided_with_a_frame_around_each_part() -> None:
    laid = lay_block(traps(30, 20))
    assert laid.pages >= 2
    for page in range(laid.pages):
        [box] = laid.drawing.boxes(page)
        texts = laid.drawing.texts(page)
        assert box.y < min(text.y for text in texts) - 3
        assert box.y + box.height == pytest.approx(max(text.y for text in texts) + 1.5 + 1.9, abs=0.02)
    assert [laid.drawing.words().count(f"Wrong{n:02}”") for n in range(30)] == [1] * 30
    assert len(laid.tags.find("LI")) == 30


def test_the_title_stands_with_the_first_item() -> None:
    for skip in range(100, 150, 7):
        laid = lay_block(traps(30, 20), skip=skip)
        page = next(text.page for text in laid.drawing.texts() if text.text == "Do not write")
        assert "Wrong00" in laid.drawing.words(page)


def pages_of(count: int, words: int, skip: float) -> list[list[int]]:
    """Return the numbers of the pairs that are on each page, each of them whole."""
    laid = lay_block(traps(count, words), skip=skip)
    found = [[n for n in range(count) if f"Wrong{n:02}”" in laid.drawing.words(page)] for page in range(laid.pages)]
    for page, numbers in enumerate(found):
        assert laid.drawing.words(page).count("word") == words * len(numbers)
        assert laid.drawing.words(page).count("Do not write") == bool(numbers)
    return [numbers for numbers in found if numbers]


@pytest.mark.parametrize("skip", range(60, 160, 9))
def test_a_pair_stays_whole_and_two_stand_on_each_side_of_a_division(skip: int) -> None:
    divided = pages_of(5, 60, skip)
    assert [number for numbers in divided for number in numbers] == list(range(5))
    assert all(len(numbers) >= 2 for numbers in divided)


def test_three_pairs_may_be_divided_after_one() -> None:
    assert pages_of(3, 100, 120) == [[0], [1, 2]]


def test_a_title_is_repeated_where_the_box_continues() -> None:
    laid = lay_block(traps(5, 40), skip=120)
    assert laid.pages == 2
    assert laid.drawing.words(1).startswith("Do not write (continued)")
    assert tag_tree(laid.tags).count("Do not write") == 1


def test_a_pair_taller_than_a_page_is_divided() -> None:
    laid = lay_block(traps(1, 400))
    assert laid.pages > 1
    assert laid.drawing.words().count("word") == 400


def test_it_takes_the_full_width_in_large_print() -> None:
    [box] = lay_block(traps(1), setting("large-print")).drawing.boxes()
    assert box.width == pytest.approx(175, abs=0.01)


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [("It rained.", "“It rained”: no."), ("**It rained.**", "“It rained”: no."), ("Did it?", "“Did it?” no.")],
)
def test_the_stop_of_what_is_wrong_is_not_followed_by_a_colon(wrong: str, shown: str) -> None:
    laid = lay_block(parse("misconceptions", items=[{"wrong": wrong, "right": "no."}]))
    assert laid.tags.find("LBody")[0].text == shown
