from __future__ import annotations

import itertools

import pytest

from packgen.blocks import Block
from tests.support.paper import Laid, lay_block, parse, setting
from tests.support.pdf import tag_tree


def timeline(count: int, **fields: object) -> Block:
    events = [{"date": f"Date{n:02}", "event": f"Event{n:02} of some length indeed", **fields} for n in range(count)]
    return parse("timeline", events=events)


def filled(laid: Laid) -> list[bool]:
    return [curve.filled != "1 1 1" for curve in laid.drawing.curves()]


def test_circles_stand_on_the_rail_beside_their_dates() -> None:
    laid = lay_block(timeline(3))
    circles = laid.drawing.curves()
    dates = [laid.drawing.find(f"Date{n:02}") for n in range(3)]
    for circle, date in zip(circles, dates, strict=True):
        assert (circle.width, circle.height) == pytest.approx((3.2, 3.2), abs=0.01)
        assert circle.x + 1.6 == pytest.approx(20 + 1.6, abs=0.01)
        assert circle.y + 1.6 == pytest.approx(date.y - 3.5 + 2.5, abs=0.01)
        assert date.x == pytest.approx(27, abs=0.01)
    assert max(text.right for text in laid.drawing.texts()) <= 75


def test_the_rail_runs_from_circle_to_circle() -> None:
    laid = lay_block(timeline(3))
    _, *rail = laid.drawing.lines()  # the first is the heading's
    circles = laid.drawing.curves()
    assert [(line.y0, line.y1) for line in rail] == [
        pytest.approx((above.y + 3.2, below.y), abs=0.01) for above, below in itertools.pairwise(circles)
    ]


def test_key_events_are_filled() -> None:
    events = [{"date": "1953", "event": "a"}, {"date": "1957", "event": "b", "key": "yes"}]
    assert filled(lay_block(parse("timeline", events=events))) == [False, True]


def test_the_key_is_a_note_beside_the_title() -> None:
    laid = lay_block(parse("timeline", key="filled: the attempt", events=[{"date": "1953", "event": "a"}]))
    assert laid.drawing.find("filled").right == pytest.approx(75, abs=0.01)


def test_dates_label_their_events() -> None:
    assert tag_tree(lay_block(timeline(1)).tags) == (
        "Sect\n  Sect\n    H2: Timeline\n    L [numbering=None]\n      LI\n        Lbl: Date00\n"
        "        LBody: Event00 of some length indeed\n"
    )


def test_it_is_divided_between_events_and_the_rail_goes_on() -> None:
    laid = lay_block(timeline(30), skip=100)
    assert laid.pages == 2
    circles = laid.drawing.curves(0)
    last = laid.drawing.lines(0)[-1]
    assert last.y0 == pytest.approx(circles[-1].y + 3.2, abs=0.01)
    assert last.y1 > circles[-1].y + 3.2
    first = laid.drawing.curves(1)[0]
    assert all(line.y0 > first.y for line in laid.drawing.lines(1))
    for n in range(30):
        assert laid.drawing.find(f"Date{n:02}").page == laid.drawing.find(f"Event{n:02}").page
    assert len(laid.tags.find("L")) == 1
    assert len(laid.tags.find("LI")) == 30


def test_the_last_part_of_a_rail_ends_with_its_last_event() -> None:
    laid = lay_block(timeline(30), skip=100)
    assert len(laid.drawing.lines(1)) == len(laid.drawing.curves(1)) - 1


def test_two_events_at_least_stand_on_each_side() -> None:
    for skip in range(150, 250, 7):
        laid = lay_block(timeline(6), skip=skip)
        assert 1 not in [len(laid.drawing.curves(page)) for page in range(laid.pages)]


def test_an_event_taller_than_a_page_is_divided_after_all() -> None:
    laid = lay_block(parse("timeline", events=[{"date": "1957", "event": "word " * 900}]))
    assert laid.pages >= 2
    assert laid.tags.text.count("word") == 900


def test_it_is_larger_in_large_print() -> None:
    laid = lay_block(timeline(2), setting("large-print"))
    assert {round(curve.width, 2) for curve in laid.drawing.curves()} == {5.2}
    assert laid.drawing.find("Date00").x == pytest.approx(31.5, abs=0.01)
