from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from packgen.errors import LayoutError
from packgen.layout.core.setting import Setting, rich
from packgen.layout.core.stack import Stack
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.table import RuledTable
from packgen.layout.text.inline_box import InlineBox
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.units import MM
from tests.support.boxes import Plate, boxed_file
from tests.support.geometry import Text
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree
from tests.support.validation import page_problems

Content = Sequence[Run | InlineBox]

WIDTH = 100 * MM
LEADING = 5 * MM
ASCENT = 3.5 * MM
"""Of a line of body text."""
DESCENT = 1.5 * MM


def body(content: Content, root: Element | None = None, used: Setting | None = None, **options: Any) -> Paragraph:
    return Paragraph(used or setting(), content, "body", Element("P", root), **options)


def lay_body(content: Content, used: Setting | None = None, skip: float = 0.0, **options: Any) -> Laid:
    used, root = used or setting(), Element("Sect")
    return lay([body(content, root, used, **options)], used, root, WIDTH, skip)


def amid(box: InlineBox, before: int = 30, after: int = 30) -> Content:
    """A box in the middle of words."""
    return [*rich("word " * before), box, *rich(" word" * after)]


def baselines(laid: Laid, page: int | None = None) -> list[float]:
    """Heights of the lines on a page in millimetres, from the first: on a grid of 5."""
    heights = sorted({round(text.y, 2) for text in laid.drawing.texts(page)})
    return [round(height - heights[0], 2) for height in heights]


def beside(laid: Laid) -> Text:
    """The text in front of the box on its line."""
    [plate] = laid.drawing.boxes()
    return next(text for text in laid.drawing.texts() if abs(text.right - plate.x) < 1.5 and text.text != " ")


# -- heights


@pytest.mark.parametrize(
    ("ascent", "descent", "above", "below"),
    [
        (ASCENT, DESCENT, 0, 0),
        (ASCENT + 1, DESCENT, 1, 0),
        (ASCENT, DESCENT + 1, 0, 1),
        (ASCENT + 1, DESCENT + 1, 1, 1),
        (ASCENT + LEADING, 0, 1, 0),
        (ASCENT + LEADING + 1, DESCENT + 2 * LEADING, 2, 2),
    ],
)
def test_a_line_grows_by_whole_leadings_above_and_below(ascent: float, descent: float, above: int, below: int) -> None:
    laid = lay_body(amid(Plate(20, ascent, descent)))
    [plate] = laid.drawing.boxes()
    own = beside(laid)
    assert plate.y + plate.height == pytest.approx(own.y + descent / MM, abs=0.02)
    grid = baselines(laid)
    place = grid.index(round(own.y - min(text.y for text in laid.drawing.texts()), 2))
    steps = [round((after - before) / 5, 2) for before, after in pairwise(grid)]
    assert steps == [1 + (n == place - 1) * above + (n == place) * below for n in range(len(steps))]
    ordinary = lay_body(amid(Plate(20, 1)))
    assert len(grid) == len(baselines(ordinary))


def test_the_height_is_that_of_all_lines_with_what_they_grow_by() -> None:
    plain, tall = body(amid(Plate(20, 1))), body(amid(Plate(20, ASCENT + 1, DESCENT + LEADING + 1)))
    assert tall.wrap(WIDTH, 1e9)[1] - plain.wrap(WIDTH, 1e9)[1] == pytest.approx(3 * LEADING)


def test_the_tallest_of_several_boxes_on_a_line_counts() -> None:
    boxes: list[Run | InlineBox] = [
        Plate(20, ASCENT + 1),
        Run(" and "),
        Plate(20, 1, DESCENT + 1),
        Run(" or "),
        Plate(20, ASCENT + 2),
    ]
    assert body(boxes).wrap(WIDTH, 1e9)[1] == pytest.approx(3 * LEADING)


def test_a_tall_first_line_takes_its_label_down_with_it() -> None:
    root = Element("Sect")
    label = HangingLabel("3", "list-number", Element("Lbl", root))
    content: Content = [*rich("See "), Plate(20, ASCENT + LEADING), *rich(" here.")]
    laid = lay([body(content, root, label=label, indent=4 * MM)], setting(), root, WIDTH)
    assert {round(text.y, 2) for text in laid.drawing.texts()} == {25 + 5 + 3.5}


def test_first_and_last_baselines_are_those_of_the_tall_lines() -> None:
    made = body([Plate(20, ASCENT + 1), Run("\n"), Plate(20, 0, DESCENT + 1)])
    made.wrap(WIDTH, 1e9)
    assert made.first_baseline == pytest.approx(LEADING + ASCENT)
    assert made.last_baseline == pytest.approx(LEADING + DESCENT)
    assert made.height == pytest.approx(4 * LEADING)


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_lines_grow_by_the_leading_of_their_profile(profile: str) -> None:
    used = setting(profile)
    style = used.design.style("body")
    made = body([Plate(20, 2 * style.leading)], used=used)
    assert made.wrap(WIDTH, 1e9)[1] == pytest.approx(style.leading * (1 + math.ceil(2 - style.baseline)))


# -- page breaks


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("room", range(1, 14))
def test_the_parts_of_a_split_fit_and_are_as_tall_as_the_whole(room: int, force: bool) -> None:
    whole = body(amid(Plate(20, ASCENT + LEADING, DESCENT + 1), 50, 50))
    height = whole.wrap(WIDTH, 1e9)[1]
    split = whole.force_split if force else whole.split
    parts = split(WIDTH, room * LEADING)
    if len(parts) < 2:
        assert parts == ([whole] if height <= room * LEADING + 0.01 else [])
        return
    head, tail = parts
    assert isinstance(head, Paragraph)
    assert isinstance(tail, Paragraph)
    assert head.height <= room * LEADING + 0.01
    assert head.height + tail.height == pytest.approx(height)
    assert [segment for part in (head, tail) for line in part.lines for segment in line] == [
        segment for line in whole.lines for segment in line
    ]
    least = 1 if force else 2
    assert min(len(head.lines), len(tail.lines)) >= least


def test_the_tail_is_drawn_with_its_tall_line() -> None:
    plate = Plate(20, ASCENT + LEADING)
    whole, both = lay_body(amid(plate, 90, 40)), lay_body(amid(plate, 90, 40), skip=225)
    assert both.pages == 2
    assert baselines(both, 0)[-1] < max(baselines(whole)) - 10
    [box] = both.drawing.boxes()
    assert box.page == 1
    heights = [*baselines(both, 0), *baselines(both, 1)]
    assert len(heights) == len(baselines(whole))
    assert 10.0 in {round(b - a, 2) for a, b in pairwise(baselines(both, 1))}
    assert both.tags.text.split() == whole.tags.text.split()


def test_what_stands_below_a_heading_includes_a_tall_line() -> None:
    made = body(amid(Plate(20, ASCENT + 1), 2, 60))
    assert made.least_height(WIDTH) == pytest.approx(3 * LEADING)


# -- widths


def test_a_box_without_room_on_a_line_goes_to_the_next() -> None:
    words = rich("word " * 8)
    [wide] = lay_body([*words, Plate(80 * MM, 5), *rich(" after")]).drawing.boxes()
    assert (wide.x, round(wide.y + wide.height, 2)) == (pytest.approx(20, abs=0.01), 25 + 5 + 3.5)
    [narrow] = lay_body([*words, Plate(10, 5)]).drawing.boxes()
    assert narrow.x > 80


def test_a_box_as_wide_as_the_measure_has_a_line_of_its_own() -> None:
    laid = lay_body([*rich("before "), Plate(WIDTH, 5), *rich(" after")])
    assert baselines(laid) == [0, 5, 10]


def test_a_box_wider_than_the_measure_is_an_error_that_says_how_wide() -> None:
    message = r"has something 101 mm wide in a line of 100 mm\. Make it narrower\."
    with pytest.raises(LayoutError, match=message):
        lay_body([*rich("before "), Plate(101 * MM, 5)])
    with pytest.raises(LayoutError, match=r"in a line of 96 mm"):
        body([Plate(99 * MM, 5)], indent=4 * MM).wrap(WIDTH, 1e9)
    with pytest.raises(LayoutError, match=r"in a line of 95 mm"):
        body([Run("one\ntwo "), Plate(99 * MM, 5)]).wrap(WIDTH, 1e9)


def test_a_box_counts_in_the_least_and_the_natural_width() -> None:
    made = body([*rich("a "), Plate(50 * MM, 5), Run(", and b")])
    least, natural = made.extent()
    assert 50 * MM < least < 52 * MM
    assert natural > least + 5
    assert made.least_extent() == pytest.approx(50 * MM)


# -- where it stands on a line


@pytest.mark.parametrize(
    ("content", "x"),
    [
        ([Plate(10 * MM, 5), *rich(" after it")], 20),
        ([*rich("before"), Run(" "), Plate(10 * MM, 5)], None),
        ([Plate(10 * MM, 5)], 20),
    ],
)
def test_a_box_may_begin_and_end_a_line(content: Content, x: float | None) -> None:
    laid = lay_body(content)
    [plate] = laid.drawing.boxes()
    assert x is None or plate.x == pytest.approx(x, abs=0.01)
    for text in laid.drawing.texts():
        assert text.text == " " or text.right <= plate.x + 0.01 or text.x >= plate.x + plate.width - 0.01


def test_no_line_breaks_between_a_box_and_what_touches_it() -> None:
    for count in range(1, 30):
        laid = lay_body([*rich("word " * count + "("), Plate(10 * MM, 5), *rich("), and so on")])
        [plate] = laid.drawing.boxes()
        line = [text for text in laid.drawing.texts() if abs(text.y - plate.y - plate.height) < 0.02]
        assert any(text.text.endswith("(") and text.right == pytest.approx(plate.x, abs=0.02) for text in line)
        assert any(text.text.startswith("),") and text.x == pytest.approx(plate.x + 10, abs=0.02) for text in line)


def test_text_against_the_right_edge_ends_there_with_a_box() -> None:
    [plate] = lay_body([*rich("as of "), Plate(10 * MM, 5)], right=True).drawing.boxes()
    assert plate.x + plate.width == pytest.approx(120, abs=0.01)


def test_verses_may_have_boxes() -> None:
    laid = lay_body([*rich("one "), Plate(10, 5), Run("\ntwo "), Plate(10, ASCENT + 1), Run(" three")])
    assert baselines(laid) == [0, 10]
    assert laid.tags.text.split() == ["one", "two", "three"]


def test_links_scripts_and_raised_text_around_a_box_are_drawn_as_elsewhere() -> None:
    laid = lay_body([*rich("x^2^ [link](https://e.org)"), Plate(10, 5), *rich(" H~2~O")])
    assert [link.target for link in laid.sheet.links] == ["https://e.org"]
    assert laid.drawing.find("²").size == pytest.approx(11 * 0.62, abs=0.01)


# -- in a table


def table(used: Setting, root: Element, content: Content, rows: int = 1) -> RuledTable:
    def cell(owner: Element) -> list[Paragraph]:
        return [Paragraph(used, content, "table", owner)]

    columns = [ColumnSpec("Name"), ColumnSpec("Picture")]
    return RuledTable(used, root, columns, [[[rich("one")], cell]] * rows, row_heads=False)


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_row_of_a_table_is_as_tall_as_the_box_in_it(profile: str) -> None:
    used, root = setting(profile), Element("Sect")
    style = used.design.style("table")
    tall = table(used, root, [*rich("see "), Plate(30 * MM, 3 * style.leading)])
    low = table(used, root, [*rich("see "), Plate(30 * MM, 1)])
    grown = tall.wrap(WIDTH, 1e9)[1] - low.wrap(WIDTH, 1e9)[1]
    assert grown == pytest.approx(style.leading * math.ceil(3 - style.baseline))
    assert min(tall.widths) >= 30 * MM


def test_a_box_in_a_cell_is_tagged_in_it() -> None:
    used, root = setting(), Element("Sect")
    laid = lay([table(used, root, [*rich("see "), Plate(30 * MM, 20, alt="a map"), Run(".")])], used, root, WIDTH)
    assert "TD\n          “see”\n          Figure [alt='a map'" in tag_tree(laid.tags)


class Headed(RuledTable):
    """A table with a box in its head."""

    def __init__(self, used: Setting, root: Element) -> None:
        rows = [[[rich(f"row {number}")], [rich("text")]] for number in range(70)]
        super().__init__(used, root, [ColumnSpec("Name"), ColumnSpec("")], rows, row_heads=False)
        head = root
        for place in (-1, 0, 0, 1):  # Table, THead, TR, the second TH
            kid = head.kids[place]
            assert isinstance(kid, Element)
            head = kid
        cell = self.head[1]
        assert isinstance(cell, Stack)
        cell.children.append(Paragraph(used, [Plate(10, 10)], "table-bold", head))


def test_a_box_in_a_repeated_head_is_tagged_once() -> None:
    used, root = setting(), Element("Sect")
    laid = lay([Headed(used, root)], used, root, WIDTH)
    assert laid.pages > 1
    assert len([box for box in laid.drawing.boxes() if box.filled]) == laid.pages
    assert tag_tree(laid.tags).count("Figure") == 1


# -- tags


def test_the_box_is_read_between_the_words_around_it() -> None:
    laid = lay_body([*rich("The area "), Plate(20, 10, alt="x squared"), *rich(" is found.")])
    tree = re.sub(" bbox='[^']*'", "", tag_tree(laid.tags))
    assert tree == "Sect\n  P\n    “The area”\n    Figure [alt='x squared']\n    “ is found.”\n"


def test_a_file_with_inline_boxes_conforms() -> None:
    assert page_problems(boxed_file()) == []
