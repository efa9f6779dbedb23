"""A passage with gaps, and the words that fill them beside it, to be folded away on a second visit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.boxes.fold import Fold, FoldedAbove
from packgen.layout.core.columns import EntryColumns
from packgen.layout.core.setting import rich
from packgen.layout.text.gap import Gap, gap_boxes
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.reference import Referred
from packgen.layout.text.story import ParagraphFrame, arranged
from packgen.sheet.sheet import Pages, PageWords
from packgen.sheet.structure import Element
from packgen.tasks.answers import Answer, accepted, numbered
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading
from packgen.tasks.chance import Chance
from packgen.tasks.passage import Mark, MarkProblem, Passage, Stretch, read
from packgen.text.inline import Run, plain, said_plainly
from packgen.text.story import BREAK, pieces

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

_FEWEST = 3
"""The least number of gaps: a text for study with fewer makes no task."""

_MARK = "\ufdd1"
"""Stands for a mark while a passage is divided into sentences: a noncharacter, which no text has."""

_BLANK = "\\_" * 8
_SENTENCE_END = re.compile(r"(?<!\b[Nn]o\.)(?:(?<=\w\w[.!?…])|(?<=[\d\ufdd1][.!?…]))\s+(?=[^\Wa-z_]|[“‘«\ufdd1])")

_BANK_COLUMNS = 3


@dataclass(frozen=True)
class ClozeTask(Task):
    """A passage to complete.

    Attributes:
        stretches: runs and gaps of its paragraphs and items; the gaps are numbered from 1 through all of them.
        banked: whether the answers are given in a word bank.
        spare: words of the bank that fill no gap; None if the author named none, and `supplied` chooses them.
    """

    stretches: tuple[Stretch, ...]
    banked: bool = True
    spare: tuple[str, ...] | None = None

    short: ClassVar[str] = "cloze.short"

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """All gaps, in reading order."""
        return [part for stretch in self.stretches for part in stretch.content if isinstance(part, Gap)]

    @property
    def bank(self) -> Sequence[str]:
        """The words of the bank, answers and spare ones: numbers first, then from A to Z; empty without a bank."""
        if not self.banked:
            return ()
        return sorted([*(gap.answer for gap in self.gaps), *(self.spare or ())], key=_alphabetical)

    def supplied(self, terms: Iterable[str], chance: Chance) -> ClozeTask:
        """Return the passage with spare words in its bank, so that the last gap has to be known too."""
        if not self.banked or self.spare is not None:
            return self
        from packgen.tasks.spare import spare_words

        accepted = [plain(words) for gap in self.gaps for words in (gap.answer, *gap.variants)]
        answers = [gap.answer for gap in self.gaps]
        return replace(self, spare=tuple(spare_words(terms, answers, [*self.given(), *accepted], chance)))

    def given(self) -> list[str]:
        """Return the passage with a mark of omission for each gap, without the word bank."""
        omission = Run("…")
        return [
            said_plainly([omission if isinstance(part, Gap) else part for part in stretch.content])
            for stretch in self.stretches
        ]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the heading and the passage; the word bank stands beside it, or above where there is one column."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks))
        above = self.banked and setting.design.columns == 1
        bank = self._bank_above(setting, Element("Sect", section)) if above else []
        boxes = gap_boxes(setting, self.gaps)

        def make(place: int, frame: ParagraphFrame) -> Paragraph:
            content = [boxes[part] if isinstance(part, Gap) else part for part in self.stretches[place].content]
            element, label, indent, before = frame
            return Paragraph(setting, content, "gapped-text", element, label=label, indent=indent, before=before)

        passage = arranged(setting, section, [stretch.outline for stretch in self.stretches], make)
        if not self.banked:
            return [*story, *passage]
        if above:
            return [*story, FoldedAbove(setting, bank, passage)]
        return [Fold(setting, [*story, *passage], self._bank_beside(setting, Element("Sect", section)))]

    def _bank_beside(self, setting: Setting, parent: Element) -> list[Flowable]:
        heading = Heading(setting, setting.words.text("cloze.bank"), parent, level=4, outlined=False)
        answers, half = self._banked(setting, parent), setting.design.length("half")
        note = Paragraph(setting, self._said(setting), "note", Element("P", parent), before=half)
        note.clings = True
        return [heading, *answers, note]

    def _bank_above(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the word bank in columns, and below it what to do with it."""
        label = Paragraph(setting, setting.words.text("cloze.bank"), "body-bold", Element("H4", parent))
        answers = self._banked(setting, parent)
        columns = EntryColumns(setting, answers, max(answer.extent()[1] for answer in answers), _BANK_COLUMNS)
        return [label, columns, Paragraph(setting, self._said(setting), "note", Element("P", parent))]

    def _said(self, setting: Setting) -> str:
        """Return what stands below the bank: whether words are left over, and how to hide it."""
        words = setting.words
        left = [words.number("cloze.spare", len(self.spare))] if self.spare else []
        return " ".join([*left, words.text("cloze.fold")])

    def _banked(self, setting: Setting, parent: Element) -> list[Paragraph]:
        """Return the words of the bank as a list."""
        items = Element("L", parent, numbering="None")
        return [Paragraph(setting, answer, "side", Element("LBody", Element("LI", items))) for answer in self.bank]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the answers in few columns, each with all that is accepted."""
        section, story = key_heading(self, setting, parent, letter, where)
        scattered = len({(pages.first, pages.last) for pages in where.values()}) > 1
        items = Element("L", section, numbering="Decimal")
        indent = setting.design.length("key-indent")
        entries: list[Flowable] = []
        widest = 0.0
        for gap in self.gaps:
            item = Element("LI", items)
            label, body = Element("Lbl", item), Element("LBody", item)
            pages = where.get(gap.number) if scattered else None
            owner = Element("P", body) if pages else body
            text = numbered(setting, owner, label, Answer(gap.number, accepted(setting, gap)), indent)
            answer = text
            if gap.variants:
                answer = Paragraph(setting, rich(gap.answer), "key", Element("P"), indent=indent)
            words = PageWords(_short(setting, pages), "", pages) if pages else None
            entry = Referred(setting, text, words, "note", body)
            room = entry.gap + entry.page.extent()[1] if entry.page else 0.0
            widest = max(widest, answer.extent()[1] + room)
            entries.append(entry)
        widest = max(widest, setting.design.length("key-column"))
        return [*story, EntryColumns(setting, entries, widest, len(entries))]


def _short(setting: Setting, pages: Pages) -> str:
    return setting.words.number("pages.short", pages.last - pages.first + 1, pages="{}")


def cloze(
    title: str,
    passage: Passage,
    chance: Chance,
    count: int | None = None,
    *,
    banked: bool = True,
    spare: tuple[str, ...] | None = None,
) -> ClozeTask:
    """Return a passage with some of its marks hidden.

    Args:
        title: heading of the task.
        passage: with its marks.
        chance: decides which marks are hidden.
        count: how many, at most as many as there are; None for all.
        banked: whether the answers are given in a word bank.
        spare: words of the bank that fill no gap, or None for such as the section offers.

    Raises:
        MarkProblem: the Markdown around a gap hides it.
    """
    marks = passage.marks
    hidden = range(len(marks)) if count is None else chance.pick(_names([mark.answer for mark in marks]), count)
    return ClozeTask(title, passage.stretches(hidden), banked, spare)


def sentences(passage: Passage) -> Iterator[tuple[str, Mark]]:
    """Yield each sentence with a mark as inline Markdown with a blank, and the mark: that of the longest answer."""
    joined = "".join([text + _MARK for text in passage.texts[:-1]]) + passage.texts[-1]
    marks = iter(passage.marks)
    for piece in pieces(joined):
        for said in _SENTENCE_END.split(piece.text.replace(BREAK, " ")):
            found = [next(marks) for _ in range(said.count(_MARK))]
            if not found:
                continue
            place = max(range(len(found)), key=lambda n: len(plain(found[n].answer)))
            shown = iter([_BLANK if n == place else mark.answer for n, mark in enumerate(found)])
            yield re.sub(_MARK, lambda _, shown=shown: next(shown), said).strip(), found[place]


def derived(title: str, text: str, chance: Chance) -> ClozeTask | None:
    """Return a text for study as a passage, with words in bold, dates and names hidden; None where it has few.

    Args:
        title: heading of the task.
        text: running text in the form of `packgen.text.story`.
        chance: decides which are hidden.
    """
    from packgen.tasks.vocabulary import hide, own_terms

    hidden, count = hide(text, own_terms(text), chance)
    if count < _FEWEST:
        return None
    try:
        return cloze(title, read(hidden), chance)
    except MarkProblem:
        return None


def _names(answers: Sequence[str]) -> list[str]:
    """Return a name for each answer, by which `Chance` ranks it; equal answers get different names."""
    seen: dict[str, int] = {}
    names = []
    for answer in answers:
        seen[answer] = seen.get(answer, 0) + 1
        names.append(answer if seen[answer] == 1 else f"{answer}\0{seen[answer]}")
    return names


def _alphabetical(answer: str) -> tuple[bool, int, str, str]:
    """Return the sort key of an answer: numbers by value, then texts without regard to case and accents."""
    words = plain(answer)
    bare = unicodedata.normalize("NFKD", words).casefold()
    letters = "".join(character for character in bare if character.isalnum() or character == " ")
    number = re.match(r"[0-9]{1,9}", bare)
    return number is None, int(number[0]) if number else 0, letters, words
