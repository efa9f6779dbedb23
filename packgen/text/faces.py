"""The faces of a design, with a cache of every word shaped so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from packgen.errors import ThemeError, nearest
from packgen.text import coverage, shaping
from packgen.text.catalogue import NEAREST, ThemeFamily, ThemeFont, catalogue
from packgen.text.face import Face
from packgen.text.shaping import Word
from packgen.text.spacing import NORMAL_SPACING, Spacing

_MOST_WORDS = 100_000
"""Words of a face that are kept, until there is another: more than a language has in everyday use."""

_MOST_PHRASES = 1000
"""Phrases that are kept, until there is another: more than the labels, numbers and heads of a pack."""


@cache
def _shared(index: int, path: Path, spacing: Spacing) -> Face:
    """Return a face that comes with packgen: one for all designs, since it takes milliseconds to open."""
    return Face(index, path, spacing=spacing, kerned_in_pairs=True)


class Faces:
    """All faces of the catalogue, and which of them a design's families mean.

    Font files are opened when the first word is set in them. Several threads may use the same faces: what two of them
    find out at once is the same, and either result is kept.

    Attributes:
        words: of each face; ``words[face][text]`` is a word, shaped if nobody asked for it before.
    """

    def __init__(
        self,
        families: Mapping[str, tuple[str, ...]],
        folder: Path | None = None,
        *,
        own: Sequence[ThemeFamily] = (),
        spacing: Spacing = NORMAL_SPACING,
    ) -> None:
        """Take a design's families.

        Args:
            families: a family's name in the design, such as text or display, to the names of families in the catalogue:
                the one to set, then those to look in for what it lacks. After them comes the rest of the catalogue.
            folder: where fonts.yaml and the fonts are, by default the fonts that come with packgen.
            own: families that the theme brings.
            spacing: of letters and words, in every face.

        Raises:
            ThemeError: fonts.yaml is broken, or has no such family.
        """
        self._catalogue = catalogue(folder)._replace(own=tuple(own))
        for chain in families.values():
            for name in chain:
                self._catalogue.find(name, False, False)
        self._is_shipped = folder is None
        self._spacing = spacing
        self._families = dict(families)
        self._indexes: dict[tuple[str, bool, bool], int] = {}
        count = 4 * len(self._catalogue.names())
        self.words: list[Mapping[str, Word]] = [_Words(self, face) for face in range(count)]
        self._phrases: dict[tuple[int, str, str], Word] = {}
        self._faces: list[Face | None] = [None] * count
        self._chains: list[tuple[Face, ...] | None] = [None] * count

    def index(self, family: str, bold: bool = False, italic: bool = False) -> int:
        """Return the index of a face.

        Raises:
            ThemeError: the design has no such family.
        """
        found = self._indexes.get((family, bold, italic))
        if found is None:
            chain = self._families.get(family)
            if not chain:
                raise ThemeError(f'The theme has no font family "{family}".{nearest(family, self._families)}')
            found = self._indexes[family, bold, italic] = self._catalogue.find(chain[0], bold, italic)
        return found

    def face(self, index: int) -> Face:
        """Return a face, or the one that stands in for a style its family lacks."""
        face = self._faces[index]
        if face is None:
            actual = self._catalogue.resolve(index)
            face = self._open(actual) if actual == index else self.face(actual)
            self._faces[index] = face
        return face

    def _open(self, index: int) -> Face:
        file = self._catalogue.file(index)
        if isinstance(file, ThemeFont):
            return Face(index, Path(file.name), file.data, self._spacing)
        return _shared(index, file, self._spacing) if self._is_shipped else Face(index, file, spacing=self._spacing)

    def word(self, face: int, word: str) -> Word:
        """Return a word shaped in a face; see Word.

        Raises:
            MissingGlyph: a character is in no face of the catalogue, or cannot be set; missing() finds it beforehand.
            ThemeError: a font file is missing or broken.
        """
        return self.words[face][word]

    def space(self, face: int) -> Word:
        """Return the space between two words."""
        return self.words[face][" "]

    def phrase(self, face: int, text: str, before_space: str = "") -> Word:
        """Return words on one line as one; kept, because labels, numbers and heads are drawn again and again.

        Args:
            face: index of the face.
            text: words with single spaces between them.
            before_space: inserted into the piece before each space; its width does not count.
        """
        known, key = self._phrases, (face, text, before_space)
        phrase = known.get(key)
        if phrase is None:
            if len(known) >= _MOST_PHRASES:
                known.clear()
            phrase = known[key] = self._joined(face, text, before_space)
        return phrase

    def _joined(self, face: int, text: str, before_space: str) -> Word:
        words = [self.word(face, word) for word in text.split(" ")]
        space = self.space(face)
        return Word(
            sum([word.width for word in words]) + space.width * (len(words) - 1),
            (before_space + space.piece).join([word.piece for word in words]),
            (*space.glyphs, *[glyph for word in words for glyph in word.glyphs]),
        )

    def missing(self, text: str) -> list[str]:
        """Return the characters of a text that word() would refuse, in code-point order."""
        first = next(iter(self._families), None)
        index = self.index(first) if first is not None else 0
        return coverage.missing(text, (face.known for face in self.chain(index)))

    def chain(self, index: int) -> tuple[Face, ...]:
        """Return a face and those to look in for what it lacks: its own style in every family, then other styles."""
        chain = self._chains[index]
        if chain is None:
            place, style = divmod(index, 4)
            names = self._catalogue.names()
            order = [place]
            for family in self._families.values():
                if family[:1] == (names[place],):
                    order += [names.index(name) for name in family]
            order += range(len(names))
            indexes = [self._catalogue.resolve(4 * p + s) for s in NEAREST[style] for p in order]
            chain = self._chains[index] = tuple(self.face(i) for i in dict.fromkeys(indexes))
        return chain


class _Words(dict[str, Word]):
    """The words of a face, each shaped at its first use."""

    __slots__ = ("_face", "_faces")

    def __init__(self, faces: Faces, face: int) -> None:
        super().__init__()
        self._faces = faces
        self._face = face

    def __missing__(self, text: str) -> Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = self[text] = shaping.shape(self._faces.chain(self._face), text)
        return word
