from __future__ import annotations

from collections.abc import Sequence

import pytest

from packgen.layout.core.setting import rich
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.records import Record, records
from packgen.layout.table.table import RuledTable, tabulated
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import Node, tag_tree
from tests.support.tags import leaves, struct_elems

WIDTH = 175 * MM
COLUMNS = [ColumnSpec("Ruler", 40 * MM), ColumnSpec("Year", 20 * MM), ColumnSpec("What ended it")]


def table(rows: Sequence[Sequence[str]], root: Element | None = None, row_heads: bool = True) -> RuledTable:
    cells = [[[rich(cell)] for cell in row] for row in rows]
    return RuledTable(setting(), root or Element("Sect"), COLUMNS, cells, row_heads=row_heads)


def laid(rows: Sequence[Sequence[str]], skip: float = 0.0) -> Laid:
    root = Element("Sect")
    return lay([table(rows, root)], setting(), root, WIDTH, skip)


SHORT = [["Lenin", "1924", "Natural death"], ["Stalin", "1953", "Natural death"], ["Khrushchev", "1964", "Voted out"]]


# -- where things stand


def test_columns_rows_and_rules_stand_where_the_design_says() -> None:
    drawn = laid(SHORT).drawing
    where = {text.text: (text.x, text.y) for text in drawn.texts()}
    assert where["Ruler"] == pytest.approx((20, 25 + 1.25 + 3.5), abs=0.01)
    assert where["Year"] == pytest.approx((63, 29.75), abs=0.01)
    assert where["What ended it"] == pytest.approx((86, 29.75), abs=0.01)
    assert where["Khrushchev"] == pytest.approx((20, 29.75 + 3 * 7.5), abs=0.01)
    assert [(line.x0, line.x1, line.y0, line.weight) for line in drawn.lines()] == [
        pytest.approx((20, 195, y, weight), abs=0.01) for y, weight in ((32.5, 0.8), (40, 0.5), (47.5, 0.5), (55, 0.8))
    ]


def test_where_columns_begin_is_known_before_rows_are_measured() -> None:
    measured, asked = table(SHORT), table(SHORT)
    measured.wrap(WIDTH, 100)
    assert asked.starts(WIDTH) == measured.xs
    assert not asked.heights


def test_head_and_row_heads_are_bold() -> None:
    bold = setting().faces.index("text", True)
    assert {text.text for text in laid(SHORT).drawing.texts() if text.face == bold} == {
        "Ruler", "Year", "What ended it", "Lenin", "Stalin", "Khrushchev",
    }  # fmt: skip


def test_a_row_is_as_tall_as_its_tallest_cell() -> None:
    drawn = laid([["Lenin", "1924", "word " * 40], SHORT[1]]).drawing
    lines = [text for text in drawn.texts() if text.text.startswith("word")]
    assert drawn.find("Stalin").y - drawn.find("Lenin").y == pytest.approx(2.5 + 5 * len(lines), abs=0.01)


def test_empty_cells_keep_their_place() -> None:
    root = Element("Sect")
    found = lay([table([["", "1924", ""]], root)], setting(), root, WIDTH)
    assert found.drawing.find("1924").x == pytest.approx(63, abs=0.01)
    assert [node.tag for node in found.tags.find("TR")[1].kids if isinstance(node, Node)] == ["TH", "TD", "TD"]


def test_a_second_paragraph_of_a_cell_is_a_note() -> None:
    root = Element("Sect")
    cells = [[[rich("Stalin"), rich("Сталин")], [rich("1953")], [rich("Natural death")]]]
    found = lay([RuledTable(setting(), root, COLUMNS, cells)], setting(), root, WIDTH)
    assert (found.drawing.find("Сталин").size, found.drawing.find("Stalin").size) == (9.5, 10.5)
    [head] = [cell for cell in found.tags.find("TH") if cell.attributes["scope"] == "Row"]
    assert tag_tree(head) == "TH [scope=Row]\n  P: Stalin\n  P: Сталин\n"


# -- tags


def test_heads_have_scopes() -> None:
    assert tag_tree(laid(SHORT[:1]).tags) == (
        "Sect\n  Table\n    THead\n      TR\n        TH [scope=Column]: Ruler\n        TH [scope=Column]: Year\n"
        "        TH [scope=Column]: What ended it\n    TBody\n      TR\n        TH [scope=Row]: Lenin\n"
        "        TD: 1924\n        TD: Natural death\n"
    )


def test_without_row_heads_all_cells_are_alike() -> None:
    root = Element("Sect")
    found = lay([table(SHORT, root, row_heads=False)], setting(), root, WIDTH)
    assert {cell.attributes["scope"] for cell in found.tags.find("TH")} == {"Column"}
    assert len(found.tags.find("TD")) == 9


# -- over the page


def test_the_head_is_repeated_as_an_artifact() -> None:
    found = laid(SHORT * 4, skip=200)
    assert found.pages == 2
    assert [text.text for text in found.drawing.texts(0) if text.mcid is not None][:3] == [
        "Ruler",
        "Year",
        COLUMNS[2][0],
    ]
    repeated = found.drawing.texts(1)[:3]
    assert [(text.text, text.mcid) for text in repeated] == [("Ruler", None), ("Year", None), ("What ended it", None)]
    assert repeated[0].y == pytest.approx(29.75, abs=0.01)
    assert len(found.tags.find("TR")) == 13
    assert len(found.tags.find("Table")) == 1
    assert tag_tree(found.tags).count("Ruler") == 1


def test_rows_stay_whole() -> None:
    rows = [["Lenin", "1924", "word " * 40]] * 5
    found = laid(rows, skip=210)
    assert found.drawing.words(0).count("word") == 40
    assert [row.kids for row in struct_elems(found.sheet.structure) if row.tag == "TD" and len(row.kids) > 1] == []


def test_each_part_ends_with_a_heavy_rule() -> None:
    found = laid(SHORT * 4, skip=200)
    for page in (0, 1):
        lines = found.drawing.lines(page)
        assert [line.weight for line in lines] == [0.8] + [0.5] * (len(lines) - 2) + [0.8]


def test_a_row_taller_than_a_page_is_one_row_in_pieces() -> None:
    long = " ".join(f"w{number}" for number in range(2500))
    found = laid([SHORT[0], ["Stalin", "1953", long], SHORT[2]])
    assert found.pages >= 3
    rows = found.tags.find("TR")
    assert len(rows) == 4
    cell = rows[2].find("TD")[1]
    assert cell.text.split() == long.split()
    [row] = [row for row in struct_elems(found.sheet.structure) if row.tag == "TD" and len(row.kids) > 1]
    assert [page for page, _ in leaves(row)] == list(range(1, found.pages))
    assert found.drawing.words().count("Stalin") == 1
    frame = found.design.frame(True)
    lowest = max(text.y for text in found.drawing.texts())
    assert lowest <= 297 - frame.y / MM


def test_a_tall_row_waits_for_a_fresh_page_and_fills_it() -> None:
    long = " ".join(["word"] * 2500)
    found = laid([SHORT[0], ["Stalin", "1953", long]])
    assert [text.text for text in found.drawing.texts(0)][3:] == ["Lenin", "1924", "Natural death"]
    assert found.drawing.find("Stalin").page == 1


def test_what_fits_is_not_divided() -> None:
    made = table(SHORT)
    height = made.wrap(WIDTH, 0)[1]
    assert height / MM == pytest.approx(30)
    assert made.split(WIDTH, height) == [made]
    assert made.split(WIDTH, 14 * MM) == []


def test_the_least_below_a_heading_is_two_rows() -> None:
    assert table(SHORT).least_height(WIDTH) / MM == pytest.approx(7.5 + 2 * 7.5)
    assert table(SHORT[:1]).least_height(WIDTH) / MM == pytest.approx(15)


# -- records

LARGE = setting("large-print")


def recorded(rows: Sequence[Sequence[str]], row_heads: bool = True, skip: float = 0.0) -> Laid:
    root = Element("Sect")
    cells = [[[rich(cell)] for cell in row] for row in rows]
    return lay(tabulated(LARGE, root, COLUMNS, cells, row_heads=row_heads), LARGE, root, WIDTH, skip)


def test_a_profile_may_set_rows_as_records() -> None:
    found = recorded(SHORT[:1])
    assert [(text.text.strip(), text.y) for text in found.drawing.texts()] == [
        ("Lenin", pytest.approx(29 + 2.25 + 6.3, abs=0.01)),
        ("Year:", pytest.approx(46.55, abs=0.01)),
        ("1924", pytest.approx(46.55, abs=0.01)),
        ("What ended it:", pytest.approx(46.55, abs=0.01)),
        ("Natural death", pytest.approx(46.55, abs=0.01)),
    ]
    [line] = found.drawing.lines()
    assert (line.y0, line.x1 - line.x0, line.weight) == pytest.approx((29 + 4.5 + 18, 175, 0.5), abs=0.01)


def test_cells_that_do_not_fit_one_line_are_one_below_the_other() -> None:
    found = recorded([["Lenin", "1924", "Natural death, after three strokes and a long illness at Gorki"]])
    tops = [text.y for text in found.drawing.texts() if text.text.strip() in ("Year:", "What ended it:")]
    assert tops[1] - tops[0] == pytest.approx(9, abs=0.01)


def test_a_record_is_an_item_with_its_name_as_the_label() -> None:
    assert tag_tree(recorded(SHORT[:1]).tags) == (
        "Sect\n  L [numbering=None]\n    LI\n      Lbl: Lenin\n      LBody\n"
        "        P: Year: 1924    What ended it: Natural death\n"
    )


def test_where_the_first_column_names_no_rows_it_is_named_like_the_others() -> None:
    assert tag_tree(recorded(SHORT[:1], row_heads=False).tags) == (
        "Sect\n  L [numbering=None]\n    LI\n      LBody\n        P: Ruler: Lenin\n        P: Year: 1924\n"
        "        P: What ended it: Natural death\n"
    )


def test_an_empty_cell_is_left_out_of_a_record() -> None:
    assert recorded([["Lenin", "", "Natural death"]]).tags.text.split("\n") == ["LeninWhat ended it: Natural death"]


def test_a_record_stays_whole() -> None:
    found = recorded(SHORT * 3, skip=150)
    first = next(text.text.strip() for text in found.drawing.texts(1))
    assert first in ("Lenin", "Stalin", "Khrushchev")


def test_a_record_taller_than_a_page_is_divided() -> None:
    made = Record(LARGE, [Paragraph(LARGE, "word " * 900, "table", Element("P"))])
    assert made.wrap(WIDTH, 0)[1] > LARGE.design.frame(True).height
    assert len(made.split(WIDTH, LARGE.design.frame(True).height)) == 2


def test_records_of_no_rows_are_nothing() -> None:
    assert records(LARGE, Element("Sect"), COLUMNS, []) == []
