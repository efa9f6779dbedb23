"""A trial: every sheet that a pack may have of a topic, set to find what no page can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import LayoutError, Problem
from packgen.layout.core.setting import Setting
from packgen.plan.front_matter import FrontMatter
from packgen.plan.listing import Listed, ListedTopic
from packgen.plan.questions import cards_of, quiz_of
from packgen.plan.schedule import schedule
from packgen.plan.selection import Chosen, cited
from packgen.plan.stages import CARDS, QUIZ, StageOptions
from packgen.plan.title import title_of
from packgen.sheet.cuts import Cut, told
from packgen.sheet.sheet import Sheet
from packgen.sheets.advice import weak_recall
from packgen.sheets.overlong import overlong
from packgen.sheets.section import typeset_section
from packgen.text.faces import Faces
from packgen.theme.design import load_design

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic

_SEED = 1

_EVERY_QUESTION = 1_000_000
"""More questions than a topic has cards."""


_IN_LARGE_PRINT = "with --profile large-print,"


class Trial(NamedTuple):
    """What setting some topics has shown: what no page holds in the usual profile, and what might be better."""

    refused: list[Problem]
    warnings: list[Problem]


def tried(topics: Sequence[LoadedTopic]) -> Trial:
    """Set every sheet that a pack may have of some topics, on A4, as usual and in large print."""
    found = Trial([], [])
    usual, large = (_setting(profile) for profile in ("standard", "large-print"))
    for loaded in topics:
        errors, cuts = every_sheet(loaded, usual)
        found.refused.extend(_problem(loaded, error) for error in errors)
        known = {error.origin for error in errors}
        if not errors:
            found.warnings.extend(weak_recall([loaded], usual))
        found.warnings.extend(loaded.document.problem(*problem[:3]) for problem in told(cuts))
        cramped = {cut.origin for cut in cuts}
        errors, cuts = every_sheet(loaded, large)
        found.warnings.extend(_problem(loaded, error, _IN_LARGE_PRINT) for error in errors if error.origin not in known)
        for origin, message, remedy, *_ in told(cut for cut in cuts if cut.origin not in cramped):
            found.warnings.append(loaded.document.problem(origin, f"{_IN_LARGE_PRINT} {message}", remedy))
    return found


def _setting(profile: str) -> Setting:
    design = load_design(profile=profile)
    return Setting(design, Faces(design.families))


def _problem(loaded: LoadedTopic, error: LayoutError, where: str = "") -> Problem:
    """Return what is said of a place in a topic, with its line."""
    error = overlong(loaded, error)
    assert error.origin is not None
    message = " ".join(filter(None, (where, error.origin.what or "this block", error.message)))
    return loaded.document.problem(error.origin._replace(what=""), message, error.remedy)


def every_sheet(loaded: LoadedTopic, setting: Setting) -> tuple[list[LayoutError], list[Cut]]:
    """Set every sheet; return an error for each place in the file that no page can hold, and the words that are cut.

    Args:
        loaded: the topic.
        setting: design and faces.
    """
    found: list[LayoutError] = []
    topic = loaded.topic
    numbers = {source.id: number for number, source in enumerate(topic.sources, 1)}
    own = replace(
        setting,
        native_language=topic.native_language,
        language=topic.language,
        source_numbers=numbers,
        folder=loaded.path.parent,
        refused=found,
    )
    entries = list(_entries(loaded, own))
    _set_front(loaded, entries, own)
    placed = [error if error.origin is not None else _of_topic(loaded, error) for error in found]
    cuts = dict.fromkeys(cut for _, _, sheets in entries for sheet in sheets for cut in sheet.cuts)
    return list({error.origin: error for error in reversed(placed)}.values())[::-1], list(cuts)


def _of_topic(loaded: LoadedTopic, error: LayoutError) -> LayoutError:
    """Return what is said of something that is no block with the place of the topic's title."""
    what = error.subject[:1].lower() + error.subject[1:]
    return LayoutError(error.message, error.remedy, loaded.origin(("title",), what or "this topic"))


def _entries(loaded: LoadedTopic, setting: Setting) -> Iterator[tuple[str, str, list[Sheet]]]:
    """Yield number, title and sheets of each section, then of what belongs to all of them."""
    topic = loaded.topic
    for place, section in enumerate(topic.sections):
        made = typeset_section(loaded, place, setting, StageOptions(seed=_SEED))
        yield str(place + 1), section.title, list(made.sheets)
    chosen = Chosen(loaded, tuple(range(len(topic.sections))))
    sources = cited(chosen)
    if sources:
        from packgen.sheets.sources import typeset_sources

        yield "", "Sources", [typeset_sources(topic, sources, setting)]
    cards = cards_of(chosen)
    if cards:
        from packgen.sheets.cards import typeset_cards

        yield "", CARDS, [typeset_cards(cards, setting, topic.language, CARDS)]
    questions, _ = quiz_of([chosen], _EVERY_QUESTION, _SEED)
    if questions:
        from packgen.sheets.quiz import typeset_quiz, typeset_quiz_key

        asked = typeset_quiz(questions, setting, topic.language, QUIZ)
        yield "", QUIZ, [asked, typeset_quiz_key(questions, setting, topic.language, QUIZ)]


def _set_front(loaded: LoadedTopic, entries: list[tuple[str, str, list[Sheet]]], setting: Setting) -> None:
    """Set the front of a pack of one topic, with all that it may be asked to have."""
    from packgen.sheets.front_matter import typeset_front_matter

    listed, count = [], 0
    for number, title, sheets in entries:
        stages = tuple((sheet.title, count + place, len(sheet.pages)) for place, sheet in enumerate(sheets))
        listed.append(Listed(number, title, stages, marks=1))
        count += len(sheets)
    words = title_of([Chosen(loaded, tuple(range(len(loaded.topic.sections))))], None)
    topic = ListedTopic(loaded.topic.title, tuple(listed))
    typeset_front_matter(FrontMatter(words, (topic,), tuple(schedule())), setting)
