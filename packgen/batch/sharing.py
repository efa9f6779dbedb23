"""Divide the units of a batch: shared ones, made once by the coordinating process, and those left to workers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from packgen.plan.pack import PackPlan
    from packgen.plan.request import UnitRequest


class BatchUnit(NamedTuple):
    """A unit of a batch: its request, and its profile, which the request does not contain."""

    profile: str
    request: UnitRequest


class ProfiledPlan(NamedTuple):
    """The plan of a student's pack.

    Attributes:
        profile: profile of the pack's design.
        plan: the units of the pack.
        seeded: whether the student has a seed of their own.
    """

    profile: str
    plan: PackPlan
    seeded: bool

    def units(self) -> list[BatchUnit]:
        """Return the units that the pack may have, in order."""
        overleaf = [] if self.plan.overleaf is None else [self.plan.overleaf]
        return [BatchUnit(self.profile, request) for request in (*self.plan.requests, *overleaf)]


class Sharing(NamedTuple):
    """The units of a batch, divided; each list is in order of first use.

    Attributes:
        shared: units that the coordinating process makes: several packs contain them, or packs of later batches may.
        left: units that one pack contains, and that its worker makes.
    """

    shared: tuple[BatchUnit, ...]
    left: tuple[BatchUnit, ...]


def share(plans: Iterable[ProfiledPlan]) -> Sharing:
    """Return which units of some packs are shared, and which are left to workers."""
    counts: dict[BatchUnit, int] = {}
    lone: dict[BatchUnit, bool] = {}
    for one in plans:
        for unit in one.units():
            counts[unit] = counts.get(unit, 0) + 1
            lone[unit] = _is_own(unit.request, one.seeded)
    left = tuple(unit for unit, count in counts.items() if count == 1 and lone[unit])
    apart = frozenset(left)
    return Sharing(tuple(unit for unit in counts if unit not in apart), left)


def _is_own(request: UnitRequest, seeded: bool) -> bool:
    """Tell whether a unit is unlikely to be in another pack, and a worker can make it.

    That is so for a unit that depends on the student's own seed, or on the whole pack. A worker may run on another
    machine, which is sent the bytes of topics but no pictures.
    """
    own = request.kind.scope == "pack" or (seeded and "seed" in request.kind.options)
    return own and not any(one.loaded.topic.pictures for one in request.topics)
