"""Find the font size of most of a file's text, from its content streams (ISO 32000-1, 9.3.1, 9.4.2 and 9.4.4)."""

from __future__ import annotations

import re
from collections import Counter
from math import sqrt

from packgen.imposition.source import SourcePdf

_MOST_PAGES = 16
"""Pages that are looked at, evenly through the file: enough to know what most of it is set in."""

_DEEPEST = 100

_NUMBER = rb"[+-]?[0-9.]{1,20}+"
# Possessive, without repeated lookahead: hostile content could otherwise cause quadratic backtracking.
_OPERATION = re.compile(
    rb"""(?<![^\s\]\[()<>]) (?:
      (?P<shown>\[(?:\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>|[^\[\]()<>]++)*+\]|\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)
    | (?P<size>NUMBER)\s+Tf (?![^\s\[(</])
    | (?P<matrix>NUMBER\s++NUMBER\s++NUMBER\s++NUMBER\s++NUMBER\s++NUMBER)\s++(?P<which>Tm|cm)(?!\w)
    | (?P<state>[qQ]|BT)(?!\w)
    )""".replace(b"NUMBER", _NUMBER),
    re.VERBOSE,
)


def usual_size(source: SourcePdf) -> float | None:
    """Return the font size in points, rounded to half points, of most bytes of text; None if there is no text.

    Text in form XObjects is not counted.

    Raises:
        MalformedError: the content of a page is damaged.
    """
    counts: Counter[float] = Counter()
    step = -(-len(source.pages) // _MOST_PAGES)
    for page in source.pages[::step]:
        for operators in page.operators(source.reader):
            _count(operators, page.unit, counts)
    return max(counts, key=lambda size: (counts[size], -size)) if counts else None


def _count(operators: bytes, unit: float, counts: Counter[float]) -> None:
    """Count the bytes of strings that a content stream shows, by font size rounded to half points."""
    scale, size, line = unit, 0.0, 1.0
    kept: list[tuple[float, float]] = []
    for match in _OPERATION.finditer(operators):
        kind = match.lastgroup
        if kind == "shown":
            height = round(2 * scale * size * line) / 2
            if height > 0:
                counts[height] += len(match[0])
        elif kind == "size":
            size = _float(match["size"])
        elif kind == "which":
            parts = [_float(part) for part in match["matrix"].split()[:4]]
            factor = sqrt(abs(parts[0] * parts[3] - parts[1] * parts[2]))
            if match["which"] == b"cm":
                scale *= factor
            else:
                line = factor
        elif match["state"] == b"BT":
            line = 1.0
        elif match["state"] == b"q" and len(kept) < _DEEPEST:
            kept.append((scale, size))
        elif match["state"] == b"Q" and kept:
            scale, size = kept.pop()


def _float(token: bytes) -> float:
    try:
        return float(token)
    except ValueError:  # malformed, such as 1.2.3
        return 0.0
