"""A canvas and a page loop with the furniture of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from packgen.layout.canvas import SheetCanvas
from packgen.layout.flowable import Flowable
from packgen.layout.furniture import RunningHead
from packgen.layout.pages import Column, PageLoop, Row
from packgen.layout.setting import Setting
from packgen.sheet.structure import Element


def surface(
    setting: Setting, root: Element, head: RunningHead | None, pack_headed: Callable[[int], bool]
) -> tuple[SheetCanvas, PageLoop]:
    """Return a canvas for a sheet and the loop that sets rows on it.

    Args:
        setting: design and faces.
        root: root of the sheet's structure tree.
        head: running head, or None for pages without one.
        pack_headed: tells on which pages the binder writes the pack's title instead of the sheet's.
    """
    design = setting.design
    canvas = SheetCanvas(setting.faces, (design.page_width, design.page_height), root)

    def furniture(page: int) -> None:
        if pack_headed(page):
            canvas.pack_headed.add(page)
        if head is not None:
            head.draw(canvas, page, titled=not pack_headed(page))

    return canvas, PageLoop(canvas, design, furniture)


def full_row(setting: Setting, story: Sequence[Flowable], before: float | None = None) -> Row:
    """Return a row of one column as wide as the frame."""
    design = setting.design
    gap = design.length("row-gap") if before is None else before
    return Row([Column(0.0, design.spans.full, list(story))], before=gap)
