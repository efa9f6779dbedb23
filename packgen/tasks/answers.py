"""Answers in the key: numbered like their gaps, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.beside import Beside, Place
from packgen.layout.core.setting import rich
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.text.gap import Gap

MOST_COLUMNS = 4


class Answer(NamedTuple):
    """An entry of the key: the number of a gap, and its answer."""

    number: int
    runs: Sequence[Run]


def accepted(setting: Setting, gap: Gap) -> list[Run]:
    """Return a gap's answer and all other accepted answers."""
    runs = rich(gap.answer)
    for variant in gap.variants:
        runs += [Run(setting.words.text("list.or")), *rich(variant)]
    return runs


def number_room(setting: Setting, count: int) -> float:
    """Return the width of the column of numbers in a key of ``count`` answers, in points."""
    return setting.design.length("number-indent") + digit_width(setting, "key-bold") * (len(str(count)) - 1)


def numbered(setting: Setting, element: Element, label: Element, answer: Answer, indent: float) -> Paragraph:
    """Return an entry with its number as label; ``label`` owns the number, ``element`` the answer."""
    return Paragraph(
        setting, answer.runs, "key", element, label=HangingLabel(str(answer.number), "key-bold", label), indent=indent
    )


def columns_for(setting: Setting, entries: Sequence[Sequence[Run]], width: float, indent: float) -> int:
    """Return the greatest number of columns in which every entry fits one line, at least one."""
    gutter = setting.design.spans.gutter
    widest = max(Paragraph(setting, runs, "key", Element("P")).extent()[1] for runs in entries) + indent
    return max(1, min(MOST_COLUMNS, len(entries), int((width + gutter) / (widest + gutter))))


def answer_list(setting: Setting, parent: Element, answers: Sequence[Answer], width: float) -> list[Flowable]:
    """Return the answers in columns, one below another and then from the top of the next column."""
    items = Element("L", parent, numbering="Decimal")
    indent = number_room(setting, max(answer.number for answer in answers))
    entries: list[Flowable] = []
    for answer in answers:
        item = Element("LI", items)
        label, body = Element("Lbl", item), Element("LBody", item)
        entries.append(numbered(setting, body, label, answer, indent))
    count = columns_for(setting, [answer.runs for answer in answers], width, indent)
    if count == 1:
        return entries
    gutter, deep = setting.design.spans.gutter, -(-len(entries) // count)
    room = (width + gutter) / count - gutter
    return [
        Beside([Place(entry, n * (room + gutter), room) for n, entry in enumerate(entries[row::deep])])
        for row in range(deep)
    ]
