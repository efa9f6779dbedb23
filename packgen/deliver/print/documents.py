"""Documents to print: a file, or the packs of a batch, each with a job title.

Printers and release stations show job titles to everybody, so a title contains the pack's number in the batch, not the
student's name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from packgen.batch.regular import read_regular
from packgen.deliver.packs import LARGEST, BatchFolder, BatchPack, entry_of, read_batch
from packgen.deliver.print.media import PaperSize, paper_size
from packgen.deliver.print.paper import Sides
from packgen.deliver.print.rows import describe_rows
from packgen.errors import DeliveryError, harmless

_LONGEST_NAME = 100
"""Characters of a job's name: IPP has room for 255 octets."""


class PrintDocument(NamedTuple):
    """A PDF that is printed as one job.

    Attributes:
        title: job title.
        pages: number of pages.
        size: paper size that the pages need.
        rows: rows of the roster that it is for; empty if there is no roster.
        read: returns the PDF; it raises DeliveryError if the file has changed since it was checked.
        sides: sides for which `packgen impose` laid out its pages; None for any.
    """

    title: str
    pages: int
    size: PaperSize
    rows: tuple[int, ...]
    read: Callable[[], bytes]
    sides: Sides | None = None


class PrintBatch(NamedTuple):
    """The packs of a batch that are to be printed.

    Attributes:
        documents: documents in the roster's order.
        unmade: requested rows that have no pack.
    """

    documents: tuple[PrintDocument, ...]
    unmade: tuple[int, ...]


def document_of(data: bytes, shown: str, title: str, rows: tuple[int, ...] = ()) -> PrintDocument:
    """Return the document of a PDF.

    Args:
        data: the file's bytes.
        shown: the file as messages name it.
        title: job title.
        rows: rows of the roster that it is for.

    Raises:
        OutputError: the file is not a readable PDF.
    """
    from packgen.deliver.print.imposed import handling_of
    from packgen.imposition.source import open_source

    source = open_source(data, shown)
    size = paper_size(source.sizes)
    sides = handling_of(source).sides if source.own else None
    return PrintDocument(job_title(title), len(source.sizes), size, rows, lambda: data, sides)


def file_document(path: Path) -> PrintDocument:
    """Return the document of a file; a pack of a batch, or a file made from one, gets the title it has in the batch.

    Raises:
        OutputError: there is no such file, or it is not a PDF.
        DeliveryError: the file is a pack of a batch, and has changed.
    """
    entry = entry_of(path)
    if entry is None:
        data = read_regular(path, LARGEST, "", "Name a PDF.")
        return document_of(data, str(path), path.name.removesuffix(".pdf").removesuffix(".print"))
    batch = read_batch(path.parent)
    title = _titles(batch, names=False).get(entry.file) or f"A pack of {batch_name(batch)}"
    pack = next((pack for pack in batch.packs if pack.path.name == path.name), None)
    data = pack.read() if pack is not None else read_regular(path, LARGEST, "", "Name a PDF.")
    rows = () if entry.row is None else (entry.row,)
    return document_of(data, f"The pack of row {entry.row}" if rows else "The pack", title, rows)


def batch_documents(folder: Path, rows: Collection[int] | None, *, names: bool) -> PrintBatch:
    """Return the packs of a batch that are to be printed; every file is checked.

    Args:
        folder: folder of the batch.
        rows: rows of the roster; None for all.
        names: whether job titles contain the students' names.

    Raises:
        DeliveryError: the folder is not a batch's, a requested row is not in the batch, or packs are missing or have
            changed.
        OutputError: the manifest cannot be read.
    """
    batch = read_batch(folder)
    asked = [pack for pack in batch.packs if rows is None or pack.entry.row in rows]
    unmade = [row for row in batch.unmade if rows is None or row in rows]
    there = {pack.entry.row for pack in asked} | set(unmade)
    unknown = sorted(set(rows or ()) - there)
    if unknown or not asked:
        what = f"rows {describe_rows(unknown)}" if unknown else f"packs of the rows {describe_rows(unmade)}"
        raise DeliveryError(
            harmless(f"{folder} has no {what}. Look at the roster's rows, and run packgen batch again.")
        )
    size = _size(asked)
    titles = _titles(batch, names=names)
    documents = [
        PrintDocument(titles[pack.path.name], pack.entry.pages or 0, size, (pack.entry.row or 0,), pack.read)
        for pack in asked
    ]
    return PrintBatch(tuple(documents), tuple(unmade))


def merged_document(batch: PrintBatch, title: str) -> PrintDocument:
    """Return all packs as one document, in which each pack begins on a new sheet.

    Raises:
        DeliveryError: a pack has changed.
        OutputError: a pack cannot be read.
    """
    from packgen.imposition.merge import merged

    data = merged((f"The pack of row {describe_rows(one.rows)}", one.read()) for one in batch.documents)
    rows = tuple(row for one in batch.documents for row in one.rows)
    return document_of(data, "The merged file", f"{title} {len(rows)} packs", rows)


def batch_name(batch: BatchFolder) -> str:
    """Return the name of a batch in job titles: its topic if all packs have the same one, else its folder."""
    topics = {pack.entry.topics for pack in batch.packs}
    [first, *others] = topics
    if not others and len(first) == 1:
        return first[0]
    return batch.path.resolve().name or "packs"


def job_title(text: str) -> str:
    """Return a job title that any printer can show: on one line, and not too long."""
    return " ".join(harmless(text).split())[:_LONGEST_NAME] or "pack"


def _titles(batch: BatchFolder, *, names: bool) -> dict[str, str]:
    """Return job titles by file, such as ``khrushchev 07 of 28``; they do not depend on which rows are printed."""
    total = len(batch.packs)
    base = batch_name(batch)
    titles = {}
    for place, pack in enumerate(batch.packs, 1):
        title = f"{base} {place:0{len(str(total))}} of {total}"
        if names:
            title = f"{pack.entry.person.get('name') or pack.path.stem}, {title}"
        titles[pack.path.name] = job_title(title)
    return titles


def _size(packs: Sequence[BatchPack]) -> PaperSize:
    """Return the paper size of a batch, which is the same for all its packs.

    Raises:
        DeliveryError: packs are missing or have changed; the message names all rows.
    """
    from packgen.imposition.source import open_source

    sizes: PaperSize | None = None
    wrong: list[int] = []
    problem: DeliveryError | None = None
    for pack in packs:
        try:
            data = pack.read()
        except DeliveryError as error:
            problem = error
            wrong.append(pack.entry.row or 0)
            continue
        if sizes is None:
            sizes = paper_size(open_source(data, f"The pack of row {pack.entry.row}").sizes)
    if problem is not None or sizes is None:
        if len(wrong) == 1 and problem is not None:
            raise problem
        raise DeliveryError(
            f"The packs of rows {describe_rows(wrong)} are missing or have changed since the batch made them. "
            "Run packgen batch again, which makes them anew."
        )
    return sizes
