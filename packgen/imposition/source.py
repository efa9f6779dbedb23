"""Open PDF files to impose or count their pages: packgen's own with packgen's reader, all others through pikepdf.

A file is packgen's own if it has the header, the metadata and exactly the structure that packgen writes; one that
another program has saved, such as a filled-in form, has another structure. pikepdf rewrites all others into that
structure (`packgen.imposition.foreign`), so that one reader suffices.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from packgen.errors import OutputError, harmless
from packgen.files import PDF
from packgen.imposition.layers import hidden_layers
from packgen.imposition.pages import Page, pages
from packgen.imposition.reader import PdfReader
from packgen.imposition.strings import decoded
from packgen.imposition.syntax import MalformedError, Ref
from packgen.pdf.writer import HEADER

LARGEST = 1_000_000_000
"""Bytes of a file."""

_BEGINS, _BEGINNING = b"%PDF-", 1024
"""What a PDF has among its first bytes (7.5.2, and what all programs accept)."""

_NEAR = 1_000_000
"""Bytes from the beginning of a file in which one of packgen's says what it is."""


class SourcePdf:
    """The pages of a finished PDF.

    Args:
        reader: reader of the file's objects.
        shown: the file as messages name it.
        own: whether the file is unchanged since packgen wrote it.
        repaired: whether the file was damaged, so that content may be missing.

    Attributes:
        pages: the pages in order.
        reader: reader of the file's objects.
        shown: the file as messages name it.
        own: whether the file is unchanged since packgen wrote it.
        repaired: whether the file was damaged, so that content may be missing.

    Raises:
        MalformedError: the file has no pages, or a page cannot be read or has damaged content.
    """

    def __init__(self, reader: PdfReader, shown: str, *, own: bool, repaired: bool = False) -> None:
        self.reader, self.shown, self.own, self.repaired = reader, shown, own, repaired
        self._root = reader.dictionary(reader.trailer.get(b"/Root"))
        self.pages: tuple[Page, ...] = tuple(pages(reader, self._root))
        for page in self.pages:
            page.verify(reader)

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points as displayed: cropped and rotated."""
        return tuple([page.size for page in self.pages])

    @cached_property
    def title(self) -> str:
        """The title in the file's metadata, or an empty string."""
        info = self.reader.get(self.reader.trailer.get(b"/Info"))
        found = self.reader.get(info.get(b"/Title")) if isinstance(info, dict) else None
        return decoded(found) if isinstance(found, bytes) else ""

    @cached_property
    def language(self) -> str:
        """The language in the file's catalog (ISO 32000-1, 14.9.2), or an empty string."""
        found = self.reader.get(self._root.get(b"/Lang"))
        return decoded(found) if isinstance(found, bytes) else ""

    @cached_property
    def layers(self) -> tuple[list[Ref], list[Ref]]:
        """The file's optional content groups, and those of them that are not printed (8.11)."""
        return hidden_layers(self.reader, self._root)


def open_source(data: bytes, shown: str) -> SourcePdf:
    """Return the pages of a finished PDF.

    Args:
        data: the file's bytes.
        shown: the file as messages name it.

    Raises:
        OutputError: the file is not a PDF, is encrypted, is damaged beyond repair, has no pages, or needs pikepdf,
            which is not installed.
    """
    if len(data) > LARGEST:
        raise OutputError(f"{harmless(shown)} is larger than {LARGEST:,} bytes, too large to be read.")
    own = PDF.holds in data[:_NEAR]
    if own and data.startswith(HEADER):
        try:
            return SourcePdf(PdfReader(data), shown, own=True)
        except MalformedError:
            pass  # another program has saved it, or it is damaged
    if _BEGINS not in data[:_BEGINNING]:
        raise OutputError(f"{harmless(shown)} is not a PDF.")
    from packgen.imposition.foreign import rewritten

    try:
        again = rewritten(data, harmless(shown), own=own)
        return SourcePdf(PdfReader(again.data), shown, own=False, repaired=again.repaired)
    except MalformedError as error:
        raise damaged(shown, own=own) from error


def damaged(shown: str, *, own: bool) -> OutputError:
    """Return the error for a file that cannot be read.

    Args:
        shown: the file as messages name it.
        own: whether packgen made it.
    """
    remedy = "Build it again." if own else "Open it in another program, and save it again under another name."
    return OutputError(f"{harmless(shown)} is damaged. {remedy}")


@contextmanager
def reading(source: SourcePdf) -> Iterator[None]:
    """Turn a `MalformedError` inside the block into an `OutputError`: the objects of a source are read on demand.

    Raises:
        OutputError: an object cannot be read.
    """
    try:
        yield
    except MalformedError as error:
        raise damaged(source.shown, own=source.own) from error
