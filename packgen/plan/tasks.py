"""Tasks: the tasks of a section, with letters on the Recall sheet and numbers on the Write sheet.

A section has exactly the tasks that its author wrote; if there are none, its study blocks provide them. Letters and
numbers depend on the topic and the seed only, so that "B 4" is the same in every edition and profile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from packgen.blocks.base import Block, ContentModel, Surroundings, TaskBlock, contents
from packgen.locale.registry import words_for
from packgen.model.topic import Section, Topic
from packgen.plan.stages import LEARN, RECALL, WRITE, places
from packgen.tasks.chance import Chance
from packgen.text.inline import folded, folded_lines

if TYPE_CHECKING:
    from packgen.layout.text.gap import Gap
    from packgen.tasks.base import Task


class SectionTask(NamedTuple):
    """A task of a section.

    Attributes:
        letter: A, B and so on for recall tasks; 1, 2 and so on for exam questions.
        form: the task itself.
        place: index in the section's list of the block that it was written as or is derived from.
        facts: for the number of a gap, the index of the study block with its answer.
    """

    letter: str
    form: Task
    place: int
    facts: Mapping[int, int]


def recall_tasks(topic: Topic, section: Section, seed: int) -> list[SectionTask]:
    """Return the tasks of the Recall sheet.

    Raises:
        TaskProblem: an authored task cannot be made; loading a topic finds these problems first.
    """
    written = _written(topic, section, RECALL, seed)
    made = list(_supplied(topic, section, seed, written or _derived(topic, section, seed)))
    return _lettered(section, made, [_letter(number) for number in range(len(made))])


def write_tasks(topic: Topic, section: Section, seed: int) -> list[SectionTask]:
    """Return the questions of the Write sheet.

    Raises:
        TaskProblem: see `recall_tasks`.
    """
    written = _written(topic, section, WRITE, seed)
    return _lettered(section, written, [str(number) for number in range(1, len(written) + 1)])


def study_blocks(section: Section) -> tuple[Block, ...]:
    """Return a section's study blocks, in order."""
    return tuple(section.blocks[place] for place in places(section, LEARN))


def chance_of(topic: Topic, section: Section, seed: int, name: str) -> Chance:
    """Return the chance for choices under a name, which other edits of the section do not affect."""
    return Chance(seed, f"{topic.id}/{section.id}/{name}")


def _written(topic: Topic, section: Section, stage: str, seed: int) -> list[tuple[int, Task]]:
    made = []
    study, words = study_blocks(section), words_for(topic.language)
    for place, name in _named(section, places(section, stage)):
        block = section.blocks[place]
        if isinstance(block, TaskBlock):
            made.append((place, block.task(Surroundings(study, chance_of(topic, section, seed, name), words))))
    return made


def _named(section: Section, chosen: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield indices of blocks with a unique name each: the block's subject, and a number among those with the same."""
    counts: dict[str, int] = {}
    for place in chosen:
        block = section.blocks[place]
        about = block.about if isinstance(block, TaskBlock) else block.type
        counts[about] = counts.get(about, 0) + 1
        yield place, f"{about}-{counts[about]}"


def _derived(topic: Topic, section: Section, seed: int) -> list[tuple[int, Task]]:
    """Return the tasks derived from a section's study blocks: by the rank of their kind, then in their order."""
    made, words = [], words_for(topic.language)
    named = [(section.blocks[place], place, name) for place, name in _named(section, places(section, LEARN))]
    for block, place, name in sorted(named, key=lambda one: one[0].derived):
        form = block.recall(block.forms[0], chance_of(topic, section, seed, name), words) if block.derived else None
        if form is not None:
            made.append((place, form))
    return made


def _supplied(
    topic: Topic, section: Section, seed: int, made: Sequence[tuple[int, Task]]
) -> Iterator[tuple[int, Task]]:
    """Yield tasks with what they need of the section's other content."""
    study = study_blocks(section)
    for place, form in made:
        others = (word for _, other in made if other is not form for word in other.bank)
        terms = chain((term for block in study for term in block.key_terms()), others)
        yield place, form.supplied(terms, chance_of(topic, section, seed, f"{form.title}/spare"))


def _lettered(section: Section, made: Sequence[tuple[int, Task]], letters: Sequence[str]) -> list[SectionTask]:
    asked = any(form.facts for _, form in made)
    said = {place: _said(section.blocks[place]) for place in places(section, LEARN)} if asked else {}
    return [
        SectionTask(letter, form, place, _facts(form.facts, said))
        for letter, (place, form) in zip(letters, made, strict=True)
    ]


def _facts(gaps: Sequence[Gap], said: Mapping[int, str]) -> dict[int, int]:
    """Return the blocks with the answers: of several with one answer, the block that has most of the other answers."""
    found = {gap.number: _saying(gap, said) for gap in gaps}
    weight = Counter(chain.from_iterable(found.values()))
    return {number: max(holders, key=weight.__getitem__) for number, holders in found.items() if holders}


def _saying(gap: Gap, said: Mapping[int, str]) -> list[int]:
    """Return the blocks whose texts contain an answer to a gap."""
    answers = [folded(answer) for answer in (gap.answer, *gap.variants)]
    found = {place for answer in answers for place, text in said.items() if answer in text and mentions(text, answer)}
    return sorted(found)


def mentions(text: str, wanted: str) -> bool:
    """Tell whether a text contains some whole words; both are the output of `packgen.text.inline.folded`."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (_joined(text[at - 1 : at], wanted[0]) or _joined(wanted[-1], text[end : end + 1])):
            return True
        at = text.find(wanted, at + 1)
    return False


def _joined(before: str, after: str) -> bool:
    """Tell whether two adjacent characters belong to one word."""
    return before.isalnum() and after.isalnum()


def _said(part: ContentModel) -> str:
    """Return all texts of a block, one a line, as a search compares them."""
    return folded_lines(contents(part)[1])


def _letter(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
