"""One face: what shaping needs to know of a font file, and its subsets for embedding.

This is the only module that touches HarfBuzz. Nothing is read before it is asked for.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from packgen.text.coverage import PLAIN, refused
from packgen.text.font_file import EMBEDDED, FontFile

UNKNOWN = "\ufffd"
"""The text of a glyph that stands for nothing by itself; where one is drawn, ActualText says what it means."""

_LONGEST_NAME = 63
"""Characters of a PostScript name (OpenType, "name", ID 6); PDF/A-2 allows 127 bytes in a name, with the subset tag."""

_FEATURES = {"liga": False, "clig": False}
"""Ligatures stay off, so that a search finds every letter; kerning is on by itself, discretionary ligatures are not."""

_CODE_ESCAPES = {0x0A: "\\n", 0x0D: "\\r", 0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}

Position = tuple[int, int, int, int]
"""Where HarfBuzz put a glyph: offset and advance in font units, each as x and y."""


class Shaped(NamedTuple):
    """A run shaped by HarfBuzz: number and position of each glyph, and the infos that hold their clusters."""

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


class Face(FontFile):
    """A face that text can be set in. Its methods may be called by several threads.

    Whatever needs the file raises UnusableFontError if it is missing or broken.

    Args:
        index: its place in the catalogue; its resource name in a PDF is F<index>.
        path: the file.
        data: the file's bytes, if they are at hand already.

    Attributes:
        glyphs: what each glyph is by itself, for ``[]`` with any number.
    """

    def __init__(self, index: int, path: Path, data: bytes | None = None) -> None:
        super().__init__(path, data)
        self.index = index
        self.glyphs: Mapping[int, Glyph] = _Glyphs(self)

    @cached_property
    def _font(self) -> Any:
        _ = self.tables
        import uharfbuzz

        face = uharfbuzz.Face(uharfbuzz.Blob(self.data))
        if not face.glyph_count:
            raise self.unusable("it has no glyphs")
        return uharfbuzz.Font(face)

    # -- characters and glyphs

    @cached_property
    def cmap(self) -> dict[str, int]:
        """The glyph of every character that the font has and that can be set at all."""
        font = self._font
        pairs = ((chr(code), font.get_nominal_glyph(code)) for code in font.face.unicodes)
        cmap = {character: gid for character, gid in pairs if gid and not _refused(character)}
        if not cmap:
            raise self.unusable("it has no characters")
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
        buffer = _shaper.buffer
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

    # -- facts for embedding

    def width(self, gid: int) -> int:
        """Return a glyph's width as the W array of the font must state it (ISO 32000-1, 9.7.4.3)."""
        return self.glyphs[gid].width

    def is_inked(self, gid: int) -> bool:
        """Tell whether a glyph shows anything."""
        extents = self._font.get_glyph_extents(gid)
        return extents is not None and bool(extents.width and extents.height)

    @cached_property
    def postscript_name(self) -> str:
        """The PostScript name, or failing that the file's, in characters that need no escape in a PDF name."""
        name: str | None = self._font.face.get_name(6)
        plain = (re.sub(r"[^A-Za-z0-9-]", "", text)[:_LONGEST_NAME] for text in (name or "", self.path.stem))
        return next(filter(None, plain), "Font")

    @cached_property
    def cap_height(self) -> int:
        """Height of a capital; older fonts do not state it, so it is taken from the H."""
        if self.number("OS/2", ">H", 0) >= 2:
            return self.per_mille(self.number("OS/2", ">h", 88))
        extents = self._font.get_glyph_extents(self.cmap.get("H", 0))
        return self.per_mille(extents.y_bearing) if extents else self.ascent

    def subset(self, gids: Iterable[int]) -> bytes:
        """Return a TrueType font program that has these glyphs under their own numbers, for FontFile2.

        The same glyphs always give the same bytes. Glyph 0 is always there.

        Raises:
            UnusableFontError: the file is missing or broken.
        """
        return self._subset(gids, "", EMBEDDED)

    def subset_with_cmap(self, characters: str) -> bytes:
        """Return a TrueType font program that has some characters' glyphs and a "cmap" table that maps the characters.

        The characters are mapped to their glyph numbers in the whole font; those that the font lacks are left out.

        Raises:
            UnusableFontError: the file is missing or broken.
        """
        return self._subset((), characters, EMBEDDED | {"cmap"})

    def _subset(self, gids: Iterable[int], characters: str, kept: frozenset[str]) -> bytes:
        font = self._font
        import uharfbuzz

        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(sorted(gids))
        wanted.unicode_set.update(sorted(map(ord, characters)))
        dropped = self.tables.keys() - kept
        wanted.drop_table_tag_set.update(sorted(int.from_bytes(tag.encode("latin-1"), "big") for tag in dropped))
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        try:
            return bytes(uharfbuzz.subset(font.face, wanted).blob.data)
        except RuntimeError as error:
            raise self.unusable("its glyphs cannot be read") from error


class _ThreadShaper(threading.local):
    """The buffer that a thread shapes in: its own, since threads share faces. Making one takes as long as shaping."""

    @cached_property
    def buffer(self) -> Any:
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        return buffer


_shaper = _ThreadShaper()

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
