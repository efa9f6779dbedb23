"""A trial: typesets every unit that a pack can have of a topic, to find blocks that fit no page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.changed import changed
from packgen.errors import LayoutError, Problem
from packgen.layout.core.cached import FlowableCache
from packgen.layout.core.setting import Setting
from packgen.load.record import record_of
from packgen.load.topics import LazyTopic
from packgen.plan.kinds import SHEETS
from packgen.plan.listing import Listed, ListedSheet, ListedTopic
from packgen.plan.options import PlanOptions
from packgen.plan.pack import PackPlan, front_matter_request, plan_pack
from packgen.plan.request import UnitRequest
from packgen.plan.schedule import REVIEWS
from packgen.plan.selection import Chosen
from packgen.plan.stages import stage_of
from packgen.plan.timetable import Revision
from packgen.plan.title import title_of
from packgen.sheet.cuts import Cut, cut_warnings
from packgen.sheets.advice import weak_recall
from packgen.sheets.kinds import unit_typesetter
from packgen.sheets.overlong import overlong
from packgen.sheets.units import TypesetUnit
from packgen.text.faces import Faces
from packgen.theme.design import load_design

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic

_EVERYTHING = PlanOptions(sheets=SHEETS, questions=1_000_000, revision=Revision(REVIEWS), front="full", sources="end")
"""Options of a pack with all sheets, and with more questions in the quiz than any topic has cards."""

_IN_LARGE_PRINT = "with --profile large-print,"


class Trial(NamedTuple):
    """Result of typesetting some topics: what fits no page in the standard profile, and what could be better."""

    refused: list[Problem]
    warnings: list[Problem]


def tried(topics: Sequence[LoadedTopic]) -> Trial:
    """Typeset every sheet that a pack can have of some topics, on A4, in the standard and the large-print profile."""
    found = Trial([], [])
    usual, large = (_setting(profile) for profile in ("standard", "large-print"))
    for loaded in topics:
        errors, cuts = every_sheet(loaded, usual)
        found.refused.extend(_problem(loaded, error) for error in errors)
        known = {error.origin for error in errors}
        if not errors:
            found.warnings.extend(weak_recall([loaded], usual))
        found.warnings.extend(loaded.document.problem(*problem[:3]) for problem in cut_warnings(cuts))
        cramped = {cut.origin for cut in cuts}
        errors, cuts = every_sheet(loaded, large)
        found.warnings.extend(_problem(loaded, error, _IN_LARGE_PRINT) for error in errors if error.origin not in known)
        for origin, message, remedy, *_ in cut_warnings(cut for cut in cuts if cut.origin not in cramped):
            found.warnings.append(loaded.document.problem(origin, f"{_IN_LARGE_PRINT} {message}", remedy))
    return found


def _setting(profile: str) -> Setting:
    design = load_design(profile=profile)
    return Setting(design, Faces(design.families, own=design.fonts, spacing=design.spacing))


def _problem(loaded: LoadedTopic, error: LayoutError, where: str = "") -> Problem:
    """Return an error as a problem, with the topic's file and line."""
    error = overlong(loaded, error)
    assert error.origin is not None
    message = " ".join(filter(None, (where, error.origin.what or "this block", error.message)))
    return loaded.document.problem(error.origin._replace(what=""), message, error.remedy)


def every_sheet(loaded: LoadedTopic, setting: Setting) -> tuple[list[LayoutError], list[Cut]]:
    """Typeset every sheet; return an error for each block that fits no page, and the words that were cut.

    Args:
        loaded: the topic.
        setting: design and faces.
    """
    found: list[LayoutError] = []
    own = changed(setting, refused=found, language=loaded.topic.language, cache=FlowableCache())
    topic = LazyTopic(record_of(loaded.topic), loaded.path, "", whole=loaded)
    plan = plan_pack([Chosen(topic, tuple(range(len(loaded.topic.sections))))], _EVERYTHING)
    units: dict[UnitRequest, TypesetUnit] = {}
    for request in plan.requests:
        facts = [units[need].facts for need in request.needs]
        units[request] = unit_typesetter(request.kind)(request, own, facts)
    front = _front_matter(plan, units)
    unit_typesetter(front.kind)(front, own, ())
    placed = [error if error.origin is not None else _of_topic(loaded, error) for error in found]
    cuts = dict.fromkeys(cut for unit in units.values() for sheet in unit.sheets for cut in sheet.cuts)
    return list({error.origin: error for error in reversed(placed)}.values())[::-1], list(cuts)


def _of_topic(loaded: LoadedTopic, error: LayoutError) -> LayoutError:
    """Return an error that locates no block with the position of the topic's title."""
    what = error.subject[:1].lower() + error.subject[1:]
    return LayoutError(error.message, error.remedy, loaded.origin(("title",), what or "this topic"))


def _front_matter(plan: PackPlan, units: Mapping[UnitRequest, TypesetUnit]) -> UnitRequest:
    """Return the request for the front matter, with a score for every section."""
    listed, count = [], 0
    for request, unit in units.items():
        stages = [
            ListedSheet(stage_of(sheet.name) if request.chapter.number else sheet.title, count + n, len(sheet.pages))
            for n, sheet in enumerate(unit.sheets)
        ]
        if stages:
            listed.append(Listed(*request.chapter, tuple(stages), marks=1))
        count += len(stages)
    [one] = plan.chosen
    contents = ListedTopic(one.loaded.topic.title, tuple(listed))
    return front_matter_request(title_of([one], None), [contents], plan.options)
