"""Knowledge organisers as sheets: geometry, the blank twin, what does not fit, large print."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from packgen.layout.core.setting import Setting
from packgen.layout.organiser.arrangement import Arrangement
from packgen.load import open_library
from packgen.load.record import record_of
from packgen.load.topics import LazyTopic
from packgen.plan.options import PlanOptions
from packgen.plan.pack import plan_pack
from packgen.plan.selection import Chosen
from packgen.plan.stages import ORGANISER, ORGANISER_BLANK
from packgen.resources import content_folder
from packgen.sheet.sheet import Sheet
from packgen.sheets.kinds import unit_typesetter
from packgen.sheets.organiser import OrganiserSubject, arranged, organiser_subjects, typeset_organisers
from packgen.sheets.units import TypesetUnit
from packgen.theme.design import Design
from packgen.units import MM
from tests.support.assembled import typeset_pack
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Drawing, read
from tests.support.library import read_topics
from tests.support.pages import design, faces
from tests.support.paper import Laid
from tests.support.pdf import tag_tree
from tests.support.tags import tree
from tests.support.topics import load, plain_setting
from tests.support.words import WORDS

BOTH = (ORGANISER, ORGANISER_BLANK)
SECTIONS = ("rise", "secret-speech", "anti-party-group", "economy", "foreign-policy", "fall", "judging")


@cache
def khrushchev() -> Any:
    return read_topics(open_library(content_folder()), ["khrushchev"])[0]


def subjects(*names: str) -> list[OrganiserSubject]:
    """What the organisers of sections of the bundled topic are about; without names of all of it."""
    topic = khrushchev().topic
    places = [n for n, section in enumerate(topic.sections) if section.id in names or not names]
    return organiser_subjects(topic, places, WORDS)


def used(
    profile: str = "standard", layout: str = "landscape", paper: str = "a4", single: bool = False, **changes: Any
) -> Setting:
    plain = plain_setting(profile, paper=paper, single_sided=single)
    return replace(plain, design=plain.design.turned() if layout == "landscape" else plain.design, **changes)


def lay(sheet: Sheet, own: Setting) -> Laid:
    drawing = read(sheet, own.faces)
    return Laid(sheet, drawing, tree(sheet, drawing), own.design, own.faces)


def twins(subject: OrganiserSubject, own: Setting, teacher: bool = False) -> tuple[Laid, Laid, Arrangement]:
    """The organiser, its blank twin, and where the facts of both stand."""
    arrangement = arranged(subject, own)
    full, blank = typeset_organisers(subject, arrangement, own, BOTH, teacher)
    return lay(full, own), lay(blank, own), arrangement


def everything(subject: OrganiserSubject, arrangement: Arrangement) -> bool:
    return [len(kept) for kept in arrangement.kept] == [len(group.facts) for group in subject.plan.groups]


# -- one side


@pytest.mark.parametrize("section", SECTIONS)
def test_all_of_a_section_stands_on_one_side(section: str) -> None:
    [subject] = subjects(section)
    full, blank, arrangement = twins(subject, used())
    assert everything(subject, arrangement)
    assert (full.pages, blank.pages, blank.sheet.verso) == (1, 1, True)
    assert full.sheet.page_size == pytest.approx((297 * MM, 210 * MM))


@pytest.mark.parametrize("layout", ["landscape", "portrait"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    ("profile", "floor", "pages"),
    [("standard", 9, 1), ("large-print", 16, 2), ("dyslexia", 12, 2), ("clear-print", 14, 2)],
)
def test_a_page_is_dense_and_legible(profile: str, floor: float, pages: int, paper: str, layout: str) -> None:
    own = used(profile, layout, paper)
    for subject in (*subjects(), *subjects("rise")):
        for laid in twins(subject, own)[:2]:
            assert min(text.size for text in laid.drawing.texts()) >= floor
            assert overlaps(laid.drawing) == []
            head = own.design.length("header-centre") / MM
            assert outside(laid.drawing, own.design, own.design.spans.full, head, verso=laid.sheet.verso) == []
            ink_pages = {item.page for item in laid.drawing.items}
            assert len(ink_pages) == pages


def feet(drawing: Drawing, design: Design, page: int) -> list[float]:
    """How far the lowest box of each column is from the top of the page, in millimetres."""
    lowest: dict[float, float] = {}
    for box in drawing.boxes(page):
        if box.width > 20:
            lowest[round(box.x, 1)] = max(lowest.get(round(box.x, 1), 0.0), box.y + box.height)
    return list(lowest.values())


@pytest.mark.parametrize("layout", ["landscape", "portrait"])
@pytest.mark.parametrize("section", ["rise", "economy", "fall"])
def test_columns_end_level_at_the_foot_of_the_page(section: str, layout: str) -> None:
    own = used(layout=layout)
    full, _, _ = twins(subjects(section)[0], own)
    found = feet(full.drawing, own.design, 0)
    assert len(found) == (4 if layout == "landscape" else 3)
    assert max(found) - min(found) < 1
    assert (own.design.page_height - own.design.frame(True).y) / MM - max(found) < 5


def test_a_page_on_its_side_has_room_for_holes_at_either_long_edge() -> None:
    frame = used().design.frame(True)
    assert used().design.frame(False) == frame
    assert (frame.x / MM, frame.width / MM) == pytest.approx((15, 267))
    assert (frame.y / MM, (210 * MM - frame.y - frame.height) / MM) == pytest.approx((22, 25))


def test_few_facts_are_set_larger_in_fewer_columns(tmp_path: Path) -> None:
    terms = [{"term": f"Term {n}", "meaning": "What it means, in some words."} for n in range(6)]
    topic = load(tmp_path, [{"type": "glossary", "terms": terms}]).topic
    [subject] = organiser_subjects(topic, [0], WORDS)
    full, _, arrangement = twins(subject, used())
    assert full.drawing.find("Term 0").size == 13.5
    assert [len(page) for page in arrangement.pages] == [2]


# -- the blank twin


@pytest.mark.parametrize("layout", ["landscape", "portrait"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_blank_one_has_the_same_lines_in_the_same_places(profile: str, layout: str) -> None:
    for subject in (*subjects(), *subjects("economy")):
        full, blank, _ = twins(subject, used(profile, layout, single=True))
        assert {(line.page, line.x0, line.y0, line.x1) for line in full.drawing.lines()} < {
            (line.page, line.x0, line.y0, line.x1) for line in blank.drawing.lines()
        }
        assert full.drawing.boxes() == blank.drawing.boxes()
        assert full.pages == blank.pages


def prompts(laid: Laid) -> set[tuple[int, float, float, str]]:
    """Page, left end, baseline and first letters of each text below the running head."""
    texts = [text for text in laid.drawing.texts() if text.y > 20]
    return {(text.page, round(text.x, 1), round(text.y, 1), text.text.strip()[:3]) for text in texts}


def test_the_prompts_of_the_blank_one_stand_where_they_do_on_the_other() -> None:
    full, blank, _ = twins(subjects("rise")[0], used())
    added = {text for *_, text in prompts(blank) - prompts(full)}
    assert added == {"Nam"}
    assert {"Party machine.", "Presidium.", "Nikita Khrushchev.", "26 June 1953", "9 days"} <= {
        text.text.strip() for text in blank.drawing.texts()
    }


def said(laid: Laid) -> str:
    return f"{tag_tree(laid.tags)} {laid.tags.text} {laid.sheet.outline} {laid.sheet.fields} {laid.drawing.words()}"


@pytest.mark.parametrize("fillable", [False, True])
def test_the_blank_one_says_nothing_that_is_to_be_known(tmp_path: Path, fillable: bool) -> None:
    secret = [f"Secret{n}" for n in range(8)]
    blocks: list[dict[str, Any]] = [
        {"type": "glossary", "terms": [{"term": "Term", "meaning": secret[0]}]},
        {"type": "timeline", "events": [{"date": "1957", "event": secret[1]}]},
        {"type": "key-figures", "people": [{"name": "Name", "role": secret[2], "why": secret[3]}]},
        {"type": "table", "columns": ["A", "B"], "rows": [["Row", secret[4]]]},
        {"type": "summary", "boxes": [{"label": "Why?", "items": [{"text": secret[5]}]}]},
        {"type": "misconceptions", "items": [{"wrong": "Wrong", "right": secret[6]}]},
        {"type": "extract", "text": secret[7], "provenance": "A letter"},
    ]
    [subject] = organiser_subjects(load(tmp_path, blocks).topic, [0], WORDS)
    full, blank, _ = twins(subject, used(fillable=fillable))
    assert [word for word in secret if word in said(full)] == secret
    assert [word for word in secret if word in said(blank)] == []
    inked, _, arrangement = twins(subject, used(fillable=fillable), teacher=True)
    [teacher] = typeset_organisers(subject, arrangement, used(fillable=fillable), (ORGANISER_BLANK,), True)
    drawn = lay(teacher, used())
    assert [word for word in secret if word in said(drawn)] == secret
    assert not {text for *_, text in prompts(blank) - prompts(drawn)}
    assert inked.sheet.pages == full.sheet.pages


def test_facts_are_a_list_of_prompts_and_numbered_blanks(tmp_path: Path) -> None:
    blocks = [
        {"type": "glossary", "terms": [{"term": "Zek", "meaning": "A prisoner"}, {"term": "MTS", "meaning": "A"}]}
    ]
    [subject] = organiser_subjects(load(tmp_path, blocks).topic, [0], WORDS)
    full, blank, _ = twins(subject, used())
    assert tag_tree(full.tags) == (
        "Sect\n"
        "  H1: Section 1 of topic\n"
        "  P: History\n"
        "  Sect\n"
        "    H2: Glossary\n"
        "    L [numbering=None]\n"
        "      LI\n"
        "        Lbl: Zek.\n"
        "        LBody: A prisoner\n"
        "      LI\n"
        "        Lbl: MTS.\n"
        "        LBody: A\n"
    )
    assert "      LI\n        Lbl: MTS.\n        LBody\n          Span [actual='blank 2']\n" in tag_tree(blank.tags)


def test_each_fact_of_a_fillable_blank_one_has_a_field_of_its_own() -> None:
    [subject] = subjects("rise")
    full, blank, arrangement = twins(subject, used(fillable=True))
    assert full.sheet.fields == ()
    facts = sum(len(kept) for kept in arrangement.kept)
    assert len(blank.sheet.fields) == facts + 1
    assert len({field.name for field in blank.sheet.fields}) == facts + 1
    for number, one in enumerate(blank.sheet.fields):
        left, bottom, right, top = one.rectangle
        assert right - left > 10 * MM
        assert top - bottom > 3 * MM
        for other in blank.sheet.fields[:number]:
            a, b, c, d = other.rectangle
            assert min(c, right) - max(a, left) < 0.1 or min(d, top) - max(b, bottom) < 0.1


# -- what does not fit


def unit(
    topic: Any, sections: tuple[int, ...], sheets: tuple[str, ...] = BOTH, own: Setting | None = None
) -> TypesetUnit:
    """The unit of some sections of a topic."""
    lazy = LazyTopic(record_of(topic.topic), topic.path, "", whole=topic)
    [request] = plan_pack([Chosen(lazy, sections)], PlanOptions(sheets=sheets)).requests
    return unit_typesetter(request.kind)(request, own or plain_setting(), ())


def many(count: int, words: int = 12) -> dict[str, Any]:
    meaning = " ".join(["word"] * words)
    return {"type": "glossary", "terms": [{"term": f"Term{n:03}", "meaning": f"{meaning}."} for n in range(count)]}


def test_what_has_no_room_is_named_and_the_last_facts_are_left_out(tmp_path: Path) -> None:
    made = unit(load(tmp_path, [many(200)]), (0,))
    assert [len(sheet.pages) for sheet in made.sheets] == [1, 1]
    [warning] = made.facts.warnings
    drawing = read(made.sheets[0], plain_setting().faces)
    shown = [text.text.strip()[:7] for text in drawing.texts() if text.text.startswith("Term")]
    assert shown == [f"Term{n:03}" for n in range(len(shown))]
    first = len(shown)
    assert 60 < first < 200
    names = "; ".join(f"Term{n:03}" for n in range(first, first + 4))
    rest = 200 - first
    assert warning == (
        f"topic/s1: its knowledge organiser has no room for {rest} of 200 terms ({names} and {rest - 4} more)."
    )


def test_a_fact_taller_than_the_page_is_left_out_and_others_are_not(tmp_path: Path) -> None:
    giant = {"type": "extract", "text": "word " * 3000, "provenance": "A letter"}
    made = unit(load(tmp_path, [giant, many(3)]), (0,))
    assert made.facts.warnings == ("topic/s1: its knowledge organiser has no room for 1 of 1 quotations (A letter).",)
    assert [len(sheet.pages) for sheet in made.sheets] == [1, 1]
    alone = unit(load(tmp_path, [giant], id_="other"), (0,))
    assert (alone.sheets, len(alone.facts.warnings)) == ((), 1)


def test_a_title_as_long_as_the_page_leaves_no_organiser(tmp_path: Path) -> None:
    topic = load(tmp_path, [many(3)])
    long = topic.topic.sections[0].model_copy(update={"title": "word " * 3000})
    [subject] = organiser_subjects(topic.topic.model_copy(update={"sections": (long,)}), [0], WORDS)
    assert arranged(subject, used()).pages == ()


def test_a_section_without_facts_is_named(tmp_path: Path) -> None:
    made = unit(load(tmp_path, [{"type": "prose", "text": "Words."}], [many(3)], [many(2)]), (0, 1))
    assert made.facts.warnings == ("topic/s1: its blocks have no facts for a knowledge organiser.",)
    assert [sheet.name for sheet in made.sheets] == ["topic/s2/organiser", "topic/s2/organiser-blank"]


# -- which organisers


def test_a_whole_topic_has_one_and_chosen_sections_one_each(tmp_path: Path) -> None:
    topic = load(tmp_path, [many(3)], [many(4)], [many(5)])
    assert [sheet.name for sheet in unit(topic, (0, 1, 2), (ORGANISER,)).sheets] == ["topic/organiser"]
    some = unit(topic, (2, 0), (ORGANISER,)).sheets
    assert [sheet.name for sheet in some] == ["topic/s3/organiser", "topic/s1/organiser"]
    assert some[0].title == "Knowledge organiser: Section 3 of topic"
    only = unit(load(tmp_path, [many(3)], id_="small"), (0,), (ORGANISER_BLANK,)).sheets
    assert [sheet.name for sheet in only] == ["small/s1/organiser-blank"]


def test_the_contents_name_each_organiser_as_it_is_written() -> None:
    options = PlanOptions(sheets=(ORGANISER,))
    made = typeset_pack(open_library(content_folder()), ["khrushchev/rise", "khrushchev/fall"], design(), options)
    words = read(made.front_matter, faces()).words()
    assert "Knowledge organiser: The fall, 1964" in words.replace("\u00a0", " ")


def test_each_organiser_begins_a_leaf_with_the_blank_one_on_its_back(tmp_path: Path) -> None:
    topic = load(tmp_path, [many(3)], [many(4)], [many(5)])
    both = unit(topic, (0, 1)).sheets
    assert [(len(sheet.pages), sheet.verso) for sheet in both] == [(1, False), (1, True)] * 2
    alone = unit(topic, (0, 1), (ORGANISER_BLANK,)).sheets
    assert [(len(sheet.pages), sheet.verso) for sheet in alone] == [(2, False), (2, False)]
    single = unit(topic, (0, 1), own=plain_setting(single_sided=True)).sheets
    assert [(len(sheet.pages), sheet.verso) for sheet in single] == [(1, False)] * 4
