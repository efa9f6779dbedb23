"""The bundled topic as a whole pack: what it says, in which order, and that it is a sound file."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest

from packgen.build import build
from packgen.built import BuiltPack
from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.variables import cache_folder
from tests.packs import reading, tasks
from tests.support.pdf import Node, artifacts, fonts, outline, qpdf_problems, structure, unmarked_text
from tests.support.soak import SOAK

FILE = content_folder() / "russia-1855-1964" / "khrushchev.yaml"
HEADS = {"Name", "Dates", "Role", "Measure", "Figure", "Question", "Man", "Years", "Theme", "Key", "event:"}
"""Heads of columns, which tables set as records do without, and what a filled circle says to a screen reader."""

LOOKS = [(profile, paper) for profile in ("standard", "large-print") for paper in ("a4", "letter")]


@cache
def pack(profile: str = "standard", paper: str = "a4") -> BuiltPack:
    return build(
        PackOptions(
            content=content_folder(), topics=("khrushchev",), cache=cache_folder(), profile=profile, paper=paper
        )
    )


@pytest.fixture(params=LOOKS, ids="-".join)
def built(request: pytest.FixtureRequest) -> BuiltPack:
    return pack(*request.param)


@pytest.fixture(scope="module")
def topic() -> reading.Mapping:
    return reading.topic(FILE)


@pytest.fixture(scope="module")
def heard() -> list[str]:
    return reading.words([said(structure(pack().pdf))])


@cache
def version(seed: int, edition: str) -> BuiltPack:
    """A pack without the front's default seed: another choice of what is hidden, or with the answers shown."""
    return build(
        PackOptions(content=content_folder(), topics=("khrushchev",), cache=cache_folder(), seed=seed, edition=edition)
    )


INLINE = ("Span", "Link")


def said(node: Node) -> str:
    """Return the text of an element; block elements stand apart, inline ones do not."""
    if "actual" in node.attributes:
        return node.attributes["actual"]
    parts = []
    for kid in node.kids:
        if isinstance(kid, str):
            parts.append(kid)
        elif isinstance(kid, Node):
            parts.append(said(kid) if kid.tag in INLINE else f" {said(kid)} ")
    return "".join(parts)


@pytest.mark.parametrize(("seed", "edition"), [(1, "student"), (7, "student"), (7, "teacher")])
def test_structure_tree_says_all_sections_in_reading_order(topic: reading.Mapping, seed: int, edition: str) -> None:
    """Learn, Recall, Write and Check of every section, one after the other, and nothing between them."""
    report = version(seed, edition)
    heard = reading.words([said(structure(report.pdf))])
    ear = tasks.Listener(heard, heard.index("Section"), teacher=edition == "teacher")
    cites = {source["id"]: place for place, source in enumerate(topic["sources"], 1)}
    blanks = 0
    for number, (section, where) in enumerate(zip(topic["sections"], report.sections, strict=True)):
        learned = range(where.first_page, where.first_page + where.stages["learn"])
        ear.hear(*reading.learn(topic, number))
        start = ear.at
        asked = tasks.recall(ear, section, where.last_page + 1 - where.stages["check"])
        blanks += heard[start : ear.at].count("blank")
        asked += tasks.write(ear, section, cites)
        tasks.check(ear, asked, learned)
    ear.hear("Sources")
    assert (blanks > 200) == (edition == "student")


def test_sources_end_the_topic_and_nothing_follows(topic: reading.Mapping, heard: list[str]) -> None:
    at = len(heard) - heard[::-1].index("Sources") - 1
    said = " ".join(heard[at:])
    for source in topic["sources"]:
        assert " ".join(reading.words([source["citation"]])) in said


def test_source_list_gives_what_the_sections_name(topic: reading.Mapping, heard: list[str]) -> None:
    named = {source for section in topic["sections"] for source in _named(section)}
    assert {source["id"] for source in topic["sources"]} == named, (
        "an entry that no section uses, or the other way about"
    )


def _named(part: object) -> set[str]:
    if isinstance(part, dict):
        found = set(part.get("sources", []))
        return found.union(*(_named(value) for key, value in part.items() if key != "sources"))
    return set().union(*map(_named, part)) if isinstance(part, list) else set()


def test_a_plain_reader_finds_every_word(built: BuiltPack, topic: reading.Mapping) -> None:
    document = pypdfium2.PdfDocument(built.pdf)
    shown = "".join(page.get_textpage().get_text_bounded() for page in document)
    marks = str.maketrans("", "", "“”")  # titles of works are in italic, or in quotation marks
    shown = "".join(shown.replace("\u00a0", " ").split()).translate(marks)
    for number in range(len(topic["sections"])):
        for word in set(reading.words(reading.learn(topic, number))) - HEADS:
            assert word.translate(marks) in shown


def test_cyrillic_names_come_back(built: BuiltPack) -> None:
    document = pypdfium2.PdfDocument(built.pdf)
    shown = " ".join(page.get_textpage().get_text_bounded() for page in document)
    for name in ("Никита Хрущёв", "Георгий Жуков", "антипартийная группа", "совнархоз"):
        assert name in " ".join(shown.split())


def test_file_is_sound(built: BuiltPack) -> None:
    assert qpdf_problems(built.pdf) == []
    assert unmarked_text(built.pdf) == ""
    assert {(font.embedded, font.subset) for font in fonts(built.pdf)} == {(True, True)}


def test_learn_starts_on_a_recto_and_sections_are_leaves(built: BuiltPack) -> None:
    for section in built.sections:
        assert section.first_page % 2 == 1
        assert section.last_page % 2 == 0
        assert section.last_page - section.first_page + 1 == sum(section.stages.values())


def test_no_page_is_empty(built: BuiltPack) -> None:
    document = pypdfium2.PdfDocument(built.pdf)
    for number, page in enumerate(document, 1):
        body = page.get_textpage().get_text_bounded(bottom=50, top=page.get_height() - 60)
        assert body.strip(), number


def test_single_sided_has_no_empty_pages() -> None:
    report = build(
        PackOptions(content=content_folder(), topics=("khrushchev",), cache=cache_folder(), single_sided=True)
    )
    document = pypdfium2.PdfDocument(report.pdf)
    assert all(len(page.get_textpage().get_text_bounded()) > 150 for page in document)


def test_each_section_takes_three_leaves() -> None:
    stages = {"learn": 2, "recall": 2, "write": 1, "check": 1}
    assert [section.stages for section in pack().sections] == [stages] * 7
    assert pack().warnings == ()


@pytest.mark.parametrize("seed", range(2, 7 if SOAK else 4))
def test_no_seed_makes_a_sheet_run_over(seed: int) -> None:
    report = version(seed, "student")
    assert [(one.section, one.stages) for one in report.sections if sum(one.stages.values()) != 6] == []


def test_outline_leads_to_every_section(topic: reading.Mapping) -> None:
    entries = outline(pack().pdf)
    top = [entry.title for entry in entries if entry.level == 0]
    assert top == ["Contents", "Overview", *(section["title"] for section in topic["sections"]), "Sources"]
    pages = {entry.title: entry.page + 1 for entry in entries if entry.level == 0}
    assert [pages[section.title] for section in pack().sections] == [section.first_page for section in pack().sections]


def test_contents_name_the_pages(heard: list[str]) -> None:
    said = " ".join(heard[: heard.index("Section")])
    for section in pack().sections:
        assert f"{section.title} Learn {section.first_page} Recall {section.first_page + 2}".replace("*", "") in said


def test_running_heads_are_artifacts() -> None:
    heads = [artifact.text for artifact in artifacts(pack().pdf) if artifact.page == 5]
    assert any("The rise to power" in text for text in heads)
    assert any("Student edition" in text for text in heads)


def test_a_date_is_written_only_when_given() -> None:
    assert b"2026" not in pack().pdf.partition(b"xpacket begin")[2].partition(b"xpacket end")[0]
    wanted = PackOptions(content=content_folder(), topics=("khrushchev/fall",), cache=cache_folder(), moment=1763000000)
    dated = build(wanted)
    assert b"2025-11-13" in dated.pdf


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_cover_has_the_contents_and_the_overview_is_its_back(paper: str) -> None:
    assert pack(paper=paper).sections[0].first_page == 3
    document = pypdfium2.PdfDocument(pack(paper=paper).pdf)
    cover, overview = (document[page].get_textpage().get_text_bounded() for page in (0, 1))
    assert "Contents and tracker" in cover
    assert "Key dates" in overview
