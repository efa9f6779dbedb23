"""Plan a batch: from each row of the roster to a pack's options and key, and the units that packs share."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from packgen.batch.failures import Cause, Failure, causes_of, failures_error
from packgen.batch.regular import read_regular
from packgen.batch.roster import Known, RefusedRow, Student, read_roster
from packgen.batch.sharing import BatchUnit, ProfiledPlan, share
from packgen.batch.table import LARGEST
from packgen.batch.worker import Order, Supplies, TopicChoice, WorkerTopic, bug
from packgen.build import design_of, is_doubtful, printable_title
from packgen.cache.environment import environment
from packgen.declare import key_values
from packgen.errors import ContentError, PackgenError, UnknownNameError
from packgen.load.library import open_library
from packgen.load.topics import LazyTopic, Topics
from packgen.options import PackOptions, plan_options
from packgen.plan.pack import plan_pack
from packgen.plan.selection import Chosen, select
from packgen.plan.title import title_of
from packgen.sheets.assembly import make_units
from packgen.sheets.factory import SheetFactory
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.cache.store import Store
    from packgen.load.course import Course


class PackDescription(NamedTuple):
    """The contents of a pack, as plain text: its title, the ids of its topics, and the titles of its sections."""

    title: str
    topics: tuple[str, ...]
    sections: tuple[str, ...]


class Planned(NamedTuple):
    """A pack to be made: its student and options, the digest of everything that determines it, and its contents."""

    student: Student
    order: Order
    key: str
    description: PackDescription


T = TypeVar("T")


class BatchPlan:
    """The packs of a roster.

    Attributes:
        packs: in the roster's order.
        refused: rows for which no pack can be made, in order.
        columns: titles of the columns that are used, by meaning, such as ``name``.
        others: columns that are only copied to the manifest.
        notes: remarks for the user on how the roster was read.
    """

    def __init__(self, roster: Path, defaults: PackOptions, store: Store | None) -> None:
        """Read a roster and all topics that it names.

        Args:
            roster: the roster's file.
            defaults: options for everything that a row does not set.
            store: the cache on disk, which the caller closes.

        Raises:
            ContentError: problems of the roster as a whole, or of all its rows.
            PackgenError: a subclass, for an error in the options, or one that affects all packs.
        """
        self._outcomes: dict[Hashable, object] = {}
        self._decisions: dict[tuple[object, ...], str] = {}
        plan_options(defaults)
        self._store = store
        self._factories: dict[str, SheetFactory] = {}
        self._defaults = defaults
        factory = self._factory(defaults.profile)
        self._defaults = defaults = replace(defaults, title=printable_title(defaults.title, factory))
        library = open_library(defaults.content)
        topics = Topics(library, self._store)
        known = Known(
            topics=library.topic_files(),
            sections=_sections(topics),
            missing=factory.faces.missing,
            given=bool(defaults.topics or defaults.course or defaults.tag),
        )
        self._number = os.urandom(8).hex()
        self._choose = _Choice(topics)
        self._topics: dict[str, LazyTopic] = {}
        shown = str(roster)
        read = read_roster(read_regular(roster, LARGEST, "The roster", "Name a CSV file with --roster."), shown, known)
        found = [self._attempted(student) for student in read.students]
        self.packs = [one for one in found if isinstance(one, Planned)]
        others = [one for one in found if isinstance(one, RefusedRow)]
        self.refused = sorted([*read.refused, *others], key=lambda one: one.student.row)
        if not self.packs:
            raise failures_error([one.failure for one in self.refused], shown)
        self.columns = read.columns.taken()
        self.others = tuple(read.columns.extra.values())
        self.notes = read.notes
        self._failed: dict[BatchUnit, tuple[Cause, ...]] = {}

    def supplies(self, progress: Callable[[int, int, str], None] | None = None) -> Supplies:
        """Return the shared units for the workers, typeset or loaded from the cache.

        They are the units of all packs even if few are left to be made: object numbers depend on what packs share, and
        a pack that is made again must have the same bytes. If a unit cannot be made, the packs that contain it cannot
        be made either; see `failures`.

        Raises:
            Exception: any error that a damaged cache entry may have caused.
        """
        sharing = share(map(self._plan, self.packs))
        try:
            for done, unit in enumerate(sharing.shared):
                if progress is not None:
                    progress(done, len(sharing.shared), "sheets")
                self._make(unit)
            self._make_openings(sharing.shared)
        finally:
            for factory in self._factories.values():
                factory.flush()
        read = {one.loaded.topic.id for unit in sharing.left for one in unit.request.topics}
        return Supplies(
            number=self._number,
            topics={id_: WorkerTopic(one, one.data() if id_ in read else None) for id_, one in self._topics.items()},
            designs={profile: factory.design for profile, factory in self._factories.items()},
            units={profile: factory.supplies() for profile, factory in self._factories.items()},
        )

    def failures(self) -> dict[int, Failure]:
        """Return, by row, the failures of packs that contain a unit that `supplies` could not make."""
        found: dict[int, Failure] = {}
        for one in self.packs if self._failed else ():
            units = self._plan(one).units()
            causes = dict.fromkeys(cause for unit in units for cause in self._failed.get(unit, ()))
            if causes:
                found[one.student.row] = Failure(one.student.row, tuple(causes))
        return found

    def edition(self, student: Student) -> str:
        """Return the edition of a student's pack."""
        return student.options.get("edition") or self._defaults.edition

    def _attempted(self, student: Student) -> Planned | RefusedRow:
        """Return the planned pack of a student, or the row with its causes if it cannot be made.

        Raises:
            UnknownNameError: the options name something that does not exist.
        """
        try:
            return self._planned(student)
        except PackgenError as error:
            if isinstance(error, UnknownNameError) and not student.options["topics"]:
                raise
            return RefusedRow(student, Failure(student.row, causes_of(error)))

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result of ``make`` for a key, or raise its error again; it is called once for each key."""
        if key not in self._outcomes:
            try:
                self._outcomes[key] = make()
            except PackgenError as error:
                self._outcomes[key] = error
        outcome = self._outcomes[key]
        if isinstance(outcome, PackgenError):
            raise outcome
        return outcome  # type: ignore[return-value]

    def _factory(self, profile: str) -> SheetFactory:
        """Return the sheet factory for a profile.

        Raises:
            ThemeError: the theme does not fit the profile.
        """

        def open_factory() -> SheetFactory:
            design = design_of(replace(self._defaults, profile=profile), self._store)
            factory = self._factories[profile] = SheetFactory(design, self._store)
            return factory

        return self._once(("factory", profile), open_factory)

    def _planned(self, student: Student) -> Planned:
        defaults = self._defaults
        options = student.apply(defaults)
        mine = options.topics, options.course, options.tag
        chosen = self._once(("choice", *mine), lambda: self._choose(options))
        for one in chosen:
            self._topics.setdefault(one.loaded.topic.id, one.loaded)
        choice = tuple(TopicChoice(one.loaded.topic.id, one.sections) for one in chosen)
        description = self._once(("description", *mine), lambda: _description(chosen, defaults.title))
        return Planned(
            student, Order(student.row, options, choice, self._number), self._key(options, chosen), description
        )

    def _key(self, options: PackOptions, chosen: Sequence[Chosen[LazyTopic]]) -> str:
        # Without a topic's key it is unknown whether the topic has changed: the pack is made again.
        content = [[one.loaded.key or os.urandom(8).hex(), one.sections] for one in chosen]
        decides = json.dumps([self._decided(options), options.student, content])
        return hashlib.sha256(decides.encode()).hexdigest()

    def _decided(self, options: PackOptions) -> str:
        """Return the part of the key that is the same for all packs with the same options."""
        decisive = key_values(options)
        varied = options.profile, *decisive.values()
        if varied not in self._decisions:
            design = self._factory(options.profile).design.key
            decides = [environment().hex(), design, decisive]
            self._decisions[varied] = json.dumps(decides, sort_keys=True, default=str)
        return self._decisions[varied]

    def _plan(self, one: Planned) -> ProfiledPlan:
        """Return the plan of a pack."""
        options = one.order.options
        chosen = [Chosen(self._topics[id_], places) for id_, places in one.order.choice]
        return ProfiledPlan(
            options.profile, plan_pack(chosen, plan_options(options), options.title), options.seed is not None
        )

    def _make_openings(self, shared: Iterable[BatchUnit]) -> None:
        """Make the units that open packs whose first unit turned out to have no sheets; see `make_units`."""
        made = {profile: factory.supplies() for profile, factory in self._factories.items()}
        opening = [unit for unit in shared if unit.request.options.opening is not None]
        empty = {
            unit
            for unit in opening
            if unit.request.key in (own := made[unit.profile]) and not own[unit.request.key].sheets
        }
        for plan in map(self._plan, self.packs) if empty else ():
            if plan.units()[0] not in empty:
                continue
            for _, unit in make_units(plan.plan.requests, self._factory(plan.profile)):
                if unit.sheets:
                    break

    def _make(self, unit: BatchUnit) -> None:
        """Have the factory of a unit's profile make the unit, or record why it cannot be made.

        Raises:
            Exception: any error that a damaged cache entry may have caused.
        """
        try:
            dict(make_units([*unit.request.needs, unit.request], self._factory(unit.profile)))
        except Exception as error:
            if self._store is not None and is_doubtful(error):
                raise
            told = causes_of(error) if isinstance(error, PackgenError) else (Cause(bug(error)),)
            self._failed[unit] = told


def _description(chosen: Sequence[Chosen[LazyTopic]], title: str | None) -> PackDescription:
    return PackDescription(
        title=plain(title_of(chosen, title).full),
        topics=tuple(one.loaded.topic.id for one in chosen),
        sections=tuple(plain(one.loaded.topic.sections[place].title) for one in chosen for place in one.sections),
    )


def _sections(topics: Topics) -> Callable[[str], Sequence[str] | None]:
    @cache
    def sections(topic: str) -> list[str] | None:
        try:
            return [section.id for section in topics.load_topics([topic])[0].topic.sections]
        except ContentError:
            return None

    return sections


class _Choice:
    """Chooses sections; each topic is loaded once."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._loaded: dict[str, LazyTopic] = {}

    def __call__(self, options: PackOptions) -> list[Chosen[LazyTopic]]:
        """Return the topics and sections that options choose."""
        return select(self, options.topics, options.course, options.tag)

    def load_topics(self, ids: Iterable[str]) -> list[LazyTopic]:
        """Return topics in the order asked for."""
        wanted = list(ids)
        new = [id_ for id_ in wanted if id_ not in self._loaded]
        self._loaded.update(zip(new, self._topics.load_topics(new), strict=True))
        return [self._loaded[id_] for id_ in wanted]

    def load_all(self) -> list[LazyTopic]:
        """Return every topic."""
        return self._topics.load_all()

    def load_courses(self) -> list[Course]:
        """Return every course that has a file."""
        return self._topics.load_courses()
