"""Covers that have the contents and the tracker, with an overview on their back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from packgen.layout.core.setting import Setting
from packgen.plan.front_matter import FrontMatter
from packgen.plan.listing import ListedTopic
from packgen.plan.timetable import Revision
from packgen.plan.title import Title
from packgen.sheets.cover_tracker import typeset_cover
from tests.support.collisions import outside, overlaps
from tests.support.fronts import DATED, EVERYTHING, TITLE, VISITS, Shown, topic
from tests.support.pages import design, faces
from tests.support.pdf import Node, tag_tree

PAPERS = ["a4", "letter"]


def cover(
    listed: ListedTopic,
    profile: str = "standard",
    paper: str = "a4",
    visits: Revision | None = VISITS,
    title: Title = TITLE,
    *,
    fillable: bool = False,
    named: bool = False,
) -> Shown | None:
    setting = Setting(design(profile, paper), faces(profile), fillable=fillable, language=title.language)
    sheet = typeset_cover(FrontMatter(title, (listed,), visits, named, overviewed=True), setting)
    return None if sheet is None else Shown(sheet, profile)


def whole(sections: int, others: Sequence[str] = ("Sources",)) -> ListedTopic:
    """A topic whose overview is one page."""
    listed = topic(sections, others=others, overview=True)
    overview, *entries = listed.entries
    stages = tuple(stage._replace(page_count=1) for stage in overview.stages)
    return listed._replace(entries=(overview._replace(stages=stages), *entries))


def there(shown: Shown | None) -> Shown:
    assert shown is not None
    return shown


def feet(shown: Shown) -> list[float]:
    """Return the feet of the rows of the sections, below their circles."""
    return sorted({line.y0 for line in shown.drawing.lines(0) if line.weight == 0.5 and line.x1 - line.x0 < 80})


# -- what fits


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    ("sections", "others"), [*((n, ("Sources",)) for n in range(3, 8)), *((n, EVERYTHING) for n in range(3, 7))]
)
def test_three_to_seven_sections_fit_the_cover(others: Sequence[str], sections: int, paper: str) -> None:
    shown = there(cover(whole(sections, others), paper=paper))
    used = design("standard", paper)
    assert shown.pages == 1
    assert outside(shown.drawing, used, used.spans.full) == []
    assert overlaps(shown.drawing) == []
    assert len(shown.drawing.curves(0)) == sections * 12
    assert "What do you know" not in shown.drawing.words()


@pytest.mark.parametrize(
    ("sections", "options"),
    [
        (10, {}),
        (7, {"visits": DATED}),
        (3, {"profile": "large-print"}),
        (3, {"profile": "dyslexia"}),
        (7, {"visits": Revision((0, 1, 2, 4, 7))}),
        (7, {"paper": "letter", "title": TITLE._replace(title="A title too long for one line of the cover")}),
        (3, {"visits": None}),
        (0, {}),
    ],
    ids=["sections", "dates", "one column", "wide margins", "visits", "title", "no tracker", "no sections"],
)
def test_what_does_not_fit_has_no_such_cover(sections: int, options: dict[str, Any]) -> None:
    assert cover(whole(sections), **options) is None


def test_three_sections_have_the_rows_of_the_page_of_contents() -> None:
    shown = there(cover(whole(3)))
    assert shown.drawing.words(0).count("Date") == 12
    rules = [line.y0 for line in shown.drawing.lines(0) if line.x1 - line.x0 > 170 and line.weight in (0.5, 0.8)]
    assert [below - above for above, below in pairwise(rules[1:5])] == pytest.approx([27.5] * 3, abs=0.01)


def test_three_sections_may_have_days_of_their_own() -> None:
    shown = there(cover(whole(3), visits=DATED._replace(exam=date(2027, 6, 7))))
    assert shown.called("Mon 23 Nov", 0)
    assert "write your score" in shown.tags.text


@pytest.mark.parametrize(("sections", "paper", "height"), [(4, "a4", 15.5), (7, "a4", 13.0), (7, "letter", 12.0)])
def test_rows_are_lower_the_less_room_there_is(sections: int, paper: str, height: float) -> None:
    rows = feet(there(cover(whole(sections), paper=paper)))
    assert [below - above for above, below in pairwise(rows)] == pytest.approx([height] * (sections - 1), abs=0.01)


def test_date_and_score_are_written_where_the_row_ends() -> None:
    shown = there(cover(whole(7)))
    assert "Date" not in shown.drawing.words(0)
    assert shown.drawing.words(0).count("/ 32") == 28
    for foot in feet(shown):
        beside = [line for line in shown.drawing.lines(0) if line.y0 == pytest.approx(foot, abs=0.01)]
        assert sorted(round(line.x1 - line.x0, 1) for line in beside if line.weight == 0.6) == [6.0] * 4 + [9.9] * 4
        [rule] = [line for line in beside if line.weight != 0.6]
        assert rule.x1 < min(line.x0 for line in beside if line is not rule)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_parts_of_the_cover_stand_equally_far_apart(paper: str) -> None:
    shown = there(cover(whole(7), paper=paper))
    name, *_ = (line.y0 for line in shown.drawing.lines(0) if line.weight == 0.6)
    tracker, steps = sorted({line.y0 for line in shown.drawing.lines(0) if line.weight == 1})
    dates = shown.called("1953–1964", 0).y + 0.3 * 12.5  # from the baseline to the foot of the line
    sources = shown.called("Sources", 0).y + 0.3 * 5
    assert tracker - name == pytest.approx(steps - sources, abs=0.05)
    assert tracker - name == pytest.approx(name - 8 - dates + 2.5, abs=0.05)  # a field has room above its label
    assert tracker - name >= 5


# -- what it says


def test_the_overview_is_on_the_second_page_and_the_first_section_on_the_third() -> None:
    found = [(link.target[0], link.description) for link in there(cover(whole(7))).sheet.links]
    assert found[:6] == [
        (0, "Overview, page 2"),
        (0, "Overview, Page 2"),
        (1, "1 Section 1, page 3"),
        (1, "1 Section 1, Learn 3"),
        (2, "1 Section 1, Recall 5"),
        (3, "1 Section 1, Write 7"),
    ]
    assert found[-2:] == [(29, "Sources, page 45"), (29, "Sources, Page 45")]


def test_it_has_no_list_but_the_contents() -> None:
    words = there(cover(whole(7))).drawing.words(0)
    assert "In this pack" not in words
    assert "Each section has" not in words
    assert words.count("Section 4") == 1


def headings(node: Node) -> list[str]:
    own = [f"{node.tag} {node.text}"] if node.tag in ("H1", "H2", "H3") else []
    return own + [one for kid in node.kids if isinstance(kid, Node) for one in headings(kid)]


def test_its_tags_are_a_title_and_a_table_of_contents_and_a_list() -> None:
    tags = there(cover(whole(3))).tags
    assert headings(tags) == ["H1 Khrushchev in power", "H2 Contents and tracker", "H2 The recall ladder"]
    shown = tag_tree(tags)
    assert (shown.count("TOC\n"), shown.count("TOCI\n")) == (1, 5)
    assert shown.index("Ring") < shown.index("TOC\n")
    assert [entry.title for entry in there(cover(whole(3))).sheet.outline] == [
        "Contents and tracker",
        "The recall ladder",
    ]


def test_the_course_is_beside_the_dates_if_it_fits_there() -> None:
    beside = there(cover(whole(7)))
    assert beside.called(TITLE.note, 0).y == beside.called("1953–1964", 0).y
    below = there(cover(whole(6), title=TITLE._replace(note=f"{TITLE.note}, and for a paper with a long name " * 2)))
    assert below.drawing.find("Russia", 0).y > below.called("1953–1964", 0).y


def test_french_stages_are_in_pairs_where_they_do_not_fit_one_line() -> None:
    shown = there(cover(whole(5), title=TITLE._replace(language="fr")))
    stages = "Apprendre", "Restituer", "Rédiger", "Corriger"
    found = [text for text in shown.drawing.texts(0) if text.text.strip() in stages and text.size == 9.5]
    first, second, third, fourth = (text.y for text in found[:4])
    assert first == second < third == fourth


# -- to fill in on screen


def test_fields_are_where_the_pen_would_write() -> None:
    shown = there(cover(whole(7), fillable=True))
    fields = [field for field in shown.sheet.fields if field.name.startswith("tracker")]
    assert len(fields) == 7 * 4 * 5
    assert len({field.name for field in fields}) == len(fields)
    assert [field.description for field in fields][3:5] == [
        "1 Section 1, Same day: Date", "1 Section 1, Same day: Score out of 32",
    ]  # fmt: skip
    assert overlaps(shown.drawing) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_a_cover_may_be_named(paper: str) -> None:
    [name] = there(cover(whole(7), paper=paper, named=True)).sheet.references
    assert name.target is None


@pytest.mark.parametrize("paper", PAPERS)
def test_two_covers_of_the_same_pack_are_the_same(paper: str) -> None:
    assert len({repr(there(cover(whole(6), paper=paper)).sheet) for _ in range(2)}) == 1


# -- what nobody would write


@pytest.mark.parametrize("text", ["Words without end " * 4, "x" * 60], ids=["long", "word"])
def test_hostile_words_stay_inside_the_frame(text: str) -> None:
    listed = whole(3)
    entries = tuple(entry._replace(title=text) for entry in listed.entries)
    shown = cover(listed._replace(entries=entries), title=TITLE._replace(note=text, kicker=text))
    used = design("standard", "a4")
    assert shown is None or (outside(shown.drawing, used, used.spans.full), overlaps(shown.drawing)) == ([], [])
