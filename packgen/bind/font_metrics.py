"""What binding needs of fonts: shaped words for furniture, a few measures, and the fonts to embed.

All of it is remembered, on disk too if there is a store, so that a pack whose sheets are in the cache is bound without
HarfBuzz.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind.chunk_codec import CHUNK, chunk_from_plain, chunk_to_plain
from packgen.bounded import Bounded
from packgen.cache.codec import Damaged, decode, encode
from packgen.cache.shape import count
from packgen.pdf.chunk import Chunk
from packgen.pdf.fonts import embedded_font
from packgen.sheet.glyphs import masks
from packgen.text.shaping import Word, expand

if TYPE_CHECKING:
    from packgen.cache.store import Store
    from packgen.text.faces import Faces
    from packgen.theme.design import Style

_MOST_WORDS = 6000
"""Words that are stored; if there would be more, only those of the last run are."""

_MOST_FONTS = 100
"""Subsets in memory: in a batch, each name with letters of its own needs one."""

_METRICS = ({str: count}, [(count, count)], [(count, str, int, str, [count])])
"""The shape of stored metrics: indexes of faces, heights of capitals, and words; see `packgen.cache.shape`."""


class ShapedLine(NamedTuple):
    """Words in one style.

    Attributes:
        width: in points.
        piece: the content of their TJ array.
        glyphs: by face, a mask whose bit n is glyph n.
    """

    width: float
    piece: str
    glyphs: tuple[tuple[int, int], ...]


class EmbeddedFonts(NamedTuple):
    """Some embedded fonts.

    Attributes:
        entries: of a resource dictionary, with the names of the fonts; empty if the caller names them.
        content: the objects.
    """

    entries: str
    content: Chunk


class FontMetrics:
    """Faces as the binder needs them.

    Args:
        families: the font families of the design, which are part of the key under which metrics are stored.
        open_faces: opens the faces; it is called only for what is not remembered.
        store: where everything is remembered, or None.
        fonts_digest: digest of the fonts that the design brings itself, which is part of the keys as well.
    """

    def __init__(
        self,
        families: Mapping[str, tuple[str, ...]],
        open_faces: Callable[[], Faces],
        store: Store | None = None,
        fonts_digest: str = "",
    ) -> None:
        self._key = ("font metrics", tuple(sorted(families.items())), fonts_digest)
        self._fonts_digest = fonts_digest
        self._open_faces = open_faces
        self._store = store
        self._indexes: dict[str, int] = {}
        self._cap_heights: dict[int, int] = {}
        self._words: Bounded[tuple[int, str], Word] = Bounded(10 * _MOST_WORDS)
        self._masks: Bounded[tuple[int, str], tuple[tuple[int, int], ...]] = Bounded(10 * _MOST_WORDS)
        self._stored_words: dict[tuple[int, str], Word] = {}
        self._lines: Bounded[tuple[int, float, str], ShapedLine] = Bounded(_MOST_WORDS)
        self._fonts: Bounded[tuple[int, int], Chunk] = Bounded(_MOST_FONTS)
        self._changed = False
        if store is not None:
            self._load(store)

    def index(self, family: str, bold: bool) -> int:
        """Return the index of a family's upright face."""
        key = f"{family} bold" if bold else family
        found = self._indexes.get(key)
        if found is None:
            found = self._indexes[key] = self._open_faces().index(family, bold, False)
            self._changed = True
        return found

    def cap_height(self, face: int) -> int:
        """Return the height of a face's capitals in 1/1000 em."""
        found = self._cap_heights.get(face)
        if found is None:
            found = self._cap_heights[face] = self._open_faces().face(face).cap_height
            self._changed = True
        return found

    def line(self, face: int, size: float, words: str) -> ShapedLine:
        """Return words set in a face and a size in points."""
        found = self._lines.get((face, size, words))
        if found is None:
            found = self._lines[face, size, words] = self._shape(face, size, words)
        return found

    def font(self, face: int, glyphs: int) -> Chunk:
        """Return the objects that embed some glyphs of a face; see `packgen.pdf.fonts.embedded_font`."""
        found = self._fonts.get((face, glyphs))
        if found is None:
            made = self._remembered(
                lambda: ("", embedded_font(self._open_faces().face(face), glyphs)),
                *("font", face, f"{glyphs:x}", self._fonts_digest),
            )
            found = self._fonts[face, glyphs] = made.content
        return found

    def form_font(self, style: Style) -> EmbeddedFonts:
        """Return the font that form fields are filled in with; see `form_fonts.embed`."""

        def embedded() -> tuple[str, Chunk]:
            from packgen.bind import form_fonts

            return form_fonts.embed(style, self._open_faces())

        return self._remembered(embedded, "form font", *self._key, style)

    def save(self) -> None:
        """Put the metrics into the store if there are new ones."""
        if self._store is None or not self._changed:
            return
        latest = dict(self._words.items())
        words = {**self._stored_words, **latest}
        if len(words) > _MOST_WORDS:
            words = latest
        if len(words) <= _MOST_WORDS:
            plain = [[*key, word.width, word.piece, word.glyphs] for key, word in words.items()]
            self._store.put(encode([self._indexes, sorted(self._cap_heights.items()), plain], []), *self._key)
        self._changed = False

    def _load(self, store: Store) -> None:
        stored = store.get(*self._key)
        if stored is None:
            return
        try:
            (indexes, heights, words), _ = decode(stored, _METRICS)
        except Damaged:
            return
        self._indexes, self._cap_heights = indexes, dict(heights)
        self._stored_words = {
            (face, text): Word(width, piece, tuple(glyphs)) for face, text, width, piece, glyphs in words
        }

    def _remembered(self, make: Callable[[], tuple[str, Chunk]], *key: object) -> EmbeddedFonts:
        """Return fonts from the store, or make and store them."""
        if self._store is None:
            return EmbeddedFonts(*make())
        stored = self._store.get(*key)
        if stored is not None:
            try:
                (entries, plain), blobs = decode(stored, (str, CHUNK))
                return EmbeddedFonts(entries, chunk_from_plain(plain, iter(blobs)))
            except Damaged:
                pass
        made = EmbeddedFonts(*make())
        blobs = []
        self._store.put(encode([made.entries, chunk_to_plain(made.content, blobs)], blobs), *key)
        return made

    def _shape(self, face: int, size: float, words: str) -> ShapedLine:
        space, texts = self._word(face, " "), words.split(" ")
        shaped = [self._word(face, text) for text in texts]
        width = sum(word.width for word in shaped) + space.width * (len(shaped) - 1)
        piece = space.piece.join(word.piece for word in shaped)
        glyphs: dict[int, int] = {}
        for text in (*texts, " "):
            for owner, mask in self._mask(face, text):
                glyphs[owner] = glyphs.get(owner, 0) | mask
        return ShapedLine(width * size / 1000, expand(piece, size), tuple(glyphs.items()))

    def _word(self, face: int, text: str) -> Word:
        key = face, text
        word = self._words.get(key)
        if word is None:
            word = self._stored_words.get(key)
            if word is None:
                word = self._open_faces().word(face, text)
                self._changed = True
            self._words[key] = word
        return word

    def _mask(self, face: int, text: str) -> tuple[tuple[int, int], ...]:
        """Return the glyphs of a word: by face, a mask whose bit n is glyph n."""
        found = self._masks.get((face, text))
        if found is None:
            found = self._masks[face, text] = tuple(masks(self._word(face, text).glyphs).items())
        return found
