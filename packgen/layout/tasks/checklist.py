"""Checklists: list items with a box to tick as their label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import box
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, said_plainly

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class CheckItem(Paragraph):
    """A list item whose label is a box to tick.

    Args:
        setting: design and faces.
        item: LI structure element.
        runs: text of the item.
        role: style of the text.
        name: of its form field, if the file has form fields.
        number: before the box, and the width of its column in points; or None.
    """

    def __init__(
        self,
        setting: Setting,
        item: Element,
        runs: Sequence[Run],
        role: str,
        name: str,
        number: tuple[int, float] | None = None,
    ) -> None:
        self.box = Element("Lbl", item)
        self.name = name
        value, self.offset = number or (0, 0.0)
        self.number = HangingLabel(str(value), f"{role}-bold", Element("Span", self.box)) if number else None
        said = setting.words.text("box.item")
        label = HangingLabel(said.rstrip(), role, Element("Span", self.box, actual=said))
        indent = self.offset + setting.design.length("check-indent")
        super().__init__(setting, runs, role, Element("LBody", item), label=label, indent=indent)

    def _draw_label(self, canvas: SheetCanvas, label: HangingLabel, x: float, baseline: float) -> None:
        """Draw the number, then the box, centred on the capitals of the text beside it."""
        if self.number is not None:
            super()._draw_label(canvas, self.number, x, baseline)
            x += self.offset
        design, side = self.setting.design, self.setting.design.length("check-size")
        foot = baseline + self.style.size * MIDDLE - side / 2
        with canvas.figure(label.element):
            box(canvas, design.rule("tick"), x, foot, side, side)
        if self.setting.fillable and not self.setting.answers:
            said = said_plainly(self.runs)
            rectangle = (x, foot, x + side, foot + side)
            canvas.field(Element("Form", self.box), rectangle, self.name, said, "tick")


def checklist(
    setting: Setting, parent: Element, items: Sequence[Sequence[Run]], name: str, first: int = 1, last: int = 0
) -> list[Flowable]:
    """Return list items of a key with boxes to tick, without gaps between them.

    Args:
        setting: design and faces.
        parent: structure element that holds the list.
        items: what each says.
        name: of their form fields, before the item's number.
        first: number of the first.
        last: the greatest number of all lists, whose items have their numbers before their boxes; 0 for no numbers.
    """
    element = Element("L", parent, numbering="Decimal" if last else "None")
    field = setting.key_field(name)
    column = setting.design.length("number-indent") + digit_width(setting, "key-bold") * (len(str(last)) - 1)
    return [
        CheckItem(setting, Element("LI", element), runs, "key", f"{field}-{number}", (number, column) if last else None)
        for number, runs in enumerate(items, first)
    ]
