"""Word sequence: the words of a paragraph's runs with their widths, from which line breaking computes lines.

Widths are in 1/1000 of the paragraph's type size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from packgen.text.division import divide

if TYPE_CHECKING:
    from packgen.text.faces import Faces
    from packgen.text.shaping import Word

ROUNDING = 1e-6
"""Tolerance for the width of a line, in 1/1000 of the type size, for rounding errors in sums of fractions."""


class TextRun(NamedTuple):
    """Text in one face; ``scale`` is its size relative to the paragraph's.

    If ``width`` is given, the run is an inline box of that width (1/1000 of the paragraph's type size) and its text is
    not set: its segment has no piece. ``language`` (BCP 47) selects the dictionary by which a word that is too long for
    its line is divided.
    """

    text: str
    face: int
    scale: float = 1.0
    width: float | None = None
    language: str = ""


class WordSequence:
    """The words of all runs in one sequence.

    A joint is a token without a space before it; a line is broken before a joint only if there is no other way.

    Attributes:
        pieces, texts, advances, tails: of each token; an advance includes the tail, which is the space after it.
        joints: the tokens that are joints.
        starts: the first token of each run.
        spaces: for each run, the piece of the space between its words.
        closings: for runs of another size, the piece of the space after the last word, as wide as the paragraph's.
        glyphs, cut: as in `packgen.text.breaking.BrokenParagraph`.
        divided: whether a word was too long for a line.
    """

    def __init__(self, faces: Faces, runs: Sequence[TextRun], limit: float) -> None:
        self.pieces: list[str] = []
        self.texts: list[str] = []
        self.advances: list[float] = []
        self.tails: list[float] = []
        self.joints: set[int] = set()
        self.starts: list[int] = []
        self.spaces: list[str] = []
        self.closings: dict[int, str] = {}
        self.glyphs: list[tuple[int, ...]] = []
        self.cut = ""
        self.divided = False
        spaced = True
        for run in runs:
            text, face, _, room, _ = run
            space = faces.space(face)
            start = len(self.pieces)
            words = text.split(" ") if text and room is None else []
            if words and not words[0]:
                del words[0]
                spaced = True
            if (words or room is not None) and not spaced and start:
                self.joints.add(start)
                self._close(start - 1)
            self.starts.append(start)
            self.spaces.append(space.piece)
            if room is not None:
                self.pieces.append("")
                self.texts.append("")
                self.advances.append(room + space.width)
                self.tails.append(space.width)
                spaced = False
            if not words:
                continue
            spaced = not words[-1]
            if spaced:
                words.pop()
            if words:
                self._add(faces, words, run, space, limit)

    def _close(self, token: int) -> None:
        """Remove the space after a token."""
        self.advances[token] -= self.tails[token]
        self.tails[token] = 0.0

    def _add(self, faces: Faces, words: list[str], run: TextRun, between: Word, limit: float) -> None:
        _, face, scale, _, language = run
        widths, pieces, glyphs = shaped(faces, face, words)
        glued: list[int] = []
        if max(widths) * scale > limit + ROUNDING:
            words, glued, cut = divide(faces, words, face, limit / scale, language)
            self.cut, self.divided = self.cut or cut, True
            widths, pieces, glyphs = shaped(faces, face, words)
        space: float
        space, gap, spaces = between
        self.glyphs += [spaces, *glyphs]
        first = len(self.pieces)
        self.pieces += pieces
        self.texts += words
        if scale == 1.0:
            self.advances += [width + space for width in widths]
            self.tails += [space] * len(pieces)
        else:
            self.advances += [(width + space) * scale for width in widths]
            self.tails += [space * scale] * len(pieces)
            # The space after the last word has the paragraph's size, not the smaller size of a superscript. The
            # adjustment is before the space, because PDFium ignores one at the end of an array.
            more = round(space / scale - space)
            self.closings[len(self.starts) - 1] = f")-{more}({gap}"
            wide = (space + more) * scale
            self.advances[-1] += wide - self.tails[-1]
            self.tails[-1] = wide
        for index in glued:
            self._close(first + index)


def shaped(faces: Faces, face: int, words: list[str]) -> Iterator[tuple[Any, ...]]:
    """Return the widths, the pieces and the glyphs of words."""
    return zip(*map(faces.words[face].__getitem__, words), strict=True)


def verses_of(runs: Sequence[TextRun]) -> list[tuple[list[TextRun], list[int]]]:
    """Return the runs of each verse (the text between line feeds), and the index of each in ``runs``."""
    verses: list[tuple[list[TextRun], list[int]]] = [([], [])]
    for place, run in enumerate(runs):
        for number, text in enumerate([run.text] if run.width is not None else run.text.split("\n")):
            if number:
                verses.append(([], []))
            if text:
                verses[-1][0].append(run._replace(text=text))
                verses[-1][1].append(place)
    return verses
