"""All sheets of a pack, in order, and the front that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.compose.selection import Chosen, cited
from packgen.compose.stages import CARDS, CHECK, LEARN, QUIZ
from packgen.compose.title import Title
from packgen.layout.setting import Setting
from packgen.sheet.sheet import Chapter, Pages, Part, Sheet
from packgen.text.faces import Faces
from packgen.text.inline import plain
from packgen.theme.design import Design
from packgen.typeset.front import Listed, ListedTopic, typeset_front
from packgen.typeset.section import SectionSheets, Wanted, typeset_section
from packgen.typeset.sources import typeset_sources
from packgen.typeset.surface import sheet_name

if TYPE_CHECKING:
    from datetime import date

    from packgen.compose.schedule import Visit
    from packgen.load.library import LoadedTopic
    from packgen.typeset.cards import CardLayout

SOURCES = "Sources"
ANSWERS = "Answers"
FLASHCARDS = "Flashcards"

_LEAF = 2
"""Sides of a sheet of paper."""


@dataclass(frozen=True)
class PackOptions:
    """What a pack has, beyond the sections chosen.

    Attributes:
        wanted: of each section.
        extras: of CARDS and QUIZ.
        questions: number of the quiz's questions.
        visits: for the tracker; without any there is none.
        exam: date to print on the cover.
        fillable: make form fields.
        card_layout, back_offset: see `typeset_cards`.
    """

    wanted: Wanted = field(default_factory=Wanted)
    extras: tuple[str, ...] = ()
    questions: int = 20
    visits: Sequence[Visit] = ()
    exam: date | None = None
    fillable: bool = False
    card_layout: CardLayout = "duplex"
    back_offset: tuple[float, float] = (0.0, 0.0)


class SectionEntry(NamedTuple):
    """A section in the pack: ids of topic and section, title, and the names of its sheets."""

    topic: str
    section: str
    title: str
    sheets: tuple[str, ...]


class TypesetPack(NamedTuple):
    """The front, the topics' sheets, which sections they are, and what a teacher may want to mend.

    Attributes:
        front: cover and contents.
        parts: the topics, then what belongs to all of them.
        sections: those that have sheets, in order.
        warnings: for the teacher.
        answers: the keys, where they go into a file of their own, with their front.
    """

    front: Sheet
    parts: tuple[Part, ...]
    sections: tuple[SectionEntry, ...]
    warnings: tuple[str, ...]
    answers: tuple[Sheet, tuple[Part, ...]] | None


@dataclass
class _Topic:
    """A topic while its sheets are made: its chapters, what the contents say of them, and its keys."""

    title: str
    chapters: list[Chapter] = field(default_factory=list)
    entries: list[tuple[str, str, int]] = field(default_factory=list)
    keys: list[Chapter] = field(default_factory=list)
    key_entries: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, number: str, title: str, sheets: Sequence[Sheet], marks: int = 0) -> None:
        """Add a chapter, if it has sheets, with its line in the contents."""
        if sheets:
            self.chapters.append(Chapter(plain(title), tuple(sheets)))
            self.entries.append((number, title, marks))

    def add_keys(self, number: str, title: str, sheets: Sequence[Sheet]) -> None:
        """Keep what answers a chapter and stands elsewhere, if there is anything, with its line in the contents."""
        if sheets:
            self.keys.append(Chapter(plain(title), tuple(sheets)))
            self.key_entries.append((number, title, 0))


def typeset_pack(
    chosen: Sequence[Chosen],
    title: Title,
    design: Design,
    faces: Faces,
    options: PackOptions,
    progress: Callable[[int, int, str], None] | None = None,
) -> TypesetPack:
    """Typeset the chosen sections, their sources, cards and quiz, and the front.

    Raises:
        LayoutError: a block fits no page.
    """
    total = sum(len(one.sections) for one in chosen)
    topics: list[_Topic] = []
    learned: dict[str, Mapping[int, Pages]] = {}
    sections: list[SectionEntry] = []
    warnings: list[str] = []
    for one in chosen:
        made = _Topic(one.loaded.topic.title)
        topics.append(made)
        setting = _setting(one.loaded, design, faces, options.fillable)
        for place in one.sections:
            section = one.loaded.topic.sections[place]
            if progress is not None:
                progress(len(sections), total, plain(section.title))
            sheets = typeset_section(one.loaded, place, setting, options.wanted)
            _enter(made, str(place + 1), section.title, sheets)
            learned[sheet_name(one.loaded, place, LEARN)] = sheets.pages
            names = tuple(sheet.name for sheet in (*sheets.sheets, *([sheets.apart] if sheets.apart else [])))
            sections.append(SectionEntry(one.loaded.topic.id, section.id, plain(section.title), names))
            where = f"{one.loaded.topic.id}/{section.id}"
            warnings += [_run_over(where, sheet) for sheet in sheets.sheets if _wasteful(sheet)]
        named = cited(one)
        if named and LEARN in options.wanted.stages:
            made.add("", SOURCES, [typeset_sources(one.loaded.topic, named, setting)])
        if CARDS in options.extras:
            made.add("", FLASHCARDS, _cards(one, setting, options))
    if QUIZ in options.extras:
        setting = Setting(design, faces, fillable=options.fillable)
        quiz, told = _quiz(chosen, setting, options, title.language, learned)
        made = _at_end(topics, QUIZ)
        apart = 1 if options.wanted.answers == "separate" else len(quiz)
        made.add("", QUIZ, quiz[:apart])
        made.add_keys("", QUIZ, quiz[apart:])
        warnings += told
    if options.wanted.answers == "back":
        for made in list(topics):
            sheets_of_keys = [sheet._replace(title=key.title) for key in made.keys for sheet in key.sheets]
            _at_end(topics, ANSWERS).add("", made.title if len(topics) > 1 else ANSWERS, sheets_of_keys)
    whole = Setting(design, faces, fillable=options.fillable)
    front = typeset_front(title, _listed(topics), whole, visits=options.visits, exam=options.exam)
    answers = None
    if options.wanted.answers == "separate":
        answers = _separate(topics, title, whole)
    parts = tuple(Part(plain(made.title), tuple(made.chapters)) for made in topics if made.chapters)
    return TypesetPack(front, parts, tuple(sections), tuple(warnings), answers)


def _enter(made: _Topic, number: str, title: str, sheets: SectionSheets) -> None:
    made.add(number, title, sheets.sheets, sheets.marks)
    made.add_keys(number, title, [sheets.apart] if sheets.apart is not None else [])


def _at_end(topics: list[_Topic], title: str) -> _Topic:
    """Return where something for the whole pack goes: into the only topic, or after all topics under a title."""
    if len(topics) == 1:
        return topics[0]
    if topics[-1].title != title:
        topics.append(_Topic(title))
    return topics[-1]


def _separate(topics: Sequence[_Topic], title: Title, setting: Setting) -> tuple[Sheet, tuple[Part, ...]] | None:
    """Return the front and the keys of a file of answers; None where there are none."""
    keyed = [_Topic(made.title, made.keys, made.key_entries) for made in topics if made.keys]
    if not keyed:
        return None
    front = typeset_front(title.of_answers(), _listed(keyed), setting, visits=())
    return front, tuple(Part(plain(made.title), tuple(made.chapters)) for made in keyed)


def _cards(one: Chosen, setting: Setting, options: PackOptions) -> list[Sheet]:
    from packgen.compose.questions import cards_of
    from packgen.typeset.cards import typeset_cards

    topic = one.loaded.topic
    cards = cards_of(one)
    if not cards:
        return []
    name = f"{topic.id}/{CARDS.lower()}"
    layout, offset = options.card_layout, options.back_offset
    return [typeset_cards(cards, setting, topic.language, name, layout=layout, back_offset=offset)]


def _quiz(
    chosen: Sequence[Chosen],
    setting: Setting,
    options: PackOptions,
    language: str,
    learned: Mapping[str, Mapping[int, Pages]],
) -> tuple[list[Sheet], list[str]]:
    """Return the quiz and, unless there are to be no answers, its key; and warnings."""
    from packgen.compose.questions import quiz_of
    from packgen.typeset.quiz import typeset_quiz, typeset_quiz_key

    questions, told = quiz_of(chosen, options.questions, options.wanted.seed)
    if not questions:
        return [], told
    inked = replace(setting, answers=options.wanted.teacher)
    overleaf = options.wanted.answers == "overleaf"
    quiz = typeset_quiz(questions, inked, language, QUIZ.lower(), whole=not overleaf)
    if options.wanted.answers == "none":
        return [quiz], told
    verso = overleaf and len(quiz.pages) % 2 == 1 and not setting.design.single_sided
    known = {one.number: learned.get(one.sheet, {}) for one in questions}
    where = {one.number: known[one.number][one.block] for one in questions if one.block in known[one.number]}
    name = f"{QUIZ.lower()}/{CHECK.lower()}"
    return [quiz, typeset_quiz_key(questions, setting, language, name, verso, where)], told


def _wasteful(sheet: Sheet) -> bool:
    """Tell whether a sheet uses one side more than a leaf has, and the next side stays empty."""
    used = sum(1 for owners in sheet.structure.owners if owners)
    return used == _LEAF + 1 - sheet.verso and used < len(sheet.pages)


def _run_over(section: str, sheet: Sheet) -> str:
    return f"{section}: {sheet.title} runs over to another sheet by one side, which leaves its back empty. Shorten it."


def _setting(loaded: LoadedTopic, design: Design, faces: Faces, fillable: bool) -> Setting:
    topic = loaded.topic
    numbers = {source.id: number for number, source in enumerate(topic.sources, 1)}
    return Setting(design, faces, topic.native_language, numbers, loaded.path.parent, fillable=fillable)


def _listed(topics: Sequence[_Topic]) -> list[ListedTopic]:
    """Return the contents: every chapter with the places of its sheets in the pack."""
    listed = []
    sheet = 0
    for made in topics:
        entries = []
        for (number, title, marks), chapter in zip(made.entries, made.chapters, strict=True):
            stages = tuple((s.title, sheet + n, len(s.pages)) for n, s in enumerate(chapter.sheets))
            entries.append(Listed(number, title, stages, marks))
            sheet += len(chapter.sheets)
        if entries:
            listed.append(ListedTopic(made.title, tuple(entries)))
    return listed
