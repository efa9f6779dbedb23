"""Form fields: one widget annotation each, and the form that lists them (ISO 32000-1, 12.5.6.19 and 12.7).

The lines and boxes are on the page already. So a widget has neither border nor ground, and nothing to show until it is
filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from packgen.bind import formfonts
from packgen.bind.pages import PRINTED
from packgen.pdf.chunk import Own, OwnObject, OwnStream, opened
from packgen.pdf.objects import box, number, references, text
from packgen.pdf.writer import Fragment, Object, Stream

if TYPE_CHECKING:
    from packgen.bind.font_metrics import FontMetrics
    from packgen.bind.object_ids import ObjectIds
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Field, Sheet
    from packgen.theme.design import Design, Style

_MULTILINE = 1 << 12
_TICK = ((0.18, 0.5), (0.42, 0.24), (0.82, 0.8))
_TICK_WEIGHT = 0.13
"""A tick as shares of its box: its three points, its line."""


def full_name(sheet: Sheet, field: Field) -> str:
    """Return the name that a field has in any file, such as ``khrushchev/fall/recall/B/4``.

    Fields stand in no hierarchy. Full stops, which would make one, become strokes (12.7.3.2).
    """
    return f"{sheet.name}/{field.name}".replace(".", "/").removeprefix("/")


def widgets(sheet: Sheet, slot: ObjectIds, design: Design) -> list[OwnObject]:
    """Return the widget annotations of a sheet; each is its field as well (12.7.3.1)."""
    looks = iter(slot.looks)
    return [
        (own, _widget(sheet, field, own, slot, _look(field, looks, design)))
        for field, own in zip(sheet.fields, slot.fields, strict=True)
    ]


def appearances(sheet: Sheet, slot: ObjectIds, design: Design) -> list[OwnStream]:
    """Return what the widgets of a sheet look like before they are filled in, and a ticked box.

    No two widgets share a stream: there are programs that write into the one they find.
    """
    numbers = iter(slot.looks)
    out = []
    for field in sheet.fields:
        left, bottom, right, top = field.rectangle
        width, height = right - left, top - bottom
        entries = f"/Type/XObject/Subtype/Form/BBox{box((0, 0, width, height))}/Resources<<>>"
        if field.kind == "tick":
            out.append((next(numbers), Stream(0, entries, _tick(width, height, design.style(field.role)))))
            out.append((next(numbers), Stream(0, entries, b"")))
        else:
            out.append((next(numbers), Stream(0, entries, b"/Tx BMC EMC")))
    return out


def form(
    sheets: Iterable[tuple[SheetChunk, int]], letters: FontMetrics, design: Design, numbers: count[int]
) -> tuple[list[Object], list[Fragment]]:
    """Return the form and the fonts that are typed in, or nothing where no sheet has fields.

    Args:
        sheets: sheets and where their runs begin, in page order.
        letters: where fonts are found.
        design: styles.
        numbers: gives a number to each object.
    """
    wanted: dict[str, tuple[Style, bool]] = {}
    listed: list[int] = []
    for sheet, first in sheets:
        listed += [first + own for own in sheet.fields]
        for role, ruled in sheet.typed:
            style = design.style(role)
            wanted.setdefault(formfonts.resource_name(style, ruled), (style, ruled))
    if not listed:
        return [], []
    own = next(numbers)
    typing = letters.typing(wanted)
    first = next(numbers)
    for _ in range(1, typing.content.extent):
        next(numbers)
    default = text(f"/{next(iter(wanted))} 0 Tf 0 g")
    entries = f"/Fields{references(listed)}/DA{default}/DR<</Font<<{opened(typing.entries, first)}>>>>"
    return [(own, f"<<{entries}>>")], [typing.content.fragment(first, typing.content.place(first))]


def _widget(sheet: Sheet, field: Field, own: Own, slot: ObjectIds, look: str) -> str:
    return (
        f"<</Type/Annot/Subtype/Widget/F {PRINTED}/BS<</W 0>>/Rect{box(field.rectangle)}/P {slot.pages[field.page]} 0 R"
        f"/StructParent {own}/T{text(full_name(sheet, field))}/TU{text(field.description)}{look}>>"
    )


def _look(field: Field, numbers: Iterator[Own], design: Design) -> str:
    """Return what is of a field's kind: its type, its appearances, and what is typed in."""
    if field.kind == "tick":
        return f"/FT/Btn/AS/Off/AP<</N<</On {next(numbers)} 0 R/Off {next(numbers)} 0 R>>>>"
    style, ruled = design.style(field.role), field.kind == "lines"
    typed = f"/{formfonts.resource_name(style, ruled)} {number(style.size)} Tf {style.colour.fill}"
    flags = f"/Ff {_MULTILINE}" if ruled else ""
    return f"/FT/Tx{flags}/DA{text(typed)}/AP<</N {next(numbers)} 0 R>>"


def _tick(width: float, height: float, style: Style) -> bytes:
    points = [f"{number(x * width)} {number(y * height)}" for x, y in _TICK]
    weight = number(_TICK_WEIGHT * min(width, height))
    path = " l ".join([f"{points[0]} m {points[1]}", points[2], "S"])
    return f"{style.colour.stroke} {weight} w 1 J 1 j {path}".encode("ascii")
