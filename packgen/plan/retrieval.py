"""The questions of a retrieval grid: how long ago each section was taught, and which questions it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from packgen.plan.questions import questions_of, with_several_sections
from packgen.plan.selection import Chosen
from packgen.plan.tasks import mentions
from packgen.tasks.chance import Chance
from packgen.tasks.retrieval import AGES, GridQuestion, columns_of
from packgen.text.inline import folded, plain

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.tasks.base import Card
    from packgen.tasks.quiz import QuizQuestion

_LONGEST = {2: (80, 45), 3: (80, 45), 4: (70, 40)}
"""Greatest numbers of letters of a question and of an answer, by the number of columns: what a cell holds."""

_TRIES = 20
"""Orders of cells that are tried."""

_SHORTEST = 3
"""Least number of letters of an answer that another question may give away."""


def grid_of(
    chosen: Sequence[Chosen[LoadedTopic]], ages: Sequence[int], count: int, seed: int
) -> tuple[list[GridQuestion], list[str]]:
    """Return ``count`` short questions, the ages evenly drawn and mixed, and a warning if there are fewer.

    No two have one answer, and none gives the answer of another away, unless there are too few others. What is drawn
    depends on topics, count and seed only, so that it is the same in every profile.

    Args:
        chosen: topics and sections to ask about, in the order taught.
        ages: the points of each chosen section; by default they follow from the order: the last section is the last
            lesson's, the one before it last week's, the one before that last month's, and all others were earlier. Of
            four topics or more it is the last topic, the one before it, and so on, so that a grid is not of one alone.
        count: number of questions, at least 1.
        seed: decides which questions are drawn, and their order.
    """
    columns, chance = columns_of(count), Chance(seed, "grid")
    longest_question, longest_answer = _LONGEST[columns]

    def suits(card: Card) -> bool:
        asked = len(plain(card.cue)) + len(plain(card.question))
        return not card.options and asked <= longest_question and len(plain(card.answer)) <= longest_answer

    known = ages or _by_order(chosen)
    numbered = with_several_sections(chosen)
    pools = {
        points: questions_of(_of_age(chosen, known, points), chance, suits, numbered) for points in sorted(set(known))
    }
    mixed = _spread(_drawn(pools, count), columns, chance)
    titles = {one.loaded.topic.id: plain(one.loaded.topic.title) if len(chosen) > 1 else "" for one in chosen}
    found = [
        one._replace(question=one.question._replace(number=number, topic=titles[one.question.sheet.partition("/")[0]]))
        for number, one in enumerate(mixed, 1)
    ]
    if len(found) == count:
        return found, []
    there = {0: "are none", 1: "is only 1"}.get(len(found), f"are only {len(found)}")
    return found, [f"The grid was to have {count} questions, but there {there} in these sections that fit its cells."]


def _by_order(chosen: Sequence[Chosen[LoadedTopic]]) -> list[int]:
    """Return the points of sections in the order in which they, or many topics, were taught."""
    oldest, lengths = max(AGES), [len(one.sections) for one in chosen]
    if len(lengths) < oldest:
        return [min(back, oldest) for back in range(sum(lengths), 0, -1)]
    backs = range(len(lengths), 0, -1)
    return [min(back, oldest) for back, length in zip(backs, lengths, strict=True) for _ in range(length)]


def _of_age(chosen: Iterable[Chosen[LoadedTopic]], ages: Iterable[int], points: int) -> list[Chosen[LoadedTopic]]:
    """Return the topics with those of their sections that are of one age."""
    each = iter(ages)
    parted = [Chosen(one.loaded, tuple(place for place in one.sections if next(each) == points)) for one in chosen]
    return [one for one in parted if one.sections]


def _drawn(pools: dict[int, list[QuizQuestion]], count: int) -> list[GridQuestion]:
    """Return questions of each age in turn; those that give another's answer away only where there are no others."""
    taken: list[GridQuestion] = []
    for strict in (True, False):
        left: dict[int, list[QuizQuestion]] = {points: [] for points in pools}
        turns = {points: iter(pool) for points, pool in pools.items()}
        while turns and len(taken) < count:
            for points, turn in list(turns.items())[: count - len(taken)]:
                found = None
                for question in turn:
                    if _goes_with(question, taken, strict):
                        found = question
                        break
                    left[points].append(question)
                if found is None:
                    del turns[points]
                else:
                    taken.append(GridQuestion(found, points))
        pools = left
    return taken


def _goes_with(question: QuizQuestion, taken: Iterable[GridQuestion], strict: bool) -> bool:
    """Tell whether question and answer are unlike those taken and, if strict, give none of them away, nor they them."""
    asked, answer = folded(question.card.question), folded(question.card.answer)
    for one in taken:
        other_asked, other = folded(one.question.card.question), folded(one.question.card.answer)
        if other == answer or other_asked == asked:
            return False
        if strict and (_gives(asked, other) or _gives(other_asked, answer)):
            return False
    return True


def _gives(asked: str, answer: str) -> bool:
    return len(answer) >= _SHORTEST and mentions(asked, answer)


def _spread(taken: Sequence[GridQuestion], columns: int, chance: Chance) -> list[GridQuestion]:
    """Return questions in the best of some orders: few cells have the points of the cell before or above them."""
    tried = (_tried(taken, columns, Chance(chance.seed, f"{chance.scope}/{n}")) for n in range(_TRIES))
    return min(tried, key=lambda order: sum(one.points in _near(order[:n], columns) for n, one in enumerate(order)))


def _tried(taken: Sequence[GridQuestion], columns: int, chance: Chance) -> list[GridQuestion]:
    """Return questions cell by cell, each with other points than its neighbours if any are left, else by chance."""
    left = sorted(taken, key=lambda one: chance.rank(f"{one.question.sheet}/{one.question.card.question}"))
    order: list[GridQuestion] = []
    while left:
        near, counts = _near(order, columns), Counter(one.points for one in left)
        best = min(left, key=lambda one: (one.points in near, -counts[one.points]))
        left.remove(best)
        order.append(best)
    return order


def _near(order: Sequence[GridQuestion], columns: int) -> set[int]:
    """Return the points of the cells before and above the next one."""
    before = order[-1:] if len(order) % columns else ()
    above = order[-columns : len(order) - columns + 1] if len(order) >= columns else ()
    return {one.points for one in (*before, *above)}
