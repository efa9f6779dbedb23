from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.errors import LayoutError, Origin
from packgen.layout.core.setting import Setting
from packgen.sheet.sheet import Pages, Sheet
from packgen.sheet.structure import FIELD
from packgen.sheets.quiz import typeset_quiz, typeset_quiz_key
from packgen.tasks.base import Card, Where
from packgen.tasks.options import ChoiceOption
from packgen.tasks.quiz import QuizQuestion, QuizTask
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Drawing, Item, Text, read
from tests.support.paper import setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems, tree

LONG = "A council of the region that ran its industry from May 1957 on"


def question(number: int, answer: str = "", asked: str = "", cue: str = "Give the date") -> QuizQuestion:
    card = Card(asked or f"Question{number:02}", answer or f"Answer{number:02}", cue=cue)
    return QuizQuestion(number, "", "3 The fall", card, "rise/fall/learn", 1, Origin("test.yaml", 7, 5, "timeline"))


def questions(count: int) -> list[QuizQuestion]:
    return [question(number) for number in range(1, count + 1)]


def shown(sheet: Sheet, used: Setting) -> Drawing:
    return read(sheet, used.faces)


def quiz(found: list[QuizQuestion], used: Setting | None = None, *, whole: bool = True) -> tuple[Sheet, Drawing]:
    used = used or setting()
    sheet = typeset_quiz(found, used, "en-GB", "quiz", whole=whole)
    return sheet, shown(sheet, used)


def key(
    found: list[QuizQuestion], used: Setting | None = None, where: Where | None = None, verso: bool = False
) -> tuple[Sheet, Drawing]:
    used = used or setting()
    sheet = typeset_quiz_key(found, used, "en-GB", "quiz/check", verso, where)
    return sheet, shown(sheet, used)


def teacher(profile: str = "standard") -> Setting:
    return replace(setting(profile), answers=True)


# -- geometry


def test_questions_stand_in_two_columns_numbered_down_each() -> None:
    _, drawing = quiz(questions(4))
    first, second, third, fourth = (drawing.find(f"Question{n:02}") for n in range(1, 5))
    cues = sorted(drawing.texts(), key=lambda text: (text.x, text.y))
    starts = [text.x for text in cues if text.text.startswith("Give")]
    assert starts == [pytest.approx(x, abs=0.01) for x in (24, 24, 114, 114)]
    assert first.y == third.y < second.y == fourth.y
    assert drawing.find("3").x == pytest.approx(110, abs=0.01)


def test_columns_of_unequal_answers_end_together() -> None:
    _, drawing = quiz([question(1, LONG), *questions(8)[1:]])
    rules = [line for line in drawing.lines(0) if line.y0 > 40]
    feet = [max(line.y0 for line in rules if (line.x0 < 100) is left) for left in (True, False)]
    assert feet[0] == pytest.approx(feet[1], abs=0.01)


def test_each_question_has_lines_for_its_answer() -> None:
    _, drawing = quiz([question(1), question(2, f"{LONG}, {LONG}, {LONG}"), question(3, LONG)])
    rules = [line for line in drawing.lines(0) if line.y0 > 40]
    left = [line for line in rules if line.x0 < 100]
    right = [line for line in rules if line.x0 > 100]
    assert [(line.x0, line.x1) for line in right] == [pytest.approx((114, 195), abs=0.01)] * 2
    assert right[1].y0 - right[0].y0 == pytest.approx(8, abs=0.01)
    assert len(left) == 1 + 4
    assert left[0].y0 - drawing.find("Question01").y == pytest.approx(0.3 * 5 + 8, abs=0.01)


def test_the_title_has_a_field_for_the_score() -> None:
    _, drawing = quiz(questions(20))
    score = drawing.find("Score out of 20")
    assert score.y == drawing.find("Name").y
    assert score.right + 12 < 195


def test_large_print_has_one_column() -> None:
    sheet, drawing = quiz(questions(20), setting("large-print"))
    starts = {text.x for text in drawing.texts(0) if text.text.startswith("Give")}
    assert len(starts) == 1
    assert 20 + 7.1 < starts.pop() < 35
    assert len(sheet.pages) == 2
    assert min(text.size for text in drawing.texts()) == 16


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", [1, 20, 99])
def test_nothing_leaves_its_column(profile: str, count: int) -> None:
    used = setting(profile)
    found = [question(n, LONG, "What " * (n % 20 + 1), "") for n in range(1, count + 1)]
    for sheet in (quiz(found, used)[0], key(found, used)[0]):
        drawing = shown(sheet, used)
        assert outside(drawing, used.design, used.design.spans.full, head=15) == []
        assert overlaps(drawing) == []


# -- tags


def test_questions_are_a_numbered_list() -> None:
    sheet, drawing = quiz([question(1), question(2, cue="Who?")], whole=False)
    assert tag_tree(tree(sheet, drawing)) == (
        "Sect\n"
        "  H2: Quiz\n"
        "  P: Name\n"
        "  P: Date\n"
        "  P: Score out of 2\n"
        "  L [numbering=Decimal]\n"
        "    LI\n"
        "      Lbl: 1\n"
        "      LBody\n"
        "        P: Give the date: Question01\n"
        "        P\n"
        "          Span [actual='blank 1']\n"
        "    LI\n"
        "      Lbl: 2\n"
        "      LBody\n"
        "        P: Who? Question02\n"
        "        P\n"
        "          Span [actual='blank 2']\n"
    )


def test_the_teachers_copy_says_the_answers() -> None:
    sheet, drawing = quiz([question(1)], teacher())
    assert "        P\n          Span: Answer01\n" in tag_tree(tree(sheet, drawing))


def test_a_quiz_to_fill_in_has_a_field_for_each_question() -> None:
    sheet, _ = quiz([question(1), question(2, LONG)], replace(setting(), fillable=True))
    assert [(field.name, field.description, field.kind) for field in sheet.fields] == [
        ("Name", "Name", "line"),
        ("Date", "Date", "line"),
        ("Score out of 2", "Score out of 2", "line"),
        ("Quiz.1", "Task Quiz, blank 1", "line"),
        ("Quiz.2", "Task Quiz, blank 2", "lines"),
    ]
    forms = [row for row in struct_elems(sheet.structure) if row.tag == "Form"]
    assert [row.kids for row in forms] == [((FIELD, number),) for number in range(5)]


# -- options to choose from


def chosen(number: int, right: int = 1) -> QuizQuestion:
    options = tuple(ChoiceOption(text, place == right) for place, text in enumerate(("Molotov", "Mikoyan", "Zhukov")))
    card = Card(f"Question{number:02}", options[right].text, options=options)
    return question(number)._replace(card=card)


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_options_are_ticked_instead_of_written(profile: str) -> None:
    sheet, drawing = quiz([chosen(1), question(2)], replace(setting(profile), fillable=True))
    assert [box.weight for box in drawing.boxes() if box.weight > 0.6] == [0.7] * 3
    assert [field.name for field in sheet.fields[3:]] == ["Quiz.1.1", "Quiz.1.2", "Quiz.1.3", "Quiz.2"]
    assert "✓" not in drawing.words()
    _, taught = quiz([chosen(1), question(2)], teacher(profile))
    ticked = [node.text for node in tree(*quiz([chosen(1)], teacher(profile))).find("LI") if "Ticked: " in node.text]
    assert ticked[1:] == ["Ticked: b Mikoyan"]
    assert taught.words().count("✓") == 1
    assert {ink(item) for item in quiz([chosen(1)], setting(profile))[1].items} <= {
        ink(item) for item in quiz([chosen(1)], teacher(profile))[1].items
    }


def test_the_key_names_the_letter_and_the_option() -> None:
    form = QuizTask("Quiz", (chosen(1), question(2)))
    assert [gap.answer for gap in form.gaps] == ["b", "Answer02"]
    assert form.given() == ["Question01", "Molotov", "Mikoyan", "Zhukov", "Give the date", "Question02"]
    _, drawing = key([chosen(1)])
    assert "b Mikoyan" in drawing.words()


# -- editions


def ink(item: Item) -> Item:
    """What is drawn, whatever element owns it."""
    return replace(item, mcid=None, text=item.text.strip()) if isinstance(item, Text) else item


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", [2, 30])
def test_the_students_copy_is_the_teachers_without_the_answers(profile: str, count: int) -> None:
    found = [question(n, LONG if n % 3 else "") for n in range(1, count + 1)]
    student_sheet, student = quiz(found, setting(profile))
    teacher_sheet, taught = quiz(found, teacher(profile))
    assert len(student_sheet.pages) == len(teacher_sheet.pages)
    all_ink = [ink(item) for item in taught.items]
    assert all(ink(item) in all_ink for item in student.items)
    assert len(all_ink) > len(student.items)
    said = student.words() + tag_tree(tree(student_sheet, student)) + repr(student_sheet._replace(pages=(), glyphs={}))
    assert "council" not in said
    assert "Answer" not in said
    assert taught.words().count("Answer") == len(range(3, count + 1, 3))


def test_what_is_given_holds_no_answer() -> None:
    form = QuizTask("Quiz", tuple(questions(3)))
    assert form.given() == ["Give the date", "Question01", "Give the date", "Question02", "Give the date", "Question03"]
    assert [(gap.number, gap.answer) for gap in form.gaps] == [(1, "Answer01"), (2, "Answer02"), (3, "Answer03")]
    assert form.marks == 3


# -- pages


def test_questions_are_never_divided_and_go_on_in_order() -> None:
    sheet, drawing = quiz([question(n, LONG) for n in range(1, 41)])
    assert len(sheet.pages) == 2
    pages = [drawing.find(f"Question{n:02}").page for n in range(1, 41)]
    assert pages == sorted(pages)
    assert set(pages) == {0, 1}
    for page in range(2):
        asked = [n for n, there in enumerate(pages, 1) if there == page]
        rules = [line for line in drawing.lines(page) if line.y0 > (40 if page == 0 else 20)]
        assert len(rules) == 2 * len(asked)
        assert len(asked) % 2 == 0


def test_a_quiz_may_leave_the_back_to_its_key() -> None:
    assert len(quiz(questions(5))[0].pages) == 2
    assert len(quiz(questions(5), whole=False)[0].pages) == 1
    sheet, drawing = key(questions(5), verso=True)
    assert (len(sheet.pages), sheet.verso) == (1, True)
    assert drawing.find("1").x == pytest.approx(15, abs=0.01)


def test_a_question_taller_than_a_page_is_named() -> None:
    with pytest.raises(LayoutError, match=r"^test\.yaml:7:5: timeline is \d+ mm tall and cannot be divided"):
        quiz([question(1, asked="word " * 2000)])


def test_the_pack_is_named_in_the_running_head() -> None:
    sheet, _ = quiz(questions(3))
    assert sheet.pack_headed == {0, 1}
    assert (sheet.name, sheet.title, sheet.language) == ("quiz", "Quiz", "en-GB")


# -- the key


def test_the_key_has_every_answer_with_its_section() -> None:
    sheet, drawing = key(questions(2), verso=True)
    assert tag_tree(tree(sheet, drawing)) == (
        "Sect\n"
        "  H2: Quiz answers\n"
        "  L [numbering=Decimal]\n"
        "    LI\n"
        "      Lbl: 1\n"
        "      LBody\n"
        "        P: Answer01\n"
        "        P: 3 The fall\n"
        "    LI\n"
        "      Lbl: 2\n"
        "      LBody\n"
        "        P: Answer02\n"
        "        P: 3 The fall\n"
    )
    assert drawing.find("Answer01").y == drawing.find("Answer02").y
    assert drawing.find("Answer02").x == pytest.approx(109, abs=0.01)


def test_the_key_names_pages_that_are_known() -> None:
    sheet, drawing = key(questions(3), where={2: Pages("rise/fall/learn", 0, 1)})
    [reference] = sheet.references
    assert (reference.words, reference.otherwise, reference.target) == ("· page {}", "", Pages("rise/fall/learn", 0, 1))
    home = [text for text in drawing.texts() if text.text.startswith("3 The fall")]
    assert len(home) == 3
    assert reference.x / 72 * 25.4 > home[1].right


def test_the_key_names_topics_where_there_are_several() -> None:
    _, drawing = key([question(1)._replace(topic="The rise")])
    assert "The rise: 3 The fall" in drawing.words()


@pytest.mark.parametrize("count", [9, 10, 100])
def test_numbers_never_touch_their_texts(count: int) -> None:
    _, drawing = quiz(questions(count))
    [number] = [text for text in drawing.texts() if text.text == f"{count} "]
    cues = [text for text in drawing.texts(number.page) if text.y == number.y and text.text.startswith("Give")]
    assert min(abs(cue.x - number.right) for cue in cues if cue.x > number.right) < 3
    assert not any(cue.x <= number.right < cue.right for cue in cues)
