"""A TrueType font file: its tables, and the metrics that a PDF states. Data is read when it is first used.

The file is untrusted: offsets and lengths in it are checked.
"""

from __future__ import annotations

import struct
from functools import cached_property
from math import ceil, floor
from pathlib import Path

from packgen.errors import ThemeError

EMBEDDED = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
"""The tables of a TrueType font program in a PDF (ISO 32000-1, 9.9); without hinting no others are needed."""

_NEEDED = EMBEDDED | {"OS/2", "cmap", "post"}

_KINDS = {
    b"OTTO": "its outlines are PostScript (CFF), and packgen embeds TrueType outlines (glyf)",
    b"ttcf": "it is a collection of fonts (TTC)",
    b"wOFF": "it is compressed for web pages (WOFF)",
    b"wOF2": "it is compressed for web pages (WOFF2)",
}

_RESTRICTED, _PREVIEW_AND_PRINT, _EDITABLE = 0x2, 0x4, 0x8
_NO_SUBSETTING, _BITMAP_ONLY = 0x100, 0x200


class UnusableFontError(ThemeError):
    """A font file that cannot be used.

    Attributes:
        reason: what is wrong with the file, such as "it is cut short".
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The font {path} cannot be used: {reason}. Restore the file, or install packgen again.")
        self.reason = reason


class FontFile:
    """A font file. Metrics are in 1/1000 em, the glyph space of PDF (ISO 32000-1, 9.2.4).

    Everything that reads the file raises UnusableFontError if it is missing or broken.

    Args:
        path: of the file; used in messages if the bytes are given.
        data: its bytes, if they have been read already.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        self._given = data

    @cached_property
    def data(self) -> bytes:
        """The file's bytes, unchecked."""
        if self._given is not None:
            return self._given
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise self.unusable(error.strerror or "it cannot be read") from error

    @cached_property
    def tables(self) -> dict[str, memoryview]:
        """The tables, by tag."""
        data = memoryview(self.data)
        kind = bytes(data[:4])
        if kind != b"\0\1\0\0":
            raise self.unusable(_KINDS.get(kind, "it is not a TrueType font"))
        directory = data[12 : 12 + 16 * int.from_bytes(data[4:6], "big")]
        tables = {}
        for tag, _, start, length in struct.iter_unpack(">4sIII", directory[: len(directory) // 16 * 16]):
            table = data[start : start + length]
            # HarfBuzz would accept a table that runs past the end, and its last glyphs would be blank.
            if len(table) < length:
                raise self.unusable("it is cut short")
            tables[tag.decode("latin-1")] = table
        lacking = sorted(_NEEDED - tables.keys())
        if lacking:
            raise self.unusable(f'it has no "{lacking[0]}" table')
        return tables

    def number(self, table: str, layout: str, offset: int) -> int:
        """Return a number in a table, given its `struct` format and its offset in bytes."""
        try:
            number: int = struct.unpack_from(layout, self.tables[table], offset)[0]
        except struct.error as error:
            raise self.unusable(f'its "{table}" table is too short') from error
        return number

    def unusable(self, reason: str) -> UnusableFontError:
        """Return the error that says why the file cannot be used."""
        return UnusableFontError(self.path, reason)

    def per_mille(self, units: float) -> int:
        """Return font units in 1/1000 em, with the rounding used for all text."""
        return round(units * 1000 / self.upem)

    @cached_property
    def upem(self) -> int:
        """Font units per em."""
        upem = self.number("head", ">H", 18)
        if not 16 <= upem <= 16384:  # limits of the OpenType specification
            raise self.unusable("its em is not a possible size")
        return upem

    @cached_property
    def bbox(self) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of the bounding box of all glyphs."""
        em = self.upem / 1000
        left, bottom, right, top = (self.number("head", ">h", offset) / em for offset in (36, 38, 40, 42))
        return floor(left), floor(bottom), ceil(right), ceil(top)

    @cached_property
    def ascent(self) -> int:
        """Height of the line above the baseline."""
        return self.per_mille(self.number("hhea", ">h", 4))

    @cached_property
    def descent(self) -> int:
        """Depth of the line below the baseline, negative."""
        return self.per_mille(self.number("hhea", ">h", 6))

    @cached_property
    def italic_angle(self) -> float:
        """Degrees from the vertical, negative for letters that lean to the right."""
        return self.number("post", ">i", 4) / 65536

    @cached_property
    def weight(self) -> int:
        """Weight class: 400 regular, 700 bold."""
        return self.number("OS/2", ">H", 4)

    @property
    def is_variable(self) -> bool:
        """Whether it is a variable font (OpenType, "fvar")."""
        return "fvar" in self.tables

    @property
    def is_embeddable(self) -> bool:
        """Whether a subset of it may be embedded in a document to view and print (OpenType, "OS/2", fsType)."""
        rights = self.number("OS/2", ">H", 8)
        if rights & (_NO_SUBSETTING | _BITMAP_ONLY):
            return False
        return not rights & _RESTRICTED or bool(rights & (_PREVIEW_AND_PRINT | _EDITABLE))

    @property
    def is_embeddable_in_forms(self) -> bool:
        """Whether it may be embedded in an editable document, such as one with form fields."""
        rights = self.number("OS/2", ">H", 8)
        restricting = rights & (_RESTRICTED | _PREVIEW_AND_PRINT)
        return self.is_embeddable and (not restricting or bool(rights & _EDITABLE))
