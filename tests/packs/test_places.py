"""Where blocks are in a pack: page, rectangle, file and line."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from packgen.build import build
from packgen.built import BlockPlace, BuiltPack
from packgen.options import PackOptions

EVENTS = 60

TOPIC = """\
schema: 1
id: places
title: Places
subject: History
level: A level
sections:
  - id: rise
    title: The rise
    blocks:
      - type: prose
        text: Zinoviev was sidelined.
      - type: timeline
        title: Long
        events:
{events}
      - type: rebuild
        of: timeline
        form: dates
      - type: question
        question: Why did Molotov lose?
        marks: 4
        scheme: [{{points: [Allies in the Party]}}]
  - id: fall
    title: The fall
    blocks:
      - type: prose
        text: Kaganovich was expelled.
"""
LINES = TOPIC.format(
    events="\n".join(f"          - {{date: '{n} May', event: Event-{n}}}" for n in range(1, EVENTS + 1))
)


def line_of(*words: str) -> int:
    """Return the line, counted from 1, of the first words after the others."""
    lines, at = LINES.splitlines(), 0
    for word in words:
        at = next(number for number in range(at, len(lines)) if word in lines[number]) + 1
    return at


def words_in(pdf: bytes, place: BlockPlace) -> str:
    page = pypdfium2.PdfDocument(pdf)[place.page - 1]
    return " ".join(page.get_textpage().get_text_bounded(*place.rectangle).split())


def words_on(pdf: bytes, page: int) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[page - 1].get_textpage().get_text_range().split())


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places") / "content"
    folder.mkdir()
    (folder / "places.yaml").write_text(LINES, encoding="utf-8")
    return folder


def options(content: Path, **fields: Any) -> PackOptions:
    base: dict[str, Any] = {"content": content, "topics": ("places",), "cache": content.parent / "cache"}
    return PackOptions(**{**base, **fields})


@pytest.fixture(scope="module")
def built(content: Path) -> BuiltPack:
    return build(options(content))


def test_a_place_names_file_line_and_page_of_its_block(built: BuiltPack, content: Path) -> None:
    lines = {place.line: (place.block, place.kind) for place in built.places if place.sheet.startswith("places/rise")}
    assert lines == {
        line_of("rise", "type: prose"): (0, "prose"),
        line_of("type: timeline"): (1, "timeline"),
        line_of("type: rebuild"): (2, "rebuild"),
        line_of("type: question"): (3, "question"),
    }
    assert {place.file for place in built.places} == {content / "places.yaml"}
    assert {place.topic for place in built.places} == {"places"}
    [prose] = [place for place in built.places if place.sheet == "places/fall/learn"]
    assert prose.line == line_of("id: fall", "type: prose")
    assert prose.page == built.sections[1].first_page
    assert "Kaganovich" in words_on(built.pdf, prose.page)


def test_a_rectangle_holds_the_words_of_its_block_and_no_others(built: BuiltPack) -> None:
    words = {(place.sheet, place.kind): words_in(built.pdf, place) for place in built.places}
    assert words["places/rise/learn", "prose"] == "Zinoviev was sidelined."
    assert words["places/fall/learn", "prose"] == "Kaganovich was expelled."
    assert "Why did Molotov lose?" in words["places/rise/write", "question"]
    assert "Allies in the Party" in words["places/rise/check", "question"]
    assert "Allies" not in words["places/rise/check", "rebuild"]
    assert "Event-" in words["places/rise/recall", "rebuild"]


def test_a_block_over_two_pages_has_a_rectangle_on_each(built: BuiltPack) -> None:
    found = [place for place in built.places if (place.sheet, place.kind) == ("places/rise/learn", "timeline")]
    pages = [place.page for place in found]
    assert len(pages) >= 2
    assert pages == list(range(pages[0], pages[0] + len(pages)))
    together = " ".join(words_in(built.pdf, place) for place in found)
    assert re.findall("Event-[0-9]+", together) == [f"Event-{number}" for number in range(1, EVENTS + 1)]


def test_rectangles_stand_on_their_pages_and_do_not_overlap(built: BuiltPack) -> None:
    assert built.places
    for page, places in groupby(sorted(built.places), key=lambda place: place.page):
        rectangles = [place.rectangle for place in places]
        width, height = pypdfium2.PdfDocument(built.pdf)[page - 1].get_size()
        assert all(0 < left < right < width and 0 < low < high < height for left, low, right, high in rectangles)
        for number, (left, low, right, high) in enumerate(rectangles):
            for other in rectangles[number + 1 :]:
                apart = other[0] >= right or other[2] <= left or other[1] >= high - 0.1 or other[3] <= low + 0.1
                assert apart, (page, rectangles[number], other)


@pytest.mark.parametrize("answers", ["back", "separate"])
def test_answers_elsewhere_have_places_only_in_the_pack(content: Path, answers: str) -> None:
    built = build(options(content, answers=answers))
    keys = [place for place in built.places if place.sheet == "places/rise/check"]
    assert bool(keys) == (answers == "back")
    for place in keys:
        assert place.page > built.sections[-1].last_page
        assert words_in(built.pdf, place)


def test_a_pack_out_of_the_cache_has_the_same_places_and_reads_no_yaml(content: Path, built: BuiltPack) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from packgen.build import build\nfrom packgen.options import PackOptions\n"
        "made = build(PackOptions(content=Path(sys.argv[1]), topics=('places',), cache=Path(sys.argv[2])))\n"
        "assert 'yaml' not in sys.modules and 'reportlab' not in sys.modules\n"
        "print([(*place[:6], str(place[6]), place[7]) for place in made.places])"
    )
    command = [sys.executable, "-c", code, str(content), str(content.parent / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([(*place[:6], str(place[6]), place[7]) for place in built.places])


def test_places_name_the_file_of_this_build_not_the_one_that_was_cached(content: Path, built: BuiltPack) -> None:
    copy = content.parent / "elsewhere"
    shutil.copytree(content, copy)
    moved = build(options(copy))
    assert moved.pdf == built.pdf
    assert moved.places == tuple(place._replace(file=copy / "places.yaml") for place in built.places)
