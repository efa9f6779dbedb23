"""A design as plain values, to be kept, and back."""

from __future__ import annotations

from typing import Any

from packgen.theme.design import Colour, Design, Frame, Rule, Spans, Style


def design_to(design: Design) -> list[Any]:
    """Return plain values of a design."""
    return [
        design.key,
        [design.theme, design.profile, design.paper, design.single_sided, design.page_width, design.page_height],
        [design.recto, design.verso, design.spans, design.columns],
        dict(design.families),
        {role: colour.hex for role, colour in design.colours.items()},
        {role: [*style[1:-1], style.colour.hex] for role, style in design.styles.items()},
        {role: [rule.weight, rule.colour.hex, rule.dash] for role, rule in design.rules.items()},
        dict(design.lengths),
        dict(design.numbers),
        dict(design.options),
    ]


def design_from(plain: Any) -> Design:
    """Return a design from what `design_to` made of it."""
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

    return Design(
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
            role: Style(role, family, bold, size, leading, baseline, colour(code))
            for role, (family, bold, size, leading, baseline, code) in styles.items()
        },
        {role: Rule(weight, colour(code), tuple(dash)) for role, (weight, code, dash) in rules.items()},
        lengths,
        numbers,
        options,
    )
