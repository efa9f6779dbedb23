"""Lists: items with a bullet, a number or a bold handle, tagged L, LI, Lbl and LBody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting

BULLET = "•"


class ListEntry(NamedTuple):
    """An item of a list: its runs, and what makes the flowables below them, given the item's LBody."""

    runs: Sequence[Run]
    below: Callable[[Element], Sequence[Flowable]] | None = None


def handled(handle: str | None, text: str) -> list[Run]:
    """Return an item that begins with a bold handle; a missing full stop is added to the handle."""
    if not handle:
        return rich(text)
    return [*ended(bold(handle)), Run(" "), *rich(text)]


def listed(
    setting: Setting, parent: Element, entries: Sequence[ListEntry], *, numbered: bool, role: str = "body"
) -> list[Flowable]:
    """Return bulleted or numbered items as flowables, one an item."""
    design = setting.design
    items = Element("L", parent, numbering="Decimal" if numbered else "Disc")
    indent = design.length("number-indent" if numbered else "bullet-indent")
    if numbered and len(entries) > 9:
        indent += digit_width(setting, "list-number") * (len(str(len(entries))) - 1)
    flowables: list[Flowable] = []
    for number, entry in enumerate(entries, 1):
        item = Element("LI", items)
        label = (
            HangingLabel(str(number), "list-number", Element("Lbl", item))
            if numbered
            else HangingLabel(BULLET, "bullet", Element("Lbl", item))
        )
        body = Element("LBody", item)
        gap = design.length("list-gap") if number > 1 else 0.0
        # Leaves join an element when they are drawn, so text that elements follow has one of its own.
        owner = Element("P", body) if entry.below else body
        paragraph = Paragraph(setting, entry.runs, role, owner, label=label, indent=indent)
        if entry.below is None:
            paragraph.before = gap
            flowables.append(paragraph)
        else:
            below = Stack(entry.below(body), left=indent, before=design.length("list-gap"))
            flowables.append(Stack([paragraph, below], before=gap, least=2))
    return flowables


def digit_width(setting: Setting, role: str) -> float:
    """Return the width of a figure in a style, in points."""
    style = setting.design.style(role)
    face = setting.faces.index(style.family, style.bold, False)
    return setting.faces.word(face, "0").width * style.size / 1000


def defined(
    setting: Setting, parent: Element, entries: Sequence[tuple[Sequence[Run], Sequence[Run]]], role: str = "body"
) -> list[Paragraph]:
    """Return terms and their meanings, set one after the other: Lbl holds the term, LBody the meaning."""
    items = Element("L", parent, numbering="None")
    paragraphs: list[Paragraph] = []
    for number, (term, meaning) in enumerate(entries):
        item = Element("LI", items)
        label, body = Element("Lbl", item), Element("LBody", item)
        paragraph = Paragraph(setting, meaning, role, body, lead=(label, [*term, Run(" ")]))
        paragraph.before = setting.design.length("list-gap") if number else 0.0
        paragraphs.append(paragraph)
    return paragraphs
