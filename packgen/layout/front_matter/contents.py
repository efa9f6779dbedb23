"""Contents: linked entries with page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.strokes import level_lines
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.theme.design import Design


_SHOWN = 40
"""Number of characters of an entry that a message shows."""


class Goal(NamedTuple):
    """The target of an entry: the index of a sheet in the pack, its printed page number, and a word before that."""

    sheet: int
    page: int
    stage: str = ""


def _link(item: Element) -> Element:
    """Return a new Link element in a TOC item (ISO 32000-1, table 333)."""
    return Element("Link", Element("Reference", item))


def _named(number: str, title: str) -> str:
    """Return the description of a link to an entry, without its page."""
    return f"{number} {plain(title)}".strip()


def entry_subject(name: str) -> str:
    """Return the name of an entry in messages."""
    return f"The entry “{name if len(name) <= _SHOWN else f'{name[:_SHOWN]}…'}” in the contents"


class ContentsLine(Flowable):
    """An entry with number, title and right-aligned page number, and a rule below.

    Args:
        setting: design and faces.
        toc: TOC element.
        number: before the title, or an empty string.
        title: inline Markdown.
        goal: target of the entry.
        ruled: draw a rule below.
    """

    def __init__(self, setting: Setting, toc: Element, number: str, title: str, goal: Goal, ruled: bool = True) -> None:
        self.setting, self.design = setting, setting.design
        self.link = _link(Element("TOCI", toc))
        self.goal, self.ruled = goal, ruled
        self.name = _named(number, title)
        self.subject = entry_subject(self.name)
        self.number = Paragraph(setting, number, "contents-line-number", self.link, joined=True) if number else None
        self.title = Paragraph(setting, title, "contents-line", self.link, joined=True)
        self.page = Paragraph(setting, str(goal.page), "contents-line", self.link, right=True)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        indent, room = self.design.length("contents-indent"), self.page.extent()[1] + 0.1
        if self.number is not None:
            self.number.wrap(indent, UNBOUNDED)
        self.page.wrap(room, UNBOUNDED)
        self.width = width
        self.height = self.title.wrap(width - indent - room - self.design.length("column-gap"), UNBOUNDED)[1]
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entry; the whole of it is the link."""
        top = y + self.height
        if self.number is not None:
            self.number.drawOn(canvas, x, top - self.number.height)
        self.title.drawOn(canvas, x + self.design.length("contents-indent"), y)
        self.page.drawOn(canvas, x + self.width - self.page.width, top - self.page.height)
        if self.ruled:
            level_lines(canvas, self.design.rule("table-row"), x, x + self.width, [y])
        description = self.setting.words.text("contents.link", name=self.name, page=self.goal.page)
        target = (self.goal.sheet, 0, self.design.page_height)
        canvas.link(self.link, (x, y, x + self.width, top), target, description)


class ContentsEntry:
    """The content of a row of the contents: a number and a title, and below them the pages of each stage.

    The title links to the first stage; each stage has a link of its own.

    Args:
        setting: design and faces.
        toc: TOC element.
        number: before the title, or an empty string, which takes no width.
        title: inline Markdown.
        goals: targets of the stages, at least one.
        apart: space between the title and the stages, in points.
        beside: whether the stages stand beside the title if there is room, not below it.
        paired: whether a line has two stages where there are several columns, even if there is room for all.

    Attributes:
        item: structure element of the entry.
    """

    def __init__(
        self,
        setting: Setting,
        toc: Element,
        number: str,
        title: str,
        goals: Sequence[Goal],
        apart: float = 0.0,
        *,
        beside: bool = False,
        paired: bool = True,
    ) -> None:
        self.setting, self.design, self.goals, self.apart = setting, setting.design, list(goals), apart
        self.name = _named(number, title)
        self.subject = entry_subject(self.name)
        self.beside, self.paired = beside, paired
        self.height = 0.0
        self.item = item = Element("TOCI", toc)
        self.link = _link(item)
        self.number = Paragraph(setting, number, "contents-number", self.link, joined=True) if number else None
        self.title = Paragraph(setting, title, "contents-title", self.link)
        self.indent = self.design.length("contents-indent") if number else 0.0
        self.stages: list[tuple[Element, Paragraph]] = []
        for goal in goals:
            link = _link(item)
            words = [Run(f"{goal.stage}\u00a0"), Run(str(goal.page), bold=True)]
            self.stages.append((link, Paragraph(setting, words, "contents-note", link)))
        self._places: list[tuple[float, float]] = []

    def wrap(self, width: float) -> float:
        """Measure; return the height in points.

        A line has all stages if it may and they fit, or two; as many as fit where there is a single column. A stage
        longer than the line is broken.
        """
        design = self.design
        gap = design.length("label-gap")
        if self.number is not None:
            self.number.wrap(self.indent, UNBOUNDED)
        room = width - self.indent
        at = self.title.wrap(room, UNBOUNDED)[1] + self.apart
        self._places, x, tallest = [], 0.0, 0.0
        natural = sum(stage.extent()[1] + 0.1 + gap for _, stage in self.stages)
        if self.beside and len(self.title.lines) == 1 and self.title.widest + natural <= room:
            at, x, tallest = 0.0, self.title.widest + gap, self.title.height
        two = design.columns > 1 and (self.paired or natural - gap > room)
        for number, (_, stage) in enumerate(self.stages):
            natural = min(stage.extent()[1] + 0.1, room)
            _, height = stage.wrap(natural, UNBOUNDED)
            if number and (x + natural > room or (two and number % 2 == 0)):
                at, x, tallest = at + tallest, 0.0, 0.0
            self._places.append((self.indent + x, at))
            x, tallest = x + natural + gap, max(tallest, height)
        self.height = at + tallest
        return self.height

    def draw(self, canvas: SheetCanvas, x: float, top: float) -> None:
        """Draw the entry from its upper left corner."""
        if self.number is not None:
            self.number.drawOn(canvas, x, top - self.number.height)
        left, foot = x + self.indent, top - self.title.height
        self.title.drawOn(canvas, left, foot)
        page, sheet = self.goals[0].page, self.goals[0].sheet
        across = (x, foot, left + self.title.widest, top)
        description = self.setting.words.text("contents.link", name=self.name, page=page)
        canvas.link(self.link, across, (sheet, 0, self.design.page_height), description)
        for goal, (link, stage), (at, down) in zip(self.goals, self.stages, self._places, strict=True):
            foot = top - down - stage.height
            stage.drawOn(canvas, x + at, foot)
            across = (x + at, foot, x + at + stage.width, foot + stage.height)
            target = (goal.sheet, 0, self.design.page_height)
            canvas.link(link, across, target, f"{self.name}, {goal.stage} {goal.page}")


class OtherEntries(Flowable):
    """A line of entries for chapters other than sections (sources, flashcards, answers), below the sections.

    Args:
        setting: design and faces.
        entries: in reading order; `others_across` gives the greatest number.
    """

    def __init__(self, setting: Setting, entries: Sequence[ContentsEntry]) -> None:
        self.design, self.entries = setting.design, list(entries)
        self.before = self.design.length("half")
        self.subject = entries[0].subject
        self._column = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        design = self.design
        self.width = width
        self._column = (width - design.length("contents-indent")) / others_across(design)
        room = self._column - design.length("column-gap")
        self.height = max(entry.wrap(room) for entry in self.entries)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entries from left to right."""
        left = x + self.design.length("contents-indent")
        for place, entry in enumerate(self.entries):
            entry.draw(canvas, left + place * self._column, y + self.height)


def others_across(design: Design) -> int:
    """Return how many entries for chapters other than sections a line can have."""
    return 4 if design.columns > 1 else 2
