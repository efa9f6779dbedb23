from __future__ import annotations

import pytest

from packgen.blocks import Block
from packgen.tasks.chance import Chance
from packgen.units import MM
from tests.support.geometry import Box
from tests.support.paper import Laid, lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems
from tests.support.words import WORDS

NAMES = ["Malenkov", "Molotov", "Kaganovich", "Bulganin", "Voroshilov", "Pervukhin", "Saburov"]


def summary(items: int, **box: object) -> Block:
    points = [{"handle": f"Point{n}.", "text": "word " * 25} for n in range(items)]
    return parse("summary", boxes=[{"label": "Why?", "items": points, **box}])


def votes(*sides: tuple[str, list[str], bool]) -> Block:
    vote = [{"label": label, "names": names, "filled": filled} for label, names, filled in sides]
    return parse("summary", boxes=[{"label": "What?", "items": [{"text": "They vote.", "votes": vote}]}])


def squares(laid: Laid) -> list[Box]:
    return [box for box in laid.drawing.boxes() if abs(box.width - 2.9) < 0.01]


def test_boxes_stand_a_gap_apart() -> None:
    block = parse(
        "summary",
        boxes=[
            {"label": "Why?", "items": [{"text": "a"}]},
            {"label": "What?", "items": [{"text": "b"}, {"text": "c"}]},
        ],
    )
    frames = [box for box in lay_block(block).drawing.boxes() if box.weight]
    assert [(box.x, box.y, box.width, box.height) for box in frames] == [
        pytest.approx((20, 25, 115, 7.5 + 2.5 + 5), abs=0.01),
        pytest.approx((20, 45, 115, 7.5 + 2.5 + 5 + 1.25 + 5), abs=0.01),
    ]


def test_bullets_hang_before_the_text() -> None:
    drawn = lay_block(summary(2)).drawing
    bullets = [text for text in drawn.texts() if text.text.strip() == "•"]
    handles = [text for text in drawn.texts() if text.text.startswith("Point")]
    assert [text.x for text in bullets] == pytest.approx([23.5, 23.5], abs=0.01)
    assert [text.x for text in handles] == pytest.approx([26.7, 26.7], abs=0.01)
    assert [text.y for text in bullets] == pytest.approx([text.y for text in handles])
    assert handles[0].face == setting().faces.index("text", True)
    assert max(text.right for text in drawn.texts()) <= 131.5


def test_numbers_count_the_points() -> None:
    laid = lay_block(summary(3, numbered="yes"))
    assert [laid.drawing.find(str(n)).x for n in (1, 2, 3)] == pytest.approx([23.5] * 3, abs=0.01)
    assert [node.attributes for node in laid.tags.find("L")] == [{"numbering": "Decimal"}]
    assert [node.text.strip() for node in laid.tags.find("Lbl")] == ["1", "2", "3"]


# -- votes


def test_a_square_stands_for_each_name() -> None:
    laid = lay_block(votes(("7 against", NAMES, True), ("4 for", ["Khrushchev", "Mikoyan", "Suslov", "K."], False)))
    found = squares(laid)
    assert [box.filled for box in found] == [True] * 7 + [False] * 4
    assert found[1].x - found[0].x == pytest.approx(3.6, abs=0.01)
    against, names = laid.drawing.find("7 against"), laid.drawing.find("Malenkov,")
    assert found[0].x == pytest.approx(against.right + 2.2, abs=0.05)
    assert found[0].y + found[0].height == pytest.approx(against.y, abs=0.01)
    assert names.x == against.x
    assert laid.drawing.find("4 for").y == against.y


def test_the_sides_of_a_vote_are_below_each_other_in_large_print() -> None:
    laid = lay_block(votes(("7 against", NAMES, True), ("4 for", NAMES[:4], False)), setting("large-print"))
    against, other = laid.drawing.find("7 against"), laid.drawing.find("4 for")
    assert (other.x, other.y > against.y) == (against.x, True)


def test_squares_that_do_not_fit_beside_the_words_go_below_in_rows() -> None:
    laid = lay_block(votes(("80 against", [f"N{n}" for n in range(80)], True)))
    found = squares(laid)
    rows = sorted({round(box.y, 2) for box in found})
    assert len(found) == 80
    assert len(rows) > 1
    assert max(box.x + box.width for box in found) <= 131.5
    assert rows[0] > laid.drawing.find("80 against").y
    assert rows[-1] + 2.9 <= laid.drawing.find("N0,").y - 3


def test_sides_too_many_to_stand_beside_each_other_stand_below() -> None:
    sides = [(f"side {n}", ["Khrushchev", "Kirichenko"], False) for n in range(9)]
    drawn = lay_block(votes(*sides)).drawing
    labels = [drawn.find(f"side {n}") for n in range(9)]
    assert len({text.x for text in labels}) == 1
    assert len({text.y for text in labels}) == 9


def test_names_without_width_are_no_reason_to_fail() -> None:
    assert lay_block(votes(("2 against", ["\u0301"], True), ("1 for", ["\u0301"], False))).drawing.find("1 for")


def test_a_vote_is_read_after_its_point_side_by_side() -> None:
    laid = lay_block(votes(("2 against", NAMES[:2], True), ("1 for", NAMES[6:], False)))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H2: What?\n    L [numbering=Disc]\n      LI\n        Lbl: •\n        LBody\n"
        "          P: They vote.\n          Div\n            P: 2 against\n            P: Malenkov, Molotov\n"
        "          Div\n            P: 1 for\n            P: Saburov\n"
    )


# -- over the page


def test_a_box_is_divided_between_points_with_its_label_repeated() -> None:
    laid = lay_block(summary(18, cue="When?"), skip=120)
    assert laid.pages == 2
    assert (laid.drawing.texts(1)[0].text, laid.drawing.texts(1)[0].mcid) == ("Why? continued", None)
    counts = [laid.drawing.words(page).count("Point") for page in (0, 1)]
    assert min(counts) >= 2
    assert sum(counts) == 18
    assert "continued" not in tag_tree(laid.tags)
    assert [len(node.kids) for node in laid.tags.find("L")] == [18]
    assert [row for row in struct_elems(laid.sheet.structure) if row.tag == "LBody" and len(row.kids) > 1] == []


def test_a_box_moves_rather_than_break_near_the_foot() -> None:
    laid = lay_block(summary(8), skip=170)
    assert laid.drawing.texts(0) == []
    assert laid.pages == 2


def test_a_point_taller_than_a_page_is_one_element_in_pieces() -> None:
    point = {"text": "word " * 2000, "votes": [{"label": "2 for", "names": NAMES[:2]}]}
    laid = lay_block(parse("summary", boxes=[{"label": "Why?", "items": [point]}]))
    assert laid.pages >= 3
    [row] = [row for row in struct_elems(laid.sheet.structure) if row.tag == "P" and len(row.kids) > 1]
    assert len(row.kids) == laid.pages
    assert laid.tags.text.count("word") == 2000
    assert laid.drawing.find("2 for").page == laid.pages - 1


def test_frames_stay_inside_the_page() -> None:
    for skip in range(0, 240, 11):
        laid = lay_block(summary(14), skip=skip)
        foot = (laid.design.page_height - laid.design.frame(True).y) / MM
        assert max(box.y + box.height for box in laid.drawing.boxes()) <= foot + 0.01


@pytest.mark.parametrize(
    ("handle", "shown"),
    [
        ("Virgin Lands", "Virgin Lands. He"),
        ("Virgin Lands.", "Virgin Lands. He"),
        ("Why?", "Why? He"),
        ("Then:", "Then: He"),
    ],
)
def test_a_handle_has_one_stop(handle: str, shown: str) -> None:
    block = parse("summary", boxes=[{"label": "Why?", "items": [{"handle": handle, "text": "He ploughed."}]}])
    [body] = lay_block(block).tags.find("LBody")
    assert body.text == f"{shown} ploughed."
    cloze = block.recall("cloze", Chance(1, "test"), WORDS)
    assert cloze is None or shown in " ".join(cloze.given())
