"""Panels: summary boxes with a label and a cue, and the dashed box for misconceptions.

A panel is divided only between its items; its label is repeated with "continued".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import box, fill, line
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.sure import sure_box
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class PanelHead(Flowable):
    """A label and a cue question beside it, or below it if it does not fit beside it."""

    def __init__(self, setting: Setting, label: str, cue: str | None, parent: Element, continued: bool = False) -> None:
        self.design = setting.design
        self.name = plain(label)
        text = setting.words.text("continued.label", label=label) if continued else label
        self.continued = continued
        self.label = Paragraph(setting, text, "box-label", Element("H2", parent))
        self.cue = Paragraph(setting, cue, "cue", Element("P", parent)) if cue and not continued else None
        self.sure = sure_box(setting, parent, label) if not continued else None
        self.beside = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: at least the height of a one-line box header."""
        self.width = width
        gap = self.design.length("column-gap")
        room = width - self.sure.width if self.sure is not None else width
        self.label.wrap(room, height)
        self.height = self.design.length("box-header") + self.label.height - self.label.style.leading
        if self.cue is None:
            return width, self.height
        natural = self.cue.extent()[1]
        self.beside = (
            self.design.option("boxes") == "panel"
            and self.label.widest + gap + natural <= room
            and len(self.label.lines) == 1
        )
        self.cue.right = self.beside
        self.cue.wrap(natural + 0.1 if self.beside else width, height)
        if not self.beside:
            self.height += self.cue.height
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw label and cue; a continued label is a pagination artifact."""
        top = y + self.height
        if self.continued:
            with canvas.artifact("Pagination"):
                self.label.drawOn(canvas, x, top - self.label.height)
            return
        canvas.outline_entry(self.name, top)
        self.label.drawOn(canvas, x, top - self.label.height)
        right = x + self.width
        if self.sure is not None:
            self.sure.draw(canvas, right, top - self.label.style.leading / 2)
            right -= self.sure.width
        if self.cue is None:
            return
        if self.beside:
            drop = (self.label.style.leading - self.cue.style.leading) / 2
            self.cue.drawOn(canvas, right - self.cue.width, top - drop - self.cue.height)
        else:
            self.cue.drawOn(canvas, x, top - self.label.height - self.cue.height)


class Panel(Stack):
    """A summary box: framed with a header, or with a bar at its left side, depending on the profile.

    Args:
        setting: design and faces.
        element: structure element of the box; the label becomes its heading.
        label: repeated with "continued" where the box continues on the next page.
        cue: question that the box answers.
        items: returns the content of the box, given its structure element.
    """

    whole = True

    def __init__(
        self,
        setting: Setting,
        element: Element,
        label: str,
        cue: str | None,
        items: Callable[[Element], Sequence[Flowable]],
    ) -> None:
        design = setting.design
        self.setting, self.design, self.text = setting, design, label
        self.framed = design.option("boxes") == "panel"
        self.head = PanelHead(setting, label, cue, element)
        pad_x, pad_y = design.length("box-pad-x"), design.length("box-pad-y")
        super().__init__(
            items(element),
            before=design.length("row-gap"),
            left=pad_x,
            right=pad_x if self.framed else 0.0,
            top=pad_y,
            bottom=pad_y,
            least=int(design.number("min-rows")),
            loose=1,
        )

    @property
    def overhead(self) -> float:
        """Height of header and padding, in points."""
        return self.head.height + self.top + self.bottom

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure header and items."""
        self.head.wrap(width - self.left - self.right, UNBOUNDED)
        return super().wrap(width, height)

    def _part(self, children: Sequence[Flowable], continued: bool) -> Stack:
        part = super()._part(children, continued)
        if continued and isinstance(part, Panel):
            part.head = PanelHead(self.setting, self.text, None, Element("Div"), continued=True)
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the frame or bar, the header and the items."""
        design, head = self.design, self.head
        top = y + self.height
        if self.framed:
            canvas.closing.open(x, x + self.width, top)
            accent = design.colour("accent")
            fill(canvas, accent, x, top - head.height, design.length("box-tab"), head.height)
            box(canvas, design.rule("box"), x, y, self.width, self.height)
            line(canvas, design.rule("box-header"), x, top - head.height, x + self.width, top - head.height)
        else:
            bar = design.rule("bar")
            fill(canvas, bar.colour, x, y, bar.weight, self.height)
        head.drawOn(canvas, x + self.left, top - head.height)
        at = top - head.height - self.top
        for child, offset in zip(self.children, self.tops, strict=True):
            child.drawOn(canvas, x + self.left, at - offset - child.height)


class FramedBox(Stack):
    """A plain frame around a few paragraphs: dashed for misconceptions, thin for a gist in a page of one column.

    Args:
        role: the rule of the frame, such as ``trap`` or ``box``.
    """

    whole = True

    def __init__(self, setting: Setting, children: Sequence[Flowable], role: str) -> None:
        design = setting.design
        pad_x, pad_y = design.length("trap-pad-x"), design.length("trap-pad-y")
        super().__init__(children, before=design.length("row-gap"), left=pad_x, right=pad_x, top=pad_y, bottom=pad_y)
        self.rule = design.rule(role)

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the frame and its content."""
        box(canvas, self.rule, x, y, self.width, self.height)
        canvas.closing.open(x, x + self.width, y + self.height)
        super().drawOn(canvas, x, y)
