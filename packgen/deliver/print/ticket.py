"""Write tickets: one tagged page that tells the print room what to print, how, for whom and by when."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packgen.bind.document import bind
from packgen.deliver.print.imposed import agreed_sides
from packgen.deliver.print.order import Folding, TicketOrder
from packgen.deliver.print.paper import PaperUse, Sides, paper_use
from packgen.deliver.print.printfiles import PrintFiles, read_print_files
from packgen.deliver.print.rows import describe_rows
from packgen.deliver.print.wording import ticket_texts
from packgen.errors import UsageProblem
from packgen.files import PDF, require_writable, write_whole
from packgen.layout.core.setting import Setting
from packgen.locale.registry import USUAL, known, words_for
from packgen.sheet.sheet import Pack
from packgen.sheets.ticket import typeset_ticket
from packgen.text.coverage import blank, describe
from packgen.text.faces import Faces
from packgen.theme.design import load_design

_LONGEST = 100
"""Characters of who ordered."""

_THICKEST = 50
"""Sheets that the staplers of office printers take."""

_STACKED = 3
"""Marks on one letter: no language needs as many, and they would leave their line."""


class TicketReport(NamedTuple):
    """A ticket that was written: its file, the paper that the print uses, and warnings for the teacher."""

    output: Path
    use: PaperUse
    warnings: tuple[str, ...]


def write_ticket(path: Path, order: TicketOrder, output: Path | None = None) -> TicketReport:
    """Write the ticket of a file or of a batch's folder; the same input gives the same bytes.

    Args:
        path: the PDF to print, or the folder of a batch.
        order: how to print it.
        output: the ticket's file; None for a file beside ``path``.

    Raises:
        DeliveryError: the folder is not a batch's, or one of its packs is missing or has changed.
        OutputError: a file cannot be read, or the ticket cannot be written.
        UsageProblem: a font lacks characters of a text, or the options conflict with the file.
    """
    files = read_print_files(path)
    output = output or files.ticket
    if output.exists() and any(output.samefile(one) for one in files.paths):
        raise UsageProblem("The ticket would replace what is to be printed. Name another file with --output.")
    require_writable(output, PDF)
    sides, fold = _handling(files, order)
    write_whole(output, _ticket(files, order, sides, fold), PDF)
    use = paper_use(files.pages, order.copies, sides)
    return TicketReport(output, use, tuple(_warnings(files, order, sides)))


def _handling(files: PrintFiles, order: TicketOrder) -> tuple[Sides, Folding]:
    """Return the sides to print on, and how to fold the sheets.

    Raises:
        UsageProblem: the options conflict with the file.
    """
    landscape = Counter(files.papers).most_common(1)[0][0].landscape
    usual = Sides.SHORT_EDGE if landscape else Sides.LONG_EDGE
    sides = agreed_sides(files.handling.sides, order.sides) or usual
    fold = order.fold or files.handling.fold
    if fold is Folding.BOOKLET and not landscape:
        raise UsageProblem(
            "These pages are not laid out for a booklet. "
            "Run packgen impose with --booklet first, and name the file that it makes."
        )
    if fold is Folding.BOOKLET and sides is Sides.ONE_SIDED:
        raise UsageProblem("A booklet is printed on both sides. Leave --sides one-sided out, or write --fold none.")
    return sides, fold


def _ticket(files: PrintFiles, order: TicketOrder, sides: Sides, fold: Folding) -> bytes:
    """Return the ticket's PDF.

    Raises:
        UsageProblem: a font lacks characters of a text.
    """
    design = load_design(single_sided=True)
    faces = Faces(design.families, own=design.fonts, spacing=design.spacing)
    if problem := _unprintable(files.name, faces):
        raise UsageProblem(f"The name of what is to be printed {problem} Rename it.")
    if len(order.customer) > _LONGEST:
        raise UsageProblem(f"The text of --for has {len(order.customer)} characters. Make it {_LONGEST} at most.")
    if problem := _unprintable(order.customer, faces):
        raise UsageProblem(f"The text of --for {problem} Leave it out.")
    language = known(files.language) or USUAL
    words = words_for(language)
    told = (files.title, files.untitled, words.text("ticket.title"))
    title = next(text for text in told if not blank(text) and not _unprintable(text, faces))
    texts = ticket_texts(words, title, files, order, sides, fold)
    sheet = typeset_ticket(texts, Setting(design, faces, language=language))
    name = words.text("ticket.title_of", title=title)
    return bind(Pack(name, "", language, (), "", sheet, (), order.moment), faces, design)


def _unprintable(text: str, faces: Faces) -> str:
    """Return the characters of a text that the fonts lack, as the end of a sentence; empty if there are none."""
    missing = [*faces.missing(text), *(character for character in "\n\t" if character in text)]
    if missing:
        return f"has a character that no font has: {', '.join(map(describe, missing))}."
    marks = "".join("m" if unicodedata.combining(one) else " " for one in unicodedata.normalize("NFC", text))
    return "has letters with too many marks on them." if "m" * _STACKED in marks else ""


def _warnings(files: PrintFiles, order: TicketOrder, sides: Sides) -> Iterator[str]:
    if files.unmade:
        rows = describe_rows(files.unmade)
        yield f"rows of the roster have no pack, and are not on the ticket: {rows}. Run packgen batch again."
    if len({paper.name for paper in files.papers}) > 1:
        yield "the pages are not all of one size: the ticket tells how many are of others."
    thickest = max(paper_use([count], 1, sides).sheets for count in files.pages)
    if order.staple and thickest > _THICKEST:
        yield f"a copy has {thickest:,} sheets: most staplers take {_THICKEST} at most."
