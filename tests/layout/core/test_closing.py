"""The rule below a table, where another rule or a frame follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from packgen.layout.boxes.panel import FramedBox, Panel
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.setting import Setting, rich
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.records import records
from packgen.layout.table.table import RuledTable
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.paper import Laid, lay, lay_rows, setting

USED = setting()
FOOT = 25 + 15.0
"""Where a table of one row ends, in mm below the top of its page."""


def table(root: Element, *, lined: bool = False) -> RuledTable:
    columns = [ColumnSpec("Ruler"), ColumnSpec("Year")]
    return RuledTable(USED, root, columns, [[[rich("Stalin")], [rich("1953")]]], lined=lined)


def heading(root: Element) -> Heading:
    return Heading(USED, "Next", root)


def panel(root: Element) -> Panel:
    return Panel(USED, Element("Sect", root), "Why?", None, lambda sect: [Paragraph(USED, "x", "body", sect)])


def framed(root: Element) -> FramedBox:
    return FramedBox(USED, [Paragraph(USED, "x", "side", Element("P", root))], "trap")


def levels(laid: Laid, page: int = 0) -> list[float]:
    return [round(line.y0, 2) for line in laid.drawing.lines() if line.page == page and line.y0 == line.y1]


def below(make: Callable[[Element], Flowable], before: float) -> Laid:
    """Set a table and what is made below it, some mm apart."""
    root = Element("Sect")
    story = [table(root), make(root)]
    story[1].before = before * MM
    return lay(story, USED, root)


@pytest.mark.parametrize("make", [heading, panel, framed])
def test_it_is_not_drawn_just_above_the_rule_or_frame_of_the_next_block(make: Callable[[Element], Flowable]) -> None:
    assert FOOT not in levels(below(make, 2.5))
    assert FOOT in levels(below(make, 5.0))


def test_it_is_drawn_above_text() -> None:
    assert FOOT in levels(below(lambda root: Paragraph(USED, "x", "body", Element("P", root)), 2.5))


def test_it_is_drawn_above_a_heading_overleaf() -> None:
    root = Element("Sect")
    last = table(root)
    laid = lay([last, heading(root), Paragraph(USED, "x", "body", Element("P", root))], USED, root, skip=235)
    assert 275.0 in levels(laid)
    assert laid.drawing.find("Next").page == 1


def beside(*stories: list[Flowable], root: Element) -> Laid:
    """Set a table as wide as the frame, and two columns just below it."""
    spans = USED.design.spans
    lefts = (0.0, spans.half + spans.gutter)
    columns = [StoryColumn(left, spans.half, story) for left, story in zip(lefts, stories, strict=True)]
    first = PageRow([StoryColumn(0.0, spans.full, [table(root)])])
    return lay_rows([first, PageRow(columns, before=2.5 * MM)], USED, root)


def test_two_headings_beside_each_other_close_a_table_and_one_does_not() -> None:
    root = Element("Sect")
    assert FOOT not in levels(beside([heading(root)], [heading(root)], root=root))
    root = Element("Sect")
    text = Paragraph(USED, "x", "body", Element("P", root))
    assert FOOT in levels(beside([heading(root)], [text], root=root))


def test_the_last_line_to_write_on_is_always_drawn() -> None:
    root = Element("Sect")
    story: list[Flowable] = [table(root, lined=True), heading(root)]
    story[1].before = 2.5 * MM
    laid = lay(story, USED, root)
    [following] = [line.y0 for line in laid.drawing.lines() if line.weight == pytest.approx(1.0)]
    assert following - 2.5 == pytest.approx(max(line for line in levels(laid) if line < following - 0.1), abs=0.01)


def test_the_rule_below_the_last_record_is_not_drawn_just_above_a_heading() -> None:
    def rules(own: Setting, before: float) -> int:
        root = Element("Sect")
        rows = [[[rich("Stalin")], [rich("1953")]], [[rich("Lenin")], [rich("1924")]]]
        story = [*records(own, root, [ColumnSpec("Ruler"), ColumnSpec("Year")], rows), Heading(own, "Next", root)]
        story[-1].before = before * MM
        return len(lay(story, own, root).drawing.lines())

    large = setting("large-print")
    assert rules(large, 6.0) == 3
    assert rules(large, 3.5) == 2
