"""Kinds of units: each has what typesets it, and what comes out of the cache is checked against its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.cache.codec import Damaged, decode, encode
from packgen.load.library import open_library
from packgen.load.topics import Topics
from packgen.plan.kinds import KINDS, SHEETS, unit_kind
from packgen.plan.options import PlanOptions
from packgen.plan.pack import plan_pack
from packgen.plan.request import UnitRequest
from packgen.plan.selection import select
from packgen.plan.stages import SECTION_STAGES
from packgen.sheets.assembly import make_units
from packgen.sheets.factory import SheetFactory
from packgen.sheets.kinds import stage_typesetter, unit_typesetter
from packgen.sheets.units import Unit, UnitFacts, packed, unpacked
from tests.support.pages import design
from tests.support.topics import QUESTION, STUDY, TASK, load


@pytest.fixture
def units(tmp_path: Path) -> dict[UnitRequest, Unit]:
    """The units of a pack with everything, whose answers stand at its end."""
    load(tmp_path, (*STUDY, *TASK, *QUESTION), sources=True)
    chosen = select(Topics(open_library(tmp_path), None), ["topic"], None, None)
    plan = plan_pack(chosen, PlanOptions(SHEETS, "separate", sources="end"))
    return dict(make_units(plan.requests, SheetFactory(design())))


def test_every_row_has_what_typesets_it() -> None:
    assert all(callable(unit_typesetter(kind)) for kind in KINDS)
    assert all(callable(stage_typesetter(stage)) for stage in SECTION_STAGES)


def test_units_leave_typed_facts(units: dict[UnitRequest, Unit]) -> None:
    facts = {request.kind.name: unit.facts for request, unit in units.items()}
    section = facts["section"]
    assert (section.apart, section.marks, section.warnings) == (0, 3, ())
    assert [(one.block, one.pages.sheet, one.pages.first) for one in section.pages] == [
        (0, "topic/s1/learn", 0),
        (1, "topic/s1/learn", 0),
    ]
    assert facts["sources"] == facts["cards"] == UnitFacts()
    assert facts["answers"] == UnitFacts(apart=1)
    assert facts["quiz"] == UnitFacts(apart=1, warnings=facts["quiz"].warnings)
    assert "The quiz was to have 20 questions" in facts["quiz"].warnings[0]


def test_answers_that_stand_elsewhere_are_the_last_sheets(units: dict[UnitRequest, Unit]) -> None:
    apart = {request.kind.name: [sheet.title for sheet in unit.apart] for request, unit in units.items()}
    quizzes = {"quiz": ["Quiz answers"], "grid": ["Grid answers"]}
    assert apart == {"section": [], "organiser": [], "sources": [], "cards": [], "answers": ["Answers"], **quizzes}
    assert [sheet.title for unit in units.values() for sheet in unit.in_place] == [
        "Learn", "Recall", "Write", "Knowledge organiser: Section 1 of topic",
        "Knowledge organiser, blank: Section 1 of topic", "Cards", "Sources", "Quiz", "Retrieval grid",
    ]  # fmt: skip


def test_what_was_packed_is_unpacked(units: dict[UnitRequest, Unit]) -> None:
    for request, unit in units.items():
        again = unpacked(packed(unit), request.kind)
        assert again.facts == unit.facts
        assert [(sheet.title, sheet.parts) for sheet in again.sheets] == [
            (sheet.title, sheet.parts) for sheet in unit.sheets
        ]
        assert packed(again) == packed(unit)


@pytest.mark.parametrize(
    ("name", "facts", "sheets", "good"),
    [
        ("section", [0, 0, [], []], 0, True),
        ("section", [1, 0, [], []], 0, False),
        ("cards", [0, 0, [], []], 0, True),
        ("sources", [0, 0, [], []], 0, False),
        ("sources", [0, 0, [], []], 2, False),
        ("quiz", [1, 0, [], ["few"]], 2, True),
        ("quiz", [0, 0, [], []], 3, False),
        ("quiz", [0, -1, [], []], 2, False),
        ("quiz", [0, 0, [[0, "x"]], []], 2, False),
        ("quiz", ["1", 0, [], []], 2, False),
        ("quiz", [0, 0, []], 2, False),
    ],
)
def test_a_unit_with_impossible_facts_or_number_of_sheets_is_damaged(
    units: dict[UnitRequest, Unit], name: str, facts: object, sheets: int, good: bool
) -> None:
    """Bytes that `encode` made: of the shape of a unit, but not what a unit of the kind can be."""
    [sources] = [unit for request, unit in units.items() if request.kind.name == "sources"]
    repeated = Unit(sources.sheets * sheets, UnitFacts())
    (_, plain), blobs = decode(packed(repeated), (list, list))
    data = encode([facts, plain], blobs)
    if good:
        assert len(unpacked(data, unit_kind(name)).sheets) == sheets
    else:
        with pytest.raises(Damaged):
            unpacked(data, unit_kind(name))
