"""Word sequence: the words of a paragraph's runs with their widths, from which line breaking computes lines.

Widths are in 1/1000 of the paragraph's type size.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

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

    Args:
        faces: the shaper.
        runs: in reading order.
        limit: words that are wider are divided.

    Attributes:
        texts, widths, pieces, tails: of each token; the tail is the width of the space after it.
        joints: the tokens that are joints.
        starts: the first token of each run.
        spaces: for each run, the piece of the space between its words.
        closings: for runs of another size, the piece of the space after the last word, as wide as the paragraph's.
        glyphs, cut: as in `packgen.text.breaking.BrokenParagraph`.
        divided: whether a word was too wide.
    """

    def __init__(self, faces: Faces, runs: Sequence[TextRun], limit: float = inf) -> None:
        self.texts: list[str] = []
        self.widths: Sequence[float] = ()
        self.pieces: Sequence[str] = ()
        self.tails: list[float] = []
        self.joints: set[int] = set()
        self.starts: list[int] = []
        self.spaces: list[str] = []
        self.closings: dict[int, str] = {}
        self.glyphs: list[tuple[int, ...]] = []
        self.cut = ""
        self.divided = False
        self._tokens: list[tuple[float, str, tuple[int, ...]]] = []
        spaced = True
        for run in runs:
            text, face, _, room, _ = run
            space = faces.space(face)
            self.starts.append(len(self.texts))
            self.spaces.append(space.piece)
            if room is not None:
                self._add_box(room, space, spaced)
                spaced = False
                continue
            if not text:
                continue
            words = text.split(" ")
            if not words[0]:
                del words[0]
            elif not spaced:
                self._join()
            spaced = not words[-1]
            if spaced:
                words.pop()
            if words:
                self._add_words(faces, words, run, space, limit)
        if self._tokens:
            self.widths, self.pieces, glyphs = zip(*self._tokens, strict=True)
            self.glyphs += glyphs

    def _join(self) -> None:
        """Make a joint of the next token."""
        self.joints.add(len(self.texts))
        self.tails[-1] = 0.0

    def _add_box(self, width: float, space: Word, spaced: bool) -> None:
        """Add an inline box, before which there is a space or none."""
        if not spaced:
            self._join()
        self.texts.append("")
        self.tails.append(space.width)
        self._tokens.append((width, "", ()))

    def _add_words(self, faces: Faces, words: list[str], run: TextRun, between: Word, limit: float) -> None:
        _, face, scale, _, language = run
        known = faces.words[face]
        glued: list[int] = []
        if limit < inf and max([known[word].width for word in words]) * scale > limit + ROUNDING:
            words, glued, cut = divide(faces, words, face, limit / scale, language)
            self.cut, self.divided = self.cut or cut, True
        start = len(self.texts)
        space, gap, spaces = between
        self.texts += words
        self.tails += [space] * len(words)
        self._tokens += map(known.__getitem__, words)
        self.glyphs.append(spaces)
        if scale != 1.0:
            self._scale(start, scale, space, gap)
        for index in glued:
            self.tails[start + index] = 0.0

    def _scale(self, start: int, scale: float, space: int, gap: str) -> None:
        """Set the words of the last run, which begins with a token, in another size than the paragraph's."""
        self._tokens[start:] = [(width * scale, piece, glyphs) for width, piece, glyphs in self._tokens[start:]]
        # The space after the last word has the paragraph's size, not the smaller size of a superscript. The
        # adjustment is before the space, because PDFium ignores one at the end of an array.
        more = round(space / scale - space)
        self.closings[len(self.starts) - 1] = f")-{more}({gap}"
        self.tails[start:] = [*[space * scale] * (len(self.texts) - start - 1), (space + more) * scale]


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
