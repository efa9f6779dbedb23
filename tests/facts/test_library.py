"""The bundled topics as one library: events, numbers, sources, gaps and terms agree over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

import pytest

from packgen.load import Library
from packgen.load.names import read_names
from packgen.resources import content_folder
from tests.facts.test_course import texts
from tests.facts.topics import topics

TOPICS = sorted(topics())
COURSE = content_folder() / "russia-1855-1964"

_WORD = re.compile(r"[^\W\d_]{4,}")
_GAP = re.compile(r"\{\{([^{}]*)\}\}")
_SAME = 60
"""Days that one event may seem to be apart in two timelines."""

_CAUSAL = re.compile(r"\b(because|so|since|therefore|which meant)\b", re.IGNORECASE)
_SIDES = re.compile(r"\*For:\* [^*\s].*\*Against:\* [^*\s]")
_PARAGRAPH = 60
"""Words from which running text is long enough to argue."""

_ALIKE = 0.6
"""Share of the words of two events in common from which they are the same event."""


class Dated(NamedTuple):
    """An event of a timeline: where it stands, its date as digits, its words."""

    place: str
    sort: str
    words: frozenset[str]


def blocks(name: str, *types: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield the blocks of some types of a topic, each with its section."""
    for section in topics()[name]["sections"]:
        yield from ((section, block) for block in section["blocks"] if not types or block["type"] in types)


def named(part: Any) -> Iterator[str]:
    """Yield the ids of all sources that a part of a topic names."""
    if isinstance(part, dict):
        yield from part.get("sources", ())
        for key, value in part.items():
            if key != "sources":
                yield from named(value)
    elif isinstance(part, list):
        for value in part:
            yield from named(value)


def stems(text: str) -> frozenset[str]:
    return frozenset(word[:6].casefold() for word in _WORD.findall(text))


def events() -> list[Dated]:
    return [
        Dated(f"{name}/{section['id']}: {event['event']}", str(event["sort"]), stems(event["event"]))
        for name in TOPICS
        for section, block in blocks(name, "timeline")
        for event in block["events"]
        if "sort" in event
    ]


def disagreeing(events: list[Dated]) -> list[tuple[str, str]]:
    """Return pairs of events that are the same by their words, at most two months apart, and have different dates.

    Dates up to 1918 may be in either style.
    """
    return [
        (f"{one.place} ({one.sort})", f"{other.place} ({other.sort})")
        for one, other in combinations(events, 2)
        if len(one.words & other.words) >= max(2, _ALIKE * len(one.words | other.words))
        and not one.sort.startswith(other.sort)
        and not other.sort.startswith(one.sort)
        and (apart := abs(_day(one.sort) - _day(other.sort)).days) <= _SAME
        and not (apart in (12, 13) and one.sort < "1918-02-15")
    ]


def _day(sort: str) -> date:
    """Return the date of digits, with the first month and day where they have none."""
    year, month, day = (*map(int, sort.split("-")), 1, 1)[:3]
    return date(year, month, day)


def test_an_event_has_one_date_in_all_topics() -> None:
    assert disagreeing(events()) == []


def test_a_date_changed_in_one_topic_is_told() -> None:
    changed = [event._replace(sort="1861-02-20") if event.sort == "1861-02-19" else event for event in events()[:-1]]
    twin = next(event for event in events() if event.sort == "1861-02-19")
    assert disagreeing([twin, *changed])


def test_a_number_with_the_same_label_is_the_same_in_all_topics() -> None:
    found: dict[str, dict[str, list[str]]] = {}
    for name in TOPICS:
        for section, block in blocks(name, "statistics"):
            for row in block["rows"]:
                if len(stems(row["label"])) > 2:
                    value = found.setdefault(row["label"].casefold(), {})
                    value.setdefault(str(row["value"]), []).append(f"{name}/{section['id']}")
    assert {label: values for label, values in found.items() if len(values) > 1} == {}


@pytest.mark.parametrize("name", TOPICS)
def test_every_source_is_used(name: str) -> None:
    topic = topics()[name]
    assert {source["id"] for source in topic["sources"]} == set(named(topic["sections"]))


@pytest.mark.parametrize("name", TOPICS)
def test_the_answer_to_every_gap_stands_in_another_block_of_its_section(name: str) -> None:
    missing = []
    for section, block in blocks(name, "cloze"):
        rest = plainly(" ".join(text for other in section["blocks"] if other is not block for text in texts(other)))
        for gap in _GAP.findall(block["text"]):
            answers = [plainly(answer) for answer in gap.split("|")]
            if not any(_stem(answer) in rest for answer in answers):
                missing.append(f"{section['id']}: {gap}")
    assert missing == []


def _stem(answer: str) -> str:
    """Return an answer without the ending of its last word, so that a word stands for its other forms."""
    return answer[: max(4, len(answer) - 2)]


def plainly(text: str) -> str:
    """Return a text without marks and case, its spaces single."""
    return " ".join(re.sub(r"[*“”‘’()]", "", text).casefold().split())


@pytest.mark.parametrize("name", TOPICS)
def test_every_key_figure_is_in_the_list_of_names(name: str) -> None:
    listed = {person.name for person in read_names(COURSE / "names.yaml", "names.yaml")}
    assert {person["name"] for _, block in blocks(name, "key-figures") for person in block["people"]} <= listed


def arguing(block: Mapping[str, Any]) -> bool:
    """Tell whether a block is running text that is long enough to argue and gives a reason or a result."""
    sentences = block.get("sentences", [block]) if block["type"] in ("prose", "examiner") else []
    text = " ".join(one if isinstance(one, str) else one["text"] for one in sentences)
    return len(text.split()) >= _PARAGRAPH and _CAUSAL.search(text) is not None


def amounts(name: str) -> dict[str, int]:
    """Return how much of each kind a topic has; a person or a term counts once."""

    def parts(kind: str, key: str) -> list[Mapping[str, Any]]:
        return [part for _, block in blocks(name, kind) for part in block[key]]

    views = parts("interpretations", "views")
    said = [f"{view['historian']} {view.get('year', '')}" for view in views]
    return {
        "sections": len(topics()[name]["sections"]),
        "people": len({person["name"] for person in parts("key-figures", "people")}),
        "dates": len({str(event["date"]) for event in parts("timeline", "events")}),
        "terms": len({term["term"] for term in parts("glossary", "terms")}),
        "misconceptions": len(parts("misconceptions", "items")),
        "views": len(views),
        "views after 2000": sum(any(int(year) > 2000 for year in re.findall("[0-9]{4}", text)) for text in said),
        "extracts": len(list(blocks(name, "extract"))),
        "charts": sum(block.get("display") in ("bars", "line") for _, block in blocks(name, "statistics")),
    }


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_has_enough_to_learn(name: str) -> None:
    least = {
        "sections": 4, "people": 8, "dates": 12, "terms": 10, "misconceptions": 4, "views": 3, "views after 2000": 1,
        "extracts": 1, "charts": 1,
    }  # fmt: skip
    found = amounts(name)
    assert {kind: found[kind] for kind, count in least.items() if found[kind] < count} == {}


@pytest.mark.parametrize("name", TOPICS)
def test_every_section_has_a_paragraph_that_argues(name: str) -> None:
    sections = topics()[name]["sections"]
    assert [section["id"] for section in sections if not any(map(arguing, section["blocks"]))] == []


@pytest.mark.parametrize(
    ("text", "argues"),
    [
        ("He divided the Party, so it turned on him. " * 7, True),
        ("He divided the Party, so it turned on him. " * 6, False),
        ("He divided the Party. It turned on him then. " * 7, False),
    ],
    ids=["reason", "short", "list"],
)
def test_a_paragraph_argues_by_its_length_and_a_reason(text: str, argues: bool) -> None:
    assert arguing({"type": "prose", "text": text}) == argues
    assert arguing({"type": "examiner", "sentences": [{"text": text}]}) == argues
    assert not arguing({"type": "extract", "text": text})


def two_sided(view: Mapping[str, Any]) -> bool:
    """Tell whether a view says what supports it and then what tells against it."""
    return _SIDES.search(view["claim"]) is not None


@pytest.mark.parametrize("name", TOPICS)
def test_every_view_has_both_sides(name: str) -> None:
    views = [(section["id"], view) for section, block in blocks(name, "interpretations") for view in block["views"]]
    assert [(place, view["historian"]) for place, view in views if not two_sided(view)] == []


@pytest.mark.parametrize("sides", ["", "*For:* votes.", "*Against:* rules.", "*For:* *Against:* rules.", "*Against:* "])
def test_a_view_with_one_side_is_told(sides: str) -> None:
    assert two_sided({"claim": "He lost the elite. *For:* votes. *Against:* rules."})
    assert not two_sided({"claim": f"He lost the elite. {sides}"})


def test_the_course_lists_every_topic() -> None:
    assert len(TOPICS) == 11
    assert all(path.parent == COURSE for path in Library(content_folder()).topic_files().values())
