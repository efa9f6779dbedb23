from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from packgen.layout.core.flowable import Flowable
from packgen.sheet.structure import Element
from packgen.tasks.question import ExamQuestionTask, QuestionPassage
from packgen.tasks.scheme import Credit, CreditGroup, LevelNote, Scheme
from packgen.units import MM
from tests.support.geometry import Line, layout_text
from tests.support.paper import Laid, lay, lay_form, lay_key, setting
from tests.support.pdf import tag_tree

SHORT = ExamQuestionTask("Short answer", "Explain one reason.", 4, minutes=5, amount=6)
ESSAY = ExamQuestionTask(
    "Essay",
    "“The army saved Khrushchev in 1957.” How far do you agree?",
    25,
    command="How far",
    objectives=("AO1",),
    minutes=40,
    guidance="Top band: judgement throughout.",
    planning=("Army: evidence for", "Party: evidence against"),
)
POINTS = Scheme((CreditGroup(None, (Credit("Reason"), Credit("exact detail", 2), Credit("link"))),), by_points=True)
GROUPS = Scheme(
    (
        CreditGroup("The army mattered", (Credit("Aircraft carried members"), Credit("Zhukov refused", 2))),
        CreditGroup("Other things did", (Credit("Only the Committee elects"),)),
    ),
    judgement="The army gave him time.",
    levels=(LevelNote("Top", "judges throughout"), LevelNote("middle", "asserts late."), LevelNote("low", "narrates")),
)
SECRET = Scheme((CreditGroup(None, (Credit("secret", 4),)),), "secret", "secret", (LevelNote("Top", "secret"),))
PAPER = tuple(LevelNote(f"{n}–{n + 3}", f"does {n}") for n in (21, 17, 13, 9, 5, 1))


def together(*forms: ExamQuestionTask, profile: str = "standard", fillable: bool = False, skip: float = 0.0) -> Laid:
    """Set questions one after another, as the Write sheet does."""
    root, used = Element("Sect"), replace(setting(profile), fillable=fillable)
    story: list[Flowable] = []
    for number, form in enumerate(forms, 1):
        story += form.flow(replace(used, task=str(number)), root, str(number))
    return lay(story, used, root, used.design.spans.full, skip)


def ruled(laid: Laid, page: int | None = None) -> list[Line]:
    """The writing lines, the judgement's included, without the line for a score."""
    lines = [line for line in laid.drawing.lines(page) if line.weight == 0.6 and line.y0 == line.y1]
    return [line for line in lines if line.x1 - line.x0 > 30]


def fields(laid: Laid) -> list[tuple[str, str]]:
    return [(field.name, field.kind) for field in laid.sheet.fields]


# -- a short question


def test_a_short_question_is_body_text_above_its_lines() -> None:
    laid = together(SHORT)
    number, title, note, score, stem = laid.drawing.texts()
    assert (number.text.strip(), title.text, note.text) == ("1", "Short answer", "4 marks · 5 minutes")
    assert (score.text, score.right, score.y) == ("/ 4", pytest.approx(195, abs=0.1), pytest.approx(note.y, abs=0.01))
    [line] = [line for line in laid.drawing.lines() if line.y0 == line.y1 and line.x1 - line.x0 < 30]
    assert note.right + 3 == pytest.approx(line.x0, abs=0.1)
    assert line.x1 - line.x0 == pytest.approx(16, abs=0.01)
    assert (stem.x, stem.y, stem.size) == pytest.approx((20, 25 + 11.25 + 3.5, 11), abs=0.01)
    assert [line.y0 for line in ruled(laid)] == pytest.approx([25 + 11.25 + 5 + 8 * n for n in range(1, 7)], abs=0.01)
    assert {(round(line.x0, 1), round(line.x1, 1)) for line in ruled(laid)} == {(20, 195)}


def test_what_stands_beside_the_title_is_cut_where_the_score_leaves_no_room() -> None:
    wide = replace(SHORT, title="A short answer on the period, 1855–1964", objectives=("AO1", "AO2"))
    assert together(wide).drawing.find("4 marks").text == "4 marks · AO1 · AO2 · 5 minutes"
    wider = replace(wide, title="A short answer on the whole of the period from 1855 to 1964")
    assert together(wider).drawing.find("4 marks").text == "4 marks · 5 minutes"
    assert together(wider).drawing.find("/ 4").right == pytest.approx(195, abs=0.1)


def test_its_lines_are_never_divided() -> None:
    for skip in range(150, 250, 4):
        laid = together(SHORT, skip=skip)
        assert sorted(len(ruled(laid, page)) for page in range(laid.pages)) in ([6], [0, 6])
        assert laid.drawing.find("Explain").page == ruled(laid)[0].page


def test_its_lines_run_on_above_a_question_on_the_next_page_but_not_for_ever() -> None:
    assert len(ruled(together(SHORT, ESSAY, skip=60), 0)) == 8
    laid = together(SHORT, ESSAY, skip=160)
    assert len(ruled(laid, 0)) == 7
    assert max(line.y0 for line in ruled(laid, 0)) > 275 - 8
    assert laid.drawing.find("Essay").page == 1


# -- a longer question


def test_four_and_twenty_five_marks_fill_one_side() -> None:
    laid = together(SHORT, ESSAY)
    assert laid.pages == 1
    assert len(ruled(laid)) == 6 + 1 + 8
    last, note = ruled(laid)[-1], laid.drawing.find("Your opening here, then go on with lined paper.")
    assert note.y == pytest.approx(last.y0 + 3.5, abs=0.01)
    [box] = [box for box in laid.drawing.boxes() if box.y > note.y]
    assert box.y - note.y == pytest.approx(1.5 + 1.25, abs=0.01)
    assert 275 - 8 < box.y + box.height <= 275.01


def test_the_teachers_box_has_the_mark_and_two_comments() -> None:
    laid = together(ESSAY)
    box = laid.drawing.boxes()[-1]
    labels = [laid.drawing.find(words) for words in ("Mark", "What went well", "Even better if")]
    assert (box.x, box.width, box.height) == pytest.approx((20, 175, 3 * 8 - 1.25), abs=0.01)
    assert [round(label.x, 2) for label in labels] == [23, 51, 124.5]
    assert {label.y for label in labels} == {labels[0].y}
    assert box.y < labels[0].y < box.y + box.height
    assert box.y < laid.drawing.find("/ 25").y < box.y + box.height
    assert "Even better if" not in together(SHORT).drawing.words()


def test_the_fewest_lines_and_the_box_take_no_more_than_the_fewest_lines_alone() -> None:
    for skip in range(0, 150, 3):
        laid = together(ESSAY, skip=skip)
        box, last = laid.drawing.boxes()[-1], ruled(laid)[-1]
        assert box.page == last.page
        assert len(ruled(laid, box.page)) >= 1 + 3


def test_the_stem_is_large_and_its_guidance_stands_in_the_side_column() -> None:
    drawn = together(ESSAY).drawing
    stem, guidance = drawn.find("“The army"), drawn.find("Top band")
    assert (stem.x, stem.y, stem.size) == pytest.approx((20, 25 + 11.25 + 5.25, 13.5), abs=0.01)
    assert (guidance.x, guidance.y, guidance.size) == pytest.approx((140, 25 + 11.25 + 3.5, 9.5), abs=0.01)
    assert max(text.right for text in drawn.texts() if text.size == 13.5 and text.text[0] in "“dy") <= 135


def test_the_command_word_is_bold() -> None:
    drawn = together(ESSAY).drawing
    bold, plain = drawn.find("How far"), drawn.find("“The army")
    assert (bold.text.strip(), bold.face != plain.face, bold.size) == ("How far", True, 13.5)


def test_two_boxes_to_plan_in_stand_side_by_side() -> None:
    drawn = together(ESSAY).drawing
    left, right, _ = drawn.boxes()
    top = 25 + 11.25 + 15 + 5
    assert (left.x, left.y, left.width, left.height) == pytest.approx((20, top, 85, 37.5), abs=0.01)
    assert (right.x, right.y, right.width, right.height) == pytest.approx((110, top, 85, 37.5), abs=0.01)
    assert left.weight == 0.6
    title = drawn.find("Army:")
    assert (title.x, title.y) == pytest.approx((23, top + 1.25 + 3.5), abs=0.01)


def test_the_judgement_has_a_line_below_the_boxes() -> None:
    laid = together(ESSAY)
    label, line, first = laid.drawing.find("My judgement"), *ruled(laid)[:2]
    foot = 25 + 11.25 + 15 + 5 + 37.5 + 8
    assert (label.x, label.y, line.y0) == pytest.approx((20, foot - 1, foot), abs=0.01)
    assert first.y0 == pytest.approx(foot + 5 + 8, abs=0.01)


def test_a_long_title_makes_all_boxes_taller() -> None:
    wordy = replace(ESSAY, planning=("One", "evidence " * 30))
    assert {round(box.height, 2) for box in together(wordy).drawing.boxes()[:-1]} == {37.5 + 5 * 5}


def test_three_boxes_share_the_width() -> None:
    boxes = together(replace(ESSAY, planning=("A", "B", "C"))).drawing.boxes()[:-1]
    assert [round(box.x, 2) for box in boxes] == [20, 80, 140]
    assert {round(box.width, 2) for box in boxes} == {55}


def test_objectives_are_left_out_where_they_do_not_fit() -> None:
    assert together(ESSAY).drawing.find("25 marks").text == "25 marks · AO1 · 40 minutes"
    wide = replace(ESSAY, title="An essay with the whole of the period to compare its rulers over, 1855–1964")
    assert together(wide).drawing.find("25 marks").text == "25 marks · 40 minutes"


def test_it_moves_to_a_page_that_holds_plan_and_lines() -> None:
    for skip in range(90, 250, 8):
        laid = together(ESSAY, skip=skip)
        pages = {laid.drawing.find(words).page for words in ("Essay", "“The army", "Army:", "My judgement")}
        assert len(pages) == 1
        assert len(ruled(laid, pages.pop())) >= 4


def test_where_no_page_holds_both_the_boxes_grow_and_the_lines_follow() -> None:
    used = setting("large-print")
    long = replace(ESSAY, question="How far? " * 40)
    laid = lay_form(long, used, "1")
    assert laid.pages == 2
    assert laid.drawing.find("My judgement").page == 0
    assert [len(ruled(laid, page)) for page in (0, 1)] == [1, 16]
    frame = used.design.frame(True)
    foot = (used.design.page_height - frame.y) / MM
    assert ruled(laid, 0)[0].y0 == pytest.approx(foot, abs=0.01)


def test_lines_that_were_asked_for_go_on_over_the_page_and_have_no_note() -> None:
    laid = together(replace(ESSAY, amount=40))
    assert laid.pages == 2
    assert len(ruled(laid)) == 41
    assert "opening" not in laid.drawing.words()
    assert min(len(ruled(laid, page)) for page in (0, 1)) >= 6


def test_an_extra_page_of_lines() -> None:
    laid = together(replace(ESSAY, extra_page=True))
    assert laid.pages == 2
    assert len(ruled(laid, 1)) == 27
    assert [box.page for box in laid.drawing.boxes()] == [0, 0, 1]
    assert "Your opening here, go on over the page." in laid.drawing.words(0)
    assert "Go on with lined paper." in laid.drawing.words(1)


def test_a_question_without_boxes_has_the_judgement_alone() -> None:
    laid = together(replace(ESSAY, planning=()))
    assert len(laid.drawing.boxes()) == 1
    assert "My judgement" in laid.drawing.words()


# -- extracts


def read(words: int, count: int = 2) -> ExamQuestionTask:
    extracts = tuple(QuestionPassage(f"Extract {'ABC'[n]}", "word " * words, "Taubman", ("one",)) for n in range(count))
    return replace(ESSAY, guidance=None, extracts=extracts)


def test_extracts_stand_side_by_side_beside_a_rule() -> None:
    laid = together(read(40))
    drawn, judgement = laid.drawing, ruled(laid)[0]
    a, b = drawn.find("Extract A"), drawn.find("Extract B")
    assert (a.x, b.x, a.y) == pytest.approx((20, 110, b.y), abs=0.01)
    bars = [line for line in drawn.lines() if line.x0 == line.x1 and line.y0 < judgement.y0]
    assert [round(bar.x0, 2) for bar in bars] == [20, 110]
    assert [text.text for text in drawn.texts() if "Taubman" in text.text] == ["Taubman (Source 1)"] * 2
    assert min(text.x for text in drawn.texts() if text.text.startswith("word")) == pytest.approx(23.5, abs=0.01)


def test_a_third_extract_stands_below() -> None:
    drawn = together(read(40, 3)).drawing
    assert drawn.find("Extract C").x == pytest.approx(20, abs=0.01)
    assert drawn.find("Extract C").y > drawn.find("Extract A").y + 20


def test_long_extracts_go_on_over_the_page_in_their_columns() -> None:
    laid = together(read(500))
    for page in (0, 1):
        starts = [text.x for text in laid.drawing.texts(page) if text.text.startswith("word")]
        assert {round(x - min(starts), 1) for x in starts} == {0, 90}
    assert "Army:" in laid.drawing.words(2)
    assert laid.tags.text.count("word") == 1000
    assert len(laid.tags.find("BlockQuote")) == 2


# -- tags, editions, fields


def test_it_is_read_in_order() -> None:
    assert tag_tree(
        together(replace(ESSAY, extracts=(QuestionPassage("Extract A", "He ruled.", "Taubman"),))).tags
    ) == (
        "Sect\n  Sect\n    H2: 1 Essay\n    P: 25 marks · AO1 · 40 minutes\n"
        "    P: “The army saved Khrushchev in 1957.” How far do you agree?\n    P: Top band: judgement throughout.\n"
        "    Sect\n      H3: Extract A\n      BlockQuote\n        P: He ruled.\n      P: Taubman\n"
        "    P: Army: evidence for\n    P: Party: evidence against\n    P: My judgement\n"
        "    P: Your opening here, then go on with lined paper.\n"
        "    Sect\n      P: Mark\n      P: What went well\n      P: Even better if\n"
        "      P [actual='out of 25']: / 25\n"
    )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("form", [SHORT, ESSAY, read(60)], ids=["short", "essay", "extracts"])
def test_both_editions_have_the_same_page(form: ExamQuestionTask, profile: str) -> None:
    form = replace(form, scheme=SECRET)
    student = lay_form(form, setting(profile))
    teacher = lay_form(form, replace(setting(profile), answers=True))
    assert layout_text(student.drawing, student.faces) == layout_text(teacher.drawing, teacher.faces)
    assert "secret" not in student.tags.text + student.drawing.words()


def test_a_fillable_file_has_one_field_for_each_room_to_write() -> None:
    laid = together(SHORT, replace(ESSAY, extra_page=True), fillable=True)
    assert fields(laid) == [
        ("1.score", "line"),
        ("1.lines-1", "lines"),
        ("2.plan-1", "lines"),
        ("2.plan-2", "lines"),
        ("2.judgement", "line"),
        ("2.lines-1", "lines"),
        ("2.page-1", "lines"),
        *((f"2.teacher-{n}", "lines") for n in (1, 2, 3)),
    ]
    assert [field.description for field in laid.sheet.fields][:3] == [
        "Score of task 1",
        "Question 1, writing lines",
        "Question 2, plan: Army: evidence for",
    ]
    lines = laid.sheet.fields[1].rectangle
    outlined = laid.drawing.boxes(0)[1]
    assert (outlined.width, outlined.height) == pytest.approx((175, 48 - 2.2), abs=0.01)
    assert (lines[2] - lines[0], lines[3] - lines[1]) == pytest.approx(((175 - 2.2) * MM, (48 - 3.3) * MM))


def test_fields_of_divided_lines_have_names_of_their_own() -> None:
    names = [name for name, _ in fields(together(replace(ESSAY, amount=60), fillable=True))]
    assert names[3:] == ["1.lines-1", "1.lines-2", "1.lines-3", *(f"1.teacher-{n}" for n in (1, 2, 3))]


def test_large_print_sets_boxes_and_guidance_below_one_another() -> None:
    laid = together(ESSAY, profile="large-print")
    first, second, _ = laid.drawing.boxes()
    assert (first.x, first.width) == (second.x, second.width) == pytest.approx((20, 175), abs=0.01)
    assert second.y == pytest.approx(first.y + 42 + 4.5, abs=0.01)
    assert laid.drawing.find("Top band").y > laid.drawing.find("“The army").y + 9
    heights = [line.y0 for line in ruled(laid)]
    assert heights[3] - heights[2] == pytest.approx(12, abs=0.01)
    assert laid.pages == 1


# -- the key


def test_a_short_key_is_a_paragraph_in_the_side_column() -> None:
    form = replace(SHORT, scheme=POINTS._replace(example="the plenum had gained."))
    laid = lay_key(form, letter="1")
    assert form.key_span == "side"
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H3: 1 Short answer\n    P: 4 marks\n"
        "    P: Reason (1), exact detail (2), link (1). For example: the plenum had gained.\n"
    )
    assert max(text.right for text in laid.drawing.texts()) <= 75


def test_points_with_commas_are_divided_by_semicolons() -> None:
    scheme = Scheme((CreditGroup(None, (Credit("One, two"), Credit("three."))),), by_points=True)
    assert "One, two (1); three (1)." in lay_key(replace(SHORT, scheme=scheme)).tags.text


def test_a_key_with_nothing_to_credit_sends_to_learn() -> None:
    assert lay_key(SHORT).tags.text.endswith("Compare with the Learn sheet.")


def test_an_essays_key_has_groups_in_halves_with_boxes_to_tick() -> None:
    form = replace(ESSAY, scheme=GROUPS)
    drawn = lay_key(form, letter="2").drawing
    assert form.key_span == "full"
    left, right = drawn.find("The army mattered"), drawn.find("Other things")
    assert (left.x, right.x, left.y) == pytest.approx((20, 110, right.y), abs=0.01)
    boxes = drawn.boxes()
    assert [(round(box.x, 2), round(box.width, 2), round(box.height, 2)) for box in boxes] == [
        (20, 3, 3),
        (20, 3, 3),
        (110, 3, 3),
    ]
    point = drawn.find("Aircraft")
    assert (point.x, point.y - left.y) == pytest.approx((26, 4.5), abs=0.01)
    assert boxes[0].y + 1.5 == pytest.approx(point.y - point.size * 0.33 / MM, abs=0.01)


def test_judgement_and_a_few_levels_stand_in_main_and_side_column() -> None:
    drawn = lay_key(replace(ESSAY, scheme=GROUPS)).drawing
    judgement, top = drawn.find("Judgement."), drawn.find("Top")
    assert (judgement.x, top.x, top.size) == pytest.approx((20, 140, 9.5), abs=0.01)
    assert judgement.y == pytest.approx(top.y, abs=0.4)


def test_the_key_is_tagged_as_lists_under_headings() -> None:
    assert tag_tree(lay_key(replace(ESSAY, scheme=GROUPS), letter="2").tags) == (
        "Sect\n  Sect\n    H3: 2 Essay\n    P: 25 marks\n"
        "    H4: The army mattered\n    L [numbering=None]\n"
        "      LI\n        Lbl\n          Span [actual='Box: ']\n        LBody: Aircraft carried members\n"
        "      LI\n        Lbl\n          Span [actual='Box: ']\n        LBody: Zhukov refused (2)\n"
        "    H4: Other things did\n    L [numbering=None]\n"
        "      LI\n        Lbl\n          Span [actual='Box: ']\n        LBody: Only the Committee elects\n"
        "    P: Judgement. The army gave him time.\n"
        "    P: Top judges throughout; middle asserts late; low narrates.\n"
    )


def test_a_papers_levels_are_a_list_in_two_columns() -> None:
    laid = lay_key(replace(ESSAY, scheme=GROUPS._replace(levels=PAPER)))
    first, fourth = laid.drawing.find("21–24"), laid.drawing.find("9–12")
    assert (first.x, fourth.x, fourth.y) == pytest.approx((20, 110, first.y), abs=0.01)
    assert laid.drawing.find("17–20").y - first.y == pytest.approx(5, abs=0.01)
    assert [node.text.strip() for node in laid.tags.find("L")[-1].find("Lbl")] == [level.label for level in PAPER]


def test_a_long_list_without_headings_is_halved() -> None:
    points = tuple(Credit(f"point{n}") for n in range(5))
    drawn = lay_key(replace(ESSAY, scheme=Scheme((CreditGroup(None, points),), levels=PAPER))).drawing
    assert [round(drawn.find(f"point{n}").x) for n in range(5)] == [26, 26, 26, 116, 116]


def test_an_essays_key_takes_a_third_of_a_side() -> None:
    laid = lay_key(replace(ESSAY, scheme=GROUPS._replace(levels=PAPER)))
    assert max(text.y for text in laid.drawing.texts()) < 25 + 60


def test_a_key_is_divided_in_its_columns() -> None:
    groups = tuple(CreditGroup(f"Group{n}", tuple(Credit(f"p{n}x{m}") for m in range(12))) for n in range(2))
    laid = lay_key(replace(ESSAY, scheme=Scheme(groups)), skip=190)
    assert laid.pages == 2
    for n in range(2):
        pages = [laid.drawing.find(f"p{n}x{m} " if m == 1 else f"p{n}x{m}").page for m in (0, 11)]
        assert pages == [0, 1]
    assert len(laid.tags.find("LI")) == 24
    assert len(laid.tags.find("L")) == 2


def test_boxes_of_a_key_can_be_ticked_in_a_fillable_file() -> None:
    used = replace(setting(), fillable=True)
    laid = lay_key(replace(ESSAY, scheme=GROUPS), used, "2")
    assert fields(laid) == [(f"2.point-{n}", "tick") for n in (1, 2, 3)]


def test_a_key_in_large_print_is_one_column() -> None:
    laid = lay_key(replace(ESSAY, scheme=GROUPS._replace(levels=PAPER)), setting("large-print"))
    assert {round(box.x, 2) for box in laid.drawing.boxes()} == {20}
    assert {round(box.width, 2) for box in laid.drawing.boxes()} == {5}
    assert laid.drawing.find("Other things").y > laid.drawing.find("Zhukov").y
    assert laid.drawing.find("9–12").y > laid.drawing.find("13–16").y


def test_a_single_list_in_large_print_has_no_gaps() -> None:
    points = tuple(Credit(f"point{n}") for n in range(6))
    form = replace(ESSAY, scheme=Scheme((CreditGroup(None, points),), judgement="Yes.", levels=PAPER))
    drawn = lay_key(form, setting("large-print")).drawing
    heights = [drawn.find(words).y for words in (*(f"point{n}" for n in range(6)), *(level.label for level in PAPER))]
    steps = [round(below - above, 2) for above, below in itertools.pairwise(heights)]
    assert steps[:5] == steps[6:] == [9] * 5
    assert drawn.find("Judgement.").y == pytest.approx(heights[5] + 9 + 3, abs=0.01)
    assert steps[5] == pytest.approx(2 * (9 + 3), abs=0.01)
