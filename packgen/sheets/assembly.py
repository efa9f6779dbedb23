"""All sheets of a pack, in order, and the front that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.plan.listing import Listed, ListedTopic
from packgen.plan.selection import Chosen, cited
from packgen.plan.stages import CARDS, LEARN, QUIZ, CardLayout, StageOptions
from packgen.sheet.sheet import Chapter, PackPart, Pages
from packgen.text.inline import plain

if TYPE_CHECKING:
    from datetime import date

    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.load.topics import LazyTopic
    from packgen.plan.schedule import Visit
    from packgen.plan.title import Title
    from packgen.sheets.factory import SheetFactory

SOURCES = "Sources"
ANSWERS = "Answers"
FLASHCARDS = "Flashcards"


@dataclass(frozen=True)
class PlanOptions:
    """What a pack has, beyond the sections chosen.

    Attributes:
        wanted: of each section.
        extras: of CARDS and QUIZ.
        questions: number of the quiz's questions.
        visits: for the tracker; without any there is none.
        exam: date to print on the cover.
        fillable: make form fields.
        card_layout, back_offset: see `typeset_cards`.
        named: whether the binder fills in a student's name on the cover.
    """

    wanted: StageOptions = field(default_factory=StageOptions)
    extras: tuple[str, ...] = ()
    questions: int = 20
    visits: Sequence[Visit] = ()
    exam: date | None = None
    fillable: bool = False
    card_layout: CardLayout = "duplex"
    back_offset: tuple[float, float] = (0.0, 0.0)
    named: bool = False


class SectionEntry(NamedTuple):
    """A section in the pack: ids of topic and section, title, and the names of its sheets."""

    topic: str
    section: str
    title: str
    sheets: tuple[str, ...]


class Assembled(NamedTuple):
    """The front, the topics' sheets, which sections they are, and what a teacher may want to mend.

    Attributes:
        front: cover and contents.
        parts: the topics, then what belongs to all of them.
        sections: those that have sheets, in order.
        warnings: for the teacher.
        answers: the keys, where they go into a file of their own, with their front.
    """

    front: SheetChunk
    parts: tuple[PackPart[SheetChunk], ...]
    sections: tuple[SectionEntry, ...]
    warnings: tuple[str, ...]
    answers: tuple[SheetChunk, tuple[PackPart[SheetChunk], ...]] | None


@dataclass
class _Topic:
    """A topic while its sheets come together: its chapters, what the contents say of them, and its keys."""

    title: str
    chapters: list[Chapter[SheetChunk]] = field(default_factory=list)
    entries: list[tuple[str, str, int]] = field(default_factory=list)
    keys: list[Chapter[SheetChunk]] = field(default_factory=list)
    key_entries: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, number: str, title: str, sheets: Sequence[SheetChunk], marks: int = 0) -> None:
        """Add a chapter, if it has sheets, with its line in the contents."""
        if sheets:
            self.chapters.append(Chapter(plain(title), tuple(sheets)))
            self.entries.append((number, title, marks))

    def add_keys(self, number: str, title: str, sheets: Sequence[SheetChunk]) -> None:
        """Keep what answers a chapter and stands elsewhere, if there is anything, with its line in the contents."""
        if sheets:
            self.keys.append(Chapter(plain(title), tuple(sheets)))
            self.key_entries.append((number, title, 0))


def assemble(
    chosen: Sequence[Chosen[LazyTopic]],
    title: Title,
    shop: SheetFactory,
    options: PlanOptions,
    progress: Callable[[int, int, str], None] | None = None,
) -> Assembled:
    """Bring together the chosen sections, their sources, cards and quiz, and the front.

    Raises:
        LayoutError: a block fits no page.
    """
    total = sum(len(one.sections) for one in chosen)
    topics: list[_Topic] = []
    learned: dict[str, Mapping[int, Pages]] = {}
    sections: list[SectionEntry] = []
    warnings: list[str] = []
    for one in chosen:
        topic = one.loaded.topic
        made = _Topic(topic.title)
        topics.append(made)
        warnings += topic.warnings
        for place in one.sections:
            section = topic.sections[place]
            if progress is not None:
                progress(len(sections), total, plain(section.title))
            unit = shop.section(one.loaded, place, options.wanted, options.fillable)
            made.add(str(place + 1), section.title, unit.sheets, unit.marks)
            made.add_keys(str(place + 1), section.title, [unit.apart] if unit.apart is not None else [])
            learned[f"{topic.id}/{section.id}/{LEARN.lower()}"] = unit.pages
            names = tuple(sheet.name for sheet in (*unit.sheets, *([unit.apart] if unit.apart else [])))
            sections.append(SectionEntry(topic.id, section.id, plain(section.title), names))
            warnings += unit.warnings
        named = cited(one)
        if named and LEARN in options.wanted.stages:
            made.add("", SOURCES, [shop.sources(one.loaded, named, options.fillable)])
        if CARDS in options.extras:
            made.add("", FLASHCARDS, shop.cards(one, options.fillable, options.card_layout, options.back_offset))
        if QUIZ not in options.extras:
            one.loaded.release()
    if QUIZ in options.extras:
        quiz, told = shop.quiz(chosen, options.questions, options.wanted, options.fillable, title.language, learned)
        made = _at_end(topics, QUIZ)
        apart = 1 if options.wanted.answers == "separate" else len(quiz)
        made.add("", QUIZ, quiz[:apart])
        made.add_keys("", QUIZ, quiz[apart:])
        warnings += told
    if options.wanted.answers == "back":
        for made in list(topics):
            sheets_of_keys = [replace(sheet, title=key.title) for key in made.keys for sheet in key.sheets]
            _at_end(topics, ANSWERS).add("", made.title if len(topics) > 1 else ANSWERS, sheets_of_keys)
    front = shop.front(title, _listed(topics), options.visits, options.exam, options.named, options.fillable)
    answers = _separate(topics, title, shop) if options.wanted.answers == "separate" else None
    parts = tuple(PackPart(plain(made.title), tuple(made.chapters)) for made in topics if made.chapters)
    return Assembled(front, parts, tuple(sections), tuple(warnings), answers)


def _at_end(topics: list[_Topic], title: str) -> _Topic:
    """Return where something for the whole pack goes: into the only topic, or after all topics under a title."""
    if len(topics) == 1:
        return topics[0]
    if topics[-1].title != title:
        topics.append(_Topic(title))
    return topics[-1]


def _separate(
    topics: Sequence[_Topic], title: Title, shop: SheetFactory
) -> tuple[SheetChunk, tuple[PackPart[SheetChunk], ...]] | None:
    """Return the front and the keys of a file of answers; None where there are none."""
    keyed = [_Topic(made.title, made.keys, made.key_entries) for made in topics if made.keys]
    if not keyed:
        return None
    front = shop.front(title.of_answers(), _listed(keyed), (), None, False)
    return front, tuple(PackPart(plain(made.title), tuple(made.chapters)) for made in keyed)


def _listed(topics: Sequence[_Topic]) -> list[ListedTopic]:
    """Return the contents: every chapter with the places of its sheets in the pack."""
    listed = []
    sheet = 0
    for made in topics:
        entries = []
        for (number, title, marks), chapter in zip(made.entries, made.chapters, strict=True):
            stages = tuple((s.title, sheet + n, s.page_count) for n, s in enumerate(chapter.sheets))
            entries.append(Listed(number, title, stages, marks))
            sheet += len(chapter.sheets)
        if entries:
            listed.append(ListedTopic(made.title, tuple(entries)))
    return listed
