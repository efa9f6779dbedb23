"""What all tasks share: `Task`, `Card`, and the opening of a task and of its part of the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.layout.tasks.marked import KeyHeading
from packgen.layout.text.gap import Gap
from packgen.layout.text.heading import Heading
from packgen.sheet.sheet import Pages, PageWords
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.locale.words import Words
    from packgen.tasks.chance import Chance
    from packgen.tasks.options import ChoiceOption

Span = Literal["main", "side", "half", "full"]
"""How wide a block or a part of the key is set: the main or the side column, a half of the frame, or all of it."""

Where = Mapping[int, Pages]
"""For the number of each gap, the pages of the Learn sheet where its answer stands, as far as that is known."""


class Card(NamedTuple):
    """A question and its answer, for flashcards and quizzes; all inline Markdown.

    Attributes:
        question: a question, or what the cue asks about: a name, a term, an event.
        answer: short.
        note: a sentence more, or an empty string.
        cue: a few words before a question that is only a name, a term or an event, such as "Give the date".
        native: the person or term in the topic's native language, or an empty string.
        fact: what the question is about, if several questions of a block are about it; a quiz asks one of them.
        path: of the fact in its block, in keys and 0-based numbers.
        fault: why the question cannot be asked by itself, or an empty string; such a card is not printed.
        options: what to choose the answer from, or nothing.
        fixed: whether the options keep their order.
        on_enquiry: whether the answer is one to the section's enquiry, which is then part of the question.
    """

    question: str
    answer: str
    note: str = ""
    cue: str = ""
    native: str = ""
    fact: str = ""
    path: tuple[str | int, ...] = ()
    fault: str = ""
    options: tuple[ChoiceOption, ...] = ()
    fixed: bool = False
    on_enquiry: bool = False


@dataclass(frozen=True)
class Task:
    """A recall task as data.

    Attributes:
        title: heading of the task and of its part of the key.
    """

    title: str

    @property
    def short(self) -> str:
        """Key of its name in the self-check, one word; see `packgen.locale`."""
        raise NotImplementedError

    @property
    def worded(self) -> bool:
        """Whether its answers are words, which others may stand for, and not letters, numbers or ticks."""
        return True

    @property
    def listed(self) -> bool:
        """Whether its answers are points in no order, each of them right on whichever line it stands."""
        return False

    @property
    def repeats_given(self) -> bool:
        """Whether its part of the key repeats what is given, with the answers in bold."""
        return False

    @property
    def key_span(self) -> Span:
        """How wide its part of the key is set."""
        return "full"

    @property
    def gaps(self) -> Sequence[Gap]:
        """All gaps in reading order, numbered from 1."""
        return ()

    @property
    def facts(self) -> Sequence[Gap]:
        """The gaps with the text to search for in the blocks for study: the answer, or what a letter stands for."""
        return self.gaps

    @property
    def marks(self) -> int:
        """Marks to be scored: one a gap, or 0 where nothing is scored."""
        return len(self.gaps)

    def given(self) -> list[str]:
        """Return the texts that a student sees outside the gaps (without title and instructions)."""
        return []

    def weaknesses(self) -> list[tuple[str, str]]:
        """Return what makes it a poor test, each with a remedy; `packgen check` reports them as warnings."""
        return []

    @property
    def bank(self) -> Sequence[str]:
        """The words of its word bank, inline Markdown; empty without one."""
        return ()

    def supplied(self, terms: Iterable[str], chance: Chance) -> Task:
        """Return the task with what it needs of its section's other content: spare words for a word bank.

        Args:
            terms: names, terms and dates of the section, and the words of other banks; not read if it needs none.
            chance: decides which it gets.
        """
        return self

    def widened(self) -> Task:
        """Return the task with its part of the key as wide as the frame, if that makes it shorter; else itself."""
        return self

    def key_note(self, words: Words) -> str:
        """Return what the heading of its part of the key says before the pages: its marks."""
        return words.number("marks", self.marks)

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the task: its heading, and what is to be filled in.

        Args:
            setting: design and faces; whether answers are drawn.
            parent: structure element that holds it.
            letter: of the task on its sheet.
        """
        raise NotImplementedError

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return its part of the key: the heading, then an entry for every gap with all that is accepted.

        Args:
            setting: design and faces.
            parent: structure element that holds it.
            letter: of the task.
            where: pages on which answers stand.
        """
        raise NotImplementedError


def marked(setting: Setting, count: int, how: str = "") -> str:
    """Return a note such as "8 marks: one for each line"; ``how`` is a key of the locale."""
    words = setting.words
    note = words.number("marks", count)
    return words.text("marks.how", marks=note, how=words.text(how)) if how else note


def task_heading(
    setting: Setting, parent: Element, letter: str, title: str, note: str | PageWords | None = None, level: int = 3
) -> tuple[Element, list[Flowable]]:
    """Open a Sect for a task with its letter, title and note; return the element to fill and the story so far.

    The level is 3 below the title of a sheet, and 2 on a sheet that has none.
    """
    section = Element("Sect", parent)
    heading = Heading(setting, title, section, level, letter=letter, note=note)
    heading.before = setting.design.length("task-gap")
    return section, [heading]


def key_heading(
    task: Task, setting: Setting, parent: Element, letter: str, where: Where
) -> tuple[Element, list[Flowable]]:
    """Open a Sect for a task's part of the key, under the title of the task.

    The note says its marks and the pages where all its answers stand, if they are known.
    """
    section = Element("Sect", parent)
    note = task.key_note(setting.words)
    return section, [KeyHeading(setting, task.title, section, page_words(setting, note, where) or note, letter)]


def page_words(setting: Setting, note: str, where: Where) -> PageWords | None:
    """Return a note with the pages of all answers after it, or None where no page is known."""
    pages = list(where.values())
    if not pages:
        return None
    target = Pages(pages[0].sheet, min(page.first for page in pages), max(page.last for page in pages))
    lead = f"{note} · " if note else ""
    words = setting.words.number("pages.learn", target.last - target.first + 1, pages="{}")
    return PageWords(f"{lead}{words}", note, target)
