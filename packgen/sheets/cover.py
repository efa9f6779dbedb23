"""The cover of a pack: its title, what it holds, and how to use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.cached import CachedFlowable
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.stack import Stack
from packgen.layout.front_matter.contents import ContentsLine, Goal
from packgen.layout.front_matter.cover import CoverTitle, LadderRung, Rung
from packgen.layout.tasks.ruled import Fields
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.plan.schedule import in_words
from packgen.plan.stages import CHECK, LEARN, RECALL, WRITE
from packgen.sheet.structure import Element
from packgen.sheets.surface import full_row
from packgen.text.inline import Run
from packgen.text.nobreak import NO_BREAK_SPACE

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.front_matter import FrontMatter
    from packgen.plan.listing import Listed

_MOST_ENTRIES = 12
"""Entries up to which the cover lists them."""

_LEAF = "One sheet, two sides:"

_RUNGS = (
    (LEARN, "Read", "Learn sheet, pencil in hand. Then put it away.", 4),
    (RECALL, "Fill gaps", "Recall: the gaps, word bank open, then folded away.", 3),
    (RECALL, "Rebuild", "Recall: the tables and the timeline from memory.", 2),
    (RECALL, "Blurt", "Recall: everything you know, on empty lines.", 1),
    (WRITE, "Write", "The exam question, closed book, to time. Then check.", 0),
)
"""Stage, name, what to do, and how much help there is: from reading over cues to a free page and the exam."""

_CLOSING = (
    "Getting it wrong and correcting it is the point: write what you can, check, then mend it in a second colour."
)


def cover(front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal]) -> list[PageRow]:
    """Return the cover's rows.

    They list all of the pack, the sections, or nothing: the first of these for which the cover fits a page, if need be
    with smaller gaps.

    Args:
        front: what it is the cover of.
        setting: design and faces.
        root: structure element that holds it.
        goals: where each sheet of the pack begins.
    """
    design = setting.design
    entries = front.entries
    choices = [entries, [entry for entry in entries if entry.number], []]
    few = [choice for choice in choices if len(choice) <= _MOST_ENTRIES]
    for listed in few:
        made = Element("Sect")
        rows = _rows(front, setting, made, goals, listed)
        gap = _gap(front, setting, rows)
        if gap >= design.length("row-gap"):
            break
    for row in rows[1:]:
        row.before = gap if gap >= design.length("row-gap") else design.length("cover-gap")
    root.kids += made.kids
    return [*rows, *_end(front, setting, root)]


def _rows(
    front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal], listed: Sequence[Listed]
) -> list[PageRow]:
    """Return the parts of the cover that stand equally far apart."""
    title = front.title
    words = title.kicker, title.title, title.dates, title.note
    name = CachedFlowable(setting.cache, words, root, lambda parent: CoverTitle(setting, parent, *words))
    rows = [full_row(setting, [name])]
    if front.visits or front.named:
        rows += [full_row(setting, [fields]) for fields in _fields(front, setting, root)]
    left = _in_this_pack(setting, root, goals, listed) if listed else []
    right = _each_section(front, setting, root, goals)
    if setting.design.columns > 1 and left and right:
        spans = setting.design.spans
        rows.append(
            PageRow([StoryColumn(0.0, spans.main, left), StoryColumn(spans.main + spans.gutter, spans.side, right)])
        )
    else:
        rows += [full_row(setting, story) for story in (left, right) if story]
    if front.tracked and RECALL in front.stages:
        rows.append(full_row(setting, _ladder(front, setting, root)))
    return rows


def _gap(front: FrontMatter, setting: Setting, rows: Sequence[PageRow]) -> float:
    """Return the gap between rows for which they and the end of the cover fill a page, or the profile's if smaller."""
    design = setting.design
    end = sum(tall(row) + design.length("row-gap") for row in _end(front, setting, Element("Sect")))
    room = design.frame(True).height - end - sum(map(tall, rows))
    return min(design.length("cover-gap"), room / max(1, len(rows) - 1))


def _fields(front: FrontMatter, setting: Setting, root: Element) -> list[Flowable]:
    """Return what the student fills in; the date of the exam where it is not known."""
    name, form = ("Name", 8.5), ("Class", 3.5)
    exam = ("Exam date", 4.5)
    if front.exam is not None:
        day = in_words(front.exam).replace(" ", NO_BREAK_SPACE)
        name, exam = ("Name", 7.5), (f"Exam date{NO_BREAK_SPACE} **{day}**", 5.5)
    if setting.design.columns > 1:
        return [_lines_to_fill(setting, root, (name, form, exam), named=front.named)]
    return [
        _lines_to_fill(setting, root, (name,), named=front.named),
        _lines_to_fill(setting, root, (form, (exam[0], 6.5)), named=False),
    ]


def _lines_to_fill(setting: Setting, root: Element, fields: tuple[tuple[str, float], ...], *, named: bool) -> Flowable:
    def make(parent: Element) -> Fields:
        return Fields(setting, parent, fields, named=named)

    if setting.fillable:  # a copy is placed to a hundredth of a point, a form field exactly where its line is
        return make(root)
    return CachedFlowable(setting.cache, ("fields", fields, named), root, make)


def _in_this_pack(
    setting: Setting, root: Element, goals: Mapping[int, Goal], entries: Sequence[Listed]
) -> list[Flowable]:
    section = Element("Sect", root)
    words = "In this pack"
    cache = setting.cache
    story: list[Flowable] = [CachedFlowable(cache, words, section, lambda parent: Heading(setting, words, parent))]
    toc = Element("TOC", section)
    for number, entry in enumerate(entries, 1):
        goal = goals[entry.stages[0][1]]
        told = entry.number, entry.title, goal._replace(sheet=0), number < len(entries)
        story.append(_line(setting, toc, told, goal.sheet))
    return story


def _line(setting: Setting, toc: Element, told: tuple[str, str, Goal, bool], sheet: int) -> CachedFlowable:
    def make(parent: Element) -> ContentsLine:
        return ContentsLine(setting, parent, *told)

    return CachedFlowable(setting.cache, ("line", told), toc, make, sheet)


def _each_section(front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal]) -> list[Flowable]:
    """Return what the stages are for, in a sentence each; nothing where the pack has no sections."""
    told = _stages_told(front, setting, goals)
    if not told:
        return []

    def make(parent: Element) -> Stack:
        story: list[Flowable] = [Heading(setting, "Each section has", parent)]
        for number, (name, sentence) in enumerate(told):
            group = Element("Div", parent)
            before = setting.design.length("half") if number else 0.0
            name_run = [Run(name, bold=True)]
            story.append(Paragraph(setting, name_run, "body", Element("P", group), before=before, keep=True))
            story.append(Paragraph(setting, sentence, "body", Element("P", group)))
        return Stack(story, before=story[0].before)

    return [CachedFlowable(setting.cache, ("each", *told), Element("Sect", root), make)]


def _cached_words(setting: Setting, parent: Element, words: str, role: str) -> CachedFlowable:
    def make(parent: Element) -> Paragraph:
        return Paragraph(setting, words, role, Element("P", parent))

    return CachedFlowable(setting.cache, (words, role), parent, make)


def _stages_told(front: FrontMatter, setting: Setting, goals: Mapping[int, Goal]) -> list[tuple[str, str]]:
    """Return the stages of this pack by name, with what the student does on their sheets."""
    stages, told = front.stages, []
    if LEARN in stages:
        leaf = _is_a_leaf(front, setting, LEARN)
        told.append((LEARN, f"{_LEAF} all there is to know." if leaf else "All there is to know, to read and to mark."))
    if RECALL in stages:
        leaf = _is_a_leaf(front, setting, RECALL)
        told.append((RECALL, f"{_LEAF} fill it from memory." if leaf else "Gaps and empty lines, to fill from memory."))
    if WRITE in stages and CHECK in stages:
        where = "answers on the back." if _overleaf(front, setting, goals) else "then the answers."
        told.append((f"{WRITE} / {CHECK}", f"Exam questions; {where}"))
    elif WRITE in stages:
        told.append((WRITE, "Exam questions, with room to answer."))
    elif CHECK in stages:
        told.append((CHECK, "All answers, with the pages where they stand."))
    return told


def _is_a_leaf(front: FrontMatter, setting: Setting, stage: str) -> bool:
    """Tell whether the sheets of a stage are one sheet of paper each, printed on both sides."""
    counts = {pages for entry in front.entries if entry.number for name, _, pages in entry.stages if name == stage}
    return counts == {2} and not setting.design.single_sided


def _overleaf(front: FrontMatter, setting: Setting, goals: Mapping[int, Goal]) -> bool:
    """Tell whether the answers of every section are on the back of its questions."""
    sides = []
    for entry in front.entries:
        first = {name: goals[sheet].page for name, sheet, _ in entry.stages}
        if entry.number and WRITE in first and CHECK in first:
            sides.append(first[WRITE] % 2 == 1 and first[CHECK] == first[WRITE] + 1)
    return all(sides) and not setting.design.single_sided


def _ladder(front: FrontMatter, setting: Setting, root: Element) -> list[Flowable]:
    """Return the recall ladder, with the rungs that the pack has sheets for."""
    rungs = []
    wanted = [rung for rung in _RUNGS if rung[0] in front.stages]
    climbed = [rung for rung in wanted if rung[0] != LEARN]
    for rung in wanted:
        place = climbed.index(rung) if rung in climbed else 0
        if len(front.visits) < len(climbed):
            place = place * len(front.visits) // len(climbed)
        _, name, text, given = rung
        rungs.append(Rung(name, text, given, front.visits[place].label))

    def make(parent: Element) -> Stack:
        note = "Filled squares: how much help you get. Tick each rung."
        heading = Heading(setting, "The recall ladder", parent, note=note)
        items = Element("L", parent, numbering="Decimal")
        steps = [LadderRung(setting, items, number, rung) for number, rung in enumerate(rungs, 1)]
        return Stack([heading, *steps], before=heading.before)

    return [CachedFlowable(setting.cache, ("ladder", *rungs), Element("Sect", root), make)]


def _end(front: FrontMatter, setting: Setting, root: Element) -> list[PageRow]:
    """Return the last row: why mistakes are welcome, and who wrote the pack."""
    closing: list[Flowable] = []
    credit: list[Flowable] = []
    if front.tracked and RECALL in front.stages:
        closing.append(_cached_words(setting, root, _CLOSING, "body"))
    if front.title.credit:
        credit.append(_cached_words(setting, root, front.title.credit, "note"))
    if setting.design.columns > 1 and closing and credit:
        spans = setting.design.spans
        columns = [StoryColumn(0.0, spans.main, closing), StoryColumn(spans.main + spans.gutter, spans.side, credit)]
        return [PageRow(columns, before=setting.design.length("row-gap"))]
    return [full_row(setting, story) for story in (closing, credit) if story]


def tall(row: PageRow) -> float:
    """Return the height that a row takes on a page that holds all of it, its head included."""
    columns = []
    for column in row.columns:
        heights = [part.wrap(column.width, UNBOUNDED)[1] for part in column.story]
        columns.append(sum(heights) + sum(part.before for part in column.story[1:]))
    head = row.head.wrap(row.columns[0].width, UNBOUNDED)[1] if row.head else 0.0
    return head + max(columns)
