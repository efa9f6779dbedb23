from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from packgen.bind.binder import Binder
from packgen.bind.sheet_chunk import SheetChunk
from packgen.build import build
from packgen.built import BuiltPack
from packgen.errors import ConformanceError, OutputError, UsageProblem
from packgen.files import PDF
from packgen.options import PackOptions
from packgen.pdf.writer import Write
from packgen.plan.kinds import SHEETS
from packgen.resources import content_folder
from packgen.sheet.sheet import Pack
from packgen.variables import cache_folder
from tests.support.pdf import open_pdf, outline
from tests.support.written import write_pack


def options(**fields: Any) -> PackOptions:
    base: dict[str, Any] = {"content": content_folder(), "topics": ("khrushchev/fall",), "cache": cache_folder()}
    return PackOptions(**{**base, **fields})


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("  ", "The title is empty"),
        ("\U00013000", "EGYPTIAN HIEROGLYPH A001"),
        ("a\u202eb", "U\\+202E"),
        ("x" * 201, "The title has 201 characters"),
    ],
)
def test_a_title_that_cannot_be_set_is_refused(title: str, message: str) -> None:
    with pytest.raises(UsageProblem, match=message):
        build(options(title=title))


def test_a_title_may_hold_emphasis() -> None:
    pdf = open_pdf(build(options(title="Week 3: *Pravda*")).pdf)
    assert str(pdf.docinfo["/Title"]) == "Week 3: Pravda"


def test_progress_counts_the_sections() -> None:
    told: list[tuple[int, int, str]] = []
    build(options(topics=("khrushchev/fall", "khrushchev/rise")), lambda *step: told.append(step))
    assert told[:2] == [(0, 2, "The fall, 1964"), (1, 2, "The rise to power, 1953–56")]


def test_sections_come_in_the_order_asked_for() -> None:
    report = build(options(topics=("khrushchev/fall", "khrushchev/rise")))
    assert [section.section for section in report.sections] == ["fall", "rise"]
    titles = [entry.title for entry in outline(report.pdf) if entry.level == 0]
    assert titles == ["The fall, 1964", "The rise to power, 1953–56"]
    assert report.sections[1].first_page == report.sections[0].last_page + 1


# -- sheets, editions and answers


def titles(source: bytes | Path, level: int = 1) -> list[str]:
    return [entry.title for entry in outline(source) if entry.level == level]


def words(source: bytes | Path, page: int) -> str:
    """Return the text of a page, counted from 1, on one line."""
    text = pypdfium2.PdfDocument(source)[page - 1].get_textpage().get_text_range()
    return " ".join(text.split())


def stages(report: BuiltPack) -> list[str]:
    return [stage for section in report.sections for stage in section.stages]


@pytest.mark.parametrize("sheets", [("learn", "recall", "write"), ("write", "recall", "learn")])
def test_sheets_come_in_the_order_of_the_stages_with_the_key_of_what_they_ask(sheets: tuple[str, ...]) -> None:
    assert stages(build(options(sheets=sheets))) == ["learn", "recall", "write", "check"]
    assert stages(build(options(sheets=sheets, answers="none"))) == ["learn", "recall", "write"]


def test_the_key_answers_what_is_asked() -> None:
    recall, write, keys = (tasks(build(options(sheets=(sheet,))).pdf) for sheet in ("recall", "write", "check"))
    assert len(recall) % 2 == len(write) % 2 == 0  # asked, then answered
    asked, questions = recall[: len(recall) // 2], write[: len(write) // 2]
    assert (recall, write, keys) == (asked * 2, questions * 2, asked + questions)
    assert asked[:2] == ["A", "B"]
    assert questions[:1] == ["1"]


def tasks(pdf: bytes) -> list[str]:
    """Return the letters and numbers of the tasks that the outline has."""
    return [entry.title[0] for entry in outline(pdf) if re.match("[A-Z1-9] ", entry.title)]


def test_a_section_keeps_its_place_whatever_is_asked_for() -> None:
    for sheets in (("learn",), ("recall",), ("write",), ("check",), SHEETS):
        [section] = build(options(sheets=sheets)).sections
        assert (section.section, section.first_page) == ("fall", 1)


@pytest.mark.parametrize(
    ("fields", "edition"),
    [
        ({}, "Student edition"),
        ({"seed": 7}, "Student edition · version 7"),
        ({"seed": 0}, "Student edition · version 0"),
        ({"edition": "teacher"}, "Teacher edition: answers shown"),
        ({"edition": "teacher", "seed": 7}, "Teacher edition: answers shown · version 7"),
    ],
)
def test_the_foot_says_edition_and_version(fields: dict[str, object], edition: str) -> None:
    report = build(options(sheets=("recall",), **fields))
    assert words(report.pdf, 1).endswith(f"The fall, 1964 · {edition} 1")
    assert words(report.pdf, report.pages - 1).endswith(f"1964 · {edition} {report.pages - 1}")  # the key


def test_the_usual_choice_is_seed_1_without_a_version() -> None:
    passages = [
        words(build(options(sheets=("recall",), seed=seed)).pdf, 1).partition("B Rebuild")[0] for seed in (None, 1, 2)
    ]
    assert passages[0] == passages[1] != passages[2]


def test_separate_answers_name_the_pages_of_the_pack(tmp_path: Path) -> None:
    report = build(options(answers="separate"))
    files = write_pack(report, tmp_path / "fall.pdf")
    assert report.answers is not None
    assert tuple(files) == (tmp_path / "fall.pdf", tmp_path / "fall.answers.pdf")
    assert (files.pack.read_bytes(), tmp_path.joinpath("fall.answers.pdf").read_bytes()) == (report.pdf, report.answers)
    assert stages(report) == ["learn", "recall", "write"]
    assert "Answers: in a file of their own" in words(report.pdf, 4)
    assert re.search(r"\d marks? · Learn p\.\s[12]\b", words(report.answers, 1))


def test_the_answers_to_a_separate_quiz_are_not_in_the_pack() -> None:
    report = build(options(sheets=("quiz",), answers="separate"))
    assert [title for level in (0, 1) for title in titles(report.pdf, level) if "nswers" in title] == []
    assert report.answers is not None
    assert "Quiz answers" in words(report.answers, 1)
    inside = build(options(sheets=("quiz",)))
    assert inside.answers is None
    assert "Quiz answers" in words(inside.pdf, 2)


def test_two_files_cannot_go_to_standard_output() -> None:
    for sheets in (("recall",), ("quiz",)):
        with pytest.raises(UsageProblem, match="Two files cannot go to standard output"):
            build(options(sheets=sheets, answers="separate")).only_file()
    cards = build(options(sheets=("cards",), answers="separate"))
    assert cards.answers is None
    assert cards.only_file() == cards.pdf


def test_nothing_is_written_where_the_pack_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "fall.pdf").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        write_pack(build(options(answers="separate")), tmp_path / "fall.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["fall.pdf"]


def test_neither_file_is_written_where_one_cannot_be_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Binder.write

    def failing(press: Binder, pack: Pack[SheetChunk], write: Write) -> None:
        original(press, pack, write)
        if pack.title.endswith(": answers"):
            raise ConformanceError("There is something wrong at the very end.")

    wanted = options(answers="separate", sheets=("recall",))
    before = PDF.begins + PDF.holds
    for old in (False, True):
        with monkeypatch.context() as patch:
            patch.setattr(Binder, "write", failing)
            with pytest.raises(ConformanceError):
                write_pack(build(wanted), tmp_path / "fall.pdf")
        found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert found == ({"fall.pdf": before, "fall.answers.pdf": before} if old else {})
        for name in ("fall.pdf", "fall.answers.pdf"):
            (tmp_path / name).write_bytes(before)
    write_pack(build(wanted), tmp_path / "fall.pdf")
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.iterdir())


@pytest.mark.parametrize("sheets", [("write",), ("quiz",), ("recall", "write"), ("cards",)])
def test_a_pack_of_nothing_is_refused(sheets: tuple[str, ...], tmp_path: Path) -> None:
    text = "schema: 1\nid: x\ntitle: X\nsubject: S\nlevel: L\nsections:\n- id: one\n  title: One\n  blocks:\n"
    (tmp_path / "x.yaml").write_text(f"{text}  - {{type: prose, text: Words.}}\n", encoding="utf-8")
    with pytest.raises(UsageProblem, match=f"nothing for --sheets {','.join(sheets)}\\. Name other sheets"):
        build(options(content=tmp_path, topics=("x",), sheets=sheets))
    assert stages(build(options(content=tmp_path, topics=("x",)))) == ["learn"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"edition": "pupil"}, '--edition cannot be "pupil"'),
        ({"answers": "no"}, '--answers cannot be "no"'),
        ({"sheets": ("learn", "notes")}, '--sheets cannot be "notes"'),
        ({"sheets": ()}, "There are no sheets to make"),
        ({"questions": 201}, "--questions cannot be 201. Choose a whole number from 1 to 200."),
        ({"card_layout": "round"}, '--card-layout cannot be "round"'),
        ({"reviews": (2, 1)}, "The days of review, 2,1, do not go up"),
        ({"start": date(2027, 1, 2), "exam": date(2027, 1, 1)}, "There is no day to review on"),
    ],
)
def test_options_that_cannot_be_are_refused_before_anything_is_read(
    fields: dict[str, object], message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageProblem, match=re.escape(message)):
        build(options(content=tmp_path / "nowhere", **fields))


def test_the_tracker_has_the_dates_of_the_visits() -> None:
    fields = {"start": date(2026, 11, 23), "exam": date(2026, 12, 5), "reviews": (0, 3, 30)}
    text = words(build(options(**fields)).pdf, 2)
    assert "Mon 23 Nov" in text
    assert "Fri 4 Dec" in text


def test_a_fillable_file_has_fields() -> None:
    filled, plain = open_pdf(build(options(fillable=True)).pdf), open_pdf(build(options()).pdf)
    names = [str(field["/T"]) for field in filled.Root.AcroForm.Fields]
    assert "khrushchev/fall/recall/A/1" in names
    assert len(set(names)) == len(names)
    assert "/AcroForm" not in plain.Root
