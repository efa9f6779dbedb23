"""Sheets made by hand, to test binding without typesetting."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

from packgen.sheet.glyphs import masks
from packgen.sheet.sheet import Chapter, Image, Link, OutlineEntry, Pack, PackPart, Sheet
from packgen.sheet.structure import LINK, Element, flatten
from packgen.text.faces import Faces
from packgen.text.shaping import expand
from packgen.theme.design import Design, load_design

A4 = (210 / 25.4 * 72, 297 / 25.4 * 72)


@cache
def design(profile: str = "standard", paper: str = "a4", single_sided: bool = False) -> Design:
    return load_design(profile=profile, paper=paper, single_sided=single_sided)


@cache
def faces(profile: str = "standard") -> Faces:
    return Faces(design(profile).families)


class HandMade:
    """A sheet drawn line by line; every line is one marked-content sequence of the element it is given."""

    def __init__(self, root: Element | None = None, page_size: tuple[float, float] | None = None) -> None:
        self.root = root or Element("Sect")
        self.page_size = page_size or (design().page_width, design().page_height)
        self._streams: list[bytes] = []
        self._operators: list[str] = []
        self._mcid = 0
        self._links: list[Link] = []
        self._outline: list[OutlineEntry] = []
        self._glyphs: set[int] = set()
        self._images: list[Image] = []
        self.pack_headed: set[int] = set()
        self.bare: set[int] = set()

    @property
    def page(self) -> int:
        return len(self._streams)

    def line(
        self, element: Element, y: float, words: str, x: float = 60.0, size: float = 11.0, bold: bool = False
    ) -> tuple[float, float, float, float]:
        """Draw words at a height; return the rectangle around them."""
        face = faces().index("text", bold)
        space = faces().space(face)
        shaped = [faces().word(face, word) for word in words.split(" ")]
        for word in (*shaped, space):
            self._glyphs.update(word.glyphs)
        width = (sum(word.width for word in shaped) + space.width * (len(shaped) - 1)) * size / 1000
        piece = expand(space.piece.join(word.piece for word in shaped), size)
        self.content(element, f"BT 0.1 0.1 0.1 rg /F{face} {size:g} Tf {x:g} {y:g} Td [({piece})] TJ ET")
        return x, y - 3, x + width, y + size

    def content(self, element: Element, operators: str) -> None:
        """Draw operators as content of an element."""
        element.kids.append((self.page, self._mcid))
        self._operators.append(f"/{element.tag}<</MCID {self._mcid}>>BDC\n{operators}\nEMC")
        self._mcid += 1

    def artifact(self, operators: str) -> None:
        self._operators.append(f"/Artifact BMC\n{operators}\nEMC")

    def raw(self, operators: str) -> None:
        """Draw operators just as they are."""
        self._operators.append(operators)

    def link(
        self,
        element: Element,
        rectangle: tuple[float, float, float, float],
        target: str | tuple[int, int, float],
        description: str,
    ) -> None:
        element.kids.append((LINK, len(self._links)))
        self._links.append(Link(self.page, rectangle, target, description))

    def heading(self, title: str, y: float) -> None:
        self._outline.append(OutlineEntry(title, self.page, y))

    def image(self, element: Element, image: Image, x: float, y: float, width: float, height: float) -> None:
        if image not in self._images:
            self._images.append(image)
        self.content(element, f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm /{image.name} Do Q")

    def frame_edges(self) -> tuple[float, float]:
        """Return the heights of the frame's lower and upper edge."""
        frame = design().frame(True)
        return frame.y, frame.y + frame.height

    def end_page(self) -> None:
        operators = "\n".join(self._operators).encode("latin-1")
        self._streams.append(zlib.compress(operators) if operators else b"")
        self._operators, self._mcid = [], 0

    def sheet(self, title: str = "Learn", language: str = "en-GB") -> Sheet:
        return Sheet(
            title,
            language,
            self.page_size,
            tuple(self._streams),
            frozenset(self.pack_headed),
            frozenset(self.bare),
            flatten(self.root, len(self._streams), len(self._links)),
            tuple(self._links),
            tuple(self._outline),
            masks(self._glyphs),
            tuple(self._images),
        )


def plain_sheet(title: str = "Learn", pages: int = 1, heading: str = "H2", language: str = "en-GB") -> Sheet:
    """Return a sheet with a heading, and a line on each page."""
    made = HandMade()
    made.heading(f"{title}: the heading", 780)
    made.line(Element(heading, made.root), 780, f"{title} heading", size=15, bold=True)
    for page in range(pages):
        made.line(Element("P", made.root), 740, f"{title}, page {page + 1}.")
        made.end_page()
    return made.sheet(title, language)


def front_sheet(title: str = "Contents") -> Sheet:
    """Return a one-page front with the pack's first heading."""
    made = HandMade()
    made.line(Element("H1", made.root), 600, "A pack", size=27, bold=True)
    made.end_page()
    return made.sheet(title)


def pack(
    *sheets: Sheet,
    front: Sheet | None = None,
    parts: Iterable[PackPart] | None = None,
    title: str = "Khrushchev in power 1953–1964",
    edition: str = "Student edition",
    language: str = "en-GB",
    authors: tuple[str, ...] = (),
    subject: str = "",
    date: int | None = None,
) -> Pack:
    """Return a pack of sheets, each a chapter of its own unless parts are given, each set for the side it falls on."""
    front = front or front_sheet()
    chapters = tuple(Chapter(sheet.title, (sheet,)) for sheet in sheets)
    made = Pack(
        title,
        edition,
        language,
        authors,
        subject,
        front,
        tuple(parts) if parts is not None else (PackPart("Khrushchev", chapters),),
        date,
    )
    following = accumulate([len(front.pages), *(len(sheet.pages) for sheet in made.sheets())])
    placed = iter([sheet._replace(verso=page % 2 == 1) for sheet, page in zip(made.sheets(), following, strict=False)])
    return made._replace(
        parts=tuple(
            part._replace(
                chapters=tuple(
                    chapter._replace(sheets=tuple(next(placed) for _ in chapter.sheets)) for chapter in part.chapters
                )
            )
            for part in made.parts
        )
    )
