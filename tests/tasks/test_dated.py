from __future__ import annotations

import itertools
from typing import Literal

import pytest

from packgen.blocks import Block
from packgen.sheet.sheet import Pages, PageWords
from packgen.tasks.chance import Chance
from packgen.tasks.dated import DatedTask, alternating
from packgen.tasks.ordering import OrderingTask
from tests.support.geometry import Line
from tests.support.paper import Laid, lay_form, lay_key, parse, setting
from tests.support.parity import both
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

CHANCE = Chance(1, "test")


def form(count: int, *hidden: Literal["date", "event"]) -> DatedTask:
    """So many events; what they hide is repeated."""
    events = tuple((f"Day{n:02}", f"Event{n:02} happened") for n in range(count))
    return DatedTask("Complete the timeline", events, tuple(itertools.islice(itertools.cycle(hidden), count)))


def writing(laid: Laid, page: int | None = None) -> list[Line]:
    return [line for line in laid.drawing.lines(page) if line.weight == 0.6 and line.y0 == line.y1]


# -- what is hidden


def names(count: int, seed: int = 1) -> list[str]:
    return [f"{seed}: event {n}" for n in range(count)]


@pytest.mark.parametrize("seed", range(60))
def test_three_in_a_row_never_hide_the_same(seed: int) -> None:
    hidden = alternating(Chance(seed, "test"), names(12))
    assert all(len({*three}) == 2 for three in zip(hidden, hidden[1:], hidden[2:], strict=False))


def test_most_neighbours_differ() -> None:
    hidden = [alternating(Chance(seed, "test"), names(12)) for seed in range(200)]
    differ = [a != b for one in hidden for a, b in itertools.pairwise(one)]
    assert 0.8 < sum(differ) / len(differ) < 0.95
    assert 0.45 < sum(one[0] == "date" for one in hidden) / len(hidden) < 0.55


def test_an_event_that_is_added_changes_few_others() -> None:
    changed = []
    for seed in range(100):
        chance, before = Chance(seed, "test"), names(12)
        after = [*before[:6], "a new one", *before[6:]]
        old = dict(zip(before, alternating(chance, before), strict=True))
        new = dict(zip(after, alternating(chance, after), strict=True))
        changed.append(sum(old[name] != new[name] for name in before))
    assert sum(changed) / len(changed) < 3
    assert changed.count(0) > 20


def test_the_seed_decides_which_half_is_hidden() -> None:
    assert len({alternating(Chance(seed, "test"), names(8)) for seed in range(20)}) > 5
    assert alternating(Chance(3, "test"), names(8)) == alternating(Chance(3, "test"), names(8))


def timeline(count: int) -> Block:
    return parse("timeline", events=[{"date": f"Day{n}", "event": f"Event{n}"} for n in range(count)])


def test_a_timeline_hides_dates_events_or_both_by_turns() -> None:
    dates, events = timeline(4).recall("dates", CHANCE, WORDS), timeline(4).recall("events", CHANCE, WORDS)
    mixed = timeline(4).recall("mixed", CHANCE, WORDS)
    assert dates
    assert events
    assert mixed
    assert [gap.answer for gap in dates.gaps] == ["Day0", "Day1", "Day2", "Day3"]
    assert dates.given() == ["Event0", "Event1", "Event2", "Event3"]
    assert [gap.answer for gap in events.gaps] == dates.given()
    assert {gap.answer[:3] for gap in mixed.gaps} == {"Day", "Eve"}
    assert sorted([*mixed.given(), *(gap.answer for gap in mixed.gaps)]) == sorted([*dates.given(), *events.given()])
    assert (mixed.title, mixed.marks, mixed.short) == ("Complete the timeline", 4, "timeline.short")


def test_its_events_can_be_put_in_order() -> None:
    made = timeline(4).recall("order", CHANCE, WORDS, "Order")
    assert isinstance(made, OrderingTask)
    assert made.items == ("Event0", "Event1", "Event2", "Event3")
    assert made.shown != (0, 1, 2, 3)
    assert made.title == "Order"


@pytest.mark.parametrize("name", ["mixed", "dates", "events", "order"])
def test_two_events_are_too_few(name: str) -> None:
    assert timeline(2).recall(name, CHANCE, WORDS) is None
    assert timeline(3).recall(name, CHANCE, WORDS) is not None


# -- how it is set


def test_rows_are_a_writing_line_high_and_their_rules_lie_six_point_nine_down() -> None:
    laid = lay_form(form(3, "event", "date"))
    top = 25 + 11.25
    lines = writing(laid)
    assert [(line.x0, line.x1, line.y0) for line in lines] == [
        pytest.approx((70, 195, top + 6.9), abs=0.01),
        pytest.approx((27, 65, top + 8 + 6.9), abs=0.01),
        pytest.approx((70, 195, top + 16 + 6.9), abs=0.01),
    ]
    date, event = laid.drawing.find("Day00"), laid.drawing.find("Event01")
    assert (date.x, date.y) == pytest.approx((27, top + 5.8), abs=0.01)
    assert (event.x, event.y) == pytest.approx((70, top + 8 + 5.8), abs=0.01)


def test_circles_stand_at_the_height_of_the_letters() -> None:
    laid = lay_form(form(3, "event"))
    for number, circle in enumerate(laid.drawing.curves()):
        date = laid.drawing.find(f"Day{number:02}")
        assert circle.x + 1.6 == pytest.approx(21.6, abs=0.01)
        assert circle.y + 1.6 == pytest.approx(date.y - 0.33 * 10.5 * 25.4 / 72, abs=0.02)
        assert circle.filled == "1 1 1"


def test_the_number_stands_before_each_line() -> None:
    laid = lay_form(form(2, "event", "date"))
    first, second = (text for text in laid.drawing.texts() if text.size == 9)
    assert (first.x, second.x) == pytest.approx((70, 27), abs=0.01)
    assert (first.y, second.y) == pytest.approx((25 + 11.25 + 5.8, 25 + 11.25 + 13.8), abs=0.01)


def test_the_note_counts_the_marks() -> None:
    assert lay_form(form(8, "date")).drawing.find("8 marks").text == "8 marks: one for each line"


def test_a_hidden_date_is_the_label_of_its_event() -> None:
    assert tag_tree(lay_form(form(2, "date", "event")).tags) == (
        "Sect\n  Sect\n    H3: A Complete the timeline\n    P: 2 marks: one for each line\n    L [numbering=None]\n"
        "      LI\n        Lbl\n          Span [actual='blank 1']: 1\n        LBody: Event00 happened\n"
        "      LI\n        Lbl: Day01\n        LBody\n          Span [actual='blank 2']: 2\n"
    )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("hidden", ["date", "event"])
def test_both_editions_are_the_same_pages(profile: str, hidden: Literal["date", "event"]) -> None:
    both(form(9, hidden), profile)


def test_a_long_date_takes_two_lines_in_both_editions() -> None:
    events = (
        ("The last week of September 1957", "Zhukov is abroad"),
        ("1957", "A plenum"),
        ("1958", "Premier"),
    )
    student, teacher = both(DatedTask("T", events, ("date", "event", "date")))
    heights = [line.y0 for line in writing(student)]
    assert [below - above for above, below in itertools.pairwise(heights)] == pytest.approx([8, 8, 8], abs=0.01)
    assert teacher.drawing.find("The last").y < teacher.drawing.find("Zhukov").y + 0.01


def test_a_given_event_of_two_lines_pushes_the_next_row_down() -> None:
    events = (("Day0", "word " * 20), ("Day1", "Event1"))
    laid = lay_form(DatedTask("T", events, ("date", "date")))
    first, second = writing(laid)
    assert second.y0 - first.y0 == pytest.approx(13, abs=0.01)


def test_it_is_divided_between_rows_two_at_least_on_each_side() -> None:
    for skip in range(130, 250, 7):
        student, _ = both(form(9, "date", "event"), skip=skip)
        assert 1 not in [len(student.drawing.curves(page)) for page in range(student.pages)]
        for page in range(student.pages):
            assert len(writing(student, page)) == len(student.drawing.curves(page))


def test_the_heading_stays_with_two_rows() -> None:
    for skip in range(200, 250, 3):
        laid = lay_form(form(9, "date"), skip=skip)
        assert len(laid.drawing.curves(laid.drawing.find("Complete").page)) >= 2


def test_large_print_sets_the_event_below_its_date() -> None:
    laid = lay_form(form(2, "event", "date"), setting("large-print"))
    first, second = writing(laid)
    top = 29 + 15.2
    assert (first.x0, first.x1, first.y0) == pytest.approx((31.5, 195, top + 9 + 12), abs=0.01)
    assert (second.x0, second.y0) == pytest.approx((31.5, top + 9 + 12 + 3 + 12), abs=0.01)
    assert laid.drawing.find("Event01").y == pytest.approx(second.y0 + 6.3, abs=0.01)


def test_large_print_never_parts_a_date_from_its_event() -> None:
    for skip in range(100, 230, 9):
        student, _ = both(form(7, "date", "event"), "large-print", skip)
        for number in range(7):
            own = writing(student)[number]
            given = student.drawing.find(f"{'Event' if number % 2 == 0 else 'Day'}{number:02}")
            assert own.page == given.page


# -- the key


def test_the_key_has_the_whole_timeline_with_the_answers_bold() -> None:
    laid = lay_key(form(2, "date", "event"))
    assert tag_tree(laid.tags) == (
        f"Sect\n  Sect\n    H3: A {form(2).title}\n    P: 2 marks\n"
        "    L [numbering=Decimal]\n"
        "      LI\n        Lbl: 1\n        LBody: Day00 Event00 happened\n"
        "      LI\n        Lbl: 2\n        LBody: Day01 Event01 happened\n"
    )
    bold = setting().faces.index("text", True, False)
    faces = {text.text.strip(): text.face == bold for text in laid.drawing.texts()}
    assert [faces[word] for word in ("Day00", "Event00 happened", "Day01", "Event01 happened")] == [
        True,
        False,
        False,
        True,
    ]


def test_the_key_has_the_columns_of_the_task() -> None:
    made = form(3, "date", "event", "date")
    task, key = lay_form(made), lay_key(made)
    for words in ("Event00", "Day01", "Event02"):
        assert key.drawing.find(words).x == pytest.approx(task.drawing.find(words).x, abs=0.01)
    assert key.drawing.find("Day00").x == pytest.approx(key.drawing.find("Day01").x, abs=0.01)


def test_the_key_names_the_page() -> None:
    target = Pages("learn", 0, 0)
    laid = lay_key(form(2, "date"), where={1: target, 2: target})
    [reference] = laid.sheet.references
    assert (reference.words, reference.target) == ("2 marks · Learn p.\u00a0{}", target)
    assert isinstance(PageWords(reference.words, "", target), PageWords)


def test_the_key_runs_on_in_large_print() -> None:
    laid = lay_key(form(1, "date"), setting("large-print"))
    assert "Day00: Event00 happened" in laid.tags.text


def test_events_of_one_date_cannot_be_told_apart() -> None:
    events = (("June", "One"), ("June", "Two"), ("July", "Three"))
    assert [message for message, _ in DatedTask("T", events, ("event",) * 3).weaknesses()] == [
        'events 1 and 2 show the same, "June": nobody can tell which is meant.'
    ]
    assert DatedTask("T", events, ("date",) * 3).weaknesses() == []
    assert DatedTask("T", events, ("event", "date", "event")).weaknesses() == []
