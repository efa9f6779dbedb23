"""Merge several files into one, each of which begins on a new sheet: for printers that do not staple."""

from __future__ import annotations

from collections.abc import Iterable

from packgen.imposition.pages import Page
from packgen.imposition.printed import Printed
from packgen.imposition.source import open_source, reading
from packgen.imposition.stock import Taking
from packgen.pdf.objects import box


def merged(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return one file with the pages of all files in order.

    A file with an odd number of pages is followed by a blank page of its last page's size, so that each file begins on
    a new sheet. Equal objects of several files are written once. The result is for printing: it has no tags, links or
    form fields; the values of fields are drawn.

    Args:
        files: the name of each file in messages, and its bytes.

    Raises:
        OutputError: a file cannot be read; see `open_source`.
        ValueError: there are no files.
    """
    made, titles = Printed(), set()
    for shown, data in files:
        source = open_source(data, shown)
        taking = Taking(source, made.stock)
        with reading(source):
            made.layers(taking, source.layers)
            titles.add(source.title)
            for page in source.pages:
                made.page(_entries(page, taking))
        if len(source.pages) % 2:
            made.page(f"/MediaBox{box((0, 0, *source.sizes[-1]))}/Resources<<>>")
    if not made.pages:
        raise ValueError("no files to merge")
    return made.finished(titles.pop() if len(titles) == 1 else "")


def _entries(page: Page, taking: Taking) -> str:
    """Return the entries of a page's dictionary."""
    entries = f"/MediaBox{box(page.box)}/Resources {taking.value(page.resources)}"
    if page.rotation:
        entries += f"/Rotate {page.rotation}"
    if page.unit != 1:
        entries += f"/UserUnit {page.unit:f}"
    if page.group is not None:
        entries += f"/Group {taking.value(page.group)}"
    if page.contents:
        entries += f"/Contents[{' '.join([taking.value(one) for one in page.contents])}]"
    return entries
