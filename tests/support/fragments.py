"""Fragments of files, read back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from packgen.pdf.crossref import rows
from packgen.pdf.fragment import Fragment, make_fragment
from packgen.pdf.streams import Object, Stream, deflated, object_stream
from packgen.pdf.writer import Writer
from tests.support.pdf import open_pdf

_ROOT, _NODE, _INFO, _HOLDER, _PADDING = 1, 2, 3, 4, 5


def fragment(first: int, count: int, objects: Sequence[Object], streams: Sequence[Stream], holder: int) -> Fragment:
    """Return a fragment of the objects from ``first`` to before ``first + count``."""
    held = [object_stream(holder, objects)] if objects else []
    return make_fragment(first, rows(first, count, holder, objects), [*streams, *held])


def read(fragment: Fragment, extent: int) -> pikepdf.Pdf:
    """Return a file that has a fragment of so many numbers in it, and no page."""
    out = BytesIO()
    count = fragment.first + extent
    writer = Writer(count, out.write)
    writer.add(fragment)
    tops = [(_ROOT, f"<</Type/Catalog/Pages {_NODE} 0 R>>"), (_NODE, "<</Type/Pages/Count 0/Kids[]>>"), (_INFO, "<<>>")]
    writer.add_objects(_HOLDER, tops)
    writer.add_streams([deflated(_PADDING, random.Random(1).randbytes(3 * count))])  # qpdf: three bytes for each number
    writer.finish(_ROOT, _INFO)
    return open_pdf(out.getvalue())


def values(fragment: Fragment, extent: int) -> dict[int, bytes]:
    """Return the objects of a fragment by number, streams as they are compressed, without its object streams."""
    found = {}
    with read(fragment, extent) as pdf:
        for number in range(fragment.first, fragment.first + extent):
            value = pdf.get_object(number, 0)
            if isinstance(value, pikepdf.Stream):
                if value.get("/Type") != "/ObjStm":
                    found[number] = value.unparse() + value.read_raw_bytes()
            elif value is not None:
                found[number] = value.unparse()
    return found
