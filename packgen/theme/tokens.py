"""All tokens of a theme and a profile, and the readers of mappings of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from packgen.errors import nearest
from packgen.text.total_fit import FIRST_FIT, WRAPS
from packgen.theme.roles import FAMILIES, PENS
from packgen.theme.scalars import RefusedValue, a_count, a_dash, a_length, a_share, a_size, a_weight, one_of

if TYPE_CHECKING:
    from packgen.text.catalogue import ThemeFamily

_T = TypeVar("_T")


class FaceTokens(NamedTuple):
    """Which face a style is set in, in which colour, and how its lines are broken."""

    family: str
    weight: str
    colour: str
    wrap: str = FIRST_FIT


class SizeTokens(NamedTuple):
    """How large a style is: size and leading in points, and how far down its leading the baseline is (0.5 to 1)."""

    size: float
    leading: float
    baseline: float


class RuleTokens(NamedTuple):
    """A rule: weight in points, colour, and lengths of dash and gap in points."""

    weight: float
    colour: str
    dash: tuple[float, ...] = ()


class PaperTokens(NamedTuple):
    """A paper's size and margins in points; inside is the punched edge."""

    width: float
    height: float
    inside: float
    outside: float
    top: float
    bottom: float


class GridTokens(NamedTuple):
    """Number of columns, width of one and of the gutter in points, and how many of them main and side column span."""

    columns: int
    column: float
    gutter: float
    main: int
    side: int

    def span(self, columns: int) -> float:
        """Return the width of some columns with the gutters between them."""
        return columns * self.column + (columns - 1) * self.gutter


class Complaint(NamedTuple):
    """A problem with one key of a mapping; the path is empty for a problem with the whole mapping."""

    path: tuple[str, ...]
    message: str
    remedy: str
    at_key: bool = False


class TokenReader(Generic[_T]):
    """Reads a mapping whose values belong together.

    Args:
        make: what they become; called with those that are there by name.
        keys: how the value of each key is read; raises `RefusedValue`.
        optional: the keys that may be missing.
    """

    def __init__(
        self, make: Callable[..., _T], keys: Mapping[str, Callable[[object], Any]], optional: tuple[str, ...] = ()
    ) -> None:
        self._make, self._keys = make, keys
        self._needed = [key for key in keys if key not in optional]

    def read(self, value: object) -> tuple[_T | None, list[Complaint]]:
        """Return what the values become, None if they cannot be used, and all that is wrong with them."""
        listed = f"Its keys are {', '.join(self._keys)}."
        if not isinstance(value, dict):
            return None, [Complaint((), "this should be a mapping.", listed)]
        wrong: list[Complaint] = []
        found = {}
        for key in self._keys:
            if key not in value:
                continue
            try:
                found[key] = self._keys[key](value[key])
            except RefusedValue as refused:
                wrong.append(Complaint((key,), refused.message, refused.remedy))
        for key in value:
            if key not in self._keys:
                message = f"there is no such key.{nearest(key, self._keys)}"
                wrong.append(Complaint((key,), message, listed, at_key=True))
        missing = [key for key in self._needed if key not in value]
        if missing:
            message = f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."
            wrong.append(Complaint((), message, listed))
        return None if wrong else self._make(**found), wrong


_PEN = partial(one_of, PENS)

FACE = TokenReader(
    FaceTokens,
    {
        "family": partial(one_of, tuple(FAMILIES)),
        "weight": partial(one_of, ("regular", "bold")),
        "colour": _PEN,
        "wrap": partial(one_of, WRAPS),
    },
    optional=("wrap",),
)
SIZE = TokenReader(SizeTokens, {"size": a_size, "leading": a_size, "baseline": a_share})
RULE = TokenReader(RuleTokens, {"weight": a_weight, "colour": _PEN, "dash": a_dash}, optional=("dash",))
PAPER = TokenReader(
    PaperTokens,
    {"width": a_size, "height": a_size, "inside": a_length, "outside": a_length, "top": a_length, "bottom": a_length},
)
GRID = TokenReader(
    GridTokens, {"columns": a_count, "column": a_size, "gutter": a_length, "main": a_count, "side": a_count}
)


class TokenSet(NamedTuple):
    """All tokens by section and role; lengths in points, colours as ``#RRGGBB``.

    Attributes:
        names: of the theme and of the profile.
        fonts: families that the theme brings; those with a problem are among them while problems are being collected.
        grid: None only while problems are being collected.
    """

    names: tuple[str, str]
    fonts: tuple[ThemeFamily, ...]
    families: Mapping[str, tuple[str, ...]]
    colours: Mapping[str, str]
    rules: Mapping[str, RuleTokens]
    faces: Mapping[str, FaceTokens]
    papers: Mapping[str, PaperTokens]
    grid: GridTokens | None
    options: Mapping[str, str]
    sizes: Mapping[str, SizeTokens]
    lengths: Mapping[str, float]
    numbers: Mapping[str, float]
