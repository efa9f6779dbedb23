"""Fronts: the covers and contents of packs.

What is not used is not imported: a pack out of the cache has its front from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.layout.core.setting import Setting
    from packgen.plan.listing import ListedTopic
    from packgen.plan.schedule import Visit
    from packgen.plan.title import Title
    from packgen.sheet.sheet import Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design

_MOST = 256
"""Fronts that are kept in memory, of some 50 KB each."""


@dataclass(frozen=True)
class FrontOrder:
    """What a front says; see `typeset_front`."""

    title: Title
    topics: tuple[ListedTopic, ...]
    visits: tuple[Visit, ...]
    exam: date | None
    named: bool
    fillable: bool

    @property
    def key(self) -> tuple[object, ...]:
        """Everything that it depends on, but for the design."""
        return ("front", self.title, self.topics, self.visits, self.exam, self.named, self.fillable)


class Fronts:
    """Makes fronts in one design, and keeps those that were made last: many packs of a class have the same.

    Args:
        design: what they are set in.
        faces: opens the faces.
    """

    def __init__(self, design: Design, faces: Callable[[], Faces]) -> None:
        self._design = design
        self._faces = faces
        self.chunk = lru_cache(_MOST)(self._chunk)

    def typeset(self, order: FrontOrder) -> Sheet:
        """Return a front."""
        from packgen.sheets.front import typeset_front

        setting = self._settings[order.fillable]
        return typeset_front(order.title, order.topics, setting, order.visits, order.exam, order.named)

    def _chunk(self, order: FrontOrder) -> SheetChunk:
        """Return a front ready to be bound."""
        from packgen.bind.sheet_chunk import to_chunk

        return to_chunk(self.typeset(order), self._design)

    @cached_property
    def _settings(self) -> dict[bool, Setting]:
        """What fronts are set with, by whether they are fillable; both have one shelf."""
        from packgen.layout.core.setting import Setting

        plain = Setting(self._design, self._faces())
        return {False: plain, True: replace(plain, fillable=True)}
