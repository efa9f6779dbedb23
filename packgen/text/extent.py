"""Extents: the least and the natural width of runs, in 1/1000 of the type size, for the columns of tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.text.division import parts
from packgen.text.word_sequence import TextRun, WordSequence, verses_of

if TYPE_CHECKING:
    from packgen.text.faces import Faces


def extent(faces: Faces, runs: Sequence[TextRun]) -> tuple[float, float]:
    """Return the width of the longest unbreakable part and the width of all runs on one line, in 1/1000 of the size.

    If line feeds end lines, the second is the width of the widest line.
    """
    if len(runs) == 1 and runs[0].width is None and "\n" not in runs[0].text:
        return _plain_extent(faces, runs[0])
    if any("\n" in run.text for run in runs):
        extents = [extent(faces, verse) for verse, _ in verses_of(runs)]
        return max(least for least, _ in extents), max(natural for _, natural in extents)
    tokens = WordSequence(faces, runs)
    longest = run = 0.0
    for index, width in enumerate(tokens.widths):
        run = run + width if index in tokens.joints else width
        longest = max(longest, run)
    return longest, sum(tokens.widths) + sum(tokens.tails[:-1])


def _plain_extent(faces: Faces, run: TextRun) -> tuple[float, float]:
    """Return the extent of a single run, as most texts in tables are, from the widths of its words alone."""
    words = run.text.removeprefix(" ").removesuffix(" ").split(" ")
    if words == [""]:
        return 0.0, 0.0
    widths = [faces.words[run.face][word].width for word in words]
    space = faces.space(run.face).width
    return max(widths) * run.scale, (sum(widths) + space * (len(words) - 1)) * run.scale


def least_extent(faces: Faces, runs: Sequence[TextRun]) -> float:
    """Return the width of the longest part that cannot be divided, hyphen included, in 1/1000 of the type size."""
    longest = 0.0
    for text, face, scale, room, language in runs:
        if room is not None:
            longest = max(longest, room)
            continue
        for word in text.replace("\n", " ").split(" "):
            longest = max([longest, *(faces.word(face, part).width * scale for part in parts(word, language))])
    return longest
