"""Answers that stand together: the key of each section under its title, one after another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from packgen.build import Builder
from packgen.layout.core.setting import Setting
from packgen.load import LoadedTopic
from packgen.options import PackOptions
from packgen.plan.options import PlanOptions
from packgen.sheet.sheet import Sheet
from packgen.sheets.answers import typeset_answers
from packgen.sheets.context import section_context
from packgen.units import MM
from tests.support.geometry import Drawing, Text, read
from tests.support.tags import tree
from tests.support.topics import QUESTION, STUDY, TASK, Blocks, load, plain_setting

EVERYTHING: Blocks = (*STUDY, *TASK, *QUESTION)
PROFILES = ("standard", "large-print")
BACK = PlanOptions(answers="back")


def answers(loaded: LoadedTopic, used: Setting) -> tuple[Sheet, Drawing]:
    count = len(loaded.topic.sections)
    sheet = typeset_answers([section_context(loaded, place, used, BACK) for place in range(count)])
    return sheet, read(sheet, used.faces)


def titled(drawing: Drawing, section: int) -> Text:
    """Return the title of a section, which is there once."""
    [title] = [text for text in drawing.texts() if text.text.startswith(f"{section}   Section")]
    return title


def words(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def judged(words: int) -> Blocks:
    """A question whose key is a heading and a paragraph of so many words."""
    return [{"type": "question", "question": "Why?", "marks": "9", "judgement": "word " * words}]


@pytest.mark.parametrize("profile", PROFILES)
def test_sections_follow_one_another_on_a_page(tmp_path: Path, profile: str) -> None:
    sheet, drawing = answers(load(tmp_path, EVERYTHING, EVERYTHING), plain_setting(profile))
    tags = tree(sheet, drawing)
    assert [node.text for node in tags.find("H1")] == ["Answers"]
    assert [node.text for node in tags.find("H2")] == ["1   Section 1 of topic", "2   Section 2 of topic"]
    assert [node.text for node in tags.find("H3")] == ["A Complete the timeline", "1 Question"] * 2
    assert (sheet.name, sheet.title, sheet.verso) == ("topic/check", "Answers", False)
    sections = [entry.title for entry in sheet.outline if entry.title.endswith("of topic")]
    assert sections == ["1 Section 1 of topic", "2 Section 2 of topic"]


def test_the_fields_of_each_section_have_names_of_their_own(tmp_path: Path) -> None:
    points: Blocks = [{"type": "recall", "prompt": "Why?", "lines": 2, "points": ["The harvest"]}]
    used = replace(plain_setting(), fillable=True)
    sheet, _ = answers(load(tmp_path, points, points), used)
    named = [field.name for field in sheet.fields]
    assert named == [f"s{n}.{name}" for n in (1, 2) for name in ("A.point-1",)]


def test_twelve_short_keys_take_a_leaf(tmp_path: Path) -> None:
    sheet, _ = answers(load(tmp_path, *[judged(20)] * 12), plain_setting())
    assert len(sheet.pages) == 2


@pytest.mark.parametrize("profile", PROFILES)
def test_each_part_has_the_pages_and_blocks_of_its_section(tmp_path: Path, profile: str) -> None:
    sheet, drawing = answers(load(tmp_path, *[judged(150)] * 9), plain_setting(profile))
    assert [part.name for part in sheet.parts] == [f"topic/s{n}/check" for n in range(1, 10)]
    for number, part in enumerate(sheet.parts, 1):
        assert titled(drawing, number).page == part.first
        assert {box.page for box in part.blocks} == set(range(part.first, part.last + 1))
        assert {box.kind for box in part.blocks} == {"question"}
    assert len({part.first for part in sheet.parts}) < len(sheet.parts)
    assert sheet.parts[-1].last > 0


@pytest.mark.parametrize("profile", PROFILES)
def test_the_title_of_a_section_stands_above_its_key_and_once(tmp_path: Path, profile: str) -> None:
    used = plain_setting(profile)
    pages = set()
    for words in range(1, 900, 25):
        _, drawing = answers(load(tmp_path, judged(words), judged(200)), used)
        title = titled(drawing, 2)
        [key] = [text for text in drawing.texts(title.page) if text.text.strip() == "Judgement." and text.y > title.y]
        assert key.y - title.y < 40
        pages.add(title.page)
    assert pages >= {0, 1}


def test_a_last_page_that_is_less_than_half_full_is_ruled_for_notes(tmp_path: Path) -> None:
    used = plain_setting()
    half = used.design.frame(True).height / 2 / MM
    found = set()
    for words in range(100, 1300, 100):
        _, drawing = answers(load(tmp_path, judged(words), judged(200)), used)
        ends = [text for text in drawing.texts() if text.text.startswith("word") and text.mcid is not None]
        last = max(text.page for text in ends)
        full = max(text.y for text in ends if text.page == last) - 24
        ruled = len(drawing.lines(last)) > 10
        assert ruled == (full < half) or abs(full - half) < 5
        found.add((last, ruled))
    assert {ruled for _, ruled in found} == {False, True}


def test_a_key_as_tall_as_a_page_follows_its_title(tmp_path: Path) -> None:
    sheet, drawing = answers(load(tmp_path, judged(10), judged(2500)), plain_setting())
    assert len(sheet.pages) > 2
    assert titled(drawing, 2).page == 0


def test_where_nothing_is_asked_there_is_no_part(tmp_path: Path) -> None:
    load(tmp_path, EVERYTHING, STUDY[:1], EVERYTHING)
    built = Builder().build(PackOptions(content=tmp_path, topics=("topic",), answers="back", cache=tmp_path / "cache"))
    assert [section.section for section in built.sections] == ["s1", "s2", "s3"]
    assert {place.sheet for place in built.places if place.sheet.endswith("check")} == {
        "topic/s1/check",
        "topic/s3/check",
    }


@pytest.mark.parametrize("mode", ["back", "separate"])
def test_recall_names_the_page_with_its_key_and_the_key_the_page_with_its_facts(tmp_path: Path, mode: str) -> None:
    load(tmp_path, *[(*EVERYTHING, *judged(400))] * 4)
    options = PackOptions(content=tmp_path, topics=("topic",), answers=mode, cache=tmp_path / "cache")
    for _ in ("cold", "warm"):
        built = Builder().build(options)
        pack = words(built.pdf)
        key = pack if built.answers is None else words(built.answers)
        for section in built.sections:
            number = section.section[1:]
            recall = pack[section.first_page + section.stages["learn"] - 1]
            [start] = [n for n, text in enumerate(key, 1) if f"{number} Section {number} of topic A " in text]
            assert (f"Answers: page {start} " in recall) == (mode == "back")
            assert f"3 marks · Learn p. {section.first_page}" in key[start - 1]
