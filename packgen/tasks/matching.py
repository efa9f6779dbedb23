"""Matching: beside each item of the first column the student writes the letter of its partner in the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.core.beside import Place
from packgen.layout.core.stack import Stack
from packgen.layout.text.gap import Gap
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading
from packgen.tasks.clues import Clue, accepted_words, look_alikes
from packgen.tasks.labelled import labelled, labelled_key, line_room, on_line, places, together
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.tasks.chance import Chance

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The letters of the second column, and so the most items there can be."""

_NARROWEST = 0.25
"""Least share of the width that either column has."""


@dataclass(frozen=True)
class MatchingTask(Task):
    """Items to join; both columns are equally long, 2 to 26.

    Attributes:
        prompt: what to do.
        lefts: items of the first column.
        rights: items of the second, as they are shown.
        belongs: for each of the first, the place of its partner in the second.
    """

    short: ClassVar[str] = "match.short"
    worded: ClassVar[bool] = False

    prompt: str
    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    belongs: tuple[int, ...]

    @classmethod
    def shuffled(cls, title: str, prompt: str, pairs: Sequence[tuple[str, str]], chance: Chance) -> MatchingTask | None:
        """Return a matching of pairs, at most as many as there are letters; None where all partners are the same."""
        chosen = [pairs[place] for place in chance.pick([left for left, _ in pairs], len(LETTERS))]
        rights = [right for _, right in chosen]
        if len({plain(right) for right in rights}) < 2:
            return None
        order = chance.mixed(rights)
        belongs = tuple(order.index(place) for place in range(len(chosen)))
        return cls(title, prompt, tuple(left for left, _ in chosen), tuple(rights[place] for place in order), belongs)

    @property
    def gaps(self) -> Sequence[Gap]:
        """A letter for each item of the first column; where two of the second are alike, either is right."""
        said = [plain(right) for right in self.rights]
        alike = [[n for n, words in enumerate(said) if words == said[place] and n != place] for place in self.belongs]
        return [
            Gap(number, LETTERS[place], tuple(LETTERS[n] for n in others))
            for number, (place, others) in enumerate(zip(self.belongs, alike, strict=True), 1)
        ]

    @property
    def facts(self) -> Sequence[Gap]:
        """The gaps with their partners in words instead of letters."""
        return [Gap(number, self.rights[place]) for number, place in enumerate(self.belongs, 1)]

    def given(self) -> list[str]:
        """Return the items of both columns."""
        return [*self.lefts, *self.rights]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Say which items of the first column look alike."""
        clues = [
            Clue(gap.number, (left,), (accepted_words((gap.answer, *gap.variants)),))
            for gap, left in zip(self.gaps, self.lefts, strict=True)
        ]
        return look_alikes(clues, "items", "Tell them apart in words, or leave one of them out.")

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the columns side by side; one below the other where the profile sets tables as records."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks))
        story.append(Paragraph(setting, self.prompt, "prompt", Element("P", section), keep=True))
        firsts = labelled(setting, section, self.gaps, self.lefts)
        seconds = self._lettered(setting, section)
        full, gutter = setting.design.spans.full, setting.design.spans.gutter
        if setting.design.option("tables") == "records":
            above = together(setting, [places(setting, item, full) for item in firsts])
            below = together(setting, [[Place(text, 0.0, full)] for text in seconds])
            below.before = setting.design.length("row-gap")
            # The columns are compared, so they stand on one page if it can hold them.
            return [*story, Stack([above, below], least=2)]
        start = line_room(setting)
        left = start + (full - gutter - start) * _share([item.text for item in firsts], seconds)
        rows = [
            [*places(setting, item, left), Place(on_line(setting, text), left + gutter, full - gutter - left)]
            for item, text in zip(firsts, seconds, strict=True)
        ]
        return [*story, together(setting, rows)]

    def _lettered(self, setting: Setting, section: Element) -> list[Paragraph]:
        """Return the items of the second column after their letters."""
        items = Element("L", section, numbering="None")
        indent = setting.design.length("number-indent") + digit_width(setting, "key-bold")
        texts = []
        for letter, right in zip(LETTERS, self.rights, strict=False):
            item = Element("LI", items)
            label = HangingLabel(f"{letter}.", "key-bold", Element("Lbl", item))
            texts.append(Paragraph(setting, right, "table", Element("LBody", item), label=label, indent=indent))
        return texts

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the letters in the order of the first column, each with what it stands for."""
        section, story = key_heading(self, setting, parent, letter, where)
        return story + labelled_key(setting, section, self.gaps, [self.rights[place] for place in self.belongs])


def _share(firsts: Sequence[Paragraph], seconds: Sequence[Paragraph]) -> float:
    """Return the first column's share of the width: in proportion to the longest texts, within bounds."""
    first, second = (max(text.extent()[1] for text in texts) for texts in (firsts, seconds))
    return min(max(first / (first + second), _NARROWEST), 1 - _NARROWEST)
