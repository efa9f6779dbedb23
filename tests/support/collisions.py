"""Things drawn where they should not be: outside their column, or on each other."""

from __future__ import annotations

from packgen.theme.design import Design
from packgen.units import MM
from tests.support.geometry import Drawing, Item, Line, Text


def outside(
    drawing: Drawing, design: Design, width: float, head: float = 0.0, slack: float = 0.5, verso: bool = False
) -> list[str]:
    """Return what is drawn outside a column at the left of the frame, as wide as ``width`` points.

    Args:
        drawing: what to look at.
        design: whose frame.
        width: of the column.
        head: millimetres above the frame that may be used, for a running head.
        slack: millimetres that do not matter.
        verso: the first page is a left one.
    """
    found = []
    for item in drawing.items:
        frame = design.frame((item.page + verso) % 2 == 0)
        left, right = frame.x / MM, (frame.x + width) / MM
        top = (design.page_height - frame.y - frame.height) / MM - head
        bottom = (design.page_height - frame.y) / MM
        x0, y0, x1, y1 = _around(item)
        if x0 < left - slack or x1 > right + slack or y0 < top - slack or y1 > bottom + slack:
            found.append(f"{str(item)[:150]}: not in {left:.1f}–{right:.1f}, {top:.1f}–{bottom:.1f}")
    return found


def overlaps(drawing: Drawing, slack: float = 0.3) -> list[str]:
    """Return pairs of texts of different elements that cover each other by more than ``slack`` millimetres."""
    found = []
    texts = sorted((text for text in drawing.texts() if text.text.strip()), key=lambda text: (text.page, text.y))
    around = [_around(text) for text in texts]
    for number, above in enumerate(texts):
        x0, y0, x1, y1 = around[number]
        for place in range(number + 1, len(texts)):
            below, (p0, q0, p1, q1) = texts[place], around[place]
            if below.page != above.page or q0 > y1:
                break
            covered = min(x1, p1) - max(x0, p0), min(y1, q1) - max(y0, q0)
            if (above.mcid != below.mcid or above.y != below.y) and min(covered) > slack:
                found.append(f"{above.text[:40]!r} at {above.x:.1f}, {above.y:.1f} and {below.text[:40]!r}")
    return found


def _around(item: Item) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom; of text, from a capital's top to a descender's foot."""
    if isinstance(item, Text):
        size = item.size / MM
        return item.x, item.y - 0.66 * size, item.right, item.y + 0.2 * size
    if isinstance(item, Line):
        return min(item.x0, item.x1), min(item.y0, item.y1), max(item.x0, item.x1), max(item.y0, item.y1)
    return item.x, item.y, item.x + item.width, item.y + item.height
