"""What is left of rules on the third copy: lines to write on are whole, and no other rule is lost."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
from PIL import Image

from packgen.bind.document import bind
from packgen.layout.core.strokes import level_lines
from packgen.theme.design import Colour, Rule, load_design
from packgen.units import MM
from tests.support.pages import design, faces, pack
from tests.support.photocopy import DPI, copied
from tests.support.sample import Worksheet

THEMES = ("classic", "ink-light")
OLD = Rule(0.5, Colour.of("#333333"), ())
"""The rule by which the simulation is calibrated."""

WRITTEN_ON = ("writing", "field", "gap")

_PITCH = 5.37
"""Distance between rules in mm: they begin at all places between two rows of dots."""


def solid(theme: str) -> dict[str, Rule]:
    """The rules of a theme that are not dashed."""
    return {role: rule for role, rule in load_design(theme).rules.items() if not rule.dash}


@cache
def kept(theme: str) -> dict[str, float]:
    """The share of its length that each rule of a theme has on the third copy."""
    rules = solid(theme)
    made = Worksheet()
    made.text("P", "body", 0, "Rules")
    heights = {role: made.top - number * _PITCH * MM for number, role in enumerate(["old", *rules], 1)}
    with made.canvas.artifact("Layout"):
        for role, height in heights.items():
            level_lines(made.canvas, rules.get(role, OLD), made.left, made.right, [height])
    page = pypdfium2.PdfDocument(bind(pack(made.sheet()), faces(), design()))[1]
    third = copied(page.render(scale=DPI / 72).to_pil().convert("L"))
    return {role: _kept(third, made.left, made.right, design().page_height - y) for role, y in heights.items()}


def _kept(image: Image.Image, left: float, right: float, y: float) -> float:
    dots, away = DPI / 72, round(_PITCH * MM / 2 * DPI / 72)
    middle = round(y * dots)
    band = image.crop((round(left * dots) + 10, middle - away, round(right * dots) - 10, middle + away))
    data = band.tobytes()
    return sum(0 in data[x :: band.width] for x in range(band.width)) / band.width


def test_the_simulation_loses_what_a_copier_loses() -> None:
    assert kept("classic")["old"] == pytest.approx(0.75, abs=0.08)


@pytest.mark.parametrize("theme", THEMES)
def test_lines_to_write_on_are_whole_on_the_third_copy(theme: str) -> None:
    assert {role: share for role, share in kept(theme).items() if role in WRITTEN_ON and share < 0.99} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_no_rule_loses_more_than_a_tenth_of_its_length(theme: str) -> None:
    assert {role: kept(theme)[role] for role in solid(theme) if kept(theme)[role] < 0.9} == {}
