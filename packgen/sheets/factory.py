"""The workshop: hands out ready sheets, out of memory, out of the cache, or typeset now.

Sheets come in units, made in one go of the same input: the stages of a section, the sources of a topic, its cards, a
quiz, a front. A unit's key holds everything that it is made of; what has no key is made each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from packgen.bind.font_metrics import FontMetrics
from packgen.bind.sheet_chunk import SheetChunk
from packgen.cache.codec import Damaged
from packgen.errors import LayoutError
from packgen.plan.selection import Chosen
from packgen.plan.stages import CARDS, CHECK, QUIZ
from packgen.sheet.sheet import Pages
from packgen.sheets.fronts import FrontOrder, Fronts
from packgen.sheets.units import PLACES, Unit, bytes_of, packed, unpacked

if TYPE_CHECKING:
    from datetime import date

    from packgen.cache.store import Store
    from packgen.layout.core.setting import Setting
    from packgen.load.library import LoadedTopic
    from packgen.load.topics import LazyTopic
    from packgen.plan.listing import ListedTopic
    from packgen.plan.schedule import Visit
    from packgen.plan.stages import CardLayout, StageOptions
    from packgen.plan.title import Title
    from packgen.sheet.sheet import Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design

_LEAF = 2
"""Sides of a sheet of paper."""

_WORDS = 200_000
"""Words that the faces of a workshop may have shaped: a language has fewer in use."""

Key = tuple[object, ...]


class SectionUnit(NamedTuple):
    """The sheets of a section.

    Attributes:
        sheets: those that follow one another in the pack.
        apart: the Check sheet, where it stands elsewhere.
        marks: of the Recall sheet.
        pages: for each block of the Learn sheet, its pages.
        warnings: for the teacher.
    """

    sheets: tuple[SheetChunk, ...]
    apart: SheetChunk | None
    marks: int
    pages: Mapping[int, Pages]
    warnings: tuple[str, ...]


class SheetFactory:
    """Makes the sheets of packs in one design.

    Args:
        design: what they are set in.
        store: where units are kept, or None.
        keep_fronts: whether fronts are worth keeping: not those of a thousand different packs.
        supplies: units made by another workshop of the same design; where there are some, no others are kept.
    """

    def __init__(
        self,
        design: Design,
        store: Store | None = None,
        *,
        keep_fronts: bool = True,
        supplies: Mapping[Key, Unit] | None = None,
    ) -> None:
        self.design = design
        self._open = cache(lambda: _faces(design))
        self.letters = FontMetrics(design.families, self._open, store, design.fonts_digest)
        self._store = store
        self._keep_fronts = keep_fronts
        self._keep_others = supplies is None
        self._units: dict[Key, Unit] = dict(supplies or {})
        self._sections: dict[Key, tuple[Unit, SectionUnit]] = {}
        self._kept: dict[Key, tuple[tuple[int, ...], ...]] = {}
        self._used: dict[Key, None] = {}
        self._fronts = Fronts(design, self._open)

    @property
    def faces(self) -> Faces:
        """The faces; asking for them opens fonts."""
        return self._open()

    def supplies(self) -> dict[Key, Unit]:
        """Return all units made or loaded so far, to be given to another workshop; they can be pickled."""
        return dict(self._units)

    # -- units

    def section(self, one: LazyTopic, place: int, wanted: StageOptions, fillable: bool) -> SectionUnit:
        """Return the sheets of the section at a place in its topic.

        Raises:
            LayoutError: a block fits no page.
        """

        def make() -> tuple[list[Sheet], Any]:
            from packgen.sheet.cuts import told
            from packgen.sheets.section import typeset_section

            whole = one.whole()
            made = typeset_section(whole, place, self._setting(whole, fillable), wanted)
            where = f"{one.topic.id}/{one.topic.sections[place].id}"
            warnings = [_run_over(where, sheet) for sheet in made.sheets if _wasteful(sheet)]
            apart = [made.apart] if made.apart is not None else []
            sheets = [*made.sheets, *apart]
            warnings += [str(problem) for problem in told(dict.fromkeys(cut for sheet in sheets for cut in sheet.cuts))]
            pages = [[block, *found] for block, found in made.pages.items()]
            return sheets, [len(made.sheets), made.marks, pages, warnings]

        key = ("section", one.key, place, tuple(wanted), fillable)
        unit = self._unit(one, key, make)
        known = self._sections.get(key)
        if known is not None and known[0] is unit:
            return known[1]
        count, marks, pages, warnings = unit.facts
        made = SectionUnit(
            unit.sheets[:count],
            unit.sheets[count] if len(unit.sheets) > count else None,
            marks,
            {block: Pages(*found) for block, *found in pages},
            tuple(warnings),
        )
        if self._units.get(key) is unit:  # else nobody would let it go
            self._sections[key] = unit, made
        return made

    def sources(self, one: LazyTopic, cited: Mapping[str, Sequence[int]], fillable: bool) -> SheetChunk:
        """Return the list of sources that some sections of a topic name."""

        def make() -> tuple[list[Sheet], Any]:
            from packgen.sheets.sources import typeset_sources

            whole = one.whole()
            return [typeset_sources(whole.topic, cited, self._setting(whole, fillable))], None

        named = tuple((source, tuple(numbers)) for source, numbers in cited.items())
        [sheet] = self._unit(one, ("sources", one.key, named, fillable), make).sheets
        return sheet

    def cards(
        self, one: Chosen[LazyTopic], fillable: bool, layout: CardLayout, offset: tuple[float, float]
    ) -> tuple[SheetChunk, ...]:
        """Return the flashcards of a topic's chosen sections; nothing where there are none."""

        def make() -> tuple[list[Sheet], Any]:
            from packgen.plan.questions import cards_of
            from packgen.sheets.cards import typeset_cards

            whole = one.loaded.whole()
            cards = cards_of(Chosen(whole, one.sections))
            if not cards:
                return [], None
            name = f"{whole.topic.id}/{CARDS.lower()}"
            setting = self._setting(whole, fillable)
            language = whole.topic.language
            return [typeset_cards(cards, setting, language, name, layout=layout, back_offset=offset)], None

        key = ("cards", one.loaded.key, one.sections, fillable, layout, offset)
        return self._unit(one.loaded, key, make).sheets

    def quiz(
        self,
        chosen: Sequence[Chosen[LazyTopic]],
        count: int,
        wanted: StageOptions,
        fillable: bool,
        language: str,
        learned: Mapping[str, Mapping[int, Pages]],
    ) -> tuple[tuple[SheetChunk, ...], tuple[str, ...]]:
        """Return the quiz and, unless there are to be no answers, its key; and warnings.

        Args:
            chosen: what is asked about.
            count: questions wanted.
            wanted: seed, edition, and where the answers stand.
            fillable: whether there are fields to fill in.
            language: of the pack.
            learned: for each Learn sheet by its name, the pages of its blocks.
        """

        def make() -> tuple[list[Sheet], Any]:
            from packgen.plan.questions import quiz_of

            wholes = [Chosen(one.loaded.whole(), one.sections) for one in chosen]
            questions, told = quiz_of(wholes, count, wanted.seed)
            if not questions:
                return [], told
            return self._quiz(questions, wanted, fillable, language, learned), told

        asked = tuple((one.loaded.key, one.sections) for one in chosen)
        known = tuple((name, tuple(pages.items())) for name, pages in learned.items())
        key: Key = ("quiz", asked, count, tuple(wanted), fillable, language, known)
        unit = self._unit([one.loaded for one in chosen], key, make)
        return unit.sheets, tuple(unit.facts)

    def front(
        self,
        title: Title,
        topics: Sequence[ListedTopic],
        visits: Sequence[Visit],
        exam: date | None,
        named: bool,
        fillable: bool = False,
    ) -> SheetChunk:
        """Return cover and contents; see `typeset_front`."""
        order = FrontOrder(title, tuple(topics), tuple(visits), exam, named, fillable)
        if not self._keep_fronts:
            return self._fronts.cast(order)
        [sheet] = self._unit((), order.key, lambda: ([self._fronts.typeset(order)], None)).sheets
        return sheet

    def printable(self, title: str) -> list[str]:
        """Return the characters of a title that no font has."""
        key = ("printable", title, tuple(sorted(self.design.families.items())), self.design.fonts_digest)
        if self._store is not None and self._store.get(*key) is not None:
            return []
        missing = self.faces.missing(title)
        if not missing and self._store is not None:
            self._store.put(b"", *key)
        return missing

    # -- keeping

    def keep(self) -> None:
        """Write what was made since the last time to the store, with the places that sheets took in their packs."""
        if self._store is None:
            return
        for key, unit in self._units.items():
            known = self._kept.get(key)
            if known is None:
                continue
            places = tuple(tuple(sheet.placed)[-PLACES:] for sheet in unit.sheets)
            if known != places:
                self._kept[key] = places
                self._store.put(packed(unit), *self._full(key))
        self.letters.keep()
        self._store.settle()

    def is_full(self) -> bool:
        """Tell whether so many words were set that a new workshop would be better."""
        return self._open.cache_info().currsize > 0 and sum(map(len, self.faces.words)) > _WORDS

    def tidy(self, most: int) -> None:
        """Let units go that were not used since the last time, those first that have not been used for longest.

        Args:
            most: bytes, about, of which such units may stay.
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
            self._sections.pop(key, None)
        for key in used:
            self._units[key] = unit = self._units.pop(key)  # to the end, where the latest are
            for sheet in unit.sheets:
                for first in list(sheet.placed)[:-PLACES]:
                    del sheet.placed[first]

    def _full(self, key: Key) -> Key:
        return (*key, self.design.key)

    def _unit(
        self,
        of: LazyTopic | Iterable[LazyTopic],
        key: Key,
        make: Callable[[], tuple[list[Sheet], Any]],
    ) -> Unit:
        """Return a unit of some topics.

        Raises:
            LayoutError: a block fits no page; it names the text that is too long, where there is one.
        """
        topics = list(of) if isinstance(of, Iterable) else [of]
        try:
            return self._found(topics, key, make)
        except LayoutError as error:
            from packgen.sheets.overlong import overlong

            for topic in topics:
                error = overlong(topic.whole(), error)
            raise error from None

    def _found(self, topics: Sequence[LazyTopic], key: Key, make: Callable[[], tuple[list[Sheet], Any]]) -> Unit:
        if not all(topic.key for topic in topics):
            return self._made(make)
        unit = self._units.get(key)
        if unit is not None:
            self._used[key] = None
            return unit
        if self._store is not None:
            unit = self._loaded(key)
        if unit is None:
            unit = self._made(make)
            if not all(topic.unchanged() for topic in topics):
                return unit
            if not any(sheet.problems for sheet in unit.sheets):
                self._kept[key] = ((-1,),)
        if self._keep_others:
            self._units[key] = unit
            self._used[key] = None
        return unit

    def _made(self, make: Callable[[], tuple[list[Sheet], Any]]) -> Unit:
        from packgen.bind.sheet_chunk import to_chunk

        sheets, facts = make()
        return Unit(tuple(to_chunk(sheet, self.design) for sheet in sheets), facts)

    def _loaded(self, key: Key) -> Unit | None:
        assert self._store is not None
        stored = self._store.get(*self._full(key))
        if stored is None:
            return None
        try:
            unit = unpacked(stored, str(key[0]))
        except (Damaged, ValueError):
            return None
        self._kept[key] = tuple(tuple(sheet.placed) for sheet in unit.sheets)
        return unit

    def _setting(self, whole: LoadedTopic, fillable: bool) -> Setting:
        from packgen.layout.core.setting import Setting

        topic = whole.topic
        numbers = {source.id: number for number, source in enumerate(topic.sources, 1)}
        return Setting(
            self.design,
            self.faces,
            topic.native_language,
            numbers,
            whole.path.parent,
            fillable=fillable,
            language=topic.language,
        )

    def _quiz(
        self,
        questions: Sequence[Any],
        wanted: StageOptions,
        fillable: bool,
        language: str,
        learned: Mapping[str, Mapping[int, Pages]],
    ) -> list[Sheet]:
        from dataclasses import replace

        from packgen.layout.core.setting import Setting
        from packgen.sheets.quiz import typeset_quiz, typeset_quiz_key

        setting = Setting(self.design, self.faces, fillable=fillable)
        overleaf = wanted.answers == "overleaf"
        inked = replace(setting, answers=wanted.teacher)
        quiz = typeset_quiz(questions, inked, language, QUIZ.lower(), whole=not overleaf)
        if wanted.answers == "none":
            return [quiz]
        verso = overleaf and len(quiz.pages) % 2 == 1 and not self.design.single_sided
        known = {one.number: learned.get(one.sheet, {}) for one in questions}
        where = {one.number: known[one.number][one.block] for one in questions if one.block in known[one.number]}
        name = f"{QUIZ.lower()}/{CHECK.lower()}"
        return [quiz, typeset_quiz_key(questions, setting, language, name, verso, where)]


def _faces(design: Design) -> Faces:
    from packgen.text.faces import Faces

    return Faces(design.families, own=design.fonts)


def _wasteful(sheet: Sheet) -> bool:
    """Tell whether a sheet uses one side more than a leaf has, and the next side stays empty."""
    used = sum(1 for owners in sheet.structure.owners if owners)
    return used == _LEAF + 1 - sheet.verso and used < len(sheet.pages)


def _run_over(section: str, sheet: Sheet) -> str:
    return f"{section}: {sheet.title} runs over to another sheet by one side, which leaves its back empty. Shorten it."
