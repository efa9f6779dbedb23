"""How the pages of whole packs are filled, over papers and profiles: no strip, no hole, columns that end together."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest

from packgen.build import build
from packgen.built import BuiltPack
from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.theme.design import load_design
from packgen.variables import cache_folder
from tests.support.fill import PackFill, measure


class Goal(NamedTuple):
    """What a pack of Khrushchev may have at most: pages, warnings, pages under a third and under half."""

    pages: int
    warnings: int
    strips: int
    under_half: int


GOALS = {
    ("standard", "a4"): Goal(48, warnings=0, strips=0, under_half=0),
    ("standard", "letter"): Goal(48, warnings=0, strips=0, under_half=0),
    ("large-print", "a4"): Goal(130, warnings=0, strips=0, under_half=2),
    ("large-print", "letter"): Goal(144, warnings=2, strips=1, under_half=3),
    ("clear-print", "a4"): Goal(98, warnings=1, strips=1, under_half=2),
    ("dyslexia", "a4"): Goal(116, warnings=2, strips=2, under_half=7),
}
LOOKS = list(GOALS)
STANDARD = [look for look in LOOKS if look[0] == "standard"]

LEVEL = 5.0
"""Millimetres that the columns of a pair may end apart."""

ONE_PARAGRAPH_GAP = 1
"""Pairs that may miss that: a column of two paragraphs has a single gap to widen."""


@cache
def pack(profile: str, paper: str) -> BuiltPack:
    options: dict[str, Any] = {"content": content_folder(), "topics": ("khrushchev",), "cache": cache_folder()}
    return build(PackOptions(**options, profile=profile, paper=paper))


@cache
def filled(profile: str, paper: str) -> PackFill:
    return measure(pack(profile, paper).pdf, load_design(profile=profile, paper=paper))


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_a_pack_takes_no_more_pages_than_it_needs(look: tuple[str, str]) -> None:
    found, goal = filled(*look), GOALS[look]
    assert len(found.pages) <= goal.pages, found.summary()
    assert len(found.strips) <= goal.strips, found.summary()
    assert len(found.under_half) <= goal.under_half, found.summary()
    assert len(pack(*look).warnings) <= goal.warnings


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_no_page_is_blank(look: tuple[str, str]) -> None:
    assert filled(*look).blanks == []


@pytest.mark.parametrize("look", STANDARD, ids="-".join)
def test_the_columns_to_learn_from_end_together(look: tuple[str, str]) -> None:
    learned = {section.first_page + page for section in pack(*look).sections for page in range(section.stages["learn"])}
    uneven = [one for one in filled(*look).uneven(LEVEL) if one[0] in learned]
    assert len(uneven) <= ONE_PARAGRAPH_GAP, uneven


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_what_is_recalled_and_written_reaches_the_foot(look: tuple[str, str]) -> None:
    """The last page of each is at least three quarters full, unless a block that cannot be divided left it."""
    pages, short = filled(*look).pages, 0
    for section in pack(*look).sections:
        at = section.first_page
        for stage, count in section.stages.items():
            used = [one.fill for one in pages[at - 1 : at - 1 + count] if not one.blank]
            short += stage in ("recall", "write") and used[-1] < 0.75
            at += count
    assert short <= 3
