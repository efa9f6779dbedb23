"""Matching: two columns; the student writes beside each item of the first the letter of its match in the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.core.beside import Place
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.text.gap import Gap
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.answers import Answer, answer_list
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading
from packgen.tasks.clues import Clue, accepted_words, look_alikes
from packgen.tasks.labelled import labelled, line_room, on_line, places, together
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.tasks.chance import Chance

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Letters of the second column; there cannot be more items."""

_NARROWEST = 0.25
"""Least share of the width for either column."""


@dataclass(frozen=True)
class MatchingTask(Task):
    """Items to match; both columns have the same length, 2 to 26.

    Attributes:
        prompt: instruction.
        lefts: items of the first column.
        rights: items of the second column, in the order in which they are shown.
        belongs: for each item of the first column, the index of its match in the second.
    """

    short: ClassVar[str] = "match.short"

    prompt: str
    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    belongs: tuple[int, ...]

    @classmethod
    def shuffled(cls, title: str, prompt: str, pairs: Sequence[tuple[str, str]], chance: Chance) -> MatchingTask | None:
        """Return a task of at most 26 shuffled pairs; None if there are fewer than two different matches."""
        chosen = [pairs[place] for place in chance.pick([left for left, _ in pairs], len(LETTERS))]
        rights = [right for _, right in chosen]
        if len({plain(right) for right in rights}) < 2:
            return None
        order = chance.mixed(rights)
        belongs = tuple(order.index(place) for place in range(len(chosen)))
        return cls(title, prompt, tuple(left for left, _ in chosen), tuple(rights[place] for place in order), belongs)

    @property
    def gaps(self) -> Sequence[Gap]:
        """The letter for each item of the first column; of equal items in the second, either letter is accepted."""
        said = [plain(right) for right in self.rights]
        alike = [[n for n, words in enumerate(said) if words == said[place] and n != place] for place in self.belongs]
        return [
            Gap(number, LETTERS[place], tuple(LETTERS[n] for n in others))
            for number, (place, others) in enumerate(zip(self.belongs, alike, strict=True), 1)
        ]

    @property
    def facts(self) -> Sequence[Gap]:
        """The match of each item, as text."""
        return [Gap(number, self.rights[place]) for number, place in enumerate(self.belongs, 1)]

    def given(self) -> list[str]:
        """Return the items of both columns."""
        return [*self.lefts, *self.rights]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Return the items of the first column that look the same but have different answers."""
        clues = [
            Clue(gap.number, (left,), (accepted_words((gap.answer, *gap.variants)),))
            for gap, left in zip(self.gaps, self.lefts, strict=True)
        ]
        return look_alikes(clues, "items", "Tell them apart in words, or leave one of them out.")

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the columns side by side, or one below the other if the profile sets tables as records."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks))
        story.append(Paragraph(setting, self.prompt, "prompt", Element("P", section), keep=True))
        firsts = labelled(setting, section, self.gaps, self.lefts)
        seconds = self._lettered(setting, section)
        full, gutter = setting.design.spans.full, setting.design.spans.gutter
        if setting.design.option("tables") == "records":
            above = together(setting, [places(setting, item, full) for item in firsts])
            below = together(setting, [[Place(text, 0.0, full)] for text in seconds])
            below.before = setting.design.length("row-gap")
            # Comparing the columns is easier on one page, so they share one if they fit it.
            return [*story, Stack([above, below], least=2)]
        start = line_room(setting)
        left = start + (full - gutter - start) * _share([item.text for item in firsts], seconds)
        rows = [
            [*places(setting, item, left), Place(on_line(setting, text), left + gutter, full - gutter - left)]
            for item, text in zip(firsts, seconds, strict=True)
        ]
        return [*story, together(setting, rows)]

    def _lettered(self, setting: Setting, section: Element) -> list[Paragraph]:
        """Return the items of the second column with their letters."""
        items = Element("L", section, numbering="None")
        indent = setting.design.length("number-indent") + digit_width(setting, "key-bold")
        texts = []
        for letter, right in zip(LETTERS, self.rights, strict=False):
            item = Element("LI", items)
            label = HangingLabel(f"{letter}.", "key-bold", Element("Lbl", item))
            texts.append(Paragraph(setting, right, "table", Element("LBody", item), label=label, indent=indent))
        return texts

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the letters in the order of the first column, each with the text of its item."""
        words = setting.words
        note = words.text("marks.each", n=self.marks)
        section, story = key_heading(setting, parent, letter, self.title, note, where)
        answers = [
            Answer(
                gap.number,
                [
                    *bold(f"{words.text('list.or').join([gap.answer, *gap.variants])}."),
                    Run(" "),
                    *rich(self.rights[place]),
                ],
            )
            for gap, place in zip(self.gaps, self.belongs, strict=True)
        ]
        return story + answer_list(setting, section, answers, setting.design.spans.full)


def _share(firsts: Sequence[Paragraph], seconds: Sequence[Paragraph]) -> float:
    """Return the first column's share of the width: the ratio of its longest text to both, within bounds."""
    first, second = (max(text.extent()[1] for text in texts) for texts in (firsts, seconds))
    return min(max(first / (first + second), _NARROWEST), 1 - _NARROWEST)
