"""The first page of packs without front matter: title, name, class and date, and nothing else moved by them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from packgen.build import build
from packgen.built import BuiltPack
from packgen.deliver.mail.printed import is_pack_of
from packgen.options import PackOptions
from packgen.plan.kinds import SHEETS
from packgen.units import MM
from tests.support.pages import design
from tests.support.pdf import open_pdf, outline, page_texts, qpdf_problems, structure, structure_text
from tests.support.validation import page_problems

TITLE = "Part s2"

GLOSSARY = {"type": "glossary", "terms": [{"term": f"Word {n}", "meaning": f"It means {n}"} for n in range(3)]}
STUDY = [{"type": "prose", "text": "Only to read."}]
TASKS = [GLOSSARY, {"type": "question", "question": "Why?", "marks": "4", "example": "Because."}]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A topic of three sections, the first of which has nothing to do."""
    sections = [STUDY, TASKS, TASKS]
    value = {
        "schema": 1, "id": "topic", "title": "A topic", "dates": "1953–64", "subject": "History", "level": "A-level",
        "sections": [
            {"id": f"s{n}", "title": f"Part s{n}", "before": ["s1"] if n > 1 else [], "blocks": blocks}
            for n, blocks in enumerate(sections, 1)
        ],
    }  # fmt: skip
    (tmp_path / "topic.yaml").write_text(json.dumps(value), encoding="utf-8")
    return tmp_path


def opened_by(content: Path, sheet: str, **fields: Any) -> BuiltPack:
    """Return a pack of one kind of sheet: of a section, or where it is made for whole topics only, of the topic."""
    return made(content, "topic" if sheet == "overview" else "topic/s2", sheets=(sheet,), **fields)


def made(content: Path, *topics: str, **fields: Any) -> BuiltPack:
    return build(PackOptions(content=content, no_cache=True, topics=topics or ("topic/s2",), **fields))


def headings(pdf: bytes) -> list[tuple[str, str]]:
    found = [(path.rpartition("/")[2], text.strip()) for path, text in structure_text(pdf)]
    return [(tag, text) for tag, text in found if re.fullmatch("H[1-6]", tag)]


def first_page(pack: BuiltPack) -> str:
    return page_texts(pack.pdf)[0]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_can_open_a_pack(content: Path, sheet: str, profile: str) -> None:
    pack = opened_by(content, sheet, profile=profile, fillable=True)
    assert page_problems(pack.pdf) == []
    assert qpdf_problems(pack.pdf) == []
    assert headings(pack.pdf)[0] == ("H1", "A topic" if sheet == "overview" else TITLE)
    assert "Contents" not in [entry.title for entry in outline(pack.pdf)]
    with open_pdf(pack.pdf) as pdf:
        form: Any = pdf.Root.AcroForm.Fields if "/AcroForm" in pdf.Root else []
        fields = [str(field.T).rpartition("/")[2] for field in form]
    if sheet != "cards":  # they are cut apart
        assert fields[:3] == ["Name", "Class", "Date"]
        assert [fields.count(name) for name in ("Name", "Class", "Date")] == [1, 1, 1]


def test_the_sheets_of_a_pack_stand_where_they_stand_in_others(content: Path) -> None:
    opened, led = (made(content, "topic/s2", front=front, sources="end") for front in ("none", "full"))
    moved = led.pages - opened.pages
    assert moved == 2
    assert [place._replace(page=place.page + moved) for place in opened.places] == list(led.places)


def test_the_head_stands_between_the_edge_of_the_paper_and_the_text(content: Path) -> None:
    for profile in ("standard", "large-print"):
        used = design(profile)
        frame = used.frame(True)
        page = pypdfium2.PdfDocument(made(content, sheets=("recall",), profile=profile).pdf)[0].get_textpage()
        bands = [page.get_charbox(page.search(words).get_next()[0]) for words in ("Name", "Class", TITLE)]
        assert all(used.page_height - 5 * MM > top > bottom > frame.y + frame.height for _, bottom, _, top in bands)


def test_a_lone_section_has_no_number(content: Path) -> None:
    text = " ".join(page_texts(made(content, "topic/s2", sheets=(*SHEETS,)).pdf))
    assert TITLE in text
    assert not re.search(r"Section \d|\b2[ \xa0]+Part s2(?! ·)|Before", text)
    assert "A topic 1953–64" in first_page(made(content, "topic/s2"))


def test_two_sections_have_the_numbers_of_their_topic(content: Path) -> None:
    text = first_page(made(content, "topic/s2", "topic/s3"))
    assert "A topic 1953–64" in text
    assert "Section 2" in text
    assert "Before" in text


def test_a_unit_without_sheets_opens_nothing(content: Path) -> None:
    pack = made(content, "topic/s1", "topic/s2", sheets=("recall",))
    assert page_problems(pack.pdf) == []
    assert [tag for tag, _ in headings(pack.pdf)].count("H1") == 1
    assert all(words in first_page(pack) for words in ("A topic 1953–64", "Name", "Class", "Date"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_name_is_filled_in(content: Path, sheet: str) -> None:
    """Mail compares it with the roster; see `packgen.deliver.mail.printed`."""
    for profile in ("standard", "large-print"):
        pack = opened_by(content, sheet, student="Zoë O’Brien", profile=profile)
        said = [text.strip() for _, text in structure_text(pack.pdf)]
        assert said[said.index(TITLE if sheet == "cards" else "Name") + 1] == "Zoë O’Brien"
        assert [is_pack_of(pack.pdf, name) for name in ("Zoë O’Brien", "Zoë")] == [True, False]


@pytest.mark.parametrize(
    ("fields", "pages"),
    [({"start": None}, 0), ({"front": "full"}, 2), ({"reviews": (0, 1)}, 2), ({"reviews": (0, 2, 7, 21)}, 0)],
)
def test_front_matter_comes_where_it_is_asked_for(content: Path, fields: dict[str, Any], pages: int) -> None:
    assert made(content, "topic/s2", **fields).sections[0].first_page == 1 + pages


def test_three_sections_have_front_matter(content: Path) -> None:
    assert made(content, "topic").sections[0].first_page == 3  # the overview is on the back of the cover
    assert made(content, "topic", front="none").sections[0].first_page == 3  # it has a leaf of its own


def test_a_file_of_answers_has_front_matter_if_its_pack_has(content: Path) -> None:
    for topics, title in ((("topic/s2",), "Part s2"), (("topic/s2", "topic/s3"), "2   Part s2")):
        answers = made(content, *topics, answers="separate").answers
        assert answers is not None
        assert page_problems(answers) == []
        assert headings(answers)[:2] == [("H1", "Answers"), ("H2", title)]
        assert structure(answers).find("TOC") == []
    led = made(content, "topic", answers="separate").answers
    assert led is not None
    assert structure(led).find("TOC") != []


@pytest.mark.parametrize(
    ("sheet", "title", "key"), [("quiz", "Quiz", "Quiz answers"), ("grid", "Retrieval grid", "Grid answers")]
)
def test_the_key_of_a_quiz_or_grid_alone_in_a_file_has_its_title(
    content: Path, sheet: str, title: str, key: str
) -> None:
    answers = made(content, sheets=(sheet,), answers="separate").answers
    assert answers is not None
    assert page_problems(answers) == []
    assert headings(answers)[:2] == [("H1", title), ("H2", key)]
    assert "Name" not in page_texts(answers)[0]


def test_the_pages_of_a_lesson_are_the_same_in_every_edition(content: Path) -> None:
    student, teacher = (made(content, edition=edition) for edition in ("student", "teacher"))
    assert [place[:2] for place in student.places] == [place[:2] for place in teacher.places]


def test_a_lesson_is_called_after_its_section(content: Path) -> None:
    pack = made(content)
    with open_pdf(pack.pdf) as pdf:
        assert str(pdf.docinfo["/Title"]) == TITLE
    assert [entry.title for entry in outline(pack.pdf) if entry.level == 0] == [TITLE]
