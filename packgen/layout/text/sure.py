"""The box beside the heading of a block to learn, which students tick when they are sure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.strokes import box
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class SureBox:
    """A box to tick at the right end of a heading; in a file to fill in on screen it is a field.

    Args:
        setting: design and faces, with the name of the field.
        parent: structure element that holds the field, after the heading.
        title: of the block, inline Markdown.

    Attributes:
        width: of the box and the space to its left, in points.
        closer: the same, with the least space to its left.
    """

    def __init__(self, setting: Setting, parent: Element, title: str) -> None:
        self.setting, self.title = setting, title
        self.form = Element("Form", parent) if setting.fillable else None
        length = setting.design.length
        side = length("tick-size")
        self.width, self.closer = side + length("column-gap"), side + length("tick-gap")

    def draw(self, canvas: SheetCanvas, right: float, middle: float) -> None:
        """Draw the box, given the x of its right edge and the y of its middle."""
        side = self.setting.design.length("tick-size")
        left, foot = right - side, middle - side / 2
        with canvas.artifact("Layout"):
            box(canvas, self.setting.design.rule("tick"), left, foot, side, side)
        if self.form is not None:
            said = self.setting.words.text("sure.field", title=plain(self.title))
            canvas.field(self.form, (left, foot, right, foot + side), self.setting.sure, said, "tick")


def sure_box(setting: Setting, parent: Element, title: str) -> SureBox | None:
    """Return a box if the setting is that of a sheet to learn."""
    return SureBox(setting, parent, title) if setting.sure else None
