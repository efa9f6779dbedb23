"""A small pack made by hand that has one of everything: for tests of the binder and of the conformance tools."""

from __future__ import annotations

import hashlib
import zlib

from packgen.sheet.sheet import Chapter, Image, Pack, Part, Sheet
from packgen.sheet.structure import Element
from tests.support.pages import HandMade, pack, plain_sheet

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
        Part("Khrushchev", (Chapter("The Anti-Party Group", (learn(), plain_sheet("Recall", heading="H2"))),)),
        Part("Stalin", (Chapter("Rise", (rise,)), Chapter("Sources", (plain_sheet("Sources"),)))),
    )
    return pack(
        front=front(),
        parts=parts,
        title=TITLE,
        authors=("Анна Б.", "C. D. & Co"),
        subject="A-level history <revision>",
        date=date,
    )
