"""A worker makes a pack from an order, in the same way in any process.

A worker receives the supplies once: the units that packs share, already typeset. It writes no files and has no cache on
disk; it returns the PDF's bytes. So it needs no access to the disk of the coordinating process, leaves no files when it
is killed, and only one process writes. Its errors name the row, never the student.
"""

from __future__ import annotations

import pickle
import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.batch.engine import Wanting
from packgen.errors import PackgenError

if TYPE_CHECKING:
    from packgen.bind.binder import Binder
    from packgen.load.topics import LazyTopic
    from packgen.options import PackOptions
    from packgen.plan.request import Key
    from packgen.plan.selection import Chosen
    from packgen.sheets.factory import SheetFactory
    from packgen.sheets.units import Unit
    from packgen.theme.design import Design

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz '’-.·…"
"""What names are mostly made of: every pack can show them, so that packs share the subsets of their fonts."""


class WorkerTopic(NamedTuple):
    """A topic for a worker: its record, and the bytes of its file if the worker has to typeset some of it."""

    topic: LazyTopic
    data: bytes | None


class TopicChoice(NamedTuple):
    """The id of a topic, and the indices of its chosen sections."""

    topic: str
    sections: tuple[int, ...]


@dataclass(frozen=True)
class Supplies:
    """The data that the packs of a batch share.

    Attributes:
        number: distinguishes the supplies of different batches.
        topics: topics by id.
        designs: designs by profile.
        units: for each profile, the shared units by the keys of their requests.
    """

    number: str
    topics: Mapping[str, WorkerTopic]
    designs: Mapping[str, Design]
    units: Mapping[str, Mapping[Key, Unit]]

    def packed(self) -> bytes:
        """Return the pickled supplies, for other processes."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True)
class Order:
    """One pack to make.

    Attributes:
        row: row of the roster.
        options: options of the pack, with the student's name, which the order's repr leaves out.
        choice: topics and sections of the pack.
        supplies: number of the supplies that the order needs.
    """

    row: int
    options: PackOptions
    choice: tuple[TopicChoice, ...] = ()
    supplies: str = ""


@dataclass(frozen=True)
class Made:
    """The file of a finished pack."""

    pdf: bytes
    pages: int


@dataclass(frozen=True)
class Failed:
    """Why a pack could not be made; it quotes no student's name."""

    problem: str


def make(order: Order, supplies: bytes | None = None) -> Made | Failed | Wanting:
    """Make a pack. Errors are returned, not raised, so that no engine logs the arguments.

    Args:
        order: the pack to make.
        supplies: the pickled supplies, if the last answer was `Wanting`.
    """
    try:
        worker = Worker.of_process
        if supplies is not None:
            worker = Worker.of_process = Worker(pickle.loads(supplies))
        if worker is None or worker.supplies.number != order.supplies:
            return Wanting()
        return worker.make(order)
    except PackgenError as error:
        return Failed(_unnamed(str(error), order.options.student))
    except Exception as error:
        return Failed(bug(error))


class Worker:
    """Makes packs from supplies.

    Attributes:
        of_process: the worker of this process, with the supplies that were sent last. A pool or a cluster calls `make`
            in any free process and passes it only an order: supplies of some megabytes are sent once to each process
            and have to persist there between calls.
    """

    of_process: ClassVar[Worker | None] = None

    def __init__(self, supplies: Supplies) -> None:
        self.supplies = supplies
        self._tools = {profile: _ProfileTools(supplies, profile) for profile in supplies.designs}

    def make(self, order: Order) -> Made:
        """Make a pack.

        Raises:
            PackgenError: the pack cannot be made.
        """
        from packgen.build import page_count, set_pack

        tools = self._tools[order.options.profile]
        _, pack = set_pack(order.options, tools.chosen(order.choice), tools.factory)
        return Made(tools.binder.bind(pack), page_count(pack))


class _ProfileTools:
    """A sheet factory and a binder for one profile."""

    def __init__(self, supplies: Supplies, profile: str) -> None:
        self._design = supplies.designs[profile]
        self._units = supplies.units[profile]
        self._topics = {id_: _readable(topic) for id_, topic in supplies.topics.items()}

    @cached_property
    def factory(self) -> SheetFactory:
        from packgen.sheets.factory import SheetFactory

        return SheetFactory(self._design, supplies=self._units)

    @cached_property
    def binder(self) -> Binder:
        from packgen.bind.binder import Binder

        # Sorted, so that the order does not depend on which packs are left to be made.
        units = sorted(self._units.items(), key=lambda item: repr(item[0]))
        binder = Binder(self.factory.font_metrics, self._design, [sheet for _, unit in units for sheet in unit.sheets])
        binder.reserve(_LETTERS, ("filled-in", "running"))
        return binder

    def chosen(self, choice: Sequence[TopicChoice]) -> list[Chosen[LazyTopic]]:
        from packgen.plan.selection import Chosen

        return [Chosen(self._topics[id_], places) for id_, places in choice]


def _readable(sent: WorkerTopic) -> LazyTopic:
    """Return a topic that is read from bytes, without pictures: its folder may be on another machine."""
    from packgen.load.library import Library
    from packgen.load.topics import LazyTopic

    topic, data = sent
    library = Library(topic.path.parent) if data is not None else None
    return LazyTopic(topic.topic, topic.path, topic.key, library, data)


def _unnamed(message: str, student: str | None) -> str:
    """Return a message with the student's name removed, in case it quotes the name."""
    return re.sub(rf"(?<!\w){re.escape(student)}(?!\w)", "the student", message) if student else message


def bug(error: Exception) -> str:
    """Return the place of a bug without the exception's message, which may quote anything."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "packgen" in frame.filename]
    where = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"a bug in packgen, {type(error).__name__}{where}. Build this pack alone for its traceback, and report it."
