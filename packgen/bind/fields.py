"""Form fields: one widget annotation each, and the interactive form (ISO 32000-1, 12.5.6.19 and 12.7).

The outlines and boxes are drawn by the page's content. So a widget has neither border nor background, and an empty
appearance until it is filled in. What is typed has the style "typed".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import TYPE_CHECKING

from packgen.bind.pages import FORM_FONT, PRINTED
from packgen.pdf.chunk import LocalId, LocalObject, LocalStream, renumbered
from packgen.pdf.fragment import Fragment
from packgen.pdf.objects import box, number, references, text
from packgen.pdf.streams import Object, Stream
from packgen.pdf.xobjects import form_entries

if TYPE_CHECKING:
    from packgen.bind.font_metrics import FontMetrics
    from packgen.bind.object_ids import ObjectIds
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Field, Sheet
    from packgen.theme.design import Design, Style

_MULTILINE = 1 << 12
_TICK = ((0.18, 0.5), (0.42, 0.24), (0.82, 0.8))
_TICK_WEIGHT = 0.13
"""A tick in fractions of its box: its three points, and the width of its line, which a ring has too."""

_ARC = 0.5523
"""Control point distance, as a share of the radius, for which a Bézier curve comes closest to a quarter circle."""


def full_name(sheet: Sheet, field: Field) -> str:
    """Return the name that a field has in any file, such as ``khrushchev/fall/recall/B/4``.

    Fields form no hierarchy; full stops, which would make one, become slashes (12.7.3.2).
    """
    return f"{sheet.name}/{field.name}".replace(".", "/").removeprefix("/")


def widgets(sheet: Sheet, ids: ObjectIds, design: Design) -> list[LocalObject]:
    """Return the widget annotations of a sheet, each merged with its field (12.7.3.1)."""
    streams = iter(ids.appearances)
    return [
        (own, _widget(sheet, field, own, ids, _kind_entries(field, streams, design)))
        for field, own in zip(sheet.fields, ids.fields, strict=True)
    ]


def appearances(sheet: Sheet, ids: ObjectIds, design: Design) -> list[LocalStream]:
    """Return the appearance streams of a sheet's widgets, empty but for ticked boxes and ringed letters.

    No two widgets share a stream, because some programs write into the stream of the one that is filled in.
    """
    numbers = iter(ids.appearances)
    out = []
    for field in sheet.fields:
        left, bottom, right, top = field.rectangle
        width, height = right - left, top - bottom
        entries = form_entries((0, 0, width, height))
        if field.is_button:
            shown = (_tick if field.kind == "tick" else _ring)(width, height, design.style("typed"))
            out.append((next(numbers), Stream(0, entries, shown)))
            out.append((next(numbers), Stream(0, entries, b"")))
        else:
            out.append((next(numbers), Stream(0, entries, b"/Tx BMC EMC")))
    return out


def form(
    sheets: Iterable[tuple[SheetChunk, int]], metrics: FontMetrics, design: Design, numbers: count[int]
) -> tuple[list[Object], list[Fragment]]:
    """Return the interactive form, and the font that it is filled in with; both are empty if no sheet has fields.

    Args:
        sheets: sheets and their first numbers, in page order.
        metrics: where fonts are found.
        design: styles.
        numbers: unused object numbers.
    """
    listed = [first + own for sheet, first in sheets for own in sheet.fields]
    if not listed:
        return [], []
    own = next(numbers)
    used = metrics.form_font(design.style("typed"))
    first, *_ = islice(numbers, used.content.extent)
    default = text(f"/{FORM_FONT} 0 Tf 0 g")
    entries = f"/Fields{references(listed)}/DA{default}/DR<</Font<<{renumbered(used.entries, first)}>>>>"
    return [(own, f"<<{entries}>>")], [used.content.fragment(first, used.content.renumber(first))]


def _widget(sheet: Sheet, field: Field, own: LocalId, ids: ObjectIds, entries: str) -> str:
    return (
        f"<</Type/Annot/Subtype/Widget/F {PRINTED}/BS<</W 0>>/Rect{box(field.rectangle)}/P {ids.pages[field.page]} 0 R"
        f"/StructParent {own}/T{text(full_name(sheet, field))}/TU{text(field.description)}{entries}>>"
    )


def _kind_entries(field: Field, numbers: Iterator[LocalId], design: Design) -> str:
    """Return the entries that depend on a field's kind: type, flags, default appearance and appearance streams."""
    if field.is_button:
        return f"/FT/Btn/V/Off/AS/Off/AP<</N<</On {next(numbers)} 0 R/Off {next(numbers)} 0 R>>>>"
    style = design.style("typed")
    typed = f"/{FORM_FONT} {number(style.size)} Tf {style.colour.fill}"
    flags = f"/Ff {_MULTILINE}" if field.kind == "lines" else ""
    return f"/FT/Tx{flags}/DA{text(typed)}/AP<</N {next(numbers)} 0 R>>"


def _tick(width: float, height: float, style: Style) -> bytes:
    points = [f"{number(x * width)} {number(y * height)}" for x, y in _TICK]
    weight = number(_TICK_WEIGHT * min(width, height))
    path = " l ".join([f"{points[0]} m {points[1]}", points[2], "S"])
    return f"{style.colour.stroke} {weight} w 1 J 1 j {path}".encode("ascii")


def _ring(width: float, height: float, style: Style) -> bytes:
    """Return a circle just inside a rectangle."""
    side = min(width, height)
    weight = _TICK_WEIGHT * side
    radius, x, y = (side - weight) / 2, width / 2, height / 2
    arc = _ARC * radius
    curves = (
        (radius, arc, arc, radius, 0.0, radius),
        (-arc, radius, -radius, arc, -radius, 0.0),
        (-radius, -arc, -arc, -radius, 0.0, -radius),
        (arc, -radius, radius, -arc, radius, 0.0),
    )
    path = [f"{number(x + radius)} {number(y)} m"]
    for curve in curves:
        points = [number(value + (y if place % 2 else x)) for place, value in enumerate(curve)]
        path.append(f"{' '.join(points)} c")
    return f"{style.colour.stroke} {number(weight)} w {' '.join(path)} s".encode("ascii")
