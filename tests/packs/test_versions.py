"""Versions of a pack: one seed gives the same bytes, another other gaps, and edits move only what they touch."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packgen.build import build
from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.variables import cache_folder
from tests.support.pdf import Node, structure
from tests.support.topics import load

Items = Sequence[dict[str, Any]]
SECTION = "khrushchev/fall"

PACKS = {
    "all stages": (("--topics", "khrushchev"), PackOptions(content=content_folder(), topics=("khrushchev",))),
    "version 7 to fill in": (
        ("--topics", SECTION, "--sheets", "recall,write,cards,quiz", "--seed", "7", "--fillable"),
        PackOptions(
            content=content_folder(),
            topics=(SECTION,),
            sheets=("recall", "write", "cards", "quiz"),
            seed=7,
            fillable=True,
        ),
    ),
}


@pytest.mark.parametrize("name", PACKS)
def test_two_processes_write_the_same_bytes(name: str, tmp_path: Path) -> None:
    arguments, options = PACKS[name]
    files = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.pdf"
        command = [sys.executable, "-m", "packgen", "build", *arguments, "-o", str(path)]
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PACKGEN_CONTENT": str(content_folder()),
            "TZ": f"UTC{seed}",
        }
        subprocess.run(command, check=True, cwd=tmp_path, env=environment, capture_output=True)
        files.append(path.read_bytes())
    assert files[0] == files[1]
    assert files[0] == build(replace(options, cache=cache_folder())).pdf


def sheets(content: Path, topic: str, seed: int) -> dict[str, str]:
    """What each task of a section says to a student, by its heading, and its key."""
    options = PackOptions(content=content, topics=(topic,), cache=cache_folder(), sheets=("recall", "write"), seed=seed)
    found: dict[str, str] = {}
    for section in structure(build(options).pdf).find("Sect"):
        headings = [kid for kid in section.kids if isinstance(kid, Node) and kid.tag in ("H2", "H3")]
        if headings and headings[0].text[1:2] == " ":
            title = headings[0].text
            found[f"{title}: key" if title in found else title] = " ".join(_pieces(section))
    return found


def _pieces(node: Node) -> list[str]:
    """The texts of an element, blanks as they are called, one after the other."""
    if "actual" in node.attributes:
        return [node.attributes["actual"]]
    return [piece for kid in node.kids for piece in (_pieces(kid) if isinstance(kid, Node) else [str(kid).strip()])]


def test_seeds_hide_other_things_and_ask_the_same() -> None:
    """The headings, the letters and the questions stay; the gaps and the timeline's blanks are others."""
    versions = [sheets(content_folder(), SECTION, seed) for seed in range(1, 6)]
    assert len({tuple(version) for version in versions}) == 1
    changed = {title for title in versions[0] if len({version[title] for version in versions}) > 1}
    assert {title.partition(":")[0][2:] for title in changed} == {"Fill the gaps", "Complete the timeline"}
    assert len({version["A Fill the gaps"] for version in versions}) == len(versions)


# -- edits

TERMS = [{"term": f"Term{n}", "meaning": f"Meaning {n}"} for n in range(8)]
PEOPLE = [{"name": f"Name{n}", "role": f"Role {n}", "why": f"Reason {n}"} for n in range(5)]
EVENTS = [{"date": f"Day{n}", "event": f"Event{n}"} for n in range(12)]
PASSAGE = " ".join(f"So {{{{word{n}}}}} came." for n in range(10))


def topic(
    folder: Path,
    people: Items = PEOPLE,
    events: Items = EVENTS,
    terms: Items = TERMS,
    passage: str = PASSAGE,
    more: Items = (),
) -> Path:
    """A topic with four tasks that a seed decides, and three of them made of its study blocks."""
    load(
        folder,
        [
            {"type": "key-figures", "people": list(people)},
            {"type": "timeline", "events": list(events)},
            {"type": "glossary", "terms": list(terms)},
            {"type": "cloze", "text": passage, "gaps": "5"},
            {"type": "rebuild", "of": "key-figures", "form": "names"},
            {"type": "rebuild", "of": "timeline", "form": "mixed"},
            {"type": "rebuild", "of": "glossary", "form": "match"},
            *more,
        ],
    )
    return folder


def changed(folder: Path, seed: int, **edits: object) -> tuple[set[str], dict[str, str], dict[str, str]]:
    """Return the letters of the tasks that an edit changes, and all tasks before and after."""
    before = sheets(topic(folder), "topic", seed)
    after = sheets(topic(folder, **edits), "topic", seed)  # type: ignore[arg-type]
    assert {title[0] for title in before} >= set("ABCD")
    return {title[0] for title in before if before[title] != after.get(title)}, before, after


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_another_person_changes_the_key_figures_alone(tmp_path: Path, seed: int) -> None:
    new = {"name": "Anna Nova", "role": "Nobody", "why": "Nothing at all"}
    letters, _, after = changed(tmp_path, seed, people=[*PEOPLE[:2], new, *PEOPLE[2:]])
    assert letters == {"B"}
    assert "Nobody" in after["B Name the person"]


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_another_event_changes_little_of_the_timeline_and_nothing_else(tmp_path: Path, seed: int) -> None:
    new = {"date": "A new day", "event": "Something new"}
    letters, before, after = changed(tmp_path, seed, events=[*EVENTS[:6], new, *EVENTS[6:]])
    assert letters == {"C"}
    old, now = (re.findall(r"(?:Day|Event)\d+", said["C Complete the timeline"]) for said in (before, after))
    assert len(old) == 12
    assert len({*old} & {*now}) >= 6


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_another_mark_hides_one_word_more_or_another(tmp_path: Path, seed: int) -> None:
    letters, before, after = changed(tmp_path, seed, passage=f"Once {{{{upon}}}} a time. {PASSAGE}")
    assert letters == {"A"}
    old, now = ({*re.findall(r"word\d", said["A Fill the gaps: key"])} for said in (before, after))
    assert len(old) == 5
    assert len(old - now) <= 1


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_a_new_question_changes_no_task_of_recall(tmp_path: Path, seed: int) -> None:
    question = {"type": "question", "question": "Why?", "marks": "4", "example": "Because."}
    letters, _, after = changed(tmp_path, seed, more=[question])
    assert letters == set()
    assert "1 Question" in after
