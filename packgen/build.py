"""The pipeline from options to a pack: load, select, typeset, bind."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind.references import first_pages
from packgen.bounded import Bounded
from packgen.built import BuiltPack, block_places, section_reports
from packgen.errors import ConformanceError, PackgenError, UsageProblem
from packgen.options import EDITIONS, PackOptions, plan_options

if TYPE_CHECKING:
    from packgen.bind.binder import Binder
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.cache.store import Store
    from packgen.load.library import Library
    from packgen.load.topic_text import TopicText
    from packgen.load.topics import LazyTopic, Records
    from packgen.locale.words import Words
    from packgen.model import Topic
    from packgen.plan.selection import Chosen
    from packgen.sheet.sheet import Pack
    from packgen.sheets.assembly import Assembled
    from packgen.sheets.factory import SheetFactory
    from packgen.theme.design import Design

Progress = Callable[[int, int, str], None]
"""Called with the number of sections that are typeset, the number of all, and the title of the next."""

_LONGEST_TITLE = 200

_MOST_KEPT = 4
"""Designs, and folders of topics, of which a builder keeps what it has read and made."""

_IDLE = 50_000_000
"""Bytes of sheets, for each design, that are kept although the last pack did not use them."""

SPOILT = "The cache held what no pack can be made of, and was cleared. Nothing is lost."
"""The warning of a pack that could only be built without the cache: the cache was damaged, or packgen has a bug."""


def build(options: PackOptions, progress: Progress | None = None) -> BuiltPack:
    """Build a pack.

    Raises:
        PackgenError: one of its kinds, for anything a person can put right.
    """
    return Builder().build(options, progress)


class Builder:
    """Builds packs one after another, as a preview does, and keeps what it has read and typeset for the next pack.

    What is kept is found by a key of all that it is made from, and each file is read for each pack, so that nothing is
    ever out of date; a pack has the same bytes as one from a new builder. What the latest packs did not use is dropped
    in time.

    Several threads may use one builder. It builds one pack at a time: calls of other threads wait, since all packs
    share sheets, fonts and the cache. Progress is told while the builder is locked: what is told of it must not call
    the same builder.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._stores: dict[str, Store] = {}
        self._records: Bounded[tuple[str, str], Records] = Bounded(_MOST_KEPT)
        self._designs: Bounded[tuple[object, ...], Design] = Bounded(_MOST_KEPT)
        self._tools: Bounded[tuple[str, str], _DesignTools] = Bounded(_MOST_KEPT)

    def build(self, options: PackOptions, progress: Progress | None = None) -> BuiltPack:
        """Build a pack.

        What is in the cache is checked as far as it can be before it is used. Where it turns out to be wrong after all,
        the cache is cleared and the pack built without it.

        Raises:
            PackgenError: one of its kinds, for anything a person can put right.
        """
        return self._guarded(options, progress, None)

    def build_topics(
        self,
        topics: Iterable[Topic | TopicText],
        options: PackOptions | None = None,
        progress: Progress | None = None,
    ) -> BuiltPack:
        """Build a pack of topics that have no files, such as one that is being written in an editor.

        They are checked as files are. Messages call a topic by its id in angle brackets; the lines that they and
        `BlockPlace` name are those of its text: for a model, of what `packgen.load.topic_text.text_of` makes of it.

        Args:
            topics: as models or as text. Topics that name pictures need a folder: see `TopicText`.
            options: of the pack. Without topics, course and tag the pack has all topics given, else those of them that
                the options name. The content folder is not used.
            progress: told of each section.

        Raises:
            PackgenError: one of its kinds, for anything a person can put right.
        """
        from packgen.load.topic_text import TopicText, text_of

        texts = [one if isinstance(one, TopicText) else text_of(one) for one in topics]
        return self._guarded(options or PackOptions(), progress, texts)

    def _guarded(self, options: PackOptions, progress: Progress | None, texts: Sequence[TopicText] | None) -> BuiltPack:
        """Build a pack, without the cache where that turns out to be damaged; other threads wait."""
        with self._lock:
            try:
                return self._build(options, progress, texts)
            except Exception as error:
                if options.no_cache or not is_doubtful(error):
                    raise
                built = self._build(replace(options, no_cache=True), progress, texts)
            self._forget(options)
        return replace(built, warnings=(*built.warnings, SPOILT))

    def _build(self, options: PackOptions, progress: Progress | None, texts: Sequence[TopicText] | None) -> BuiltPack:
        plan_options(options)  # refuses options that cannot be, before anything is read
        store, place = self._store(options)
        with store or nullcontext():
            return self._built(options, store, place, progress, texts)

    def _built(
        self,
        options: PackOptions,
        store: Store | None,
        place: str,
        progress: Progress | None,
        texts: Sequence[TopicText] | None,
    ) -> BuiltPack:
        from packgen.filenames import usual_name

        tools = self._design_tools(options, store, place)
        try:
            if texts is None:
                chosen, ids = self._from_library(options, store, place)
                files: dict[str, Path | None] = {one.loaded.topic.id: one.loaded.path for one in chosen}
            else:
                chosen, ids = _from_texts(options, texts)
                files = dict.fromkeys(ids)
            made, pack = set_pack(options, chosen, tools.factory, progress)
            tools.factory.forget_texts()
            answers = _apart(options, made, pack)
            pieces = tools.binder.pieces(pack)
            answer_pieces = tools.binder.pieces(answers) if answers is not None else None
        finally:
            tools.factory.flush()  # the sheets that are made, whatever went wrong after that
            tools.factory.evict(_IDLE)
        return BuiltPack(
            name=usual_name(options, chosen, ids),
            title=pack.title,
            pieces=pieces,
            answer_pieces=answer_pieces,
            answer_pages=page_count(answers) if answers is not None else 0,
            pages=page_count(pack),
            sections=tuple(section_reports(made, pack, first_pages(pack))),
            warnings=(*made.warnings, *([store.refused] if store is not None and store.refused else [])),
            places=tuple(block_places(pack, files)),
        )

    def _from_library(
        self, options: PackOptions, store: Store | None, place: str
    ) -> tuple[list[Chosen[LazyTopic]], Collection[str]]:
        """Return the topics that options name, and the ids of all that there are."""
        from packgen.load.library import open_library
        from packgen.load.topics import Topics
        from packgen.plan.selection import select

        library = open_library(options.content)
        topics = Topics(library, store, self._known(library, store, place))
        return select(topics, options.topics, options.course, options.tag), library.topic_files()

    def _forget(self, options: PackOptions) -> None:
        """Clear the cache, on disk and in memory."""
        store, _ = self._store(options)
        if store is not None:
            store.clear()
        self._records.clear()
        self._designs.clear()
        self._tools.clear()

    def _store(self, options: PackOptions) -> tuple[Store | None, str]:
        """Return the cache on disk and the path of its folder."""
        from packgen.cache.place import open_store

        store = open_store(options.cache, wanted=not options.no_cache)
        if store is None:
            return None, ""
        place = str(store.folder.absolute())
        return self._stores.setdefault(place, store), place

    def _known(self, library: Library, store: Store | None, place: str) -> Records:
        from packgen.load.topics import Records

        key = str(library.root.absolute()), place
        found = self._records.get(key) or Records(store, library.root)
        self._records[key] = found
        return found

    def _design_tools(self, options: PackOptions, store: Store | None, place: str) -> _DesignTools:
        """Return what makes packs of the design that options name; a design from the user's own files is read anew.

        Raises:
            PackgenError: the theme or the profile cannot be used.
        """
        from packgen.bind.binder import Binder
        from packgen.sheets.factory import SheetFactory
        from packgen.theme.registry import is_path

        asked = options.theme, options.profile, options.paper, options.single_sided, place
        design = self._designs.get(asked) or design_of(options, store)
        if not is_path(options.theme) and not is_path(options.profile):
            self._designs[asked] = design
        key = design.key, place
        tools = self._tools.get(key)
        if tools is None:
            factory = SheetFactory(design, store)
            tools = _DesignTools(factory, Binder(factory.font_metrics, design))
        self._tools[key] = tools
        return tools


def _from_texts(options: PackOptions, texts: Sequence[TopicText]) -> tuple[list[Chosen[LazyTopic]], Collection[str]]:
    """Return the topics that options name, or all where they name none, and the ids of all."""
    from packgen.load.topic_text import TextTopics
    from packgen.plan.selection import select

    topics = TextTopics(texts)
    named = options.topics or options.course is not None or options.tag is not None
    asked = options.topics if named else topics.ids
    return select(topics, asked, options.course, options.tag), topics.ids


def is_doubtful(error: Exception) -> bool:
    """Tell whether damage in the cache may have caused an error: it is a bug, or breaks the rules of tagged PDF."""
    return isinstance(error, ConformanceError) or not isinstance(error, (PackgenError, OSError))


class _DesignTools(NamedTuple):
    """The factory that makes the sheets of one design, and the binder that binds them."""

    factory: SheetFactory
    binder: Binder


def _apart(options: PackOptions, made: Assembled, pack: Pack[SheetChunk]) -> Pack[SheetChunk] | None:
    """Return the file of answers as a pack to be bound; None where the pack has none."""
    if made.answers is None:
        return None
    from packgen.locale.registry import words_for

    words = words_for(pack.language)
    return pack._replace(
        title=words.text("pack.answers", title=pack.title),
        edition=_version(options, words),
        front_matter=made.answers.front_matter,
        parts=made.answers.parts,
        bold_edition=False,
        elsewhere=first_pages(pack),
    )


def _nothing(options: PackOptions) -> str:
    """Return the message for a pack that would have no sheets."""
    asked = f"--sheets {','.join(options.sheets)}"
    if options.sheets == ("check",) and options.answers in ("separate", "none"):
        return f"There is nothing to print: {asked} and --answers {options.answers} cannot go together. Leave one out."
    if options.sheets == ("overview",):
        return (
            "There is nothing to print: an overview is of a whole topic of at least three sections. Name such a topic."
        )
    remedy = "Name other sheets, or leave --sheets out."
    return f"There is nothing to print: what was named has nothing for {asked}. {remedy}"


def _edition(options: PackOptions, words: Words) -> str:
    """Return the edition as the footer names it, with the version of the gaps where a seed is given."""
    return " · ".join(part for part in (words.text(EDITIONS[options.edition]), _version(options, words)) if part)


def _version(options: PackOptions, words: Words) -> str:
    return "" if options.seed is None else words.text("edition.version", seed=options.seed)


def set_pack(
    options: PackOptions, chosen: Sequence[Chosen[LazyTopic]], factory: SheetFactory, progress: Progress | None = None
) -> tuple[Assembled, Pack[SheetChunk]]:
    """Return the sheets of a pack, and the pack ready to be bound.

    Args:
        options: what it has, and whose it is.
        chosen: its topics and sections.
        factory: makes its sheets.
        progress: told of each section.

    Raises:
        PackgenError: one of its kinds, for anything a person can put right.
    """
    from packgen.locale.registry import words_for
    from packgen.plan.pack import plan_pack
    from packgen.sheet.sheet import Pack
    from packgen.sheets.assembly import assemble
    from packgen.text.inline import plain

    plan = plan_pack(chosen, plan_options(options), printable_title(options.title, factory))
    title = plan.title
    made = assemble(plan, factory, progress)
    if not made.parts:
        raise UsageProblem(_nothing(options))
    edition = _edition(options, words_for(title.language))
    pack = Pack(
        plain(title.full), edition, title.language, tuple(map(plain, title.authors)), plain(title.subject),
        made.front_matter, made.parts, options.moment, bold_edition=plan.options.teacher, student=options.student or "",
    )  # fmt: skip
    return made, pack


def design_of(options: PackOptions, store: Store | None) -> Design:
    """Return the design, out of the cache where its files came with packgen.

    Raises:
        UnknownNameError: there is no such theme, profile or paper.
        ThemeError: the theme or the profile cannot be used.
    """
    from packgen.theme.registry import is_path

    def load() -> Design:
        from packgen.theme.design import load_design

        return load_design(options.theme, options.profile, options.paper, options.single_sided)

    if store is None or is_path(options.theme) or is_path(options.profile):
        return load()
    from packgen.cache.codec import Damaged, decode, encode
    from packgen.theme.codec import DESIGN, design_from, design_to

    key = ("design", options.theme, options.profile, options.paper, options.single_sided)
    stored = store.get(*key)
    if stored is not None:
        try:
            return design_from(decode(stored, DESIGN)[0])
        except (Damaged, ValueError):
            pass
    design = load()
    store.put(encode(design_to(design), []), *key)
    return design


def printable_title(title: str | None, factory: SheetFactory) -> str | None:
    """Return a title that was asked for, if it can be set.

    Raises:
        UsageProblem: it is empty, or has a character that no font has.
    """
    if title is None:
        return None
    if not title.strip():
        raise UsageProblem("The title is empty. Give one with letters, or leave --title out.")
    if len(title) > _LONGEST_TITLE:
        raise UsageProblem(f"The title has {len(title)} characters. Make it {_LONGEST_TITLE} at most.")
    missing = factory.printable(title)
    if missing:
        from packgen.text.coverage import describe

        named = ", ".join(describe(character) for character in missing)
        raise UsageProblem(f"The title has a character that no font has: {named}. Leave it out.")
    return " ".join(unicodedata.normalize("NFC", title).split())


def page_count(pack: Pack[SheetChunk]) -> int:
    """Return how many pages a pack has."""
    return sum(sheet.page_count for sheet in pack.order())
