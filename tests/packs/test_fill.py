"""How the pages of whole packs are filled, over papers and profiles: no strip, no hole, columns that end together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from packgen.build import build
from packgen.built import BuiltPack
from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.theme.design import load_design
from packgen.variables import cache_folder
from tests.support.fill import PackFill, PageFill, measure
from tests.support.paper import SPECIMENS as SPECIMEN_FOLDER


class Goal(NamedTuple):
    """What a pack may have at most: pages, warnings, pages under a third and under half."""

    pages: int
    warnings: int
    strips: int
    under_half: int


GOALS = {
    ("standard", "a4"): Goal(46, warnings=0, strips=0, under_half=0),
    ("standard", "letter"): Goal(46, warnings=0, strips=0, under_half=0),
    ("large-print", "a4"): Goal(130, warnings=0, strips=0, under_half=2),
    ("large-print", "letter"): Goal(144, warnings=2, strips=1, under_half=3),
    ("clear-print", "a4"): Goal(98, warnings=1, strips=1, under_half=3),
    ("dyslexia", "a4"): Goal(116, warnings=4, strips=2, under_half=7),
}
"""Of the pack of Khrushchev in each profile, on each paper."""

BACK = Goal(52, warnings=0, strips=0, under_half=0)
"""Of the same pack with all answers at its back."""

SPECIMENS = Goal(66, warnings=0, strips=5, under_half=11)
"""Of a pack of all specimens: short sections, most of them of one leaf."""

LOOKS = list(GOALS)
STANDARD = [look for look in LOOKS if look[0] == "standard"]

LEVEL = 5.0
"""Millimetres that the columns of a pair may end apart."""

FOOT = 0.97
"""Share of the frame's height at which a page ends that is full: less than a line of writing is left."""

ONE_PARAGRAPH_GAP = 1
"""Pairs that may miss that: a column of two paragraphs has a single gap to widen."""


@cache
def pack(profile: str, paper: str, **more: Any) -> BuiltPack:
    options: dict[str, Any] = {"content": content_folder(), "topics": ("khrushchev",), "cache": cache_folder()}
    return build(PackOptions(**{**options, "profile": profile, "paper": paper, **more}))


@cache
def filled(profile: str, paper: str) -> PackFill:
    return measure(pack(profile, paper).pdf, load_design(profile=profile, paper=paper))


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_a_pack_takes_no_more_pages_than_it_needs(look: tuple[str, str]) -> None:
    _keeps_to(GOALS[look], filled(*look), pack(*look))


def test_answers_at_the_back_take_no_more_pages_than_they_need() -> None:
    made = pack("standard", "a4", answers="back")
    _keeps_to(BACK, measure(made.pdf, load_design()), made)


def test_short_sections_take_a_leaf_each() -> None:
    made = pack("standard", "a4", content=SPECIMEN_FOLDER, topics=(), course="specimens")
    _keeps_to(SPECIMENS, measure(made.pdf, load_design()), made)


def _keeps_to(goal: Goal, found: PackFill, made: BuiltPack) -> None:
    assert len(found.pages) <= goal.pages, found.summary()
    assert found.blanks == []
    assert len(found.strips) <= goal.strips, found.summary()
    assert len(found.under_half) <= goal.under_half, found.summary()
    assert len(made.warnings) <= goal.warnings


def pages_of(look: tuple[str, str], *stages: str) -> Iterator[list[PageFill]]:
    """Yield the pages of each sheet of some stages, in order."""
    for section in pack(*look).sections:
        at = section.first_page - 1
        for stage, count in section.stages.items():
            if stage in stages:
                yield list(filled(*look).pages[at : at + count])
            at += count


def uneven(look: tuple[str, str], stage: str) -> list[PageFill]:
    pages = [page for sheet in pages_of(look, stage) for page in sheet]
    return [page for page in pages if any(foot > LEVEL for foot in page.feet)]


@pytest.mark.parametrize("look", STANDARD, ids="-".join)
def test_the_columns_to_learn_from_end_together(look: tuple[str, str]) -> None:
    assert len(uneven(look, "learn")) <= ONE_PARAGRAPH_GAP, uneven(look, "learn")


@pytest.mark.parametrize("look", STANDARD, ids="-".join)
def test_every_page_to_learn_from_but_the_last_ends_at_its_foot(look: tuple[str, str]) -> None:
    assert [page for sheet in pages_of(look, "learn") for page in sheet[:-1] if page.fill < FOOT] == []


@pytest.mark.parametrize("look", STANDARD, ids="-".join)
def test_the_columns_to_check_with_end_together(look: tuple[str, str]) -> None:
    assert uneven(look, "check") == []


@pytest.mark.parametrize("look", STANDARD, ids="-".join)
def test_every_page_to_recall_on_ends_at_its_foot(look: tuple[str, str]) -> None:
    assert [page for sheet in pages_of(look, "recall") for page in sheet if page.fill < FOOT] == []


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_what_is_recalled_and_written_reaches_the_foot(look: tuple[str, str]) -> None:
    """The last page of each is at least three quarters full, unless a block that cannot be divided left it."""
    short = 0
    for sheet in pages_of(look, "recall", "write"):
        short += [page.fill for page in sheet if not page.blank][-1] < 0.75
    assert short <= 3
