from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pytest

from packgen.deliver.print.media import PaperSize
from packgen.deliver.print.printfiles import read_print_files
from packgen.errors import DeliveryError, OutputError
from tests.support.batchfolder import NAMES, batch_folder, small_pdf


def test_a_file_of_packgens_own_has_its_title(tmp_path: Path) -> None:
    path = tmp_path / "khrushchev.pdf"
    path.write_bytes(small_pdf(3, title="Khrushchev & *all*"))
    files = read_print_files(path)
    assert (files.name, files.title, files.pages) == ("khrushchev.pdf", "Khrushchev & *all*", (3,))
    assert files.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert files.ticket == tmp_path / "khrushchev.ticket.pdf"


def test_a_foreign_files_title_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "essay.print.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(1191, 842))
        pdf.docinfo["/Title"] = "Microsoft Word - amy.docx"
        pdf.save(path)
    files = read_print_files(path)
    assert (files.title, files.untitled, files.papers) == ("", "essay", (PaperSize("A3", landscape=True),))
    assert files.ticket == tmp_path / "essay.print.ticket.pdf"


def test_a_batch_is_its_folder(tmp_path: Path) -> None:
    folder = batch_folder(tmp_path / "class-12b", [4, 2, 4], titles=["Stalin", "Stalin", "Lenin"])
    files = read_print_files(folder)
    digests = [hashlib.sha256((folder / f"{name}.pdf").read_bytes()).hexdigest() for name in NAMES[:3]]
    assert (files.name, files.pages, files.title) == (
        "3 files in the folder class-12b",
        (4, 2, 4),
        "Stalin and 1 other",
    )
    assert files.sha256 == hashlib.sha256("".join(f"{one}\n" for one in digests).encode()).hexdigest()
    assert files.ticket == tmp_path / "class-12b.ticket.pdf"
    assert files.papers == (PaperSize("A4", landscape=False),)


def test_the_ticket_of_this_folder_is_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(batch_folder(tmp_path / "class-12b", [1]))
    assert read_print_files(Path()).ticket == tmp_path / "class-12b.ticket.pdf"
    assert read_print_files(Path()).name == "1 file in the folder class-12b"


@pytest.mark.parametrize("ending", ["", ".print", ".answers"])
def test_a_pack_of_a_batch_and_what_is_made_from_it_have_no_name(tmp_path: Path, ending: str) -> None:
    folder = batch_folder(tmp_path / "class-12b", [2, 2])
    path = folder / f"{NAMES[1]}{ending}.pdf"
    path.write_bytes((folder / f"{NAMES[1]}.pdf").read_bytes())
    files = read_print_files(path)
    assert files.name == "The pack of row 3 in class-12b"
    assert files.ticket == tmp_path / "class-12b-row-3.ticket.pdf"
    assert NAMES[1] not in f"{files.name}{files.title}{files.untitled}{files.ticket}"


def test_somebody_elses_manifest_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text("not ours")
    (tmp_path / "essay.pdf").write_bytes(small_pdf(1))
    assert read_print_files(tmp_path / "essay.pdf").name == "essay.pdf"


def test_a_pack_that_has_changed_is_refused_by_its_row(tmp_path: Path) -> None:
    folder = batch_folder(tmp_path / "class-12b", [2, 2])
    (folder / f"{NAMES[1]}.pdf").write_bytes(small_pdf(3))
    with pytest.raises(DeliveryError, match=r"The pack of row 3 .* has changed") as caught:
        read_print_files(folder)
    assert NAMES[1] not in str(caught.value)


@pytest.mark.parametrize("pages", [0, -3, 10**30])
def test_a_manifest_that_cannot_be_right_is_told(tmp_path: Path, pages: int) -> None:
    folder = batch_folder(tmp_path / "class-12b", [2])
    path = folder / "manifest.jsonl"
    path.write_text(path.read_text().replace('"pages":2', f'"pages":{pages}'))
    with pytest.raises(DeliveryError, match="cannot be right about the pages of rows 2"):
        read_print_files(folder)


@pytest.mark.parametrize("data", [None, b"", b"no PDF"])
def test_what_is_no_pdf_is_told(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "essay.pdf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(OutputError, match=r"essay\.pdf"):
        read_print_files(path)
