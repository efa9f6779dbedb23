"""A section to fill in, filled in by a program: what is typed shows, in Cyrillic too, and where it belongs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.bind.filling import fill, render
from tests.support.kinds import built
from tests.support.pdf import open_pdf, qpdf_problems

SCALE = 2.0
SECTION = "khrushchev/anti-party-group"
KINDS = ("fillable", "fillable-large-print")


@cache
def blank(kind: str) -> bytes:
    with TemporaryDirectory() as folder:
        [path] = built(kind, Path(folder))
        return path.read_bytes()


def fields(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fields by name, as long as the file is open."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


@cache
def values(kind: str) -> dict[str, str | bool]:
    """Something for every field: each line a text of its own, and of the boxes every second one."""
    found: dict[str, str | bool] = {}
    pdf = open_pdf(blank(kind))
    for number, (name, field) in enumerate(fields(pdf).items()):
        found[name] = f"Щё{number}" if field.FT == "/Tx" else number % 2 == 0
    return found


@cache
def filled(kind: str) -> bytes:
    return fill(blank(kind), {name: value for name, value in values(kind).items() if value})


def places(kind: str) -> dict[int, dict[str, tuple[int, int, int, int]]]:
    """For each page with fields, their rectangles in dots: left, top, right, bottom."""
    found: dict[int, dict[str, tuple[int, int, int, int]]] = {}
    pdf = open_pdf(blank(kind))
    for number, page in enumerate(pdf.pages):
        height = float(page.mediabox[3])
        for widget in page.get("/Annots", []):
            if widget.Subtype == "/Widget":
                left, bottom, right, top = (float(edge) for edge in widget.Rect)
                edges = (left, height - top, right, height - bottom)
                found.setdefault(number, {})[str(widget.T)] = tuple(round(edge * SCALE) for edge in edges)  # type: ignore[assignment]
    return found


def new_ink(kind: str, page: int) -> Image.Image:
    difference = ImageChops.subtract(render(blank(kind), page, SCALE), render(filled(kind), page, SCALE))
    return difference.point(lambda level: 255 if level > 64 else 0)


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_filled_in_is_kept(kind: str) -> None:
    pdf = open_pdf(filled(kind))
    found = fields(pdf)
    for name, value in values(kind).items():
        if isinstance(value, str):
            assert str(found[name].V) == value
        else:
            assert (found[name].AS == "/On") == value


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_filled_in_shows_in_its_place_and_nowhere_else(kind: str) -> None:
    pages = places(kind)
    assert sum(map(len, pages.values())) == len(values(kind)) > 60
    for page, rectangles in pages.items():
        ink = new_ink(kind, page)
        for name, rectangle in rectangles.items():
            shown = ink.crop(rectangle).getbbox()
            assert (shown is not None) == bool(values(kind)[name]), name
        for left, top, right, bottom in rectangles.values():
            ink.paste(0, (left - 1, top - 1, right + 1, bottom + 1))  # the outline is smoothed with what is typed
        assert ink.getbbox() is None, f"page {page + 1}"


def test_a_reader_finds_the_cyrillic_in_a_copy_that_is_flat() -> None:
    """In the glyphs that are drawn, then, and not only in the value of a field."""
    words = {f"{SECTION}/recall/A/1": "Хрущёв", f"{SECTION}/recall/B/1": "антипартийная"}
    after = fill(blank("fillable"), words)
    assert qpdf_problems(after) == []
    document = pypdfium2.PdfDocument(after)
    document.init_forms()
    number = next(number for number, found in places("fillable").items() if f"{SECTION}/recall/A/1" in found)
    page = document[number]
    page.flatten()
    page.close()
    shown = document[number].get_textpage().get_text_range()
    assert [word for word in words.values() if word not in shown] == []
