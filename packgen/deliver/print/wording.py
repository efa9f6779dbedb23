"""The texts of a ticket, made from the files and the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from packgen.deliver.print.order import Folding, PunchEdge, TicketOrder
from packgen.deliver.print.paper import PaperUse, Sides, paper_use
from packgen.deliver.print.printfiles import PrintFiles
from packgen.imposition.folding import signatures
from packgen.locale.words import Words
from packgen.sheets.ticket import TicketText, TicketTexts

_PREFIX = 16
"""Hexadecimal figures of a digest that are told: 64 bits, which no two files share by chance."""

_SPREADS = 3
"""Numbers of pages that are listed; of more, the smallest and the largest are."""

_SIDES = {
    Sides.ONE_SIDED: "ticket.one_sided",
    Sides.LONG_EDGE: "ticket.long_edge",
    Sides.SHORT_EDGE: "ticket.short_edge",
}
_EDGES = {
    PunchEdge.LEFT: "ticket.punch_left",
    PunchEdge.RIGHT: "ticket.punch_right",
    PunchEdge.TOP: "ticket.punch_top",
    PunchEdge.BOTTOM: "ticket.punch_bottom",
}
"""Keys of what is said of them; see `packgen.locale`."""


def ticket_texts(
    words: Words, title: str, files: PrintFiles, order: TicketOrder, sides: Sides, fold: Folding
) -> TicketTexts:
    """Return the texts of a ticket.

    Args:
        words: printed words in the language of the files.
        title: title of the files.
        files: the files to print.
        order: the order.
        sides: sides to print on.
        fold: how the sheets are folded or cut.
    """
    use = paper_use(files.pages, order.copies, sides)
    groups = [
        _wishes(words, order, use),
        _files(words, files),
        _paper(words, files, sides),
        _finishing(words, files, order, fold),
    ]
    return TicketTexts(title, _counts(words, files, order, sides, use), [list(group) for group in groups])


def _counts(words: Words, files: PrintFiles, order: TicketOrder, sides: Sides, use: PaperUse) -> list[tuple[str, str]]:
    sheets = sorted({paper_use([count], 1, sides).sheets for count in files.pages})
    copies = "ticket.copies_of_each" if len(files.paths) > 1 else "ticket.copies"
    return [
        (f"{order.copies:,}", words.number(copies, order.copies)),
        (_range(sheets), words.number("ticket.sheets_a_copy", sheets[-1])),
        (f"{use.sheets:,}", words.number("ticket.sheets", use.sheets)),
        (f"{use.sides:,}", words.number("ticket.sides_in_all", use.sides)),
    ]


def _range(numbers: Sequence[int]) -> str:
    return f"{numbers[0]:,}" if len(numbers) == 1 else f"{numbers[0]:,}–{numbers[-1]:,}"


def _wishes(words: Words, order: TicketOrder, use: PaperUse) -> Iterator[TicketText]:
    yield TicketText(words.text("ticket.for"), order.customer, most=2)
    day = words.day(order.wanted) if order.wanted is not None else ""
    yield TicketText(words.text("ticket.wanted"), day, strong=True)
    if order.price is not None:
        cost, price = f"£{use.cost(order.price):,}", f"£{Decimal(str(order.price)):f}"
        yield TicketText(words.text("ticket.cost"), words.text("ticket.cost_a_side", cost=cost, price=price))


def _files(words: Words, files: PrintFiles) -> Iterator[TicketText]:
    several = len(files.paths) > 1
    # On one line: a line break would add a hyphen that is not part of the name.
    yield TicketText(words.number("ticket.file", len(files.paths)), files.name, end=min(12, len(files.name) // 2))
    yield TicketText(words.text("ticket.pages"), _pages(words, files.pages))
    prefix = files.sha256[:_PREFIX]
    grouped = " ".join(prefix[at : at + 4] for at in range(0, _PREFIX, 4))
    yield TicketText("SHA-256", words.text("ticket.digest_of_all", digest=f"{grouped}…") if several else f"{grouped}…")


def _pages(words: Words, pages: Sequence[int]) -> str:
    """Return the numbers of pages of the files, without file names, which contain the names of students."""
    counted = sorted(Counter(pages).items(), key=lambda item: (-item[1], item[0]))
    if len(pages) == 1:
        return f"{pages[0]:,}"
    if len(counted) == 1:
        return words.text("ticket.in_each_file", count=f"{pages[0]:,}")
    if len(counted) <= _SPREADS:
        (count, files), *others = counted
        first = words.text("ticket.in_files", count=f"{count:,}", files=f"{files:,}")
        rest = [words.text("ticket.in_more", count=f"{count:,}", files=f"{files:,}") for count, files in others]
        return words.text("list.comma").join([first, *rest])
    least, most, total = f"{min(pages):,}", f"{max(pages):,}", f"{sum(pages):,}"
    return words.text("ticket.pages_range", least=least, most=most, total=total)


def _paper(words: Words, files: PrintFiles, sides: Sides) -> Iterator[TicketText]:
    (shown, _), *others = Counter(paper.shown for paper in files.papers).most_common()
    mixed = sum(count for _, count in others)
    besides = words.number("ticket.other_sizes", mixed, count=f"{mixed:,}") if mixed else ""
    yield TicketText(words.text("ticket.paper"), f"{shown}{besides}")
    yield TicketText(words.text("ticket.colour"), words.text("ticket.black"))
    yield TicketText(words.text("ticket.sides"), words.text(_SIDES[sides]), strong=True)
    kept = "ticket.sets_of_files" if len(files.paths) > 1 else "ticket.sets_of_copies"
    yield TicketText(words.text("ticket.sets"), words.text(kept))


def _folded(words: Words, files: PrintFiles) -> str:
    """Return the instruction for folding a booklet: all sheets together, or each signature separately."""
    found = {tuple(signatures(2 * count)) for count in files.pages}
    if len(found) != 1 or len(sizes := found.pop()) == 1:
        return words.text("ticket.booklet")
    return words.text("ticket.signatures", n=len(sizes), sheets=words.both([str(size) for size in sizes]))


def _finishing(words: Words, files: PrintFiles, order: TicketOrder, fold: Folding) -> Iterator[TicketText]:
    booklet = fold is Folding.BOOKLET
    if fold is Folding.CUT:
        yield TicketText(words.text("ticket.cut"), words.text("ticket.cut_how"))
    else:
        yield TicketText(words.text("ticket.fold"), _folded(words, files) if booklet else words.text("ticket.none"))
    staple = "ticket.staple_fold" if booklet else "ticket.staple_corner"
    yield TicketText(words.text("ticket.staple"), words.text(staple if order.staple else "ticket.none"))
    punch = words.text(_EDGES[order.punch] if order.punch is not None else "ticket.none")
    yield TicketText(words.text("ticket.punch"), punch)
