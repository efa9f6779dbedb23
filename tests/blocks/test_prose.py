from __future__ import annotations

import pytest

from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import leaves, struct_elems

LONG = " ".join(f"w{number}" for number in range(300))


def test_paragraphs_stand_half_a_line_apart_in_the_main_column() -> None:
    drawn = lay_block(parse("prose", title="Background", text=f"{LONG}\n\nSecond.")).drawing
    lines = [text for text in drawn.texts() if text.text.startswith("w")]
    second = drawn.find("Second.")
    assert lines[0].y == pytest.approx(25 + 11.25 + 3.5, abs=0.01)
    assert second.y - lines[-1].y == pytest.approx(5 + 2.5, abs=0.01)
    assert max(text.right for text in lines) <= 135
    assert max(text.right for text in lines) > 130


def test_without_a_title_there_is_no_section() -> None:
    assert tag_tree(lay_block(parse("prose", text="One.\n\nTwo.")).tags) == "Sect\n  P: One.\n  P: Two.\n"
    assert tag_tree(lay_block(parse("prose", title="T", text="One.")).tags) == "Sect\n  Sect\n    H2: T\n    P: One.\n"


def test_no_line_stands_alone_at_a_page_break() -> None:
    for skip in range(170, 250, 2):
        laid = lay_block(parse("prose", title="Background", text=f"{LONG}\n\n{LONG}"), skip=skip)
        for row in struct_elems(laid.sheet.structure):
            if row.tag != "P" or len(row.kids) < 2:
                continue
            for page, mcid in leaves(row):
                assert len([text for text in laid.drawing.texts(page) if text.mcid == mcid]) >= 2


def test_the_heading_stands_with_two_lines() -> None:
    for skip in range(200, 250, 2):
        drawn = lay_block(parse("prose", title="Background", text=LONG), skip=skip).drawing
        page = drawn.find("Background").page
        assert len([text for text in drawn.texts(page) if text.text.startswith("w")]) >= 2


def test_a_divided_paragraph_reads_on() -> None:
    laid = lay_block(parse("prose", text=LONG), skip=200)
    assert laid.pages == 2
    assert tag_tree(laid.tags) == f"Sect\n  P: {LONG}\n"


def test_it_is_as_wide_as_the_page_in_large_print() -> None:
    drawn = lay_block(parse("prose", text=LONG), setting("large-print")).drawing
    assert 185 < max(text.right for text in drawn.texts()) <= 195
    assert {text.size for text in drawn.texts()} == {18}
