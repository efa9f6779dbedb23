"""Values that a build returns: the pack's bytes, and where its sections and blocks stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import UsageProblem
from packgen.sheet.boxes import Rectangle

if TYPE_CHECKING:
    from pathlib import Path

    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Pack
    from packgen.sheets.assembly import Assembled


class SectionReport(NamedTuple):
    """Where a section is in the pack; pages are counted from 1 and inclusive, ``stages`` gives pages for each stage.

    Answers at the foot of Learn are on its page.
    """

    topic: str
    section: str
    title: str
    first_page: int
    last_page: int
    stages: dict[str, int]


class BlockPlace(NamedTuple):
    """A rectangle of a page with a block of a section, a task made of the block, or the answers to that task.

    A block that goes on over pages has a rectangle on each, and so has every task that is made of it.

    Attributes:
        page: of the pack, counted from 1.
        rectangle: left, bottom, right and top in points, from the lower left corner of the page.
        sheet: name of the sheet, such as ``khrushchev/fall/learn``, or of its part.
        topic: id of the topic.
        block: place of the block in its section, counted from 0.
        kind: type of the block, such as ``timeline``.
        file: the topic's file; None for a topic without one.
        line: where the block begins in it, counted from 1; for a topic that was given as text, in that text.
    """

    page: int
    rectangle: Rectangle
    sheet: str
    topic: str
    block: int
    kind: str
    file: Path | None
    line: int


@dataclass(frozen=True, kw_only=True)
class FinishedPack:
    """A pack as every sink takes it.

    Attributes:
        name: of its file, without the ending, where the sink does not choose one.
        title: its plain title, as in the metadata.
        pages: of the pack.
        pieces: the pack's file, in pieces that follow each other; a large pack is not copied to be joined.
        answer_pieces: the file of answers in the same form, where the pack has one.
        answer_pages: pages of the file of answers.
        row: of the roster, for the pack of a student in a batch; None for all others.
    """

    name: str
    title: str
    pages: int
    pieces: Sequence[bytes] = field(repr=False)
    answer_pieces: Sequence[bytes] | None = field(default=None, repr=False)
    answer_pages: int = 0
    row: int | None = None

    @property
    def pdf(self) -> bytes:
        """The pack's file, joined anew each time."""
        return b"".join(self.pieces)

    @property
    def answers(self) -> bytes | None:
        """The file of answers, joined anew each time; None where the pack has none."""
        return None if self.answer_pieces is None else b"".join(self.answer_pieces)

    def only_file(self) -> bytes:
        """Return the pack's file, which is to be the only one.

        Raises:
            UsageProblem: there is a file of answers, too.
        """
        if self.answer_pieces is not None:
            raise UsageProblem("Two files cannot go to standard output. Write to a file, or leave --answers separate.")
        return self.pdf


@dataclass(frozen=True, kw_only=True)
class BuiltPack(FinishedPack):
    """A pack that a builder made.

    Attributes:
        sections: where each section is in the pack.
        warnings: what a person should know of how it was built.
        places: where blocks are on the Learn, Recall, Write and Check sheets of the pack, sheet by sheet in drawing
            order; sheets in a file of answers are left out.
    """

    sections: tuple[SectionReport, ...]
    warnings: tuple[str, ...] = ()
    places: tuple[BlockPlace, ...] = field(default=(), repr=False)


def section_reports(made: Assembled, pack: Pack[SheetChunk], firsts: Mapping[str, int]) -> Iterator[SectionReport]:
    """Yield where each section is; what stands elsewhere in the pack, or in another file, is left out."""
    counts = {sheet.name: sheet.page_count for sheet in pack.sheets()}
    counts |= {part.name: part.last + 1 - part.first for sheet in pack.sheets() for part in sheet.parts}
    for entry in made.sections:
        stages: dict[str, int] = {}
        first = following = 0
        for name in entry.sheets:
            at = firsts.get(name, 0)
            if at and (following in (0, at) or first <= at < following):
                first = first or at
                stages[name.rpartition("/")[2]] = counts[name]
                following = max(following, at + counts[name])
        if stages:
            yield SectionReport(entry.topic, entry.section, entry.title, first, following - 1, stages)


def block_places(pack: Pack[SheetChunk], files: Mapping[str, Path | None]) -> Iterator[BlockPlace]:
    """Yield where each block is.

    Args:
        pack: the pack.
        files: the file of each topic by its id.
    """
    before = 1
    for sheet in pack.order():
        for name, blocks in ((sheet.name, sheet.blocks), *[(part.name, part.blocks) for part in sheet.parts]):
            topic = name.partition("/")[0]
            for page, rectangle, block, kind, line in blocks:
                yield BlockPlace(before + page, rectangle, name, topic, block, kind, files[topic], line)
        before += sheet.page_count
