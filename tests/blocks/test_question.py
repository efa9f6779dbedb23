from __future__ import annotations

import pytest
from pydantic import ValidationError

from packgen.blocks import Block
from packgen.blocks.question import Question
from packgen.blocks.scalars import REFUSED
from packgen.tasks.base import Card
from packgen.tasks.question import ExamQuestionTask
from tests.support.paper import Laid, lay_block, setting, task
from tests.support.pdf import tag_tree
from tests.support.words import WORDS


def question(**fields: object) -> Block:
    return Question.model_validate({"type": "question", "question": "Why did it fail?", "marks": "4", **fields})


def form(**fields: object) -> ExamQuestionTask:
    made = task(question(**fields))
    assert isinstance(made, ExamQuestionTask)
    return made


def essay(**fields: object) -> ExamQuestionTask:
    return form(paper="ocr-y318", task="thematic-essay", marks=None, **fields)


def faults(**fields: object) -> dict[tuple[int | str, ...], str]:
    """Return message and remedy of each fault of a question, by its path."""
    with pytest.raises(ValidationError) as caught:
        Question.model_validate({"type": "question", "question": "Why did it fail?", **fields})
    return {error["loc"]: error["msg"] for error in caught.value.errors() if error["type"] == REFUSED}


def ruled(laid: Laid) -> int:
    return len([line for line in laid.drawing.lines() if line.weight == 0.6])


# -- what the paper gives


def test_a_paper_gives_what_the_author_does_not() -> None:
    made = essay()
    assert (made.title, made.marks, made.objectives, made.minutes) == ("Thematic essay", 25, ("AO1",), 45)
    assert [level.label for level in made.scheme.levels] == ["21–25", "17–20", "13–16", "9–12", "5–8", "1–4"]
    assert made.amount == "rest"


def test_the_authors_own_setting_wins() -> None:
    made = essay(kind="Essay", minutes="40", objectives=["AO1", "AO2"], levels=[{"name": "Top", "text": "judges"}])
    assert (made.title, made.minutes, made.objectives) == ("Essay", 40, ("AO1", "AO2"))
    assert [(level.label, level.text) for level in made.scheme.levels] == [("Top", "judges")]


def test_another_tariff_takes_the_papers_levels_away() -> None:
    made = task(question(paper="ocr-y318", task="thematic-essay", marks="12"))
    assert isinstance(made, ExamQuestionTask)
    assert (made.marks, made.scheme.levels) == (12, ())


def test_a_question_without_a_paper_is_free() -> None:
    made = form()
    assert (made.title, made.marks, made.objectives, made.minutes) == ("Question", 4, (), None)


@pytest.mark.parametrize(
    ("marks", "lines"), [(1, 2), (2, 3), (3, 5), (4, 6), (5, 8), (6, 9), (7, "rest"), (25, "rest")]
)
def test_lines_are_one_and_a_half_a_mark_up_to_six(marks: int, lines: int | str) -> None:
    assert form(marks=str(marks)).amount == lines


def test_the_authors_lines_win() -> None:
    assert (form(lines="12").amount, form(rest="yes").amount, form(marks="25", lines="20").amount) == (12, "rest", 20)


@pytest.mark.parametrize(
    ("fields", "boxes"),
    [
        ({}, ()),
        ({"marks": "10"}, ("Evidence for", "Evidence against")),
        ({"marks": "10", "extracts": [{"text": "a"}, {"text": "b", "label": "Q"}]}, ("Extract A", "Extract Q")),
        ({"marks": "10", "planning": ["One", "Two", "Three"]}, ("One", "Two", "Three")),
        ({"marks": "10", "planning": []}, ()),
    ],
)
def test_boxes_to_plan_in(fields: dict[str, object], boxes: tuple[str, ...]) -> None:
    assert form(**fields).planning == boxes


def test_extracts_are_lettered_unless_they_have_names() -> None:
    extracts = [{"text": "a"}, {"text": "b", "label": "Passage B"}, {"text": "c"}]
    assert [one.label for one in form(extracts=extracts).extracts] == ["Extract A", "Passage B", "Extract C"]


def test_a_point_may_be_a_text() -> None:
    scheme = [{"points": ["Reason", {"text": "detail", "marks": "3"}]}]
    made = form(scheme=scheme)
    assert [(point.text, point.marks) for point in made.scheme.groups[0].points] == [("Reason", 1), ("detail", 3)]
    assert made.scheme.by_points


def test_a_free_answer_has_no_gaps_and_hides_no_answer() -> None:
    made = form(guidance="Be brief.", scheme=[{"points": [{"text": "secret", "marks": "4"}]}], example="hidden")
    assert made.gaps == ()
    assert made.given() == ["Why did it fail?", "Be brief."]


@pytest.mark.parametrize(
    ("fields", "cards"),
    [
        ({}, []),
        ({"scheme": [{"points": ["One.", {"text": "two", "marks": "3"}]}]}, [Card("Why did it fail?", "One; two")]),
        ({"example": "It was late."}, [Card("Why did it fail?", "It was late.")]),
        ({"marks": "25", "judgement": "The army."}, [Card("Why did it fail?", "The army.")]),
    ],
)
def test_cards(fields: dict[str, object], cards: list[Card]) -> None:
    assert question(**fields).cards(WORDS) == cards


def test_a_question_on_extracts_has_no_card() -> None:
    fields = {"marks": "10", "judgement": "Both do.", "extracts": [{"text": "a"}, {"text": "b"}]}
    assert question(**fields).cards(WORDS) == []
    assert len(question(**{**fields, "extracts": []}).cards(WORDS)) == 1


# -- what is wrong


@pytest.mark.parametrize(
    ("fields", "path", "message"),
    [
        ({}, ("marks",), 'marks is missing. Add a line "marks: 4", or paper and task.'),
        ({"marks": "0"}, ("marks",), "{name} cannot be {found}. Write 1 to 100."),
        ({"marks": "101"}, ("marks",), "{name} cannot be {found}. Write 1 to 100."),
        ({"marks": "4", "minutes": "999"}, ("minutes",), "{name} cannot be {found}. Write 1 to 300."),
        ({"marks": "4", "lines": "61"}, ("lines",), '{name} cannot be {found}. Write 1 to 60, or "rest: yes".'),
        (
            {"marks": "4", "lines": "6", "rest": "yes"},
            ("rest",),
            "lines and rest cannot go together. Keep one of them.",
        ),
        (
            {"marks": "4", "objectives": ["AO1", "knowledge"]},
            ("objectives", 1),
            '"knowledge" is no assessment objective. Write AO and a figure, such as AO1.',
        ),
        (
            {"marks": "4", "command": "Explain"},
            ("command",),
            'the question does not say "Explain". Write the words as they stand in the question.',
        ),
        (
            {"paper": "ocr-y138", "task": "thematic-essay"},
            ("paper",),
            'there is no paper "ocr-y138". Did you mean "ocr-y318"? '
            "The papers are aqa-7042-1h, edexcel-9hi0 and ocr-y318.",
        ),
        (
            {"paper": "ocr-y318", "task": "thematic"},
            ("task",),
            'ocr-y318 has no task "thematic". Did you mean "thematic-essay"? '
            "The tasks of ocr-y318 are interpretations and thematic-essay.",
        ),
        (
            {"paper": "ocr-y318"},
            ("paper",),
            'a paper needs a task. Add a line such as "task: thematic-essay". '
            "The tasks of ocr-y318 are interpretations and thematic-essay.",
        ),
        (
            {"task": "essay"},
            ("task",),
            'a task needs a paper. Add a line such as "paper: ocr-y318", or delete it.',
        ),
        (
            {"paper": "aqa-7042-1h", "task": "interpretations", "extracts": [{"text": "a"}]},
            ("extracts",),
            "interpretations of aqa-7042-1h has 3 extracts, and there is 1. Give 3, or take away paper and task.",
        ),
        (
            {"paper": "ocr-y318", "task": "interpretations"},
            ("extracts",),
            "interpretations of ocr-y318 has 2 extracts, and there are none. Give 2, or take away paper and task.",
        ),
        (
            {"marks": "4", "scheme": [{"points": [{"text": "one", "marks": "0"}]}]},
            ("scheme", 0, "points", 0, "marks"),
            "{name} cannot be {found}. Write 1 to 100.",
        ),
        (
            {"marks": "10", "levels": [{"name": "Top", "marks": "many", "text": "x"}]},
            ("levels", 0, "marks"),
            "{name} cannot be {found}. Write the least and the most, such as 21–25.",
        ),
        (
            {"marks": "10", "levels": [{"name": "Top", "marks": "6-10", "text": "x"}, {"name": "Low", "text": "y"}]},
            ("levels", 1),
            "this level has no marks, and others have. Give all of them marks such as 21–25, or none.",
        ),
        (
            {
                "marks": "10",
                "levels": [{"name": n, "marks": m, "text": "x"} for n, m in [("Top", "6-10"), ("Low", "1-4")]],
            },
            ("levels", 0, "marks"),
            "no level has 5 marks. Let the levels leave no marks out.",
        ),
    ],
)
def test_a_fault_has_a_place_and_a_remedy(fields: dict[str, object], path: tuple[int | str, ...], message: str) -> None:
    assert faults(**fields) == {path: message}


def test_points_need_not_add_up_where_there_are_levels() -> None:
    levels = [{"name": "Top", "marks": "3–4", "text": "explains"}, {"name": "Low", "marks": "1–2", "text": "states"}]
    made = form(scheme=[{"points": ["one"]}], levels=levels)
    assert not made.scheme.by_points
    assert [level.label for level in made.scheme.levels] == ["Top, 3–4", "Low, 1–2"]


def test_all_faults_are_told_at_once() -> None:
    assert set(faults(lines="3", rest="yes", command="Assess")) == {("marks",), ("rest",), ("command",)}


# -- on the page


def test_it_stands_on_the_write_sheet_under_its_number() -> None:
    assert question().stage == "write"
    score = "    P\n      Span [actual='out of 4']: / 4\n"
    told = f"    H2: A Question\n    P: 4 marks\n{score}    P: Why did it fail?\n"
    assert tag_tree(lay_block(question()).tags) == f"Sect\n  Sect\n{told}"


def test_it_has_its_lines_in_both_profiles() -> None:
    """And one for the score."""
    assert ruled(lay_block(question())) == ruled(lay_block(question(), setting("large-print"))) == 6 + 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"scheme": [{"points": ["a", "b"]}]}, ["its points come to 2 marks, and the question has 4."]),
        ({"scheme": [{"points": ["a", {"text": "b", "marks": "3"}]}]}, []),
        ({}, ["no answer to this question is given."]),
        ({"judgement": "Neither."}, []),
        ({"scheme": [{"points": ["one"]}], "levels": [{"name": "Top", "text": "judges"}]}, []),
    ],
)
def test_what_cannot_be_marked_is_weak(fields: dict[str, object], told: list[str]) -> None:
    made = task(question(marks="4", **fields))
    assert [message for message, _ in made.weaknesses()] == told
