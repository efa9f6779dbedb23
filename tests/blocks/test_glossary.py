from __future__ import annotations

import pytest

from packgen.blocks import Block
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import leaves


def glossary(count: int, words: int = 25) -> Block:
    return parse("glossary", terms=[{"term": f"Term{n:02}", "meaning": "word " * words} for n in range(count)])


def test_a_meaning_runs_on_after_its_term() -> None:
    block = parse("glossary", terms=[{"term": "Plenum", "meaning": "A full meeting."}])
    drawn = lay_block(block).drawing
    term, meaning = drawn.find("Plenum."), drawn.find("A full")
    assert (term.x, term.y) == pytest.approx((20, 25 + 11.25 + 3.5), abs=0.01)
    assert meaning.y == term.y
    assert 0.5 < meaning.x - term.right < 1.5
    assert (term.face, meaning.face) == (setting().faces.index("text", True), setting().faces.index("text"))


def test_a_native_term_stands_in_brackets_and_says_its_language() -> None:
    block = parse("glossary", terms=[{"term": "Plenum", "native": "пленум", "meaning": "A full meeting."}])
    assert tag_tree(lay_block(block).tags) == (
        "Sect\n  Sect\n    H2: Glossary\n    L [numbering=None]\n      LI\n        Lbl\n          “Plenum (”\n"
        "          Span [lang=ru]: пленум\n          “).”\n        LBody: A full meeting.\n"
    )


def test_terms_stand_a_gap_apart_in_half_the_width() -> None:
    drawn = lay_block(glossary(2)).drawing
    first, second = drawn.find("Term00"), drawn.find("Term01")
    lines = [text for text in drawn.texts() if first.y <= text.y < second.y - 1]
    assert second.y - lines[-1].y == pytest.approx(5 + 1.25, abs=0.01)
    assert max(text.right for text in drawn.texts()) <= 105


def test_it_goes_on_over_the_page_without_a_line_alone() -> None:
    counts: list[int] = []
    for skip in range(180, 250, 3):
        laid = lay_block(glossary(8, words=60), skip=skip)
        assert [laid.drawing.words().count(f"Term{n:02}.") for n in range(8)] == [1] * 8
        for row in laid.sheet.structure.rows:
            if row.tag == "LBody" and len(row.kids) > 1:
                counts += [len([t for t in laid.drawing.texts(page) if t.mcid == mcid]) for page, mcid in leaves(row)]
    assert min(counts) >= 2


def test_one_list_goes_on_over_the_page() -> None:
    laid = lay_block(glossary(20), skip=150)
    assert laid.pages == 2
    assert [len(node.kids) for node in laid.tags.find("L")] == [20]


def test_it_takes_the_full_width_in_large_print() -> None:
    drawn = lay_block(glossary(1), setting("large-print")).drawing
    assert max(text.right for text in drawn.texts()) > 150
