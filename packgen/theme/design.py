"""Design: a theme and a profile on one paper, looked up by role. All lengths in points, y up from the bottom.

design = load_design(profile="large-print", paper="letter")
design.style("heading").size, design.length("row-gap"), design.rule("band").colour.stroke
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import UnknownNameError, nearest
from packgen.text.spacing import NORMAL_SPACING, Spacing
from packgen.theme.registry import profiles, themes

if TYPE_CHECKING:
    from packgen.text.catalogue import ThemeFamily
    from packgen.theme.tokens import GridTokens, PaperTokens, TokenSet

__all__ = ["Colour", "Design", "Frame", "Rule", "Spans", "Style", "load_design", "profiles", "themes"]


_ON_LINES = ("gapped-text", "answer")
"""Styles of what stands on writing lines, and between them."""

_IN_KEYS = ("key", "key-bold")
"""Styles of the answers in keys."""


class Colour(NamedTuple):
    """A colour, and the operators that select it in a content stream (ISO 32000-1, 8.6.8).

    Attributes:
        hex: ``#RRGGBB``.
        fill: such as ``0.478 0.11 0.153 rg``.
        stroke: the same with ``RG``.
    """

    hex: str
    fill: str
    stroke: str

    @classmethod
    def of(cls, code: str) -> Colour:
        """Return the colour that ``#RRGGBB`` stands for."""
        shares = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
        operands = " ".join(f"{round(share, 3):g}" for share in shares)
        return cls(code, f"{operands} rg", f"{operands} RG")


class Frame(NamedTuple):
    """Where text goes on a page: lower left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


class Spans(NamedTuple):
    """Widths of the columns of text, in points.

    Attributes:
        main: the main column.
        side: the column at its right; in a page of one column as wide as all the others.
        gutter: between them, and between halves.
        half: half of the frame; in a page of one column all of it.
        full: the frame.
    """

    main: float
    side: float
    gutter: float
    half: float
    full: float


@dataclass(frozen=True, slots=True)
class Style:
    """How text in a role is set; with slots, since its values are looked up for each text that is set.

    Attributes:
        role: its name.
        family: ``text`` or ``display``, a key of `Design.families`.
        bold: whether all of it is bold.
        size: of the type.
        leading: from one baseline to the next, which is the height of a line box.
        baseline: how far down its line box a baseline is, as a share of the leading.
        wrap: how its lines are broken, one of `packgen.text.total_fit.WRAPS`.
        colour: of the text.
    """

    role: str
    family: str
    bold: bool
    size: float
    leading: float
    baseline: float
    wrap: str
    colour: Colour

    def led(self, leading: float) -> Style:
        """Return the style with another leading, its baseline as far above the foot of the line as before."""
        return replace(self, leading=leading, baseline=1 - (1 - self.baseline) * self.leading / leading)


class Rule(NamedTuple):
    """A line: its weight, colour, and dash pattern (empty for a solid line)."""

    weight: float
    colour: Colour
    dash: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The look of a pack. Two designs are equal if all their tokens are.

    Attributes:
        key: a digest of the names and of all tokens; the same on every machine.
        theme, profile: their names; for files of the user's own, the file's name without its ending.
        paper: the name of the paper.
        single_sided: whether the punched edge is the left one of every page.
        page_width, page_height: of the paper.
        recto, verso: the frames of odd and of even pages.
        spans: widths of columns.
        columns: 2 where main and side column stand side by side, 1 where side items follow the main ones.
        families: for each family role its fonts, the first choice first.
        fonts: the families that the theme brings, with the bytes of their files.
    """

    key: str
    theme: str
    profile: str
    paper: str
    single_sided: bool
    page_width: float
    page_height: float
    recto: Frame
    verso: Frame
    spans: Spans
    columns: int
    families: Mapping[str, tuple[str, ...]]
    colours: Mapping[str, Colour]
    styles: Mapping[str, Style]
    rules: Mapping[str, Rule]
    lengths: Mapping[str, float]
    numbers: Mapping[str, float]
    options: Mapping[str, str]
    fonts: tuple[ThemeFamily, ...] = ()

    @property
    def fonts_digest(self) -> str:
        """A digest of the fonts that the theme brings and of the spacing; empty for shipped fonts as they are."""
        if not self.fonts and self.spacing == NORMAL_SPACING:
            return ""
        parts = [family.digest for family in self.fonts], self.spacing
        return blake2b(repr(parts).encode(), digest_size=32).hexdigest()

    @property
    def spacing(self) -> Spacing:
        """The spacing of letters and words."""
        return Spacing(self.numbers["tracking"], self.numbers["word-space"])

    def frame(self, recto: bool) -> Frame:
        """Return the frame of an odd (recto) or an even page."""
        return self.recto if recto else self.verso

    def colour(self, role: str) -> Colour:
        """Return a colour. A role that is not in roles.py is a bug: KeyError, here and below."""
        return self.colours[role]

    def style(self, role: str) -> Style:
        """Return how text in a role is set."""
        return self.styles[role]

    def rule(self, role: str) -> Rule:
        """Return how a line in a role is drawn."""
        return self.rules[role]

    def length(self, role: str) -> float:
        """Return a length in points."""
        return self.lengths[role]

    def number(self, role: str) -> float:
        """Return a share or a count; a count is a whole number."""
        return self.numbers[role]

    def option(self, role: str) -> str:
        """Return which of a role's choices the profile has made."""
        return self.options[role]

    def tightened(self, shares: Mapping[str, float]) -> Design:
        """Return a design in which lengths and numbers are nearer to their tight values.

        The styles of what is written on a line follow the distance of the lines: their baselines stay as far above.
        Those of keys follow their leading.

        Args:
            shares: for a role, how far it goes from its own value (0) to its tight one (1).
        """
        lengths, numbers = _nearer(self.lengths, shares), _nearer(self.numbers, shares)
        line = lengths["writing-line"]
        styles = {role: self.styles[role].led(line) for role in _ON_LINES if "writing-line" in shares}
        if "key-leading" in shares:
            own = [self.styles[role] for role in _IN_KEYS]
            styles |= {style.role: style.led(style.leading * numbers["key-leading"]) for style in own}
        key = "".join(f"-{role}-{share:g}" for role, share in shares.items())
        return replace(self, key=f"{self.key}{key}", lengths=lengths, numbers=numbers, styles={**self.styles, **styles})

    def turned(self) -> Design:
        """Return the design for a page on its side: both sides have the outside margin, recto and verso are alike."""
        frame = self.recto
        margin = self.page_width - frame.x - frame.width
        top = self.page_height - frame.y - frame.height
        side = Frame(margin, frame.y, self.page_height - 2 * margin, self.page_width - frame.y - top)
        return replace(
            self,
            key=f"{self.key}-turned",
            page_width=self.page_height,
            page_height=self.page_width,
            recto=side,
            verso=side,
            spans=self.spans._replace(full=side.width),
        )

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Design) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


def _nearer(values: Mapping[str, float], shares: Mapping[str, float]) -> Mapping[str, float]:
    """Return values, those in ``shares`` nearer to the tight ones if these are less."""
    own = {role: share for role, share in shares.items() if role in values}
    tight = {role: share * min(0.0, values[f"{role}-tight"] - values[role]) for role, share in own.items()}
    return {**values, **{role: values[role] + change for role, change in tight.items()}}


def load_design(
    theme: str = "classic", profile: str = "standard", paper: str = "a4", single_sided: bool = False
) -> Design:
    """Read a theme and a profile, check them, and make a design of them for one paper.

    Args:
        theme: the name of a theme that comes with packgen, or the path of a .yaml file.
        profile: the same for a profile.
        paper: a paper of the profile.
        single_sided: the inside margin is the left one on every page.

    Raises:
        UnknownNameError: there is no such theme, profile or paper; the message lists those there are.
        ThemeError: the theme or the profile cannot be used; the message tells every problem of both.
    """
    from packgen.theme.check import read_tokens

    tokens = read_tokens(theme, profile)
    if paper not in tokens.papers:
        listed = ", ".join(tokens.papers)
        hint = nearest(paper, tokens.papers)
        raise UnknownNameError(
            f'There is no paper "{paper}" in profile {tokens.names[1]}.{hint} The papers are {listed}.'
        )
    assert tokens.grid is not None, "read_tokens raises where there is none"
    return _design(tokens, tokens.grid, paper, single_sided)


def _design(tokens: TokenSet, grid: GridTokens, name: str, single_sided: bool) -> Design:
    paper = tokens.papers[name]
    spans = _spans(grid)
    recto = _frame(paper, paper.inside, spans.full)
    verso = recto if single_sided else _frame(paper, paper.width - paper.inside - spans.full, spans.full)
    columns = 1 if grid.main == grid.columns else 2
    colours = {role: Colour.of(code) for role, code in tokens.colours.items()}
    styles = {role: _style(tokens, role, colours) for role in tokens.sizes}
    rules = {role: Rule(rule.weight, colours[rule.colour], rule.dash) for role, rule in tokens.rules.items()}
    tables = (tokens.families, colours, styles, rules, tokens.lengths, tokens.numbers, tokens.options)
    looks = (*tokens.names, name, single_sided, paper.width, paper.height, recto, verso, spans, columns)
    design = Design("", *looks, *tables, tokens.fonts)
    return replace(design, key=digest_of(design))


def digest_of(design: Design) -> str:
    """Return a digest of the names and of all tokens of a design; its key is left out."""
    values = [getattr(design, field.name) for field in fields(design)[1:-1]]
    if design.fonts:
        values.append(design.fonts_digest)
    # Sorted, so that the order in which a theme is written does not matter.
    sorted_values = [sorted(value.items()) if isinstance(value, dict) else value for value in values]
    return blake2b(repr(sorted_values).encode(), digest_size=32).hexdigest()


def _style(tokens: TokenSet, role: str, colours: Mapping[str, Colour]) -> Style:
    face, size = tokens.faces[role], tokens.sizes[role]
    bold = face.weight == "bold"
    return Style(role, face.family, bold, size.size, size.leading, size.baseline, face.wrap, colours[face.colour])


def _spans(grid: GridTokens) -> Spans:
    full = grid.span(grid.columns)
    half = full if grid.main == grid.columns else (full - grid.gutter) / 2
    return Spans(grid.span(grid.main), grid.span(grid.side), grid.gutter, half, full)


def _frame(paper: PaperTokens, x: float, width: float) -> Frame:
    # The width is the grid's: margins may be up to 0.1 mm off, spans must add up.
    return Frame(x, paper.bottom, width, paper.height - paper.top - paper.bottom)
