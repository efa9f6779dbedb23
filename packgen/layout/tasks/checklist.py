"""Checklists: items behind small boxes, to tick what was there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import box
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, said_plainly

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class CheckItem(Paragraph):
    """An item whose label is a box.

    Args:
        setting: design and faces.
        item: its LI.
        runs: what it says.
        role: style of the text.
        name: of its form field, where the file has them.
    """

    def __init__(self, setting: Setting, item: Element, runs: Sequence[Run], role: str, name: str) -> None:
        self.box = Element("Lbl", item)
        self.name = name
        said = setting.words.text("box.item")
        label = HangingLabel(said.rstrip(), role, Element("Span", self.box, actual=said))
        indent = setting.design.length("check-indent")
        super().__init__(setting, runs, role, Element("LBody", item), label=label, indent=indent)

    def _draw_label(self, canvas: SheetCanvas, label: HangingLabel, x: float, baseline: float) -> None:
        """Draw the box, its middle at that of the capitals beside it."""
        design, side = self.setting.design, self.setting.design.length("check-size")
        foot = baseline + self.style.size * MIDDLE - side / 2
        with canvas.figure(label.element):
            box(canvas, design.rule("tick"), x, foot, side, side)
        if self.setting.fillable and not self.setting.answers:
            said = said_plainly(self.runs)
            rectangle = (x, foot, x + side, foot + side)
            canvas.field(Element("Form", self.box), rectangle, self.name, said, "tick", "answer")


def checklist(
    setting: Setting, parent: Element, items: Sequence[Sequence[Run]], name: str, first: int = 1, role: str = "key"
) -> list[Flowable]:
    """Return items to tick, one below another without gaps.

    Args:
        setting: design and faces.
        parent: structure element that holds the list.
        items: what each says.
        name: of their form fields, before the item's number.
        first: number of the first.
        role: style of the text.
    """
    element = Element("L", parent, numbering="None")
    return [
        CheckItem(setting, Element("LI", element), runs, role, f"{name}-{number}")
        for number, runs in enumerate(items, first)
    ]
