"""The pipeline in one readable function: load, choose, typeset, bind, write."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from packgen.errors import ConformanceError, PackgenError, UsageProblem
from packgen.files import PDF, STDOUT, require_writable, whole
from packgen.options import EDITIONS, PackOptions, plan_options

if TYPE_CHECKING:
    from packgen.bind.binder import Binder
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.cache.store import Store
    from packgen.load.library import Library
    from packgen.load.topics import LazyTopic, Records
    from packgen.plan.selection import Chosen
    from packgen.sheet.sheet import Pack
    from packgen.sheets.assembly import Assembled
    from packgen.sheets.factory import SheetFactory
    from packgen.theme.design import Design

Progress = Callable[[int, int, str], None]
"""Called with the sections done, the sections in all, and what is being set."""

_LONGEST_TITLE = 200

_DESKS = 4
"""Designs, and folders of topics, that a studio keeps what it knows of."""

_IDLE = 50_000_000
"""Bytes of sheets, for each design, that are kept although the last pack did without them."""

SPOILT = "The cache held what no pack can be made of, and was cleared. Nothing is lost."
"""A warning: the cache was at fault, or a bug is."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class SectionReport:
    """Where a section is in the pack; pages are counted from 1 and inclusive, ``stages`` gives pages for each stage."""

    topic: str
    section: str
    title: str
    first_page: int
    last_page: int
    stages: dict[str, int]


@dataclass(frozen=True)
class Report:
    """What was built.

    Attributes:
        output: the pack's file; None where its bytes are in ``pdf``.
        pages, size, sections, warnings: of the pack, ``size`` in bytes.
        pdf: the pack itself where no file was asked for, else nothing.
        answers: the file of answers, where there is one of its own.
    """

    output: Path | None
    pages: int
    size: int
    sections: tuple[SectionReport, ...]
    warnings: tuple[str, ...] = ()
    pdf: bytes = field(default=b"", repr=False)
    answers: Path | None = None


def build(options: PackOptions, progress: Progress | None = None) -> Report:
    """Build a pack and write it, whole or not at all.

    Raises:
        PackgenError: one of its kinds, for anything a person can put right.
    """
    return Builder().build(options, progress)


class Builder:
    """Builds packs one after another, as a preview does: what was read and typeset for one, others need not do again.

    Whatever is kept is found by all that it is made of, and each file is read each time, so that nothing is ever out of
    date; a pack has the same bytes as out of a new studio. What the latest packs have no use for goes in time. A studio
    serves one thread at a time.
    """

    def __init__(self) -> None:
        self._stores: dict[str, Store] = {}
        self._records: dict[tuple[str, str], Records] = {}
        self._designs: dict[tuple[object, ...], Design] = {}
        self._desks: dict[tuple[str, str], _DesignTools] = {}

    def build(self, options: PackOptions, progress: Progress | None = None) -> Report:
        """Build a pack and write it, whole or not at all.

        What is in the cache is checked as far as it can be before it is used. Where it turns out to be wrong after all,
        it is cleared, and the pack made without it.

        Raises:
            PackgenError: one of its kinds, for anything a person can put right.
        """
        try:
            return self._build(options, progress)
        except Exception as error:
            if options.no_cache or not is_doubtful(error):
                raise
            report = self._build(replace(options, no_cache=True), progress)
        self._forget(options)
        return replace(report, warnings=(*report.warnings, SPOILT))

    def _build(self, options: PackOptions, progress: Progress | None) -> Report:
        plan_options(options)  # refuses what cannot be, before anything is read
        Path.cwd()  # and a folder that is gone
        if options.output is not None:
            require_writable(options.output, PDF)
        store, place = self._store(options)
        with store or nullcontext():
            return self._built(options, store, place, progress)

    def _built(self, options: PackOptions, store: Store | None, place: str, progress: Progress | None) -> Report:
        from packgen.load.library import open_library
        from packgen.load.topics import Topics
        from packgen.plan.selection import select

        desk = self._desk(options, store, place)
        try:
            library = open_library(options.content)
            topics = Topics(library, store, self._known(library, store, place))
            chosen = select(topics, options.topics, options.course, options.tag)
            made, pack = set_pack(options, chosen, desk.shop, progress)
            output = options.output or _usual_path(options, chosen, library.topic_files())
            keys = _keys(output) if made.answers is not None else None
            size, pdf = _write(desk.press, pack, output, _apart(options, made, pack), keys)
        finally:
            desk.shop.keep()  # what is done is done, whatever went wrong after it
            desk.shop.tidy(_IDLE)
        return Report(
            output=None if output == STDOUT else output,
            pages=page_count(pack),
            size=size,
            sections=tuple(_sections(made, pack, _first_pages(pack))),
            warnings=(*made.warnings, *([store.refused] if store is not None and store.refused else [])),
            pdf=pdf,
            answers=keys,
        )

    def _forget(self, options: PackOptions) -> None:
        """Clear the cache, on disk and in memory."""
        store, _ = self._store(options)
        if store is not None:
            store.clear()
        self._records.clear()
        self._designs.clear()
        self._desks.clear()

    def _store(self, options: PackOptions) -> tuple[Store | None, str]:
        """Return the cache on disk, and what tells it from others."""
        from packgen.cache.place import open_store

        store = open_store(options.cache, wanted=not options.no_cache)
        if store is None:
            return None, ""
        place = str(store.folder.absolute())
        return self._stores.setdefault(place, store), place

    def _known(self, library: Library, store: Store | None, place: str) -> Records:
        from packgen.load.topics import Records

        key = str(library.root.absolute()), place
        found = self._records.pop(key, None) or Records(store, library.root)
        return _latest(self._records, key, found)

    def _desk(self, options: PackOptions, store: Store | None, place: str) -> _DesignTools:
        """Return where packs of a design are made; a design of one's own is read each time.

        Raises:
            PackgenError: the theme or the profile cannot be used.
        """
        from packgen.bind.binder import Binder
        from packgen.sheets.factory import SheetFactory
        from packgen.theme.registry import is_path

        asked = options.theme, options.profile, options.paper, options.single_sided, place
        design = self._designs.pop(asked, None) or design_of(options, store)
        if not is_path(options.theme) and not is_path(options.profile):
            _latest(self._designs, asked, design)
        key = design.key, place
        desk = self._desks.pop(key, None)
        if desk is None or desk.shop.is_full():
            shop = SheetFactory(design, store)
            desk = _DesignTools(shop, Binder(shop.letters, design))
        return _latest(self._desks, key, desk)


def is_doubtful(error: Exception) -> bool:
    """Tell whether an error may come from what was in the cache: it is no person's, or one of the rules of tagging."""
    return isinstance(error, ConformanceError) or not isinstance(error, (PackgenError, OSError))


class _DesignTools(NamedTuple):
    """What makes sheets of one design, and what binds them."""

    shop: SheetFactory
    press: Binder


def _latest(memory: dict[K, V], key: K, value: V) -> V:
    """Put a value at the end of a memory, out of which the first goes when there are too many."""
    memory[key] = value
    if len(memory) > _DESKS:
        del memory[next(iter(memory))]
    return value


def _keys(output: Path) -> Path:
    """Return where the file of answers goes.

    Raises:
        UsageProblem: the pack goes to standard output.
    """
    if output == STDOUT:
        raise UsageProblem("Two files cannot go to standard output. Write to a file, or leave --answers separate.")
    return output.with_name(f"{output.name.removesuffix('.pdf')}.answers.pdf")


def _apart(options: PackOptions, made: Assembled, pack: Pack[SheetChunk]) -> Pack[SheetChunk] | None:
    """Return what is bound into a file of answers, where there is one."""
    if made.answers is None:
        return None
    return pack._replace(
        title=f"{pack.title}: answers",
        edition=_version(options),
        front=made.answers.front,
        parts=made.answers.parts,
        bold_edition=False,
        elsewhere=_first_pages(pack),
    )


def _write(
    press: Binder, pack: Pack[SheetChunk], output: Path, apart: Pack[SheetChunk] | None, keys: Path | None
) -> tuple[int, bytes]:
    """Write a pack, and its file of answers if there is one: both, or none where one cannot be bound.

    Returns:
        The size of the pack's file, and what it is if it goes to standard output, which is the caller's business.
    """
    if output == STDOUT:
        pdf = press.bind(pack)
        return len(pdf), pdf
    with ExitStack() as files:
        answers = files.enter_context(whole(keys, PDF)) if keys is not None else None
        file = files.enter_context(whole(output, PDF))  # the last, which is the first to be put in place
        press.write(pack, file.write)
        size = file.tell()
        if answers is not None and apart is not None:
            press.write(apart, answers.write)
    return size, b""


def _nothing(options: PackOptions) -> str:
    """Return why a pack would have no sheets, and what to do."""
    asked = f"--sheets {','.join(options.sheets)}"
    if options.sheets == ("check",) and options.answers in ("separate", "none"):
        return f"There is nothing to print: {asked} and --answers {options.answers} cannot go together. Leave one out."
    remedy = "Name other sheets, or leave --sheets out."
    return f"There is nothing to print: what was named has nothing for {asked}. {remedy}"


def _edition(options: PackOptions) -> str:
    """Return what the footer says of the edition, and which version of the gaps it has if a seed was asked for."""
    return " · ".join(part for part in (EDITIONS[options.edition], _version(options)) if part)


def _version(options: PackOptions) -> str:
    return "" if options.seed is None else f"version {options.seed}"


def set_pack(
    options: PackOptions, chosen: Sequence[Chosen[LazyTopic]], shop: SheetFactory, progress: Progress | None = None
) -> tuple[Assembled, Pack[SheetChunk]]:
    """Return the sheets of a pack, and the pack ready to be bound.

    Args:
        options: what it has, and whose it is.
        chosen: its topics and sections.
        shop: makes its sheets.
        progress: told of each section.

    Raises:
        PackgenError: one of its kinds, for anything a person can put right.
    """
    from packgen.plan.pack import plan_pack
    from packgen.plan.title import title_of
    from packgen.sheet.sheet import Pack
    from packgen.sheets.assembly import assemble
    from packgen.text.inline import plain

    moment = epoch_date()
    plan = plan_pack(chosen, plan_options(options))
    title = title_of(chosen, printable_title(options.title, shop))
    made = assemble(plan, title, shop, progress)
    if not made.parts:
        raise UsageProblem(_nothing(options))
    pack = Pack(
        plain(title.full), _edition(options), title.language, tuple(map(plain, title.authors)), plain(title.subject),
        made.front, made.parts, moment, bold_edition=plan.options.teacher, student=options.student or "",
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


def printable_title(title: str | None, shop: SheetFactory) -> str | None:
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
    missing = shop.printable(title)
    if missing:
        from packgen.text.coverage import describe

        named = ", ".join(describe(character) for character in missing)
        raise UsageProblem(f"The title has a character that no font has: {named}. Leave it out.")
    return " ".join(unicodedata.normalize("NFC", title).split())


def _usual_path(options: PackOptions, chosen: Sequence[Chosen[LazyTopic]], topics: Collection[str]) -> Path:
    """Return where a pack goes if nobody says where."""
    from packgen.filenames import usual_name

    return Path("packs") / f"{usual_name(options, chosen, topics)}.pdf"


def page_count(pack: Pack[SheetChunk]) -> int:
    """Return how many pages a pack has."""
    return pack.front.page_count + sum(sheet.page_count for sheet in pack.sheets())


def _first_pages(pack: Pack[SheetChunk]) -> dict[str, int]:
    """Return the first page of every sheet that has a name, counted from 1."""
    firsts = {}
    page = pack.front.page_count + 1
    for sheet in pack.sheets():
        if sheet.name:
            firsts[sheet.name] = page
        page += sheet.page_count
    return firsts


def _sections(made: Assembled, pack: Pack[SheetChunk], firsts: Mapping[str, int]) -> Iterator[SectionReport]:
    """Yield where each section is; what stands elsewhere in the pack, or in another file, is left out."""
    counts = {sheet.name: sheet.page_count for sheet in pack.sheets()}
    for entry in made.sections:
        stages: dict[str, int] = {}
        first = following = 0
        for name in entry.sheets:
            if name in firsts and following in (0, firsts[name]):
                first = first or firsts[name]
                stages[name.rpartition("/")[2]] = counts[name]
                following = firsts[name] + counts[name]
        if stages:
            yield SectionReport(entry.topic, entry.section, entry.title, first, following - 1, stages)


def epoch_date() -> int | None:
    """Return SOURCE_DATE_EPOCH: the only date a pack may carry, so that the same input gives the same bytes."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 11:
        raise UsageProblem(f'SOURCE_DATE_EPOCH is "{text}". Make it a number of seconds since 1970, or leave it out.')
    return int(text)
