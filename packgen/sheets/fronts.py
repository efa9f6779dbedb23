"""Fronts: the covers and contents of packs, set one by one or as many that are alike.

What fronts have in common is drawn once; those of a thousand students' packs come out of moulds. What is not used is
not imported: a pack out of the cache has its front from there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from packgen.bind.mould import Mould
    from packgen.bind.parts import Parts
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.layout.core.setting import Setting
    from packgen.plan.listing import ListedTopic
    from packgen.plan.schedule import Visit
    from packgen.plan.title import Title
    from packgen.sheet.pattern import Pattern
    from packgen.sheet.sheet import Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design

_MOST_MOULDS = 100
"""Patterns of fronts that are remembered."""


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
    """Makes fronts in one design.

    Args:
        design: what they are set in.
        faces: opens the faces.
    """

    def __init__(self, design: Design, faces: Callable[[], Faces]) -> None:
        self._design = design
        self._faces = faces
        self._set = 0
        self._moulds: dict[Pattern, Mould] = {}

    def typeset(self, order: FrontOrder) -> Sheet:
        """Return a front; of the first no drawing is kept, as there may be no second."""
        from packgen.sheets.front import typeset_front

        setting = self._settings[order.fillable] if self._set else self._passing(order.fillable)
        self._set += 1
        return typeset_front(order.title, order.topics, setting, order.visits, order.exam, order.named)

    def cast(self, order: FrontOrder) -> SheetChunk:
        """Return a front as one of many that are alike; see `patterned_front`."""
        from packgen.bind.mould import Mould
        from packgen.bind.sheet_chunk import to_chunk
        from packgen.sheets.alike import patterned_front

        setting = self._settings[order.fillable]
        pattern, fillings = patterned_front(order.title, order.topics, setting, order.visits, order.exam, order.named)
        if not fillings:
            return to_chunk(pattern.sheet, self._design)
        mould = self._moulds.get(pattern)
        if mould is None:
            if len(self._moulds) >= _MOST_MOULDS:
                self._moulds.clear()
            mould = self._moulds[pattern] = Mould(pattern, self._design, self._parts)
        return mould.cast(fillings)

    @cached_property
    def _parts(self) -> Parts:
        from packgen.bind.parts import Parts

        return Parts()

    @cached_property
    def _settings(self) -> dict[bool, Setting]:
        """What fronts are set with, by whether they are fillable; both have one shelf."""
        from packgen.layout.core.setting import Setting

        plain = Setting(self._design, self._faces())
        return {False: plain, True: replace(plain, fillable=True)}

    def _passing(self, fillable: bool) -> Setting:
        """Return a setting whose shelf keeps nothing."""
        from packgen.layout.core.cached import FlowableCache
        from packgen.layout.core.setting import Setting

        class Floor(FlowableCache):
            def __setitem__(self, key: Hashable, value: object) -> None:
                """Keep nothing."""

        return Setting(self._design, self._faces(), fillable=fillable, shelf=Floor())
