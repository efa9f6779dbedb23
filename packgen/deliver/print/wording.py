"""The words of a ticket: what there is to say of files and of an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from packgen.deliver.print.order import Folding, TicketOrder
from packgen.deliver.print.paper import PaperUse, Sides, paper_use
from packgen.deliver.print.printfiles import PrintFiles
from packgen.imposition.folding import signatures, told_signatures
from packgen.plan.schedule import in_words
from packgen.sheets.ticket import TicketText, TicketTexts

_PREFIX = 16
"""Hexadecimal figures of a digest that are told: 64 bits, which no two files share by chance."""

_SPREADS = 3
"""Numbers of pages that are listed; of more, the smallest and the largest are."""

_SIDES = {
    Sides.ONE_SIDED: "One side only",
    Sides.LONG_EDGE: "Both sides, flip on the long edge",
    Sides.SHORT_EDGE: "Both sides, flip on the short edge",
}


def ticket_texts(title: str, files: PrintFiles, order: TicketOrder, sides: Sides, fold: Folding) -> TicketTexts:
    """Return what a ticket says.

    Args:
        title: of what is printed.
        files: what is printed.
        order: what is asked for.
        sides: of the paper that are printed.
        fold: what becomes of the sheets.
    """
    use = paper_use(files.pages, order.copies, sides)
    groups = [_wishes(order, use), _files(files), _paper(files, sides), _finishing(files, order, fold)]
    return TicketTexts(title, _counts(files, order, sides, use), [list(group) for group in groups])


def _counts(files: PrintFiles, order: TicketOrder, sides: Sides, use: PaperUse) -> list[tuple[str, str]]:
    sheets = sorted({paper_use([count], 1, sides).sheets for count in files.pages})
    copies = "copy" if order.copies == 1 else "copies"
    return [
        (f"{order.copies:,}", f"{copies} of each" if len(files.paths) > 1 else copies),
        (_range(sheets), "sheet a copy" if sheets == [1] else "sheets a copy"),
        (f"{use.sheets:,}", "sheet in all" if use.sheets == 1 else "sheets in all"),
        (f"{use.sides:,}", "side in all" if use.sides == 1 else "sides in all"),
    ]


def _range(numbers: Sequence[int]) -> str:
    return f"{numbers[0]:,}" if len(numbers) == 1 else f"{numbers[0]:,}–{numbers[-1]:,}"


def _wishes(order: TicketOrder, use: PaperUse) -> Iterator[TicketText]:
    yield TicketText("For", order.customer, most=2)
    yield TicketText("Wanted by", in_words(order.wanted) if order.wanted is not None else "", strong=True)
    if order.price is not None:
        yield TicketText("Cost", f"£{use.cost(order.price):,} at £{Decimal(str(order.price)):f} a side")


def _files(files: PrintFiles) -> Iterator[TicketText]:
    several = len(files.paths) > 1
    # On one line: where a name goes on below, a hyphen would stand that is none of its own.
    yield TicketText("Files" if several else "File", files.name, end=min(12, len(files.name) // 2))
    yield TicketText("Pages", _pages(files.pages))
    prefix = files.sha256[:_PREFIX]
    grouped = " ".join(prefix[at : at + 4] for at in range(0, _PREFIX, 4))
    yield TicketText("SHA-256", f"{grouped}…{' of all files' if several else ''}")


def _pages(pages: Sequence[int]) -> str:
    """Return how many pages the files have, without telling which: the files have the names of students."""
    counted = sorted(Counter(pages).items(), key=lambda item: (-item[1], item[0]))
    if len(pages) == 1:
        return f"{pages[0]:,}"
    if len(counted) == 1:
        return f"{pages[0]:,} in each file"
    if len(counted) <= _SPREADS:
        (count, files), *others = counted
        return ", ".join([f"{count:,} in {files:,} files", *(f"{count:,} in {files:,}" for count, files in others)])
    return f"{min(pages):,} to {max(pages):,} in a file, {sum(pages):,} in all"


def _paper(files: PrintFiles, sides: Sides) -> Iterator[TicketText]:
    (shown, _), *others = Counter(paper.shown for paper in files.papers).most_common()
    mixed = sum(count for _, count in others)
    besides = f"; {mixed:,} page{'' if mixed == 1 else 's'} of other sizes" if mixed else ""
    yield TicketText("Paper", f"{shown}{besides}")
    yield TicketText("Colour", "Black and white")
    yield TicketText("Sides", _SIDES[sides], strong=True)
    each = "file" if len(files.paths) > 1 else "copy"
    yield TicketText("Sets", f"Keep each {each} together. Do not collate across sets.")


def _folded(files: PrintFiles) -> str:
    """Return how a booklet is folded: all sheets together, or each signature by itself."""
    found = {tuple(signatures(2 * count)) for count in files.pages}
    if len(found) != 1 or len(sizes := found.pop()) == 1:
        return "Booklet: in the middle, first page outside"
    return f"Booklet: {told_signatures(sizes)}, each by itself"


def _finishing(files: PrintFiles, order: TicketOrder, fold: Folding) -> Iterator[TicketText]:
    booklet = fold is Folding.BOOKLET
    if fold is Folding.CUT:
        yield TicketText("Cut", "Along the dashed line: two copies, in order")
    else:
        yield TicketText("Fold", _folded(files) if booklet else "None")
    where = "Twice, through the fold" if booklet else "Top left corner"
    yield TicketText("Staple", where if order.staple else "None")
    yield TicketText("Punch", f"{order.punch.capitalize()} edge, 2 or 4 holes" if order.punch is not None else "None")
