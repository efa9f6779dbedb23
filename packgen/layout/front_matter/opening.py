"""The head of a file without front matter, on its first page: title, and fields for name, class and date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import MIDDLE, unlinked
from packgen.layout.tasks.ruled import Fields
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.shortening import shortened
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.opening import Opening

_ROLES = ("heading", "running")
"""Styles of the title, the preferred one first; it has to fit one line."""


class OpeningHead:
    """Fields at the top of the first page, and the pack's title in the line of the running head.

    It takes no room from the frame, so that a sheet has the same page breaks wherever it stands in a pack.

    Args:
        setting: design and faces.
        parent: structure element that holds it, before the content of the sheet.
        opening: what it says.
    """

    def __init__(self, setting: Setting, parent: Element, opening: Opening) -> None:
        self.setting, self.design = setting, setting.design
        self.title = _title(setting, parent, opening.title) if opening.title else None
        words = setting.words.text
        shares = ((words("field.name"), 9.0), (words("field.class"), 3.5), (words("field.date"), 4.5))
        self.fields = Fields(setting, parent, shares, named=opening.named) if opening.fields else None

    def draw(self, canvas: SheetCanvas) -> None:
        """Draw it on the page."""
        design = self.design
        frame = design.frame(canvas.recto)
        if self.title is not None:
            style = self.title.style
            self.title.wrap(frame.width, UNBOUNDED)
            baseline = design.page_height - design.length("header-centre") - MIDDLE * style.size
            self.title.drawOn(canvas, frame.x, baseline - style.leading * (1 - style.baseline))
        if self.fields is not None:
            self.fields.wrap(frame.width, UNBOUNDED)
            self.fields.drawOn(canvas, frame.x, design.page_height - design.length("opening-fields"))


def _title(setting: Setting, parent: Element, title: str) -> Paragraph:
    """Return the title as a heading on one line, in the largest style in which it fits beside the stages."""
    element = Element("H1", parent)
    room = setting.design.spans.full - setting.design.length("rail-room")
    choices = [Paragraph(setting, unlinked(title), role, element) for role in _ROLES]
    fitting = (choice for choice in choices if choice.extent()[1] <= room)
    return next(fitting, None) or shortened(setting, unlinked(title), _ROLES[-1], element, room)
