"""The work: one pack, bound the same way in whatever process it happens to be.

A worker gets its supplies once: the sheets that packs share, typeset already. It writes nothing: it returns the file's
bytes. So it needs no disk of ours, leaves nothing behind when it is killed, and who is allowed to write stays one
process. Nor does it say a name: what went wrong is told of a row. Nor does it keep one: it has no cache on disk.
"""

from __future__ import annotations

import pickle
import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from packgen.batch.engine import Wanting
from packgen.errors import PackgenError

if TYPE_CHECKING:
    from packgen.bind.binder import Binder
    from packgen.load.topics import LazyTopic
    from packgen.options import PackOptions
    from packgen.plan.selection import Chosen
    from packgen.sheets.factory import Key, SheetFactory
    from packgen.sheets.units import Unit
    from packgen.theme.design import Design

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz '’-.·…"
"""What names are mostly made of: every pack can show them, so that packs share the subsets of their fonts."""


class WorkerTopic(NamedTuple):
    """A topic as a worker needs it: its record, and its file's bytes where something of it is to be typeset there."""

    shelved: LazyTopic
    data: bytes | None


@dataclass(frozen=True)
class Supplies:
    """What many packs share.

    Attributes:
        number: tells them from those of another batch.
        topics: by id.
        designs: by profile.
        units: for each profile, the sheets.
    """

    number: str
    topics: Mapping[str, WorkerTopic]
    designs: Mapping[str, Design]
    units: Mapping[str, Mapping[Key, Unit]]

    def packed(self) -> bytes:
        """Return them as bytes, for processes of ours."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True)
class Order:
    """What to make.

    Attributes:
        row: of the roster.
        options: of the pack, its student included, who is not shown where an order is.
        choice: ids of topics, and the places of the chosen sections in each.
        supplies: the number of those that it needs.
    """

    row: int
    options: PackOptions
    choice: tuple[tuple[str, tuple[int, ...]], ...] = ()
    supplies: str = ""


@dataclass(frozen=True)
class Made:
    """A pack's file."""

    pdf: bytes
    pages: int


@dataclass(frozen=True)
class Failed:
    """Why a pack could not be made; names nobody."""

    problem: str


def make(order: Order, supplies: bytes | None = None) -> Made | Failed | Wanting:
    """Make a pack; whatever goes wrong is returned, so that no log of an engine shows what it was given.

    Args:
        order: what to make.
        supplies: pickled, where the last answer was that they are wanting.
    """
    global _bench
    try:
        if supplies is not None:
            _bench = Worker(pickle.loads(supplies))
        if _bench is None or _bench.supplies.number != order.supplies:
            return Wanting()
        return _bench.make(order)
    except PackgenError as error:
        return Failed(_unnamed(str(error), order.options.student))
    except Exception as error:
        return Failed(bug(error))


class Worker:
    """Where packs are bound out of their supplies: one in a process."""

    def __init__(self, supplies: Supplies) -> None:
        self.supplies = supplies
        self._desks = {profile: _ProfileTools(supplies, profile) for profile in supplies.designs}

    def make(self, order: Order) -> Made:
        """Return a pack.

        Raises:
            PackgenError: it cannot be made.
        """
        from packgen.build import page_count, set_pack

        desk = self._desks[order.options.profile]
        _, pack = set_pack(order.options, desk.chosen(order.choice), desk.shop)
        return Made(desk.press.bind(pack), page_count(pack))


class _ProfileTools:
    """A workshop and a press for one profile."""

    def __init__(self, supplies: Supplies, profile: str) -> None:
        self._design = supplies.designs[profile]
        self._units = supplies.units[profile]
        self._topics = {id_: _readable(topic) for id_, topic in supplies.topics.items()}

    @cached_property
    def shop(self) -> SheetFactory:
        from packgen.sheets.factory import SheetFactory

        return SheetFactory(self._design, keep_fronts=False, supplies=self._units)

    @cached_property
    def press(self) -> Binder:
        from packgen.bind.binder import Binder

        # In an order that does not depend on which packs are left to be made. What sheets share a name is told by keys.
        units = sorted(self._units.items(), key=lambda item: repr(item[0]))
        press = Binder(self.shop.letters, self._design, [sheet for _, unit in units for sheet in unit.sheets])
        press.reserve(_LETTERS, ("filled-in", "running"))
        return press

    def chosen(self, choice: Sequence[tuple[str, tuple[int, ...]]]) -> list[Chosen[LazyTopic]]:
        from packgen.plan.selection import Chosen

        return [Chosen(self._topics[id_], places) for id_, places in choice]


def _readable(topic: WorkerTopic) -> LazyTopic:
    """Return a topic that is read out of its bytes; it has no pictures, for which its folder would have to be there."""
    from packgen.load.library import Library
    from packgen.load.topics import LazyTopic

    shelved, data = topic
    library = Library(shelved.path.parent) if data is not None else None
    return LazyTopic(shelved.topic, shelved.path, shelved.key, library, data)


_bench: Worker | None = None


def _unnamed(message: str, student: str | None) -> str:
    """Return a message without the student's name, should it ever quote it."""
    return re.sub(rf"(?<!\w){re.escape(student)}(?!\w)", "the student", message) if student else message


def bug(error: Exception) -> str:
    """Return where a bug is, without its message: that may quote anything."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "packgen" in frame.filename]
    where = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"a bug in packgen, {type(error).__name__}{where}. Build this pack alone for its traceback, and report it."
