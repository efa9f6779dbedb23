from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import measured_texts
from packgen.layout.figures.chart import ChartLabel
from packgen.layout.text import paragraph
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.layout.text.set_text import SetText, break_text
from packgen.layout.text.story import paragraphs
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.units import MM
from tests.support.pages import faces
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems

WIDTH = 100 * MM
LEADING = 5 * MM


def body(text: str | list[Run], root: Element | None = None, **options: Any) -> Paragraph:
    element = Element("P", root) if root is not None else Element("P")
    made = Paragraph(setting(), text, "body", element, **options)
    made.wrap(WIDTH, 1e9)
    return made


def laid(text: str | list[Run], **options: Any) -> Laid:
    root = Element("Sect")
    return lay([body(text, root, **options)], setting(), root, WIDTH)


def counted(lines: int) -> Paragraph:
    """A paragraph of a number of lines; none of its words fits beside another."""
    return body(" ".join(["x" * 45] * lines))


# -- where lines stand


def test_lines_stand_on_the_grid() -> None:
    drawn = laid("word " * 60).drawing
    assert [(text.x, text.y) for text in drawn.texts()] == [
        pytest.approx((20, 25 + 3.5 + 5 * n), abs=0.01) for n in range(len(drawn.texts()))
    ]
    assert max(text.right for text in drawn.texts()) <= 120


def test_its_height_is_that_of_its_lines() -> None:
    assert [counted(n).height / MM for n in (1, 3)] == pytest.approx([5, 15])
    assert body("").height == 0


def test_styles_change_the_face_and_nothing_else() -> None:
    texts = laid("one **two** *three* ***four***").drawing.texts()
    face = setting().faces.index
    assert [text.face for text in texts] == [
        face("text", bold, italic) for bold, italic in ((False, False), (True, False), (False, True), (True, True))
    ]
    assert {(text.size, round(text.y, 2)) for text in texts} == {(11, 28.5)}


def test_a_raised_part_is_smaller_and_higher() -> None:
    texts = {text.text.strip(): text for text in laid("20^th^ and H~2~O").drawing.texts()}
    base = texts["20"].y
    assert texts["th"].size == pytest.approx(11 * 0.62, abs=0.01)
    assert (base - texts["th"].y) * MM == pytest.approx(0.36 * 11, abs=0.02)
    assert (base - texts["2"].y) * MM == pytest.approx(-0.14 * 11, abs=0.02)
    assert texts["O"].y == texts["and H"].y == base


def test_the_baseline_returns_after_a_raised_end() -> None:
    root = Element("Sect")
    story = [body("x^2^", root), body("next", root)]
    [*_, following] = lay(story, setting(), root, WIDTH).drawing.texts()
    assert (following.text, following.y) == ("next", pytest.approx(33.5, abs=0.01))


def test_characters_of_another_face_keep_the_place_of_the_rest() -> None:
    texts = laid("The Ա letter").drawing.texts()
    assert [text.text.strip() for text in texts] == ["The", "Ա", "letter"]
    assert len({text.face for text in texts}) == 2
    assert texts[2].text == " letter"
    assert texts[2].x == pytest.approx(texts[1].right, abs=0.02)


def test_emphasis_is_bold_where_a_profile_has_no_italics() -> None:
    large = setting("large-print")
    root = Element("Sect")
    story = [Paragraph(large, "*not* Beria", "body", Element("P", root))]
    first, second = lay(story, large, root).drawing.texts()
    assert (first.face, second.face) == (large.faces.index("text", True), large.faces.index("text"))


def test_a_title_of_a_work_is_in_quotation_marks_where_a_profile_has_no_italics() -> None:
    large = setting("large-print")
    root = Element("Sect")
    laid = lay([Paragraph(large, "in *The Thaw*", "body", Element("P", root))], large, root)
    assert laid.drawing.words() == "in “The Thaw”"
    assert {text.face for text in laid.drawing.texts()} == {large.faces.index("text")}
    [_, plain] = lay(
        [Paragraph(setting(), "in *The Thaw*", "body", Element("P", root))], setting(), root
    ).drawing.texts()
    assert (plain.text, plain.face) == ("The Thaw", setting().faces.index("text", italic=True))


def test_text_against_the_right_edge_ends_there() -> None:
    [text] = laid("as of June 1957", right=True).drawing.texts()
    assert text.right == pytest.approx(120, abs=0.01)


# -- labels


def test_a_label_hangs_before_the_first_line() -> None:
    root = Element("Sect")
    item = Element("LI", Element("L", root))
    label = HangingLabel("•", "bullet", Element("Lbl", item))
    paragraph = Paragraph(setting(), "word " * 30, "body", Element("LBody", item), label=label, indent=4 * MM)
    found = lay([paragraph], setting(), root, WIDTH)
    bullet, first, second, *_ = found.drawing.texts()
    assert (bullet.text.strip(), bullet.x, bullet.y) == ("•", pytest.approx(20, abs=0.01), first.y)
    assert (first.x, second.x) == pytest.approx((24, 24), abs=0.01)
    assert tag_tree(found.tags).startswith("Sect\n  L\n    LI\n      Lbl: •\n      LBody: word word")


def test_a_lead_belongs_to_another_element() -> None:
    root = Element("Sect")
    item = Element("LI", Element("L", root))
    term, meaning = Element("Lbl", item), Element("LBody", item)
    paragraph = Paragraph(setting(), "a full meeting", "body", meaning, lead=(term, [Run("Plenum. ", bold=True)]))
    found = lay([paragraph], setting(), root, WIDTH)
    assert tag_tree(found.tags) == "Sect\n  L\n    LI\n      Lbl: Plenum.\n      LBody: a full meeting\n"
    assert {round(text.y, 2) for text in found.drawing.texts()} == {28.5}


# -- links and languages


LINK = "https://example.org/a"


def test_a_link_is_underlined_and_active_on_each_of_its_lines() -> None:
    found = laid(f"word word word word [{'link ' * 20}end]({LINK}) after")
    first, second, third = found.drawing.texts()[1:4]
    below = 0.12 * 11 / MM
    for text, line, link in zip((first, second, third), found.drawing.lines(), found.sheet.links, strict=False):
        assert (line.x0, line.x1) == pytest.approx((text.x, text.right), abs=0.02)
        assert line.y0 == pytest.approx(text.y + below, abs=0.02)
        left, _, right, _ = link.rectangle
        assert (left / MM, right / MM) == pytest.approx((text.x, text.right), abs=0.02)
        assert (link.target, link.description) == (LINK, LINK)
    assert len(found.drawing.lines()) == len(found.sheet.links) >= 2


def test_a_link_that_ends_a_paragraph_is_underlined_as_far_as_it_reaches() -> None:
    found = laid(f"see [the archive]({LINK})")
    [line], text = found.drawing.lines(), found.drawing.find("the archive")
    assert line.x1 == pytest.approx(text.right, abs=0.02)


def test_a_link_is_an_element_where_reading_has_come_to() -> None:
    assert tag_tree(laid(f"see [the **whole** archive]({LINK}) there").tags) == (
        f"Sect\n  P\n    “see”\n    Link\n      “the whole archive”\n      -> {LINK} ({LINK})\n    “there”\n"
    )


def test_a_word_in_another_language_says_so() -> None:
    found = laid([Run("Presidium ("), setting().native("Президиум"), Run(")")])
    assert tag_tree(found.tags) == "Sect\n  P\n    “Presidium (”\n    Span [lang=ru]: Президиум\n    “)”\n"


# -- dividing


def lines(parts: Any) -> list[int]:
    return [len(part.lines) for part in parts]


@pytest.mark.parametrize(
    ("count", "room", "parts"),
    [
        (6, 4, [4, 2]),
        (6, 5, [4, 2]),
        (6, 2, [2, 4]),
        (4, 3, [2, 2]),
        (4, 2, [2, 2]),
        (6, 1, []),
        (3, 2, []),
        (2, 1, []),
    ],
)
def test_two_lines_at_least_stand_on_each_side(count: int, room: int, parts: list[int]) -> None:
    assert lines(counted(count).split(WIDTH, room * LEADING)) == parts


@pytest.mark.parametrize(("count", "room", "parts"), [(3, 2, [2, 1]), (2, 1, [1, 1]), (6, 5, [5, 1]), (1, 0, [])])
def test_by_force_one_will_do(count: int, room: int, parts: list[int]) -> None:
    assert lines(counted(count).force_split(WIDTH, room * LEADING)) == parts


def test_what_fits_is_not_divided() -> None:
    made = counted(4)
    assert made.split(WIDTH, 4 * LEADING) == [made]
    assert made.split(WIDTH, 4 * LEADING - 0.005) == [made]
    assert counted(4).split(WIDTH, 4 * LEADING - 0.02) != [made]


@pytest.mark.parametrize(("count", "least"), [(1, 1), (2, 2), (3, 3), (4, 2), (9, 2)])
def test_the_least_below_a_heading_is_what_cannot_be_divided(count: int, least: int) -> None:
    assert counted(count).least_height(WIDTH) == pytest.approx(least * LEADING)


def test_a_divided_paragraph_is_one_element_in_two_pieces() -> None:
    root = Element("Sect")
    made = body("word " * 140, root)
    found = lay([made], setting(), root, WIDTH, skip=220)
    assert found.pages == 2
    assert len(found.drawing.texts(0)) == 6
    assert found.drawing.texts(1)[0].y == pytest.approx(28.5, abs=0.01)
    [row] = [row for row in struct_elems(found.sheet.structure) if row.tag == "P"]
    assert row.kids == ((0, 0), (1, 0))
    assert found.tags.text.split() == ["word"] * 140


def test_a_link_over_a_page_is_one_link() -> None:
    root = Element("Sect")
    found = lay([body(f"[{'link ' * 140}end]({LINK})", root)], setting(), root, WIDTH, skip=220)
    assert found.pages == 2
    assert [row.tag for row in struct_elems(found.sheet.structure)] == ["Sect", "P", "Link"]
    assert {link.page for link in found.sheet.links} == {0, 1}


def test_the_label_stays_with_the_first_part() -> None:
    label = HangingLabel("1", "list-number", Element("Lbl"))
    made = Paragraph(setting(), "word " * 140, "body", Element("LBody"), label=label, indent=4 * MM, before=9.0)
    head, tail = made.split(WIDTH, 6 * LEADING)
    assert isinstance(head, Paragraph)
    assert isinstance(tail, Paragraph)
    assert (head.label, tail.label) == (label, None)
    assert (head.before, tail.before) == (9.0, 0.0)
    assert tail.indent == 4 * MM


# -- several


def test_blank_lines_divide_paragraphs() -> None:
    root = Element("Sect")
    story: list[Flowable] = paragraphs(setting(), root, "First.\n\nSecond.", "body")
    found = lay(story, setting(), root, WIDTH)
    assert [(text.text, text.y) for text in found.drawing.texts()] == [
        ("First.", pytest.approx(28.5, abs=0.01)),
        ("Second.", pytest.approx(28.5 + 5 + 2.5, abs=0.01)),
    ]
    assert tag_tree(found.tags) == "Sect\n  P: First.\n  P: Second.\n"


def test_no_two_words_of_an_element_run_together() -> None:
    text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."
    assert laid(text).tags.text == text


# -- superscripts


def test_one_script_in_another_is_smaller_still_and_between() -> None:
    base, raised, inner, after = laid("e^−E~a~/RT^").drawing.texts()
    assert [text.size for text in (raised, inner, after)] == pytest.approx([11 * 0.62, 5.5, 11 * 0.62], abs=0.01)
    assert (base.y - inner.y) * MM == pytest.approx(11 * (0.36 - 0.62 * 0.14), abs=0.02)
    assert raised.y == after.y < inner.y < base.y


@pytest.mark.parametrize("mark", ["^2^", "~2~", "^2~i~^"])
def test_the_word_after_a_script_is_a_space_away(mark: str) -> None:
    drawn = laid(f"SO{mark} oxidation and oxidation").drawing
    texts = drawn.texts()
    [space] = [after.x - before.right for before, after in pairwise(texts) if "oxid" in after.text]
    assert space * MM == pytest.approx(11 * setting().faces.space(texts[0].face).width / 1000, abs=0.02)


def test_a_superscript_is_read_as_one() -> None:
    assert laid("10^3^ m, e^−E~a~/RT^ and H~2~O").tags.text == "10³ m, e^(−E_a/RT) and H2O"
    assert laid("the 20^th^ Congress").tags.text == "the 20th Congress"
    assert laid("see x^[2](https://e.org)^ now").tags.text == "see x² now"


def test_a_text_that_was_set_in_another_language_or_as_another_kind_is_broken_anew() -> None:
    own = replace(setting(), measured=measured_texts())

    def scripts(kind: type[Paragraph]) -> frozenset[int]:
        made = kind(own, "CO~2~", "body", Element("P"))
        made.wrap(WIDTH, 500)
        return made.set_text.scripts

    assert (scripts(Paragraph), scripts(ChartLabel), scripts(Paragraph)) == (frozenset(), {1}, frozenset())

    def first_line(language: str) -> float:
        made = Paragraph(replace(own, language=language), "Abendrotstimmungen", "body", Element("P"))
        made.wrap(45, 500)
        return made.lines[0][0].width

    assert first_line("en-GB") == first_line("en-GB") > first_line("de")  # Abendro-, but Abend-


def test_a_text_that_is_set_again_is_broken_once_for_each_style_and_width(monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(setting(), measured=measured_texts())
    bold = [Run("Bold words, " * 20, bold=True), Run(" and x"), Run("2", rise=1)]
    texts: list[str | list[Run]] = ["Plain words, " * 20, bold]
    broken: list[object] = []

    def counted(*arguments: Any) -> SetText:
        broken.append(arguments)
        return break_text(*arguments)

    monkeypatch.setattr(paragraph, "break_text", counted)

    def set_again(role: str, width: float) -> list[Any]:
        made = [Paragraph(own, text, role, Element("P")) for text in texts]
        for one in made:
            one.wrap(width, 500)
        return [(one.set_text, one.widest, one.height) for one in made]

    first = set_again("body", 200)
    assert len(broken) == 2
    assert set_again("body", 200) == first
    assert len(broken) == 2
    set_again("body", 150)
    set_again("note", 200)
    assert len(broken) == 6


@pytest.mark.parametrize(
    "text", ["Three plain words", "**Bold** and x^2^", "one\\\ntwo", "I", "Antidisestablishment", ""]
)
def test_a_text_set_before_in_other_widths_is_the_same_as_a_new_one(text: str) -> None:
    remembered = replace(setting(), measured=measured_texts())
    for width in (300, 80, 40, 60, 3, 200, 45, 80):
        new = replace(setting(), measured=measured_texts())
        again, first = (Paragraph(own, text, "body", Element("P")) for own in (remembered, new))
        for one in (again, first):
            one.wrap(width, 500)
        assert (again.set_text, again.widest, again.height) == (first.set_text, first.widest, first.height)
        assert again.extent() == first.extent()


def test_a_text_on_one_line_is_broken_once_for_all_widths_that_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(setting(), measured=measured_texts())
    line = Paragraph(own, "On one line", "body", Element("P"))
    line.wrap(line.extent()[1], 500)
    monkeypatch.delattr(paragraph, "break_text")
    Paragraph(own, "On one line", "body", Element("P")).wrap(line.extent()[1] + 1, 500)
    with pytest.raises(NameError):
        Paragraph(own, "On one line", "body", Element("P")).wrap(line.extent()[1] - 1, 500)


# -- texts of one run, which are drawn in one step


def operators(made: Paragraph, *, tagging: bool) -> tuple[list[str], list[Any]]:
    canvas = SheetCanvas(faces(), (500, 500), Element("Sect"))
    canvas.tagging = tagging
    made.element.kids.clear()
    made.drawOn(canvas, 20, 30)
    return canvas.operators, list(made.element.kids)


@pytest.mark.parametrize("tagging", [True, False])
@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("content", ["One line", "Several lines of words. " * 9, "Кириллица ☐ ⇌ x̄", "(\\)"])
def test_text_of_one_run_is_drawn_as_text_of_several_is(
    monkeypatch: pytest.MonkeyPatch, content: str, joined: bool, tagging: bool
) -> None:
    made = body([Run(content, bold=True)], joined=joined)
    made.wrap(200, 1e9)
    evenly = operators(made, tagging=tagging)
    monkeypatch.setattr(Paragraph, "_is_even", lambda paragraph: False)
    assert operators(made, tagging=tagging) == evenly


@pytest.mark.parametrize("text", ["x^2^", "^2^", "one\\\ntwo", "[link](https://example.org)", "a **b**"])
def test_other_texts_are_drawn_run_by_run(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.delattr(Paragraph, "_draw_evenly")
    operators(body(text), tagging=True)
