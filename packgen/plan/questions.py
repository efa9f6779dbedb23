"""Questions: the cards of the chosen sections, and the choice of questions for a quiz."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import Origin
from packgen.locale.registry import words_for
from packgen.plan.selection import Chosen
from packgen.plan.stages import LEARN
from packgen.tasks.asking import gives_away
from packgen.tasks.base import Card
from packgen.tasks.chance import Chance
from packgen.tasks.options import arranged
from packgen.tasks.quiz import QuizQuestion
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.locale.words import Words
    from packgen.model import Section

_LONGEST = 160
"""Greatest number of letters of an answer in a quiz; longer answers are on cards only."""


class NumberedCard(NamedTuple):
    """A card with its number and its position in the topic.

    Attributes:
        number: of its section in the topic, and of the card in the section, such as ``3.1``.
        section: title of the section.
        card: question and answer.
        place: index of the section in its topic.
        block: index of the block with the fact in the section's list.
        origin: where the card was written.
    """

    number: str
    section: str
    card: Card
    place: int
    block: int
    origin: Origin


class _Candidate(NamedTuple):
    """A card that a quiz may ask: the groups of its topic, section and kind of block, and its rank in the draw.

    ``within`` is its question with the title of its section, for where another section asks it with another answer.
    """

    topic: str
    section: str
    kind: str
    card: NumberedCard
    rank: int
    question: QuizQuestion
    within: str

    @property
    def fact(self) -> tuple[str, str]:
        return self.kind, self.card.card.fact or self.card.card.question


def cards_of(one: Chosen[LoadedTopic]) -> list[NumberedCard]:
    """Return the cards of a topic's chosen sections; the choice does not affect their numbers.

    Questions that do not stand alone and those that contain their answers are left out, and so is what an earlier
    section asks and answers in the same words.
    """
    found: list[NumberedCard] = []
    before: set[tuple[str, str, str]] = set()
    words = words_for(one.loaded.topic.language)
    for place in one.sections:
        section = one.loaded.topic.sections[place]
        number = 0
        for block, content in enumerate(section.blocks):
            asked: dict[tuple[str, str, str], Card] = {}
            for card in (_enquiring(one, section, words) for one in content.cards(words)):
                if not card.fault and not gives_away(card):
                    asked.setdefault((card.cue, card.question, card.answer), card)
            for words_of_card, card in asked.items():
                number += 1
                if words_of_card in before:
                    continue
                before.add(words_of_card)
                origin = one.loaded.block_origin(place, block)
                found.append(NumberedCard(f"{place + 1}.{number}", section.title, card, place, block, origin))
    return found


def _enquiring(card: Card, section: Section, words: Words) -> Card:
    """Return a card whose question names the section's enquiry if its answer is one to that."""
    if not card.on_enquiry or not section.enquiry:
        return card
    return card._replace(cue=words.text("interpretations.ask_enquiry", enquiry=section.enquiry))


def quiz_of(chosen: Sequence[Chosen[LoadedTopic]], count: int, seed: int) -> tuple[list[QuizQuestion], list[str]]:
    """Return ``count`` questions, evenly drawn and mixed, and a warning if there are fewer.

    The topics, or the sections of a single topic, have equal shares. Neighbouring questions are from different topics
    or sections if there are enough, and kinds of question alternate. Editing other content does not change the draw,
    since each card has its own rank.

    Args:
        chosen: topics and sections to ask about.
        count: number of questions, at least 1.
        seed: decides which questions are drawn.
    """
    several = len(chosen) > 1
    candidates = _candidates(chosen, Chance(seed, "quiz"), with_several_sections(chosen))
    group: Callable[[_Candidate], str] = _topic if several else _section
    mixed = _interleaved(_drawn(candidates, count, group), group)
    questions = [one.question._replace(number=number) for number, one in enumerate(mixed, 1)]
    if not several:
        questions = [question._replace(topic="") for question in questions]
    if len(questions) == count:
        return questions, []
    found = {0: "are none", 1: "is only 1"}.get(len(questions), f"are only {len(questions)}")
    return questions, [f"The quiz was to have {count} questions, but there {found} in these sections."]


def questions_of(
    chosen: Sequence[Chosen[LoadedTopic]],
    chance: Chance,
    suits: Callable[[Card], bool],
    numbered: Collection[str],
) -> list[QuizQuestion]:
    """Return all questions that suit, without numbers, in an order whose beginning is evenly drawn; see `quiz_of`.

    Args:
        chosen: topics and sections to ask about.
        chance: decides the order.
        suits: whether a card may be asked.
        numbered: ids of the topics whose sections are named with their numbers.
    """
    group: Callable[[_Candidate], str] = _topic if len(chosen) > 1 else _section
    candidates = [one for one in _candidates(chosen, chance, numbered) if suits(one.card.card)]
    return [one.question for one in _drawn(candidates, len(candidates), group)]


def with_several_sections(chosen: Iterable[Chosen[LoadedTopic]]) -> frozenset[str]:
    """Return the ids of the topics of which a pack has several sections."""
    return frozenset(one.loaded.topic.id for one in chosen if len(one.sections) > 1)


def _topic(one: _Candidate) -> str:
    return one.topic


def _section(one: _Candidate) -> str:
    return f"{one.topic}/{one.section}"


def _candidates(chosen: Sequence[Chosen[LoadedTopic]], chance: Chance, numbered: Collection[str]) -> list[_Candidate]:
    """Return every card that a quiz may ask, by rank; of cards about one fact or with equal questions, the first.

    Questions to write on are for cards only: their answers are judged, not marked.
    """
    found = []
    for one in chosen:
        topic, words = one.loaded.topic, words_for(one.loaded.topic.language)
        for card in cards_of(one):
            section = topic.sections[card.place]
            block = section.blocks[card.block]
            if block.stage == "write" or len(plain(card.card.answer)) > _LONGEST:
                continue
            number = f"{card.place + 1} " if topic.id in numbered else ""
            home = f"{number}{plain(section.title)}"
            sheet = f"{topic.id}/{section.id}/{LEARN.lower()}"
            asked = _shuffled(card.card, chance, words)
            question = QuizQuestion(0, plain(topic.title), home, asked, sheet, card.block, card.origin)
            rank = chance.rank(f"{topic.id}/{section.id}/{card.card.cue}/{card.card.question}")
            within = words.text("quiz.within", question=asked.question, section=section.title)
            found.append(_Candidate(topic.id, section.id, block.type, card, rank, question, within))
    found.sort(key=lambda one: one.rank)
    return list({one.fact: one for one in reversed(_told_apart(found))}.values())[::-1]


def _told_apart(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Return candidates; to a question with several answers the title of its section is added."""
    answers: dict[tuple[str, str], set[str]] = {}
    for one in found:
        answers.setdefault((one.card.card.cue, one.card.card.question), set()).add(one.card.card.answer)
    return [one if len(answers[one.card.card.cue, one.card.card.question]) == 1 else _named(one) for one in found]


def _named(one: _Candidate) -> _Candidate:
    asked = one.question.card._replace(question=one.within)
    return one._replace(question=one.question._replace(card=asked))


def _shuffled(card: Card, chance: Chance, words: Words) -> Card:
    """Return a card with its options, if it has any that may change places, in an order that chance decides."""
    if card.fixed or not card.options:
        return card
    return card._replace(options=arranged(card.question, card.options, chance, words))


def _drawn(candidates: Sequence[_Candidate], count: int, group: Callable[[_Candidate], str]) -> list[_Candidate]:
    """Return ``count`` candidates: one of each group in turn, from the section and kind drawn least so far."""
    groups: dict[str, list[_Candidate]] = {}
    for one in candidates:
        groups.setdefault(group(one), []).append(one)
    turns = [_evenly(members) for members in groups.values()]
    taken: list[_Candidate] = []
    while turns and len(taken) < count:
        found = [(turn, next(turn, None)) for turn in turns]
        taken += [one for _, one in found if one is not None]
        turns = [turn for turn, one in found if one is not None]
    return taken[:count]


def _evenly(members: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Yield a group's candidates so that its sections, then its kinds, are even, and otherwise by rank."""
    left = list(members)
    sections: dict[str, int] = {}
    kinds: dict[str, int] = {}
    while left:
        one = min(left, key=lambda one: (sections.get(one.section, 0), kinds.get(one.kind, 0), one.rank))
        left.remove(one)
        sections[one.section] = sections.get(one.section, 0) + 1
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
        yield one


def _interleaved(drawn: Sequence[_Candidate], group: Callable[[_Candidate], str]) -> list[_Candidate]:
    """Return candidates so that, if possible, no two neighbours are of one group, and kinds vary.

    The next candidate always comes from the largest remaining group other than the last one's. This never reaches a
    dead end that another order would avoid.
    """
    left: dict[str, list[_Candidate]] = {}
    for one in drawn:
        left.setdefault(group(one), []).append(one)
    mixed: list[_Candidate] = []
    while left:
        last = mixed[-1] if mixed else None
        others = [name for name in left if last is None or name != group(last)]
        name = max(others or left, key=lambda name: (len(left[name]), -min(one.rank for one in left[name])))
        one = min(
            left[name],
            key=lambda one: (
                last is not None and one.kind == last.kind,
                last is not None and one.section == last.section,
                one.rank,
            ),
        )
        left[name].remove(one)
        if not left[name]:
            del left[name]
        mixed.append(one)
    return mixed
