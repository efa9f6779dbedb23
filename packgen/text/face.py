"""One font file: what shaping needs to know of it, and what a PDF must say about it when it is embedded.

This is the only module that touches HarfBuzz. Nothing is read before it is asked for.
"""

from __future__ import annotations

import re
import struct
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from math import ceil, floor
from pathlib import Path
from typing import Any, NamedTuple

from packgen.errors import ThemeError
from packgen.text.coverage import PLAIN, refused

UNKNOWN = "\ufffd"
"""The text of a glyph that stands for nothing by itself; where one is drawn, ActualText says what it means."""

_EMBEDDED = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
"""The tables of a TrueType font program in a PDF (ISO 32000-1, 9.9); without hinting it needs no others."""
_NEEDED = _EMBEDDED | {"OS/2", "cmap", "post"}

_FEATURES = {"liga": False, "clig": False}
"""Ligatures stay off, so that a search finds every letter; kerning is on by itself, discretionary ligatures are not."""

_CODE_ESCAPES = {0x0A: "\\n", 0x0D: "\\r", 0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}

Position = tuple[int, int, int, int]
"""Where HarfBuzz put a glyph: offset and advance in font units, each as x and y."""


class Shaped(NamedTuple):
    """A run as HarfBuzz shaped it: the number and the position of each glyph, and what tells their clusters."""

    gids: list[int]
    positions: list[Position]
    infos: Sequence[Any]

    @property
    def clusters(self) -> list[int]:
        """For each glyph the place of its first character in the text."""
        return [info.cluster for info in self.infos]


class Glyph(NamedTuple):
    """A glyph by itself.

    Attributes:
        width: in 1/1000 em.
        code: its number as the inside of a PDF string.
        position: where HarfBuzz puts it if nothing moves it.
        key: its number among the glyphs of all faces, as `packgen.sheet.glyphs` counts them.
    """

    width: int
    code: str
    position: Position
    key: int


class Face:
    """A font file of the catalogue. Metrics are in 1/1000 em, the glyph space of PDF (ISO 32000-1, 9.2.4).

    Whatever needs the file raises ThemeError if it is missing or broken.

    Attributes:
        index: its place in the catalogue; its resource name in a PDF is F<index>.
        path: the file.
        glyphs: what each glyph is by itself, for ``[]`` with any number.
    """

    def __init__(self, index: int, path: Path) -> None:
        self.index = index
        self.path = path
        self.glyphs: Mapping[int, Glyph] = _Glyphs(self)

    # -- the file

    @cached_property
    def data(self) -> bytes:
        """The file's bytes, unchecked."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise self._broken(error.strerror or "it cannot be read") from error

    @cached_property
    def _tables(self) -> dict[str, memoryview]:
        data = memoryview(self.data)
        kind = bytes(data[:4])
        if kind == b"OTTO":
            raise self._broken("its outlines are PostScript, and packgen embeds TrueType outlines (glyf)")
        if kind != b"\0\1\0\0":
            raise self._broken("it is not a TrueType font")
        directory = data[12 : 12 + 16 * int.from_bytes(data[4:6], "big")]
        tables = {}
        for tag, _, start, length in struct.iter_unpack(">4sIII", directory[: len(directory) // 16 * 16]):
            table = data[start : start + length]
            # HarfBuzz would shorten a table that runs past the end, and its last glyphs would be blank.
            if len(table) < length:
                raise self._broken("it is cut short")
            tables[tag.decode("latin-1")] = table
        lacking = sorted(_NEEDED - tables.keys())
        if lacking:
            raise self._broken(f'it has no "{lacking[0]}" table')
        return tables

    @cached_property
    def _font(self) -> Any:
        _ = self._tables
        import uharfbuzz  # type: ignore[import-untyped]

        face = uharfbuzz.Face(uharfbuzz.Blob(self.data))
        if not face.glyph_count:
            raise self._broken("it has no glyphs")
        return uharfbuzz.Font(face)

    def _number(self, table: str, layout: str, offset: int) -> int:
        try:
            number: int = struct.unpack_from(layout, self._tables[table], offset)[0]
        except struct.error as error:
            raise self._broken(f'its "{table}" table is too short') from error
        return number

    def _broken(self, reason: str) -> ThemeError:
        return ThemeError(f"The font {self.path} cannot be used: {reason}. Restore the file, or install packgen again.")

    # -- characters and glyphs

    @cached_property
    def cmap(self) -> dict[str, int]:
        """The glyph of every character that the font has and that can be set at all."""
        font = self._font
        pairs = ((chr(code), font.get_nominal_glyph(code)) for code in font.face.unicodes)
        cmap = {character: gid for character, gid in pairs if gid and not _refused(character)}
        if not cmap:
            raise self._broken("it has no characters")
        return cmap

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters of cmap that may stand in a text that is ready to be shaped."""
        return frozenset(filter(_stands_alone, self.cmap))

    def covers(self, text: str) -> bool:
        """Tell whether the font has every character of a text, or the parts of it."""
        known = self.known
        return all(c in known or known.issuperset(unicodedata.normalize("NFD", c)) for c in text)

    @cached_property
    def texts(self) -> Mapping[int, str]:
        """Glyph number to the text that the glyph stands for, for ``[]`` with any number.

        It depends on the font file alone. Of several characters that share a glyph the everyday one counts: no
        modifier letter (’ rather than ʼ), stable under NFKC (space rather than no-break space), lowest.
        """
        sharing: dict[int, list[str]] = {}
        for character, gid in self.cmap.items():
            sharing.setdefault(gid, []).append(character)
        texts = {gid: min(some, key=_oddity) if len(some) > 1 else some[0] for gid, some in sharing.items()}
        return _Texts(texts, self)

    @cached_property
    def plain(self) -> Mapping[str, int]:
        """The part of cmap whose glyphs say what was written (ligatures and spaces of their own kind included)."""
        texts = self.texts
        return {
            c: gid
            for c, gid in self.cmap.items()
            if texts[gid] == c or unicodedata.normalize("NFKC", texts[gid]) == unicodedata.normalize("NFKC", c)
        }

    def mark_forms(self) -> dict[int, str]:
        """Return the glyphs that combining marks take over a capital: they are in no cmap."""
        forms: dict[int, str] = {}
        for mark in sorted(c for c in self.cmap if unicodedata.category(c) == "Mn"):
            for capital in "QН":  # Latin and Cyrillic, neither of which composes with any mark
                placed = self.shape(capital + mark).gids if capital in self.cmap else []
                if len(placed) == 2:
                    forms.setdefault(placed[1], mark)
        return forms

    # -- shaping

    def shape(self, text: str) -> Shaped:
        """Shape one run, left to right, independent of the locale. Clusters are the places of single characters."""
        buffer = _desk.buffer
        buffer.clear_contents()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.language = "und"  # left alone, HarfBuzz takes it from the environment, and letterforms with it
        buffer.guess_segment_properties()
        self._shape(self._font, buffer, _FEATURES)
        infos = buffer.glyph_infos
        return Shaped([info.codepoint for info in infos], [placed.position for placed in buffer.glyph_positions], infos)

    @cached_property
    def _shape(self) -> Callable[..., None]:
        import uharfbuzz

        shape: Callable[..., None] = uharfbuzz.shape
        return shape

    def advance(self, gid: int) -> int:
        """Return a glyph's advance in font units."""
        advance: int = self._font.get_glyph_h_advance(gid)
        return advance

    def per_mille(self, units: float) -> int:
        """Return font units in 1/1000 em, rounded as all text is."""
        return round(units * 1000 / self.upem)

    # -- facts for embedding

    def width(self, gid: int) -> int:
        """Return a glyph's width as the W array of the font must state it (ISO 32000-1, 9.7.4.3)."""
        return self.glyphs[gid].width

    @cached_property
    def upem(self) -> int:
        """Font units an em."""
        upem = self._number("head", ">H", 18)
        if not 16 <= upem <= 16384:  # the limits of the OpenType specification
            raise self._broken("its em is not a possible size")
        return upem

    @cached_property
    def postscript_name(self) -> str:
        """The PostScript name, or failing that the file's, in characters that need no escape in a PDF name."""
        name: str | None = self._font.face.get_name(6)
        return re.sub(r"[^A-Za-z0-9-]", "", name or "") or re.sub(r"[^A-Za-z0-9-]", "", self.path.stem) or "Font"

    @cached_property
    def bbox(self) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of all glyphs together."""
        em = self.upem / 1000
        left, bottom, right, top = (self._number("head", ">h", offset) / em for offset in (36, 38, 40, 42))
        return floor(left), floor(bottom), ceil(right), ceil(top)

    @cached_property
    def ascent(self) -> int:
        """Height of the line above the baseline."""
        return self.per_mille(self._number("hhea", ">h", 4))

    @cached_property
    def descent(self) -> int:
        """Depth of the line below the baseline, negative."""
        return self.per_mille(self._number("hhea", ">h", 6))

    @cached_property
    def cap_height(self) -> int:
        """Height of a capital; older fonts do not state it, so it is taken from the H."""
        if self._number("OS/2", ">H", 0) >= 2:
            return self.per_mille(self._number("OS/2", ">h", 88))
        extents = self._font.get_glyph_extents(self.cmap.get("H", 0))
        return self.per_mille(extents.y_bearing) if extents else self.ascent

    @cached_property
    def italic_angle(self) -> float:
        """Degrees from the vertical, negative for letters that lean to the right."""
        return self._number("post", ">i", 4) / 65536

    @cached_property
    def weight(self) -> int:
        """Weight class: 400 regular, 700 bold."""
        return self._number("OS/2", ">H", 4)

    def subset(self, gids: Iterable[int]) -> bytes:
        """Return a TrueType font program that has these glyphs under their own numbers, for FontFile2.

        The same glyphs always give the same bytes. Glyph 0 is always there.

        Raises:
            ThemeError: the file is missing or broken.
        """
        return self._subset(gids, "", _EMBEDDED)

    def subset_with_cmap(self, characters: str) -> bytes:
        """Return a TrueType font program that has some characters' glyphs and a "cmap" table that maps the characters.

        The characters are mapped to their glyph numbers in the whole font; those that the font lacks are left out.

        Raises:
            ThemeError: the file is missing or broken.
        """
        return self._subset((), characters, _EMBEDDED | {"cmap"})

    def _subset(self, gids: Iterable[int], characters: str, kept: frozenset[str]) -> bytes:
        font = self._font
        import uharfbuzz

        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(sorted(gids))
        wanted.unicode_set.update(sorted(map(ord, characters)))
        dropped = self._tables.keys() - kept
        wanted.drop_table_tag_set.update(sorted(int.from_bytes(tag.encode("latin-1"), "big") for tag in dropped))
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        try:
            return bytes(uharfbuzz.subset(font.face, wanted).blob.data)
        except RuntimeError as error:
            raise self._broken("its glyphs cannot be read") from error


class _ThreadShaper(threading.local):
    """What a thread shapes on: faces are shared, and what one thread lays out is not for another."""

    @cached_property
    def buffer(self) -> Any:
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        return buffer


_desk = _ThreadShaper()

# Fonts have much the same characters: each is judged once for all of them.
_refused = lru_cache(maxsize=1 << 16)(refused)


@lru_cache(maxsize=1 << 16)
def _stands_alone(character: str) -> bool:
    """Tell whether a character may stand in a text that is ready to be shaped."""
    return ord(character) not in PLAIN and unicodedata.is_normalized("NFC", character)


class _Glyphs(dict[int, Glyph]):
    """Glyphs, each looked up in the font when it is first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, gid: int) -> Glyph:
        advance = self._face.advance(gid)
        code = "".join(_CODE_ESCAPES.get(byte) or chr(byte) for byte in gid.to_bytes(2, "big"))
        glyph = self[gid] = Glyph(self._face.per_mille(advance), code, (0, 0, advance, 0), self._face.index << 16 | gid)
        return glyph


class _Texts(dict[int, str]):
    """Texts of glyphs, with those that are in no cmap found out when the first is asked for."""

    def __init__(self, texts: dict[int, str], face: Face) -> None:
        super().__init__(texts)
        self._face: Face | None = face

    def __missing__(self, gid: int) -> str:
        if self._face is not None:
            for form, mark in self._face.mark_forms().items():
                self.setdefault(form, mark)
            self._face = None  # last: until then another thread finds them out for itself
        return self.setdefault(gid, UNKNOWN)


def _oddity(character: str) -> tuple[bool, bool, str]:
    modifier = unicodedata.category(character) in ("Lm", "Sk")
    return modifier, not unicodedata.is_normalized("NFKC", character), character
