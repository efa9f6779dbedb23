from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.errors import Origin
from packgen.layout.core.setting import Setting
from packgen.sheet.sheet import Pages, Sheet
from packgen.sheets.grid import typeset_grid, typeset_grid_key
from packgen.tasks.base import Card
from packgen.tasks.quiz import QuizQuestion
from packgen.tasks.retrieval import GridQuestion, RetrievalTask, columns_of
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Box, Drawing, Item, Text, read
from tests.support.paper import setting
from tests.support.pdf import tag_tree
from tests.support.tags import tree

PROFILES = pytest.mark.parametrize("profile", ["standard", "large-print"])
ASKED = "the full members of the Presidium who voted in June"
ANSWER = "Regional councils of industry, May 1957"


def form(count: int = 12, asked: str = "", answer: str = "") -> RetrievalTask:
    """A grid with points from 1 to 4 in turn."""
    found = []
    for n in range(1, count + 1):
        card = Card(f"Question{n:02} {asked}".strip(), f"{answer} Answer{n:02}".strip(), cue="Give the date")
        question = QuizQuestion(n, "", "3 The fall", card, "rise/fall/learn", 1, Origin("test.yaml", 7, 5))
        found.append(GridQuestion(question, (n - 1) % 4 + 1))
    return RetrievalTask("Retrieval grid", tuple(found), columns_of(count))


def shown(sheet: Sheet, used: Setting) -> Drawing:
    return read(sheet, used.faces)


def grid(task: RetrievalTask, used: Setting | None = None) -> tuple[Sheet, Drawing]:
    used = used or setting()
    sheet = typeset_grid(task, used, "grid", whole=False)
    return sheet, shown(sheet, used)


def key(task: RetrievalTask, used: Setting | None = None, verso: bool = False) -> tuple[Sheet, Drawing]:
    used = used or setting()
    sheet = typeset_grid_key(task, used, "grid/check", verso, {2: Pages("rise/fall/learn", 0, 0)})
    return sheet, shown(sheet, used)


def cells(drawing: Drawing) -> list[Box]:
    return [one for one in drawing.boxes() if one.height > 20]


def teacher(profile: str = "standard") -> Setting:
    return replace(setting(profile), answers=True)


# -- geometry


@pytest.mark.parametrize(("count", "columns", "rows"), [(12, 3, 4), (16, 4, 4), (9, 3, 3), (4, 2, 2)])
def test_cells_of_one_size_fill_the_page(count: int, columns: int, rows: int) -> None:
    sheet, drawing = grid(form(count))
    assert len(sheet.pages) == 1
    found = cells(drawing)
    assert len(found) == count
    assert len({(round(one.width, 2), round(one.height, 2)) for one in found}) == 1
    assert len({round(one.x, 2) for one in found}) == columns
    assert len({round(one.y, 2) for one in found}) == rows
    assert min(one.x for one in found) == pytest.approx(20, abs=0.01)
    assert max(one.x + one.width for one in found) == pytest.approx(195, abs=0.01)
    assert max(one.y + one.height for one in found) == pytest.approx(275, abs=0.01)


def test_each_cell_has_its_number_its_points_and_lines_to_its_foot() -> None:
    _, drawing = grid(form())
    for n, cell in enumerate(cells(drawing), 1):
        inside = [
            text
            for text in drawing.texts()
            if cell.x < text.x < cell.x + cell.width and cell.y < text.y < cell.y + cell.height
        ]
        words = [text.text.strip() for text in inside]
        assert words[:2] == [str(n), str((n - 1) % 4 + 1)]
        assert f"Question{n:02}" in " ".join(words)
        rules = [
            line for line in drawing.lines() if cell.x < line.x0 < line.x1 < cell.x + cell.width and line.y0 > cell.y
        ]
        rules = [line for line in rules if line.y0 < cell.y + cell.height]
        assert len(rules) == 4
        assert cell.y + cell.height - max(line.y0 for line in rules) == pytest.approx(3.5, abs=0.01)


def test_no_rule_is_drawn_twice() -> None:
    _, drawing = grid(form(16))
    lines = [(round(line.y0, 1), round(line.x0, 1)) for line in drawing.lines()]
    assert len(lines) == len(set(lines))
    edges = [(round(one.x, 1), round(one.y, 1)) for one in drawing.boxes()]
    assert len(edges) == len(set(edges))


def test_the_legend_names_the_points_that_there_are() -> None:
    assert "Points: 1 last lesson, 2 last week, 3 last month, 4 earlier" in grid(form())[1].words().replace(
        "\u00a0", " "
    )
    alone = RetrievalTask("Grid", tuple(one._replace(points=2) for one in form(4).questions), 2)
    words = grid(alone)[1].words().replace("\u00a0", " ")
    assert "Points: 2 last week" in words
    assert "last lesson" not in words
    assert "Score out of 8" in words


@PROFILES
@pytest.mark.parametrize("count", [4, 7, 12, 16])
def test_nothing_leaves_its_cell(profile: str, count: int) -> None:
    used = setting(profile)
    task = form(count, ASKED, ANSWER)
    for sheet in (grid(task, used)[0], key(task, used)[0]):
        drawing = shown(sheet, used)
        assert outside(drawing, used.design, used.design.spans.full, head=15) == []
        assert overlaps(drawing) == []


def test_the_key_has_each_answer_in_the_cell_of_its_question() -> None:
    task = form()
    asked, answered = grid(task)[1], key(task)[1]
    assert [(one.x, one.y, one.width, one.height) for one in cells(asked)] == [
        pytest.approx((one.x, one.y, one.width, one.height), abs=0.01) for one in cells(answered)
    ]
    for n, cell in enumerate(cells(answered), 1):
        answer = answered.find(f"Answer{n:02}")
        assert cell.x < answer.x < cell.x + cell.width
        assert cell.y < answer.y < cell.y + cell.height


def test_in_large_print_two_columns_go_on_in_whole_rows() -> None:
    sheet, drawing = grid(form(asked="of some length"), setting("large-print"))
    assert len(sheet.pages) == 2
    assert [drawing.find(f"Question{n:02}").page for n in range(1, 13)] == [0] * 6 + [1] * 6
    for page in (0, 1):
        there = [one for one in cells(drawing) if one.page == page]
        assert len({round(one.x, 1) for one in there}) == 2
        assert max(one.y + one.height for one in there) == pytest.approx(273, abs=0.01)
    assert min(text.size for text in drawing.texts()) == 16


@pytest.mark.parametrize("profile", ["large-print", "clear-print", "dyslexia"])
def test_pages_have_as_many_rows_each_as_possible(profile: str) -> None:
    for _, drawing in (grid(form(), setting(profile)), key(form(), setting(profile))):
        rows = [len({round(one.y) for one in cells(drawing) if one.page == page}) for page in range(3)]
        assert rows in ([3, 3, 0], [6, 0, 0])


def test_a_tall_cell_makes_its_row_taller_and_no_other_text_is_covered() -> None:
    task = form()
    first = task.questions[0]
    long = first.question._replace(card=first.question.card._replace(question="word " * 80))
    _, drawing = grid(replace(task, questions=(first._replace(question=long), *task.questions[1:])))
    heights = [round(one.height, 1) for one in cells(drawing)]
    assert heights[0] == heights[2] > heights[3] == heights[11]
    assert overlaps(drawing) == []


# -- tags


def test_cells_are_a_numbered_list() -> None:
    sheet, drawing = grid(form(4))
    assert tag_tree(tree(sheet, drawing)).startswith(
        "Sect\n  H2: Retrieval grid\n  P: Name\n  P: Date\n  P: Score out of 10\n"
        "  P\n    “Answer from memory, in any order. Points:”\n    Span [actual='1 point: ']: 1\n"
    )
    assert tag_tree(tree(sheet, drawing)).endswith(
        "    LI\n      Lbl: 4\n      LBody\n        P\n          Span [actual='4 points']: 4\n"
        "        P: Give the date: Question04\n        P\n          Span [actual='blank 4']\n"
    )


def test_a_grid_to_fill_in_has_a_field_for_each_cell() -> None:
    sheet, _ = grid(form(4), replace(setting(), fillable=True))
    assert [(field.name, field.description, field.kind) for field in sheet.fields][2:5] == [
        ("Score out of 10", "Score out of 10", "line"),
        ("Retrieval grid.1", "Task Retrieval grid, blank 1", "lines"),
        ("Retrieval grid.2", "Task Retrieval grid, blank 2", "lines"),
    ]


def test_the_key_names_section_and_page() -> None:
    sheet, drawing = key(form(4))
    assert drawing.words().count("3 The fall") == 4
    [reference] = sheet.references
    assert reference.target == Pages("rise/fall/learn", 0, 0)


# -- editions


def ink(item: Item) -> Item:
    """What is drawn, whatever element owns it."""
    return replace(item, mcid=None, text=item.text.strip()) if isinstance(item, Text) else item


@PROFILES
@pytest.mark.parametrize("count", [4, 12, 16])
def test_the_students_copy_is_the_teachers_without_the_answers(profile: str, count: int) -> None:
    task = form(count, answer=ANSWER)
    student_sheet, student = grid(task, setting(profile))
    teacher_sheet, taught = grid(task, teacher(profile))
    assert len(student_sheet.pages) == len(teacher_sheet.pages)
    assert {ink(item) for item in student.items} < {ink(item) for item in taught.items}
    said = student.words() + tag_tree(tree(student_sheet, student)) + repr(student_sheet._replace(pages=(), glyphs={}))
    assert "Regional" not in said
    assert taught.words().count("Regional") == count


def test_what_is_given_holds_no_answer() -> None:
    task = form(4)
    assert task.given() == ["Give the date", "Question01", "Give the date", "Question02", "Give the date", "Question03",
                            "Give the date", "Question04"]  # fmt: skip
    assert [(gap.number, gap.answer) for gap in task.gaps] == [(n, f"Answer{n:02}") for n in range(1, 5)]
    assert task.marks == 10
