"""All sheets of a pack, in order, and the front that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.compose.selection import Chosen, cited
from packgen.compose.title import Title
from packgen.layout.setting import Setting
from packgen.sheet.sheet import Chapter, Part, Sheet
from packgen.text.faces import Faces
from packgen.text.inline import plain
from packgen.theme.design import Design
from packgen.typeset.front import Listed, ListedTopic, typeset_front
from packgen.typeset.section import typeset_section
from packgen.typeset.sources import typeset_sources

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic


_OVER = 3
"""Sides that are one too many for a sheet of paper."""


class TopicSections(NamedTuple):
    """A topic's id and those of its sections that are in the pack."""

    id: str
    sections: tuple[str, ...]


class TypesetPack(NamedTuple):
    """The front, the topics' sheets, which sections they are, and what a teacher may want to mend.

    A topic's sources follow its sections.
    """

    front: Sheet
    parts: tuple[Part, ...]
    topics: tuple[TopicSections, ...]
    warnings: tuple[str, ...]


def typeset_pack(
    chosen: Sequence[Chosen],
    title: Title,
    design: Design,
    faces: Faces,
    progress: Callable[[int, int, str], None] | None = None,
) -> TypesetPack:
    """Typeset the chosen sections, their sources and the front.

    Raises:
        LayoutError: a block fits no page.
    """
    total = sum(len(one.sections) for one in chosen)
    done = 0
    parts: list[Part] = []
    warnings: list[str] = []
    for one in chosen:
        topic = one.loaded.topic
        setting = _setting(one.loaded, design, faces)
        chapters = []
        for place in one.sections:
            if progress is not None:
                progress(done, total, plain(topic.sections[place].title))
            section = topic.sections[place]
            sheets = typeset_section(one.loaded, place, setting)
            chapters.append(Chapter(plain(section.title), tuple(sheets)))
            warnings += [_run_over(f"{topic.id}/{section.id}", sheet) for sheet in sheets if _sides(sheet) == _OVER]
            done += 1
        named = cited(one)
        if named:
            chapters.append(Chapter("Sources", (typeset_sources(topic, named, setting),)))
        parts.append(Part(plain(topic.title), tuple(chapters)))
    front = typeset_front(title, _listed(chosen, parts), Setting(design, faces))
    ids = [
        TopicSections(one.loaded.topic.id, tuple(one.loaded.topic.sections[place].id for place in one.sections))
        for one in chosen
    ]
    return TypesetPack(front, tuple(parts), tuple(ids), tuple(warnings))


def _sides(sheet: Sheet) -> int:
    """Return how many sides of a sheet are not empty."""
    return sum(1 for owners in sheet.structure.owners if owners)


def _run_over(section: str, sheet: Sheet) -> str:
    return f"{section}: {sheet.title} runs over to a third side, which leaves the fourth empty. Shorten it a little."


def _setting(loaded: LoadedTopic, design: Design, faces: Faces) -> Setting:
    topic = loaded.topic
    numbers = {source.id: number for number, source in enumerate(topic.sources, 1)}
    return Setting(design, faces, topic.native_language, numbers, loaded.path.parent)


def _listed(chosen: Sequence[Chosen], parts: Sequence[Part]) -> list[ListedTopic]:
    """Return the contents: every chapter with the places of its sheets in the pack."""
    listed = []
    sheet = 0
    for one, part in zip(chosen, parts, strict=True):
        entries = []
        for order, chapter in enumerate(part.chapters):
            number = str(one.sections[order] + 1) if order < len(one.sections) else ""
            stages = tuple((s.title, sheet + n, len(s.pages)) for n, s in enumerate(chapter.sheets))
            entries.append(Listed(number, chapter.title, stages))
            sheet += len(chapter.sheets)
        listed.append(ListedTopic(part.title, tuple(entries)))
    return listed
