"""The options of a multiple-choice question: each with a box to tick and a letter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.beside import in_columns
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import box
from packgen.layout.tasks.choice import draw_tick
from packgen.layout.text.gap import Gap, field_name
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class OptionLine(Paragraph):
    """An option: a list item whose label is a box to tick and a letter; the teacher's edition ticks the right ones.

    Args:
        setting: design and faces.
        item: LI structure element.
        gap: the gap that the question is.
        number: of the option, from 1.
        letter: of the option.
        text: inline Markdown.
        right: whether it is to be ticked.
    """

    def __init__(
        self, setting: Setting, item: Element, gap: Gap, number: int, letter: str, text: str, right: bool
    ) -> None:
        design = setting.design
        self.caption = Element("Lbl", item)
        self.letter, self.ticked = letter, right and setting.answers
        self.name, self.said = field_name(setting, gap)
        self.name, self.said = f"{self.name}.{number}", f"{self.said}{setting.words.text('colon')}{plain(text)}"
        drawn = Element("Span", self.caption, actual=setting.words.text("box.ticked" if self.ticked else "box.item"))
        self.form = Element("Form", self.caption) if setting.fillable and not setting.answers else None
        self.start = design.length("tick-size") + design.length("tick-gap")
        indent = self.start + digit_width(setting, "table-bold") + design.length("label-gap")
        label = HangingLabel(letter, "table-bold", drawn)
        super().__init__(setting, text, "table", Element("LBody", item), label=label, indent=indent)

    def _draw_label(self, canvas: SheetCanvas, label: HangingLabel, x: float, baseline: float) -> None:
        """Draw the box, centred on the capitals of the text beside it, and the letter."""
        design, side = self.setting.design, self.setting.design.length("tick-size")
        foot = baseline + self.style.size * MIDDLE - side / 2
        with canvas.figure(label.element):
            box(canvas, design.rule("tick"), x, foot, side, side)
            if self.ticked:
                draw_tick(canvas, self.setting, label.element, x, foot)
        style = design.style(label.role)
        face = self.setting.faces.index(style.family, style.bold, False)
        canvas.show(self.caption, face, style.size, style.colour, x + self.start, baseline, f"{self.letter} ")
        if self.form is not None:
            canvas.field(self.form, (x, foot, x + side, foot + side), self.name, self.said, "tick")


def option_list(
    setting: Setting,
    parent: Element,
    gap: Gap,
    options: Sequence[tuple[str, str]],
    right: Collection[str],
    width: float,
    indent: float,
) -> Flowable:
    """Return the options of a question, in as many columns as hold each on one line.

    Args:
        setting: design and faces.
        parent: structure element that holds the list.
        gap: the gap that the question is.
        options: letter and inline Markdown of each.
        right: the letters of those to be ticked.
        width: available, in points.
        indent: room at the left, in points.
    """
    design = setting.design
    items = Element("L", parent, numbering="None")
    lines = [
        OptionLine(setting, Element("LI", items), gap, number, letter, text, letter in right)
        for number, (letter, text) in enumerate(options, 1)
    ]
    widest, gutter = max(line.extent()[1] for line in lines) + 0.1, design.spans.gutter
    room = width - indent
    fits = (count for count in _columns(len(lines)) if widest * count + gutter * (count - 1) <= room)
    count = next(fits, 1)
    rows: Sequence[Flowable] = in_columns(lines, count, room, gutter) if count > 1 else lines
    for row in rows:
        row.before = design.length("quarter")
    return Stack(rows, before=design.length("quarter"), left=indent)


def _columns(count: int) -> Sequence[int]:
    """Return the numbers of columns into which options go without a gap, the greatest first."""
    return [number for number in range(count, 0, -1) if count % number == 0 or number == 2]
