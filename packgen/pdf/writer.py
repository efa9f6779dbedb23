"""A PDF 1.7 file put together from fragments (ISO 32000-1, 7.5).

All that is not a stream is in object streams; a cross-reference stream ends the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from packgen.pdf.crossref import WIDTHS, CrossReferenceTable
from packgen.pdf.fragment import Fragment, digest
from packgen.pdf.streams import LEVEL_ONCE, Object, Stream, object_stream, serialised

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""How every file of packgen's begins."""

Write = Callable[[bytes], object]
"""Takes the bytes that come next."""


class Writer:
    """A file under construction, written from its beginning to its end.

    Args:
        count: the number of its cross-reference stream; its other objects have the numbers from 1 to ``count - 1``.
        write: takes the file, piece by piece.
    """

    def __init__(self, count: int, write: Write) -> None:
        self._write = write
        self._position = 0
        self._digests: list[bytes] = []
        self._count = count
        self._table = CrossReferenceTable(count + 1)
        self._append(HEADER)

    def add(self, fragment: Fragment) -> None:
        """Copy a fragment into the file."""
        self._table.add_rows(fragment.first, fragment.rows)
        self._table.add_streams(self._position, fragment.offsets)
        self._digests.append(fragment.digest)
        self._append(fragment.data)

    def add_objects(self, holder: int, objects: Sequence[Object]) -> None:
        """Write objects with any numbers into one object stream."""
        for index, (number, _) in enumerate(objects):
            self._table.add_object(number, holder, index)
        self.add_streams([object_stream(holder, objects, LEVEL_ONCE)])

    def add_streams(self, streams: Iterable[Stream]) -> None:
        """Write streams."""
        for stream in streams:
            self._table.add_stream(stream.number, self._position)
            data = serialised(stream)
            self._digests.append(digest(data))
            self._append(data)

    def finish(self, root: int, info: int) -> None:
        """End the file, given the numbers of its catalogue and information dictionary.

        Its identifier is a digest of the digests of all that was written (14.4).
        """
        identifier = digest(b"".join(self._digests)).hex()
        start = self._position
        self._table.add_stream(self._count, start)
        index, data = self._table.compressed()
        widths = " ".join(map(str, WIDTHS))
        entries = (
            f"/Type/XRef/W[{widths}]/Size {self._count + 1}{index}"
            f"/Root {root} 0 R/Info {info} 0 R/ID[<{identifier}><{identifier}>]"
            f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {sum(WIDTHS)}>>"
        )
        self._append(serialised(Stream(self._count, entries, data)))
        self._append(b"startxref\n%d\n%%%%EOF\n" % start)

    def _append(self, data: bytes) -> None:
        self._write(data)
        self._position += len(data)
