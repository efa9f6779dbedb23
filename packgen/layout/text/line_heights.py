"""Heights of the lines of a paragraph: a leading each, and whole leadings more where an inline box is taller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import TOLERANCE

if TYPE_CHECKING:
    from packgen.layout.text.inline_box import InlineBox
    from packgen.text.breaking import Segment
    from packgen.theme.design import Style


class ExtraLeading(NamedTuple):
    """By how many leadings a line is taller than its style says, above its text and below it."""

    above: int
    below: int


_NONE: Mapping[int, ExtraLeading] = MappingProxyType({})


class LineHeights(NamedTuple):
    """Heights of lines; they and the places of baselines are whole numbers of leadings.

    Attributes:
        lines: how many lines there are.
        tall: the lines that are taller than their style says, by number.
    """

    lines: int
    tall: Mapping[int, ExtraLeading]

    @classmethod
    def of(cls, style: Style, lines: Sequence[Sequence[Segment]], boxes: Mapping[int, InlineBox]) -> LineHeights:
        """Return the heights of lines in a style, given the inline boxes by the place of their runs."""
        tall = {}
        for number, line in enumerate(lines):
            extra = _extra(style, [boxes[segment.run] for segment in line if segment.run in boxes])
            if any(extra):
                tall[number] = extra
        return cls(len(lines), tall)

    def first(self, count: int) -> int:
        """Return the height of the first lines together."""
        if not self.tall:  # as nearly always
            return count
        return count + sum([sum(extra) for number, extra in self.tall.items() if number < count])

    @property
    def total(self) -> int:
        """The height of all lines."""
        return self.first(self.lines)

    def above(self, number: int) -> int:
        """Return how far the baseline of a line is below that of an ordinary first line."""
        return self.first(number) + (self.tall[number].above if number in self.tall else 0)

    def below(self, number: int) -> int:
        """Return by how much the descent of a line is more than its style says."""
        return self.tall[number].below if number in self.tall else 0

    def fitting(self, leadings: int) -> int:
        """Return how many of the lines fit a height."""
        fits = min(leadings, self.lines)
        while self.tall and self.first(fits) > leadings:
            fits -= 1
        return fits

    def part(self, start: int, stop: int) -> LineHeights:
        """Return the heights of some of the lines."""
        tall = {number - start: extra for number, extra in self.tall.items() if start <= number < stop}
        return LineHeights(stop - start, tall)


@cache
def equal_heights(count: int) -> LineHeights:
    """Return the heights of lines without inline boxes, as in most paragraphs."""
    return LineHeights(count, _NONE)


def _extra(style: Style, boxes: Sequence[InlineBox]) -> ExtraLeading:
    ascent, descent = style.leading * style.baseline, style.leading * (1 - style.baseline)
    return ExtraLeading(
        max([0, *(ceil((box.ascent - ascent - TOLERANCE) / style.leading) for box in boxes)]),
        max([0, *(ceil((box.descent - descent - TOLERANCE) / style.leading) for box in boxes)]),
    )
