"""The ticket for the print room: one page with what to print, how, for whom and by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.core.strokes import line
from packgen.layout.front_matter.ticket import Counts, TicketLine, on_lines_at_most
from packgen.layout.tasks.ruled import Fields
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.cover import tall
from packgen.sheets.surface import full_row

_TITLE_LINES = 2
_SIGNED = (("ticket.printed_by", 8.0), ("field.date", 5.0), ("ticket.time", 4.0))
"""Keys of the fields to sign, and their shares of the width; see `packgen.locale`."""


class TicketText(NamedTuple):
    """A line of a ticket.

    Attributes:
        name: its label.
        text: plain text; if it is empty, there is room to write.
        most: greatest number of lines; a longer text is shortened.
        end: number of characters of its end to keep.
        strong: whether it is emphasised.
    """

    name: str
    text: str
    most: int = 1
    end: int = 0
    strong: bool = False


class TicketTexts(NamedTuple):
    """The texts of a ticket.

    Attributes:
        title: title of the printed document.
        counts: numbers and their labels, four at most.
        groups: lines, in groups.
    """

    title: str
    counts: Sequence[tuple[str, str]]
    groups: Sequence[Sequence[TicketText]]


def typeset_ticket(texts: TicketTexts, setting: Setting) -> Sheet:
    """Return the ticket, a page without a running head or foot.

    Long texts are shortened, so that the ticket is always one page.

    Args:
        texts: of the ticket; fonts must have every character.
        setting: design, faces and language.
    """
    design = setting.design
    for pad in (design.length("half"), design.length("quarter")):
        root = Element("Sect")
        rows = _rows(texts, setting, root, pad)
        if sum(row.before + tall(row) for row in rows) <= design.frame(True).height:
            break
    canvas = SheetCanvas(setting.faces, (design.page_width, design.page_height), root)
    PageLoop(canvas, design, lambda page: None).set(rows)
    sheet = canvas.finish(setting.words.text("ticket.title"), setting.language)
    return sheet._replace(bare=frozenset(range(len(sheet.pages))))


def _rows(texts: TicketTexts, setting: Setting, root: Element, pad: float) -> list[PageRow]:
    """Return the rows of the page, with padding above and below the text of each line, in points."""
    gap, width = setting.design.length("baseline"), setting.design.spans.full
    rows = [full_row(setting, [_Head(setting, root, texts.title, width)])]
    rows.append(full_row(setting, [Counts(setting, root, texts.counts)], gap))
    for group in texts.groups:
        items = Element("L", root, numbering="None")
        lines: list[Flowable] = [
            TicketLine(setting, items, one.name, one.text, width, pad, most=one.most, end=one.end, strong=one.strong)
            for one in group
        ]
        rows.append(full_row(setting, lines, setting.design.length("half")))
    signed = [(setting.words.text(key), share) for key, share in _SIGNED]
    rows.append(full_row(setting, [Fields(setting, root, signed)], 4 * pad))
    return rows


class _Head(Flowable):
    """A heavy rule, a line with the kind of page, and the title of the printed document."""

    def __init__(self, setting: Setting, parent: Element, title: str, width: float) -> None:
        self.design = setting.design
        self.kind = Paragraph(setting, setting.words.text("ticket.title"), "box-label", Element("P", parent))
        self.title = on_lines_at_most(setting, title, "topic-title", Element("H1", parent), width, _TITLE_LINES)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        text = self.kind.wrap(width, height)[1] + self.title.wrap(width, height)[1]
        self.height = self.design.length("half") + text
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw from the top down."""
        top = y + self.height
        line(canvas, self.design.rule("cover"), x, top, x + self.width, top)
        self.kind.drawOn(canvas, x, top - self.design.length("half") - self.kind.height)
        self.title.drawOn(canvas, x, y)
