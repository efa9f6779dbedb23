"""fpdf2, which writes no tags: ``fpdf2_pack.main([data, ids, fonts, output])``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from fpdf import FPDF, FontFace
from fpdf.enums import MethodReturnValue, TableBordersLayout
from fpdf.outline import OutlineSection

TITLE = "Modern history"
INK, SOFT, ACCENT = 0x1A, 0x33, (0x7A, 0x1C, 0x27)
LEFT, TOP, WIDTH, MAIN, FOOT = 20.0, 25.0, 175.0, 115.0, 22.0
"""Millimetres: margins, the text's width, its main column, and what is kept free at the foot."""

_PT = 25.4 / 72
_FACES = [
    ("Sans", "", "source-sans-3/SourceSans3-Regular.ttf"),
    ("Sans", "B", "source-sans-3/SourceSans3-Bold.ttf"),
    ("Sans", "I", "source-sans-3/SourceSans3-Italic.ttf"),
    ("Serif", "", "source-serif-4/SourceSerif4-Regular.ttf"),
    ("Serif", "B", "source-serif-4/SourceSerif4-Bold.ttf"),
]
_ROW = 19.5
_VISITS = [("Same day", 67.0), ("Day 2", 95.0), ("Day 7", 123.0), ("Day 21", 151.0)]


class Pack(FPDF):
    """A4 pages with running heads and folios."""

    running = ("", "")

    def __init__(self, fonts: str) -> None:
        super().__init__(format="A4")
        for family, style, file in _FACES:
            self.add_font(family, style, Path(fonts) / file)
        self.set_margins(LEFT, TOP, 15)
        self.set_auto_page_break(True, FOOT)
        self.set_title(TITLE)
        self.set_lang("en-GB")
        self.c_margin = 0

    def header(self) -> None:
        """Draw what the page belongs to; the cover has no head."""
        if self.page > 1:
            self.set_xy(LEFT, 14.5)
            self._type("", 9.5, SOFT)
            self.cell(MAIN, 5, self.running[0])
            self._type("B", 9.5)
            self.cell(WIDTH - MAIN, 5, self.running[1], align="R")
        self.set_xy(LEFT, TOP)

    def footer(self) -> None:
        """Draw the pack's title and the folio."""
        self.set_xy(LEFT, 278.5)
        self._type("", 9.5, SOFT)
        self.cell(MAIN, 5, f"{TITLE} · Student edition")
        self._type("B", 11)
        self.cell(WIDTH - MAIN, 5, str(self.page_no()), align="R")

    def _type(self, style: str, size: float, colour: int | tuple[int, int, int] = INK, family: str = "Sans") -> None:
        self.set_font(family, style, size)
        self.set_text_color(*(colour if isinstance(colour, tuple) else (colour,)))

    def _rule(self, y: float, points: float, left: float = LEFT, width: float = WIDTH, accent: bool = False) -> None:
        self.set_draw_color(*(ACCENT if accent else (SOFT,)))
        self.set_line_width(points * _PT)
        self.line(left, y, left + width, y)

    def _lines(self, text: str, width: float, step: float = 5, markdown: bool = False) -> None:
        self.multi_cell(width, step, text, align="L", markdown=markdown, new_x="LMARGIN", new_y="NEXT")

    def _tall(self, text: str, width: float, step: float = 5) -> float:
        height = self.multi_cell(width, step, text, align="L", dry_run=True, output=MethodReturnValue.HEIGHT)
        assert isinstance(height, float)
        return height

    def _room(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    # -- front

    def front(self, topics: Sequence[dict]) -> None:
        """Draw the cover, and keep room for what needs page numbers."""
        self.add_page()
        self._rule(TOP, 2.5, accent=True)
        self.set_y(TOP + 2.5)
        self._type("B", 10.5, ACCENT)
        self.cell(WIDTH, 5, "Revision pack · A level History", new_x="LMARGIN", new_y="NEXT")
        self.ln(5)
        self._type("B", 40, INK, "Serif")
        self.cell(WIDTH, 15, TITLE, new_x="LMARGIN", new_y="NEXT")
        self.ln(10)
        self._type("", 9.5, SOFT)
        for name, left, width in (("Name", 20, 85), ("Class", 110, 35), ("Exam date", 150, 45)):
            self.set_x(left)
            self.cell(width, 5, name)
            self._rule(self.y + 5, 0.5, left, width)
        self.ln(11)
        self.running = (TITLE, "")
        list_pages = _pages(len(topics), self.y + 10.4, TOP, 7.5)
        self.insert_toc_placeholder(_contents, list_pages + _pages(len(topics), TOP + 32.5, TOP + 10, _ROW))

    def contents(self, entries: Sequence[OutlineSection]) -> None:
        """Draw the list of the topics, then the tracker."""
        self._rule(self.y, 1, width=MAIN, accent=True)
        self.ln(1.4)
        self._type("B", 13.5)
        self.cell(MAIN, 7, "In this pack", new_x="LMARGIN", new_y="NEXT")
        self.ln(2)
        for number, entry in enumerate(entries, 1):
            self._room(7.5)
            link = self.add_link(page=entry.page_number)
            self._type("B", 11, ACCENT)
            self.cell(7, 7.5, str(number))
            self._type("", 11)
            self.cell(MAIN - 17, 7.5, entry.name, link=link)
            self.cell(10, 7.5, str(entry.page_number), align="R", new_x="LMARGIN", new_y="NEXT")
            self._rule(self.y, 0.4, width=MAIN)
        self.add_page()
        self._type("B", 24, INK, "Serif")
        self.cell(WIDTH, 12.5, "Contents and tracker", new_x="LMARGIN", new_y="NEXT")
        self._type("", 11)
        self._lines(
            "Ring R, A or G after each visit: **R** could not start, **A** with gaps, **G** from memory. Write the "
            "date. A wrong answer moves the next visit closer.",
            MAIN,
            markdown=True,
        )
        self._tracker_head()
        for number, entry in enumerate(entries, 1):
            if self.will_page_break(_ROW):
                self.add_page()
                self._tracker_head()
            self._tracker_row(number, entry)

    def _tracker_head(self) -> None:
        self._type("B", 10.5)
        self.ln(2.5)
        y = self.y
        self.cell(60, 5, "Section and pages")
        for name, left in _VISITS:
            self.set_xy(LEFT + left, y)
            self.cell(24, 5, name)
        self.set_xy(LEFT, y + 7.5)
        self._rule(self.y, 0.8)

    def _tracker_row(self, number: int, entry: OutlineSection) -> None:
        top = self.y
        link = self.add_link(page=entry.page_number)
        self.set_xy(LEFT, top + 2.5)
        self._type("B", 11, ACCENT)
        self.cell(7, 5, str(number))
        self._type("B", 11)
        self.set_x(LEFT + 7)
        self.multi_cell(57, 5, entry.name, align="L", link=link, new_x="LEFT", new_y="NEXT")
        self._type("", 9.5, SOFT)
        self.multi_cell(57, 5, f"Learn **{entry.page_number}**", markdown=True, link=link)
        for _, left in _VISITS:
            for place, letter in enumerate("RAG"):
                self.set_draw_color(INK)
                self.set_line_width(0.7 * _PT)
                x = LEFT + left + place * 6.5
                self.circle(x + 2.75, top + 5.25, 2.75)
                self._type("B", 9.5)
                self.set_xy(x, top + 2.75)
                self.cell(5.5, 5, letter, align="C")
            self._type("", 9.5, SOFT)
            self.set_xy(LEFT + left, top + 12)
            self.cell(24, 5, "Date")
            self._rule(top + 17, 0.5, LEFT + left, 24)
        self.set_xy(LEFT, top + _ROW)
        self._rule(self.y, 0.4)

    # -- Learn

    def learn(self, number: int, topic: dict, first: bool) -> None:
        """Draw a topic."""
        self.running = (f"{number}  {topic['title']}", "Learn")
        if not first:  # the pages of the contents have left a new one
            self.add_page()
        self._band(topic)
        self._summary(topic["summary"])
        for text in topic["texts"]:
            self._heading(text["title"], 15)
            self._type("", 11)
            for runs in text["paragraphs"]:
                self._lines(_marked(runs), WIDTH, markdown=True)
                self.ln(2.5)
            self.ln(-2.5)
        self._heading("Key figures", 25)
        people = [(_named(person), person["role"], person["why"]) for person in topic["people"]]
        self._table(("Name", "Role", "Why they matter"), (40, 43, 92), people)
        self._timeline(topic["dates"])
        self._heading("Glossary", 15)
        self._type("", 11)
        for place, (term, meaning) in enumerate(topic["terms"]):
            self.ln(1.25 if place else 0)
            self._lines(f"**{term}.** {meaning}", WIDTH, markdown=True)
        self._heading("Causes and effects", 25)
        rows = [(f"**{change}**", cause, effect) for change, cause, effect in topic["table"]]
        self._table(("Change", "Cause", "Effect"), (40, 69, 66), rows)

    def _band(self, topic: dict) -> None:
        top = self.y
        self._rule(top, 2.5, accent=True)
        self.set_y(top + 1.25)
        self._type("B", 10.5, ACCENT)
        self.cell(WIDTH, 5, "Section 1", new_x="LMARGIN", new_y="NEXT")
        self._type("B", 27, INK, "Serif")
        self.start_section(topic["title"], 0)
        self._lines(topic["title"], WIDTH, 12.5)
        self.ln(1.25)
        self._type("", 14, INK, "Serif")
        self._lines(topic["enquiry"], MAIN, 7.5)
        self.set_y(max(self.y, top + 35) + 5)

    def _summary(self, points: Sequence[str]) -> None:
        top, room = self.y, WIDTH - 10.2
        self._type("", 11)
        height = 10 + sum(self._tall(point, room) for point in points) + 1.25 * (len(points) - 1)
        self.set_draw_color(SOFT)
        self.set_line_width(0.6 * _PT)
        self.rect(LEFT, top, WIDTH, height)
        self._rule(top + 7.5, 0.4)
        self.set_fill_color(*ACCENT)
        self.rect(LEFT, top, 1.6, 7.5, "F")
        self.set_fill_color(0)  # or tables take it for their own
        self.start_section("Summary", 1)
        self.set_x(LEFT + 3.5)
        self._type("B", 15, ACCENT, "Serif")
        self.cell(WIDTH - 7, 7.5, "Summary", new_x="LMARGIN", new_y="NEXT")
        self.ln(1.25)
        for place, point in enumerate(points):
            self.ln(1.25 if place else 0)
            self.set_x(LEFT + 3.5)
            self._type("", 11, ACCENT)
            self.cell(3.2, 5, "•")
            self._type("", 11)
            self._lines(point, room)
        self.set_y(top + height)

    def _heading(self, title: str, following: float) -> None:
        """Draw a heading that stands on the page of what follows."""
        self._room(16.25 + following)
        if self.y > TOP:
            self.ln(5)
        self.start_section(title, 1)
        self._rule(self.y, 1, accent=True)
        self.ln(1.4)
        self._type("B", 13.5)
        self.cell(WIDTH, 7, title, new_x="LMARGIN", new_y="NEXT")
        self.ln(2.85)

    def _table(self, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
        self._type("", 10.5)
        self.set_draw_color(SOFT)
        self.set_line_width(0.4 * _PT)
        with self.table(
            col_widths=tuple(widths),
            width=WIDTH,
            line_height=5,
            headings_style=FontFace("Sans", "B", 10.5),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            text_align="L",
            v_align="T",
            markdown=True,
            padding=(1.25, 3, 1.25, 0),
        ) as table:
            table.row(heads)
            for row in rows:
                table.row(row)

    def _timeline(self, dates: Sequence[Sequence[str]]) -> None:
        self._heading("Timeline", 25)
        axis, last = LEFT + 1.6, 0.0
        for date, event in dates:
            self._type("", 10.5)
            self._room(5 + self._tall(event, WIDTH - 7))
            centre = self.y + 2.5
            self.set_draw_color(SOFT)
            self.set_line_width(0.6 * _PT)
            if TOP < last < centre:
                self.line(axis, last + 1.6, axis, centre - 1.6)
            self.set_draw_color(INK)
            self.set_line_width(0.9 * _PT)
            self.circle(axis, centre, 1.6)
            self._type("B", 10.5)
            self.set_x(LEFT + 7)
            self.cell(WIDTH - 7, 5, date, new_x="LMARGIN", new_y="NEXT")
            self._type("", 10.5)
            self.set_x(LEFT + 7)
            self._lines(event, WIDTH - 7)
            self.ln(1.25)
            last = centre


def _pages(rows: int, first: float, others: float, height: float) -> int:
    """Return how many pages rows take that begin so far down on the first page and on each of the others."""
    left = rows - int((297 - FOOT - first) / height)
    return 1 + max(0, -(-left // int((297 - FOOT - others) / height)))


def _contents(pack: FPDF, outline: Sequence[OutlineSection]) -> None:
    assert isinstance(pack, Pack)
    pack.contents([entry for entry in outline if entry.level == 0])


def _marked(runs: Iterable[Sequence[str]]) -> str:
    marks = {"b": "**", "i": "__", "": ""}
    return "".join(f"{marks[mark]}{text}{marks[mark]}" for mark, text in runs)


def _named(person: dict[str, str]) -> str:
    return f"**{person['name']}**" + (f"\n{person['native']}" if person["native"] else "")


def main(arguments: Sequence[str]) -> None:
    """Make the pack."""
    data, ids, fonts, output = arguments
    topics = [json.loads((Path(data) / f"{name}.json").read_text(encoding="utf-8")) for name in ids.split(",")]
    pack = Pack(fonts)
    pack.front(topics)
    for number, topic in enumerate(topics, 1):
        pack.learn(number, topic, first=number == 1)
    pack.output(output)
