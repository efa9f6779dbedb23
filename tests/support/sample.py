"""A small pack made by hand that has one of everything: for tests of the binder and of the conformance tools."""

from __future__ import annotations

import hashlib
import zlib
from typing import Literal

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.strokes import box
from packgen.layout.text.field import outline
from packgen.sheet.sheet import Chapter, Image, Pack, PackPart, Pages, PageWords, Sheet
from packgen.sheet.structure import Element
from tests.support.pages import HandMade, design, faces, pack, plain_sheet

TITLE = "Khrushchev (Хрущёв) & the <Presidium>, 1953–1964"


def picture() -> Image:
    """Return a picture of four samples."""
    data = zlib.compress(bytes.fromhex("7a1c27ffffffffffff0b4a66"))
    return Image(f"Im{hashlib.sha256(data).hexdigest()[:8]}", 2, 2, 3, "FlateDecode", data)


def front() -> Sheet:
    """Return a cover and a page of contents whose lines lead to the sheets of the pack."""
    made = HandMade()
    made.line(Element("H1", made.root), 600, TITLE, size=20, bold=True)
    made.end_page()
    made.heading("Contents", 780)
    made.line(Element("H2", made.root), 780, "Contents", size=15, bold=True)
    toc = Element("TOC", made.root)
    for place, words in enumerate(("Learn 3", "Recall 5", "Rise 6")):
        link = Element("Link", Element("Reference", Element("TOCI", toc)))
        rectangle = made.line(link, 740 - 20 * place, words)
        made.link(link, rectangle, (place, 0, 800.0), f"{words}: go to the page")
    made.end_page()
    return made.sheet("Contents")


def learn() -> Sheet:
    """Return two pages with a list, a table, a figure, a wrapped link, Cyrillic and a paragraph over the page's end."""
    made = HandMade()
    made.pack_headed.add(0)
    root = made.root
    made.artifact("0.478 0.11 0.153 RG 2.5 w 57 770 m 552 770 l S")
    made.heading("The Anti-Party Group", 750)
    made.line(Element("H2", root), 750, "The Anti-Party Group, June 1957", size=18, bold=True)
    _people(made)
    _list(made)
    _table(made)
    paragraph = Element("P", root)
    made.line(paragraph, 480, "See the ")
    link = Element("Link", paragraph)
    for y, words in ((480, "archive of "), (464, "the Хрущёв papers")):
        rectangle = made.line(link, y, words, x=110 if y == 480 else 60)
        made.link(link, rectangle, "https://example.org/Хрущёв?a=(1)&b=2", "The Khrushchev papers")
    made.line(paragraph, 464, " for more.", x=170)
    bottom, top = made.frame_edges()
    figure = Element("Figure", root, alt="A red square beside a blue one", bbox="60 300 160 400")
    made.image(figure, picture(), 60, 300, 100, 100)
    split = Element("P", root)
    made.line(split, bottom + 10, "This paragraph begins at the foot of a page ")
    made.end_page()
    made.line(split, top - 20, "and ends at the head of the next.")
    made.end_page()
    return made.sheet("Learn")


def _people(made: HandMade) -> None:
    paragraph = Element("P", made.root)
    made.line(paragraph, 720, "Nikita Khrushchev (")
    made.line(Element("Span", paragraph, lang="ru"), 720, "Никита Хрущёв, Молото́в", x=170)
    made.line(paragraph, 720, ") won. ★", x=310)


def _list(made: HandMade) -> None:
    listing = Element("L", made.root, numbering="Decimal")
    for number, words in enumerate(("18 June. The Presidium meets.", "22 June. The plenum meets."), 1):
        item = Element("LI", listing)
        made.line(Element("Lbl", item), 700 - 16 * number, f"{number} ", bold=True)
        made.line(Element("P", Element("LBody", item)), 700 - 16 * number, words, x=75)


def _table(made: HandMade) -> None:
    table = Element("Table", made.root, title="Votes")
    head = Element("TR", Element("THead", table))
    for column, words in enumerate(("Name", "Vote, and why")):
        spans = {"colspan": "2"} if column else {}
        cell = Element("TH", head, scope="Column", **spans)
        made.line(Element("P", cell), 600, words, x=60 + 120 * column, bold=True)
    body = Element("TBody", table)
    for line, (name, vote, why) in enumerate((("Molotov", "against", "old quarrels"), ("Mikoyan", "for", ""))):
        row = Element("TR", body)
        made.line(Element("P", Element("TH", row, scope="Row")), 580 - 16 * line, name)
        made.line(Element("P", Element("TD", row)), 580 - 16 * line, vote, x=180)
        cell = Element("TD", row)
        if why:
            made.line(Element("P", cell), 580 - 16 * line, why, x=300)


def sample_pack(date: int | None = None) -> Pack:
    """Return the pack: two topics, three sheets, the last in another language and with a blank page."""
    blank = HandMade()
    blank.heading("Rise", 780)
    blank.line(Element("H2", blank.root), 780, "Подъём Хрущёва", size=15, bold=True)
    blank.end_page()
    blank.end_page()
    rise = blank.sheet("Rise", "ru")
    parts = (
        PackPart("Khrushchev", (Chapter("The Anti-Party Group", (learn(), plain_sheet("Recall", heading="H2"))),)),
        PackPart("Stalin", (Chapter("Rise", (rise,)), Chapter("Sources", (plain_sheet("Sources"),)))),
    )
    return pack(
        front=front(),
        parts=parts,
        title=TITLE,
        authors=("Анна Б.", "C. D. & Co"),
        subject="A-level history <revision>",
        date=date,
    )


LEARN, RECALL, ANSWERS = "khrushchev/fall/learn", "khrushchev/fall/recall", "khrushchev/fall/check"
"""Names of the sheets of the worksheet's pack; the answers are in another file."""


class Worksheet:
    """A sheet of one page with references and fields, drawn on the canvas that blocks draw on.

    Attributes:
        left, top: of the frame, in points.
        pitch: of the writing lines.
    """

    def __init__(self, profile: str = "standard") -> None:
        self.design = design(profile)
        self.root = Element("Sect")
        self.canvas = SheetCanvas(faces(profile), (self.design.page_width, self.design.page_height), self.root)
        frame = self.design.frame(True)
        self.left, self.top = frame.x, frame.y + frame.height
        self.right = frame.x + frame.width
        self.pitch = self.design.length("writing-line")

    def text(self, tag: str, role: str, drop: float, words: str) -> Element:
        """Draw words at the left edge, so far below the top; return the element that holds them."""
        style = self.design.style(role)
        element = Element(tag, self.root)
        face = self.canvas.faces.index(style.family, style.bold, False)
        self.canvas.show(element, face, style.size, style.colour, self.left, self.top - drop, words)
        return element

    def refer(self, parent: Element, drop: float, words: PageWords, *, right: bool = False) -> None:
        """Keep room for a reference in the middle of a line, or at its right edge."""
        x = self.right if right else self.left + 200
        self.canvas.reference(Element("Span", parent), x, self.top - drop, right, "note", words)

    def write(self, parent: Element, drop: float, lines: int, name: str, description: str) -> None:
        """Outline room for writing lines under a height, and make a field of it."""
        top = self.top - drop
        kind: Literal["line", "lines"] = "line" if lines == 1 else "lines"
        rectangle = (self.left, top - lines * self.pitch, self.right, top)
        outline(self.canvas, self.design, rectangle)
        self.canvas.field(Element("Form", parent), rectangle, name, description, kind)

    def tick(self, parent: Element, drop: float, x: float, name: str, description: str) -> None:
        """Draw a box with a field over it."""
        side, at = self.design.length("tick-size"), self.left + x
        box(self.canvas, self.design.rule("tick"), at, self.top - drop, side, side)
        rectangle = (at, self.top - drop, at + side, self.top - drop + side)
        self.canvas.field(Element("Form", parent), rectangle, name, description, "tick")

    def sheet(self, name: str = RECALL) -> Sheet:
        """End the page and return the sheet."""
        self.canvas.showPage()
        return self.canvas.finish("Recall", "en-GB", name)


def worksheet(profile: str = "standard", fields: bool = True) -> Sheet:
    """Return a sheet with four references, and with two lines to fill in, a field of several and two boxes to tick."""
    made = Worksheet(profile)
    heading = made.text("H2", "heading", 40, "Recall")
    made.refer(heading, 40, PageWords("pages {}", "", Pages(LEARN, 0, 1)), right=True)
    task = made.text("P", "body", 80, "Who led the Party?")
    made.refer(task, 80, PageWords("8 marks · page {}", "8 marks", Pages(LEARN, 1, 1)), right=True)
    made.refer(task, 80, PageWords("answers on page {}", "", Pages(ANSWERS, 0, 0)))
    if fields:
        made.write(task, 90, 1, "A.1", "Task A, blank 1")
        made.write(task, 140, 1, "A.2", "Task A, blank 2")
    other = made.text("P", "body", 230, "Why did he fall?")
    made.refer(other, 230, PageWords("see page {}", "see the Learn sheet", Pages("stalin/rise/learn", 0, 0)))
    if fields:
        made.write(other, 250, 4, "B.1", "Task B, blank 1")
        for number, option in enumerate(("for", "against"), 1):
            made.tick(other, 480, 60.0 * number, f"C.1.{number}", f"Task C, blank 1: {option}")
    return made.sheet()


def worksheet_pack(profile: str = "standard", fields: bool = True) -> Pack:
    """Return a pack in which the worksheet refers to the two pages before it."""
    read = plain_sheet(pages=2)._replace(name=LEARN)
    return pack(read, worksheet(profile, fields))
