from __future__ import annotations

import pytest

from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import leaves, struct_elems

WORDS = {"text": "Abolish it from above.\n\nAsk the nobles.", "provenance": "Alexander II, 1856"}


def test_a_rule_stands_at_the_left_of_words_and_provenance() -> None:
    drawn = lay_block(parse("extract", **WORDS)).drawing
    [rule] = drawn.lines()
    first, second, origin = drawn.texts()
    assert (rule.x0, rule.x1, rule.weight) == pytest.approx((20, 20, 0.8), abs=0.01)
    foot = 25 + 6 + 2.5 + 6 + 1.25 + 5
    assert sorted((rule.y0, rule.y1)) == pytest.approx([25, foot], abs=0.01)
    assert [text.x for text in (first, second, origin)] == pytest.approx([23.5] * 3, abs=0.01)
    assert [text.size for text in (first, second, origin)] == [12, 12, 9.5]
    assert first.face == setting().faces.index("display")
    assert (first.y, second.y) == pytest.approx((25 + 4.2, 25 + 8.5 + 4.2), abs=0.01)


def test_the_words_are_a_quotation_and_the_rest_is_not() -> None:
    laid = lay_block(parse("extract", title="Source A", question="Why ask?", sources=["two", "one"], **WORDS))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H2: Source A\n    BlockQuote\n      P: Abolish it from above.\n      P: Ask the nobles.\n"
        "    P: Alexander II, 1856 (Sources 1, 2)\n    P: Why ask?\n"
    )


def test_the_question_stands_outside_the_rule() -> None:
    laid = lay_block(parse("extract", question="Why ask?", **WORDS))
    question = laid.drawing.find("Why ask?")
    [rule] = laid.drawing.lines()
    assert question.x == pytest.approx(20, abs=0.01)
    assert question.y - 3.5 == pytest.approx(max(rule.y0, rule.y1) + 2.5, abs=0.01)


def test_a_long_one_goes_on_over_the_page_beside_its_rule() -> None:
    laid = lay_block(parse("extract", text="word " * 400, provenance="Somebody"), skip=200)
    assert laid.pages == 2
    for page in (0, 1):
        [rule] = laid.drawing.lines(page)
        ys = [text.y for text in laid.drawing.texts(page)]
        assert min(rule.y0, rule.y1) < min(ys)
        assert max(rule.y0, rule.y1) > max(ys)
    [row] = [row for row in struct_elems(laid.sheet.structure) if row.tag == "P" and len(row.kids) > 1]
    assert [page for page, _ in leaves(row)] == [0, 1]


def test_no_line_stands_alone_at_a_page_break() -> None:
    counts: list[int] = []
    for skip in range(190, 250, 3):
        laid = lay_block(parse("extract", text="word " * 120, provenance="Somebody"), skip=skip)
        for row in struct_elems(laid.sheet.structure):
            if row.tag == "P" and len(row.kids) > 1:
                counts += [len([t for t in laid.drawing.texts(page) if t.mcid == mcid]) for page, mcid in leaves(row)]
    assert min(counts) >= 2
