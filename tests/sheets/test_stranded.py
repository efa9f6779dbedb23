"""Titles and headings are never alone on a page: what follows begins below them, or they go with it."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.load import open_library
from packgen.plan.options import PlanOptions
from packgen.plan.stages import Answers
from packgen.sheet.structure import Element, flatten
from packgen.sheets.learn import typeset_stage
from tests.support.assembled import typeset_pack
from tests.support.geometry import read
from tests.support.pages import design, faces
from tests.support.paper import lay, setting
from tests.support.soak import SOAK
from tests.support.tags import tree
from tests.support.topics import context, load, plain_setting

SENTENCE = "The council met in the long hall and argued about grain, taxes and the price of bread. "


def long(lines: int) -> str:
    return SENTENCE * lines


BLOCKS: dict[str, Any] = {
    "table": lambda n: {"type": "table", "title": "Causes", "columns": ["Cause", "For"],
                        "rows": [[f"Cause {i}", long(n)] for i in range(3)]},
    "summary": lambda n: {"type": "summary", "boxes": [{"label": "Why?", "items": [{"text": long(n)}] * 2}]},
    "timeline": lambda n: {"type": "timeline", "events": [{"date": "1957", "event": long(n // 2)}] * 2},
    "glossary": lambda n: {"type": "glossary", "terms": [{"term": f"T{i}", "meaning": long(n)} for i in range(2)]},
    "interpretations": lambda n: {"type": "interpretations",
                                  "views": [{"historian": f"H{i}", "claim": long(n)} for i in range(2)]},
    "key-figures": lambda n: {"type": "key-figures",
                              "people": [{"name": f"N{i}", "role": "R", "why": long(n // 2)} for i in range(3)]},
    "prose": lambda n: {"type": "prose", "title": "T", "text": long(n)},
}  # fmt: skip


@pytest.mark.parametrize("intro", [0, 4])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_tall_first_part_stands_below_the_title(tmp_path: Path, kind: str, profile: str, intro: int) -> None:
    used = plain_setting(profile)
    height = used.design.frame(True).height
    for count in range(8, 40, 4):
        blocks = [BLOCKS[kind](count)]
        if intro:
            blocks.insert(0, {"type": "prose", "text": long(intro)})
        sheet = typeset_stage(context(load(tmp_path, blocks), used, ["learn"])).sheet
        drawing = read(sheet, used.faces)
        foot = max(text.y for text in drawing.texts(0) if text.y < used.design.page_height / 72 * 25.4 - 20)
        empty = (used.design.frame(True).y + height) / 72 * 25.4 - foot
        ended = drawing.texts(1) == [] or any(text.text == "Notes" for text in drawing.texts(1))
        assert ended or empty / (height / 72 * 25.4) < 0.62, count
        assert any(SENTENCE[:20] in text.text or "The council" in text.text for text in drawing.texts(0)), count


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_first_item_of_a_box_stands_whole_below_the_title(tmp_path: Path, profile: str) -> None:
    used = plain_setting(profile)
    count = 30 if profile == "standard" else 9
    sheet = typeset_stage(context(load(tmp_path, [BLOCKS["summary"](count)]), used, ["learn"])).sheet
    drawing = read(sheet, used.faces)
    assert [text.page for text in drawing.texts() if text.text.strip() == "•"] == [0, 1]
    starts = [text for text in drawing.texts(1) if text.text.startswith("The council met")]
    assert starts, "the second item begins on the second page"


def test_the_first_of_two_tall_rows_stands_below_its_heading(tmp_path: Path) -> None:
    blocks = [{"type": "prose", "text": long(4)}, BLOCKS["table"](22)]
    sheet = typeset_stage(context(load(tmp_path, blocks), sheets=["learn"])).sheet
    drawing = read(sheet, faces())
    assert [text.page for text in drawing.texts() if text.text.startswith("Cause ")][:1] == [0]
    assert [text.page for text in drawing.texts() if text.text.strip() == "Causes"] == [0]
    assert len(sheet.pages) == 2


# -- no heading is lost

HALVES: dict[str, dict[str, Any]] = {
    "blurt": {"type": "blurt", "cues": [{"cue": "C", "points": ["p", "q", "r"]}]},
    "cornell": {"type": "blurt", "layout": "cornell", "cues": [{"cue": "C", "points": ["p", "q"]}]},
    "timeline": {"type": "rebuild", "of": "timeline", "form": "dates"},
    "recall": {"type": "recall", "prompt": "Say it", "points": ["a", "b"]},
    "match-up": {"type": "match-up", "pairs": [{"left": f"l{n}", "right": f"r{n}"} for n in range(3)]},
    "put-in-order": {"type": "put-in-order", "items": ["one", "two", "three"]},
    "multiple-choice": {
        "type": "multiple-choice",
        "questions": [{"question": "Q?", "options": [{"text": "one", "right": "yes"}, {"text": "two", "why": "w"}]}],
    },
    "cloze": {"type": "cloze", "text": "It {{fell}} and {{rose}}."},
    "question": {"type": "question", "question": "Why?", "marks": "4", "example": "Because."},
}
STUDY = (
    {"type": "prose", "text": "Study.", "sources": ["one"]},
    {"type": "timeline", "events": [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 4)]},
)
ANSWERS: tuple[Answers, ...] = ("overleaf", "back", "separate")


LOOKS = ("standard", "large-print")
PAIRS = [  # those of one kind in both, the others in turn, so that each kind is first and second in both
    (pair, profile)
    for number, pair in enumerate(itertools.product(HALVES, HALVES))
    for profile in (LOOKS if SOAK or len(set(pair)) == 1 else (LOOKS[number % 2],))
]


@pytest.mark.parametrize(
    ("pair", "profile"), PAIRS, ids=lambda value: value if isinstance(value, str) else "-".join(value)
)
def test_the_answers_have_their_title_whatever_comes_first(tmp_path: Path, pair: tuple[str, str], profile: str) -> None:
    load(tmp_path, [*STUDY, *({**HALVES[kind]} for kind in pair)], sources=True)
    for answers in ANSWERS if pair[0] == pair[1] else ANSWERS[:1]:
        options = PlanOptions(answers=answers)
        pack = typeset_pack(open_library(tmp_path), ["topic"], design(profile), options)
        parts = [*pack.parts, *(pack.answers[1] if pack.answers else ())]
        sheets = [sheet for part in parts for chapter in part.chapters for sheet in chapter.sheets]
        [check] = [one for one in sheets if one.name.endswith("/check") or (one.parts and answers == "overleaf")]
        tags = tree(check, read(check, faces(profile)))
        titles = [node.text for node in (*tags.find("H1"), *tags.find("H2"))]
        if check.name.endswith("/learn"):  # the section is one leaf
            assert titles[-1] == "Answers"
        else:
            assert titles == (["Answers"] if answers == "overleaf" else ["Answers", "Section 1 of topic"])


def test_a_heading_that_nothing_draws_is_an_error() -> None:
    used, root = setting(), Element("Sect")
    Heading(used, "Lost", root)
    story = [Paragraph(used, "Text.", "body", Element("P", root))]
    with pytest.raises(ValueError, match=r"nothing drew a heading \(H2\)"):
        lay(story, used, root)
    assert flatten(Element("Sect"), 0, 0).tags == ()


# -- the band


@pytest.mark.parametrize("enquiry", [None, "Why did it fail?", "Why did it fail, and for whom was it a success? " * 3])
@pytest.mark.parametrize("words", list(range(0, 60, 3)))
def test_a_gap_stands_between_the_facts_and_what_is_below(tmp_path: Path, words: int, enquiry: str | None) -> None:
    loaded = load(tmp_path, [{"type": "summary", "boxes": [{"label": "Why?", "items": [{"text": "x"}]}]}])
    topic = loaded.topic
    spec = (_point("word " * words),) if words else ()
    section = topic.sections[0].model_copy(update={"enquiry": enquiry})
    loaded.topic = topic.model_copy(update={"spec": spec, "sections": (section,)})
    for profile in ("standard", "large-print"):
        sheet = typeset_stage(context(loaded, plain_setting(profile), ["learn"])).sheet
        drawing = read(sheet, faces(profile))
        label = drawing.find("Why?")
        above = max(text.y for text in drawing.texts(0) if text.y < label.y - 3)
        if profile == "standard":
            top = min(box.y for box in drawing.boxes(0))
            assert top - above >= 2.5


def _point(words: str) -> Any:
    from packgen.model.topic import SpecPoint

    return SpecPoint(board="OCR", code="Y318", point=words.strip())
