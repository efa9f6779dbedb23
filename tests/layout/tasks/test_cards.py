from __future__ import annotations

import pytest

from packgen.errors import LayoutError, Origin
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.tasks.card_faces import AnswerSide, QuestionSide
from packgen.layout.tasks.card_grid import USUAL, CardBox, CardGrid, card_grids, draw_foot, draw_marks
from packgen.sheet.structure import Element
from packgen.theme.design import Design, load_design
from packgen.units import MM
from tests.support.collisions import overlaps
from tests.support.geometry import Drawing, read
from tests.support.paper import setting
from tests.support.pdf import tag_tree
from tests.support.tags import tree

ORIGIN = Origin("test.yaml", 7, 5, "glossary")


def mm(values: tuple[float, ...]) -> list[float]:
    return [round(value / MM, 2) for value in values]


def usual(design: Design) -> CardGrid:
    """The grid of cards of the usual size."""
    return CardGrid.of(design, USUAL, int(design.number("card-rows")))


class Page:
    """A page of A4 or Letter to draw on."""

    def __init__(self, profile: str = "standard", paper: str = "a4") -> None:
        self.setting = setting(profile, paper)
        design = self.setting.design
        self.design = design
        self.root = Element("Sect")
        self.canvas = SheetCanvas(self.setting.faces, (design.page_width, design.page_height), self.root)
        self.grid = usual(design)

    def question(
        self, question: str, *, cue: str = "", section: str = "The fall", place: CardBox | None = None
    ) -> None:
        parent = Element("Sect", self.root)
        side = QuestionSide(self.setting, parent, "3.1", cue, question, [], section, 3, ORIGIN)
        side.draw(self.canvas, place or self.grid.cell(0, 0))

    def answer(self, answer: str, note: str = "", native: str = "", level: int | None = 3) -> None:
        side = AnswerSide(self.setting, Element("Sect", self.root), "3.1", answer, note, native, level, ORIGIN)
        side.draw(self.canvas, self.grid.cell(0, 0))

    def tags(self) -> str:
        self.canvas.showPage()
        sheet = self.canvas.finish("Cards", "en-GB")
        return tag_tree(tree(sheet, read(sheet, self.setting.faces)))

    def drawing(self) -> Drawing:
        self.canvas.showPage()
        return read(self.canvas.finish("Cards", "en-GB"), self.setting.faces)


# -- the grid


@pytest.mark.parametrize(
    ("profile", "paper", "left", "top", "width", "height", "rows"),
    [
        ("standard", "a4", 15, 18.5, 90, 65, 4),
        ("standard", "letter", 17.95, 18.5, 90, 60.6, 4),
        ("large-print", "a4", 15, 21.75, 90, 84.5, 3),
        ("large-print", "letter", 17.95, 21.5, 90, 78.8, 3),
    ],
)
def test_the_grid_stands_in_the_middle_of_the_page(
    profile: str, paper: str, left: float, top: float, width: float, height: float, rows: int
) -> None:
    design = load_design(profile=profile, paper=paper)
    grid = usual(design)
    assert mm((grid.x, design.page_height - grid.top, grid.width, grid.height)) == [left, top, width, height]
    assert grid.rows == rows
    assert grid.right == pytest.approx(design.page_width - grid.x)
    assert grid.bottom == pytest.approx(design.page_height - grid.top)


def test_fewer_rows_take_the_same_room() -> None:
    grid, taller = usual(load_design()), CardGrid.of(load_design(), USUAL, 2)
    assert taller.rows == 2
    assert mm((taller.height,)) == [130]
    assert (taller.top, taller.bottom) == pytest.approx((grid.top, grid.bottom))


def test_cells_are_counted_from_the_top_left() -> None:
    grid = usual(load_design())
    assert mm(grid.cell(1, 2)[:4]) == [105, 297 - 18.5 - 130, 90, 65]
    assert mm(grid.moved(MM, -2 * MM).cell(0, 0)[:4]) == [16, 297 - 20.5, 90, 65]


def test_small_cards_take_the_same_room() -> None:
    design = load_design()
    smaller, small, *larger = card_grids(design, None, folded=False)
    assert [mm((grid.width, grid.height)) for grid in (small, smaller)] == [[60, 65], [60, 43.33]]
    assert [(grid.x, grid.top) for grid in (small, smaller)] == [(usual(design).x, usual(design).top)] * 2
    assert [grid.compact for grid in (small, smaller, *larger)] == [True, True, *([False] * 4)]
    assert mm(small.cell(2, 3)[:2]) == [135, 297 - 18.5 - 195]


@pytest.mark.parametrize(
    ("profile", "most", "folded", "places"),
    [
        ("standard", None, False, [18, 12, 8, 6, 4, 2]),
        ("standard", 12, False, [12, 8, 6, 4, 2]),
        ("standard", 8, False, [8, 6, 4, 2]),
        ("standard", None, True, [12, 8, 6, 4, 2]),
        ("standard", 8, True, [8, 6, 4, 2]),
        ("large-print", None, False, [6, 4, 2]),
        ("large-print", 18, True, [6, 4, 2]),
    ],
)
def test_a_design_says_how_small_cards_may_be(profile: str, most: int | None, folded: bool, places: list[int]) -> None:
    assert [grid.places for grid in card_grids(load_design(profile=profile), most, folded=folded)] == places


def test_marks_show_where_to_cut() -> None:
    page = Page()
    draw_marks(page.canvas, page.design, page.grid, folded=False)
    lines = page.drawing().lines()
    long = [line for line in lines if abs(line.x1 - line.x0) + abs(line.y1 - line.y0) > 4.5]
    upright = sorted((line.x0, line.y0, line.y1) for line in long if line.x0 == line.x1)
    level = sorted((line.y0, line.x0, line.x1) for line in long if line.y0 == line.y1)
    assert upright == [
        pytest.approx(expected, abs=0.01) for x in (15, 105, 195) for expected in ((x, 16.5, 11.5), (x, 280.5, 285.5))
    ]
    assert level == [
        pytest.approx(expected, abs=0.01)
        for y in (18.5, 83.5, 148.5, 213.5, 278.5)
        for expected in ((y, 8, 13), (y, 197, 202))
    ]
    crosses = [line for line in lines if line not in long]
    assert len(crosses) == 6
    assert {(round((c.x0 + c.x1) / 2, 2), round((c.y0 + c.y1) / 2, 2)) for c in crosses} == {
        (105, 83.5),
        (105, 148.5),
        (105, 213.5),
    }
    assert all(abs(c.x1 - c.x0) + abs(c.y1 - c.y0) == pytest.approx(4, abs=0.01) for c in crosses)


def test_a_page_to_fold_is_not_cut_in_the_middle() -> None:
    page = Page()
    draw_marks(page.canvas, page.design, page.grid, folded=True)
    lines = page.drawing().lines()
    [fold] = [line for line in lines if line.x0 == pytest.approx(105, abs=0.01)]
    assert sorted((fold.y0, fold.y1)) == pytest.approx([18.5, 278.5], abs=0.01)
    assert len(lines) == 4 + 10 + 1


# -- a question


def test_a_question_has_its_number_section_and_boxes() -> None:
    page = Page()
    page.question("What is a *sovnarkhoz*?", cue="Define")
    drawing = page.drawing()
    assert drawing.find("3.1").x == pytest.approx(22, abs=0.01)
    assert drawing.find("3.1").y == pytest.approx(18.5 + 6 + 0.7 * 5, abs=0.01)
    assert drawing.find("Question").right == pytest.approx(98, abs=0.01)
    assert drawing.find("The fall").right == pytest.approx(98, abs=0.01)
    boxes = drawing.boxes()
    assert [(box.width, box.height) for box in boxes] == [pytest.approx((4.6, 4.6), abs=0.01)] * 5
    assert [box.y + box.height for box in boxes] == [pytest.approx(83.5 - 5, abs=0.01)] * 5
    assert boxes[1].x - boxes[0].x == pytest.approx(5.8, abs=0.01)
    assert drawing.find("5").x > boxes[4].x


def test_a_question_stands_in_the_middle() -> None:
    page = Page()
    page.question("What is a sovnarkhoz?")
    text = page.drawing().find("What is")
    assert text.size == 14.5
    assert text.y - 0.7 * 7 + 3.5 == pytest.approx(18.5 + 33, abs=0.6)


def test_the_section_is_cut_to_what_fits_beside_the_boxes() -> None:
    for title, shown in (
        ("The Anti-Party Group, June 1957", "The Anti-Party Group"),
        ("The fall, 1964", "The fall, 1964"),
        ("Peace, land and bread", "Peace, land and bread"),
    ):
        page = Page()
        page.question("Why?", section=title)
        assert page.drawing().find(shown).text == shown


def test_a_section_too_long_for_that_has_a_line_of_its_own() -> None:
    page = Page()
    page.question("Why?", section="Secret Speech and **de-Stalinisation**")
    drawing = page.drawing()
    section = drawing.find("Secret")
    assert "Secret Speech and de-Stalinisation" in drawing.words()
    assert section.x == pytest.approx(22, abs=0.01)
    assert section.y < drawing.boxes()[0].y - 1
    page = Page()
    page.question("Why?", section="Secret Speech " * 9)
    section = page.drawing().find("Secret")
    assert section.text.endswith("…")
    assert section.right < 98


def test_a_long_question_is_set_smaller() -> None:
    page = Page()
    page.question("How far did the army decide it? " * 8)
    drawing = page.drawing()
    assert {text.size for text in drawing.texts() if "army" in text.text} == {11}


def test_a_question_that_needs_its_room_does_without_the_section() -> None:
    long = "Seven-Year Plan, official results (growth 1959–65): of which consumer goods"
    for question, has_section in (("Seven-Year Plan", True), (long, False)):
        page = Page("large-print")
        page.question(question, cue="Give the figure", section="Economy and agriculture")
        drawing = page.drawing()
        assert ("Economy" in drawing.words()) is has_section
        assert len(drawing.boxes()) == 5
        assert overlaps(drawing) == []


def test_the_heading_of_a_card_is_its_number_and_question() -> None:
    page = Page()
    page.question("Presidium", cue="Say what it means")
    assert page.tags() == "Sect\n  Sect\n    H3: 3.1 Say what it means Presidium\n    P: The fall\n"


def test_a_question_too_long_for_any_size_is_named() -> None:
    page = Page()
    with pytest.raises(LayoutError, match=r"^test\.yaml:7:5: glossary: the question of card 3\.1 is \d+ mm tall at "):
        page.question("word " * 200)


# -- an answer


def test_an_answer_its_note_and_the_native_name() -> None:
    page = Page()
    page.answer("Premier, 1953–55", "Led the attempt.", "Георгий Маленков")
    drawing = page.drawing()
    sizes = {text.text.strip(): text.size for text in drawing.texts()}
    assert sizes == {"3.1": 9.5, "Answer": 9.5, "Premier, 1953–55": 13, "Led the attempt.": 11, "Георгий Маленков": 9.5}
    assert drawing.find("Led").y > drawing.find("Premier").y


def test_a_native_name_is_in_its_language() -> None:
    page = Page()
    page.answer("A council", "Of 1957.", "совнархоз")
    assert page.tags() == (
        "Sect\n  Sect\n    H3: 3.1\n    P: A council\n    P: Of 1957.\n    P\n      Span [lang=ru]: совнархоз\n"
    )


def test_a_repeated_number_is_not_read_again() -> None:
    page = Page()
    page.answer("A council", level=None)
    assert page.tags() == "Sect\n  Sect\n    P: A council\n"


def test_a_long_answer_gets_smaller_then_does_without_its_note() -> None:
    page = Page()
    page.answer("An answer. " * 18, "A note. " * 20)
    drawing = page.drawing()
    assert {text.size for text in drawing.texts() if "answer." in text.text} == {10.5}
    assert {text.size for text in drawing.texts() if "note." in text.text} == {9.5}
    page = Page()
    page.answer("An answer. " * 12, "A note. " * 80)
    drawing = page.drawing()
    assert {text.size for text in drawing.texts() if "answer." in text.text} == {13}
    assert "note" not in drawing.words()


def test_an_answer_too_long_for_any_size_is_named() -> None:
    with pytest.raises(LayoutError, match=r"^test\.yaml:7:5: glossary: the answer of card 3\.1 is \d+ mm"):
        Page().answer("word " * 200)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", [1, 3, 8, 14, 18, 30, 60])
def test_text_never_leaves_its_card(profile: str, paper: str, count: int) -> None:
    for side in ("question", "answer"):
        page = Page(profile, paper)
        try:
            if side == "question":
                page.question("Wörd gypsy " * count, cue="Say what it means", section="The rise to power " * 3)
            else:
                page.answer("Wörd gypsy " * count, "A note. " * count, "совнархоз")
        except LayoutError:
            assert count >= 8
            continue
        grid, drawing = page.grid, page.drawing()
        left, top = grid.x / MM, (page.design.page_height - grid.top) / MM
        for text in drawing.texts():
            assert left + 6.9 < text.x
            assert text.right < left + 90 - 6.9
            assert text.y - 0.7 * text.size / MM > top + 5
            assert text.y + 0.25 * text.size / MM < top + grid.height / MM - 4
        assert overlaps(drawing) == []


# -- the foot of the page


def test_the_foot_says_what_to_do_beneath_the_marks() -> None:
    page = Page()
    draw_foot(page.canvas, page.setting, page.root, page.grid, "Flashcards", ["Cut at the marks.", "Cut."], 2)
    foot = page.drawing().find("Flashcards")
    assert foot.x == pytest.approx(15, abs=0.01)
    assert foot.y == pytest.approx(285.5 + 1.25 + 3.5, abs=0.01)
    page = Page()
    draw_foot(page.canvas, page.setting, page.root, page.grid, "Flashcards", ["Cut at the marks.", "Cut."], 2)
    assert page.tags() == "Sect\n  H2: Flashcards.\n  P: Cut at the marks.\n"


def test_the_foot_takes_the_advice_that_fits() -> None:
    page = Page()
    draw_foot(page.canvas, page.setting, page.root, page.grid, "Flashcards", ["Cut carefully. " * 12, "Cut."], 2)
    assert page.drawing().words() == "Flashcards. Cut."


def test_the_section_keeps_its_marks() -> None:
    page = Page()
    page.question("Why?", section="Powers of 10^3^, 1957")
    texts = page.drawing().texts()
    assert [text.size < 9 for text in texts if text.text == "³"] == [True]
