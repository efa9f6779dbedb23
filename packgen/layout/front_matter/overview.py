"""The overview of a topic: an entry for each section, its dates and people, and the questions on its back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import level_lines
from packgen.layout.tasks.ruled import LinesField, RuledLines
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.layout.text.reference import PageText
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.sheet import PageWords


class OverviewSection(NamedTuple):
    """What an overview says of a section.

    Attributes:
        number: in its topic.
        title, enquiry, gist: inline Markdown.
        page: words with the page of its Learn sheet; None where the pack has no such sheet.
    """

    number: str
    title: str
    enquiry: str | None
    gist: str | None
    page: PageWords | None


class OverviewEntry(Flowable):
    """Number, title and page of a section above its enquiry question and its gist, under a rule; never divided.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        section: what it says.
    """

    def __init__(self, setting: Setting, parent: Element, section: OverviewSection) -> None:
        self.design = setting.design
        self.before = self.design.length("half")
        own = Element("Sect", parent)
        heading = Element("H2", own)
        self.number = Paragraph(setting, section.number, "contents-number", heading, joined=True)
        self.title = Paragraph(setting, section.title, "contents-title", heading)
        self.page = None
        if section.page is not None:
            self.page = PageText(setting, section.page, "contents-note", Element("P", own), right=True)
        texts = [(section.enquiry, "side"), (section.gist, "gist")]
        self.text = Stack([Paragraph(setting, text, role, Element("P", own)) for text, role in texts if text])

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        design = self.design
        indent = design.length("contents-indent")
        room = width - indent
        self.number.wrap(indent, UNBOUNDED)
        beside = 0.0
        if self.page is not None:
            natural = self.page.extent()[1]
            self.page.wrap(natural, UNBOUNDED)
            beside = natural + design.length("column-gap")
        self.title.wrap(room - beside, UNBOUNDED)
        self.text.wrap(room, UNBOUNDED)
        self.width = width
        self.height = design.length("quarter") + self.title.height + self.text.height
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rule, the line of the title, and what is below it."""
        top = y + self.height
        level_lines(canvas, self.design.rule("table-row"), x, x + self.width, [top])
        top -= self.design.length("quarter")
        left = x + self.design.length("contents-indent")
        self.number.drawOn(canvas, x, top - self.number.height)
        self.title.drawOn(canvas, left, top - self.title.height)
        if self.page is not None:
            self.page.drawOn(canvas, x + self.width - self.page.width, top - self.page.height)
        self.text.drawOn(canvas, left, y)


def named_list(setting: Setting, parent: Element, items: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return dates or names, each with what happened then or who it is."""
    element = Element("L", parent, numbering="None")
    return [
        Paragraph(
            setting,
            [*ended(bold(name)), Run(" "), *rich(text)],
            "side",
            Element("LBody", Element("LI", element)),
            before=setting.design.length("list-gap") if number else 0.0,
        )
        for number, (name, text) in enumerate(items)
    ]


def asked_before(
    setting: Setting, parent: Element, questions: Sequence[tuple[str, str]], room: float
) -> list[Flowable]:
    """Return numbered questions with lines to answer on, as many for each as have room.

    Args:
        setting: design and faces.
        parent: structure element that holds them.
        questions: pairs of a number and inline Markdown.
        room: height for all of them, in points.

    Returns:
        Questions and lines that fill the room, or nothing where there is less than a line for each question.
    """
    design, words = setting.design, setting.words
    items = Element("L", parent, numbering="Decimal")
    width, gap = design.spans.full, design.length("half")
    prompts = []
    for number, question in questions:
        item = Element("LI", items)
        label = HangingLabel(number, "list-number", Element("Lbl", item))
        body = Element("LBody", item)
        indent = design.length("contents-indent")
        prompt = Paragraph(setting, question, "body-bold", Element("P", body), label=label, indent=indent, keep=True)
        said = words.text("question.field", task=number, what=words.text("question.lines_field"))
        prompts.append((prompt, LinesField(body, number, said)))
    free = room - sum(gap + prompt.wrap(width, UNBOUNDED)[1] for prompt, _ in prompts)
    count = int(free / design.length("writing-line") / len(prompts))
    if count < 1:
        return []
    more = free / len(prompts) - count * design.length("writing-line")
    story: list[Flowable] = []
    for prompt, field in prompts:
        prompt.before = gap + more
        story += [prompt, RuledLines(setting, count, field)]
    return story
