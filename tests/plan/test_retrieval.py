from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from packgen.errors import Origin, UsageProblem
from packgen.load.loaded import LoadedTopic
from packgen.model import Topic
from packgen.options import PackOptions, plan_options
from packgen.plan.ages import ages, require_ages
from packgen.plan.retrieval import grid_of
from packgen.plan.selection import Chosen
from packgen.tasks.retrieval import GridQuestion, columns_of

DAYS = [date(2026, 9, 7), date(2026, 10, 16), date(2026, 11, 9), date(2026, 11, 16)]


class Loaded(LoadedTopic):
    """A topic with no file behind it."""

    def block_origin(self, section: int, block: int, *path: str | int) -> Origin:
        return Origin("test.yaml", section + 1, block + 1)


def terms(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"type": "glossary", "terms": [{"term": term, "meaning": meaning} for term, meaning in pairs]}


def topic(*sections: dict[str, Any], name: str = "rise") -> Chosen[LoadedTopic]:
    made = [{"id": f"s{n}", "title": f"Section {n}", "blocks": [one]} for n, one in enumerate(sections, 1)]
    head = {"schema": "1", "id": name, "title": f"The {name}", "subject": "History", "level": "A-level"}
    return Chosen(Loaded(Topic.model_validate({**head, "sections": made}), Path(), "", None), tuple(range(len(made))))


def sections(count: int, each: int = 8, name: str = "rise") -> Chosen[LoadedTopic]:
    """A topic of sections with so many terms each."""
    return topic(
        *(
            terms(*((f"Term {name}{s}{n}", f"Meaning {name} {s}.{n}") for n in range(each)))
            for s in range(1, count + 1)
        ),
        name=name,
    )


def grid(
    chosen: list[Chosen[LoadedTopic]], known: tuple[int, ...] = (), count: int = 12, seed: int = 1
) -> list[GridQuestion]:
    found, warnings = grid_of(chosen, known, count, seed)
    assert warnings == []
    return found


def homes(found: list[GridQuestion]) -> set[tuple[int, str]]:
    return {(one.points, one.question.section.split()[0]) for one in found}


# -- ages


def test_ages_are_counted_back_from_the_last_lesson() -> None:
    assert ages(DAYS) == (4, 3, 2, 1)
    assert ages(list(reversed(DAYS))) == (1, 2, 3, 4)
    assert ages([DAYS[3], DAYS[3], date(2026, 11, 8), date(2026, 10, 15)]) == (1, 1, 3, 4)
    assert ages([]) == ()


def test_dates_are_resolved_to_ages() -> None:
    assert plan_options(PackOptions(taught=tuple(DAYS))).ages == (4, 3, 2, 1)


def test_without_dates_the_last_section_is_the_last_lessons() -> None:
    assert homes(grid([sections(6)])) >= {(1, "6"), (2, "5"), (3, "4")}
    assert {points for points, home in homes(grid([sections(6)])) if home in "123"} == {4}
    assert homes(grid([sections(1, 20)])) == {(1, "Section")}  # the only one of its topic has no number
    assert homes(grid([sections(2, 10)])) == {(1, "2"), (2, "1")}


def test_without_dates_the_last_of_four_topics_is_the_last_lessons() -> None:
    """Otherwise three in four questions on a whole course would be on its last topic."""
    topics = [sections(3, name=name) for name in ("one", "two", "three", "four", "five")]
    drawn = {(one.points, one.question.sheet.partition("/")[0]) for one in grid(topics, count=16)}
    assert drawn == {(1, "five"), (2, "four"), (3, "three"), (4, "two"), (4, "one")}
    few = grid(topics[:3])
    assert {one.question.sheet.partition("/")[0] for one in few if one.points < 4} == {"three"}


def test_the_order_of_the_pack_counts() -> None:
    one = sections(3)
    assert homes(grid([one._replace(sections=(2, 0, 1))])) == {(1, "2"), (2, "1"), (3, "3")}


def test_with_dates_the_days_count() -> None:
    assert homes(grid([sections(3)], (1, 4, 4))) == {(1, "1"), (4, "2"), (4, "3")}


def test_there_is_a_date_for_each_section() -> None:
    require_ages([sections(2), sections(1)], (1, 2, 3))
    require_ages([sections(2)], ())
    with pytest.raises(
        UsageProblem, match=r"^1 date is given with --taught, and there are 3 sections\. Give the date of"
    ):
        require_ages([sections(2), sections(1)], (1,))
    with pytest.raises(UsageProblem, match=r"^2 dates are given with --taught, and there is 1 section\. "):
        require_ages([sections(1)], (1, 2))


# -- what is drawn


@pytest.mark.parametrize("count", [4, 9, 12, 16])
def test_ages_have_equal_shares(count: int) -> None:
    found = grid([sections(7)], count=count)
    drawn = [one.points for one in found]
    assert [one.question.number for one in found] == list(range(1, count + 1))
    assert max(map(drawn.count, (1, 2, 3, 4))) - min(map(drawn.count, (1, 2, 3, 4))) <= 1


@pytest.mark.parametrize("count", [12, 16])
def test_no_cell_has_the_points_of_the_cell_beside_or_above_it(count: int) -> None:
    columns = columns_of(count)
    for seed in range(10):
        points = [one.points for one in grid([sections(7)], count=count, seed=seed)]
        beside = [n for n in range(1, count) if n % columns and points[n] == points[n - 1]]
        above = [n for n in range(columns, count) if points[n] == points[n - columns]]
        assert beside == above == []


def test_other_ages_make_up_for_what_an_age_lacks() -> None:
    found = grid([topic(terms(*((f"Old {n}", f"Then {n}") for n in range(20))), terms(("New", "Now")))])
    assert sorted(one.points for one in found) == [1, *[2] * 11]


def test_another_seed_draws_anew_and_the_same_does_not() -> None:
    asked = {tuple(one.question.card.question for one in grid([sections(7)], seed=seed)) for seed in range(6)}
    assert len(asked) == 6
    assert grid([sections(7)], seed=3) == grid([sections(7)], seed=3)


def test_no_two_questions_have_one_answer() -> None:
    same = [(f"Term {n}", "The same meaning") for n in range(10)]
    found = grid([topic(terms(*same, *((f"Word {n}", f"Meaning {n}") for n in range(11))))])
    answers = [one.question.card.answer for one in found]
    assert len(set(answers)) == 12


def test_no_question_gives_the_answer_of_another_away() -> None:
    telling = [("Plenum of the Presidium", "A meeting"), ("Politburo", "Presidium")]
    for seed in range(8):
        found = grid([topic(terms(*telling, *((f"Word {n}", f"Meaning {n}") for n in range(11))))], seed=seed)
        assert len({one.question.card.question for one in found} & {"Plenum of the Presidium", "Politburo"}) <= 1
    assert len(grid([topic(terms(*telling, *((f"Word {n}", f"Meaning {n}") for n in range(10))))])) == 12


def test_questions_are_short_enough_for_a_cell() -> None:
    long = [("Term " + "x" * 90, "Short"), ("Short", "Meaning " + "y" * 60)]
    found = grid([topic(terms(*long, *((f"Word {n}", f"Meaning {n}") for n in range(12))))])
    assert not {one.question.card.question for one in found} & {one for one, _ in long}


def test_options_to_tick_have_no_room() -> None:
    choice = {
        "type": "multiple-choice",
        "questions": [{"question": "Q?", "options": [{"text": "a", "right": "yes"}, "b"]}],
    }
    found, warnings = grid_of([topic(choice)], (), 12, 1)
    assert found == []
    assert warnings == ["The grid was to have 12 questions, but there are none in these sections that fit its cells."]


def test_fewer_questions_make_a_smaller_grid() -> None:
    found, warnings = grid_of([sections(1, 5)], (), 12, 1)
    assert [one.question.number for one in found] == [1, 2, 3, 4, 5]
    assert warnings == ["The grid was to have 12 questions, but there are only 5 in these sections that fit its cells."]
    assert "is only 1 in" in grid_of([sections(1, 1)], (), 12, 1)[1][0]


def test_topics_are_named_where_there_are_several() -> None:
    assert {one.question.topic for one in grid([sections(3)])} == {""}
    two = grid([sections(2), sections(1, name="fall")], (2, 2, 1))
    assert {(one.points, one.question.topic) for one in two} == {(2, "The rise"), (1, "The fall")}


@pytest.mark.parametrize(("count", "columns"), [(4, 2), (5, 3), (9, 3), (12, 3), (13, 4), (16, 4)])
def test_columns_follow_from_the_number(count: int, columns: int) -> None:
    assert columns_of(count) == columns
