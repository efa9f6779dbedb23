"""The pages of a file in order, each with the entries that determine its appearance (ISO 32000-1, 7.7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from packgen.imposition.inflate import inflated
from packgen.imposition.reader import PdfReader, RawStream
from packgen.imposition.syntax import MalformedError, Ref, Value, integer, real

MOST_PAGES = 20_000
_MOST_INFLATED = 1 << 26
"""Bytes that the content of a page may come to."""

_LONGEST_SIDE = 20_000.0
"""Points; a PDF page has 14,400 at most (Annex C)."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


class Page(NamedTuple):
    """A page.

    Attributes:
        box: visible rectangle in user space.
        rotation: clockwise rotation for display in degrees: 0, 90, 180 or 270.
        unit: size of a user space unit in points.
        contents: content streams; each can be interpreted by itself.
        resources: resource dictionary.
        group: transparency group, or None.
    """

    box: Box
    rotation: int
    unit: float
    contents: tuple[Ref, ...]
    resources: Value
    group: Value | None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as displayed."""
        left, bottom, right, top = self.box
        width, height = (right - left) * self.unit, (top - bottom) * self.unit
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def operators(self, reader: PdfReader) -> list[bytes]:
        """Return the decompressed content streams, without those that use a predictor.

        Raises:
            MalformedError: a stream is damaged or too large.
        """
        found = []
        for reference in self.contents:
            stream = reader.stream(reference)
            data = content(stream)
            if data is not None:
                found.append(data)
        return found

    def verify(self, reader: PdfReader) -> None:
        """Check that the resources exist and the content streams are not damaged.

        Raises:
            MalformedError: one of them is missing or damaged.
        """
        reader.dictionary(self.resources)
        self.operators(reader)


def content(stream: RawStream) -> bytes | None:
    """Return the decompressed data of a content stream, or None if it uses a predictor.

    Raises:
        MalformedError: it is damaged, too large, or has a filter that neither packgen nor qpdf writes.
    """
    kind = stream.entries.get(b"/Filter")
    if kind is None:
        return stream.data
    if kind not in (b"/FlateDecode", [b"/FlateDecode"]):
        raise MalformedError("a filter that is not known")
    return None if b"/DecodeParms" in stream.entries else inflated(stream.data, _MOST_INFLATED)


def pages(reader: PdfReader, root: dict[bytes, Value]) -> Iterator[Page]:
    """Yield the pages of a file in order.

    Raises:
        MalformedError: there is no page, or a page cannot be read.
    """
    waiting: list[Value] = [root.get(b"/Pages", b"null")]
    seen: set[Value] = set()
    count = 0
    while waiting:
        reference = waiting.pop()
        if not isinstance(reference, Ref) or reference in seen:
            raise MalformedError("a page tree that is none")
        seen.add(reference)
        node = reader.dictionary(reference)
        if node.get(b"/Type") == b"/Pages":
            waiting += reversed(reader.array(node.get(b"/Kids")))
        elif node.get(b"/Type") == b"/Page":
            count += 1
            yield _page(reader, node)
        else:
            raise MalformedError("a page tree that is none")
        if len(waiting) > MOST_PAGES or count > MOST_PAGES:
            raise MalformedError(f"more than {MOST_PAGES:,} pages")
    if not count:
        raise MalformedError("no pages")


def _page(reader: PdfReader, node: dict[bytes, Value]) -> Page:
    media = _box(reader, node.get(b"/MediaBox"))
    crop = _box(reader, node.get(b"/CropBox")) if b"/CropBox" in node else media
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    unit = real(reader_value) if (reader_value := _atom(reader, node.get(b"/UserUnit"))) else 1.0
    if not all(1 <= (box[side + 2] - box[side]) * unit <= _LONGEST_SIDE for side in (0, 1)):
        raise MalformedError("a page without a size")
    turned = _atom(reader, node.get(b"/Rotate"))
    rotation = integer(turned) % 360 if turned else 0
    contents = reader.get(node.get(b"/Contents"))
    listed = contents if isinstance(contents, list) else [node[b"/Contents"]] if contents is not None else []
    references = [one for one in listed if isinstance(one, Ref)]
    if rotation % 90 or len(references) != len(listed):
        raise MalformedError("a page of which this cannot be")
    for one in references:
        reader.stream(one)
    return Page(box, rotation, unit, tuple(references), node.get(b"/Resources", {}), node.get(b"/Group"))


def _atom(reader: PdfReader, value: Value | None) -> bytes | None:
    found = reader.get(value)
    return found if isinstance(found, bytes) else None


def _box(reader: PdfReader, value: Value | None) -> Box:
    """Return a normalised rectangle: left, bottom, right, top (7.9.5)."""
    sides = [real(_atom(reader, side)) for side in reader.array(value)]
    if len(sides) != 4:
        raise MalformedError("a page without a size")
    return min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]), max(sides[1], sides[3])
