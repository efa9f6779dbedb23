"""Writing space: ruled lines, labelled fields, and the title of a sheet with its fields."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.strokes import level_lines
from packgen.layout.tasks.allowance import allowance
from packgen.layout.text.field import field_room, outline, text_field
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import said_plainly

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

Amount = int | float | Literal["rest"]
"""A number of lines, a share of the page's height (0 to 1), or the rest of the page."""


def share_lines(setting: Setting, share: float) -> int:
    """Return the number of lines in a share of the page, at least one."""
    return max(1, int(share * setting.design.frame(True).height / setting.design.length("writing-line")))


class LinesField(NamedTuple):
    """A form field in place of writing lines: the element that holds it, its name, and its description."""

    element: Element
    name: str
    said: str


class RuledLines(Flowable):
    """Writing lines; a block with fewer lines than the profile's minimum is never divided.

    Args:
        setting: design and faces.
        amount: number of lines; a share or the rest of a page gets as many lines as fit.
        field: the form field that stands in their place in a fillable file; None if there is none.

    Attributes:
        below: height to keep free below the lines for the end of the sheet, in points.
        part: of the lines, from 1, where they are divided.
    """

    below = 0.0
    grows = True
    part = 1

    def __init__(self, setting: Setting, amount: Amount, field: LinesField | None = None) -> None:
        design = setting.design
        self.setting, self.design, self.field = setting, design, field
        self.pitch = design.length("writing-line")
        self.least = int(design.number("min-writing-lines"))
        self.rest = amount == "rest"
        if isinstance(amount, float):
            self.count = share_lines(setting, amount)
        else:
            self.count = self.least if isinstance(amount, str) else amount
        if not self.rest:
            self.count = max(self.count - setting.fewer_lines, allowance(self.count).least)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure; the rest of the page is the height available if it holds the smallest number of lines."""
        if self.rest and height < UNBOUNDED:
            self.count = max(self.least, int((height - self.below + TOLERANCE) / self.pitch))
        self.width, self.height = width, self.count * self.pitch
        return width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the smallest number of lines allowed below a prompt."""
        return (self.least if self.rest else min(self.count, self.least)) * self.pitch

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide with at least the smallest number of lines on each side."""
        return self._split(height, self.least)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide after any line."""
        return self._split(height, 1)

    def _split(self, height: float, least: int) -> Sequence[Flowable]:
        fits = int((height + TOLERANCE) / self.pitch)
        if self.rest or fits >= self.count:
            return [self] if fits >= self.count else []
        fits = min(fits, self.count - least)
        return [self._part(fits), self._part(self.count - fits, 1)] if fits >= least else []

    def _part(self, count: int, later: int = 0) -> RuledLines:
        part = copy(self)
        part.count, part.part = count, self.part + later
        part.height = count * self.pitch
        return part

    def stretch(self, width: float, height: float) -> float:
        """Extend the lines to the foot of the page if what follows begins a new page."""
        self.count = max(self.count, int((height + TOLERANCE) / self.pitch))
        self.height = self.count * self.pitch
        return self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the lines, the first of them one pitch below the top, or the form field in their place."""
        if self.field is not None and self.setting.fillable:
            rectangle = field_room(self.design, (x, y, x + self.width, y + self.height))
            outline(canvas, self.design, rectangle)
            if not self.setting.answers:
                element, name, said = self.field
                form = Element("Form", element)
                text_field(canvas, self.design, form, rectangle, f"{name}-{self.part}", said, "lines")
            return
        heights = [y + self.height - number * self.pitch for number in range(1, self.count + 1)]
        level_lines(canvas, self.design.rule("writing"), x, x + self.width, heights)


class Fields(Flowable):
    """Labelled rules to write on, side by side.

    Args:
        setting: design and faces.
        parent: structure element that holds the labels.
        fields: label of each, and its share of the width.
        named: whether the binder fills in the first field with the student's name.
    """

    def __init__(
        self, setting: Setting, parent: Element, fields: Sequence[tuple[str, float]], *, named: bool = False
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.fields: list[tuple[Paragraph, float]] = []
        self.name: Element | None = None
        for label, share in fields:
            self.fields.append((Paragraph(setting, label, "field", Element("P", parent)), share))
            if named and self.name is None:
                self.name = Element("P", parent)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = width, self.design.length("field-height")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the labels just above their rules."""
        gap = self.design.spans.gutter
        room = self.width - gap * (len(self.fields) - 1)
        total = sum(share for _, share in self.fields)
        name = self.name
        for label, share in self.fields:
            width = room * share / total
            style = label.style
            label.wrap(width, UNBOUNDED)
            baseline = y + self.design.length("field-lift")
            label.drawOn(canvas, x, baseline - style.leading * (1 - style.baseline))
            if name is not None:
                taken = label.extent()[1] + self.design.length("label-gap")
                canvas.name(name, x + taken, baseline, "filled-in", width - taken)
                name = None
            if self.setting.fillable:
                self._make_field(canvas, label, x, y, width)
            else:
                level_lines(canvas, self.design.rule("field"), x, x + width, [y])
            x += width + gap

    def _make_field(self, canvas: SheetCanvas, label: Paragraph, x: float, y: float, width: float) -> None:
        """Make an outlined form field in place of a rule, named after its label."""
        name = said_plainly(label.runs)
        start = x + label.widest + self.design.length("label-gap")
        top = y + self.design.length("field-height") - self.design.length("gap-drop")
        rectangle = (start, y, x + width, top)
        outline(canvas, self.design, rectangle)
        text_field(canvas, self.design, Element("Form", label.element), rectangle, name, name, "line")


class SheetTitle(Flowable):
    """The title of a sheet to fill in, with its fields.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        title: inline Markdown.
        fields: label of each, and its share of the width; by default the name, the date and the attempt. Where the
            sheet opens a pack, the page has those for name and date above.
    """

    keep = True

    def __init__(
        self, setting: Setting, parent: Element, title: str, fields: Sequence[tuple[str, float]] | None = None
    ) -> None:
        design = setting.design
        self.design = design
        self.title = Paragraph(setting, title, "sheet-title", Element("H2", parent))
        named = setting.words.text
        usual = ((named("field.name"), 9.0), (named("field.date"), 5.5), (named("field.try"), 4.0))
        wanted = fields or usual
        above = {named("field.name"), named("field.date")} if setting.opening is not None else set()
        own = [one for one in wanted if one[0] not in above]
        self.fields = Fields(setting, parent, own)
        self.share = sum(share for _, share in own) / sum(share for _, share in wanted)
        self.beside = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the fields are beside the title if they fit there."""
        self.width = width
        self.title.wrap(width, height)
        self.beside = self.design.columns > 1
        self.fields.wrap(self.share * (self.design.length("title-fields") if self.beside else width), height)
        self.height = self.title.height + (0.0 if self.beside else self.fields.height)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the title and the fields."""
        self.title.drawOn(canvas, x, y + self.height - self.title.height)
        lift = self.design.length("title-fields-lift") if self.beside else 0.0
        self.fields.drawOn(canvas, x + self.width - self.fields.width, y + lift)
