"""Concept maps: a central ellipse, boxes to fill in around it, and lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.abreast import Abreast
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import box, ellipse, level_lines, line
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_CENTRE_SHARE = 0.4
"""Greatest share of the available width for the words in the centre."""

_AROUND = 0.70711
"""Half axes of the smallest ellipse around a rectangle, relative to the rectangle's sides."""

_ONE_ROW = 3
"""Up to this number, boxes are in one row below the centre; of more boxes, about half are in a row above it."""

_MOST = 6
"""Greatest number of boxes around a centre; more boxes are set as a tree."""

_TALLEST = 0.85
"""Greatest share of the frame's height for a map; a taller one is set as a tree, which can be divided."""


class Branch(Stack):
    """A box of writing lines; divided only if it is taller than a page."""

    def __init__(self, setting: Setting, lines: Sequence[Flowable]) -> None:
        design = setting.design
        self.rule = design.rule("box")
        pad = design.length("box-pad-x")
        self.tall = 0.0
        super().__init__(lines, left=pad, right=pad, bottom=pad)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the height of its lines, but at least ``tall``."""
        super().wrap(width, height)
        self.height = max(self.height, self.tall)
        return width, self.height

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Never divide."""
        return []

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the outline and the lines."""
        box(canvas, self.rule, x, y, self.width, self.height)
        super().drawOn(canvas, x, y)


class Centre(Flowable):
    """Words centred in an ellipse."""

    def __init__(self, setting: Setting, element: Element, words: str) -> None:
        self.design = setting.design
        self.text = Paragraph(setting, words, "box-label", element)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the width depends on the words."""
        pad = self.design.length("map-pad")
        self.text.wrap(width, UNBOUNDED)
        self.width = 2 * (self.text.widest * _AROUND + pad)
        self.height = 2 * (self.text.height * _AROUND + pad / 2)
        return self.width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the ellipse over the ends of the lines, then the words."""
        wide, tall = self.width / 2, self.height / 2
        ellipse(canvas, self.design.rule("centre"), self.design.colour("paper"), x + wide, y + tall, wide, tall)
        foot = y + tall + self.text.height / 2
        rest: Sequence[Flowable] = [self.text]
        while rest:
            first, *rest = rest[0].force_split(self.text.width, self.text.style.leading)
            foot -= self.text.style.leading
            if isinstance(first, Paragraph):
                first.drawOn(canvas, x + wide - _ink(first) / 2, foot)


def _ink(text: Paragraph) -> float:
    """Return the width of a paragraph's first line without its trailing space, in points."""
    *parts, last = text.lines[0]
    return (sum(part.width for part in parts) + last.ink) * text.style.size / 1000


class ConceptMap(Flowable):
    """A centre with boxes below it, or above and below it, and a line from the centre to each box.

    Args:
        setting: design and faces.
        centre: the ellipse with the words.
        branches: the boxes in reading order, at most six.
    """

    def __init__(self, setting: Setting, centre: Centre, branches: Sequence[Branch]) -> None:
        self.design = setting.design
        self.centre = centre
        above = _above(len(branches))
        self.rows = [list(branches[:above]), list(branches[above:])]
        self.heights: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: all boxes have one width, and the boxes of a row one height."""
        self.width = width
        gutter, gap = self.design.spans.gutter, self.design.length("map-gap")
        across = max(len(row) for row in self.rows)
        self.room = (width - gutter * (across - 1)) / across
        self.heights = [max((branch.wrap(self.room, UNBOUNDED)[1] for branch in row), default=0.0) for row in self.rows]
        for row, tall in zip(self.rows, self.heights, strict=True):
            for branch in row:
                branch.tall = branch.height = tall
        middle = self.centre.wrap(width * _CENTRE_SHARE, UNBOUNDED)[1]
        self.height = middle + sum(tall + gap for tall in self.heights if tall)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the lines, the centre over their ends, and the boxes."""
        gutter, gap = self.design.spans.gutter, self.design.length("map-gap")
        top = y + self.height
        start = top - (self.heights[0] + gap if self.heights[0] else 0.0)
        middle = x + self.width / 2, start - self.centre.height / 2
        corners = []
        for row, head, edge in ((self.rows[0], top, 0.0), (self.rows[1], y + self.heights[1], 1.0)):
            left = x + (self.width - len(row) * (self.room + gutter) + gutter) / 2
            for branch in row:
                corners.append((branch, left, head - branch.height))
                joint = head - branch.height * (1 - edge)
                line(canvas, self.design.rule("spoke"), *middle, left + self.room / 2, joint)
                left += self.room + gutter
        self.centre.drawOn(canvas, middle[0] - self.centre.width / 2, start - self.centre.height)
        for branch, left, foot in corners:
            branch.drawOn(canvas, left, foot)


class Trunk(Flowable):
    """The root of a tree: a box with the words of the centre, from which the trunk line runs down."""

    keep = True

    def __init__(self, setting: Setting, element: Element, words: str) -> None:
        self.rule = setting.design.rule("centre")
        self.pad = setting.design.length("map-pad")
        self.text = Paragraph(setting, words, "box-label", element)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.height = self.text.wrap(width - 2 * self.pad, UNBOUNDED)[1] + self.pad
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the box and the words."""
        box(canvas, self.rule, x, y, self.text.widest + 2 * self.pad, self.height)
        self.text.drawOn(canvas, x + self.pad, y + self.pad / 2)


class Bough(Flowable):
    """A box of a tree with its part of the trunk line; on a new page the trunk begins above it."""

    def __init__(self, setting: Setting, branch: Branch, last: bool) -> None:
        self.setting, self.design, self.branch, self.last = setting, setting.design, branch, last
        branch.tall = 0.0
        self.gap = self.indent = setting.design.length("map-gap")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = width, self.branch.wrap(width - self.indent, UNBOUNDED)[1] + self.gap
        return width, self.height

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the box between its lines."""
        parts = self.branch.force_split(width - self.indent, height - self.gap)
        boxes = [part for part in parts if isinstance(part, Branch)]
        return [Bough(self.setting, part, self.last and part is boxes[-1]) for part in boxes]

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the trunk, the line from it to the box, and the box."""
        rule, axis = self.design.rule("spoke"), x + self.indent / 2
        joint = y + self.branch.height - self.design.length("writing-line") / 2
        line(canvas, rule, axis, y + self.height, axis, joint if self.last else y)
        level_lines(canvas, rule, axis, x + self.indent, [joint])
        self.branch.drawOn(canvas, x + self.indent, y)


def _above(count: int) -> int:
    """Return how many of so many boxes are in a row above the centre."""
    return count // 2 if count > _ONE_ROW else 0


def around(setting: Setting, stories: Sequence[Sequence[Flowable]], least: int) -> list[Flowable]:
    """Return stories, such as those of a key, in the columns in which a map has the boxes around its centre.

    In a page of one column, or where there are too many for a map, they stand one below another.

    Args:
        setting: design.
        stories: one for each box; none is empty.
        least: number of flowables of a story that must stand on each side of a division.
    """
    design = setting.design
    gap = design.length("half")
    if design.columns == 1 or len(stories) > _MOST:
        for story in stories[1:]:
            story[0].before = gap
        return [flowable for story in stories for flowable in story]
    above = _above(len(stories))
    rows = [row for row in (stories[:above], stories[above:]) if row]
    across, gutter, full = max(map(len, rows)), design.spans.gutter, design.spans.full
    room = (full - gutter * (across - 1)) / across
    placed: list[Flowable] = []
    for row in rows:
        left = (full - len(row) * (room + gutter) + gutter) / 2
        columns = [(left + number * (room + gutter), room, story) for number, story in enumerate(row)]
        placed.append(Abreast(columns, gap if placed else 0.0, least))
    return placed


def concept_map(setting: Setting, element: Element, words: str, branches: Sequence[Branch]) -> list[Flowable]:
    """Return a concept map, or a tree if the page has one column or the map would be too tall.

    Args:
        setting: design and faces.
        element: structure element that owns the words of the centre.
        words: text of the centre.
        branches: the boxes in reading order.
    """
    design = setting.design
    if design.columns > 1 and len(branches) <= _MOST:
        drawn = ConceptMap(setting, Centre(setting, element, words), branches)
        if drawn.wrap(design.spans.full, UNBOUNDED)[1] <= _TALLEST * design.frame(True).height:
            drawn.before = design.length("quarter")
            return [drawn]
    boughs = [Bough(setting, branch, branch is branches[-1]) for branch in branches]
    return [Trunk(setting, element, words), *boughs]
