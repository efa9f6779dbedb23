"""A trial of every sheet of a topic: all that no page holds, each with its place, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packgen.errors import LayoutError
from packgen.layout.core.setting import Setting
from packgen.load import LoadedTopic
from packgen.sheets.trial import every_sheet, tried
from tests.support.topics import QUESTION, STUDY, Blocks, load, plain_setting

WORDS = "word " * 1500
TALL: dict[str, dict[str, Any]] = {
    "a heading to study": {"type": "prose", "title": WORDS, "text": "A"},
    "an event": {"type": "timeline", "events": [{"date": WORDS, "event": "x"}]},
    "a task": {"type": "recall", "title": "T", "prompt": WORDS, "points": ["a"]},
    "a passage": {"type": "cloze", "title": WORDS, "text": "It {{fell}}."},
    "a question": {"type": "question", "question": WORDS, "marks": "4", "example": "A"},
    "the title of a key": {
        "type": "question",
        "question": "Q?",
        "marks": "4",
        "scheme": [{"heading": WORDS, "points": ["p"]}],
    },
    "a card": {"type": "glossary", "terms": [{"term": "T", "meaning": WORDS}]},
}


def refused(loaded: LoadedTopic, used: Setting) -> list[LayoutError]:
    return every_sheet(loaded, used)[0]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("name", TALL)
def test_whatever_sheet_refuses_a_block_its_place_is_told(tmp_path: Path, name: str, profile: str) -> None:
    loaded = load(tmp_path, (*STUDY, TALL[name], *QUESTION))
    found = refused(loaded, plain_setting(profile))
    places = [error.origin for error in found]
    assert len(set(places)) == len(places) > 0
    assert {origin._replace(what="") for origin in places if origin} == {loaded.block_origin(0, 2)._replace(what="")}
    assert (places[0] == loaded.block_origin(0, 2)) == (name != "a card")
    assert all(str(error).startswith(f"{tmp_path}/topic.yaml:1:") for error in found)


def test_blocks_beside_one_that_is_refused_are_set_all_the_same(tmp_path: Path) -> None:
    blocks: Blocks = [
        TALL["a heading to study"],
        *STUDY,
        TALL["an event"],
        TALL["a task"],
        *QUESTION,
        TALL["a question"],
    ]
    loaded = load(tmp_path, blocks, blocks)
    found = refused(loaded, plain_setting())
    assert {error.origin for error in found if error.origin and ":" not in error.origin.what} == {
        loaded.block_origin(section, place) for section in (0, 1) for place in (0, 3, 4, 6)
    }


@pytest.mark.parametrize("field", ["title", "gist", "enquiry"])
def test_what_a_section_says_of_itself_is_named(tmp_path: Path, field: str) -> None:
    loaded = load(tmp_path, (*STUDY, *QUESTION))
    section = loaded.topic.sections[0].model_copy(update={field: WORDS})
    loaded.topic = loaded.topic.model_copy(update={"sections": (section,)})
    found = [str(error) for error in refused(loaded, plain_setting("large-print"))]
    if field == "gist":
        assert found == [], "it is divided"
        return
    assert f"{tmp_path}/topic.yaml:1:" in found[0]
    assert "section 1 (s1) is " in found[0]


def test_the_title_of_a_topic_is_refused_at_its_place(tmp_path: Path) -> None:
    loaded = load(tmp_path, (*STUDY, *QUESTION))
    [section] = loaded.topic.sections
    both = section, section.model_copy(update={"id": "s2"})
    loaded.topic = loaded.topic.model_copy(update={"title": WORDS, "sections": both})
    [error] = refused(loaded, plain_setting())
    assert ": the title on the cover is " in str(error)
    assert error.origin is not None
    assert error.origin.column > 1


def test_what_can_be_set_is_not_refused(tmp_path: Path) -> None:
    found = tried([load(tmp_path, (*STUDY, *QUESTION), sources=True)])
    assert found.refused == []
    assert [warning for warning in found.warnings if "large-print" in warning.message] == []


def test_the_setting_is_as_it_was(tmp_path: Path) -> None:
    used = plain_setting()
    refused(load(tmp_path, STUDY), used)
    assert used == replace(used)
    assert used.refused is None


# -- words that are cut


def table(columns: int, word: str) -> Blocks:
    return [{"type": "table", "columns": [f"C{n}" for n in range(columns)], "rows": [[word] * columns]}]


def test_words_cut_in_a_column_are_told_once_a_block(tmp_path: Path) -> None:
    loaded = load(tmp_path, table(20, "Conservative"), table(2, "Conservative"))
    found = [warning for warning in tried([loaded]).warnings if " cut" in warning.message]
    columns = 'the columns "C10", "C11", "C12" and 17 more'
    assert [(warning.origin.what, warning.message) for warning in found] == [
        ("table", f'{columns} are too narrow for words such as "Conservative", which are cut.')
    ]
    assert found[0].excerpt


@pytest.mark.parametrize(
    "word",
    ["Conservative", "de-Stalinisation", "https://www.nationalarchives.gov.uk/education/coldwar/page", "1,234,567"],
)
def test_words_divided_well_are_not_told(tmp_path: Path, word: str) -> None:
    loaded = load(tmp_path, table(9, word))
    assert [warning for warning in tried([loaded]).warnings if " cut" in warning.message] == []


def test_a_word_longer_than_a_line_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, [{"type": "prose", "text": f"See {'x' * 200}."}])
    [message] = [one.message for one in tried([loaded]).warnings if " cut" in one.message]
    assert message == f'"{"x" * 40}…" is too long for its line, and is cut.'
