"""Line breaking: left-aligned lines of whole words, with no word left alone on the last line where that can be helped.

A line feed in a text ends its line.

Widths are in 1/1000 of the paragraph's type size. Words are shaped once for each face, so breaking is arithmetic:
a bisection over cumulative widths finds where each line ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import accumulate, pairwise
from operator import sub
from typing import TYPE_CHECKING, Any, NamedTuple

from packgen.text.division import divide, parts

if TYPE_CHECKING:
    from packgen.text.faces import Faces

_ROUNDING = 1e-6
"""By how much a line may be too wide, in 1/1000 of the type size: what sums of fractions are wrong by."""


class TextRun(NamedTuple):
    """Text of one face; ``scale`` is its size relative to the paragraph's.

    Where ``width`` is given, the run is an inline box of that width (1/1000 of the paragraph's type size) and its text
    is not set: its segment has no piece.
    ``language`` (BCP 47) says by which dictionary a word is divided that is too long for its line.
    """

    text: str
    face: int
    scale: float = 1.0
    width: float | None = None
    language: str = ""


class Segment(NamedTuple):
    """The part of a run that stands on one line: the inside of a TJ array, and its width with any space at its end.

    ``ink`` is the width without that space.
    """

    run: int
    piece: str
    width: float
    ink: float


_segment = partial(tuple.__new__, Segment)
"""Takes all values in one tuple: a third of the time of calling the class, of which there are two to a paragraph."""


class BrokenParagraph(NamedTuple):
    """A broken paragraph.

    Attributes:
        lines: segments of each line, in order.
        words: for each face, words that were set (for counting the glyphs in use).
        widest: width of the widest line.
        cut: a word that had to be divided where no word is, or an empty string.
    """

    lines: list[list[Segment]]
    words: list[tuple[int, list[str]]]
    widest: float
    cut: str = ""


class _Tokens:
    """Words of all runs laid end to end.

    A joint is a token that continues the one before it with no space between; no line breaks before it unless it must.
    """

    def __init__(self, faces: Faces, runs: Sequence[TextRun], limit: float) -> None:
        self.pieces: list[str] = []
        self.advances: list[float] = []
        self.tails: list[float] = []
        self.joints: set[int] = set()
        self.starts: list[int] = []
        self.words: list[tuple[int, list[str]]] = []
        self.cut = ""
        spaced = True
        for text, face, scale, room, language in runs:
            words = text.split(" ") if text and room is None else []
            if words and not words[0]:
                del words[0]
                spaced = True
            if (words or room is not None) and not spaced and self.pieces:
                self.joints.add(len(self.pieces))
                self._close(len(self.pieces) - 1)
            self.starts.append(len(self.pieces))
            if room is not None:
                space = faces.space(face)[0]
                self.pieces.append("")
                self.advances.append(room + space)
                self.tails.append(space)
                spaced = False
            if not words:
                continue
            spaced = not words[-1]
            if spaced:
                words.pop()
            if words:
                self._add(faces, words, face, scale, limit, language)

    def _close(self, token: int) -> None:
        """Take the space after a token away."""
        self.advances[token] -= self.tails[token]
        self.tails[token] = 0.0

    def _add(self, faces: Faces, words: list[str], face: int, scale: float, limit: float, language: str) -> None:
        widths, pieces, _ = _shaped(faces, face, words)
        glued: list[int] = []
        if max(widths) * scale > limit:
            words, glued, cut = divide(faces, words, face, limit / scale, language)
            self.cut = self.cut or cut
            widths, pieces, _ = _shaped(faces, face, words)
        space: float = faces.space(face)[0]
        first = len(self.pieces)
        self.pieces += pieces
        if scale == 1.0:
            self.advances += [width + space for width in widths]
            self.tails += [space] * len(pieces)
        else:
            self.advances += [(width + space) * scale for width in widths]
            self.tails += [space * scale] * len(pieces)
            # The space after the last word is the paragraph's, not the smaller one of a superscript.
            wide = (space + _widened(space, scale)) * scale
            self.advances[-1] += wide - self.tails[-1]
            self.tails[-1] = wide
        for index in glued:
            self._close(first + index)
        self.words.append((face, words))


def _widened(space: float, scale: float) -> int:
    """Return what the space of a smaller type lacks to be the paragraph's, in 1/1000 of the smaller type."""
    return round(space / scale - space)


def _shaped(faces: Faces, face: int, words: list[str]) -> Iterator[tuple[Any, ...]]:
    """Return the widths, the pieces and the glyphs of words."""
    found = list(map(faces.words[face].get, words))
    if not all(found):
        found = [known or faces.word(face, word) for known, word in zip(found, words, strict=True)]
    return zip(*found, strict=True)


def break_verses(
    faces: Faces, runs: Sequence[TextRun], limit: float, turn: float
) -> tuple[BrokenParagraph, list[bool]]:
    """Break runs in which line feeds end lines; also return which lines only go on with the one before.

    Args:
        faces: the shaper.
        runs: in reading order.
        limit: width of a line.
        turn: by how much lines that go on are narrower, since they are set in.
    """
    lines: list[list[Segment]] = []
    words: list[tuple[int, list[str]]] = []
    turned: list[bool] = []
    widest, cut = 0.0, ""
    verses = _verses(runs)
    for number, (verse, places) in enumerate(verses):
        broken = break_lines(faces, verse, limit, turn)
        found = [[segment._replace(run=places[segment.run]) for segment in line] for line in broken.lines]
        if found and number < len(verses) - 1:
            # The space that ends every line, without which a reader would join its last word to the next.
            run, piece, width, ink = found[-1][-1]
            space = faces.space(runs[run].face)
            found[-1][-1] = Segment(run, piece + space.piece, width + space.width * runs[run].scale, ink)
        for place, line in enumerate(found):
            widest = max(
                widest, sum([segment.width for segment in line[:-1]]) + line[-1].ink + (turn if place else 0.0)
            )
        lines += found
        words += broken.words
        cut = cut or broken.cut
        turned += [place > 0 for place in range(len(found))]
    return BrokenParagraph(lines, words, widest, cut), turned


def _verses(runs: Sequence[TextRun]) -> list[tuple[list[TextRun], list[int]]]:
    """Return the runs of each line between line feeds, and the place that each of them has among all."""
    verses: list[tuple[list[TextRun], list[int]]] = [([], [])]
    for place, run in enumerate(runs):
        for number, text in enumerate([run.text] if run.width is not None else run.text.split("\n")):
            if number:
                verses.append(([], []))
            if text:
                verses[-1][0].append(run._replace(text=text))
                verses[-1][1].append(place)
    return verses


def break_lines(faces: Faces, runs: Sequence[TextRun], limit: float, turn: float = 0.0) -> BrokenParagraph:
    """Break runs into lines no wider than ``limit`` (1/1000 of the type size), all but the first narrower by ``turn``.

    A word wider than the limit is divided as `divide` does.
    """
    if not turn and len(runs) == 1 and runs[0].scale == 1.0 and runs[0].width is None:
        plain = break_plain(faces, runs[0].text, runs[0].face, limit)
        if plain is not None:
            return plain
    tokens = _Tokens(faces, runs, limit - turn)
    ends = list(accumulate(tokens.advances))
    inked = list(map(sub, ends, tokens.tails))
    breaks = _breaks(inked, ends, tokens.joints, limit, turn)
    widest = 0.0
    for start, stop in pairwise(breaks):
        widest = max(widest, inked[stop - 1] - (ends[start - 1] if start else 0.0))
    return BrokenParagraph(_segments(faces, runs, tokens, breaks, ends), tokens.words, widest, tokens.cut)


def break_plain(faces: Faces, text: str, face: int, limit: float) -> BrokenParagraph | None:
    """Break text of one face and of the paragraph's size, as most is; None where that is not all there is to it.

    It gives what `break_lines` gives, without looking for joints and at the end of every word.
    """
    words = text.split(" ")
    if not (words[0] and words[-1]):
        return None
    widths, pieces, _ = _shaped(faces, face, words)
    space, gap, _ = faces.space(face)
    width = sum(widths) + space * len(widths)
    if width - space <= limit + _ROUNDING:
        return BrokenParagraph(
            [[_segment((0, gap.join(pieces), width, width - space))]], [(face, words)], width - space
        )
    if max(widths) > limit:
        return None
    ends = list(accumulate([width + space for width in widths]))
    breaks = _breaks([end - space for end in ends], ends, frozenset(), limit)
    lines: list[list[Segment]] = []
    left, widest = 0, 0
    for first, stop in pairwise(breaks):
        width = ends[stop - 1] - left
        widest = max(widest, width - space)
        piece = gap.join(pieces[first:stop])
        lines.append([_segment((0, piece + gap if stop < len(pieces) else piece, width, width - space))])
        left = ends[stop - 1]
    return BrokenParagraph(lines, [(face, words)], widest)


def _breaks(
    inked: list[float], ends: list[float], joints: AbstractSet[int], limit: float, turn: float = 0.0
) -> list[int]:
    """Return the first token of each line, and the number of tokens."""
    count = len(ends)
    if not count:
        return [0]
    limit += _ROUNDING
    if inked[-1] <= limit:
        return [0, count]
    breaks = [0]
    line, left = 0, 0.0
    while line < count:
        stop = max(line + 1, bisect_right(inked, left + limit, line))
        if stop in joints:
            back = stop
            while back in joints and back > line:
                back -= 1
            stop = back if back > line else stop
        breaks.append(stop)
        limit, turn = limit - turn, 0.0
        line, left = stop, ends[stop - 1]
    _mend_last_line(breaks, joints, inked, ends, limit)
    return breaks


def extent(faces: Faces, runs: Sequence[TextRun]) -> tuple[float, float]:
    """Return the widths of the longest unbreakable part and of everything on one line, in 1/1000 of the type size.

    Where line feeds end lines, the second is the width of the widest of them.
    """
    if any("\n" in run.text for run in runs):
        extents = [extent(faces, verse) for verse, _ in _verses(runs)]
        return max(least for least, _ in extents), max(natural for _, natural in extents)
    tokens = _Tokens(faces, runs, float("inf"))
    longest = run = 0.0
    for index, (advance, tail) in enumerate(zip(tokens.advances, tokens.tails, strict=True)):
        run = run + advance - tail if index in tokens.joints else advance - tail
        longest = max(longest, run)
    total = sum(tokens.advances) - (tokens.tails[-1] if tokens.tails else 0.0)
    return longest, total


def least_extent(faces: Faces, runs: Sequence[TextRun]) -> float:
    """Return the width of the longest part that no division makes shorter, hyphen included, in 1/1000 of the size."""
    longest = 0.0
    for text, face, scale, room, language in runs:
        if room is not None:
            longest = max(longest, room)
            continue
        for word in text.replace("\n", " ").split(" "):
            longest = max([longest, *(faces.word(face, part).width * scale for part in parts(word, language))])
    return longest


def _mend_last_line(
    breaks: list[int], joints: AbstractSet[int], inked: list[float], ends: list[float], limit: float
) -> None:
    """Move a word down when the last line would hold a single one; the line above keeps at least two."""
    if len(breaks) < 3:
        return
    start, stop = breaks[-3], breaks[-2]
    if any(k not in joints for k in range(stop + 1, breaks[-1])):
        return
    moved = stop - 1
    while moved in joints:
        moved -= 1
    second = moved - 1
    while second in joints:
        second -= 1
    if second > start and inked[-1] - ends[moved - 1] <= limit:
        breaks[-2] = moved


def _segments(
    faces: Faces, runs: Sequence[TextRun], tokens: _Tokens, breaks: list[int], ends: list[float]
) -> list[list[Segment]]:
    """Cut the lines into the parts of each run; every line but the last ends with the space that follows its words."""
    spaces = [faces.space(run.face)[1] for run in runs]
    closing = [_closing(faces, run) for run in runs]
    starts = [*tokens.starts, len(tokens.pieces)]
    lines: list[list[Segment]] = []
    run = 0
    for first, stop in pairwise(breaks):
        line: list[Segment] = []
        at = first
        while at < stop:
            while starts[run + 1] <= at:
                run += 1
            end = min(stop, starts[run + 1])
            width = ends[end - 1] - (ends[at - 1] if at else 0.0)
            last = closing[run] if end == starts[run + 1] else spaces[run]
            line.append(
                _segment((run, _piece(tokens, at, end, spaces[run], last), width, width - tokens.tails[end - 1]))
            )
            at = end
        lines.append(line)
    return lines


def _closing(faces: Faces, run: TextRun) -> str:
    """Return the space after the last word of a run, as wide as the paragraph's."""
    width, piece, _ = faces.space(run.face)
    # The step stands before the space: PDFium forgets one that nothing follows.
    return piece if run.scale == 1.0 else f")-{_widened(width, run.scale)}({piece}"


def _piece(tokens: _Tokens, start: int, stop: int, space: str, last: str) -> str:
    """Join the pieces of some tokens, with a space after each that one follows, and ``last`` after the last.

    None stands after the last of all.
    """
    pieces, tails = tokens.pieces[start:stop], tokens.tails[start:stop]
    closing = last if tails[-1] and stop < len(tokens.pieces) else ""
    if 0.0 not in tails[:-1]:
        return space.join(pieces) + closing
    parts = [piece + (space if tail else "") for piece, tail in zip(pieces[:-1], tails, strict=False)]
    return "".join([*parts, pieces[-1], closing])
