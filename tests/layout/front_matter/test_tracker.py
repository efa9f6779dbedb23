from __future__ import annotations

from collections.abc import Sequence

import pytest

from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.front_matter.contents import ContentsEntry, Goal
from packgen.layout.front_matter.tracker import TrackerHead, TrackerRow
from packgen.layout.front_matter.visits import visit_places
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.geometry import Drawing, Text
from tests.support.paper import Laid, lay_rows, setting
from tests.support.pdf import tag_tree

VISITS = ["Same day", "Day 2", "Day 7", "Day 21"]
DAYS = ["Mon 23 Nov", "Wed 25 Nov", "Mon 30 Nov", "Mon 14 Dec"]


def laid(
    rows: int = 1,
    marks: int = 32,
    visits: Sequence[str] = VISITS,
    days: Sequence[str] = (),
    profile: str = "standard",
    pad: float = 2.5,
    title: str = "The fall",
) -> Laid:
    root, used = Element("Sect"), setting(profile)
    head = TrackerHead(used, "Section and pages", visits) if visits else None
    toc = Element("TOC", root)
    story = []
    for number in range(1, rows + 1):
        goals = [Goal(0, 3, "Learn"), Goal(1, 5, "Recall"), Goal(2, 7, "Write"), Goal(3, 8, "Check")]
        entry = ContentsEntry(used, toc, str(number), f"{title} {number}", goals, 2.5 * MM)
        story.append(TrackerRow(used, entry, visits, marks, pad * MM, dates=days, last=number == rows))
    return lay_rows([PageRow([StoryColumn(0.0, used.design.spans.full, list(story))], head=head)], used, root)


def called(drawn: Drawing, words: str) -> Text:
    """Return the only text that says just this."""
    [found] = [text for text in drawn.texts() if text.text.strip() == words]
    return found


# -- geometry


def test_marks_for_each_visit_stand_in_columns_at_the_right() -> None:
    drawn = laid().drawing
    heads = [called(drawn, visit) for visit in VISITS]
    assert [head.x for head in heads] == pytest.approx([106.4, 129.4, 152.4, 175.4], abs=0.01)
    circles = drawn.curves()
    assert [circle.x for circle in circles[:4]] == pytest.approx([106.4, 112.9, 119.4, 129.4], abs=0.01)
    assert {round(circle.width, 2) for circle in circles} == {5.5}
    assert len(circles) == 12
    assert [text.text for text in drawn.texts() if text.text in "RAG"] == list("RAG") * 4


def test_a_row_has_a_line_for_the_date_and_one_for_the_score() -> None:
    drawn = laid().drawing
    head, *lines, foot = drawn.lines()
    top = head.y0 + 2.5
    assert foot.y0 - head.y0 == pytest.approx(27.5, abs=0.01)
    assert [(line.y0 - top, line.x1 - line.x0) for line in lines] == [
        *[pytest.approx((14.5, 19.6), abs=0.01)] * 4,
        *[pytest.approx((22.5, 12.22), abs=0.01)] * 4,
    ]
    assert drawn.words().count("/ 32") == 4
    score = next(text for text in drawn.texts() if text.text.startswith("/"))
    assert (score.right, score.y) == pytest.approx((126, lines[4].y0), abs=0.05)
    assert (head.weight, foot.weight) == (0.8, 0.8)


def test_a_score_out_of_many_keeps_off_its_line() -> None:
    drawn = laid(marks=1000).drawing
    score = next(text for text in drawn.texts() if text.text.startswith("/"))
    assert drawn.lines()[5].x1 < score.x - 1


def test_without_marks_there_is_no_score() -> None:
    drawn = laid(marks=0).drawing
    assert "/" not in drawn.words()
    assert drawn.words().count("Date") == 4
    head, *_, foot = drawn.lines()
    assert foot.y0 - head.y0 == pytest.approx(2 * 2.5 + 7.5 + 5 + 5, abs=0.01)


def test_without_visits_there_is_the_entry_alone() -> None:
    found = laid(visits=())
    assert found.drawing.curves() == []
    assert "Date" not in found.drawing.words()


def test_rows_inside_the_table_have_lighter_rules_than_its_end() -> None:
    rules = [line for line in laid(rows=3).drawing.lines() if line.x1 - line.x0 > 170]
    assert [rule.weight for rule in rules] == [0.8, 0.5, 0.5, 0.8]


def test_large_print_has_marks_below_the_entry_and_no_word_over_it() -> None:
    drawn = laid(profile="large-print").drawing
    stages = drawn.find("Check")
    assert min(circle.y for circle in drawn.curves()) > stages.y
    assert drawn.curves()[0].x == pytest.approx(20, abs=0.01)
    assert drawn.curves()[-1].x + drawn.curves()[-1].width < 195
    assert "Section and pages" not in drawn.words()
    assert [round(called(drawn, visit).x, 1) for visit in VISITS] == [20, 65, 110, 155]


def test_a_tall_title_makes_a_tall_row() -> None:
    title = "A title far longer than the column in which it has to stand with all its words, and then some more of them"
    head, *_, foot = laid(title=title).drawing.lines()
    assert foot.y0 - head.y0 > 27.5 + 5


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_any_number_of_visits_stays_inside_the_frame(count: int, profile: str) -> None:
    visits = ["Same day", *(f"Day {n}" for n in range(1, count))]
    found = laid(visits=visits, profile=profile)
    circles = found.drawing.curves()
    assert len(circles) == 3 * count
    assert min(circle.x for circle in circles) >= 20 + (55 if profile == "standard" else -0.01)
    assert max(line.x1 for line in found.drawing.lines()) <= 195.01
    design = found.design
    places = visit_places(design, design.spans.full, count)
    assert len(set(places)) == count
    assert {line for line, _ in places} == ({0} if count <= (5 if profile == "standard" else 4) else {0, 1})


def test_visits_on_two_lines_are_named_where_the_date_goes() -> None:
    visits = ["Same day", "Day 1", "Day 2", "Day 4", "Day 7", "Day 14"]
    drawn = laid(visits=visits).drawing
    assert "Date" not in drawn.words()
    assert [drawn.words().count(visit) for visit in ("Same day", "Day 4", "Day 14")] == [2, 2, 2]
    first, second = (text for text in drawn.texts() if text.text.strip() in ("Same day", "Day 4") and text.size == 9.5)
    assert first.x == second.x
    assert second.y > first.y + 20


def test_all_rows_show_the_same_marks_drawn_once() -> None:
    assert len(laid(rows=3).sheet.forms) == 1
    assert len(laid(rows=3).drawing.curves()) == 36
    assert laid(visits=()).sheet.forms == ()


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", [1, 4, 8])
def test_marks_keep_inside_the_box_of_their_form(count: int, profile: str) -> None:
    found = laid(visits=[f"Day {n}" for n in range(count)], marks=0, profile=profile)
    [form] = found.sheet.forms
    left, bottom, right, top = (edge / MM for edge in form.box)
    circles, lines = found.drawing.curves(), found.drawing.lines()[1:-1]
    origin_x, origin_y = circles[0].x, circles[0].y
    if profile == "standard":
        origin_x = 20
    assert left < min(circle.x for circle in circles) - origin_x - 0.2
    assert right > max(line.x1 for line in lines) - origin_x + 0.2
    assert top > 0.2
    assert -bottom > max(line.y0 for line in lines) - origin_y + 0.2


# -- who hears what


def test_marks_for_the_pen_are_artifacts() -> None:
    found = laid()
    assert all(text.mcid is None for text in found.drawing.texts() if text.text.strip() in (*"RAG", "Date", *VISITS))
    assert all(text.mcid is None for text in found.drawing.texts() if text.text.startswith("/"))
    assert tag_tree(found.tags).startswith("Sect\n  TOC\n    TOCI\n")


def test_days_stand_on_the_lines_for_dates_and_may_be_fewer_than_the_columns() -> None:
    drawn = laid(days=DAYS[:3]).drawing
    assert "Date" not in drawn.words()
    assert len(drawn.curves()) == 9
    for visit, day in zip(VISITS, DAYS[:3], strict=False):
        above, below = called(drawn, visit), called(drawn, day)
        assert below.x == pytest.approx(above.x, abs=0.01)
        assert below.y > above.y + 10


# -- over the page


def test_the_head_is_repeated() -> None:
    found = laid(rows=10, days=DAYS)
    assert found.pages == 2
    assert found.drawing.find("Day 7", 1).mcid is None
    assert tag_tree(found.tags).count("TOCI") == 10


def test_no_row_is_divided() -> None:
    found = laid(rows=10)
    for page in (0, 1):
        whole = [line for line in found.drawing.lines(page) if line.x1 - line.x0 > 170]
        assert len(found.drawing.curves(page)) == 12 * (len(whole) - 1)
        assert max(line.y0 for line in found.drawing.lines(page)) <= 275.01
