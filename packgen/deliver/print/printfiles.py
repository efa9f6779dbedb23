"""Read the files that a ticket describes: one file, or the packs of a batch.

The files of a batch are named after students, and anybody may read a ticket in a print room: for such packs it shows
the folder and the row of the roster, never the file name.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from packgen.batch.regular import read_regular
from packgen.deliver.packs import entry_of, read_batch
from packgen.deliver.print.documents import batch_documents
from packgen.deliver.print.imposed import ENDING, NO_HANDLING, Handling, handling_of
from packgen.deliver.print.media import PaperSize, paper_size
from packgen.deliver.print.rows import describe_rows
from packgen.errors import DeliveryError
from packgen.files import PDF
from packgen.imposition.source import LARGEST, SourcePdf, open_source
from packgen.imposition.syntax import MalformedError
from packgen.locale.registry import words_for
from packgen.locale.words import Words

_NEAR = 1_000_000
"""Bytes from the beginning of a file in which one of packgen's says what it is."""


_MOST_PAGES = 1_000_000


class PrintFiles(NamedTuple):
    """Files to be printed.

    Attributes:
        paths: the files.
        name: name of the files on the ticket.
        title: title of the file or batch; empty if unknown.
        untitled: text to use if there is no title.
        sha256: digest of the file, or of the lines of all files' digests in the order of the roster.
        pages: number of pages of each file.
        papers: size of each page; for a batch, whose packs have the same paper size, of one page.
        ticket: default path of the ticket.
        handling: how the sheets are to be handled, as far as the file says.
        unmade: rows of the roster that have no pack.
        language: language of the file, or of the first pack of a batch; empty if unknown.
    """

    paths: tuple[Path, ...]
    name: str
    title: str
    untitled: str
    sha256: str
    pages: tuple[int, ...]
    papers: tuple[PaperSize, ...]
    ticket: Path
    handling: Handling = NO_HANDLING
    unmade: tuple[int, ...] = ()
    language: str = ""


def read_print_files(path: Path) -> PrintFiles:
    """Return the files of a print.

    Args:
        path: a PDF, or the folder of a batch.

    Raises:
        DeliveryError: the folder is not a batch's, or one of its packs is missing or has changed.
        OutputError: a file cannot be read.
    """
    return _batch(path) if path.is_dir() else _file(path)


def _file(path: Path) -> PrintFiles:
    data = read_regular(path, LARGEST, "", "Name a PDF, or the folder of a batch.")
    entry = entry_of(path)
    source = open_source(data, str(path))
    own = PDF.holds in data[:_NEAR]
    title, language = _description(source) if own else ("", "")
    handling = handling_of(source) if own and path.name.endswith(ENDING) else NO_HANDLING
    name, untitled = path.name, path.name.removesuffix(".pdf").removesuffix(".print")
    ticket = path.with_name(f"{path.name.removesuffix('.pdf')}.ticket.pdf")
    if entry is not None:
        row, folder = entry.row or 0, _absolute(path.parent)
        told = words_for(language).text
        key = "ticket.pack_of_row" if row else "ticket.a_pack"
        name = told(key, n=row, folder=folder.name)
        untitled, ticket = folder.name, _beside(path.parent, f"-row-{row}")
    papers = tuple(paper_size([size]) for size in source.sizes)
    digest = hashlib.sha256(data).hexdigest()
    return PrintFiles(
        (path,), name, title, untitled, digest, (len(papers),), papers, ticket, handling, language=language
    )


def _description(source: SourcePdf) -> tuple[str, str]:
    """Return the title in a file's metadata, and its language; empty strings if they are damaged."""
    try:
        return source.title, source.language
    except MalformedError:
        return "", ""


def _batch(path: Path) -> PrintFiles:
    documents, unmade = batch_documents(path, None, names=False)
    packs = read_batch(path).packs
    doubtful = [pack.entry.row or 0 for pack in packs if not 0 < (pack.entry.pages or 0) <= _MOST_PAGES]
    if doubtful:
        raise DeliveryError(
            f"The manifest in {path} cannot be right about the pages of rows {describe_rows(doubtful)}. "
            "Run packgen batch again, into another folder."
        )
    titles = list(dict.fromkeys(pack.entry.title for pack in packs if pack.entry.title))
    digests = "".join(f"{pack.entry.sha256}\n" for pack in packs)
    name, language = _absolute(path).name, _description(open_source(packs[0].read(), str(packs[0].path)))[1]
    words = words_for(language)
    return PrintFiles(
        tuple(pack.path for pack in packs),
        words.number("ticket.files_in_folder", len(packs), count=f"{len(packs):,}", folder=name),
        _title(titles, words),
        name,
        hashlib.sha256(digests.encode()).hexdigest(),
        tuple(document.pages for document in documents),
        tuple(dict.fromkeys(document.size for document in documents)),
        _beside(path),
        unmade=unmade,
        language=language,
    )


def _title(titles: Sequence[str], words: Words) -> str:
    if len(titles) < 2:
        return "".join(titles)
    others = len(titles) - 1
    return words.number("ticket.titles", others, title=titles[0], count=f"{others:,}")


def _beside(folder: Path, of: str = "") -> Path:
    """Return the path, beside a folder, of the ticket for all or for one of its packs."""
    named = folder if folder.name not in ("", "..") else _absolute(folder)
    return named.with_name(f"{named.name}{of}.ticket.pdf")


def _absolute(folder: Path) -> Path:
    """Return the absolute path of a folder, so that ``.`` has a name; symbolic links are kept, as users know them."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 (links are not to be followed)
