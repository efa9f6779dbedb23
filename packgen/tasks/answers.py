"""Answers in the key: numbered as their gaps are, in few columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.beside import Beside, Place, in_columns
from packgen.layout.core.setting import rich
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.text.gap import Gap


class Answer(NamedTuple):
    """An entry of the key: the gap's number, and what stands after it."""

    number: int
    runs: Sequence[Run]


def accepted(setting: Setting, gap: Gap) -> list[Run]:
    """Return a gap's answer and all other answers that are accepted: "state / government"."""
    runs = rich(gap.answer)
    for variant in gap.variants:
        runs += [Run(setting.words.text("list.alternative")), *rich(variant)]
    return runs


def number_room(setting: Setting, count: int) -> float:
    """Return the width of the column of numbers in a key of so many answers, in points."""
    return setting.design.length("number-indent") + digit_width(setting, "key-bold") * (len(str(count)) - 1)


def numbered(setting: Setting, element: Element, label: Element, answer: Answer, indent: float) -> Paragraph:
    """Return an entry with its number before it; the label owns the number, the element what follows."""
    return Paragraph(
        setting, answer.runs, "key", element, label=HangingLabel(str(answer.number), "key-bold", label), indent=indent
    )


def _columns_for(setting: Setting, entries: Sequence[Flowable], width: float) -> int:
    """Return the number of columns in which each entry takes one line, few enough to be read down; at least 1."""
    gutter = setting.design.spans.gutter
    widest = max(max(entry.extent()[1] for entry in entries), setting.design.length("key-column"))
    return max(1, min(len(entries), int((width + gutter) / (widest + gutter))))


def answer_list(
    setting: Setting, parent: Element, answers: Sequence[Answer], width: float, columns: int | None = None
) -> list[Flowable]:
    """Return the answers in columns.

    Args:
        setting: design and faces.
        parent: structure element that holds the list.
        answers: in reading order.
        width: of all columns, in points.
        columns: that many, filled from left to right as the gaps of the task are; or None for as many as the height
            asks for, filled from top to bottom, where the gaps of the task are in no columns.
    """
    items = Element("L", parent, numbering="Decimal")
    indent = number_room(setting, max(answer.number for answer in answers))
    entries: list[Flowable] = []
    for answer in answers:
        item = Element("LI", items)
        label, body = Element("Lbl", item), Element("LBody", item)
        entries.append(numbered(setting, body, label, answer, indent))
    gutter = setting.design.spans.gutter
    if columns is not None:
        return in_columns(entries, columns, width, gutter) if columns > 1 else entries
    count = _columns_for(setting, entries, width)
    if count == 1:
        return entries
    deep = -(-len(entries) // count)
    room = (width + gutter) / count - gutter
    return [
        Beside([Place(entry, n * (room + gutter), room) for n, entry in enumerate(entries[row::deep])])
        for row in range(deep)
    ]
