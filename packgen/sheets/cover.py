"""The cover of a pack: its title, its contents, and how to use it."""

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
from packgen.plan.stages import CHECK, LEARN, RECALL, STAGE_NAMES, WRITE
from packgen.sheet.structure import Element
from packgen.sheets.surface import full_row
from packgen.text.inline import Run
from packgen.text.nobreak import NO_BREAK_SPACE

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.front_matter import FrontMatter
    from packgen.plan.listing import Listed

_MOST_ENTRIES = 12
"""Greatest number of entries that the cover lists."""

_RUNGS = (
    (LEARN, "ladder.read", "ladder.read_how", 4),
    (RECALL, "ladder.gaps", "ladder.gaps_how", 3),
    (RECALL, "ladder.rebuild", "ladder.rebuild_how", 2),
    (RECALL, "ladder.blurt", "ladder.blurt_how", 1),
    (WRITE, "ladder.write", "ladder.write_how", 0),
)
"""Stage, key of its name, key of its instruction, and amount of help.

The help decreases from reading, over cues, to an empty page and the exam question.
"""


def cover(front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal]) -> list[PageRow]:
    """Return the cover's rows.

    The cover lists all chapters, the sections only, or nothing: the first of these with which it fits a page, with
    smaller gaps if necessary.

    Args:
        front: content of the front matter.
        setting: design and faces.
        root: structure element that holds it.
        goals: first page of each sheet of the pack.
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
    return [*rows, *closing_rows(front, setting, root)]


def _rows(
    front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal], listed: Sequence[Listed]
) -> list[PageRow]:
    """Return the parts of the cover, between which all gaps are equal."""
    title, design = front.title, setting.design
    words = title.kicker, title.title, title.dates, title.note
    name = CachedFlowable(setting.cache, words, root, lambda parent: CoverTitle(setting, parent, *words))
    rows = [full_row(setting, [name]), *fields_to_fill(front, setting, root)]
    left = _in_this_pack(setting, root, goals, listed) if listed else []
    right = _each_section(front, setting, root, goals)
    if design.columns > 1 and left and right:
        spans = design.spans
        rows.append(
            PageRow([StoryColumn(0.0, spans.main, left), StoryColumn(spans.main + spans.gutter, spans.side, right)])
        )
    else:
        rows += [full_row(setting, story) for story in (left, right) if story]
    if front.tracked and RECALL in front.stages:
        rows.append(full_row(setting, ladder(front, setting, root, design.length("quarter"))))
    return rows


def _gap(front: FrontMatter, setting: Setting, rows: Sequence[PageRow]) -> float:
    """Return the gap with which the rows and the end of the cover fill a page, or the profile's gap if smaller."""
    design = setting.design
    end = sum(tall(row) + design.length("row-gap") for row in closing_rows(front, setting, Element("Sect")))
    room = design.frame(True).height - end - sum(map(tall, rows))
    return min(design.length("cover-gap"), room / max(1, len(rows) - 1))


def fields_to_fill(front: FrontMatter, setting: Setting, root: Element) -> list[PageRow]:
    """Return the fields for the student to fill in, with one for the date of the exam if that is not known.

    A pack without visits that is nobody's own has none.
    """
    if not front.visits and not front.named:
        return []
    words = setting.words
    name, form = (words.text("field.name"), 8.5), (words.text("field.class"), 3.5)
    exam = (words.text("field.exam"), 4.5)
    if front.exam is not None:
        day = words.day(front.exam).replace(" ", NO_BREAK_SPACE)
        name, exam = (name[0], 7.5), (f"{exam[0]}{NO_BREAK_SPACE} **{day}**", 5.5)
    if setting.design.columns > 1:
        return [full_row(setting, [_lines_to_fill(setting, root, (name, form, exam), named=front.named)])]
    lines = [
        _lines_to_fill(setting, root, (name,), named=front.named),
        _lines_to_fill(setting, root, (form, (exam[0], 6.5)), named=False),
    ]
    return [full_row(setting, [one]) for one in lines]


def _lines_to_fill(setting: Setting, root: Element, fields: tuple[tuple[str, float], ...], *, named: bool) -> Flowable:
    def make(parent: Element) -> Fields:
        return Fields(setting, parent, fields, named=named)

    if setting.fillable:  # a form XObject is placed to 0.01 pt, but a form field must match its line exactly
        return make(root)
    return CachedFlowable(setting.cache, ("fields", fields, named), root, make)


def _in_this_pack(
    setting: Setting, root: Element, goals: Mapping[int, Goal], entries: Sequence[Listed]
) -> list[Flowable]:
    section = Element("Sect", root)
    words = setting.words.text("cover.in_this_pack")
    cache = setting.cache
    story: list[Flowable] = [CachedFlowable(cache, words, section, lambda parent: Heading(setting, words, parent))]
    toc = Element("TOC", section)
    for number, entry in enumerate(entries, 1):
        goal = goals[entry.stages[0][1]]
        told = entry.printed_number, entry.title, goal._replace(sheet=0), number < len(entries)
        story.append(_line(setting, toc, told, goal.sheet))
    return story


def _line(setting: Setting, toc: Element, told: tuple[str, str, Goal, bool], sheet: int) -> CachedFlowable:
    def make(parent: Element) -> ContentsLine:
        return ContentsLine(setting, parent, *told)

    return CachedFlowable(setting.cache, ("line", told), toc, make, sheet)


def _each_section(front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal]) -> list[Flowable]:
    """Return a sentence on each stage of a section; nothing if the pack has no sections."""
    told = _stage_lines(front, setting, goals)
    if not told:
        return []

    def make(parent: Element) -> Stack:
        story: list[Flowable] = [Heading(setting, setting.words.text("cover.each_section"), parent)]
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


def _stage_lines(front: FrontMatter, setting: Setting, goals: Mapping[int, Goal]) -> list[tuple[str, str]]:
    """Return the names of this pack's stages, with what the student does on their sheets."""
    stages, told = front.stages, list[tuple[str, str]]()
    if LEARN in stages:
        leaf = _is_a_leaf(front, setting, LEARN)
        told.append((STAGE_NAMES[LEARN], "cover.learn_leaf" if leaf else "cover.learn"))
    if RECALL in stages:
        leaf = _is_a_leaf(front, setting, RECALL)
        told.append((STAGE_NAMES[RECALL], "cover.recall_leaf" if leaf else "cover.recall"))
    if WRITE in stages and CHECK in stages:
        answers = "cover.write_overleaf" if _overleaf(front, setting, goals) else "cover.write_answers"
        told.append(("cover.write_and_check", answers))
    elif WRITE in stages:
        told.append((STAGE_NAMES[WRITE], "cover.write"))
    elif CHECK in stages:
        told.append((STAGE_NAMES[CHECK], "cover.check"))
    return [(setting.words.text(name), setting.words.text(sentence)) for name, sentence in told]


def _is_a_leaf(front: FrontMatter, setting: Setting, stage: str) -> bool:
    """Tell whether every sheet of a stage is one sheet of paper, printed on both sides."""
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


def ladder(front: FrontMatter, setting: Setting, root: Element, pad: float) -> list[Flowable]:
    """Return the recall ladder, with the rungs for which the pack has sheets.

    Args:
        front: content of the front matter.
        setting: design and faces.
        root: structure element that holds it.
        pad: padding of a rung above and below, in points.
    """
    rungs, words = [], setting.words
    wanted = [rung for rung in _RUNGS if rung[0] in front.stages]
    climbed = [rung for rung in wanted if rung[0] != LEARN]
    for rung in wanted:
        place = climbed.index(rung) if rung in climbed else 0
        if len(front.visits) < len(climbed):
            place = place * len(front.visits) // len(climbed)
        _, name, text, given = rung
        rungs.append(Rung(words.text(name), words.text(text), given, front.visits[place].label(words)))

    def make(parent: Element) -> Stack:
        heading = Heading(setting, words.text("ladder.title"), parent, note=words.text("ladder.note"))
        items = Element("L", parent, numbering="Decimal")
        steps = [LadderRung(setting, items, number, rung, pad) for number, rung in enumerate(rungs, 1)]
        return Stack([heading, *steps], before=heading.before)

    return [CachedFlowable(setting.cache, ("ladder", pad, *rungs), Element("Sect", root), make)]


def closing_rows(front: FrontMatter, setting: Setting, root: Element) -> list[PageRow]:
    """Return the last row: why mistakes are welcome, and the authors of the pack."""
    closing: list[Flowable] = []
    credit: list[Flowable] = []
    if front.tracked and RECALL in front.stages:
        words = "cover.closing_tracked" if front.overviewed else "cover.closing"
        closing.append(_cached_words(setting, root, setting.words.text(words), "body"))
    if front.title.credit:
        credit.append(_cached_words(setting, root, front.title.credit, "note"))
    if setting.design.columns > 1 and closing and credit:
        spans = setting.design.spans
        columns = [StoryColumn(0.0, spans.main, closing), StoryColumn(spans.main + spans.gutter, spans.side, credit)]
        return [PageRow(columns, before=setting.design.length("row-gap"))]
    return [full_row(setting, story) for story in (closing, credit) if story]


def tall(row: PageRow) -> float:
    """Return the height of a row on a page that has room for all of it, including its head."""
    columns = []
    for column in row.columns:
        heights = [part.wrap(column.width, UNBOUNDED)[1] for part in column.story]
        columns.append(sum(heights) + sum(part.before for part in column.story[1:]))
    head = row.head.wrap(row.columns[0].width, UNBOUNDED)[1] if row.head else 0.0
    return head + max(columns)
