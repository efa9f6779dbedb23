from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest

from packgen.deliver.print.order import Folding, PunchEdge, TicketOrder
from packgen.deliver.print.paper import PaperUse, Sides
from packgen.deliver.print.ticket import write_ticket
from packgen.errors import OutputError, UsageProblem
from packgen.imposition.impose import Edge, Fold, impose
from packgen.imposition.source import open_source
from tests.support.batchfolder import NAMES, batch_folder, small_pdf
from tests.support.pdf import page_texts
from tests.support.validation import page_problems

BOOKLET = (1190.55, 841.89)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "khrushchev.pdf"
    path.write_bytes(small_pdf(5, title="Khrushchev in power"))
    return path


def blank(path: Path, *sizes: tuple[float, float]) -> Path:
    """Write a PDF of another program's with empty pages."""
    with pikepdf.new() as pdf:
        for size in sizes:
            pdf.add_blank_page(page_size=size)
        pdf.save(path)
    return path


def lines(path: Path, order: TicketOrder, output: Path | None = None) -> list[str]:
    """Write a ticket and return the lines of its one page as PDFium reads them."""
    [text] = page_texts(write_ticket(path, order, output).output)
    return text.splitlines()


def test_it_says_all_that_a_print_room_has_to_know(pack: Path) -> None:
    order = TicketOrder(
        copies=30,
        staple=True,
        punch=PunchEdge.LEFT,
        customer="Ms Okafor, History",
        wanted=date(2026, 12, 3),
        price=0.03,
    )
    report = write_ticket(pack, order)
    assert tuple(report) == (pack.with_name("khrushchev.ticket.pdf"), PaperUse(90, 150), ())
    [text] = page_texts(report.output)
    assert text.splitlines() == [
        "Print ticket",
        "Khrushchev in power",
        *("30", "copies", "3", "sheets a copy", "90", "sheets in all", "150", "sides in all"),
        "For Ms Okafor, History",
        "Wanted by Thu 3 Dec 2026",
        "Cost £4.50 at £0.03 a side",
        "File khrushchev.pdf",
        "Pages 5",
        f"SHA-256 {grouped(pack)}…",
        "Paper A4",
        "Colour Black and white",
        "Sides Both sides, flip on the long edge",
        "Sets Keep each copy together. Do not collate across sets.",
        "Fold None",
        "Staple Top left corner",
        "Punch Left edge, 2 or 4 holes",
        "Printed by Date Time",
    ]


def grouped(path: Path) -> str:
    import hashlib

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return " ".join(digest[at : at + 4] for at in (0, 4, 8, 12))


def test_without_wishes_there_is_room_to_write(pack: Path) -> None:
    told = lines(pack, TicketOrder(sides=Sides.ONE_SIDED))
    assert told[2:10] == ["1", "copy", "5", "sheets a copy", "5", "sheets in all", "5", "sides in all"]
    assert told[10:12] == ["For", "Wanted by"]
    assert not any(line.startswith("Cost") for line in told)
    assert "Sides One side only" in told


def test_it_conforms_and_is_the_same_each_time(pack: Path, tmp_path: Path) -> None:
    order = TicketOrder(customer="Šárka Дроздова")
    first = write_ticket(pack, order).output.read_bytes()
    assert write_ticket(pack, order, tmp_path / "again.pdf").output.read_bytes() == first
    assert page_problems(first) == []
    dated = order._replace(moment=1700000000)
    assert b"2023-11-14T22:13:20Z" in write_ticket(pack, dated).output.read_bytes()


def test_a_batch_is_told_without_a_name(tmp_path: Path) -> None:
    folder = batch_folder(tmp_path / "class-12b", [4, 2, 4], unmade=2)
    report = write_ticket(folder, TicketOrder())
    [text] = page_texts(report.output)
    told = text.splitlines()
    assert told[1:10] == [
        "Khrushchev", "1", "copy of each", "1–2", "sheets a copy", "5", "sheets in all", "10", "sides in all"
    ]  # fmt: skip
    assert "Files 3 files in the folder class-12b" in told
    assert "Pages 4 in 2 files, 2 in 1" in told
    assert any(line.endswith("… of all files") for line in told)
    assert "Sets Keep each file together. Do not collate across sets." in told
    assert not any(name in text or name.encode() in report.output.read_bytes() for name in NAMES)
    assert report.warnings == (
        "rows of the roster have no pack, and are not on the ticket: 5-6. Run packgen batch again.",
    )


def test_many_files_of_many_lengths_are_told_in_a_line(tmp_path: Path) -> None:
    told = lines(batch_folder(tmp_path / "year-12", [*range(1, 41)] * 2), TicketOrder(copies=9999))
    assert "Pages 1 to 40 in a file, 1,640 in all" in told
    assert "80 files in the folder year-12" in told[12]


@pytest.mark.parametrize(
    ("pages", "kind", "edge", "lines_of_it"),
    [
        (5, "a3", "short-edge", ("Paper A3", "Fold Booklet: in the middle, first page outside")),
        (46, "a3", "long-edge", ("Paper A3", "Fold Booklet: 2 signatures, of 6 and 6 sheets, each by itself")),
        (5, "a4", "short-edge", ("Paper A4", "Staple Twice, through the fold")),
        (5, "two-up", "short-edge", ("Paper A4", "Cut Along the dashed line: two copies, in order")),
    ],
)
def test_an_imposed_file_says_itself_how_it_is_handled(
    tmp_path: Path, pages: int, kind: Fold, edge: Edge, lines_of_it: tuple[str, ...]
) -> None:
    path = tmp_path / "khrushchev.print.pdf"
    path.write_bytes(impose(open_source(small_pdf(pages, title="Khrushchev in power"), ""), kind, edge).data)
    told = lines(path, TicketOrder(staple=True))
    assert told[1] == "Khrushchev in power"
    for line in (*lines_of_it, f"Sides Both sides, flip on the {edge.replace('-', ' ')}"):
        assert line in told
    with pytest.raises(UsageProblem, match=f"laid out for --sides {edge}"):
        write_ticket(path, TicketOrder(sides=Sides.LONG_EDGE if edge == "short-edge" else Sides.SHORT_EDGE))


def test_another_programs_booklet_is_named_with_an_option(tmp_path: Path) -> None:
    path = blank(tmp_path / "slides.print.pdf", BOOKLET)
    assert "Fold None" in lines(path, TicketOrder())
    assert "Sides Both sides, flip on the short edge" in lines(path, TicketOrder())
    assert "Fold Booklet: in the middle, first page outside" in lines(path, TicketOrder(fold=Folding.BOOKLET))
    with pytest.raises(UsageProblem, match="printed on both sides"):
        write_ticket(path, TicketOrder(fold=Folding.BOOKLET, sides=Sides.ONE_SIDED))


def test_pages_of_several_sizes_are_told(tmp_path: Path) -> None:
    report = write_ticket(blank(tmp_path / "mixed.pdf", (595, 842), (842, 1191), (595, 842)), TicketOrder())
    assert "Paper A4; 1 page of other sizes" in page_texts(report.output)[0].splitlines()
    assert report.warnings == ("the pages are not all of one size: the ticket tells how many are of others.",)


def test_a_copy_too_thick_to_staple_is_told(tmp_path: Path) -> None:
    path = blank(tmp_path / "thick.pdf", *[(595, 842)] * 101)
    assert write_ticket(path, TicketOrder(staple=True)).warnings == (
        "a copy has 51 sheets: most staplers take 50 at most.",
    )
    assert write_ticket(path, TicketOrder()).warnings == ()


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (TicketOrder(fold=Folding.BOOKLET), "not laid out for a booklet. Run packgen impose"),
        (TicketOrder(customer="漢字"), 'a character that no font has: "字" (U+5B57 CJK UNIFIED IDEOGRAPH-5B57), "漢"'),
        (TicketOrder(customer="مرحبا"), "has a character that no font has"),
        (TicketOrder(customer="a\u0301\u0302\u0303\u0304"), "has letters with too many marks on them. Leave it out."),
        (TicketOrder(customer="W" * 101), "has 101 characters. Make it 100 at most."),
    ],
)
def test_what_cannot_be_told_is_refused_before_anything_is_written(
    pack: Path, order: TicketOrder, message: str
) -> None:
    with pytest.raises(UsageProblem) as caught:
        write_ticket(pack, order)
    assert message in str(caught.value)
    assert not pack.with_name("khrushchev.ticket.pdf").exists()


@pytest.mark.parametrize("name", ["漢字.pdf", "a\tb.pdf", "a\n.pdf", "a\u202eb.pdf"])
def test_a_file_name_that_no_font_has_is_told(tmp_path: Path, name: str) -> None:
    path = blank(tmp_path / name, (595, 842))
    with pytest.raises(UsageProblem, match=r"The name of what is to be printed has .* Rename it\."):
        write_ticket(path, TicketOrder())


@pytest.mark.parametrize("name", ["*a* [b](c) {{d}} \\e.pdf", " .pdf", f"{'W' * 200}.pdf", ".pdf"])
def test_any_other_name_is_set_as_it_is_typed(tmp_path: Path, name: str) -> None:
    report = write_ticket(blank(tmp_path / name, (595, 842)), TicketOrder(), tmp_path / "out" / "ticket.pdf")
    [text] = page_texts(report.output)
    told = text.splitlines()[12].removeprefix("File ")
    assert told == " ".join(name.split()) or (told.startswith("WWWW") and told.endswith("…WWWWWWWW.pdf"))


def test_what_is_to_be_printed_is_not_replaced(pack: Path, tmp_path: Path) -> None:
    before = pack.read_bytes()
    with pytest.raises(UsageProblem, match="would replace what is to be printed"):
        write_ticket(pack, TicketOrder(), pack)
    foreign = blank(tmp_path / "other.pdf", (595, 842))
    with pytest.raises(OutputError, match="not a PDF that packgen made"):
        write_ticket(pack, TicketOrder(), foreign)
    assert pack.read_bytes() == before
