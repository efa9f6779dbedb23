"""What is left of rules on the third copy: lines to write on are whole, and no other rule is lost."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
from PIL import Image

from packgen.bind.document import bind
from packgen.layout.core.strokes import level_lines
from packgen.theme.design import Colour, Rule
from packgen.units import MM
from tests.support.pages import design, faces, pack
from tests.support.photocopy import DPI, copied
from tests.support.sample import Worksheet

RULES = {role: rule for role, rule in design().rules.items() if not rule.dash}
OLD = Rule(0.5, Colour.of("#333333"), ())
"""The rule by which the simulation is calibrated."""

_PITCH = 5.37
"""Distance between rules in mm: they begin at all places between two rows of dots."""


@cache
def kept() -> dict[str, float]:
    """The share of its length that each rule has on the third copy."""
    made = Worksheet()
    made.text("P", "body", 0, "Rules")
    heights = {role: made.top - number * _PITCH * MM for number, role in enumerate(["old", *RULES], 1)}
    with made.canvas.artifact("Layout"):
        for role, height in heights.items():
            level_lines(made.canvas, RULES.get(role, OLD), made.left, made.right, [height])
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
    assert kept()["old"] == pytest.approx(0.75, abs=0.08)


@pytest.mark.parametrize("role", ["writing", "field", "gap"])
def test_lines_to_write_on_are_whole_on_the_third_copy(role: str) -> None:
    assert kept()[role] > 0.99


@pytest.mark.parametrize("role", RULES)
def test_no_rule_loses_more_than_a_tenth_of_its_length(role: str) -> None:
    assert kept()[role] > 0.9
