"""What binding needs of fonts: words for the furniture, a few measures, and the fonts to embed.

Whatever was found out is remembered, on disk as well where there is a store, so that a pack of sheets that are all
there already is bound without HarfBuzz.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind import fonts, formfonts
from packgen.bind.codec import MOVABLE, movable_from, movable_to
from packgen.bounded import Bounded
from packgen.cache.codec import Damaged, decode, encode
from packgen.cache.shape import count
from packgen.pdf.chunk import Chunk
from packgen.sheet.glyphs import masks
from packgen.text.shaping import Word, expand

if TYPE_CHECKING:
    from packgen.cache.store import Store
    from packgen.text.faces import Faces
    from packgen.theme.design import Style

_MOST = 6000
"""Words that are remembered on disk; of more than that only those of the last run."""

_MOST_FONTS = 100
"""Subsets that are remembered: in a batch every name with letters of its own wants one."""

_KEPT = ({str: count}, [(count, count)], [(count, str, int, str, [count])])
"""What is kept on disk: indexes of faces, heights of capitals, and words; see `packgen.cache.shape`."""


class ShapedLine(NamedTuple):
    """Words in one style: their width in points, the inside of their TJ array, and their glyphs by face, as bits."""

    width: float
    piece: str
    glyphs: tuple[tuple[int, int], ...]


class Typing(NamedTuple):
    """The fonts that form fields are filled in with: entries of a resource dictionary, and the fonts' objects."""

    entries: str
    content: Chunk


class FontMetrics:
    """Faces as the binder sees them.

    Args:
        families: of the design.
        open_faces: gives the faces, which are opened only when something is not known yet.
        store: where to look first, or None.
    """

    def __init__(
        self, families: Mapping[str, tuple[str, ...]], open_faces: Callable[[], Faces], store: Store | None = None
    ) -> None:
        self._key = ("letters", tuple(sorted(families.items())))
        self._open_faces = open_faces
        self._store = store
        self._indexes: dict[str, int] = {}
        self._heights: dict[int, int] = {}
        self._words: Bounded[tuple[int, str], Word] = Bounded(10 * _MOST)
        self._masks: Bounded[tuple[int, str], tuple[tuple[int, int], ...]] = Bounded(10 * _MOST)
        self._known: dict[tuple[int, str], Word] = {}
        self._lines: Bounded[tuple[int, float, str], ShapedLine] = Bounded(_MOST)
        self._fonts: Bounded[tuple[int, int], Chunk] = Bounded(_MOST_FONTS)
        self._fresh = False
        if store is not None:
            self._recall(store)

    def index(self, family: str, bold: bool) -> int:
        """Return the index of a family's upright face."""
        key = f"{family} bold" if bold else family
        found = self._indexes.get(key)
        if found is None:
            found = self._indexes[key] = self._open_faces().index(family, bold, False)
            self._fresh = True
        return found

    def cap_height(self, face: int) -> int:
        """Return the height of a face's capitals in 1/1000 em."""
        found = self._heights.get(face)
        if found is None:
            found = self._heights[face] = self._open_faces().face(face).cap_height
            self._fresh = True
        return found

    def line(self, face: int, size: float, words: str) -> ShapedLine:
        """Return words set in a face and a size in points."""
        found = self._lines.get((face, size, words))
        if found is None:
            found = self._lines[face, size, words] = self._set(face, size, words)
        return found

    def font(self, face: int, glyphs: int) -> Chunk:
        """Return the objects that embed some glyphs of a face, glyph n being bit n; see `fonts.font`."""
        found = self._fonts.get((face, glyphs))
        if found is None:
            made = self._kept(lambda: fonts.font(self._open_faces().face(face), glyphs), "font", face, f"{glyphs:x}")
            found = self._fonts[face, glyphs] = made
        return found

    def typing(self, wanted: Mapping[str, tuple[Style, bool]]) -> Typing:
        """Return the fonts that fields are filled in with; see `formfonts.embed`."""
        entries = ""

        def make() -> Chunk:
            nonlocal entries
            entries, content = formfonts.embed(wanted, self._open_faces())
            return content

        key = ("typing", *self._key, tuple(wanted.items()))
        if self._store is not None:
            stored = self._store.get(*key)
            if stored is not None:
                try:
                    (entries, plain), blobs = decode(stored, (str, MOVABLE))
                    return Typing(entries, movable_from(plain, iter(blobs)))
                except Damaged:
                    pass
        content = make()
        if self._store is not None:
            blobs = []
            self._store.put(encode([entries, movable_to(content, blobs)], blobs), *key)
        return Typing(entries, content)

    def keep(self) -> None:
        """Write down what was found out since the beginning."""
        if self._store is None or not self._fresh:
            return
        latest = dict(self._words.items())
        words = {**self._known, **latest}
        if len(words) > _MOST:
            words = latest
        if len(words) <= _MOST:
            plain = [[*key, word.width, word.piece, word.glyphs] for key, word in words.items()]
            self._store.put(encode([self._indexes, sorted(self._heights.items()), plain], []), *self._key)
        self._fresh = False

    def _kept(self, make: Callable[[], Chunk], *key: object) -> Chunk:
        if self._store is None:
            return make()
        stored = self._store.get(*key)
        if stored is not None:
            try:
                plain, blobs = decode(stored, MOVABLE)
                return movable_from(plain, iter(blobs))
            except Damaged:
                pass
        made = make()
        blobs = []
        self._store.put(encode(movable_to(made, blobs), blobs), *key)
        return made

    def _recall(self, store: Store) -> None:
        stored = store.get(*self._key)
        if stored is None:
            return
        try:
            (indexes, heights, words), _ = decode(stored, _KEPT)
        except Damaged:
            return
        self._indexes, self._heights = indexes, dict(heights)
        self._known = {(face, text): Word(width, piece, tuple(glyphs)) for face, text, width, piece, glyphs in words}

    def _word(self, face: int, text: str) -> Word:
        key = face, text
        word = self._words.get(key)
        if word is None:
            word = self._known.get(key)
            if word is None:
                word = self._open_faces().word(face, text)
                self._fresh = True
            self._words[key] = word
        return word

    def _mask(self, face: int, text: str) -> tuple[tuple[int, int], ...]:
        """Return the glyphs of a word by face, as bits."""
        found = self._masks.get((face, text))
        if found is None:
            found = self._masks[face, text] = tuple(masks(self._word(face, text).glyphs).items())
        return found

    def _set(self, face: int, size: float, words: str) -> ShapedLine:
        space, texts = self._word(face, " "), words.split(" ")
        shaped = [self._word(face, text) for text in texts]
        width = sum(word.width for word in shaped) + space.width * (len(shaped) - 1)
        piece = space.piece.join(word.piece for word in shaped)
        glyphs: dict[int, int] = {}
        for text in (*texts, " "):
            for owner, mask in self._mask(face, text):
                glyphs[owner] = glyphs.get(owner, 0) | mask
        return ShapedLine(width * size / 1000, expand(piece, size), tuple(glyphs.items()))
