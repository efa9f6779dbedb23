"""Designs as plain values for the cache, and back."""

from __future__ import annotations

import re
from typing import Any

from packgen.cache.shape import count, number
from packgen.theme.design import Colour, Design, Frame, Rule, Spans, Style, digest_of

_HEX = re.compile("#[0-9A-Fa-f]{6}")


def _colour(plain: object) -> bool:
    return isinstance(plain, str) and _HEX.fullmatch(plain) is not None


_FRAME = (number,) * len(Frame._fields)

DESIGN = (
    str,
    (str, str, str, bool, number, number),
    (_FRAME, _FRAME, (number,) * len(Spans._fields), count),
    {str: [str]},
    {str: _colour},
    {str: (str, bool, number, number, number, str, _colour)},
    {str: (number, _colour, [number])},
    {str: number},
    {str: number},
    {str: str},
)
"""What `design_to` gives; see `packgen.cache.shape`."""


def design_to(design: Design) -> list[Any]:
    """Return plain values of a design that comes with packgen: it has no fonts of its own."""
    return [
        design.key,
        [design.theme, design.profile, design.paper, design.single_sided, design.page_width, design.page_height],
        [design.recto, design.verso, design.spans, design.columns],
        dict(design.families),
        {role: colour.hex for role, colour in design.colours.items()},
        {role: _style_to(style) for role, style in design.styles.items()},
        {role: [rule.weight, rule.colour.hex, rule.dash] for role, rule in design.rules.items()},
        dict(design.lengths),
        dict(design.numbers),
        dict(design.options),
    ]


def _style_to(style: Style) -> list[Any]:
    family, bold, size, leading = style.family, style.bold, style.size, style.leading
    return [family, bold, size, leading, style.baseline, style.wrap, style.colour.hex]


def design_from(plain: Any) -> Design:
    """Return a design from what `design_to` made of it.

    Args:
        plain: of the shape `DESIGN`.

    Raises:
        ValueError: its key is not the digest of its tokens.
    """
    (
        key,
        (theme, profile, paper, single_sided, width, height),
        shape,
        families,
        colours,
        styles,
        rules,
        lengths,
        numbers,
        options,
    ) = plain
    recto, verso, spans, columns = shape
    made: dict[str, Colour] = {}

    def colour(code: str) -> Colour:
        if code not in made:
            made[code] = Colour.of(code)
        return made[code]

    design = Design(
        key,
        theme,
        profile,
        paper,
        single_sided,
        width,
        height,
        Frame(*recto),
        Frame(*verso),
        Spans(*spans),
        columns,
        {role: tuple(chain) for role, chain in families.items()},
        {role: colour(code) for role, code in colours.items()},
        {
            role: Style(role, family, bold, size, leading, baseline, wrap, colour(code))
            for role, (family, bold, size, leading, baseline, wrap, code) in styles.items()
        },
        {role: Rule(weight, colour(code), tuple(dash)) for role, (weight, code, dash) in rules.items()},
        lengths,
        numbers,
        options,
    )
    if digest_of(design) != key:
        raise ValueError("this is another design")
    return design
