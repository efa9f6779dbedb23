"""The sheet factory: gets the units that a plan requests from memory, from the cache, or by typesetting them.

A unit is stored under the key of its request, which includes everything that its sheets depend on except the design. A
unit of a topic without a key is typeset each time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from packgen.bind.font_metrics import FontMetrics
from packgen.bounded import Bounded
from packgen.cache.codec import Damaged
from packgen.errors import LayoutError
from packgen.sheets.kinds import unit_typesetter
from packgen.sheets.units import PLACES, Unit, UnitFacts, bytes_of, packed, unpacked

if TYPE_CHECKING:
    from packgen.cache.store import Store
    from packgen.layout.core.cached import FlowableCache
    from packgen.layout.core.setting import Setting
    from packgen.plan.request import Key, UnitRequest
    from packgen.sheets.units import TypesetUnit
    from packgen.text.faces import Faces
    from packgen.theme.design import Design

_FRONT_MATTER = 256
"""Number of front matter units that a worker keeps, of about 50 KB each."""


class SheetFactory:
    """Makes the sheets of packs in one design.

    Args:
        design: the design of the sheets.
        store: the cache for units, or None.
        supplies: units made by another factory of the same design. With supplies, this factory keeps no other units
            except recent front matter, which all students with the same topics share.
    """

    def __init__(
        self,
        design: Design,
        store: Store | None = None,
        *,
        supplies: Mapping[Key, Unit] | None = None,
    ) -> None:
        self.design = design
        self._open = cache(lambda: _faces(design))
        self.font_metrics = FontMetrics(design.families, self._open, store, design.fonts_digest)
        self._store = store
        self._keep_all = supplies is None
        self._units: dict[Key, Unit] = dict(supplies or {})
        self._kept: dict[Key, tuple[tuple[int, ...], ...]] = {}
        self._used: dict[Key, None] = {}
        self._front_matter: Bounded[Key, Unit] = Bounded(_FRONT_MATTER)
        self._caches: dict[tuple[bool, str], FlowableCache] = {}
        self._measured: Bounded[Any, Any] | None = None
        self._repeats_front_matter = supplies is not None

    @property
    def faces(self) -> Faces:
        """The faces; reading this property opens font files."""
        return self._open()

    def supplies(self) -> dict[Key, Unit]:
        """Return all units made or loaded so far, for another factory; they can be pickled."""
        return dict(self._units)

    def unit(self, request: UnitRequest, facts: Sequence[UnitFacts] = ()) -> Unit:
        """Return a unit.

        Args:
            request: the unit to make.
            facts: facts of the units that it needs, in the order of ``request.needs``.

        Raises:
            LayoutError: something fits no page; the error names the text that is too long, if there is one.
        """
        try:
            return self._found(request, facts)
        except LayoutError as error:
            from packgen.sheets.overlong import overlong

            for one in request.topics:
                error = overlong(one.loaded.whole(), error)
            raise error from None

    def printable(self, title: str) -> list[str]:
        """Return the characters of a title that no font has."""
        key = ("printable", title, tuple(sorted(self.design.families.items())), self.design.fonts_digest)
        if self._store is not None and self._store.get(*key) is not None:
            return []
        missing = self.faces.missing(title)
        if not missing and self._store is not None:
            self._store.put(b"", *key)
        return missing

    def forget_texts(self) -> None:
        """Drop the lines of texts, which are kept while a pack is typeset, so that binding it takes no more memory."""
        self._measured = None

    # -- storing

    def flush(self) -> None:
        """Write new units to the store, with the positions that their sheets had in packs."""
        if self._store is None:
            return
        for key, unit in self._units.items():
            known = self._kept.get(key)
            if known is None:
                continue
            places = tuple(tuple(sheet.renumbered)[-PLACES:] for sheet in unit.sheets)
            if known != places:
                self._kept[key] = places
                self._store.put(packed(unit), *self._full(key))
        self.font_metrics.save()
        self._store.flush()

    def evict(self, most: int) -> None:
        """Drop units not used since the last call, least recently used first.

        Args:
            most: approximate number of bytes of unused units that may be kept.
        """
        used, self._used = self._used, {}
        idle = [key for key in self._units if key not in used]
        sizes = [bytes_of(self._units[key]) for key in idle]
        left = sum(sizes)
        for key, size in zip(idle, sizes, strict=True):
            if left <= most:
                break
            left -= size
            del self._units[key]
            self._kept.pop(key, None)
        for key in used:
            self._units[key] = unit = self._units.pop(key)  # move it to the end, as the most recently used
            for sheet in unit.sheets:
                for first in list(sheet.renumbered)[:-PLACES]:
                    del sheet.renumbered[first]

    def _full(self, key: Key) -> Key:
        return (*key, self.design.key)

    def _found(self, request: UnitRequest, facts: Sequence[UnitFacts]) -> Unit:
        if not request.keyed:
            return self._made(request, facts)
        key = request.key
        unit = self._units.get(key)
        if unit is not None:
            self._used[key] = None
            return unit
        unit = self._front_matter.get(key)
        if unit is not None:
            return unit
        if self._store is not None:
            unit = self._loaded(request)
        if unit is None:
            unit = self._made(request, facts)
            if not all(one.loaded.unchanged() for one in request.topics):
                return unit
            if not any(sheet.problems for sheet in unit.sheets):
                self._kept[key] = ((-1,),)
        self._keep(request, unit)
        return unit

    def _keep(self, request: UnitRequest, unit: Unit) -> None:
        if self._keep_all:
            self._units[request.key] = unit
            self._used[request.key] = None
        elif request.front_matter is not None:
            self._front_matter[request.key] = unit

    def _made(self, request: UnitRequest, facts: Sequence[UnitFacts]) -> Unit:
        from packgen.bind.serialise import to_chunk

        made = self._typeset(request, facts)
        return Unit(tuple(to_chunk(sheet, self.design) for sheet in made.sheets), made.facts)

    def _typeset(self, request: UnitRequest, facts: Sequence[UnitFacts]) -> TypesetUnit:
        setting = self._setting(request)
        return unit_typesetter(request.kind)(request, setting, facts)

    def _cache(self, request: UnitRequest) -> FlowableCache:
        """Return the cache for a unit; that of front matter is kept from the second pack on, since one may be all."""
        from packgen.layout.core.cached import FlowableCache

        if request.front_matter is None:
            return FlowableCache()
        if not self._repeats_front_matter:
            self._repeats_front_matter = True
            return FlowableCache(0)
        key = request.options.fillable, request.language
        if key not in self._caches:
            self._caches[key] = FlowableCache()
        return self._caches[key]

    def _setting(self, request: UnitRequest) -> Setting:
        from packgen.layout.core.setting import Setting, measured_texts

        if self._measured is None:
            self._measured = measured_texts()
        return Setting(
            self.design,
            self.faces,
            fillable=request.options.fillable,
            language=request.language,
            opening=request.options.opening,
            cache=self._cache(request),
            measured=self._measured,
        )

    def _loaded(self, request: UnitRequest) -> Unit | None:
        assert self._store is not None
        stored = self._store.get(*self._full(request.key))
        if stored is None:
            return None
        try:
            unit = unpacked(stored, request.kind)
        except (Damaged, ValueError):
            return None
        self._kept[request.key] = tuple(tuple(sheet.renumbered) for sheet in unit.sheets)
        return unit


def _faces(design: Design) -> Faces:
    from packgen.text.faces import Faces

    return Faces(design.families, own=design.fonts, spacing=design.spacing)
