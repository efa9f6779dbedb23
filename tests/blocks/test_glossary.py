from __future__ import annotations

import pytest

from packgen.blocks import Block
from packgen.tasks.chance import Chance
from packgen.tasks.grid import Blank, GridTask
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import leaves, struct_elems
from tests.support.words import WORDS


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
        for row in struct_elems(laid.sheet.structure):
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


# -- lists of words


def listed(count: int, **more: str) -> Block:
    return parse("glossary", terms=[{"term": f"mot{n:02}", "meaning": f"word{n:02}", **more} for n in range(count)])


def task(form: str, count: int = 40, seed: int = 1) -> GridTask:
    made = listed(count).recall(form, Chance(seed, "test"), WORDS)
    assert isinstance(made, GridTask)
    return made


def test_many_short_terms_stand_in_columns_read_downwards() -> None:
    laid = lay_block(listed(40))
    shown = [laid.drawing.find(f"word{n:02}") for n in range(40)]
    lefts = [round(text.x) for text in shown]
    assert [lefts.count(left) for left in sorted(set(lefts))] == [14, 14, 12]
    assert lefts == sorted(lefts)
    assert max(text.right for text in laid.drawing.texts()) > 140
    assert [node.text for node in laid.tags.find("Lbl")] == [f"mot{n:02} " for n in range(40)]


def test_longer_entries_have_fewer_columns() -> None:
    terms = [{"term": f"le mot assez long numéro {n:02}", "meaning": f"a word long enough {n:02}"} for n in range(12)]
    drawn = lay_block(parse("glossary", terms=terms)).drawing
    starts = {round(text.x) for text in drawn.texts() if text.text.startswith("le")}
    assert len(starts) == 2


def test_few_terms_and_long_meanings_stay_in_half_the_width() -> None:
    assert listed(8).span() == "half"
    assert glossary(20).span() == "half"
    assert listed(9).span() == "full"


def test_a_list_goes_on_over_the_page_in_columns_of_its_own() -> None:
    laid = lay_block(listed(120), skip=150)
    assert laid.pages == 2
    assert [node.text for node in laid.tags.find("LBody")] == [f"word{n:02}" for n in range(120)]


def test_a_list_is_one_column_in_large_print() -> None:
    drawn = lay_block(listed(12), setting("large-print")).drawing
    assert len({round(text.x) for text in drawn.texts() if text.text.startswith("mot")}) == 1


def test_a_seed_shuffles_the_terms_and_what_is_hidden_of_them() -> None:
    for form in ("terms", "meanings", "both"):
        one, same, other = task(form), task(form), task(form, seed=2)
        assert one == same
        assert one.rows != other.rows
        shown = {cell.answer if isinstance(cell, Blank) else cell for row in one.rows for cell in row}
        assert shown == {f"{word}{n:02}" for word in ("mot", "word") for n in range(40)}
    hidden = ["".join("_" if isinstance(cell, Blank) else "." for cell in row) for row in task("both").rows]
    assert set(hidden) == {"_.", "._"}
    assert 12 <= hidden.count("_.") <= 28
