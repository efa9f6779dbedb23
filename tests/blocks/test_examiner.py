from __future__ import annotations

import pytest

from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree

SENTENCES = [
    {"text": "It failed because of the rules.", "objective": "AO1", "note": "Answers at once"},
    "Seven of eleven voted against him.",
    {"text": "So the plenum decided.", "note": "An argument."},
]


def test_notes_stand_in_the_side_column_beside_the_paragraph() -> None:
    drawn = lay_block(parse("examiner", sentences=SENTENCES)).drawing
    first, note = drawn.find("It"), drawn.find("AO1.")
    assert first.x == pytest.approx(20, abs=0.01)
    assert note.x >= 140 - 0.01
    assert note.y == pytest.approx(first.y, abs=0.01)


def test_each_note_has_a_raised_number_after_its_sentence() -> None:
    laid = lay_block(parse("examiner", question="Why did it fail?", sentences=SENTENCES))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H2: What the examiner sees\n    P: Why did it fail?\n"
        "    P: It failed because of the rules.\u00b9 Seven of eleven voted against him. So the plenum decided.\u00b2\n"
        "    L [numbering=Decimal]\n      LI\n        Lbl: 1\n        LBody: AO1. Answers at once\n"
        "      LI\n        Lbl: 2\n        LBody: An argument.\n"
    )


def test_a_column_of_large_print_has_the_notes_below() -> None:
    drawn = lay_block(parse("examiner", sentences=SENTENCES), setting("large-print")).drawing
    assert drawn.find("AO1.").y > drawn.find("It failed").y + 9
    assert drawn.find("AO1.").x < 40


def test_without_notes_there_is_the_paragraph_alone() -> None:
    laid = lay_block(parse("examiner", title="A paragraph", sentences=["One.", "Two."]))
    assert tag_tree(laid.tags) == "Sect\n  Sect\n    H2: A paragraph\n    P: One. Two.\n"


def test_a_long_one_goes_on_over_the_page_in_both_columns() -> None:
    many = [{"text": f"Sentence {n} of many that say little.", "note": f"Note {n}."} for n in range(40)]
    laid = lay_block(parse("examiner", sentences=many), skip=150)
    assert laid.pages == 2
    words = laid.drawing.words()
    assert all(f"Note {n}." in words for n in range(40))
