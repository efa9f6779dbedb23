"""Arranges the facts of an organiser: type size, columns, and what is left out where not all of them fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.organiser.box import FactBox
from packgen.layout.organiser.flow import BoxHeights, BoxPart, ColumnsOfBoxes, growth
from packgen.layout.organiser.size import ColumnGrid, OrganiserSize, sized

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup

_SMALLEST = OrganiserSize(1.0, tight=True)
_LARGER = (OrganiserSize(1.0), OrganiserSize(1.12), OrganiserSize(1.25, fewer=1), OrganiserSize(1.5, fewer=2))
"""The sizes of an organiser on one side; the largest is taken that has room for all facts, as all smaller ones have."""

_LEVEL = 1.0
"""Points by which the feet of level columns may differ."""


class FilledColumn(NamedTuple):
    """What stands in a column.

    Attributes:
        pieces: for each box that has facts there: its index, the indices of the facts, and whether it began before.
        grown: by how much each fact is taller than its text, in points.
    """

    pieces: tuple[tuple[int, tuple[int, ...], bool], ...]
    grown: float


class Arrangement(NamedTuple):
    """Where the facts of an organiser stand.

    Attributes:
        size: how large it is set.
        pages: the columns of each page, from left to right.
        kept: for each group the indices of the facts that are there.
    """

    size: OrganiserSize
    pages: tuple[tuple[FilledColumn, ...], ...]
    kept: tuple[tuple[int, ...], ...]


def boxes_of(setting: Setting, groups: Sequence[FactGroup], width: float) -> list[FactBox]:
    """Return a box for each group; the facts are numbered from 1 through all of them."""
    boxes: list[FactBox] = []
    number = 1
    for group in groups:
        boxes.append(FactBox(setting, group, number, width))
        number += len(group.facts)
    return boxes


def arrange(
    setting: Setting,
    groups: Sequence[FactGroup],
    turns: Sequence[Sequence[tuple[int, int]]],
    frame: tuple[float, float],
    title: float,
) -> Arrangement:
    """Return where the facts of an organiser stand.

    They are set as large as they can be, on as few sides as they can be. If they have no room even in the smallest size
    on as many sides as the profile allows, those that do not fit in their turn are left out.

    Args:
        setting: design and faces.
        groups: the facts.
        turns: the facts in the order in which they are taken, each as the index of its group and its index there.
        frame: width and height of the room on a page, in points.
        title: height of the title at the head of the first page.
    """
    sides = int(setting.design.number("organiser-sides"))
    rising = (*(_SMALLEST._replace(sides=count) for count in range(sides, 0, -1)), *_LARGER)
    smallest = _Columns.of(setting, rising[0], frame, title)
    heights = smallest.heights(groups)
    found = smallest.all_of(heights)
    if found is None:
        return smallest.some_of(heights, turns)
    for size in rising[1:]:
        columns = _Columns.of(setting, size, frame, title)
        larger = columns.all_of(columns.heights(groups))
        if larger is None:
            break
        found = larger
    return found


class _Columns(NamedTuple):
    """The columns of an organiser at one size.

    Attributes:
        setting: design and faces at this size.
        size: the size.
        grid: of each page.
        room: heights of all columns.
    """

    setting: Setting
    size: OrganiserSize
    grid: ColumnGrid
    room: tuple[float, ...]

    @classmethod
    def of(cls, setting: Setting, size: OrganiserSize, frame: tuple[float, float], title: float) -> _Columns:
        """Return the columns of a frame, the first page under a title of some height."""
        width, height = frame
        grid = ColumnGrid.of(setting, width, size.fewer)
        room = [height - title] * grid.across + [height] * grid.across * (size.sides - 1)
        return cls(sized(setting, size), size, grid, tuple(room))

    def heights(self, groups: Sequence[FactGroup]) -> list[BoxHeights]:
        """Return the heights of the boxes of some groups."""
        return [box.heights for box in boxes_of(self.setting, groups, self.grid.width)]

    def all_of(self, heights: Sequence[BoxHeights]) -> Arrangement | None:
        """Return the arrangement of all facts, with no box divided if that leaves columns level; None without room."""
        kept = [tuple(range(len(box.rows))) for box in heights]
        for divided in (False, True):
            columns = self._rules(divided).levelled(heights, self.room)
            if columns is not None and (divided or self._level(heights, columns)):
                return self._arrangement(heights, kept, columns)
        return None

    def some_of(self, heights: Sequence[BoxHeights], turns: Sequence[Sequence[tuple[int, int]]]) -> Arrangement:
        """Return the arrangement of the facts that fit, taken in turns."""
        rules = self._rules(divided=True)
        kept: list[tuple[int, ...]] = [() for _ in heights]
        for facts in turns:
            trial = list(kept)
            for box, place in facts:
                trial[box] = tuple(sorted((*trial[box], place)))
            if rules.flowed(_only(heights, trial), self.room) is not None:
                kept = trial
        left = _only(heights, kept)
        return self._arrangement(left, kept, rules.levelled(left, self.room) or [])

    def _rules(self, divided: bool) -> ColumnsOfBoxes:
        return ColumnsOfBoxes(self.setting.design.length("organiser-gap"), divided)

    def _arrangement(
        self, heights: Sequence[BoxHeights], kept: Sequence[tuple[int, ...]], columns: Sequence[Sequence[BoxPart]]
    ) -> Arrangement:
        """Return the arrangement; heights and parts of boxes count only facts that are kept."""
        pages = [
            tuple(
                FilledColumn(tuple((box, kept[box][begin:end], begin > 0) for box, begin, end in column), grown)
                for column, (_, grown) in zip(page, self._feet(heights, page, room), strict=True)
            )
            for page, room in self._pages(columns)
            if any(page)
        ]
        return Arrangement(self.size, tuple(pages), tuple(kept))

    def _level(self, heights: Sequence[BoxHeights], columns: Sequence[Sequence[BoxPart]]) -> bool:
        """Tell whether no column is empty and the columns of each page end at one height."""
        feet = [[foot for foot, _ in self._feet(heights, page, room)] for page, room in self._pages(columns)]
        return all(columns) and all(max(page) - min(page) < _LEVEL for page in feet)

    def _pages(
        self, columns: Sequence[Sequence[BoxPart]]
    ) -> Iterator[tuple[Sequence[Sequence[BoxPart]], Sequence[float]]]:
        """Yield the columns of each page, and their heights."""
        for first in range(0, len(columns), self.grid.across):
            end = first + self.grid.across
            yield columns[first:end], self.room[first:end]

    def _feet(
        self, heights: Sequence[BoxHeights], page: Sequence[Sequence[BoxPart]], room: Sequence[float]
    ) -> list[tuple[float, float]]:
        """Return how far down each column of a page goes, and by how much each of its facts grows for that."""
        most = self.setting.design.length("organiser-stretch")
        used = [self._rules(divided=True).used(heights, column) for column in page]
        rows = [sum(end - begin for _, begin, end in column) for column in page]
        grown = growth(used, rows, room, most)
        return [(height + more * count, more) for height, more, count in zip(used, grown, rows, strict=True)]


def _only(heights: Sequence[BoxHeights], kept: Sequence[Sequence[int]]) -> list[BoxHeights]:
    """Return the heights of boxes with some of their facts."""
    return [
        box._replace(rows=tuple(box.rows[place] for place in there)) for box, there in zip(heights, kept, strict=True)
    ]
