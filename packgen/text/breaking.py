"""Line breaking: left-aligned lines of whole words; if possible, the last line has more than one word.

A line feed in a text ends its line. ``wrap`` is one of `packgen.text.total_fit.WRAPS`.

Widths are in 1/1000 of the paragraph's type size. Words are shaped once for each face, so breaking is arithmetic:
a bisection over cumulative widths finds where each line ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import accumulate, pairwise
from operator import add, sub
from typing import TYPE_CHECKING, NamedTuple

from packgen.text.total_fit import BALANCED, FIRST_FIT, sense_merits, total_fit
from packgen.text.word_sequence import ROUNDING, TextRun, WordSequence, verses_of

if TYPE_CHECKING:
    from packgen.text.faces import Faces


class Segment(NamedTuple):
    """The part of a run on one line: the contents of a TJ array, and its width including any trailing space.

    ``ink`` is the width without that space.
    """

    run: int
    piece: str
    width: float
    ink: float


_LEAST_ABOVE = 0.5
"""Share of the measure that the line above the last is not cut below for the sake of the last."""

_segment = partial(tuple.__new__, Segment)
"""Takes all values in one tuple, in a third of the time of calling the class; paragraphs have two segments each."""


class BrokenParagraph(NamedTuple):
    """A paragraph broken into lines.

    Attributes:
        lines: segments of each line, in order.
        glyphs: of each word that was set, and of the spaces between them.
        widest: width of the widest line.
        cut: a word divided at a place that is neither a syllable nor punctuation, or an empty string.
        whole: whether no line ends within a word.
    """

    lines: list[list[Segment]]
    glyphs: Sequence[tuple[int, ...]]
    widest: float
    cut: str = ""
    whole: bool = True


_broken = partial(tuple.__new__, BrokenParagraph)


def break_verses(
    faces: Faces, runs: Sequence[TextRun], limit: float, turn: float, wrap: str = FIRST_FIT
) -> tuple[BrokenParagraph, list[bool]]:
    """Break runs in which line feeds end lines; also return, for each line, whether it continues the line before.

    Args:
        faces: the shaper.
        runs: in reading order.
        limit: width of a line.
        turn: by how much continuation lines are narrower, because they are indented.
        wrap: how the lines of a verse are broken.
    """
    lines: list[list[Segment]] = []
    glyphs: list[tuple[int, ...]] = []
    turned: list[bool] = []
    widest, cut, whole = 0.0, "", True
    verses = verses_of(runs)
    for number, (verse, places) in enumerate(verses):
        broken = break_lines(faces, verse, limit, turn, wrap)
        found = [[segment._replace(run=places[segment.run]) for segment in line] for line in broken.lines]
        if found and number < len(verses) - 1:
            # The space that ends every line; without it a reader would join the last word to the next line.
            run, piece, width, ink = found[-1][-1]
            space = faces.space(runs[run].face)
            found[-1][-1] = Segment(run, piece + space.piece, width + space.width * runs[run].scale, ink)
        for place, line in enumerate(found):
            widest = max(
                widest, sum([segment.width for segment in line[:-1]]) + line[-1].ink + (turn if place else 0.0)
            )
        lines += found
        glyphs += broken.glyphs
        cut, whole = cut or broken.cut, whole and broken.whole
        turned += [place > 0 for place in range(len(found))]
    return BrokenParagraph(lines, glyphs, widest, cut, whole), turned


def break_lines(
    faces: Faces, runs: Sequence[TextRun], limit: float, turn: float = 0.0, wrap: str = FIRST_FIT
) -> BrokenParagraph:
    """Break runs into lines no wider than ``limit`` (1/1000 of the type size), all but the first narrower by ``turn``.

    A word wider than the limit is divided as `divide` does.
    """
    tokens = WordSequence(faces, runs)
    if max(tokens.widths, default=0.0) > limit - turn + ROUNDING:
        tokens = WordSequence(faces, runs, limit - turn)
    ends = list(accumulate(map(add, tokens.widths, tokens.tails)))
    inked = list(map(sub, ends, tokens.tails))
    breaks = _breaks(inked, ends, tokens.joints, limit, turn, wrap, tokens.texts)
    lines, widest = _lines(tokens, breaks, ends)
    whole = not tokens.divided and tokens.joints.isdisjoint(breaks)
    return _broken((lines, tokens.glyphs, widest, tokens.cut, whole))


def break_plain(faces: Faces, text: str, face: int, limit: float, wrap: str = FIRST_FIT) -> BrokenParagraph | None:
    """Break text of one face and of the paragraph's size, as most is; return None for text that needs `break_lines`.

    The result is that of `break_lines`, in less time, since there are no joints to find.
    """
    words = text.split(" ")
    if not (words[0] and words[-1]):
        return None
    known = faces.words[face]
    widths, pieces, glyphs = zip(*map(known.__getitem__, words), strict=True)
    space, gap, spaces = known[" "]
    width = sum(widths) + space * len(widths)
    if width - space <= limit + ROUNDING:
        line = [_segment((0, gap.join(pieces), width, width - space))]
        return _broken(([line], [spaces, *glyphs], width - space, "", True))
    if max(widths) > limit + ROUNDING:
        return None
    ends = list(accumulate([width + space for width in widths]))
    breaks = _breaks([end - space for end in ends], ends, frozenset(), limit, 0.0, wrap, words)
    lines: list[list[Segment]] = []
    left, widest = 0, 0
    for first, stop in pairwise(breaks):
        width = ends[stop - 1] - left
        widest = max(widest, width - space)
        piece = gap.join(pieces[first:stop])
        lines.append([_segment((0, piece + gap if stop < len(pieces) else piece, width, width - space))])
        left = ends[stop - 1]
    return _broken((lines, [spaces, *glyphs], widest, "", True))


def _breaks(
    inked: list[float],
    ends: list[float],
    joints: AbstractSet[int],
    limit: float,
    turn: float,
    wrap: str,
    texts: Sequence[str],
) -> list[int]:
    """Return the first token of each line, and the number of tokens; ``texts`` are what the tokens are set from."""
    count = len(ends)
    if not count:
        return [0]
    limit += ROUNDING
    if inked[-1] <= limit:
        return [0, count]
    if wrap != FIRST_FIT:
        merits = sense_merits(texts) if wrap == BALANCED else None
        chosen = total_fit(inked, ends, joints, limit, turn, merits)
        if chosen is not None:
            return chosen
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


def _mend_last_line(
    breaks: list[int], joints: AbstractSet[int], inked: list[float], ends: list[float], limit: float
) -> None:
    """Move a word to the last line if that has a single word.

    The line above keeps at least two words, and stays at least half full or as long as the last line.
    """
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
    last = inked[-1] - ends[moved - 1]
    if second > start and last <= limit:
        above = inked[moved - 1] - (ends[start - 1] if start else 0.0)
        if above >= min(last, limit * _LEAST_ABOVE):
            breaks[-2] = moved


def _lines(tokens: WordSequence, breaks: list[int], ends: list[float]) -> tuple[list[list[Segment]], float]:
    """Divide the lines into segments by run; return them, and the width of the widest line.

    Every line but the last ends with the space after its last word.
    """
    pieces, tails, spaces, count = tokens.pieces, tokens.tails, tokens.spaces, len(ends)
    bounds = [*tokens.starts[1:], count]
    lines: list[list[Segment]] = []
    run, at, left, widest = 0, 0, 0.0, 0.0
    for stop in breaks[1:]:
        line: list[Segment] = []
        margin = left
        while at < stop:
            while bounds[run] <= at:
                run += 1
            bound, space = bounds[run], spaces[run]
            end = bound if bound < stop else stop
            right, tail = ends[end - 1], tails[end - 1]
            piece = _glued(pieces[at:end], tails[at:end], space) if tokens.divided else space.join(pieces[at:end])
            if tail and end < count:
                piece += tokens.closings.get(run, space) if end == bound else space
            line.append(_segment((run, piece, right - left, right - left - tail)))
            at, left = end, right
        lines.append(line)
        widest = max(widest, right - tail - margin)
    return lines, widest


def _glued(pieces: Sequence[str], tails: Sequence[float], space: str) -> str:
    """Join the pieces of words and of parts of divided words, which have no space after them."""
    apart = [piece + space if tail else piece for piece, tail in zip(pieces[:-1], tails, strict=False)]
    return "".join([*apart, pieces[-1]])
