"""Items with a short line before each, for a letter or a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.beside import Beside, Place
from packgen.layout.core.stack import Stack
from packgen.layout.table.table import on_lines
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.answers import Answer, accepted, numbered

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting


class Labelled(NamedTuple):
    """A short line to write on, and the text beside it."""

    line: AnswerLines
    text: Paragraph


def labelled(setting: Setting, parent: Element, gaps: Sequence[Gap], texts: Sequence[str]) -> list[Labelled]:
    """Return items of a list, each with the line of its gap."""
    items = Element("L", parent, numbering="None")
    found = []
    for gap, text in zip(gaps, texts, strict=True):
        body = Element("LBody", Element("LI", items))
        line = AnswerLines(setting, Element("P", body), gap)
        found.append(Labelled(line, Paragraph(setting, text, "table", Element("P", body))))
    return found


def labelled_key(setting: Setting, parent: Element, gaps: Sequence[Gap], texts: Sequence[str]) -> list[Flowable]:
    """Return the part of the key for such items: number, answer and text, in the columns of the task."""
    items = Element("L", parent, numbering="Decimal")
    indent, start = setting.design.length("gap-slot"), line_room(setting)
    rows: list[Flowable] = []
    for gap, text in zip(gaps, texts, strict=True):
        item = Element("LI", items)
        label, body = Element("Lbl", item), Element("LBody", item)
        runs = [run._replace(bold=True) for run in accepted(setting, gap)]
        answer = numbered(setting, Element("P", body), label, Answer(gap.number, runs), indent)
        room = setting.design.spans.full - start
        rows.append(
            Beside([Place(answer, 0.0, start), Place(Paragraph(setting, text, "key", Element("P", body)), start, room)])
        )
    return rows


def line_room(setting: Setting) -> float:
    """Return the room that the line takes before the text, in points."""
    return setting.design.length("match-line") + setting.design.length("label-gap")


def places(setting: Setting, item: Labelled, width: float) -> list[Place]:
    """Return line and text side by side, on the same baseline."""
    start = line_room(setting)
    return [
        Place(item.line, 0.0, setting.design.length("match-line")),
        Place(on_line(setting, item.text), start, width - start),
    ]


def on_line(setting: Setting, text: Paragraph) -> Stack:
    """Return a text that begins on the baseline of a writing line."""
    return on_lines(setting, Stack([text]), "table")


def together(setting: Setting, rows: Sequence[Sequence[Place]]) -> Flowable:
    """Return rows one below the other: on one page unless much of it would stay empty, else at least two on each."""
    gap = setting.design.length("list-gap")
    stack = Stack([Beside(row, before=gap) for row in rows], least=int(setting.design.number("min-rows")))
    stack.whole = True
    return stack
