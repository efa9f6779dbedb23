from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.tasks.blurt import BlurtTask, FreeRecall, TaskCue
from packgen.tasks.chance import Chance
from packgen.tasks.concept_map import ConceptMapTask
from packgen.tasks.cornell import CornellTask
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Line
from tests.support.paper import Laid, lay_form, lay_key, parse, setting
from tests.support.parity import both
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

CHANCE = Chance(1, "test")


def blurt(*counts: int, hint: str = "Some points") -> BlurtTask:
    """A cue for each number, with so many points."""
    cues = tuple(
        TaskCue(f"Cue{n}?", hint, tuple(f"Answer{n}{m:02} of some length" for m in range(count)))
        for n, count in enumerate(counts)
    )
    return BlurtTask("Blurt", cues)


def ruled(laid: Laid, page: int | None = None) -> list[Line]:
    return [line for line in laid.drawing.lines(page) if line.weight == 0.6]


# -- how it is set


def test_lines_stand_beside_their_cue() -> None:
    laid = lay_form(blurt(3, 2))
    top = 25 + 11.25 + 5
    heights = [line.y0 for line in ruled(laid)]
    assert heights == pytest.approx([top + 8, top + 16, top + 24, top + 26.5 + 8, top + 26.5 + 16], abs=0.01)
    assert {(round(line.x0, 2), round(line.x1, 2)) for line in ruled(laid)} == {(50.0, 195.0)}
    label, hint = laid.drawing.find("Cue0?"), laid.drawing.texts()[5]
    assert (label.x, label.y, label.size) == pytest.approx((20, top + 6.9, 15), abs=0.01)
    assert (hint.text, hint.size) == ("Some points", 9.5)
    assert (hint.x, hint.y) == pytest.approx((20, label.y + 7.5 * 0.275 + 3.5), abs=0.01)


def test_answers_stand_on_the_baseline_of_their_cue() -> None:
    _, teacher = both(blurt(3, 2))
    assert teacher.drawing.find("Answer000").y == pytest.approx(teacher.drawing.find("Cue0?").y, abs=0.01)
    assert teacher.drawing.find("Answer000").x == pytest.approx(50 + 5.2, abs=0.01)


def test_the_note_says_how_long_and_without_notes() -> None:
    assert lay_form(blurt(1)).drawing.find("5 minutes").text == "5 minutes, no notes"
    assert lay_form(replace(blurt(1), minutes=1)).drawing.find("1 minute").text == "1 minute, no notes"


def test_each_line_is_a_blank_of_its_own() -> None:
    assert tag_tree(lay_form(blurt(2, 1, hint="")).tags) == (
        "Sect\n  Sect\n    H3: A Blurt\n    P: 5 minutes, no notes\n"
        "    P: Write what you know, one point a line, in any order. Then check it, and mend it in a second colour.\n"
        "    Sect\n      H4: Cue0?\n      P\n        Span [actual='blank 1']: 1\n"
        "      P\n        Span [actual='blank 2']: 2\n"
        "    Sect\n      H4: Cue1?\n      P\n        Span [actual='blank 3']: 3\n"
    )


def test_nothing_is_scored() -> None:
    form = blurt(2, 1)
    assert (form.marks, [gap.number for gap in form.gaps]) == (0, [1, 2, 3])
    assert form.given() == ["Cue0?", "Some points", "Cue1?", "Some points"]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("counts", [(5, 5, 4), (13,), (1, 1)])
def test_both_editions_are_the_same_pages(profile: str, counts: tuple[int, ...]) -> None:
    both(blurt(*counts), profile)
    both(blurt(*counts), profile, skip=120)


def test_a_cue_is_never_divided_from_a_few_lines() -> None:
    for skip in range(150, 245, 5):
        laid = lay_form(blurt(5, 5), skip=skip)
        for number in range(2):
            page = laid.drawing.find(f"Cue{number}?").page
            below = [line for line in ruled(laid, page) if line.y0 > laid.drawing.find(f"Cue{number}?").y]
            assert len(below) >= 5


def test_many_lines_go_on_over_the_page_six_at_least_on_each_side() -> None:
    student, _ = both(blurt(20), skip=100)
    assert [len(ruled(student, page)) for page in range(2)] == [14, 6]
    again = [(text.text, text.mcid) for text in student.drawing.texts(1)]
    assert again[:2] == [("Cue0?", None), ("continued", None)]
    assert [text for text, _ in again[2:]] == [str(n) for n in range(15, 21)]


def test_a_long_word_widens_the_column_of_cues() -> None:
    form = BlurtTask("Blurt", (TaskCue("Why?", "", ("Peace",)), TaskCue("Consequences", "", ("War",))))
    laid = lay_form(form)
    label = laid.drawing.find("Consequences")
    assert label.text == "Consequences"
    assert label.width > 25
    assert {round(line.x0 - label.right, 1) for line in ruled(laid)} == {5.0}


def test_a_long_hint_takes_the_room_it_needs() -> None:
    laid = lay_form(blurt(1, 1, hint="What had changed by the end of the year, and for whom?"))
    assert ruled(laid)[1].y0 - ruled(laid)[0].y0 > 20
    assert max(text.right for text in laid.drawing.texts() if text.size == 9.5 and text.x < 21) <= 45.01


def test_an_answer_of_two_lines_has_two_lines() -> None:
    form = BlurtTask("Blurt", (TaskCue("Why?", "", ("Something known " * 7,)),))
    assert len(ruled(lay_form(form))) == 2


def test_cues_stand_above_their_lines_in_large_print() -> None:
    laid = lay_form(blurt(2), setting("large-print"))
    first, second = ruled(laid)
    label, hint = laid.drawing.find("Cue0?"), laid.drawing.find("Some points")
    assert (first.x0, first.x1) == pytest.approx((20, 195), abs=0.01)
    assert second.y0 - first.y0 == pytest.approx(12, abs=0.01)
    assert label.y < hint.y + 0.01 < first.y0 - 12 + 0.01
    assert (hint.y, hint.x) == pytest.approx((label.y, label.right + 3.2), abs=0.05)


def test_every_line_is_a_field_where_it_can_be_filled() -> None:
    laid = lay_form(blurt(2), replace(setting(), fillable=True))
    assert [(field.name, field.kind) for field in laid.sheet.fields] == [("A.1", "line"), ("A.2", "line")]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("kind", [BlurtTask, CornellTask, ConceptMapTask])
@pytest.mark.parametrize(
    "words", ["Wintergreenconsequentialism" * 3, "A cue that goes on for longer than it should " * 3]
)
def test_nothing_leaves_its_column_or_covers_other_text(profile: str, kind: type[FreeRecall], words: str) -> None:
    cues = tuple(TaskCue(words, hint, (words,) * count) for count, hint in ((3, ""), (1, words), (9, words)))
    used, form = setting(profile), kind("T", cues)
    drawn = [
        (lay_form(form, replace(used, answers=answers), skip=50), used.design.spans.full) for answers in (False, True)
    ]
    keys = [(lay_key(one, used), getattr(used.design.spans, one.key_span)) for one in (form, form.widened())]
    for laid, width in [*drawn, *keys]:
        assert outside(laid.drawing, used.design, width) == []
        assert overlaps(laid.drawing) == []


# -- the key


def test_the_key_lists_the_points_to_tick_with_the_numbers_and_columns_of_the_lines() -> None:
    form = blurt(2, 2, 1)
    laid, task = lay_key(form), lay_form(form)
    assert [node.text for node in laid.tags.find("P")] == ["5 points"]
    assert [node.text for node in laid.tags.find("H4")] == ["Cue0?", "Cue1?", "Cue2?"]
    assert [node.text for node in laid.tags.find("LI")] == [
        f"{n} Box: {gap.answer}" for n, gap in enumerate(form.gaps, 1)
    ]
    for n in range(1, 6):
        asked, keyed = ([text for text in one.drawing.texts() if text.text.strip() == str(n)] for one in (task, laid))
        assert [text.x for text in keyed] == pytest.approx([text.x for text in asked], abs=0.01)
    assert [laid.drawing.find(f"Cue{n}?").x for n in range(3)] == pytest.approx([20, 20, 20], abs=0.01)
    heights = [laid.drawing.find(gap.answer).y for gap in form.gaps]
    assert heights == sorted(heights)
    assert [box.width for box in laid.drawing.boxes()] == pytest.approx([3] * 5, abs=0.01)
    assert max(text.right for text in laid.drawing.texts()) <= 135.01


def test_the_points_of_a_key_are_fields_where_it_can_be_filled() -> None:
    laid = lay_key(blurt(2, 1), replace(setting(), fillable=True))
    assert [(one.name, one.kind) for one in laid.sheet.fields] == [(f"A.point-{n}", "tick") for n in (1, 2, 3)]


# -- from a summary


def summary(**point: str) -> list[str]:
    made = parse("summary", boxes=[{"label": "Why?", "items": [point]}]).recall("blurt", CHANCE, WORDS)
    assert made is not None
    return [gap.answer for gap in made.gaps]


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ({"handle": "Not secure.", "text": "He was not safe."}, "Not secure"),
        ({"handle": "Virgin Lands, 1954.", "text": "Grain."}, "Virgin Lands, 1954"),
        ({"handle": "18 June.", "text": "The Presidium meets, and votes."}, "18 June: the Presidium meets"),
        ({"handle": "1" * 60 + "x.", "text": "T."}, "1" * 60 + "x"),
        ({"handle": "June–December 1953.", "text": "Beria is arrested."}, "June–December 1953: Beria is arrested"),
        ({"handle": "1955.", "text": "Malenkov resigns; Bulganin follows."}, "1955: Malenkov resigns"),
        ({"handle": "Food.", "text": "Dear.", "recall": "Dear food, 1962"}, "Dear food, 1962"),
        ({"text": "He vowed to overtake the USA, and had not asked. Nobody agreed."}, "He vowed to overtake the USA"),
        ({"text": "About 1.2 million, few of them political: an amnesty."}, "About 1.2 million, few of them political"),
        ({"text": "*One Day*; a novel."}, "*One Day*; a novel"),
    ],
)
def test_a_point_is_its_handle_or_its_first_clause(point: dict[str, str], answer: str) -> None:
    assert summary(**point) == [answer]


def test_boxes_become_cues_with_the_number_of_their_points() -> None:
    boxes = [
        {"label": "Why?", "cue": "What made them?", "items": [{"handle": f"H{n}.", "text": "T."} for n in range(5)]},
        {"label": "What?", "numbered": "yes", "items": [{"handle": "One.", "text": "T."}]},
        {"label": "More", "items": [{"handle": f"H{n}.", "text": "T."} for n in range(12)]},
    ]
    block = parse("summary", boxes=boxes)
    made, noted = block.recall("blurt", CHANCE, WORDS), block.recall("cornell", CHANCE, WORDS, "Notes")
    assert made
    assert noted
    assert (made.title, noted.title) == ("Blurt: everything you know", "Notes")
    assert made.given() == ["Why?", "Five points", "What?", "One step", "More", "12 points"]
    assert noted.given()[:2] == ["Why?", "What made them?"]
