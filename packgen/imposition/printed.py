"""Write a PDF for printing: pages only, without tags, links or fields, and without a claim of conformance."""

from __future__ import annotations

from packgen.bind.metadata import unclaimed_info, unclaimed_xmp
from packgen.imposition.stock import Stock, Taking
from packgen.imposition.syntax import Ref
from packgen.pdf.objects import references
from packgen.pdf.streams import Stream
from packgen.pdf.writer import Writer

_CATALOGUE, TREE, _METADATA, _INFO = range(1, 5)
FIRST = 5
"""The first number for what the pages need."""


class Printed:
    """A file under construction.

    Attributes:
        stock: objects of the file, except catalog and page tree.
        pages: object numbers of the pages, in order.
    """

    def __init__(self) -> None:
        self.stock = Stock(FIRST)
        self.pages: list[int] = []
        self._groups: list[str] = []
        self._hidden: list[str] = []

    def page(self, entries: str) -> None:
        """Add a page, given the entries of its dictionary except Type and Parent."""
        number = self.stock.reserve()
        self.stock.put(number, f"<</Type/Page/Parent {TREE} 0 R{entries}>>")
        self.pages.append(number)

    def layers(self, taking: Taking, layers: tuple[list[Ref], list[Ref]]) -> None:
        """Add the optional content groups of a file, and those of them that are not printed."""
        for kept, groups in zip((self._groups, self._hidden), layers, strict=True):
            kept += [taking.value(group) for group in groups]

    def finished(self, title: str, preferences: str = "") -> bytes:
        """Return the file.

        Args:
            title: title in the metadata; may be empty.
            preferences: entries of the viewer preferences (12.2).
        """
        tree = f"<</Type/Pages/Count {len(self.pages)}/Kids{references(self.pages)}>>"
        groups, hidden = (" ".join(dict.fromkeys(listed)) for listed in (self._groups, self._hidden))
        layers = f"/OCProperties<</OCGs[{groups}]/D<</OFF[{hidden}]>>>>" if groups else ""
        shown = f"/ViewerPreferences<</PrintScaling/None{preferences}>>"
        catalogue = f"<</Type/Catalog/Pages {TREE} 0 R/Metadata {_METADATA} 0 R{shown}{layers}>>"
        objects = [(_CATALOGUE, catalogue), (TREE, tree), unclaimed_info(_INFO, title), *self.stock.objects]
        holder = self.stock.end
        out = bytearray()
        writer = Writer(holder + 1, out.extend)
        writer.add_streams([Stream(_METADATA, "/Type/Metadata/Subtype/XML", unclaimed_xmp(title)), *self.stock.streams])
        writer.add_objects(holder, objects)
        writer.finish(_CATALOGUE, _INFO)
        return bytes(out)
