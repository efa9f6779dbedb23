from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.layout.core.setting import Setting
from packgen.locale.registry import words_for
from packgen.sheet.sheet import Pages
from packgen.tasks.chance import Chance
from packgen.tasks.multiple_choice import LetteredQuestion, MultipleChoiceTask
from packgen.tasks.options import ChoiceOption, arranged, letters
from tests.support.collisions import outside, overlaps
from tests.support.editions import copies, ink
from tests.support.paper import lay_form, lay_key, setting
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

LARGE = setting("large-print")
PROFILES = pytest.mark.parametrize("used", [setting(), LARGE], ids=["standard", "large-print"])


def offered(*texts: str, right: int = 0) -> tuple[ChoiceOption, ...]:
    return tuple(
        ChoiceOption(text, place == right, "" if place == right else "No.") for place, text in enumerate(texts)
    )


def form(*questions: tuple[ChoiceOption, ...]) -> MultipleChoiceTask:
    asked = tuple(LetteredQuestion(f"Question{n:02}?", one) for n, one in enumerate(questions, 1))
    return MultipleChoiceTask("Who decided?", "Tick one.", asked)


def order(*texts: str, seed: int = 1, language: str = "en-GB") -> list[str]:
    shown = arranged("Which?", offered(*texts), Chance(seed), words_for(language))
    return [option.text for option in shown]


LONG = "It replaced most of the central ministries of industry with regional economic councils of their own"


# -- the order of options


def test_words_are_shuffled() -> None:
    assert len({tuple(order("one", "two", "three", "four", seed=seed)) for seed in range(20)}) > 8


def test_two_questions_with_the_same_options_are_shuffled_apart() -> None:
    options = offered("For", "Against")
    orders = [arranged(f"Question {n}", options, Chance(1), WORDS) for n in range(12)]
    assert {one[0].text for one in orders} == {"For", "Against"}


@pytest.mark.parametrize(
    "texts",
    [
        ("4", "7", "11"),
        ("1 vote", "7 votes", "11 votes"),
        ("5.5%", "40%", "100%"),
        ("£250", "£1,500", "£12,000"),
        ("1953", "1957", "1964"),
        ("May 1957", "June 1957", "October 1957", "May 1958"),
        ("29 June 1957", "3 July 1957", "14 October 1964"),
    ],
)
def test_numbers_and_dates_ascend(texts: tuple[str, ...]) -> None:
    for seed in range(4):
        assert order(*reversed(texts), seed=seed) == list(texts)


def test_french_months_ascend() -> None:
    assert order("1er octobre 1917", "juillet 1917", "février 1917", language="fr") == [
        "février 1917", "juillet 1917", "1er octobre 1917",
    ]  # fmt: skip


def test_what_is_no_such_series_is_shuffled() -> None:
    for texts in (
        ("7 votes", "11 seats", "3 men"),
        ("May 1957", "Stalin 1953", "June 1957"),
        ("H~2~O", "CO~2~", "O~3~"),
    ):
        assert len({tuple(order(*texts, seed=seed)) for seed in range(12)}) > 2


def test_all_of_the_above_stays_below() -> None:
    for seed in range(6):
        assert order("All of the above.", "one", "two", "three", seed=seed)[-1] == "All of the above."
        assert order("aucune de ces réponses", "un", "deux", seed=seed, language="fr")[-1] == "aucune de ces réponses"


def test_letters_follow_the_order_shown() -> None:
    assert letters((ChoiceOption("x"), ChoiceOption("y", True), ChoiceOption("z", True))) == ["b", "c"]


# -- what it is


def test_a_question_is_a_mark_for_all_its_right_options() -> None:
    both = (ChoiceOption("one", True), ChoiceOption("two"), ChoiceOption("three", True))
    task = form(offered("yes", "no"), both)
    assert [(gap.number, gap.answer) for gap in task.gaps] == [(1, "a"), (2, "ac")]
    assert task.marks == 2
    assert [(gap.number, gap.answer, gap.variants) for gap in task.facts] == [(1, "yes", ()), (2, "one", ("three",))]
    assert task.given() == ["Question01?", "yes", "no", "Question02?", "one", "two", "three"]


def test_a_wrong_option_without_a_reason_is_told() -> None:
    task = form((ChoiceOption("yes", True), ChoiceOption("no"), ChoiceOption("perhaps", why="Never.")))
    assert task.weaknesses() == [
        ('question 1 does not say why "no" is wrong.', 'Write a reason under it, as "why:": it is printed in the key.')
    ]
    assert form(offered("yes", "no")).weaknesses() == []


# -- where things stand


def test_short_questions_stand_in_halves() -> None:
    laid = lay_form(form(offered("one", "two"), offered("three", "four")))
    first, second = laid.drawing.find("Question01?"), laid.drawing.find("Question02?")
    assert first.y == second.y
    assert (first.x, second.x) == pytest.approx((24, 114), abs=0.01)


def test_long_ones_stand_below_one_another() -> None:
    laid = lay_form(form(*[offered(LONG, f"{LONG}, too", f"{LONG}, still") for _ in range(2)]))
    first, second = laid.drawing.find("Question01?"), laid.drawing.find("Question02?")
    assert first.x == second.x
    assert first.y < second.y


def test_boxes_are_centred_on_capitals_and_stand_in_as_many_columns_as_fit() -> None:
    drawing = lay_form(form(offered("one", "two", "three", "four"))).drawing
    assert len({drawing.find(word).y for word in ("one", "two", "three", "four")}) == 1
    boxes = [one for one in drawing.boxes() if abs(one.width - 4) < 0.01]
    assert len(boxes) == 4
    middle = drawing.find("one").y - 0.33 * drawing.find("one").size * 25.4 / 72
    assert {round(one.y + one.height / 2, 1) for one in boxes} == {round(middle, 1)}


@PROFILES
def test_nothing_leaves_its_column(used: Setting) -> None:
    task = form(*[offered(*[f"{LONG} {n}" for n in range(6)]), offered("a", "b"), offered("w" * 90, "c", "d")] * 6)
    for laid in (lay_form(task, used), lay_key(task, used)):
        assert outside(laid.drawing, used.design, used.design.spans.full) == []
        assert overlaps(laid.drawing) == []


# -- tags


def test_options_are_a_list_in_the_item_of_their_question() -> None:
    assert tag_tree(lay_form(form(offered("one", "two"))).tags) == (
        "Sect\n  Sect\n    H3: A Who decided?\n    P: 1 mark\n    P: Tick one.\n    L [numbering=Decimal]\n      LI\n"
        "        Lbl: 1\n        LBody\n          P: Question01?\n          L [numbering=None]\n"
        "            LI\n              Lbl\n                Span [actual='Box: ']\n                “a”\n"
        "              LBody: one\n"
        "            LI\n              Lbl\n                Span [actual='Box: ']\n                “b”\n"
        "              LBody: two\n"
    )


# -- both editions


@PROFILES
def test_the_teachers_copy_has_ticks_and_is_otherwise_the_same(used: Setting) -> None:
    both = (ChoiceOption("one", True), ChoiceOption("two"), ChoiceOption("three", True))
    task = form(offered("yes", "no", right=1), both, offered(LONG, "other"))
    student, teacher = copies(task, used, skip=40)
    assert student.pages == teacher.pages
    assert ink(student) - ink(teacher) == set()
    assert [text.text for text in teacher.drawing.texts()].count("✓") == 4
    assert not [text for text in student.drawing.texts() if "✓" in text.text]
    ticked = [node.text for node in teacher.tags.find("LI") if node.text.startswith("Ticked: ")]
    assert [text.split()[2] for text in ticked] == ["no", "one", "three", "It"]


@PROFILES
def test_every_option_is_a_box_to_tick_on_screen(used: Setting) -> None:
    task = form(offered("yes", "no"), offered("one", "two"))
    laid = lay_form(task, replace(used, fillable=True), letter="C")
    assert [(field.name, field.description, field.kind) for field in laid.sheet.fields] == [
        ("C.1.1", "Task C, blank 1: yes", "tick"),
        ("C.1.2", "Task C, blank 1: no", "tick"),
        ("C.2.1", "Task C, blank 2: one", "tick"),
        ("C.2.2", "Task C, blank 2: two", "tick"),
    ]
    assert lay_form(task, replace(used, fillable=True, answers=True)).sheet.fields == ()


# -- the key


@PROFILES
def test_the_key_gives_letters_options_and_reasons(used: Setting) -> None:
    both = (ChoiceOption("one", True), ChoiceOption("two", why="Not it."), ChoiceOption("three", True))
    laid = lay_key(form(offered("yes", "no", right=1), both), used)
    assert [item.text for item in laid.tags.find("LI")] == [
        "1 b noa No.", "a No.", "2 a one; c threeb Not it.", "b Not it.",
    ]  # fmt: skip


def test_the_key_names_the_page_where_the_answers_stand() -> None:
    laid = lay_key(form(offered("yes", "no")), where={1: Pages("rise/fall/learn", 0, 0)})
    [reference] = laid.sheet.references
    assert reference.target == Pages("rise/fall/learn", 0, 0)
