from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.layout.core.setting import Setting
from packgen.sheet.sheet import Pages
from packgen.tasks.grid import Blank, GridColumn, GridTask, room_for
from tests.support.editions import copies, ink
from tests.support.paper import Laid, lay_form, lay_key, setting
from tests.support.parity import both
from tests.support.pdf import Node, tag_tree

LARGE = setting("large-print")
PROFILES = pytest.mark.parametrize("used", [setting(), LARGE], ids=["standard", "large-print"])
LONG = "Took the vote to a Central Committee full of provincial secretaries whom he had promoted and who owed him a lot"
OPTIONS = ("For", "Against")
BOXES = (
    "            Span [actual='blank 1 ']: 1\n            Span [actual='Box: ']\n            Span: For\n"
    "            Span [actual='Box: ']\n            Span: Against\n"
)


def grid(count: int = 3, answer: str = "Led the attempt") -> GridTask:
    """Name, a choice, and why: the look's blank table."""
    columns = (GridColumn("Name", "grid-name"), GridColumn("Which side?", "grid-choice"), GridColumn("Why they matter"))
    rows = tuple(
        (f"Person{n:02}", Blank(OPTIONS[n % 2], options=OPTIONS), Blank(f"{answer} {n:02}", lines=2))
        for n in range(count)
    )
    return GridTask("Rebuild the key figures", columns, rows, "figures.short", how="marks.boxes")


def terms() -> GridTask:
    """What is given, unnamed, and a word to write."""
    rows = (("The Party’s highest committee", Blank("Presidium", ("Politburo",))), ("A full meeting", Blank("Plenum")))
    return GridTask("Name the term", (GridColumn("Meaning"), GridColumn("Term")), rows, "glossary.short", named=False)


def writing(laid: Laid, x: float) -> list[float]:
    """The heights of the writing lines that begin at x."""
    return sorted({round(line.y0, 2) for line in laid.drawing.lines() if abs(line.x0 - x) < 0.01})


# -- what it is


def test_gaps_are_numbered_row_by_row() -> None:
    assert [(gap.number, gap.answer) for gap in grid(2).gaps] == [
        (1, "For"), (2, "Led the attempt 00"), (3, "Against"), (4, "Led the attempt 01"),
    ]  # fmt: skip
    assert (grid(2).marks, grid(2).short) == (4, "figures.short")


def test_what_is_given_are_the_shown_cells_and_the_options() -> None:
    assert grid(2).given() == ["Person00", "Person01", "For", "Against"]
    assert terms().given() == ["The Party’s highest committee", "A full meeting"]


def test_short_answers_have_a_line_and_long_ones_two_all_alike() -> None:
    assert (room_for([]), room_for(["a", "x" * 24]), room_for(["a", "x" * 25]), room_for(["**" + "x" * 24 + "**"])) == (
        1, 1, 2, 1,
    )  # fmt: skip


def test_only_what_is_written_is_looked_for() -> None:
    assert [(gap.number, gap.answer) for gap in grid(2).facts] == [(2, "Led the attempt 00"), (4, "Led the attempt 01")]


# -- where things stand


def test_columns_and_lines_stand_where_the_look_says() -> None:
    laid = lay_form(grid())
    assert laid.drawing.find("Person00").x == pytest.approx(20, abs=0.01)
    assert laid.drawing.find("Which side?").x == pytest.approx(63, abs=0.01)
    assert laid.drawing.find("Why they matter").x == pytest.approx(114, abs=0.01)
    first = 25 + 11.25 + 7.5
    for n in range(3):
        name = laid.drawing.find(f"Person{n:02}")
        assert name.y == pytest.approx(first + 16 * n + 6.9, abs=0.01)
    assert writing(laid, 114) == pytest.approx([first + 8 * n for n in (1, 3, 5)], abs=0.01)
    rows = [line for line in laid.drawing.lines() if abs(line.x0 - 20) < 0.01 and abs(line.x1 - 195) < 0.01]
    assert [line.y0 for line in rows[2:]] == pytest.approx([first + 16, first + 32, first + 48], abs=0.01)


def test_numbers_and_boxes_stand_on_the_first_line_of_their_row() -> None:
    laid = lay_form(grid(2))
    numbers = [text for text in laid.drawing.texts() if text.size == 9]
    assert [(text.text.strip(), text.x) for text in numbers] == [
        (n, pytest.approx(x, abs=0.01)) for n, x in (("1", 63), ("2", 114), ("3", 63), ("4", 114))
    ]
    assert {round(text.y, 2) for text in numbers[:2]} == {round(laid.drawing.find("Person00").y, 2)}
    boxes = laid.drawing.boxes()
    assert [(box.width, box.height) for box in boxes] == [pytest.approx((4, 4), abs=0.01)] * 4
    assert boxes[0].x == pytest.approx(63 + 5.2, abs=0.01)


def test_the_heading_says_what_the_marks_are_for() -> None:
    laid = lay_form(grid(2))
    assert laid.drawing.find("4 marks: one for each box, one for each reason").right == pytest.approx(195, abs=0.01)
    assert laid.drawing.texts()[0].text.strip() == "A"
    assert laid.drawing.texts()[0].y == laid.drawing.find("Rebuild").y


def test_a_row_is_two_lines_or_as_many_as_the_answer_takes() -> None:
    short, long = lay_form(grid()), lay_form(grid(answer=LONG))
    assert short.drawing.find("Person01").y - short.drawing.find("Person00").y == pytest.approx(16, abs=0.01)
    tall = long.drawing.find("Person01").y - long.drawing.find("Person00").y
    assert tall > 16.1
    assert tall / 8 == pytest.approx(round(tall / 8), abs=0.001)


def test_rows_of_short_answers_are_one_line_high() -> None:
    laid = lay_form(terms())
    above, below = laid.drawing.find("The Party"), laid.drawing.find("A full meeting")
    assert below.y - above.y == pytest.approx(8, abs=0.01)


def test_a_given_text_of_two_lines_takes_two_writing_lines() -> None:
    rows = (("word " * 30, Blank("Presidium")), ("A full meeting", Blank("Plenum")))
    laid = lay_form(GridTask("T", (GridColumn("Meaning"), GridColumn("Term")), rows, named=False))
    given = [text for text in laid.drawing.texts() if text.text.startswith("word")]
    assert len(given) == 2
    assert laid.drawing.find("A full meeting").y - given[0].y == pytest.approx(16, abs=0.01)


def test_an_empty_cell_is_neither_shown_nor_asked_for() -> None:
    rows = (("Lenin", Blank("1924"), ""), ("Stalin", "", Blank("Georgia")))
    form = GridTask("T", (GridColumn("Ruler"), GridColumn("Died"), GridColumn("From")), rows)
    assert [gap.answer for gap in form.gaps] == ["1924", "Georgia"]
    cells = [kid for row in lay_form(form).tags.find("TR")[1:] for kid in row.kids if isinstance(kid, Node)]
    assert [cell.text for cell in cells] == ["Lenin", "blank 1", "", "Stalin", "", "blank 2"]


# -- tags


def test_it_is_a_table_with_scopes_and_says_blank() -> None:
    assert tag_tree(lay_form(grid(1)).tags) == (
        "Sect\n  Sect\n    H3: A Rebuild the key figures\n    P: 2 marks: one for each box, one for each reason\n"
        "    Table\n      THead\n        TR\n          TH [scope=Column]: Name\n"
        "          TH [scope=Column]: Which side?\n          TH [scope=Column]: Why they matter\n"
        "      TBody\n        TR\n          TH [scope=Row]: Person00\n          TD\n"
        f"{BOXES}          TD\n            Span [actual='blank 2']: 2\n"
    )


def test_the_teachers_copy_says_the_answers() -> None:
    teacher = lay_form(grid(1), replace(setting(), answers=True))
    cells = teacher.tags.find("TD")
    assert "Ticked: For" in cells[0].text
    assert cells[1].text == "2 Led the attempt 00"
    assert "blank" not in teacher.tags.text


def test_unnamed_rows_have_no_head() -> None:
    assert [cell.attributes["scope"] for cell in lay_form(terms()).tags.find("TH")] == ["Column", "Column"]


# -- over the page


def test_the_head_is_repeated_and_no_row_divided() -> None:
    for skip in (100, 137, 171):
        laid = lay_form(grid(8), skip=skip)
        assert laid.pages == 2
        assert [(text.text, text.mcid) for text in laid.drawing.texts(1)[:3]] == [
            ("Name", None), ("Which side?", None), ("Why they matter", None),
        ]  # fmt: skip
        for n in range(8):
            name = laid.drawing.find(f"Person{n:02}")
            below = [line.y0 - name.y for line in laid.drawing.lines(name.page) if line.x1 > name.x + 90]
            assert sorted(y for y in below if 0 < y < 9.2) == pytest.approx([1.1, 9.1], abs=0.01)
        assert len(laid.tags.find("TR")) == 9
        assert len(laid.tags.find("Table")) == 1


def test_two_rows_at_least_go_on_to_the_next_page() -> None:
    for skip in range(60, 200, 4):
        laid = lay_form(grid(8), skip=skip)
        assert 1 not in [laid.drawing.words(page).count("Person") for page in range(laid.pages)]


def test_a_record_is_never_divided() -> None:
    for skip in range(0, 200, 23):
        laid = lay_form(grid(5, LONG), LARGE, skip=skip)
        for n in range(5):
            page = laid.drawing.find(f"Person{n:02}").page
            numbers = [
                t for t in laid.drawing.texts() if t.size == 16 and t.text.strip() in (str(2 * n + 1), str(2 * n + 2))
            ]
            assert {text.page for text in numbers} == {page}


# -- both editions


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("answer", ["Led the attempt", LONG], ids=["short", "long"])
def test_both_editions_are_the_same_pages(profile: str, answer: str) -> None:
    rows = tuple((f"Person{n:02}", Blank(f"{answer} {n:02}", lines=2)) for n in range(9))
    both(GridTask("T", (GridColumn("Name"), GridColumn("Why")), rows), profile, skip=60)
    both(terms(), profile)


@PROFILES
def test_boxes_are_ticked_in_the_teachers_copy_only(used: Setting) -> None:
    student, teacher = copies(grid(9), used)
    assert ink(student) - ink(teacher) == set()
    ticks = [text for text in teacher.drawing.texts() if text.text.strip() == "\u2713"]
    boxes = student.drawing.boxes()
    assert len(ticks) == 9
    for n, tick in enumerate(ticks):
        box = boxes[2 * n + n % 2]
        assert box.x < tick.x < tick.right < box.x + box.width
    assert "\u2713" not in student.drawing.words()
    assert "Ticked" not in tag_tree(student.tags)


@PROFILES
def test_every_gap_is_a_field_where_the_sheet_can_be_filled(used: Setting) -> None:
    laid = lay_form(grid(2), replace(used, fillable=True))
    assert [field.name for field in laid.sheet.fields] == ["A.1.1", "A.1.2", "A.2", "A.3.1", "A.3.2", "A.4"]


# -- large print


def test_rows_are_records_in_large_print() -> None:
    assert tag_tree(lay_form(grid(1), LARGE).tags) == (
        "Sect\n  Sect\n    H3: A Rebuild the key figures\n    P: 2 marks: one for each box, one for each reason\n"
        "    L [numbering=None]\n      LI\n        Lbl: Person00\n        LBody\n          P: Which side?\n"
        f"          P\n{BOXES}          P: Why they matter:\n          P\n            Span [actual='blank 2']: 2\n"
    )


def test_lines_of_a_record_are_further_apart() -> None:
    laid = lay_form(grid(1), LARGE)
    below = [line.y0 for line in laid.drawing.lines() if line.weight == 0.6]
    assert below[1] - below[0] == pytest.approx(12, abs=0.01)
    assert all((line.x0, line.x1) == pytest.approx((20, 195), abs=0.01) for line in laid.drawing.lines())


# -- the key


def test_the_key_is_a_tight_table_with_the_numbers_of_the_gaps() -> None:
    laid = lay_key(grid(3))
    assert [cell.text for cell in laid.tags.find("TH")][3:] == ["Person00", "Person01", "Person02"]
    assert [cell.text for cell in laid.tags.find("TD")] == [
        "1 For", "2 Led the attempt 00", "3 Against", "4 Led the attempt 01", "5 For", "6 Led the attempt 02",
    ]  # fmt: skip
    assert laid.drawing.find("Person01").y - laid.drawing.find("Person00").y == pytest.approx(5.3, abs=0.01)


def test_the_columns_of_the_key_begin_where_those_of_the_task_do() -> None:
    given = tuple((f"Person{n}", "a given role", Blank(f"19{n:02}"), Blank("why", lines=2)) for n in range(3))
    columns = tuple(GridColumn(head) for head in ("Name", "Role", "Born", "Reason"))
    form = GridTask("Dates", columns, given)
    task, key = lay_form(form), lay_key(form)
    for head in ("Name", "Born", "Reason"):
        assert key.drawing.find(head).x == pytest.approx(task.drawing.find(head).x, abs=0.01)
    assert "Role" not in key.drawing.words()
    for n, head in enumerate(("Born", "Reason") * 3, 1):
        [number] = [text for text in key.drawing.texts() if text.text.strip() == str(n)]
        assert number.x == pytest.approx(key.drawing.find(head).x, abs=0.01)


def test_answers_in_rows_without_names_run_down_the_columns_of_the_key() -> None:
    rows = tuple((f"Who came {n}th?", Blank(f"Person{n}")) for n in range(7))
    laid = lay_key(GridTask("Names", (GridColumn("Role"), GridColumn("Name")), rows, named=False))
    places = [(laid.drawing.find(f"Person{n}").x, laid.drawing.find(f"Person{n}").y) for n in range(7)]
    tops, lefts = sorted({round(y, 2) for _, y in places}), sorted({round(x, 2) for x, _ in places})
    assert (len(tops), len(lefts)) == (4, 2)
    assert tops[1] - tops[0] == pytest.approx(4.5, abs=0.01)
    assert [round(x, 2) for x, _ in places] == [lefts[n // 4] for n in range(7)]
    assert [item.text for item in laid.tags.find("LI")] == [f"{n + 1} Person{n}" for n in range(7)]


@PROFILES
def test_the_key_has_every_answer_and_all_that_is_accepted(used: Setting) -> None:
    assert [item.text for item in lay_key(terms(), used).tags.find("LI")] == ["1 Presidium / Politburo", "2 Plenum"]
    said = lay_key(grid(4, LONG), used).tags.text.replace("\n", " ")
    assert all(f"{gap.number} " in said and gap.answer in said for gap in grid(4, LONG).gaps)


def test_the_key_names_the_page_of_its_answers() -> None:
    laid = lay_key(grid(2), where={1: Pages("k/s/learn", 1, 1), 2: Pages("k/s/learn", 1, 1)})
    [reference] = laid.sheet.references
    assert (reference.words, reference.target) == ("4 marks · Learn p.\u00a0{}", Pages("k/s/learn", 1, 1))


def test_a_key_goes_on_over_the_page_between_rows() -> None:
    laid = lay_key(grid(9), skip=200)
    assert laid.pages == 2
    for n in range(9):
        answer = laid.drawing.find(f"Led the attempt {n:02}")
        assert answer.page == laid.drawing.find(f"Person{n:02}").page


# -- rows that look alike


def alike(*rows: tuple[str | Blank, ...]) -> list[str]:
    columns = tuple(GridColumn(f"C{n}") for n in range(len(rows[0])))
    return [message for message, _ in GridTask("Table", columns, rows).weaknesses()]


def test_rows_that_show_the_same_and_want_different_answers_are_told_once() -> None:
    assert alike(("0", Blank("x")), ("0", Blank("y")), ("0", Blank("z")), ("1", Blank("x"))) == [
        'rows 1 and 2 show the same, "0": nobody can tell which is meant.'
    ]
    assert alike(("", Blank("x")), ("", Blank("y"))) == [
        "rows 1 and 2 show the same, nothing: nobody can tell which is meant."
    ]
    assert alike(("H~2~O", Blank("x")), ("H₂O", Blank("y"))) != []


def test_rows_are_told_apart_by_whatever_is_shown() -> None:
    assert alike(("0", "a", Blank("x")), ("0", "b", Blank("y"))) == []
    assert alike(("0", Blank("x")), ("0", Blank("X"))) == []
    assert alike(("0", Blank("x", ("y",))), ("0", Blank("y", ("x",)))) == []


# -- two halves side by side


def halved(count: int) -> GridTask:
    rows = tuple((f"mot{n:02}", Blank(f"word{n:02}")) for n in range(count))
    return GridTask("Words", (GridColumn("Term"), GridColumn("Meaning")), rows, "glossary.short", halved=True)


def test_short_rows_stand_in_two_halves_numbered_downwards() -> None:
    laid = lay_form(halved(9))
    lefts = [round(laid.drawing.find(f"mot{n:02}").x) for n in range(9)]
    assert lefts == [20] * 5 + [110] * 4
    tops = [laid.drawing.find(f"mot{n:02}").y for n in range(9)]
    assert tops[:4] == pytest.approx(tops[5:], abs=0.01)
    assert len(laid.tags.find("Table")) == 2


def test_long_halves_are_followed_by_others() -> None:
    laid = lay_form(halved(90))
    assert [len(table.find("TR")) for table in laid.tags.find("Table")] == [21, 21, 21, 21, 6, 6]
    assert laid.pages == 2
    assert [laid.drawing.words().count(f"mot{n:02}") for n in range(90)] == [1] * 90


def test_halves_are_one_in_large_print() -> None:
    laid = lay_form(halved(9), LARGE)
    assert len({(text.page, round(text.x)) for text in laid.drawing.texts() if text.text[:3] == "mot"}) == laid.pages
