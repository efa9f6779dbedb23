"""ReportLab as its guide teaches it, without tags: ``reportlab_pack.main([data, ids, fonts, output])``.

Platypus flowables in a document template, and ``multiBuild`` for the page numbers of the contents.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

TITLE = "Modern history"
INK, SOFT, ACCENT = HexColor("#1a1a1a"), HexColor("#333333"), HexColor("#7a1c27")
LEFT, RIGHT, TOP, FOOT = 20 * mm, 15 * mm, 25 * mm, 22 * mm
WIDTH, MAIN = 175 * mm, 115 * mm

_FACES = {
    "Sans": "source-sans-3/SourceSans3-Regular.ttf",
    "Sans-Bold": "source-sans-3/SourceSans3-Bold.ttf",
    "Sans-Italic": "source-sans-3/SourceSans3-Italic.ttf",
    "Serif": "source-serif-4/SourceSerif4-Regular.ttf",
    "Serif-Bold": "source-serif-4/SourceSerif4-Bold.ttf",
}


def _style(
    name: str, size: float, step: float, font: str = "Sans", colour: Color = INK, **given: Any
) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=step * mm, textColor=colour, bulletFontName="Sans", **given
    )


BODY = _style("body", 11, 5, spaceAfter=2.5 * mm)
ENTRY = _style("entry", 11, 5)
CELL = _style("cell", 10.5, 5)
CELL_BOLD = _style("cell-bold", 10.5, 5, "Sans-Bold")
NOTE = _style("note", 9.5, 5, colour=SOFT)
KICKER = _style("kicker", 10.5, 5, "Sans-Bold", ACCENT)
COVER = _style("cover", 40, 15, "Serif-Bold")
PAGE_TITLE = _style("page-title", 24, 12.5, "Serif-Bold")
TOPIC_TITLE = _style("topic-title", 27, 12.5, "Serif-Bold")
ENQUIRY = _style("enquiry", 14, 7.5, "Serif", rightIndent=WIDTH - MAIN, spaceBefore=1.25 * mm)
HEADING = _style("heading", 13.5, 7, "Sans-Bold", spaceAfter=2.85 * mm)
BOX_LABEL = _style("box-label", 15, 7.5, "Serif-Bold", ACCENT)
TERM = _style("term", 11, 5, spaceAfter=1.25 * mm)
EVENT = _style("event", 10.5, 5, leftIndent=7 * mm, spaceAfter=1.25 * mm)

_PLAIN: list[Any] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]
_GRID: list[Any] = [
    *_PLAIN,
    ("RIGHTPADDING", (0, 0), (-2, -1), 3 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 1.25 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.25 * mm),
    ("LINEBELOW", (0, 1), (-1, -2), 0.4, SOFT),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, -1), (-1, -1), 0.8, INK),
]
_TRACKER: list[Any] = [
    *_PLAIN,
    ("RIGHTPADDING", (0, 0), (-2, -1), 4 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5 * mm),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, SOFT),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
]
_BOX: list[Any] = [
    *_PLAIN,
    ("BOX", (0, 0), (-1, -1), 0.6, SOFT),
    ("LINEBELOW", (0, 0), (0, 0), 0.4, SOFT),
    ("LINEBEFORE", (0, 0), (0, 0), 1.6 * mm, ACCENT),
    ("LEFTPADDING", (0, 0), (-1, -1), 3.5 * mm),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3.5 * mm),
    ("TOPPADDING", (0, 1), (-1, -1), 1.25 * mm),
    ("BOTTOMPADDING", (0, 1), (-1, -1), 1.25 * mm),
]


class Titled(Paragraph):
    """A paragraph with an entry in the outline; a topic's has one in the contents as well."""

    def __init__(self, text: str, style: ParagraphStyle, level: int, key: str) -> None:
        super().__init__(text, style)
        self.entry = (text, level, key)

    def draw(self) -> None:
        """Draw it where a link leads to."""
        text, level, key = self.entry
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=True)
        super().draw()


class Event(Paragraph):
    """A date and what happened, beside the rail with its circle."""

    def draw(self) -> None:
        """Draw rail, circle and text."""
        canvas, axis, centre = self.canv, 1.6 * mm, self.height - 2.5 * mm
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.6)
        canvas.line(axis, -1.25 * mm, axis, self.height)
        canvas.setStrokeColor(INK)
        canvas.setFillColor(white)
        canvas.setLineWidth(0.9)
        canvas.circle(axis, centre, 1.6 * mm, fill=1)
        super().draw()


class Ratings(Flowable):
    """R A G to ring, and a line for the date."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = 24 * mm, 14.5 * mm

    def draw(self) -> None:
        """Draw circles, letters and line."""
        canvas, radius = self.canv, 2.75 * mm
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(0.7)
        canvas.setFont("Sans-Bold", 9.5)
        for place, letter in enumerate("RAG"):
            middle = radius + place * 6.5 * mm
            canvas.circle(middle, self.height - radius, radius)
            canvas.drawCentredString(middle, self.height - radius - 3.2, letter)
        canvas.setFont("Sans", 9.5)
        canvas.setFillColor(SOFT)
        canvas.drawString(0, 1 * mm, "Date")
        canvas.setLineWidth(0.5)
        canvas.line(0, 0, self.width, 0)


class EntryList(TableOfContents):
    """The entries of the last pass: level, text, page and key of each."""

    _lastEntries: list[tuple[int, str, int, str]]  # has no public name, and none in the stubs


class InThisPack(EntryList):
    """The list of the topics with their pages."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lay out the entries of the last pass."""
        rows = [
            [
                Paragraph(f'<font name="Sans-Bold" color="#7a1c27">{number}</font>', ENTRY),
                Paragraph(f'<a href="#{key}">{text}</a>', ENTRY),
                Paragraph(str(page), ParagraphStyle("page", ENTRY, alignment=2)),
            ]
            for number, (_, text, page, key) in enumerate(self._lastEntries or [(0, "", 0, "")], 1)
        ]
        style: list[Any] = [
            *_PLAIN,
            ("TOPPADDING", (0, 0), (-1, -1), 1.25 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.25 * mm),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, SOFT),
        ]
        self._table = Table(rows, [7 * mm, 93 * mm, 15 * mm], style=style, hAlign="LEFT")
        self.width, self.height = self._table.wrapOn(self.canv, width, height)
        return self.width, self.height


class Tracker(EntryList):
    """The topics again, with marks for the pen."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lay out the entries of the last pass."""
        heads = ("Section and pages", "Same day", "Day 2", "Day 7", "Day 21")
        rows: list[list[Any]] = [[Paragraph(head, CELL_BOLD) for head in heads]]
        for number, (_, text, page, key) in enumerate(self._lastEntries or [(0, "", 0, "")], 1):
            name = Paragraph(f'<font color="#7a1c27">{number}</font>', ParagraphStyle("n", ENTRY, fontName="Sans-Bold"))
            title = Paragraph(f'<a href="#{key}"><b>{text}</b></a>', ENTRY)
            learn = Paragraph(f'<a href="#{key}">Learn <b>{page}</b></a>', NOTE)
            entry = Table([[name, [title, learn]]], [7 * mm, 56 * mm], style=_PLAIN)
            rows.append([entry, *(Ratings() for _ in range(4))])
        self._table = Table(rows, [67 * mm, 28 * mm, 28 * mm, 28 * mm, 24 * mm], repeatRows=1, style=_TRACKER)
        self.width, self.height = self._table.wrapOn(self.canv, width, height)
        return self.width, self.height


class Pack(BaseDocTemplate):
    """A4 pages with running heads and folios."""

    def __init__(self, output: str) -> None:
        super().__init__(output, pagesize=A4, title=TITLE, lang="en-GB")
        frame = Frame(LEFT, FOOT, WIDTH, A4[1] - TOP - FOOT, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("cover", frame, self._foot), PageTemplate("sheet", frame, self._foot)])
        self.pageTemplates[1].onPageEnd = self._head
        self.running = ("", "")

    def beforeDocument(self) -> None:
        """Begin each pass alike."""
        self.running = (TITLE, "")

    def afterFlowable(self, flowable: Flowable) -> None:
        """Tell the contents of a topic."""
        if isinstance(flowable, TopicTitle):
            text, _, key = flowable.entry
            self.running = (f"{flowable.number}  {text}", "Learn")
            self.notify("TOCEntry", (0, text, self.page, key))

    def _head(self, canvas: Any, _: BaseDocTemplate) -> None:
        canvas.setFont("Sans", 9.5)
        canvas.setFillColor(SOFT)
        canvas.drawString(LEFT, A4[1] - 18.2 * mm, self.running[0])
        canvas.setFont("Sans-Bold", 9.5)
        canvas.setFillColor(INK)
        canvas.drawRightString(A4[0] - RIGHT, A4[1] - 18.2 * mm, self.running[1])

    def _foot(self, canvas: Any, _: BaseDocTemplate) -> None:
        canvas.setFont("Sans", 9.5)
        canvas.setFillColor(SOFT)
        canvas.drawString(LEFT, 14.8 * mm, f"{TITLE} · Student edition")
        canvas.setFont("Sans-Bold", 11)
        canvas.setFillColor(INK)
        canvas.drawRightString(A4[0] - RIGHT, 14.8 * mm, str(self.page))


class TopicTitle(Titled):
    """The title of a topic, which the running head repeats."""

    number = 0


def _heading(title: str, key: str, level: int = 1, width: float = WIDTH) -> list[Flowable]:
    rule = HRFlowable(width, 1, color=ACCENT, spaceBefore=5 * mm, spaceAfter=1.4 * mm, hAlign="LEFT")
    return [CondPageBreak(45 * mm), rule, Titled(title, HEADING, level, key)]


def _grid(heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> Table:
    cells = [[Paragraph(head, CELL_BOLD) for head in heads]]
    cells += [[Paragraph(first, CELL_BOLD), *(Paragraph(cell, CELL) for cell in others)] for first, *others in rows]
    return Table(cells, [width * mm for width in widths], repeatRows=1, style=_GRID)


def _marked(runs: Iterable[Sequence[str]]) -> str:
    return "".join(f"<{mark}>{text}</{mark}>" if mark else text for mark, text in runs)


def _named(person: dict[str, str]) -> str:
    native = f'<br/><font name="Sans" size="9.5" color="#333333">{person["native"]}</font>' if person["native"] else ""
    return person["name"] + native


def _front() -> list[Flowable]:
    fields = Table(
        [[Paragraph(name, NOTE) for name in ("Name", "", "Class", "", "Exam date")]],
        [85 * mm, 5 * mm, 35 * mm, 5 * mm, 45 * mm],
        style=[*_PLAIN, *(("LINEBELOW", (place, 0), (place, 0), 0.5, SOFT) for place in (0, 2, 4))],
    )
    return [
        HRFlowable("100%", 2.5, color=ACCENT, spaceBefore=0, spaceAfter=2.5 * mm),
        Paragraph("Revision pack · A level History", KICKER),
        Spacer(1, 5 * mm),
        Paragraph(TITLE, COVER),
        Spacer(1, 10 * mm),
        fields,
        Spacer(1, 6 * mm),
        *_heading("In this pack", "contents", 0, MAIN),
        InThisPack(),
        NextPageTemplate("sheet"),
        PageBreak(),
        Paragraph("Contents and tracker", PAGE_TITLE),
        Paragraph(
            "Ring R, A or G after each visit: <b>R</b> could not start, <b>A</b> with gaps, <b>G</b> from memory. "
            "Write the date. A wrong answer moves the next visit closer.",
            ParagraphStyle("intro", BODY, rightIndent=WIDTH - MAIN),
        ),
        Tracker(),
    ]


def _learn(number: int, topic: dict) -> list[Flowable]:
    key = topic["id"]
    title = TopicTitle(topic["title"], TOPIC_TITLE, 0, key)
    title.number = number
    points: list[Any] = [ListItem(Paragraph(point, TERM), bulletColor=ACCENT, value="•") for point in topic["summary"]]
    bullets = ListFlowable(points, bulletType="bullet", leftIndent=3.2 * mm, bulletFontSize=11, bulletFontName="Sans")
    story: list[Flowable] = [
        PageBreak(),
        HRFlowable("100%", 2.5, color=ACCENT, spaceBefore=0, spaceAfter=1.25 * mm),
        Paragraph("Section 1", KICKER),
        title,
        Paragraph(topic["enquiry"], ENQUIRY),
        Spacer(1, 11 * mm),
    ]
    story.append(Table([[Titled("Summary", BOX_LABEL, 1, f"{key}-s")], [bullets]], [WIDTH], style=_BOX))
    for place, text in enumerate(topic["texts"]):
        story += _heading(text["title"], f"{key}-{place}")
        story += [Paragraph(_marked(runs), BODY) for runs in text["paragraphs"]]
    people = [(_named(person), person["role"], person["why"]) for person in topic["people"]]
    story += _heading("Key figures", f"{key}-k")
    story.append(_grid(("Name", "Role", "Why they matter"), (40, 43, 92), people))
    story += _heading("Timeline", f"{key}-t")
    story += [Event(f"<b>{date}</b><br/>{event}", EVENT) for date, event in topic["dates"]]
    story += _heading("Glossary", f"{key}-g")
    story += [Paragraph(f"<b>{term}.</b> {meaning}", TERM) for term, meaning in topic["terms"]]
    story += _heading("Causes and effects", f"{key}-c")
    story.append(_grid(("Change", "Cause", "Effect"), (40, 69, 66), topic["table"]))
    return story


def main(arguments: Sequence[str]) -> None:
    """Make the pack."""
    data, ids, fonts, output = arguments
    topics = [json.loads((Path(data) / f"{name}.json").read_text(encoding="utf-8")) for name in ids.split(",")]
    for name, file in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(Path(fonts) / file)))
    pdfmetrics.registerFontFamily("Sans", "Sans", "Sans-Bold", "Sans-Italic", "Sans-Bold")
    pdfmetrics.registerFontFamily("Serif", "Serif", "Serif-Bold", "Serif", "Serif-Bold")
    story = _front()
    for number, topic in enumerate(topics, 1):
        story += _learn(number, topic)
    Pack(output).multiBuild(story)
