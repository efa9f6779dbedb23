"""Topics made of plain values, loaded as their files are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from packgen.layout.core.setting import Setting
from packgen.load import LoadedTopic, open_library
from packgen.plan.options import PlanOptions
from packgen.sheets.context import SectionContext, section_context
from tests.support.library import read_topics
from tests.support.pages import design, faces

Blocks = Sequence[dict[str, Any]]

STUDY: Blocks = (
    {"type": "prose", "text": "Study text."},
    {"type": "timeline", "events": [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 4)]},
)
"""Two blocks to learn."""

TASK: Blocks = ({"type": "rebuild", "of": "timeline", "form": "dates"},)
"""A task of three marks."""

QUESTION: Blocks = ({"type": "question", "question": "Why?", "marks": "4", "example": "Because."},)
"""A question that takes a part of a page."""

ESSAY: Blocks = ({"type": "question", "question": "How far?", "marks": "25", "judgement": "Far enough."},)
"""A question that takes what is left of a page."""


def load(
    folder: Path, *sections: Blocks, id_: str = "topic", sources: bool = False, title: str = "A topic"
) -> LoadedTopic:
    """Return a topic with sections of some blocks, which are called s1, s2 and so on."""
    blocks = [list(section) for section in sections]
    value: dict[str, Any] = {
        "schema": 1,
        "id": id_,
        "title": title,
        "subject": "History",
        "level": "A-level",
        "sections": [
            {"id": f"s{number}", "title": f"Section {number} of {id_}", "blocks": section}
            for number, section in enumerate(blocks, 1)
        ],
    }
    if sources:
        value["sources"] = [{"id": "one", "citation": "A book"}]
        blocks[0][0] = {**blocks[0][0], "sources": ["one"]}
    (folder / f"{id_}.yaml").write_text(json.dumps(value), encoding="utf-8")
    return read_topics(open_library(folder), [id_])[0]


def plain_setting(profile: str = "standard", *, single_sided: bool = False, paper: str = "a4") -> Setting:
    """Return a setting for a topic without native language, sources and pictures."""
    return Setting(design(profile, paper, single_sided), faces(profile))


def context(
    loaded: LoadedTopic, used: Setting | None = None, sheets: Sequence[str] | None = None, **options: Any
) -> SectionContext:
    """Return the context of a topic's first section, in a pack with some sheets (the usual ones) and options."""
    wanted = PlanOptions(**options) if sheets is None else PlanOptions(tuple(sheets), **options)
    return section_context(loaded, 0, used or plain_setting(), wanted)
