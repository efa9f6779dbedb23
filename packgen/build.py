"""The pipeline in one readable function: load, choose, typeset, bind, write."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.errors import UsageProblem
from packgen.files import STDOUT, write_whole

if TYPE_CHECKING:
    from packgen.compose.selection import Chosen
    from packgen.sheet.sheet import Pack
    from packgen.text.faces import Faces
    from packgen.typeset.pack import TypesetPack

Progress = Callable[[int, int, str], None]
"""Called with the sections done, the sections in all, and what is being set."""

EDITION = "Student edition"
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class BuildOptions:
    """What to build, and how it should look.

    Attributes:
        content: folder of topics, or None to look in the usual places.
        topics: ``topic`` or ``topic/section``, in the order wanted.
        course: take all topics of a course (its name, or the name of its folder).
        tag: take all topics with a tag.
        output: file to write, ``-`` for none (the caller takes the bytes), or None for packs/NAME.pdf.
        title: of the pack, or None for the topic's or course's.
        theme, profile, paper, single_sided: see ``load_design``.
    """

    content: Path | None = None
    topics: tuple[str, ...] = ()
    course: str | None = None
    tag: str | None = None
    output: Path | None = None
    title: str | None = None
    theme: str = "classic"
    profile: str = "standard"
    paper: str = "a4"
    single_sided: bool = False


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
    """What was built."""

    output: Path | None
    pages: int
    size: int
    sections: tuple[SectionReport, ...]
    warnings: tuple[str, ...] = ()
    pdf: bytes = field(default=b"", repr=False)


def build(options: BuildOptions, progress: Progress | None = None) -> Report:
    """Build a pack and write it, whole or not at all.

    Raises:
        PackgenError: one of its kinds, for anything a person can put right.
    """
    from packgen.compose.selection import select
    from packgen.compose.title import title_of
    from packgen.load.library import open_library
    from packgen.sheet.sheet import Pack
    from packgen.text.faces import Faces
    from packgen.text.inline import plain
    from packgen.theme.design import load_design

    date = _date()
    design = load_design(options.theme, options.profile, options.paper, options.single_sided)
    chosen = select(open_library(options.content), options.topics, options.course, options.tag)
    faces = Faces(design.families)
    title = title_of(chosen, _printable(options.title, faces))
    from packgen.typeset.pack import typeset_pack

    typeset = typeset_pack(chosen, title, design, faces, progress)
    pack = Pack(
        plain(title.full), EDITION, title.language, title.authors, title.subject, typeset.front, typeset.parts, date
    )
    from packgen.bind.document import bind

    pdf = bind(pack, faces, design)
    output = options.output or Path("packs") / f"{_file_name(options, chosen)}.pdf"
    if output != STDOUT:
        write_whole(output, pdf)
    return Report(
        output=None if output == STDOUT else output,
        pages=_page_count(pack),
        size=len(pdf),
        sections=tuple(_sections(typeset)),
        warnings=typeset.warnings,
        pdf=pdf,
    )


def _printable(title: str | None, faces: Faces) -> str | None:
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
    missing = faces.missing(title)
    if missing:
        from packgen.text.coverage import describe

        named = ", ".join(describe(character) for character in missing)
        raise UsageProblem(f"The title has a character that no font has: {named}. Leave it out.")
    return " ".join(unicodedata.normalize("NFC", title).split())


def _file_name(options: BuildOptions, chosen: Sequence[Chosen]) -> str:
    """Return the name of the file: the only topic's, or the course's, or the tag's."""
    if len(chosen) == 1:
        return chosen[0].loaded.topic.id
    name = options.course or options.tag or "pack"
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "pack"


def _page_count(pack: Pack) -> int:
    return len(pack.front.pages) + sum(len(sheet.pages) for sheet in pack.sheets())


def _sections(typeset: TypesetPack) -> list[SectionReport]:
    """Return where each section is."""
    reports = []
    page = len(typeset.front.pages) + 1
    for topic, part in zip(typeset.topics, typeset.parts, strict=True):
        for entry, chapter in zip(topic.sections, part.chapters, strict=False):
            counts = {sheet.title.lower(): len(sheet.pages) for sheet in chapter.sheets}
            last = page + sum(counts.values()) - 1
            reports.append(SectionReport(topic.id, entry, chapter.title, page, last, counts))
            page = last + 1
        for chapter in part.chapters[len(topic.sections) :]:
            page += sum(len(sheet.pages) for sheet in chapter.sheets)
    return reports


def _date() -> int | None:
    """Return SOURCE_DATE_EPOCH: the only date a pack may carry, so that the same input gives the same bytes."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 11:
        raise UsageProblem(f'SOURCE_DATE_EPOCH is "{text}". Make it a number of seconds since 1970, or leave it out.')
    return int(text)
