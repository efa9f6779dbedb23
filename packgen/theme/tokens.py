"""All tokens of a theme and a profile: the models that values which belong together are read with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from packgen.errors import nearest
from packgen.theme.roles import FAMILIES, PENS
from packgen.theme.scalars import Refused, a_count, a_dash, a_length, a_share, a_size, a_weight, one_of

Length = Annotated[float, BeforeValidator(a_length)]
Size = Annotated[float, BeforeValidator(a_size)]
Pen = Annotated[str, BeforeValidator(lambda value: one_of(PENS, value))]


class Tokens(BaseModel):
    """Values that belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FaceTokens(Tokens):
    """Which face a style is set in, and in which colour."""

    family: Annotated[str, BeforeValidator(lambda value: one_of(tuple(FAMILIES), value))]
    weight: Annotated[str, BeforeValidator(lambda value: one_of(("regular", "bold"), value))]
    colour: Pen


class SizeTokens(Tokens):
    """How large a style is: size and leading in points, and how far down its leading the baseline is (0.5 to 1)."""

    size: Size
    leading: Size
    baseline: Annotated[float, BeforeValidator(a_share)]


class RuleTokens(Tokens):
    """A rule: weight in points, colour, and lengths of dash and gap in points."""

    weight: Annotated[float, BeforeValidator(a_weight)]
    colour: Pen
    dash: Annotated[tuple[float, ...], BeforeValidator(a_dash)] = ()


class PaperTokens(Tokens):
    """A paper's size and margins in points; inside is the punched edge."""

    width: Size
    height: Size
    inside: Length
    outside: Length
    top: Length
    bottom: Length


class GridTokens(Tokens):
    """Number of columns, width of one and of the gutter in points, and how many of them main and side column span."""

    columns: Annotated[int, BeforeValidator(a_count)]
    column: Size
    gutter: Length
    main: Annotated[int, BeforeValidator(a_count)]
    side: Annotated[int, BeforeValidator(a_count)]

    def span(self, columns: int) -> float:
        """Return the width of some columns with the gutters between them."""
        return columns * self.column + (columns - 1) * self.gutter


class Complaint(NamedTuple):
    """What pydantic has to say about one field, in plain words; the path is empty for the value as a whole."""

    path: tuple[str, ...]
    message: str
    remedy: str
    at_key: bool = False


def complaints(error: ValidationError, model: type[Tokens]) -> Iterator[Complaint]:
    """Put the errors of a model into words."""
    fields = list(model.model_fields)
    keys = f"Its keys are {', '.join(fields)}."
    missing: list[str] = []
    for found in error.errors(include_url=False, include_input=False):
        path = tuple(str(step) for step in found["loc"])
        refused = found.get("ctx", {}).get("error")
        if isinstance(refused, Refused):
            yield Complaint(path, refused.message, refused.remedy)
        elif found["type"] == "missing":
            missing.append(path[-1])
        elif found["type"] == "extra_forbidden":
            yield Complaint(path, f"there is no such key.{nearest(path[-1], fields)}", keys, at_key=True)
        else:
            yield Complaint((), "this should be a mapping.", keys)
    if missing:
        yield Complaint((), f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.", keys)


class TokenSet(NamedTuple):
    """All tokens by section and role; lengths in points, colours as ``#RRGGBB``.

    Attributes:
        names: of the theme and of the profile.
        grid: None only while problems are being collected.
    """

    names: tuple[str, str]
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
