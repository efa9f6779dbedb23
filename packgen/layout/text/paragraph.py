"""Paragraph: runs of text and inline boxes on left-aligned lines, with an optional label before the first line.

A line feed ends a line, as in a poem; a verse that is too long for its line is continued on the next, indented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeGuard

from packgen.layout.core.coordinates import hundredths
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import bound
from packgen.layout.text.emphasis import quoted
from packgen.layout.text.inline_box import InlineBox
from packgen.layout.text.line_heights import LineHeights, equal_heights
from packgen.layout.text.page_reference import with_pages
from packgen.layout.text.set_text import UNSET, MeasuredText, break_text, text_runs
from packgen.layout.text.text_object import OwnedRuns, TextObject, leading_operator, owners_of
from packgen.text.breaking import Segment
from packgen.text.extent import extent, least_extent
from packgen.text.inline import Run
from packgen.text.shaping import expand, font_operator

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.structure import Element

_PLACEHOLDER = Run("\ufffc")
"""Stands among the runs where an inline box is (U+FFFC OBJECT REPLACEMENT CHARACTER)."""


_NO_BOXES: Mapping[int, InlineBox] = MappingProxyType({})

_HREF = attrgetter("href")


class HangingLabel(NamedTuple):
    """What hangs before a paragraph's first line: a bullet, a number, a letter."""

    text: str
    role: str
    element: Element


class Paragraph(Flowable):
    """Text in one style.

    Args:
        setting: design and faces.
        content: inline Markdown, or runs and inline boxes.
        role: style.
        element: structure element that owns the text.
        label: hangs at the left edge, on the first baseline.
        indent: room left of the text, for the label.
        right: set against the right edge (one line only).
        lead: runs before the content that belong to another element, such as a term before its meaning.
        joined: more text of the same element follows elsewhere; end with a space, or a reader would join the words.

    Attributes:
        set_text: what is set, by ``wrap``.
        lines: segments of each line, set by ``wrap``; of a part of a paragraph, its own.
        heights: of the lines, set by ``wrap``.
        actual_text: which of superscripts (1) and subscripts (-1) get an ActualText in characters of their own. A
            search for CO2 should find what has a lowered 2; but 10³ read as 103 is another number.
    """

    actual_text: ClassVar[frozenset[int]] = frozenset({1})

    # What a wrap sets before anything reads it begins as an attribute of the class: there are many paragraphs, and
    # objects with more than thirty attributes take more time and memory.
    set_text = UNSET
    lines: Sequence[list[Segment]] = ()
    heights = LineHeights(0, {})
    _tall = 0.0

    def __init__(
        self,
        setting: Setting,
        content: str | Sequence[Run | InlineBox],
        role: str,
        element: Element,
        *,
        label: HangingLabel | None = None,
        indent: float = 0.0,
        before: float = 0.0,
        keep: bool = False,
        right: bool = False,
        lead: tuple[Element, Sequence[Run]] | None = None,
        joined: bool = False,
    ) -> None:
        self.setting = setting
        parts = bound(content) if isinstance(content, str) else content
        self.runs: list[Run] = []
        self.boxes: Mapping[int, InlineBox] = _NO_BOXES
        self._homes: list[Element] = []
        self._owners: Sequence[Element] = ()
        self._width: float | None = None
        self._measured: MeasuredText | None = None
        if lead is None and _is_text(parts):
            self.runs += parts
            self._homes += [element] * len(parts)
        else:
            if lead is not None:
                self._add(lead[1], lead[0], role)
            self._add(parts, element, role)
        design = setting.design
        if design.options["italics"] == "quotes" and any(run.italic for run in self.runs):
            self.runs = quoted(setting, self.runs, self.boxes)
        self.style = design.styles[role]
        self.element = element
        self.label, self.indent = label, indent
        self.before, self.keep, self.right, self.joined = before, keep, right, joined

    def _add(self, content: Sequence[Run | InlineBox], home: Element, role: str) -> None:
        """Add runs and inline boxes that belong to an element; a box has a placeholder among the runs."""
        runs = self.runs
        if any(map(_HREF, content)):
            content = list(with_pages(self.setting, role, content))
        boxes = {}
        for part in content:
            if isinstance(part, InlineBox):
                boxes[len(runs)] = part
                runs.append(_PLACEHOLDER)
            elif part.text:
                runs.append(part)
        if boxes:
            self.boxes = {**self.boxes, **boxes}
        self._homes += [home] * (len(runs) - len(self._homes))

    def __repr__(self) -> str:
        return f"Paragraph({''.join(run.text for run in self.runs)[:40]!r})"

    # -- measuring

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points."""
        text = self._recalled()
        if text.extent is None:
            text.extent = extent(self.setting.faces, text_runs(self.setting, self.style, self.runs, self.boxes))
        least, natural = text.extent
        scale = self.style.size / 1000
        return least * scale + self.indent, natural * scale + self.indent

    def _recalled(self) -> MeasuredText:
        """Return what was found out about the text, here or by an equal paragraph of the same design."""
        text = self._measured
        if text is None:
            known, language, style = self.setting.measured, self.setting.language, self.style
            widths = tuple([box.width for box in self.boxes.values()]) if self.boxes else ()
            key = tuple(self.runs), widths, style.size, style.family, style.bold, style.wrap, language, self.actual_text
            text = known.get(key)
            if text is None:
                text = known[key] = MeasuredText()
            self._measured = text
        return text

    def least_extent(self) -> float:
        """Return the width in points below which words are cut where no word is divided."""
        return (
            least_extent(self.setting.faces, text_runs(self.setting, self.style, self.runs, self.boxes))
            * self.style.size
            / 1000
            + self.indent
        )

    def holds(self, width: float) -> bool:
        """Tell whether no line ends within a word at a width; the lines are those of ``wrap``."""
        if self.boxes:
            return super().holds(width)
        self.wrap(width, UNBOUNDED)
        return self.set_text.whole

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines.

        Raises:
            LayoutError: an inline box is wider than a line.
        """
        if self._width != width:
            self._width = width
            style, boxes = self.style, self.boxes
            if boxes:
                self._check_boxes(width)
            self._break((width - self.indent) * 1000 / style.size)
            if boxes:
                self.heights = LineHeights.of(style, self.lines, boxes)
                leadings = self.heights.total
            else:
                leadings = len(self.lines)
                self.heights = equal_heights(leadings)
            self._tall = leadings * style.leading
        self.width, self.height = width, self._tall
        return width, self._tall

    def _break(self, limit: float) -> None:
        """Break into lines, as before where the same text was broken in this design to the same width."""
        text = self._recalled()
        found = text.lines(limit)
        if found is None:
            found = break_text(self.setting, self.style, self.runs, self.boxes, limit, self.actual_text)
            text.add(limit, found)
        self.set_text = found
        self.lines = found.lines

    def _check_boxes(self, width: float) -> None:
        measure = width - self.indent - (self._turn if any("\n" in run.text for run in self.runs) else 0.0)
        widest = max(self.boxes.values(), key=lambda box: box.width)
        if widest.width > measure + TOLERANCE:
            raise self.refusal(*widest.too_wide(measure))

    @property
    def _turn(self) -> float:
        """By how much the continuation of a verse is indented, in points."""
        return self.setting.design.length("turn-indent")

    @property
    def widest(self) -> float:
        """Width of the widest line in points, after a wrap."""
        return self.set_text.widest * self.style.size / 1000

    @property
    def first_baseline(self) -> float:
        """How far the first baseline is below the upper edge, in points."""
        return self.style.leading * (self.heights.above(0) + self.style.baseline)

    @property
    def last_width(self) -> float:
        """Width of the last line in points, after a wrap."""
        return self.indent + sum(segment.width for segment in self.lines[-1]) * self.style.size / 1000

    @property
    def last_baseline(self) -> float:
        """How far the last baseline is above the lower edge, in points."""
        return self.style.leading * (1 - self.style.baseline + self.heights.below(len(self.lines) - 1))

    # -- dividing

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between lines, with the profile's least number on each side."""
        return self._split(width, height, self._least)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between any two lines."""
        return self._split(width, height, 1)

    def _split(self, width: float, height: float, least: int) -> Sequence[Flowable]:
        self.wrap(width, height)
        count = len(self.lines)
        fits = self.heights.fitting(int((height + TOLERANCE) / self.style.leading))
        if fits >= count:
            return [self]
        fits = min(fits, count - least)
        if fits < least:
            return []
        self._owners = self._owners or owners_of(self.runs, self._homes)
        return [self._part(0, fits), self._part(fits, count)]

    def _part(self, start: int, stop: int) -> Paragraph:
        part = copy(self)
        part.lines = self.lines[start:stop]
        part.set_text = self.set_text._replace(turned=self.set_text.turned[start:stop])
        part.heights = self.heights.part(start, stop)
        part.height = part._tall = part.heights.total * self.style.leading
        if start:
            part.label, part.before = None, 0.0
        else:
            part.keep = part.joined = False
        return part

    def least_height(self, width: float) -> float:
        """Return the height of the first lines that must stand together: all of them if too few would be left."""
        self.wrap(width, 0)
        count = len(self.lines)
        return self.heights.first(self._least if count >= 2 * self._least else count) * self.style.leading

    @property
    def _least(self) -> int:
        """Lines that stay together at the top or foot of a column."""
        return int(self.setting.design.number("min-lines"))

    # -- drawing

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the label and the lines."""
        style = self.style
        baseline = y + self.height - style.leading * style.baseline
        if self.label is not None:
            self._draw_label(canvas, self.label, x, baseline - self.heights.above(0) * style.leading)
        if not self.lines:
            return
        if self.set_text.cut and canvas.tagging:
            canvas.cut(self.set_text.cut)
        if self.right:
            x += self.width - self.widest
        self._owners = self._owners or owners_of(self.runs, self._homes)
        if self._is_even():
            self._draw_evenly(canvas, x + self.indent, baseline)
        elif self.boxes:
            self._draw_lines_with_boxes(canvas, x + self.indent, baseline)
        else:
            self._draw_lines(canvas, x + self.indent, baseline)
        canvas.count_glyphs(self.set_text.glyphs)

    def _draw_label(self, canvas: SheetCanvas, label: HangingLabel, x: float, baseline: float) -> None:
        style = self.setting.design.style(label.role)
        face = self.setting.faces.index(style.family, style.bold, False)
        canvas.show(label.element, face, style.size, style.colour, x, baseline, label.text + " ")

    def _is_even(self) -> bool:
        """Tell whether the text is one run of one element on the baseline, as most is."""
        return (
            len(self.runs) == 1
            and self._owners is self._homes
            and not (self.boxes or self.runs[0].rise or self.set_text.turned)
        )

    def _draw_evenly(self, canvas: SheetCanvas, x: float, baseline: float) -> None:
        """Draw text of one run in one step, with the operators of a `TextObject` unless it is plain."""
        style, text = self.style, self.set_text
        begin, end = (f"{canvas.open(self._homes[0])} ", " EMC") if canvas.tagging else ("", "")
        pieces = []
        for [segment] in self.lines:
            pieces.append(segment.piece)
        shown = ")]TJ T* [(".join(pieces)
        if "\ue000" in shown:
            shown = expand(shown, style.size)
        where = f"{leading_operator(style, len(self.lines))}{hundredths(x)} {hundredths(baseline)} Td"
        start, font = f"BT {style.colour.fill} {where} ", font_operator(text.faces[0], style.size)
        if text.plain and not self.joined:
            canvas.neutral(f"{begin}{start}{font}[({shown})]TJ ET{end}")
            return
        space = f" [({self.setting.faces.space(text.faces[0]).piece})]TJ" if self.joined else ""
        canvas.neutral(f"{start}{begin}{font} [({shown})]TJ{space}{end} ET")

    def _owned_runs(self) -> OwnedRuns:
        text = self.set_text
        return OwnedRuns(self.setting, self.style, self.runs, text.faces, self._homes, self._owners, text.scripts)

    def _indent_of(self, number: int) -> float:
        turned = self.set_text.turned
        return self._turn if turned and turned[number] else 0.0

    def _draw_lines(self, canvas: SheetCanvas, x: float, baseline: float) -> None:
        text = TextObject(canvas, self._owned_runs(), x, baseline, len(self.lines))
        for number, line in enumerate(self.lines):
            text.add_line(line, self._indent_of(number))
        text.draw(joined=self.joined)

    def _draw_lines_with_boxes(self, canvas: SheetCanvas, x: float, baseline: float) -> None:
        """Draw each stretch of text between boxes as a text object of its own, and the boxes between them."""
        runs, scale = self._owned_runs(), self.style.size / 1000
        for number, line in enumerate(self.lines):
            at = x + self._indent_of(number)
            y = baseline - self.heights.above(number) * self.style.leading
            last = self.joined and number == len(self.lines) - 1
            for box, group in groupby(line, key=lambda segment: self.boxes.get(segment.run)):
                stretch = list(group)
                joined = last and stretch[-1] is line[-1]
                if box is None:
                    text = TextObject(canvas, runs, at, y, 1)
                    text.add_line(stretch)
                    text.draw(joined=joined)
                else:
                    [segment] = stretch
                    box.draw(canvas, at, y, self._owners[segment.run])
                    if segment.width > segment.ink or joined:
                        self._draw_space(canvas, self._owners[segment.run], at + segment.ink * scale, y)
                at += sum(segment.width for segment in stretch) * scale

    def _draw_space(self, canvas: SheetCanvas, owner: Element, x: float, y: float) -> None:
        """Draw the space after a box, without which a reader would join what follows to it."""
        face = self.setting.faces.index(self.style.family, self.style.bold, False)
        piece = self.setting.faces.space(face).piece
        canvas.place(owner, face, self.style.size, self.style.colour, x, y, piece)


def _is_text(parts: Sequence[Run | InlineBox]) -> TypeGuard[Sequence[Run]]:
    """Tell whether content is text without links and inline boxes, as most is."""
    for part in parts:
        if not isinstance(part, Run):
            return False
        if part.href is not None or not part.text:
            return False
    return True
