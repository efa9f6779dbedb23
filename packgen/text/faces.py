"""The faces of a design, with a cache of shaped words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from packgen.bounded import Bounded
from packgen.errors import ThemeError, nearest
from packgen.text import coverage, shaping
from packgen.text.catalogue import NEAREST, ThemeFamily, ThemeFont, catalogue
from packgen.text.face import Face
from packgen.text.shaping import Word

_MOST_WORDS = 100_000
"""Number of words of a face to keep: more than the everyday vocabulary of a language."""


@cache
def _shared(index: int, path: Path) -> Face:
    """Return a face that comes with packgen, shared by all designs, since opening it takes milliseconds."""
    return Face(index, path)


class Faces:
    """All faces of the catalogue, and the families of a design.

    Font files are opened when the first word is set in them. Several threads can use the same faces: if two compute the
    same result at once, they agree, and either is kept.

    Attributes:
        words: for each face, the words shaped most recently; ``words[face].get(word)`` is the fast lookup.
    """

    def __init__(
        self,
        families: Mapping[str, tuple[str, ...]],
        folder: Path | None = None,
        *,
        own: Sequence[ThemeFamily] = (),
    ) -> None:
        """Take a design's families.

        Args:
            families: for a family name of the design, such as text or display, the names of families in the catalogue:
                the first is set, the others provide characters that it lacks. The rest of the catalogue follows.
            folder: where fonts.yaml and the fonts are, by default the fonts that come with packgen.
            own: families that the theme brings.

        Raises:
            ThemeError: fonts.yaml is broken, or lacks one of the families.
        """
        self._catalogue = catalogue(folder)._replace(own=tuple(own))
        for chain in families.values():
            for name in chain:
                self._catalogue.find(name, False, False)
        self._is_shipped = folder is None
        self._families = dict(families)
        self._indexes: dict[tuple[str, bool, bool], int] = {}
        count = 4 * len(self._catalogue.names())
        self.words: list[Bounded[str, Word]] = [Bounded(_MOST_WORDS) for _ in range(count)]
        self._faces: list[Face | None] = [None] * count
        self._chains: list[tuple[Face, ...] | None] = [None] * count

    def index(self, family: str, bold: bool = False, italic: bool = False) -> int:
        """Return the index of the face of a family and style.

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
        """Return a face, or the nearest style if its family lacks the style."""
        face = self._faces[index]
        if face is None:
            actual = self._catalogue.resolve(index)
            face = self._open(actual) if actual == index else self.face(actual)
            self._faces[index] = face
        return face

    def _open(self, index: int) -> Face:
        file = self._catalogue.file(index)
        if isinstance(file, ThemeFont):
            return Face(index, Path(file.name), file.data)
        return _shared(index, file) if self._is_shipped else Face(index, file)

    def word(self, face: int, word: str) -> Word:
        """Return a word shaped in a face; see Word.

        Raises:
            MissingGlyph: a character is in no face of the catalogue or cannot be set; missing() checks beforehand.
            ThemeError: a font file is missing or broken.
        """
        shaped = self.words[face].get(word)
        if shaped is None:
            shaped = self.words[face][word] = shaping.shape(self._chain(face), word)
        return shaped

    def space(self, face: int) -> Word:
        """Return the space between two words."""
        return self.words[face].get(" ") or self.word(face, " ")

    def texts(self, face: int) -> Mapping[int, str]:
        """Return the texts of a face's glyphs, independent of what has been set so far; see Face.texts."""
        return self.face(face).texts

    def missing(self, text: str) -> list[str]:
        """Return the characters of a text that word() would reject, in code-point order."""
        first = next(iter(self._families), None)
        index = self.index(first) if first is not None else 0
        return coverage.missing(text, (face.known for face in self._chain(index)))

    def _chain(self, index: int) -> tuple[Face, ...]:
        """Return a face and its fallbacks: the same style in every family, then other styles."""
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
