from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from packgen.bind.document import bind
from packgen.errors import LayoutError
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import Setting, rich
from packgen.layout.tasks.choice import TickBoxes
from packgen.layout.text.gap import AnswerLines, Gap, gap_boxes
from packgen.layout.text.heading import page_title
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.units import MM
from tests.support.editions import ink
from tests.support.geometry import Line
from tests.support.glyphs import letters
from tests.support.pages import faces, pack
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems

Content = Sequence[Run | Gap]

SPEECH = Gap(1, "Secret Speech")
HIS: Content = [*rich("His "), SPEECH, *rich(" of February 1956 had exposed Stalin’s crimes.")]


def passage(content: Content, used: Setting, root: Element) -> Paragraph:
    boxes = gap_boxes(used, [part for part in content if isinstance(part, Gap)])
    parts = [boxes[part] if isinstance(part, Gap) else part for part in content]
    return Paragraph(used, parts, "gapped-text", Element("P", root))


def lay_passage(content: Content, used: Setting | None = None, width: float | None = None, skip: float = 0.0) -> Laid:
    used, root = used or setting(), Element("Sect")
    return lay([passage(content, used, root)], used, root, width, skip)


def teacher(profile: str = "standard") -> Setting:
    return replace(setting(profile), answers=True)


def fillable(profile: str = "standard") -> Setting:
    return replace(setting(profile), fillable=True, task="B")


def rules(laid: Laid, page: int | None = None) -> list[Line]:
    """The lines of gaps."""
    return [line for line in laid.drawing.lines(page) if line.weight == 0.6]


def numbered(count: int, answer: str = "Zhukov") -> Content:
    parts: list[Run | Gap] = []
    for number in range(1, count + 1):
        parts += [Run("by the Marshal "), Gap(number, answer), Run(" and others, ")]
    return parts


# -- in a passage


def test_a_gap_stands_where_the_design_says() -> None:
    laid = lay_passage(HIS)
    his, number = laid.drawing.texts()[:2]
    [rule] = rules(laid)
    assert (his.text, his.x, his.y) == ("His ", pytest.approx(20, abs=0.01), pytest.approx(25 + 8 * 0.74, abs=0.01))
    assert rule.x1 - rule.x0 == pytest.approx(5.2 + 13 * 2.6, abs=0.01)
    assert rule.y0 - his.y == pytest.approx(1.1, abs=0.01)
    assert (number.text, number.size, number.x, number.y) == ("1", 9, pytest.approx(rule.x0, abs=0.01), his.y)


def test_the_teachers_copy_has_the_answer_on_the_same_baseline() -> None:
    laid = lay_passage(HIS, teacher())
    number, answer = laid.drawing.find("1"), laid.drawing.find("Secret")
    assert (answer.text, answer.size, answer.y) == ("Secret Speech", 10.5, number.y)
    assert answer.x == pytest.approx(number.x + 5.2, abs=0.01)
    assert answer.right < rules(laid)[0].x1


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("width", [80 * MM, 115 * MM, 175 * MM])
def test_student_ink_is_a_part_of_teacher_ink(profile: str, width: float) -> None:
    content = [*numbered(12), *rich("and *at last* his "), Gap(13, "Secret Speech"), *rich(", **now** in x^2^ copies.")]
    student, teachers = (lay_passage(content, used, width) for used in (setting(profile), teacher(profile)))
    assert rules(student) == rules(teachers)
    assert ink(student) < ink(teachers)


def test_a_gap_may_be_all_there_is() -> None:
    laid, answered = lay_passage([SPEECH]), lay_passage([SPEECH], teacher())
    assert len(rules(laid)) == 1
    assert rules(laid) == rules(answered)
    assert [text.text for text in laid.drawing.texts()] == ["1", " "]


def test_all_gaps_have_the_width_of_the_longest_answer() -> None:
    content = [*numbered(2), Gap(3, "Twentieth Party Congress of 1956")]
    laid = lay_passage(content, teacher())
    widths = {round(line.x1 - line.x0, 2) for line in rules(laid)}
    assert len(widths) == 1
    answer = laid.drawing.find("Twentieth")
    assert widths.pop() == pytest.approx(1.25 * answer.width, abs=0.02)
    assert answer.right < rules(laid)[-1].x1


def test_no_answer_leaves_its_gap_in_large_print_and_in_other_scripts() -> None:
    answers = ["Никита Сергеевич Хрущёв", "**Twentieth** Congress", "*Pravda*", "Ω ≈ 7–4", "Ivan Denisovich’s day"]
    content: list[Run | Gap] = []
    for number, answer in enumerate(answers, 95):
        content += [Run("of "), Gap(number, answer), Run(", and ")]
    for profile in ("standard", "large-print"):
        laid = lay_passage(content, teacher(profile))
        for rule in rules(laid):
            inside = [text for text in laid.drawing.texts() if rule.x0 <= text.x + 0.01 and text.x < rule.x1 - 0.01]
            inside = [text for text in inside if abs(rule.y0 - text.y) < 2]
            assert len(inside) >= 2
            first, *words = sorted(inside, key=lambda text: text.x)
            assert first.right < min(text.x for text in words)
            assert max(text.right for text in words) <= rule.x1 + 0.01
    assert "Никита Сергеевич Хрущёв" in lay_passage(content, teacher()).drawing.words()
    assert "**" not in lay_passage(content, teacher()).drawing.words()


def test_no_line_breaks_between_a_gap_and_punctuation() -> None:
    content: list[Run | Gap] = [
        *rich("There was (so they say) “"),
        Gap(1, "Beria"),
        *rich("”, and in the end "),
        Gap(2, "Zhukov"),
        Run("."),
    ]
    for width in range(60, 175, 3):
        laid = lay_passage(content, width=width * MM)
        for rule, after in zip(rules(laid), ("”,", "."), strict=True):
            text = next(text for text in laid.drawing.texts() if abs(text.x - rule.x1) < 0.02 and text.y < rule.y0)
            assert text.text.startswith(after)
            assert text.right <= 20 + width + 0.01


def test_a_day_keeps_to_its_month_on_either_side_of_a_gap() -> None:
    content: list[Run | Gap] = [Run("It was on 18\u00a0June that "), Gap(1, "Bulganin"), Run(" took the chair")]
    for width in range(60, 120, 2):
        laid = lay_passage(content, width=width * MM)
        assert len([text for text in laid.drawing.texts() if "18 June" in text.text]) == 1


def test_a_gap_is_no_narrower_than_a_hand_needs() -> None:
    for used, least in ((setting(), 28), (setting("large-print"), 45)):
        [rule] = rules(lay_passage([Run("In "), Gap(1, "1953")], used))
        assert rule.x1 - rule.x0 == pytest.approx(least, abs=0.01)


def widths(answer: str, used: Setting) -> set[float]:
    return {round(line.x1 - line.x0, 1) for line in rules(lay_passage(numbered(2, answer), used))}


@pytest.mark.parametrize(
    ("answer", "width"),
    [("1917", 28), ("personality", 33.8), ("mausoleums and", 41.6), ("Collectivisation", 46)],
)
def test_the_letters_of_a_long_answer_find_room_after_the_number(answer: str, width: float) -> None:
    assert widths(answer, setting()) == {width}
    assert widths(answer, teacher()) == {width}


def test_letters_have_less_room_where_height_is_short() -> None:
    used = setting()
    tight = replace(used, design=used.design.tightened({"gap-letter": 1.0}))
    assert widths("Collectivisation", tight) == {5.2 + 16 * 2}
    assert widths("1917", tight) == {28}


def test_a_long_answer_gets_a_line_and_no_more() -> None:
    long = Gap(1, "Communist Party Congresses of the 1960s")
    for used in (setting("large-print"), replace(setting("large-print"), answers=True)):
        laid = lay_passage([Run("At the "), long, Run(" he fell.")], used)
        [rule] = rules(laid)
        assert rule.x1 <= 20 + 175 + 0.01
        assert all(text.right <= rule.x1 for text in laid.drawing.texts() if text.text.startswith("Communist"))


def test_an_answer_wider_than_its_line_is_an_error_in_either_edition() -> None:
    long = Gap(1, "The Twentieth Congress of the Communist Party")
    for used in (setting(), teacher()):
        with pytest.raises(LayoutError, match=r"an answer too long for a gap in a line of 55 mm: “The Twentieth"):
            lay_passage([Run("At "), long], used, 55 * MM)


def test_raised_text_and_links_are_drawn_as_elsewhere() -> None:
    laid = lay_passage([*rich("36 m^2^, "), SPEECH, *rich(", see [there](https://example.org/a)")])
    square = laid.drawing.find("²")
    assert square.size < 8
    assert square.y < laid.drawing.find("36 m").y
    assert [link.target for link in laid.sheet.links] == ["https://example.org/a"]


# -- what is read


def test_a_screen_reader_says_blank_or_the_answer() -> None:
    assert tag_tree(lay_passage(HIS).tags) == (
        "Sect\n  P\n    “His”\n    Span [actual='blank 1']: 1\n    “ of February 1956 had exposed Stalin’s crimes.”\n"
    )
    assert tag_tree(lay_passage(HIS, teacher()).tags) == (
        "Sect\n  P\n    “His”\n    Span: 1 Secret Speech\n    “ of February 1956 had exposed Stalin’s crimes.”\n"
    )


def extracted(used: Setting, content: Content) -> str:
    """What a reader that knows nothing of tags finds on the page."""
    root = Element("Sect")
    story: list[Flowable] = [page_title(used, "From memory", "sheet-title", root, 2), passage(content, used, root)]
    data = bind(pack(lay(story, used, root).sheet), used.faces, used.design)
    return " ".join(pypdfium2.PdfDocument(data)[1].get_textpage().get_text_bounded().split())


def test_text_is_extracted_with_its_spaces() -> None:
    assert "His 1 of February 1956" in extracted(setting(), HIS)
    assert "His 1 Secret Speech of February 1956" in extracted(teacher(), HIS)
    content: list[Run | Gap] = [Gap(1, "Beria"), Run(" fell; "), Gap(2, "Bulganin"), Run(" "), Gap(3, "rose")]
    assert "1 fell; 2 3" in extracted(setting(), content)
    assert "1 Beria fell; 2 Bulganin 3 rose" in extracted(teacher(), content)


def test_nothing_of_a_students_sheet_holds_the_answer() -> None:
    sheet = lay_passage(HIS, fillable()).sheet
    assert "Speech" not in lay_passage(HIS, fillable()).drawing.words()
    assert "Speech" not in repr((sheet.structure, sheet.fields, sheet.outline, sheet.links))
    assert "S" in letters(sheet.glyphs, faces())  # of Stalin
    assert "S" not in letters(lay_passage([Run("his "), SPEECH]).sheet.glyphs, faces())


# -- over the page


def test_two_lines_of_a_passage_stand_on_each_side_of_a_page_break() -> None:
    for skip in range(180, 250, 3):
        for used in (setting(), teacher()):
            laid = lay_passage(numbered(9), used, skip=skip)
            heights = [{text.y for text in laid.drawing.texts(page)} for page in range(laid.pages)]
            assert 1 not in [len(one) for one in heights]
            assert len(rules(laid)) == 9


def test_both_editions_break_at_the_same_place() -> None:
    student, teachers = (lay_passage(numbered(30), used, skip=150) for used in (setting(), teacher()))
    assert student.pages == teachers.pages == 2
    assert rules(student) == rules(teachers)


# -- fields


def test_a_fillable_gap_is_a_field_after_its_number() -> None:
    laid = lay_passage(HIS, fillable())
    [field] = laid.sheet.fields
    assert (field.name, field.description, field.kind) == ("B.1", "Task B, blank 1", "line")
    left, bottom, right, top = field.rectangle
    [shown] = laid.drawing.boxes()
    assert rules(laid) == []
    assert (left / MM, right / MM) == pytest.approx((shown.x + 1.1, shown.x + shown.width - 1.1), abs=0.01)
    assert (297 - top / MM, 297 - bottom / MM) == pytest.approx((shown.y, shown.y + shown.height), abs=0.01)
    [rule] = rules(lay_passage(HIS))
    assert (shown.x, shown.x + shown.width) == pytest.approx((rule.x0 + 5.2, rule.x1), abs=0.01)
    assert shown.y + shown.height == pytest.approx(rule.y0, abs=0.01)
    assert shown.height < 8
    assert [row.tag for row in struct_elems(laid.sheet.structure)] == ["Sect", "P", "Span", "Form"]


def test_the_teachers_copy_has_no_fields() -> None:
    root, used = Element("Sect"), replace(fillable(), answers=True)
    story = [
        passage(HIS, used, root),
        AnswerLines(used, Element("P", root), SPEECH),
        TickBoxes(used, Element("P", root), Gap(3, "For"), ["For", "Against"]),
    ]
    laid = lay(story, used, root)
    assert laid.sheet.fields == ()
    assert "Form" not in {row.tag for row in struct_elems(laid.sheet.structure)}


# -- writing lines


def lay_lines(gap: Gap, used: Setting, width: float = 60 * MM, **options: Any) -> Laid:
    root = Element("Sect")
    return lay([AnswerLines(used, Element("P", root), gap, **options)], used, root, width)


def written(laid: Laid) -> list[Line]:
    return [line for line in laid.drawing.lines() if line.weight == 0.6]


def test_an_answer_stands_on_its_writing_lines() -> None:
    gap = Gap(3, "Ran a power station in Kazakhstan, and was expelled from the Party")
    laid = lay_lines(gap, teacher())
    lines = written(laid)
    answers = [text for text in laid.drawing.texts() if text.size == 10.5]
    assert len(lines) == len(answers) >= 3
    for number, (line, text) in enumerate(zip(lines, answers, strict=True), 1):
        assert line.y0 == pytest.approx(25 + 8 * number, abs=0.01)
        assert line.y0 - text.y == pytest.approx(1.1, abs=0.01)
        assert (line.x0, text.x) == (pytest.approx(20, abs=0.01), pytest.approx(25.2, abs=0.01))
    assert written(lay_lines(gap, setting())) == lines
    assert ink(lay_lines(gap, setting())) < ink(laid)


def test_there_are_never_fewer_lines_than_asked_for() -> None:
    assert len(written(lay_lines(Gap(1, "Mongolia"), setting(), lines=2))) == 2


def test_writing_lines_are_read_as_a_blank() -> None:
    gap = Gap(3, "Mongolia")
    assert tag_tree(lay_lines(gap, setting()).tags) == "Sect\n  P\n    Span [actual='blank 3']: 3\n"
    assert tag_tree(lay_lines(gap, teacher()).tags) == "Sect\n  P\n    Span: 3 Mongolia\n"
    assert "actual='blank 3'" in tag_tree(lay_lines(gap, setting(), numbered=False).tags)
    assert tag_tree(lay_lines(gap, teacher(), numbered=False).tags) == "Sect\n  P\n    Span: Mongolia\n"


def test_several_lines_are_one_field() -> None:
    laid = lay_lines(Gap(3, "Mongolia"), fillable(), lines=3)
    [field] = laid.sheet.fields
    assert (field.name, field.kind) == ("B.3", "lines")
    assert (field.rectangle[3] - field.rectangle[1]) / MM == pytest.approx(24 - 3 * 1.1, abs=0.01)
    [shown] = laid.drawing.boxes()
    assert (shown.x, shown.width, shown.height) == pytest.approx((25.2, 54.8, 24 - 2 * 1.1), abs=0.01)
    assert written(laid) == []
    assert lay_lines(Gap(3, "Mongolia"), fillable()).sheet.fields[0].kind == "line"


def test_writing_lines_are_further_apart_in_large_print() -> None:
    heights = [line.y0 for line in written(lay_lines(Gap(1, "a"), setting("large-print"), 100 * MM, lines=2))]
    assert heights[1] - heights[0] == pytest.approx(12, abs=0.01)


# -- boxes to tick


def lay_boxes(used: Setting, width: float = 80 * MM, options: Sequence[str] = ("For", "Against")) -> Laid:
    root = Element("Sect")
    return lay([TickBoxes(used, Element("P", root), Gap(2, "Against"), options)], used, root, width)


def test_only_the_teachers_copy_ticks_and_only_what_is_right() -> None:
    student, teachers = lay_boxes(setting()), lay_boxes(teacher())
    assert "✓" not in student.drawing.words()
    tick = teachers.drawing.find("✓")
    against = teachers.drawing.boxes()[1]
    assert against.x < tick.x < tick.right < against.x + against.width
    assert ink(student) < ink(teachers)
    assert "Ticked: " in tag_tree(teachers.tags)
    assert tag_tree(student.tags).count("actual='Box: '") == 2


def test_boxes_are_four_millimetres_and_on_one_line_where_there_is_room() -> None:
    boxes = lay_boxes(setting()).drawing.boxes()
    assert {(round(box.width, 2), round(box.height, 2)) for box in boxes} == {(4, 4)}
    assert len({box.y for box in boxes}) == 1
    narrow = lay_boxes(setting(), 25 * MM).drawing.boxes()
    assert narrow[1].y - narrow[0].y == pytest.approx(8, abs=0.01)


def test_a_long_option_keeps_to_its_width() -> None:
    options = ["For him, with all the others who came late to the meeting", "Against", "Neither"]
    laid = lay_boxes(setting(), 40 * MM, options)
    assert max(text.right for text in laid.drawing.texts()) <= 60.01
    first, second, third = (box.y for box in laid.drawing.boxes())
    assert second - first > third - second == pytest.approx(8, abs=0.01)


def test_every_box_is_a_field_after_its_option() -> None:
    laid = lay_boxes(fillable())
    assert [(field.name, field.kind) for field in laid.sheet.fields] == [("B.2.1", "tick"), ("B.2.2", "tick")]
    assert laid.sheet.fields[1].description == "Task B, blank 2: Against"
    tags = [row.tag for row in struct_elems(laid.sheet.structure)]
    assert tags == ["Sect", "P", "Span", "Span", "Span", "Form", "Span", "Span", "Form"]
