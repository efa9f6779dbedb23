"""Flowables and blocks set on the pages of a sheet, with nothing around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from packgen.blocks import KINDS, Block, block_class
from packgen.blocks.base import Surroundings, TaskBlock
from packgen.errors import Origin
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow, StoryColumn
from packgen.layout.core.setting import Setting
from packgen.load import LoadedTopic, open_library
from packgen.plan.tasks import recall_tasks, write_tasks
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.tasks.base import Task, Where
from packgen.tasks.chance import Chance
from packgen.text.faces import Faces
from packgen.theme.design import Design
from packgen.units import MM
from tests.support.geometry import Drawing, read
from tests.support.library import read_topics
from tests.support.mocks import Solid
from tests.support.pages import design, faces
from tests.support.pdf import Node
from tests.support.tags import tree
from tests.support.words import WORDS

ROOT = Path(__file__).resolve().parents[2]
SPECIMENS = ROOT / "docs" / "specimens"
TYPES = {kind: block_class(kind) for kind in KINDS}
"""The classes of all blocks by their type."""


class Laid(NamedTuple):
    """A sheet and what it shows."""

    sheet: Sheet
    drawing: Drawing
    tags: Node
    design: Design
    faces: Faces

    @property
    def pages(self) -> int:
        return len(self.sheet.pages)


@cache
def setting(profile: str = "standard", paper: str = "a4", folder: Path = SPECIMENS) -> Setting:
    """Return a setting in Russian's neighbourhood, with sources 1 and 2 known as ``one`` and ``two``."""
    return Setting(design(profile, paper), faces(profile), "ru", {"one": 1, "two": 2}, folder)


def lay_rows(rows: Sequence[PageRow], used: Setting, root: Element) -> Laid:
    """Set rows on pages without running heads."""
    page = used.design
    canvas = SheetCanvas(used.faces, (page.page_width, page.page_height), root)
    PageLoop(canvas, page, lambda number: None).set(rows)
    sheet = canvas.finish("Specimen", "en-GB")
    drawing = read(sheet, used.faces)
    return Laid(sheet, drawing, tree(sheet, drawing), page, used.faces)


def lay(story: Sequence[Flowable], used: Setting, root: Element, width: float | None = None, skip: float = 0.0) -> Laid:
    """Set a story in one column; ``skip`` millimetres of the first page are taken by something else."""
    above = [Solid(skip * MM)] if skip else []
    column = StoryColumn(0.0, width or used.design.spans.main, [*above, *story])
    return lay_rows([PageRow([column])], used, root)


def lay_block(block: Block, used: Setting | None = None, skip: float = 0.0) -> Laid:
    """Set one block in a column of its span."""
    used = used or setting()
    if isinstance(block, TaskBlock):
        return lay_form(task(block), used, skip=skip)
    root = Element("Sect")
    story = _placed(block.flow(used, root), type(block).__name__.lower())
    return lay(story, used, root, getattr(used.design.spans, block.span()), skip)


def task(block: Block, study: Sequence[Block] = (), seed: int = 1) -> Task:
    """Return the task that a block sets, in a section with some blocks for study."""
    assert isinstance(block, TaskBlock)
    return block.task(Surroundings(tuple(study), Chance(seed, "test"), WORDS))


def lay_form(form: Task, used: Setting | None = None, letter: str = "A", skip: float = 0.0) -> Laid:
    """Set a task over the full width; `setting(...)` with ``answers`` sets the teacher's copy."""
    used = replace(used or setting(), task=letter)
    root = Element("Sect")
    return lay(_placed(form.flow(used, root, letter), "task"), used, root, used.design.spans.full, skip)


def lay_key(
    form: Task, used: Setting | None = None, letter: str = "A", where: Where | None = None, skip: float = 0.0
) -> Laid:
    """Set the part of the key that answers a task, as wide as it asks."""
    used = used or setting()
    root = Element("Sect")
    story = _placed(form.key(used, root, letter, where or {}), "key")
    return lay(story, used, root, getattr(used.design.spans, form.key_span), skip)


def _placed(story: list[Flowable], what: str) -> list[Flowable]:
    for flowable in story:
        flowable.origin = Origin("test.yaml", 7, 5, what)
    return story


@cache
def specimen(kind: str) -> LoadedTopic:
    """Return the specimen of a type of block."""
    return read_topics(open_library(SPECIMENS), [kind])[0]


def specimens(kind: str) -> list[Block]:
    """Return the blocks of a type in its specimen."""
    return [block for section in specimen(kind).topic.sections for block in section.blocks if block.type == kind]


def lay_specimen(kind: str, profile: str) -> Laid:
    """Set the blocks of a type in its specimen, one below another, each as wide as it asks."""
    topic = specimen(kind).topic
    base = setting(profile)
    numbers = {source.id: number for number, source in enumerate(topic.sources, 1)}
    used = Setting(base.design, base.faces, topic.native_language, numbers, SPECIMENS)
    root = Element("Sect")
    gap = used.design.length("row-gap")
    rows: list[PageRow] = []
    for width, story in _stories(kind, used, root):
        story[0].before = max(story[0].before, gap)
        if rows and rows[-1].columns[0].width == width:
            rows[-1].columns[0].story += story
        else:
            rows.append(PageRow([StoryColumn(0.0, width, story)], before=gap))
    return lay_rows(rows, used, root)


def _stories(kind: str, used: Setting, root: Element) -> Iterator[tuple[float, list[Flowable]]]:
    """Yield the blocks of a type; of a task first the task, then its part of the key."""
    topic, spans = specimen(kind).topic, used.design.spans
    if not issubclass(TYPES[kind], TaskBlock):
        yield from ((getattr(spans, block.span()), block.flow(used, root)) for block in specimens(kind))
        return
    for section in topic.sections:
        for one in (*recall_tasks(topic, section, 1), *write_tasks(topic, section, 1)):
            if section.blocks[one.place].type == kind:
                yield spans.full, one.form.flow(replace(used, task=one.letter), root, one.letter)
                yield getattr(spans, one.form.key_span), one.form.key(used, root, one.letter, {})


def parse(kind: str, /, **fields: object) -> Block:
    """Return a block made of plain values, as a topic file gives them."""
    return block_class(kind).model_validate({"type": kind, **fields})
