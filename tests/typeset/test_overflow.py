"""Whole sheets of hostile topics: text stays inside the pages and off other text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from packgen.compose.selection import select
from packgen.compose.title import title_of
from packgen.errors import LayoutError
from packgen.load import open_library
from packgen.text.faces import Faces
from packgen.theme.design import load_design
from packgen.typeset.pack import TypesetPack, typeset_pack
from tests.support.collisions import outside, overlaps
from tests.support.geometry import read

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


def typeset(folder: Path, profile: str, paper: str) -> TypesetPack:
    design = load_design(profile=profile, paper=paper)
    chosen = select(open_library(folder), ["hostile"], None, None)
    return typeset_pack(chosen, title_of(chosen, None), design, Faces(design.families))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize(("text", "sections"), [(TITLE, 2), (WORD, 2), ("Short", 30)], ids=["titles", "words", "many"])
def test_no_page_of_a_hostile_topic_is_overfull(
    tmp_path: Path, text: str, sections: int, profile: str, paper: str
) -> None:
    (tmp_path / "hostile.yaml").write_text(topic(text, sections), encoding="utf-8")
    pack = typeset(tmp_path, profile, paper)
    design = load_design(profile=profile, paper=paper)
    sheets = [pack.front, *(sheet for part in pack.parts for chapter in part.chapters for sheet in chapter.sheets)]
    assert len(sheets) >= 1 + 2
    for sheet in sheets:
        drawing = read(sheet, Faces(design.families))
        assert outside(drawing, design, design.spans.full, head=15) == []
        assert overlaps(drawing) == []


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_section_whose_title_is_taller_than_a_page_is_named(tmp_path: Path, profile: str) -> None:
    text = topic("A", 1).replace('"title": "A", "enquiry"', f'"title": "{TITLE * 20}", "enquiry"')
    (tmp_path / "hostile.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"hostile\.yaml:1:\d+: section 1 \(s0\) is \d+ mm tall and cannot be "):
        typeset(tmp_path, profile, "a4")


def test_a_title_too_tall_for_the_cover_is_named(tmp_path: Path) -> None:
    text = topic("A", 1).replace('"title": "A", "dates"', f'"title": "{TITLE * 20}", "dates"')
    (tmp_path / "hostile.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"^The title on the cover is \d+ mm tall and cannot be divided"):
        typeset(tmp_path, "standard", "a4")
