"""Rules on whole packs: none is drawn on another or just above it, and none comes near the running foot."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from packgen.load.library import open_library
from packgen.plan.options import PlanOptions
from packgen.units import MM
from tests.support.assembled import typeset_pack
from tests.support.geometry import Drawing, read
from tests.support.pages import design, faces
from tests.support.paper import ROOT, SPECIMENS
from tests.support.strokes import Stroke, doubled, level_strokes, sheets_of

CONTENT = ROOT / "content"
WORKSHEETS = ("learn", "recall", "write", "check", "quiz")
PROFILES = ("standard", "large-print")
PACKS = [(CONTENT, "khrushchev"), *((SPECIMENS, path.stem) for path in sorted(SPECIMENS.glob("*.yaml")))]


@cache
def drawings(folder: Path, topic: str, profile: str, fillable: bool) -> tuple[Drawing, ...]:
    options = PlanOptions(WORKSHEETS, fillable=fillable)
    pack = typeset_pack(open_library(folder), [topic], design(profile), options)
    return tuple(read(sheet, faces(profile)) for sheet in sheets_of(pack))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("folder", "topic"), PACKS, ids=[topic for _, topic in PACKS])
def test_no_rule_is_drawn_twice_or_just_above_another(folder: Path, topic: str, profile: str) -> None:
    assert doubles(folder, topic, profile) == []


def test_no_outline_of_a_field_is_drawn_on_a_rule() -> None:
    assert doubles(CONTENT, "khrushchev", "standard", fillable=True) == []


def doubles(folder: Path, topic: str, profile: str, *, fillable: bool = False) -> list[tuple[Stroke, Stroke]]:
    bars = design(profile).rule("chart-bar").weight
    return [pair for drawing in drawings(folder, topic, profile, fillable) for pair in doubled(drawing, bars)]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("folder", "topic"), PACKS, ids=[topic for _, topic in PACKS])
def test_the_last_line_is_four_millimetres_above_the_running_foot(folder: Path, topic: str, profile: str) -> None:
    look = design(profile)
    for drawing in drawings(folder, topic, profile, False):
        lowest = max((stroke.y for stroke in level_strokes(drawing, 0)), default=0.0)
        assert lowest <= (look.page_height - look.length("footer-centre")) / MM - rise(profile) - 4


def rise(profile: str) -> float:
    """The height of the folio's figures above the middle of the running foot, in mm."""
    look = design(profile)
    return 0.33 * look.style("folio").size / MM


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_frame_ends_four_millimetres_above_the_running_foot(profile: str, paper: str) -> None:
    look = design(profile, paper)
    assert look.frame(True).y / MM >= look.length("footer-centre") / MM + rise(profile) + 4
