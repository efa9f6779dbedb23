"""Sources: one list for all topics of a pack, or a note at the foot of Learn, or neither, and numbers that agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from packgen.build import build
from packgen.built import BuiltPack
from packgen.load import open_library
from packgen.options import PackOptions
from packgen.sheets.context import topic_setting
from packgen.sheets.learn import typeset_stage
from packgen.units import MM
from tests.support.geometry import read
from tests.support.library import read_topics
from tests.support.pages import design, faces
from tests.support.pdf import page_texts, structure, structure_text
from tests.support.topics import context, plain_setting
from tests.support.validation import page_problems


def extract(*sources: str) -> dict[str, Any]:
    return {"type": "extract", "text": "Words.", "provenance": "A speech", "sources": list(sources)}


def write(folder: Path, id_: str, sections: list[list[dict[str, Any]]], language: str = "en-GB") -> None:
    value = {
        "schema": 1, "id": id_, "title": f"Topic {id_}", "subject": "History", "level": "A-level",
        "language": language,
        "sources": [{"id": name, "citation": f"The book of {name} in {id_}"} for name in ("ann", "bob", "cyd", "dee")],
        "sections": [
            {"id": f"s{n}", "title": f"Part {n}", "blocks": blocks} for n, blocks in enumerate(sections, 1)
        ],
    }  # fmt: skip
    (folder / f"{id_}.yaml").write_text(json.dumps(value), encoding="utf-8")


PROSE = {"type": "prose", "text": "Study text.", "sources": ["dee"]}
QUESTION = {
    "type": "question", "question": "Why?", "marks": "4", "example": "Because.",
    "extracts": [{"label": "A", "text": "More words.", "sources": ["cyd"]}],
}  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path, "one", [[PROSE, extract("bob")], [extract("ann", "bob")]])
    write(tmp_path, "two", [[extract("cyd")]], "fr")
    write(tmp_path, "none", [[{"type": "prose", "text": "x"}]])
    return tmp_path


def made(content: Path, *topics: str, **fields: Any) -> BuiltPack:
    return build(PackOptions(content=content, no_cache=True, topics=topics, sheets=("learn",), **fields))


def test_a_pack_has_one_list_by_topic(content: Path) -> None:
    pack = made(content, "one", "two", "none")
    assert page_problems(pack.pdf) == []
    said = [text.strip() for _, text in structure_text(pack.pdf)]
    listed = said[max(place for place, text in enumerate(said) if text == "Sources") :]
    assert listed == [
        "Sources", "Numbers in brackets are the sections that use a source.",
        "Topic one", "1", "The book of ann in one [2]", "2", "The book of bob in one [1, 2]",
        "4", "The book of dee in one [1]",
        "Topic two", "3", "The book of cyd in two",
        "Notes",
    ]  # fmt: skip
    [french] = [one for one in structure(pack.pdf).find("L") if one.attributes.get("lang") == "fr"]
    assert "cyd" in french.text
    assert pack.pages == 2 + 2 * 4 + 2


def test_a_lesson_has_those_it_names_at_the_foot_of_learn(content: Path) -> None:
    pack = made(content, "one/s1")
    assert (pack.pages, page_problems(pack.pdf)) == (2, [])
    text = page_texts(pack.pdf)[0]
    assert "(Source 2)" in text
    assert "Sources 2 The book of bob in one" in " ".join(text.replace("\xa0", " ").split())
    assert "dee" not in text  # no number refers to it


def test_the_note_ends_with_the_frame(content: Path) -> None:
    for profile in ("standard", "large-print"):
        [loaded] = read_topics(open_library(content), ["one"])
        setting = topic_setting(plain_setting(profile), loaded)
        sheet = typeset_stage(context(loaded, setting, ["learn"], sources="foot")).sheet
        used = design(profile)
        lowest = max(text.y for text in read(sheet, faces(profile)).texts())
        assert 0 < (used.page_height - used.frame(True).y) / MM - lowest < 4  # the descent of its last line


def test_the_note_has_the_sources_of_questions_too(content: Path) -> None:
    write(content, "asked", [[extract("bob"), QUESTION]])
    pack = build(PackOptions(content=content, no_cache=True, topics=("asked",)))
    text = " ".join(" ".join(page_texts(pack.pdf)).replace("\xa0", " ").split())
    assert "2 The book of bob in asked 3 The book of cyd in asked" in text


@pytest.mark.parametrize("fields", [{"sources": "none"}, {"sources": "none", "front": "full"}])
def test_no_list_no_numbers(content: Path, fields: dict[str, Any]) -> None:
    text = " ".join(page_texts(made(content, "one", "two", **fields).pdf))
    assert "A speech" in text
    assert "ource" not in text


def test_sheets_without_learn_give_no_numbers(content: Path) -> None:
    write(content, "asked", [[extract("bob"), QUESTION]])
    pack = build(PackOptions(content=content, no_cache=True, topics=("asked",), sheets=("write",)))
    assert "ource" not in " ".join(page_texts(pack.pdf))


def test_sources_get_no_leaf_of_their_own_in_a_lesson(content: Path) -> None:
    """Where the note would begin a leaf, note and numbers are left out, and the teacher is told."""
    left_out = 0
    for paragraphs in range(108, 126):
        long = {"type": "prose", "text": "\n\n".join(["A paragraph."] * paragraphs)}
        write(content, "long", [[long, extract("bob")]])
        pack = made(content, "long")
        text = " ".join(page_texts(pack.pdf))
        bare = made(content, "long", sources="none")
        assert pack.pages == bare.pages
        told = any("are left out" in warning for warning in pack.warnings)
        assert ("The book of bob" in text) == ("(Source 2)" in text) == (not told)
        left_out += told
    assert 0 < left_out < 18
