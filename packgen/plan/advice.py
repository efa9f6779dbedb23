"""Advice on weak recall: content that can be printed, but tests less than it seems to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from packgen.blocks.base import contents
from packgen.errors import Problem
from packgen.locale.registry import words_for
from packgen.plan.stages import LEARN, places
from packgen.plan.tasks import SectionTask, mentions, recall_tasks, write_tasks
from packgen.text.inline import folded, plain

if TYPE_CHECKING:
    from packgen.layout.text.gap import Gap
    from packgen.load.library import LoadedTopic

_SHORTEST = 3
"""Least number of characters of an answer that is searched for: shorter ones (a letter, a rank) occur in any text."""

_SHOWN = 60

_APART = "Hide something else, or set the tasks on different pages."


class RecallTrial(NamedTuple):
    """What typesetting a section's Recall sheet has shown.

    Attributes:
        pages: for the letter of each task, its pages.
        crowded: letters of tasks and numbers of gaps whose answers take more lines than the gaps have.
    """

    pages: Mapping[str, range]
    crowded: Sequence[tuple[str, int]]


def advise(loaded: LoadedTopic, place: int, seed: int, trial: RecallTrial) -> Iterator[Problem]:
    """Yield the weaknesses in the recall tasks of the section at an index in its topic."""
    topic, section = loaded.topic, loaded.topic.sections[place]
    recall, write = recall_tasks(topic, section, seed), write_tasks(topic, section, seed)
    tell = _Teller(loaded, place)
    yield from _unasked(tell, write)
    yield from _without_question(loaded, place)
    for task in (*recall, *write):
        yield from (tell(task, message, remedy) for message, remedy in task.form.weaknesses())
    for task in recall:
        yield from _side_by_side(tell, task)
        yield from _given_away(tell, task, recall, trial)
    letters = {task.letter: task for task in recall}
    for letter, number in trial.crowded:
        yield tell(letters[letter], f"the answer to {letter} {number} is longer than its line.", "Shorten it.")


class _Teller:
    """Makes a problem of each weakness, located at its block."""

    def __init__(self, loaded: LoadedTopic, place: int) -> None:
        self.loaded, self.place = loaded, place

    def __call__(self, task: SectionTask | int, message: str, remedy: str) -> Problem:
        block = task if isinstance(task, int) else task.place
        return self.loaded.document.problem(self.loaded.block_origin(self.place, block), message, remedy)

    @property
    def section(self) -> str:
        return self.loaded.topic.sections[self.place].id


def _unasked(tell: _Teller, write: Sequence[SectionTask]) -> Iterator[Problem]:
    """Yield the study blocks with facts that no exam question needs."""
    section = tell.loaded.topic.sections[tell.place]
    study = places(section, LEARN)
    if study and not write:
        yield tell(study[0], f"no exam question asks for what section {tell.section} teaches.", "Add a question.")
        return
    asked = "\n".join(folded(text) for task in write for text in contents(section.blocks[task.place])[1])
    for place in study:
        terms = section.blocks[place].key_terms()
        if terms and not any(mentions(asked, folded(term)) for term in terms):
            yield tell(place, "no exam question of this section needs it.", "Name a fact of it in a mark scheme.")


def _without_question(loaded: LoadedTopic, place: int) -> Iterator[Problem]:
    """Yield the facts that no card and no quiz asks, since what stands in the file makes no question by itself."""
    words = words_for(loaded.topic.language)
    for number, block in enumerate(loaded.topic.sections[place].blocks):
        for card in block.cards(words):
            if card.fault:
                asked = " ".join(filter(None, (card.cue, card.question)))
                message = f"the question {_quoted(asked)} does not stand alone: {card.fault}."
                origin = loaded.block_origin(place, number, *card.path)
                remedy = 'Write "ask:" and a whole question, or "ask: no".'
                yield loaded.document.problem(origin, message, remedy)


def _side_by_side(tell: _Teller, task: SectionTask) -> Iterator[Problem]:
    for before, after in pairwise(task.form.gaps):
        if plain(before.answer).casefold() == plain(after.answer).casefold() and len(plain(after.answer)) >= _SHORTEST:
            message = (
                f"{task.letter} {before.number} and {after.number}, side by side, both want {_quoted(after.answer)}."
            )
            yield tell(task, message, "Hide one of them only.")


def _given_away(
    tell: _Teller, task: SectionTask, tasks: Sequence[SectionTask], trial: RecallTrial
) -> Iterator[Problem]:
    """Yield the gaps whose answers are printed on the same page: in the task itself or in another task."""
    own = trial.pages.get(task.letter, range(0))
    for other in tasks:
        if other is not task and not _meet(own, trial.pages.get(other.letter, range(0))):
            continue
        given = "\n".join(folded(text) for text in other.form.given())
        for gap in _written(task):
            answer = plain(gap.answer)
            if len(answer) >= _SHORTEST and mentions(given, folded(gap.answer)):
                where = "the task itself" if other is task else f"{other.letter} beside it"
                message = f"the answer to {task.letter} {gap.number}, {_quoted(answer)}, stands in {where}."
                yield tell(task, message, "Hide something else." if other is task else _APART)


def _written(task: SectionTask) -> Iterator[Gap]:
    """Yield the gaps filled with words; options to tick and letters are printed beside their gaps by design."""
    words = {gap.number: gap.answer for gap in task.form.facts}
    yield from (gap for gap in task.form.gaps if words.get(gap.number) == gap.answer)


def _meet(one: range, other: range) -> bool:
    return bool(one) and bool(other) and one.start < other.stop and other.start < one.stop


def _quoted(answer: str) -> str:
    shown = plain(answer)
    return f'"{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"}"'
