"""Form fields on the page: the outline around the room to type in, which stands where a page for the pen has rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from packgen.layout.core.strokes import box

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.sheet.boxes import Rectangle
    from packgen.sheet.structure import Element
    from packgen.theme.design import Design


def field_room(design: Design, rectangle: Rectangle) -> Rectangle:
    """Return the rectangle of a field in a space to write in: at a distance from what is above and below."""
    left, bottom, right, top = rectangle
    return left, bottom + design.length("gap-drop"), right, top - design.length("gap-drop")


def outline(canvas: SheetCanvas, design: Design, rectangle: Rectangle) -> None:
    """Draw the outline of a field."""
    left, bottom, right, top = rectangle
    box(canvas, design.rule("field"), left, bottom, right - left, top - bottom)


def text_field(
    canvas: SheetCanvas,
    design: Design,
    form: Element,
    rectangle: Rectangle,
    name: str,
    description: str,
    kind: Literal["line", "lines"],
    *,
    short: bool = False,
) -> None:
    """Make a form field inside an outline, at a distance from it, since programs set text close to a field's edge.

    Half that distance is left in a short field, which has room for a few figures.
    """
    left, bottom, right, top = rectangle
    across = design.length("gap-drop") / (2 if short else 1)
    down = across / 2 if kind == "lines" else 0.0
    canvas.field(form, (left + across, bottom + down, right - across, top - down), name, description, kind)
