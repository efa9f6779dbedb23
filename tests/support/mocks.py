"""Flowables of known heights that note where they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from packgen.errors import Origin
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import TOLERANCE, Flowable


class Drawn(NamedTuple):
    """A brick as it was drawn: its name, the page, and its rectangle in points."""

    name: str
    page: int
    x: float
    bottom: float
    top: float


class Bricks(Flowable):
    """A pile that is divided between bricks; drawing notes each of them in a log that its parts share.

    Args:
        heights: of the bricks, in points.
        name: of the pile.
        least: how many bricks stand on each side of a division, unless it is forced.
    """

    def __init__(
        self,
        heights: Sequence[float],
        *,
        name: str = "",
        keep: bool = False,
        before: float = 0.0,
        whole: bool = False,
        least: int = 1,
        log: list[Drawn] | None = None,
    ) -> None:
        self.heights, self.name, self.least, self.first = list(heights), name, least, 0
        self.keep, self.before, self.whole = keep, before, whole
        self.log: list[Drawn] = [] if log is None else log
        self.total = len(self.heights)

    def __repr__(self) -> str:
        stop = self.first + len(self.heights)
        return self.name if stop - self.first == self.total else f"{self.name}[{self.first}:{stop}]"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, sum(self.heights)
        return width, self.height

    def least_height(self, width: float) -> float:
        enough = len(self.heights) >= 2 * self.least
        return sum(self.heights[: self.least] if enough else self.heights)

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        return self._split(height, self.least)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        return self._split(height, 1)

    def _split(self, height: float, least: int) -> Sequence[Flowable]:
        count, used = 0, 0.0
        for tall in self.heights:
            if used + tall > height + TOLERANCE:
                break
            count, used = count + 1, used + tall
        if count == len(self.heights):
            return [self]
        count = min(count, len(self.heights) - least)
        return [self._part(0, count), self._part(count, len(self.heights))] if count >= least else []

    def _part(self, start: int, stop: int) -> Bricks:
        part = object.__new__(Bricks)
        part.__dict__.update(self.__dict__)
        part.heights, part.first = self.heights[start:stop], self.first + start
        if start:
            part.before = 0.0
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        top = y + self.height
        for number, tall in enumerate(self.heights, self.first):
            self.log.append(Drawn(f"{self.name}{number}", canvas.page, x, top - tall, top))
            top -= tall


class Solid(Bricks):
    """A single brick."""

    def __init__(
        self,
        height: float,
        *,
        name: str = "",
        keep: bool = False,
        before: float = 0.0,
        whole: bool = False,
        log: list[Drawn] | None = None,
    ) -> None:
        super().__init__([height], name=name, keep=keep, before=before, whole=whole, log=log)


class Pages(SheetCanvas):
    """A canvas that only counts pages, and notes what is where; the first is a right one, unless it is verso."""

    def __init__(self, verso: bool = False) -> None:
        self.verso = verso
        self._drawn = 0
        self.seen: list[tuple[Origin, int]] = []

    @property
    def page(self) -> int:
        return self._drawn

    @property
    def recto(self) -> bool:
        return (self.page + self.verso) % 2 == 0

    def located(self, origin: Origin | None, rectangle: tuple[float, float, float, float]) -> None:
        if origin is not None:
            self.seen.append((origin, self.page))

    def showPage(self) -> None:
        self._drawn += 1
