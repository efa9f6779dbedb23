"""Overviews of topics as sheets: one side and its back, page numbers, what has no room, profiles, form fields."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from packgen.build import build
from packgen.layout.core.setting import Setting
from packgen.load import open_library
from packgen.load.library import LoadedTopic
from packgen.options import PackOptions
from packgen.plan.options import PlanOptions
from packgen.resources import content_folder
from packgen.sheet.opening import Opening
from packgen.sheet.sheet import Sheet
from packgen.sheets import overview
from packgen.sheets.overview import typeset_overleaf, typeset_overview
from packgen.units import MM
from tests.support.assembled import typeset_pack
from tests.support.collisions import outside, overlaps
from tests.support.geometry import read
from tests.support.library import read_topics
from tests.support.pages import design
from tests.support.paper import Laid
from tests.support.pdf import Node, page_texts
from tests.support.tags import tree
from tests.support.topics import load, plain_setting
from tests.support.validation import page_problems

TIMELINE = {
    "type": "timeline",
    "events": [{"date": f"{n} May 1957", "event": f"Event {n}", "key": True} for n in range(1, 4)],
}
FIGURES = {"type": "key-figures", "people": [{"name": "Ann Other", "role": "Premier", "why": "She led"}]}
PROSE = {"type": "prose", "text": "Words."}


@cache
def khrushchev() -> LoadedTopic:
    return read_topics(open_library(content_folder()), ["khrushchev"])[0]


def laid(loaded: LoadedTopic, own: Setting, *, learned: bool = True) -> Laid:
    sheet = typeset_overview(loaded.topic, range(len(loaded.topic.sections)), own, learned=learned)
    drawing = read(sheet, own.faces)
    return Laid(sheet, drawing, tree(sheet, drawing), own.design, own.faces)


def long(folder: Path, sections: int) -> LoadedTopic:
    """Return a topic of some sections, each with a gist of four lines."""
    value = {
        "schema": 1, "id": "long", "title": "A long topic", "subject": "History", "level": "A-level",
        "sections": [
            {"id": f"s{n}", "title": f"Part {n}", "enquiry": f"Why {n}?", "gist": "Many words. " * 20,
             "blocks": [TIMELINE, FIGURES]}
            for n in range(1, sections + 1)
        ],
    }  # fmt: skip
    (folder / "long.yaml").write_text(json.dumps(value), encoding="utf-8")
    return read_topics(open_library(folder), ["long"])[0]


# -- geometry


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", ["standard", "large-print", "dyslexia", "clear-print"])
def test_a_topic_takes_one_leaf_and_nothing_leaves_its_room(profile: str, paper: str) -> None:
    own = plain_setting(profile, paper=paper)
    shown = laid(khrushchev(), own)
    assert shown.pages == 2
    assert overlaps(shown.drawing) == []
    assert outside(shown.drawing, own.design, own.design.spans.full, own.design.length("header-centre") / MM) == []


def test_sections_dates_and_people_stand_on_the_front_and_questions_on_the_back() -> None:
    shown = laid(khrushchev(), plain_setting())
    front, back = shown.drawing.words(0), shown.drawing.words(1)
    for section in khrushchev().topic.sections:
        assert section.title in front
        assert str(section.enquiry) in back
    assert all(words in front for words in ("Key dates", "Main people", "Nikita Khrushchev", "Secret Speech"))
    assert "What do you know already?" in back


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_columns_of_the_front_and_the_lines_of_the_back_reach_the_foot(paper: str) -> None:
    own = plain_setting(paper=paper)
    shown = laid(khrushchev(), own)
    frame = own.design.frame(True)
    side = (frame.x + own.design.spans.main) / MM
    texts = [text for text in shown.drawing.texts(0) if text.y < (own.design.page_height - frame.y) / MM]
    ends = [max(text.y for text in texts if (text.x > side) == right) for right in (False, True)]
    assert abs(ends[0] - ends[1]) <= 5.0
    foot = (own.design.page_height - frame.y) / MM
    assert max(line.y0 for line in shown.drawing.lines(1)) == pytest.approx(foot, abs=0.1)


def test_few_sections_leave_room_for_people_below_them(tmp_path: Path) -> None:
    events = [{"date": f"{n} May 1957", "event": f"Event {n}", "key": True} for n in range(1, 13)]
    loaded = load(tmp_path, [{**TIMELINE, "events": events}, FIGURES], [PROSE], [PROSE])
    shown = laid(loaded, plain_setting())
    heading, last = shown.drawing.find("Main people", 0), shown.drawing.find("Section 3 of topic", 0)
    assert heading.x < shown.drawing.find("Key dates", 0).x
    assert heading.y > last.y


def test_a_topic_without_dates_people_gists_and_questions_has_its_titles(tmp_path: Path) -> None:
    shown = laid(load(tmp_path, [PROSE], [PROSE], [PROSE]), plain_setting())
    assert "Key dates" not in shown.drawing.words(0)
    assert "Main people" not in shown.drawing.words(0)
    assert "1 Section 1 of topic" in shown.tags.text
    assert "Section 3 of topic" in shown.drawing.words(1)


# -- pages


def test_dates_that_would_take_another_page_are_left_out() -> None:
    standard, large = (laid(khrushchev(), plain_setting(profile)) for profile in ("standard", "large-print"))
    assert "Seven-Year Plan adopted" in standard.drawing.words(0)
    assert "Seven-Year Plan adopted" not in large.drawing.words()
    assert "Secret Speech" in large.drawing.words(1)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("topic", ["khrushchev", "great-terror", "nicholas-ii-1905"])
def test_dates_and_people_are_counted_as_they_are_laid_out(
    topic: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Laying out every number of them, from the greatest on, gives the same overview."""
    [loaded] = read_topics(open_library(content_folder()), [topic])
    own = plain_setting(paper=paper)
    counted = laid(loaded, own).drawing.words(0)
    monkeypatch.setattr(overview, "_count", lambda topic, sections, plan, setting: plan.most)
    assert laid(loaded, own).drawing.words(0) == counted


def test_many_sections_go_on_overleaf_in_place_of_the_questions(tmp_path: Path) -> None:
    shown = laid(long(tmp_path, 8), plain_setting())
    assert shown.pages == 2
    assert "What do you know already?" not in shown.drawing.words()
    assert "Part 8" in shown.drawing.words(1)


def test_a_single_sided_overview_has_no_questions() -> None:
    shown = laid(khrushchev(), plain_setting(single_sided=True))
    assert shown.pages == 1


def test_more_questions_than_lines_leave_room_for_notes(tmp_path: Path) -> None:
    loaded = load(tmp_path, *([PROSE] for _ in range(18)))
    shown = laid(loaded, plain_setting())
    assert shown.pages == 2
    assert shown.drawing.words(1).endswith("Notes")


# -- references and structure


def test_each_section_names_the_page_of_its_learn_sheet() -> None:
    shown = laid(khrushchev(), plain_setting())
    assert [(one.words, one.otherwise, one.target) for one in shown.sheet.references] == [
        ("Learn p.\u00a0{}", "", (f"khrushchev/{section.id}/learn", 0, 0)) for section in khrushchev().topic.sections
    ]
    assert laid(khrushchev(), plain_setting(), learned=False).sheet.references == ()


def headings(node: Node) -> list[tuple[str, str]]:
    own = [(node.tag, node.text)] if node.tag in ("H1", "H2") else []
    return own + [one for kid in node.kids if isinstance(kid, Node) for one in headings(kid)]


def test_titles_are_headings_and_questions_a_list(tmp_path: Path) -> None:
    shown = laid(load(tmp_path, [TIMELINE, FIGURES], [PROSE], [PROSE]), plain_setting())
    assert headings(shown.tags) == [
        ("H1", "A topic"), ("H2", "1 Section 1 of topic"), ("H2", "2 Section 2 of topic"),
        ("H2", "3 Section 3 of topic"), ("H2", "Key dates"), ("H2", "Main people"), ("H2", "What do you know already?"),
    ]  # fmt: skip


def test_a_pack_without_front_matter_is_opened_by_its_overview() -> None:
    own = replace(plain_setting(), opening=Opening("Khrushchev in power 1953–1964"))
    shown = laid(khrushchev(), own)
    assert "Class" in shown.drawing.words(0)
    assert shown.tags.text.count("Khrushchev in power") == 1


def test_each_question_has_a_field_where_it_is_answered_on_screen() -> None:
    shown = laid(khrushchev(), replace(plain_setting(), fillable=True))
    assert [(field.page, field.name, field.description, field.kind) for field in shown.sheet.fields] == [
        (1, f"{n}-1", f"Question {n}, writing lines", "lines") for n in range(1, 8)
    ]


# -- on the back of a cover


def overleaf(loaded: LoadedTopic, own: Setting) -> Sheet | None:
    return typeset_overleaf(loaded.topic, range(len(loaded.topic.sections)), own, learned=True)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_back_of_a_cover_has_the_front_of_the_leaf(paper: str) -> None:
    own = plain_setting(paper=paper)
    sheet = overleaf(khrushchev(), own)
    assert sheet is not None
    back = read(sheet, own.faces)
    front = laid(khrushchev(), own).drawing
    assert (sheet.verso, len(sheet.pages), sheet.name) == (True, 1, "khrushchev/overview")
    assert sorted(back.words(0).split()) == sorted(front.words(0).split())
    shift = (own.design.frame(False).x - own.design.frame(True).x) / MM
    assert back.find("Key dates").x - front.find("Key dates").x == pytest.approx(shift, abs=0.01)
    assert overlaps(back) == []


def test_an_overview_of_more_than_a_page_or_without_a_back_is_on_no_cover(tmp_path: Path) -> None:
    assert overleaf(long(tmp_path, 14), plain_setting()) is None
    assert overleaf(khrushchev(), plain_setting("large-print")) is None
    single = plain_setting()
    assert overleaf(khrushchev(), replace(single, design=design(single_sided=True))) is None


# -- in packs


def names(folder: Path, *topics: str, **options: Any) -> list[str]:
    made = typeset_pack(open_library(folder), topics, design(), PlanOptions(("overview", "learn"), **options))
    return [sheet.name for part in made.parts for chapter in part.chapters for sheet in chapter.sheets]


def test_the_overview_opens_a_topic_that_is_whole_and_has_three_sections(tmp_path: Path) -> None:
    load(tmp_path, [PROSE], [PROSE], [PROSE], id_="three")
    load(tmp_path, [PROSE], [PROSE], id_="two")
    assert names(tmp_path, "two", "three") == [
        "two/s1/learn", "two/s2/learn", "three/overview", "three/s1/learn", "three/s2/learn", "three/s3/learn",
    ]  # fmt: skip
    assert names(tmp_path, "three/s1", "three/s2") == ["three/s1/learn", "three/s2/learn"]
    assert names(tmp_path, "three/s2", "three/s1", "three/s3")[:2] == ["three/overview", "three/s2/learn"]


@pytest.mark.parametrize("fillable", [False, True])
def test_a_pack_with_an_overview_is_sound_and_gives_its_pages(tmp_path: Path, fillable: bool) -> None:
    load(tmp_path, [TIMELINE, FIGURES], [PROSE], [PROSE], id_="three")
    made = build(PackOptions(content=tmp_path, no_cache=True, topics=("three",), fillable=fillable))
    assert page_problems(made.pdf) == []
    pages = page_texts(made.pdf)
    assert "Overview Page 2" in pages[0]
    for number, page in ((1, 3), (2, 5), (3, 7)):
        assert f"Section {number} of three" in pages[page - 1]
        assert f"Learn p. {page}" in pages[1].replace("\u00a0", " ")
    assert "What do you know already?" not in str(pages)


@pytest.mark.parametrize(
    "more",
    [
        {"start": date(2027, 1, 11), "exam": date(2027, 6, 1)},
        {"profile": "large-print"},
        {"single_sided": True},
        {"reviews": (0, 1, 2, 4, 7)},
    ],
    ids=["dated", "large print", "single-sided", "visits"],
)
def test_an_overview_has_its_own_leaf_where_the_cover_has_no_room_for_the_contents(more: dict[str, Any]) -> None:
    folder = content_folder()
    made = build(
        PackOptions(content=folder, no_cache=True, topics=("khrushchev",), sheets=("overview", "recall"), **more)
    )
    assert page_problems(made.pdf) == []
    pages = [text.replace("\u00a0", " ") for text in page_texts(made.pdf)]
    [contents] = [number for number, text in enumerate(pages, 1) if "Contents and tracker" in text]
    overview = next(number for number, text in enumerate(pages, 1) if number > contents and "Overview" in text)
    assert contents > 1
    assert f"Overview Page {overview}" in " ".join(pages[contents - 1].split())


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_pack_has_the_same_overview_when_the_cache_is_warm(tmp_path: Path, profile: str) -> None:
    (tmp_path / "content").mkdir()
    load(tmp_path / "content", [TIMELINE, FIGURES], [PROSE], [PROSE], id_="three")
    options = PackOptions(content=tmp_path / "content", cache=tmp_path / "cache", topics=("three",), profile=profile)
    assert build(options).pdf == build(options).pdf


def test_an_overview_alone_is_one_leaf(tmp_path: Path) -> None:
    load(tmp_path, [TIMELINE, FIGURES], [PROSE], [PROSE], id_="three")
    made = build(PackOptions(content=tmp_path, no_cache=True, topics=("three",), sheets=("overview",)))
    assert made.pages == 2
