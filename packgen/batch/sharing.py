"""Which units of a batch are made once, by the process that plans it, and which are left to the worker of a pack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from packgen.plan.pack import PackPlan
    from packgen.plan.request import UnitRequest


class BatchUnit(NamedTuple):
    """A unit of a batch: its request, and the profile of its design, of which the request says nothing."""

    profile: str
    request: UnitRequest


class ProfiledPlan(NamedTuple):
    """The plan of a student's pack.

    Attributes:
        profile: of the pack's design.
        plan: what the pack consists of.
        seeded: whether the student has a seed of their own.
    """

    profile: str
    plan: PackPlan
    seeded: bool

    def units(self) -> list[BatchUnit]:
        """Return its units, in the order of the pack."""
        return [BatchUnit(self.profile, request) for request in self.plan.requests]


class Sharing(NamedTuple):
    """How the units of a batch are divided, each in the order in which the packs first have it.

    Attributes:
        shared: those that the planning process makes: several packs have them, or packs of later batches may.
        left: those that the worker of the only pack that has them makes.
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

    A unit that depends on a seed of the student's own is, and so is one of a whole pack. A worker may run on another
    machine, which has the bytes of topics, but no pictures.
    """
    own = request.kind.scope == "pack" or (seeded and "seed" in request.kind.options)
    return own and not any(one.loaded.topic.pictures for one in request.topics)
