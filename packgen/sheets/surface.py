"""Makes the canvas and the page loop of a sheet, with its running heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from packgen.errors import Origin
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow, StoryColumn
from packgen.layout.core.setting import Setting
from packgen.layout.front_matter.opening import OpeningHead
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element


def surface(
    setting: Setting,
    root: Element,
    head: RunningHead | None,
    pack_headed: Callable[[int], bool],
    verso: bool = False,
) -> PageLoop:
    """Return the loop that sets rows on the canvas of a sheet.

    Args:
        setting: design and faces.
        root: root of the sheet's structure tree.
        head: running head, or None for pages without one.
        pack_headed: pages on which the binder writes the pack's title instead of the sheet's.
        verso: the first page is a verso.
    """
    design = setting.design
    canvas = SheetCanvas(setting.faces, (design.page_width, design.page_height), root, verso)
    canvas.partial = setting.refused is not None
    opening = OpeningHead(setting, root, setting.opening) if setting.opening is not None else None

    def furniture(page: int) -> None:
        opens = opening if page == 0 else None
        titled = opens is not None and opens.title is not None
        if pack_headed(page) and not titled:
            canvas.pack_headed.add(page)
        if head is not None:
            head.draw(canvas, page, titled=not pack_headed(page) and not titled)
        if opens is not None:
            opens.draw(canvas)

    return PageLoop(canvas, design, furniture, setting.refused, setting.early_break)


def full_row(setting: Setting, story: Sequence[Flowable], before: float | None = None) -> PageRow:
    """Return a row of one column as wide as the frame."""
    design = setting.design
    gap = design.length("row-gap") if before is None else before
    return PageRow([StoryColumn(0.0, design.spans.full, list(story))], before=gap)


def title_row(setting: Setting, story: Sequence[Flowable]) -> PageRow:
    """Return a row as wide as the frame for the title of a sheet, which is kept with the next row."""
    row = full_row(setting, story)
    row.keep = True
    return row


def placed(flowables: list[Flowable], origin: Origin, setting: Setting) -> list[Flowable]:
    """Add the space above a block, and give its flowables their position in the source file."""
    if flowables:
        flowables[0].before = max(flowables[0].before, setting.design.length("row-gap"))
    for flowable in flowables:
        flowable.origin = origin
    return flowables


def end_leaf(loop: PageLoop, setting: Setting) -> bool:
    """Rule a page for notes if the back of a sheet's last leaf would be empty; return whether there is one.

    A single-sided pack has no backs.
    """
    if loop.recto or setting.design.single_sided:
        return False
    loop.set([_notes(setting, loop.canvas.root)])
    return True


def notes_below(setting: Setting, root: Element, room: float) -> list[PageRow]:
    """Return lines for notes that fill the height left on a page, or nothing if that is less than half a page."""
    return [_notes(setting, root)] if room > setting.design.frame(True).height / 2 else []


def _notes(setting: Setting, root: Element) -> PageRow:
    title = Paragraph(setting, setting.words.text("notes.title"), "heading", Element("P", root), keep=True)
    return full_row(setting, [title, RuledLines(setting, "rest")])
