"""Whole sheets of hostile topics: text stays inside the pages and off other text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from packgen.errors import LayoutError
from packgen.load import open_library
from packgen.plan.kinds import SHEETS
from packgen.plan.options import PlanOptions
from packgen.plan.schedule import REVIEWS
from packgen.plan.stages import CARDS
from packgen.plan.timetable import Revision
from packgen.sheet.sheet import Sheet
from packgen.theme.design import Design
from packgen.units import MM
from tests.support.assembled import TypesetPack, typeset_pack
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Drawing, read
from tests.support.pages import design, faces
from tests.support.paper import TYPES
from tests.support.soak import SOAK

TITLE = "A title far longer than anybody would write " * 2
WORD = "x" * 60

BLOCKS: list[dict[str, Any]] = [
    {"type": "summary", "boxes": [{"label": "Why?", "items": [{"text": "word " * 25}] * 6}] * 3},
    {"type": "timeline", "events": [{"date": "18 June 1957", "event": "word " * 9}] * 30},
    {"type": "misconceptions", "items": [{"wrong": "a", "right": "word " * 30}] * 9},
    {"type": "key-figures", "people": [{"name": "N", "role": "R", "why": "W", "sources": ["s"]}] * 20},
    {"type": "statistics", "display": "bars", "rows": [{"label": "a", "value": "1"}, {"label": "b", "value": "2"}]},
    {"type": "statistics", "display": "numbers", "rows": [{"label": "a", "value": "1"}]},
    {"type": "glossary", "terms": [{"term": "T", "meaning": "word " * 40}] * 20},
    {"type": "interpretations", "views": [{"historian": "H", "claim": "word " * 40}] * 12},
    {"type": "recall", "prompt": TITLE, "lines": "12"},
    {"type": "recall", "prompt": "P", "share": "50%"},
    {"type": "recall", "prompt": "P", "rest": "yes"},
]


def topic(text: str, sections: int) -> str:
    """A topic with one text in every place, as JSON, which is YAML."""
    section = {"title": text, "enquiry": text, "gist": text, "blocks": BLOCKS}
    value = {
        "schema": 1,
        "id": "hostile",
        "title": text,
        "dates": text,
        "subject": text,
        "level": text,
        "course": text,
        "authors": [text],
        "spec": [{"board": text, "code": text, "option": text, "point": text}],
        "sources": [{"id": "s", "citation": text, "url": f"https://example.org/{WORD}"}],
        "sections": [
            {
                "id": f"s{n}",
                "before": ["s0"] if n else [],
                **(section if n < 2 else {"title": text, "blocks": BLOCKS[-1:]}),
            }
            for n in range(sections)
        ],
    }
    return json.dumps(value)


def study(text: str) -> list[dict[str, Any]]:
    """Blocks that can be rebuilt, with one text in every place; numbers keep what must differ apart."""
    return [
        {
            "type": "key-figures",
            "choice": {"question": text, "options": [f"{text} 1", f"{text} 2", f"{text} 3"]},
            "people": [
                {"name": f"{n} {text}", "dates": text, "role": f"{n} {text}", "why": text, "choice": f"{text} 2"}
                for n in range(5)
            ],
        },
        {"type": "timeline", "events": [{"date": text, "event": f"{n} {text}"} for n in range(5)]},
        {
            "type": "glossary",
            "terms": [{"term": f"{n} {text}", "native": text, "meaning": f"{n} {text * 2}"} for n in range(4)],
        },
        {
            "type": "statistics",
            "display": "table",
            "unit": text,
            "rows": [{"label": f"{n} {text}", "value": str(n)} for n in range(4)],
        },
        {"type": "table", "columns": [text] * 4, "rows": [[f"{n} {text}"] * 4 for n in range(4)]},
        {
            "type": "summary",
            "boxes": [
                {"label": f"{n} {text}", "cue": text, "items": [{"handle": text, "text": text}] * 5} for n in range(3)
            ],
        },
        {"type": "interpretations", "views": [{"historian": f"{n} {text}", "claim": f"{n} {text}"} for n in range(4)]},
        {"type": "misconceptions", "items": [{"wrong": text, "right": text}] * 4},
    ]


def tasks(text: str) -> list[dict[str, Any]]:
    """Tasks of every kind, with one text in every place."""
    gap = text[:40].strip()
    cues = [{"cue": text, "hint": text, "points": [text] * 5}] * 3
    rebuilt = [
        {"type": "rebuild", "of": kind, "form": form, "title": text}
        for kind in [block["type"] for block in study(text)]
        for form in TYPES[kind].forms
    ]
    return [
        {"type": "cloze", "title": text, "text": f"{text} {{{{{gap}|{text}}}}} then {{{{1957}}}}. " * 12},
        {"type": "cloze", "text": f"{text} {{{{{gap}}}}} then.\n\n" * 4, "bank": "no"},
        *(one for one in rebuilt if one["form"] != "cloze"),
        {
            "type": "match-up",
            "prompt": text,
            "pairs": [{"left": f"{n} {text}", "right": f"{n} {text}"} for n in range(26)],
        },
        {"type": "put-in-order", "prompt": text, "items": [f"{n} {text}" for n in range(9)]},
        {
            "type": "multiple-choice",
            "prompt": text,
            "questions": [
                {"question": text, "options": [{"text": f"{n} {text}", "right": n < 2, "why": text} for n in range(6)]}
            ]
            * 3,
        },
        *({"type": "blurt", "prompt": text, "layout": layout, "cues": cues} for layout in ("cues", "cornell")),
        {"type": "blurt", "prompt": text, "layout": "map", "centre": text, "cues": [*cues, *cues]},
        {"type": "recall", "title": text, "prompt": text, "lines": "9", "points": [text] * 30},
        *questions(text),
    ]


def questions(text: str) -> list[dict[str, Any]]:
    """Questions short and long, with one text in every place."""
    common = {
        "kind": text,
        "question": text,
        "command": text,
        "guidance": text,
        "objectives": ["AO1", "AO2", "AO3"],
        "minutes": "40",
        "extracts": [{"label": text, "text": f"{text}\n\n{text * 3}", "provenance": text}] * 3,
        "example": text * 3,
        "judgement": text * 3,
        "scheme": [{"heading": text, "points": [text] * 9}] * 3,
    }
    levels = [{"name": text, "marks": marks, "text": text} for marks in ("21–25", "11–20", "1–10")]
    return [
        {"type": "question", "marks": "4", **common},
        {"type": "question", "marks": "6", **common, "extracts": [], "scheme": [{"points": [{"text": text}]}]},
        {"type": "question", "marks": "25", **common, "planning": [text] * 3, "levels": levels},
        {"type": "question", "marks": "20", "lines": "40", "question": text, "extra_page": "yes"},
    ]


def topic_of_tasks(text: str) -> str:
    """A topic of two sections with study blocks and every task, the first of which has its tasks derived."""
    blocks = study(text)
    value = {
        "schema": 1,
        "id": "hostile",
        "title": text,
        "subject": text,
        "level": text,
        "sections": [
            {"id": "derived", "title": text, "enquiry": text, "blocks": [*blocks, *questions(text)]},
            {"id": "written", "title": text, "blocks": [*blocks, *tasks(text)]},
        ],
    }
    return json.dumps(value)


def typeset(folder: Path, profile: str, paper: str, options: PlanOptions | None = None) -> TypesetPack:
    return typeset_pack(open_library(folder), ["hostile"], design(profile, paper), options or PlanOptions())


def all_sheets(pack: TypesetPack) -> list[Sheet]:
    """Every sheet of a pack and of its answers."""
    fronts = [pack.front_matter, *([pack.answers[0]] if pack.answers else [])]
    parts = [*pack.parts, *(pack.answers[1] if pack.answers else ())]
    return [*fronts, *(sheet for part in parts for chapter in part.chapters for sheet in chapter.sheets)]


def problems(sheet: Sheet, profile: str, paper: str) -> list[str]:
    """What stands outside the frame of a sheet (or of a card, outside the page), or on other text."""
    used, drawing = design(profile, paper), read(sheet, faces(profile))
    if sheet.page_size[0] > sheet.page_size[1]:
        used = used.turned()
    if sheet.title == CARDS:
        return [*_off_the_page(drawing, used), *overlaps(drawing)]
    return [*outside(drawing, used, used.spans.full, head=15, verso=sheet.verso), *overlaps(drawing)]


def _off_the_page(drawing: Drawing, used: Design) -> list[str]:
    width, height = used.page_width / MM, used.page_height / MM
    return [
        f"{text} is off the page"
        for text in drawing.texts()
        if text.x < 5 or text.right > width - 5 or not 5 < text.y < height - 5
    ]


LOOKS = [
    ("standard", "a4"),
    ("large-print", "letter"),
    *([("standard", "letter"), ("large-print", "a4")] if SOAK else []),
]


@pytest.mark.parametrize(("profile", "paper"), LOOKS, ids=str)
@pytest.mark.parametrize(("text", "sections"), [(TITLE, 2), (WORD, 2), ("Short", 30)], ids=["titles", "words", "many"])
def test_no_page_of_a_hostile_topic_is_overfull(
    tmp_path: Path, text: str, sections: int, profile: str, paper: str
) -> None:
    (tmp_path / "hostile.yaml").write_text(topic(text, sections), encoding="utf-8")
    sheets = all_sheets(typeset(tmp_path, profile, paper, PlanOptions(revision=Revision(REVIEWS))))
    assert len(sheets) >= 1 + 2
    assert {sheet.name: found for sheet in sheets if (found := problems(sheet, profile, paper))} == {}


EVERYTHING = {
    "student": PlanOptions(SHEETS, revision=Revision(REVIEWS)),
    "teacher": PlanOptions((*SHEETS[:4], "quiz"), "back", teacher=True),
    "fillable": PlanOptions(SHEETS, "separate", fillable=True, card_layout="fold"),
}


@pytest.mark.parametrize(
    ("text", "paper", "kind"),
    [(TITLE, "a4", "student"), (TITLE, "letter", "teacher"), (WORD, "letter", "teacher"), (WORD, "a4", "fillable")],
    ids=["titles-student", "titles-teacher", "words-teacher", "words-fillable"],
)
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_no_task_of_a_hostile_topic_is_overfull(tmp_path: Path, text: str, profile: str, paper: str, kind: str) -> None:
    (tmp_path / "hostile.yaml").write_text(topic_of_tasks(text), encoding="utf-8")
    sheets = all_sheets(typeset(tmp_path, profile, paper, EVERYTHING[kind]))
    stages = {sheet.name.rpartition("/")[2] for sheet in sheets}
    assert stages >= {"learn", "recall", "write", "check", "quiz"}
    assert {sheet.name: found for sheet in sheets if (found := problems(sheet, profile, paper))} == {}
    for sheet in sheets:
        for field in sheet.fields:
            x0, y0, x1, y1 = field.rectangle
            assert 0 < x0 < x1 < sheet.page_size[0]
            assert 0 < y0 < y1 < sheet.page_size[1]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_section_whose_title_is_taller_than_a_page_is_named(tmp_path: Path, profile: str) -> None:
    text = topic("A", 1).replace('"title": "A", "enquiry"', f'"title": "{TITLE * 20}", "enquiry"')
    (tmp_path / "hostile.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"hostile\.yaml:1:\d+: section 1 \(s0\), title is too long: "):
        typeset(tmp_path, profile, "a4")


def test_a_title_too_tall_for_the_cover_is_named(tmp_path: Path) -> None:
    text = topic("A", 2).replace('"title": "A", "dates"', f'"title": "{TITLE * 20}", "dates"')
    (tmp_path / "hostile.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"^The title on the cover is \d+ mm tall and cannot be divided"):
        typeset(tmp_path, "standard", "a4")
