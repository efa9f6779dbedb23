"""The base class of tasks, the cards of flashcards and quizzes, and the headings of tasks and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.layout.text.gap import Gap
from packgen.layout.text.heading import Heading
from packgen.sheet.sheet import Pages, PageWords
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

Span = Literal["main", "side", "half", "full"]
"""Width of a block or a part of the key: the main column, the side column, half of the frame, or the whole frame."""

Where = Mapping[int, Pages]
"""For the number of each gap, the pages of the Learn sheet that have its answer, as far as they are known."""


class Card(NamedTuple):
    """A question and its answer, for flashcards and quizzes; all of it inline Markdown.

    Attributes:
        question: a question, or the subject of the cue: a name, a term, an event.
        answer: short.
        note: one more sentence, or an empty string.
        cue: words that turn a subject into a question, such as "Give the date"; an empty string for a question.
        native: the person or term in the topic's native language, or an empty string.
    """

    question: str
    answer: str
    note: str = ""
    cue: str = ""
    native: str = ""


@dataclass(frozen=True)
class Task:
    """A recall task, as data.

    Attributes:
        title: heading of the task and of its part of the key.
    """

    title: str

    @property
    def short(self) -> str:
        """Key of its short name in the self-check; see `packgen.locale`."""
        raise NotImplementedError

    @property
    def key_span(self) -> Span:
        """Width of its part of the key."""
        return "full"

    @property
    def gaps(self) -> Sequence[Gap]:
        """All gaps in reading order, numbered from 1."""
        return ()

    @property
    def facts(self) -> Sequence[Gap]:
        """The gaps with the text to search for in the Learn sheet: not the answer itself if that is a letter."""
        return self.gaps

    @property
    def marks(self) -> int:
        """Greatest score: one mark for each gap, or 0 if the task is not scored."""
        return len(self.gaps)

    def given(self) -> list[str]:
        """Return the texts that a student sees outside the gaps, without title and instructions."""
        return []

    def weaknesses(self) -> list[tuple[str, str]]:
        """Return pairs of a weakness of the task as a test and its remedy, for `packgen check`."""
        return []

    def spare_lines(self) -> int:
        """Return the number of writing lines that can be removed to fit a sheet on its leaf."""
        return 0

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the flowables of the task: its heading, then the content to fill in.

        Args:
            setting: design and faces, and whether answers are drawn.
            parent: structure element that holds it.
            letter: of the task on its sheet.
        """
        raise NotImplementedError

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the flowables of its part of the key: a heading, and for every gap an entry with all accepted answers.

        Args:
            setting: design and faces.
            parent: structure element that holds it.
            letter: of the task.
            where: pages with the answers.
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
    """Open a Sect for a task with its letter, title and note; return the Sect and the flowables of the heading.

    The heading's level is 3 below the title of a sheet, and 2 on a sheet without a title.
    """
    section = Element("Sect", parent)
    heading = Heading(setting, title, section, level, letter=letter, note=note)
    heading.before = setting.design.length("task-gap")
    return section, [heading]


def key_heading(
    setting: Setting, parent: Element, letter: str, title: str, note: str, where: Where
) -> tuple[Element, list[Flowable]]:
    """Open a Sect for a part of the key; the note names the pages with all its answers, if they are known."""
    section, story = task_heading(setting, parent, letter, title, page_words(setting, note, where) or note)
    story[0].before = setting.design.length("row-gap")
    return section, story


def page_words(setting: Setting, note: str, where: Where) -> PageWords | None:
    """Return a note followed by the pages of all answers, or None if no page is known."""
    pages = list(where.values())
    if not pages:
        return None
    target = Pages(pages[0].sheet, min(page.first for page in pages), max(page.last for page in pages))
    lead = f"{note} · " if note else ""
    words = setting.words.number("pages", target.last - target.first + 1, pages="{}")
    return PageWords(f"{lead}{words}", note, target)
