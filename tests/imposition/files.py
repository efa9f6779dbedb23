"""PDFs to lay out: one as packgen binds it, and ones that it did not make."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from packgen.bind.document import bind
from tests.support.pages import design, faces, pack, plain_sheet

A4 = (595.0, 842.0)
A5 = (420.0, 595.0)


@cache
def own(pages: int, title: str = "Learn", profile: str = "standard") -> bytes:
    """Return a file as packgen binds it, of at least two pages: page n after the front says “Learn, page n.”."""
    return bind(pack(plain_sheet(title, pages=pages - 1)), faces(profile), design(profile))


def foreign(*pages: Mapping[str, object], size: float = 11) -> bytes:
    """Return a file that packgen did not make, with the entries of each page given; page n has the text “page n”."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number, entries in enumerate(pages, 1):
        content = f"BT /F1 {size:g} Tf 100 300 Td (page {number} has some words) Tj ET 100 280 60 9 re f".encode()
        made: dict[str, Any] = {"MediaBox": [0, 0, *A4], **entries}
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
            Contents=pdf.make_stream(content),
        )
        for key, value in made.items():
            page[f"/{key}"] = pikepdf.Array(value) if isinstance(value, list) else value
        pdf.pages.append(pikepdf.Page(page))
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a file that qpdf finds no fault with."""
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    return pdf


def rendered(data: bytes, page: int, scale: float = 0.5) -> Image.Image:
    """Return a page as it is seen, with what its fields show."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return document[page].render(scale=scale).to_pil().convert("RGB")


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures differ in size or anywhere."""
    return one.size != other.size or ImageChops.difference(one, other).getbbox() is not None
