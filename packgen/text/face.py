"""A face: the data of a font file needed for shaping, and its subsets for embedding.

This is the only module that calls HarfBuzz. Data is read from the file when it is first used.
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
from packgen.text.glyph import Glyph, Position
from packgen.text.pairs import KernedPairs
from packgen.text.spacing import NORMAL_SPACING, Spacing

UNKNOWN = "\ufffd"
"""The text of a glyph that has no text of its own; where it is drawn, ActualText gives its meaning."""

_LONGEST_NAME = 63
"""Characters of a PostScript name (OpenType, "name", ID 6); PDF/A-2 allows 127 bytes in a name, with the subset tag."""

_FEATURES = {"liga": False, "clig": False}
"""Ligatures are off, so that a search finds every letter; kerning is on by default, discretionary ligatures are off."""

_SPACES = " \u00a0"
"""The spaces between words; the width of the others is their meaning."""

_CODE_ESCAPES = {0x0A: "\\n", 0x0D: "\\r", 0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}


class Shaped(NamedTuple):
    """A run shaped by HarfBuzz: number and position of each glyph, and the glyph infos with their clusters."""

    gids: list[int]
    positions: list[Position]
    infos: Sequence[Any]

    @property
    def clusters(self) -> list[int]:
        """For each glyph, the index of its first character in the text."""
        return [info.cluster for info in self.infos]


class Face(FontFile):
    """A face in which text can be set. Its methods may be called by several threads.

    Everything that reads the file raises UnusableFontError if it is missing or broken.

    Args:
        index: of the face in the catalogue; its resource name in a PDF is F<index>.
        path: the file.
        data: the file's bytes, if they have been read already.
        spacing: of letters and words.
        kerned_in_pairs: whether the place of a glyph in a word that `KernedPairs` knows depends on the glyph before it
            only, which is so if the kerning has no rules with a context.

    Attributes:
        glyphs: the glyph of any number, by subscription.
        pairs: the pairs of characters known so far, where pairs decide.
    """

    def __init__(
        self,
        index: int,
        path: Path,
        data: bytes | None = None,
        spacing: Spacing = NORMAL_SPACING,
        *,
        kerned_in_pairs: bool = False,
    ) -> None:
        super().__init__(path, data)
        self.index = index
        self._spacing = spacing
        self.pairs = KernedPairs() if kerned_in_pairs and spacing == NORMAL_SPACING else None
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
        """The glyph of every character that the font has and that packgen can set."""
        font = self._font
        pairs = ((chr(code), font.get_nominal_glyph(code)) for code in font.face.unicodes)
        cmap = {character: gid for character, gid in pairs if gid and not _refused(character)}
        if not cmap:
            raise self.unusable("it has no characters")
        return cmap

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters of cmap that can occur in text prepared for shaping."""
        return frozenset(filter(_stands_alone, self.cmap))

    def covers(self, text: str) -> bool:
        """Tell whether the font has every character of a text, or the parts of a decomposed one."""
        known = self.known
        return all(c in known or known.issuperset(unicodedata.normalize("NFD", c)) for c in text)

    @cached_property
    def texts(self) -> Mapping[int, str]:
        """The text of a glyph, by subscription with any glyph number.

        It depends on the font file only. Of several characters with the same glyph, the common one is chosen: no
        modifier letter (’ rather than ʼ), stable under NFKC (space rather than no-break space), lowest code point.
        """
        sharing: dict[int, list[str]] = {}
        for character, gid in self.cmap.items():
            sharing.setdefault(gid, []).append(character)
        texts = {gid: min(some, key=_oddity) if len(some) > 1 else some[0] for gid, some in sharing.items()}
        return _Texts(texts, self)

    @cached_property
    def plain(self) -> Mapping[str, int]:
        """The part of cmap whose glyphs have the character as their text, including ligatures and special spaces."""
        texts = self.texts
        return {
            c: gid
            for c, gid in self.cmap.items()
            if texts[gid] == c or unicodedata.normalize("NFKC", texts[gid]) == unicodedata.normalize("NFKC", c)
        }

    def mark_forms(self) -> dict[int, str]:
        """Return the glyphs of combining marks over a capital, which no cmap contains."""
        forms: dict[int, str] = {}
        for mark in sorted(c for c in self.cmap if unicodedata.category(c) == "Mn"):
            for capital in "QН":  # Latin and Cyrillic; neither composes with any mark
                placed = self.shape(capital + mark).gids if capital in self.cmap else []
                if len(placed) == 2:
                    forms.setdefault(placed[1], mark)
        return forms

    # -- shaping

    def shape(self, text: str) -> Shaped:
        """Shape one run from left to right, independent of the locale. Clusters are indices of single characters."""
        buffer = _shaper.buffer
        buffer.clear_contents()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.language = "und"  # otherwise HarfBuzz takes it from the environment, and letterforms depend on it
        buffer.guess_segment_properties()
        self._shape(self._font, buffer, _FEATURES)
        infos = buffer.glyph_infos
        shaped = Shaped(
            [info.codepoint for info in infos], [placed.position for placed in buffer.glyph_positions], infos
        )
        return shaped if self._spacing == NORMAL_SPACING else self._spaced(text, shaped)

    def _spaced(self, text: str, shaped: Shaped) -> Shaped:
        """Return glyphs with the spacing of the face; a mark stays above or below its letter."""
        tracking, word_space = self._spacing
        apart = round(tracking * self.upem)
        positions: list[Position] = []
        for (dx, dy, advance, up), cluster in zip(shaped.positions, shaped.clusters, strict=True):
            if advance and text[cluster] in _SPACES:
                advance = round(advance * word_space)
            positions.append((dx, dy, advance + apart, up) if advance else (dx - apart, dy, 0, up))
        return shaped._replace(positions=positions)

    @cached_property
    def _shape(self) -> Callable[..., None]:
        import uharfbuzz

        shape: Callable[..., None] = uharfbuzz.shape
        return shape

    def advance(self, gid: int) -> int:
        """Return a glyph's advance in font units."""
        advance: int = self._font.get_glyph_h_advance(gid)
        return advance

    # -- data for embedding

    def width(self, gid: int) -> int:
        """Return a glyph's width for the W array of the font (ISO 32000-1, 9.7.4.3)."""
        return self.glyphs[gid].width

    def is_inked(self, gid: int) -> bool:
        """Tell whether a glyph has an outline."""
        extents = self._font.get_glyph_extents(gid)
        return extents is not None and bool(extents.width and extents.height)

    @cached_property
    def postscript_name(self) -> str:
        """The PostScript name, or else the file's name, in characters that need no escape in a PDF name."""
        name: str | None = self._font.face.get_name(6)
        plain = (re.sub(r"[^A-Za-z0-9-]", "", text)[:_LONGEST_NAME] for text in (name or "", self.path.stem))
        return next(filter(None, plain), "Font")

    @cached_property
    def cap_height(self) -> int:
        """Height of a capital; older fonts do not state it, so it is measured on the H."""
        if self.number("OS/2", ">H", 0) >= 2:
            return self.per_mille(self.number("OS/2", ">h", 88))
        extents = self._font.get_glyph_extents(self.cmap.get("H", 0))
        return self.per_mille(extents.y_bearing) if extents else self.ascent

    def subset(self, gids: Iterable[int]) -> bytes:
        """Return a TrueType font program with these glyphs under their original numbers, for FontFile2.

        The same glyphs always give the same bytes. Glyph 0 is always included.

        Raises:
            UnusableFontError: the file is missing or broken.
        """
        return self._subset(gids, "", EMBEDDED)

    def subset_with_cmap(self, characters: str) -> bytes:
        """Return a TrueType font program with the glyphs of some characters and a "cmap" table for them.

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
    """A HarfBuzz buffer for each thread, since threads share faces. Making one takes as long as shaping a word."""

    @cached_property
    def buffer(self) -> Any:
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        return buffer


_shaper = _ThreadShaper()

# Most fonts have the same characters, so the result for each is cached for all fonts.
_refused = lru_cache(maxsize=1 << 16)(refused)


@lru_cache(maxsize=1 << 16)
def _stands_alone(character: str) -> bool:
    """Tell whether a character can occur in text prepared for shaping."""
    return ord(character) not in PLAIN and unicodedata.is_normalized("NFC", character)


class _Glyphs(dict[int, Glyph]):
    """Glyphs by number, each looked up in the font at its first use."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, gid: int) -> Glyph:
        advance = self._face.advance(gid)
        code = "".join(_CODE_ESCAPES.get(byte) or chr(byte) for byte in gid.to_bytes(2, "big"))
        glyph = self[gid] = Glyph(self._face.per_mille(advance), code, (0, 0, advance, 0), self._face.index << 16 | gid)
        return glyph


class _Texts(dict[int, str]):
    """Texts of glyphs by number; at the first use of a glyph that no cmap has, those of all such glyphs are found."""

    def __init__(self, texts: dict[int, str], face: Face) -> None:
        super().__init__(texts)
        self._face: Face | None = face

    def __missing__(self, gid: int) -> str:
        if self._face is not None:
            for form, mark in self._face.mark_forms().items():
                self.setdefault(form, mark)
            self._face = None  # last, so that another thread finds the texts itself until they are complete
        return self.setdefault(gid, UNKNOWN)


def _oddity(character: str) -> tuple[bool, bool, str]:
    modifier = unicodedata.category(character) in ("Lm", "Sk")
    return modifier, not unicodedata.is_normalized("NFKC", character), character
