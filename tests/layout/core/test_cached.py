from __future__ import annotations

import re
import zlib
from typing import Any

import pytest

from packgen.layout.core.cached import CachedFlowable, FlowableCache
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import Fields
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.text.faces import Faces
from packgen.theme.design import load_design
from tests.support.tags import struct_elems

DESIGN = load_design("classic", "standard", "a4", False)
SETTING = Setting(DESIGN, Faces(DESIGN.families))


class Linked(Flowable):
    """A word that is a link to the second sheet after the first it knows."""

    def __init__(self, parent: Element) -> None:
        self.link = Element("Link", Element("Reference", parent))
        self.text = Paragraph(SETTING, "see", "body", self.link)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.text.wrap(width, height)
        return self.width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        self.text.drawOn(canvas, x, y)
        canvas.link(self.link, (x, y, x + 10, y + 5), (2, 0, 100.0), "see")


def heading(parent: Element) -> Heading:
    return Heading(SETTING, "In this pack", parent, note="a note")


def words(parent: Element) -> Paragraph:
    return Paragraph(SETTING, "One *two* three. " * 40, "body", Element("P", parent))


def sheet(root: Element, *flowables: tuple[Flowable, float, float]) -> Sheet:
    canvas = SheetCanvas(SETTING.faces, (600.0, 800.0), root)
    for flowable, x, y in flowables:
        flowable.wrap(200.0, 500.0)
        flowable.drawOn(canvas, x, y)
    canvas.showPage()
    return canvas.finish("T", "en-GB")


def moved(code: bytes) -> list[tuple[str, float, float]]:
    """Return what is shown, and where: text positions with the translations in force."""
    out, x, y = [], 0.0, 0.0
    text = zlib.decompress(code).decode("latin-1")
    for match in re.finditer(r"1 0 0 1 (\S+) (\S+) cm|^Q|(\S+) (\S+) Td[^\[]*(.*?\]TJ)", text, re.MULTILINE):
        if match[1]:
            x, y = float(match[1]), float(match[2])
        elif match[3]:
            out.append((match[5], round(x + float(match[3]), 1), round(y + float(match[4]), 1)))
        else:
            x = y = 0.0
    return out


@pytest.mark.parametrize("make", [heading, words])
def test_a_copy_is_what_was_drawn_at_its_place(make: Any) -> None:
    cache = FlowableCache()
    live = Element("Sect")
    wanted = sheet(live, (make(live), 50.0, 300.0))
    for _ in range(2):
        root = Element("Sect")
        cached = CachedFlowable(cache, "x", root, make)
        found = sheet(root, (cached, 50.0, 300.0))
        assert moved(found.pages[0]) == moved(wanted.pages[0])
        assert found.structure == wanted.structure
        assert found.outline == wanted.outline
        assert found.glyphs == wanted.glyphs
        assert (cached.height, cached.keep, cached.before) == (lambda one: (one.height, one.keep, one.before))(
            _wrapped(make)
        )


def _wrapped(make: Any) -> Flowable:
    one: Flowable = make(Element("Sect"))
    one.wrap(200.0, 500.0)
    return one


def test_it_is_made_once() -> None:
    cache, made = FlowableCache(), []

    def make(parent: Element) -> Paragraph:
        made.append(parent)
        return words(parent)

    for _ in range(3):
        root = Element("Sect")
        sheet(root, (CachedFlowable(cache, "x", root, make), 0.0, 0.0))
    assert len(made) == 1


def test_marks_and_links_are_numbered_in_the_sheet_they_come_to() -> None:
    cache = FlowableCache()
    root = Element("Sect")
    parts = [CachedFlowable(cache, "l", root, Linked, first) for first in (3, 7)]
    found = sheet(root, (words(root), 0.0, 400.0), (parts[0], 0.0, 0.0), (parts[1], 20.0, 30.0))
    assert [link.target for link in found.links] == [(5, 0, 100.0), (9, 0, 100.0)]
    assert found.links[1].rectangle == (20.0, 30.0, 30.0, 35.0)
    assert [row.tag for row in struct_elems(found.structure) if row.tag in ("P", "Link")] == ["Link", "Link", "P"]
    assert len(found.structure.owners[0]) == len(set(range(len(found.structure.owners[0]))))


def test_the_order_of_reading_is_that_of_making() -> None:
    cache = FlowableCache()
    for _ in range(2):
        root = Element("Sect")
        first, second = CachedFlowable(cache, "h", root, heading), CachedFlowable(cache, "w", root, words)
        found = sheet(root, (second, 0.0, 0.0), (first, 0.0, 300.0))
        assert [row.tag for row in struct_elems(found.structure)][:3] == ["Sect", "H2", "P"]


def test_a_name_keeps_its_place() -> None:
    cache = FlowableCache()
    for _ in range(2):
        root = Element("Sect")
        cached = CachedFlowable(cache, "f", root, lambda parent: Fields(SETTING, parent, [("Name", 1.0)], named=True))
        found = sheet(root, (cached, 40.0, 100.0))
        [reference] = found.references
        assert reference.target is None
        assert reference.x > 40.0
        assert reference.y > 100.0
        assert struct_elems(found.structure)[found.structure.owners[0][reference.mcid]].tag == "P"


def test_what_is_divided_is_the_thing_itself() -> None:
    cache = FlowableCache()
    for _ in range(2):
        root = Element("Sect")
        cached = CachedFlowable(cache, "w", root, words)
        cached.wrap(200.0, 100.0)
        head, tail = cached.split(200.0, 60.0)
        found = sheet(root, (head, 0.0, 500.0), (tail, 0.0, 100.0))
        assert len(moved(found.pages[0])) == 2
        assert [row.tag for row in struct_elems(found.structure) if row.tag == "P"] == ["P"]


@pytest.mark.parametrize("most", [0, 2])
def test_a_cache_is_bounded(most: int) -> None:
    cache = FlowableCache(most)
    for number in range(5):
        CachedFlowable(cache, number, Element("Sect"), words)
    assert len(cache) == most


def test_a_cache_that_keeps_nothing_draws_the_same() -> None:
    drawn = []
    for cache in (FlowableCache(), FlowableCache(0)):
        root = Element("Sect")
        cached = CachedFlowable(cache, "w", root, words)
        cached.wrap(200.0, 100.0)
        drawn.append(sheet(root, (cached, 0.0, 500.0)).pages)
    assert drawn[0] == drawn[1]
