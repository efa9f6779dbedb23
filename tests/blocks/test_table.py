from __future__ import annotations

import pytest

from packgen.blocks import Block
from packgen.tasks.base import Task
from packgen.tasks.chance import Chance
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems
from tests.support.words import WORDS

LONG = " ".join(f"w{number}" for number in range(2500))


def table(rows: int, **fields: object) -> Block:
    cells = [[f"Row{n:02}", "word " * 12, "x"] for n in range(rows)]
    return parse("table", columns=["Name", "Words", "X"], rows=cells, **fields)


def cells(columns: list[str], rows: list[list[str]]) -> Task:
    """Return the task that hides cells of a table."""
    made = parse("table", columns=columns, rows=rows).recall("cells", Chance(1, "test"), WORDS)
    assert made is not None
    return made


def test_widths_are_lengths_shares_or_what_is_left() -> None:
    columns = [{"title": "A", "width": "30mm"}, {"title": "B", "width": "20%"}, "C"]
    drawn = lay_block(parse("table", columns=columns, rows=[["a", "b", "c"]])).drawing
    room = 175 - 2 * 3
    assert [drawn.find(text).x for text in "ABC"] == pytest.approx([20, 53, 56 + 0.2 * room], abs=0.02)
    assert max(line.x1 for line in drawn.lines()) == pytest.approx(195, abs=0.01)


def test_it_may_stand_in_the_main_column() -> None:
    drawn = lay_block(table(1, width="main")).drawing
    assert max(line.x1 for line in drawn.lines()) == pytest.approx(135, abs=0.01)


def test_title_and_note_head_it() -> None:
    laid = lay_block(table(1, title="Rulers", note="1855–1964"))
    assert laid.drawing.find("1855").right == pytest.approx(195, abs=0.01)
    assert tag_tree(laid.tags).startswith("Sect\n  Sect\n    H2: Rulers\n    P: 1855–1964\n    Table\n      THead\n")


def test_the_first_column_names_the_rows_unless_told_not_to() -> None:
    bold = setting().faces.index("text", True)
    assert lay_block(table(1)).drawing.find("Row00").face == bold
    laid = lay_block(table(1, row_heads="no"))
    assert laid.drawing.find("Row00").face != bold
    assert {node.attributes["scope"] for node in laid.tags.find("TH")} == {"Column"}


def test_the_head_repeats_as_an_artifact_and_rows_stay_whole() -> None:
    laid = lay_block(table(60), skip=50)
    assert laid.pages == 3
    for page in (1, 2):
        assert [(text.text, text.mcid) for text in laid.drawing.texts(page)[:3]] == [
            ("Name", None), ("Words", None), ("X", None),
        ]  # fmt: skip
    assert [row for row in struct_elems(laid.sheet.structure) if row.tag in ("TD", "TH") and len(row.kids) > 1] == []
    assert len(laid.tags.find("TR")) == 61


def test_a_row_taller_than_a_page_is_one_row_in_pieces() -> None:
    rows = [["Before", "a"], ["Tall", LONG], ["After", "b"]]
    laid = lay_block(parse("table", title="T", columns=["Name", "Words"], rows=rows))
    assert len(laid.tags.find("TR")) == 4
    assert laid.tags.find("TR")[2].find("TD")[0].text.split() == LONG.split()
    assert laid.drawing.words().count("Tall") == 1
    assert laid.drawing.find("After").page == laid.pages - 1
    repeated = [text for page in range(1, laid.pages) for text in laid.drawing.texts(page) if text.text == "Name"]
    assert [text.mcid for text in repeated] == [None] * (laid.pages - 1)


def test_a_row_taller_than_a_page_may_stand_first() -> None:
    laid = lay_block(parse("table", title="Rulers", columns=["Name", "Words"], rows=[["Tall", LONG], ["After", "b"]]))
    assert laid.drawing.find("Rulers").page == laid.drawing.find("Tall").page == 0


def test_the_heading_stands_with_two_rows() -> None:
    for skip in range(190, 250, 3):
        drawn = lay_block(table(6, title="Rulers"), skip=skip).drawing
        assert drawn.words(drawn.find("Rulers").page).count("Row") >= 2


def test_large_print_has_records_in_which_nothing_is_lost() -> None:
    laid = lay_block(table(1, row_heads="no"), setting("large-print"))
    words = "word " * 12
    assert tag_tree(laid.tags) == (
        "Sect\n  L [numbering=None]\n    LI\n      LBody\n        P: Name: Row00\n"
        f"        P: Words: {words.strip()}\n        P: X: x\n"
    )


def test_a_record_taller_than_a_page_goes_on() -> None:
    laid = lay_block(parse("table", columns=["Name", "Words"], rows=[["Tall", LONG]]), setting("large-print"))
    assert laid.pages > 3
    [row] = [row for row in struct_elems(laid.sheet.structure) if row.tag == "P" and len(row.kids) > 1]
    assert len(row.kids) == laid.pages


def test_as_many_columns_stay_as_tell_the_rows_apart() -> None:
    rows = [[a, b, str(int(a) & int(b))] for a in "01" for b in "01"]
    made = cells(columns=["A", "B", "A ∧ B"], rows=rows)
    assert [gap.answer for gap in made.gaps] == ["0", "0", "0", "1"]
    assert made.weaknesses() == []
    names = [["Molotov", "Mongolia", "1957"], ["Malenkov", "Kazakhstan", "1957"]]
    made = cells(columns=["Name", "Sent to", "In"], rows=names)
    assert len(made.gaps) == 4


def test_where_nothing_tells_them_apart_all_but_the_first_are_hidden_and_it_is_said() -> None:
    made = cells(columns=["A", "B"], rows=[["0", "x"], ["0", "y"]])
    assert len(made.gaps) == 2
    assert len(made.weaknesses()) == 1
