"""Check tokens against one another: font families, contrast, sizes, margins, and lengths that hold others."""

from __future__ import annotations

import math
from collections.abc import Iterator

from packgen.errors import Problem, nearest
from packgen.resources import fonts_folder
from packgen.source import quote, read_yaml
from packgen.theme.contrast import LEAST, contrast
from packgen.theme.layers import Layers
from packgen.theme.roles import PENS
from packgen.theme.scalars import SMALLEST
from packgen.theme.tokens import GridTokens, PaperTokens, TokenSet
from packgen.units import MM

_TOLERANCE = 0.1 * MM
"""How far a grid may miss the width that the margins leave."""

_ROUNDING = 1e-6
"""Points that sums of lengths may be off in binary."""

_FEWEST_LINES = 10
"""Lines of text that a page must hold beneath a title band."""

_HOLDS = (
    ("baseline", ("smallest",)),
    ("writing-line", ("baseline",)),
    ("writing-line-tight", ("baseline",)),
    ("box-header", ("@box-label",)),
    ("heading-height", ("heading-lead", "@heading")),
    ("heading-height-tight", ("heading-lead", "@heading")),
    ("field-height", ("field-lift", "@field")),
    ("timeline-axis", ("timeline-radius",)),
    ("timeline-text", ("timeline-axis", "timeline-radius")),
    ("tracker-column", ("circle-radius",) * 6 + ("rating-gap",) * 2),
    ("tracker-marks", ("circle-radius", "circle-radius", "field-lift", "@contents-note")),
    ("chart-height", ("chart-tallest", "chart-gap", "@chart", "chart-gap", "@chart")),
    ("chart-height-tight", ("chart-tallest-tight", "chart-gap", "@chart", "chart-gap", "@chart")),
)
"""Lengths, and what each must be able to hold: other lengths, and the leading (@) of styles."""

_LABELS = (
    "spec-label-width",
    "numeral-width",
    "timeline-text",
    "contents-indent",
    "source-indent",
    "number-indent",
    "turn-indent",
    "bullet-indent",
)
"""Columns of labels, which leave at least half of the side column to what they label."""

_FIGURES = ("kf-name", "kf-dates", "kf-role", "column-gap", "column-gap", "column-gap")
"""What stands before the last column of the key figures, which keeps at least a sixth of the width."""


def misfits(layers: Layers, tokens: TokenSet) -> Iterator[Problem]:
    """Yield the problems between tokens; a missing token is ignored.

    A problem between tokens is placed at the one that comes from the latest file: what was changed last.

    Raises:
        ContentError: the list of fonts cannot be read.
    """
    yield from _families(layers, tokens)
    yield from _contrasts(layers, tokens)
    yield from _sizes(layers, tokens)
    yield from _rooms(layers, tokens)
    if tokens.grid is not None:
        yield from _columns(layers, tokens.grid)
        yield from _widths(layers, tokens, tokens.grid)
        for name, paper in tokens.papers.items():
            yield from _full_height(layers, name, paper, tokens)
            yield from _full_width(layers, name, paper, tokens.grid)
            yield from _margins(layers, name, paper, tokens)


def font_families() -> list[str]:
    """Return the families of fonts/fonts.yaml in its order.

    Raises:
        ContentError: the list cannot be read.
    """
    entries = read_yaml(fonts_folder() / "fonts.yaml", "fonts/fonts.yaml").value
    found = [entry.get("family") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [name for name in found if isinstance(name, str)]


def _families(layers: Layers, tokens: TokenSet) -> Iterator[Problem]:
    known = [*font_families(), *(family.name for family in tokens.fonts)]
    for role, chain in tokens.families.items():
        for place, name in enumerate(chain):
            if name not in known:
                message = f"there is no font family {quote(name)}.{nearest(name, known)}"
                yield _problem(layers, message, f"The families are {', '.join(known)}.", ("families", role, place))


def _contrasts(layers: Layers, tokens: TokenSet) -> Iterator[Problem]:
    paper = tokens.colours.get("paper")
    for role in PENS:
        colour = tokens.colours.get(role)
        if paper is None or colour is None or (ratio := contrast(colour, paper)) >= LEAST:
            continue
        # Cut, not rounded, so that 6.999 does not read as enough.
        shown = f"{math.floor(ratio * 100) / 100:.2f}"
        message = (
            f"{role} {colour} on paper {paper} has a contrast of {shown}:1; text needs {LEAST:g}:1 (WCAG 2.2, 1.4.6)."
        )
        yield _problem(layers, message, "Choose colours that differ more.", ("colours", role), ("colours", "paper"))


def _sizes(layers: Layers, tokens: TokenSet) -> Iterator[Problem]:
    smallest = tokens.lengths.get("smallest", SMALLEST)
    if smallest < SMALLEST:
        message = f"{smallest:g} pt is too small to read in print."
        yield _problem(layers, message, f"Write {SMALLEST:g}pt or more.", ("lengths", "smallest"))
        smallest = SMALLEST
    for role, token in tokens.sizes.items():
        size, leading = ("sizes", role, "size"), ("sizes", role, "leading")
        if token.size < smallest:
            message = f"{role} is {token.size:g} pt, under the profile's smallest size of {smallest:g} pt."
            yield _problem(layers, message, "Make it larger.", size, ("lengths", "smallest"))
        if token.size > token.leading:
            message = f"a size of {token.size:g} pt does not fit its leading of {_mm(token.leading)}."
            yield _problem(layers, message, f"Let the leading be {_mm_up(token.size)} or more.", size, leading)


def _rooms(layers: Layers, tokens: TokenSet) -> Iterator[Problem]:
    for role, parts in _HOLDS:
        room, need = tokens.lengths.get(role), _sum(tokens, parts)
        if room is None or need is None or room >= need - _ROUNDING:
            continue
        named = ", ".join(f"leading of {part[1:]}" if part.startswith("@") else part for part in parts)
        message = f"{role} ({_mm(room)}) cannot hold {named} ({_mm(need)})."
        paths = [("sizes", part[1:], "leading") if part.startswith("@") else ("lengths", part) for part in parts]
        yield _problem(layers, message, f"Let {role} be {_mm_up(need)} or more.", ("lengths", role), *paths)


def _sum(tokens: TokenSet, parts: tuple[str, ...]) -> float | None:
    """Return the sum of lengths, and of leadings of styles (@); None if one is missing."""
    total = 0.0
    for part in parts:
        size = tokens.sizes.get(part[1:])
        extent = tokens.lengths.get(part) if not part.startswith("@") else size.leading if size is not None else None
        if extent is None:
            return None
        total += extent
    return total


def _columns(layers: Layers, grid: GridTokens) -> Iterator[Problem]:
    if not (grid.main + grid.side == grid.columns or grid.main == grid.side == grid.columns):
        message = f"main {grid.main} and side {grid.side} do not make up {grid.columns} columns."
        remedy = "Let them add up to all columns, or for a page of one column let each be all of them."
        yield _problem(layers, message, remedy, ("grid",))


def _widths(layers: Layers, tokens: TokenSet, grid: GridTokens) -> Iterator[Problem]:
    side, full = grid.span(min(grid.side, grid.columns)), grid.span(grid.columns)
    for role in _LABELS:
        width = tokens.lengths.get(role, 0.0)
        if width > side / 2 + _ROUNDING:
            message = f"{role} ({_mm(width)}) is more than half of the side column ({_mm(side)})."
            yield _problem(layers, message, f"Let it be {_mm_down(side / 2)} or less.", ("lengths", role), ("grid",))
    taken = _sum(tokens, _FIGURES)
    if taken is not None and taken > full * 5 / 6 + _ROUNDING:
        message = f"{', '.join(_FIGURES[:4])} three times take up {_mm(taken)} of {_mm(full)}."
        remedy = "Leave at least a sixth to the last column of the key figures."
        yield _problem(layers, message, remedy, *(("lengths", role) for role in _FIGURES[:4]), ("grid",))


def _full_height(layers: Layers, name: str, paper: PaperTokens, tokens: TokenSet) -> Iterator[Problem]:
    """Check that the frame holds a title band and some lines beneath it."""
    height = paper.height - paper.top - paper.bottom
    need = tokens.lengths.get("band-height", 0.0) + _FEWEST_LINES * tokens.lengths.get("baseline", 0.0)
    if height <= 0 or height < need:
        message = f"the top and bottom margins of {name} leave {_mm(max(height, 0.0))} of its height."
        remedy = f"A band and {_FEWEST_LINES} lines need {_mm(need)}."
        yield _problem(layers, message, remedy, ("papers", name), ("lengths", "band-height"), ("lengths", "baseline"))


def _full_width(layers: Layers, name: str, paper: PaperTokens, grid: GridTokens) -> Iterator[Problem]:
    """Check that the grid fills the width between the margins."""
    width, full = paper.width - paper.inside - paper.outside, grid.span(grid.columns)
    if abs(width - full) > _TOLERANCE:
        message = f"the margins of {name} leave {_mm(max(width, 0.0))} of its width; the grid is {_mm(full)} wide."
        remedy = "Change the inside or the outside margin, or the grid's columns."
        yield _problem(layers, message, remedy, ("papers", name), ("grid",))


def _margins(layers: Layers, name: str, paper: PaperTokens, tokens: TokenSet) -> Iterator[Problem]:
    """Check that running head and foot stand between the edge of the page and the frame, and touch neither."""
    running = tokens.sizes.get("running")
    for role, side, margin in (("header-centre", "top", paper.top), ("footer-centre", "bottom", paper.bottom)):
        centre = tokens.lengths.get(role)
        if centre is None or running is None:
            continue
        half = running.leading / 2
        if half - _ROUNDING <= centre <= margin - half + _ROUNDING:
            continue
        message = (
            f"a running line around {role} ({_mm(centre)}) does not fit the {side} margin of {name} ({_mm(margin)})."
        )
        paths = (("papers", name, side), ("sizes", "running", "leading"))
        yield _problem(layers, message, f"The line takes up {_mm(2 * half)}.", ("lengths", role), *paths)


def _problem(layers: Layers, message: str, remedy: str, *paths: tuple[str | int, ...]) -> Problem:
    path = layers.uppermost(*paths)
    return layers.problem(path, ", ".join(str(step) for step in path[:2]), message, remedy)


def _mm(points: float) -> str:
    return f"{points / MM:.2f}".rstrip("0").rstrip(".") + " mm"


def _mm_up(points: float) -> str:
    return f"{math.ceil((points - _ROUNDING) / MM * 100) / 100:g}mm"


def _mm_down(points: float) -> str:
    return f"{math.floor((points + _ROUNDING) / MM * 100) / 100:g}mm"
