"""Arranges the facts of an organiser: type size, columns, and what is left out where not all of them fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.organiser.box import FactBox
from packgen.layout.organiser.flow import BoxHeights, ColumnsOfBoxes, BoxPart, growth

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup

_ROLES = ("organiser", "organiser-prompt", "organiser-label", "organiser-gist")

_TIGHT = ("organiser-gap", "organiser-pad-y")


class OrganiserSize(NamedTuple):
    """How large an organiser is set.

    Attributes:
        scale: size of the type, relative to the profile's, which is the smallest.
        fewer: by how many columns there are fewer than the page has room for, down to two.
        tight: whether facts and boxes are closer together.
        sides: of paper.
    """

    scale: float
    fewer: int = 0
    tight: bool = False
    sides: int = 1


_ONE_SIDE = (
    OrganiserSize(1.5, fewer=2),
    OrganiserSize(1.25, fewer=1),
    OrganiserSize(1.12),
    OrganiserSize(1.0),
    OrganiserSize(1.0, tight=True),
)
"""The sizes of an organiser on one side; the first at which all facts fit is taken."""


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


class ColumnGrid(NamedTuple):
    """The columns of an organiser's page: how many, the width of one, and the distance between left edges."""

    across: int
    width: float
    pitch: float

    @classmethod
    def of(cls, setting: Setting, width: float, fewer: int = 0) -> ColumnGrid:
        """Return as many columns as a width has room for, or some fewer but at least two."""
        least, gutter = setting.design.length("organiser-column"), setting.design.length("organiser-gutter")
        most = max(1, int((width + gutter) / (least + gutter)))
        count = max(min(2, most), most - fewer)
        one = (width - gutter * (count - 1)) / count
        return cls(count, one, one + gutter)


def sized(setting: Setting, size: OrganiserSize) -> Setting:
    """Return a setting with the type of organisers at another size, and smaller gaps if they are tight."""
    design = setting.design
    styles = {
        role: style._replace(size=style.size * size.scale, leading=style.leading * size.scale)
        for role in _ROLES
        for style in [design.style(role)]
    }
    lengths = {role: design.length(f"{role}-tight") for role in _TIGHT} if size.tight else {}
    made = replace(
        design,
        key=f"{design.key}-{size.scale:g}-{size.tight}",
        styles={**design.styles, **styles},
        lengths={**design.lengths, **lengths},
    )
    return replace(setting, design=made)


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

    All facts fit at the largest size for which one side has room. Otherwise they are set in the smallest size, on as
    many sides as the profile allows, and those that do not fit in their turn are left out.

    Args:
        setting: design and faces.
        groups: the facts.
        turns: the facts in the order in which they are taken, each as the index of its group and its index there.
        frame: width and height of the room on a page, in points.
        title: height of the title at the head of the first page.
    """
    width, height = frame
    sides = int(setting.design.number("organiser-sides"))
    sizes = (*_ONE_SIDE, *(_ONE_SIDE[-1]._replace(sides=count) for count in range(2, sides + 1)))
    whole = [tuple(range(len(group.facts))) for group in groups]
    for size in sizes:
        own, grid = sized(setting, size), ColumnGrid.of(setting, width, size.fewer)
        heights = [box.heights for box in boxes_of(own, groups, grid.width)]
        room = [height - title] * grid.across + [height] * grid.across * (size.sides - 1)
        gap = own.design.length("organiser-gap")
        for rules in (ColumnsOfBoxes(gap, divided=False), ColumnsOfBoxes(gap, divided=True)):
            columns = rules.levelled(heights, room)
            filled = _Filled(own, size, rules, room, grid.across)
            if columns is not None and (rules.divided or filled.level(heights, columns)):
                return filled.arrangement(heights, whole, columns)
    kept = _taken(rules, heights, turns, room)
    left = [_only(box, there) for box, there in zip(heights, kept, strict=True)]
    columns = rules.levelled(left, room) or [[] for _ in room]
    return _Filled(own, size, rules, room, grid.across).arrangement(left, kept, columns)


def _only(box: BoxHeights, rows: Sequence[int]) -> BoxHeights:
    """Return the heights of a box with some of its facts."""
    return box._replace(rows=tuple(box.rows[place] for place in rows))


def _taken(
    rules: ColumnsOfBoxes,
    heights: Sequence[BoxHeights],
    turns: Sequence[Sequence[tuple[int, int]]],
    room: Sequence[float],
) -> list[tuple[int, ...]]:
    """Return for each box the indices of the facts that fit, taken in turns."""
    kept: list[list[int]] = [[] for _ in heights]
    for facts in turns:
        trial = [list(there) for there in kept]
        for box, place in facts:
            trial[box] = sorted([*trial[box], place])
        rows = [_only(box, there) for box, there in zip(heights, trial, strict=True)]
        if rules.flowed(rows, room) is not None:
            kept = trial
    return [tuple(there) for there in kept]


class _Filled(NamedTuple):
    """What an organiser is filled by: its setting and size, the rules, the heights of columns, and columns a page."""

    setting: Setting
    size: OrganiserSize
    rules: ColumnsOfBoxes
    room: Sequence[float]
    across: int

    def arrangement(
        self, heights: Sequence[BoxHeights], kept: Sequence[tuple[int, ...]], columns: Sequence[Sequence[BoxPart]]
    ) -> Arrangement:
        """Return the arrangement; heights and pieces count only facts that are kept."""
        pages = [
            tuple(
                FilledColumn(tuple((box, kept[box][begin:end], begin > 0) for box, begin, end in column), grown)
                for column, (_, grown) in zip(page, self._feet(heights, page, room), strict=True)
            )
            for page, room in self._pages(columns)
            if any(page)
        ]
        return Arrangement(self.size, tuple(pages), tuple(kept))

    def level(self, heights: Sequence[BoxHeights], columns: Sequence[Sequence[BoxPart]]) -> bool:
        """Tell whether no column is empty and the columns of each page end at one height."""
        feet = [[foot for foot, _ in self._feet(heights, page, room)] for page, room in self._pages(columns)]
        return all(columns) and all(max(page) - min(page) < _LEVEL for page in feet)

    def _pages(
        self, columns: Sequence[Sequence[BoxPart]]
    ) -> Iterator[tuple[Sequence[Sequence[BoxPart]], Sequence[float]]]:
        """Yield the columns of each page, and their heights."""
        for first in range(0, len(columns), self.across):
            yield columns[first : first + self.across], self.room[first : first + self.across]

    def _feet(
        self, heights: Sequence[BoxHeights], page: Sequence[Sequence[BoxPart]], room: Sequence[float]
    ) -> list[tuple[float, float]]:
        """Return how far down each column of a page goes, and by how much each of its facts grows for that."""
        most = self.setting.design.length("organiser-stretch")
        used = [self.rules.used(heights, column) for column in page]
        rows = [sum(end - begin for _, begin, end in column) for column in page]
        grown = growth(used, rows, room, most)
        return [(height + more * count, more) for height, more, count in zip(used, grown, rows, strict=True)]
