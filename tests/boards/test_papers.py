from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from packgen.blocks.question import Question
from packgen.boards import Paper, PaperPoint, PaperSection, PaperTask, band_faults, load_paper, papers
from packgen.boards.reader import read_paper
from packgen.errors import ContentError, UnknownNameError

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packgen" / "boards"
GUIDE = (ROOT / "docs" / "boards.md").read_text(encoding="utf-8")


def shape(name: str) -> list[tuple[str, int, int, list[tuple[str, int, str, int, int]]]]:
    return [
        (
            s.name,
            s.answer,
            s.choice,
            [(t.id, t.marks, " ".join(t.objectives), t.extracts, len(t.levels)) for t in s.tasks],
        )
        for s in load_paper(name).sections
    ]


def bands(name: str, task: str) -> str:
    return " ".join(f"{level.band.least}-{level.band.most}" for level in load_paper(name).tasks[task].levels)


def test_the_papers() -> None:
    assert papers() == ("aqa-7042-1h", "edexcel-9hi0", "ocr-y318")
    facts = [(p.board, p.code, p.minutes, p.marks) for p in map(load_paper, papers())]
    assert facts == [("AQA", "7042/1H", 150, 80), ("Edexcel", "9HI0/1E", 135, 60), ("OCR", "Y318", 150, 80)]


def test_their_sections() -> None:
    assert shape("aqa-7042-1h") == [
        ("Section A", 1, 1, [("interpretations", 30, "AO3", 3, 5)]),
        ("Section B", 2, 3, [("essay", 25, "AO1", 0, 5)]),
    ]
    assert shape("ocr-y318") == [
        ("Section A", 1, 1, [("interpretations", 30, "AO3", 2, 6)]),
        ("Section B", 2, 3, [("thematic-essay", 25, "AO1", 0, 6)]),
    ]
    assert shape("edexcel-9hi0") == [
        ("Section A", 1, 2, [("essay-a", 20, "AO1", 0, 5)]),
        ("Section B", 1, 2, [("essay-b", 20, "AO1", 0, 5)]),
        ("Section C", 1, 1, [("interpretations", 20, "AO3", 2, 5)]),
    ]


def test_their_levels() -> None:
    assert bands("aqa-7042-1h", "essay") == "21-25 16-20 11-15 6-10 1-5"
    assert bands("aqa-7042-1h", "interpretations") == "25-30 19-24 13-18 7-12 1-6"
    assert bands("ocr-y318", "thematic-essay") == "21-25 17-20 13-16 9-12 5-8 1-4"
    assert bands("ocr-y318", "interpretations") == "26-30 21-25 16-20 11-15 6-10 1-5"
    assert {bands("edexcel-9hi0", task) for task in load_paper("edexcel-9hi0").tasks} == {"17-20 13-16 8-12 4-7 1-3"}


@pytest.mark.parametrize("name", papers())
def test_a_paper_adds_up_and_says_that_it_must_be_checked(name: str) -> None:
    paper = load_paper(name)
    assert sum(section.answer * section.tasks[0].marks for section in paper.sections) == paper.marks
    assert sum(section.answer * section.tasks[0].minutes for section in paper.sections) <= paper.minutes
    for task in paper.tasks.values():
        assert band_faults([level.band for level in task.levels], task.marks) == []
        assert set(task.objectives) <= set(paper.objectives)
        # A level stands on one printed line of half a page.
        assert all(len(level.text) <= 46 for level in task.levels)
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    assert "teachers must check this against the current specification" in text


@pytest.mark.parametrize(("name", "count"), [("aqa-7042-1h", 30), ("edexcel-9hi0", 22), ("ocr-y318", 25)])
def test_their_points(name: str, count: int) -> None:
    points = load_paper(name).points
    assert len({point.id for point in points}) == len({point.text for point in points}) == len(points) == count
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", point.id) for point in points)
    # A point stands on one line of a report.
    assert all(len(point.text) <= 90 and not point.text.endswith(".") for point in points)


def test_a_paper_has_a_point_for_each_depth_topic_and_for_the_years_after_1964() -> None:
    assert [point.id for point in load_paper("ocr-y318").points if point.id.startswith("depth-")] == [
        "depth-alexander-ii",
        "depth-provisional-government",
        "depth-khrushchev",
    ]
    later = [one for one in load_paper("edexcel-9hi0").points if re.search("1964–85|fall of the USSR", one.text)]
    assert len(later) == 8


def test_a_paper_that_is_not_there() -> None:
    with pytest.raises(UnknownNameError) as caught:
        load_paper("ocr-y138")
    assert str(caught.value) == (
        'There is no paper "ocr-y138". Did you mean "ocr-y318"? The papers are aqa-7042-1h, edexcel-9hi0, ocr-y318.'
    )


def test_a_paper_is_read_once_and_only_when_it_is_named() -> None:
    assert load_paper("ocr-y318") is load_paper("ocr-y318")
    code = "import sys, packgen.blocks; print([n for n in sys.modules if n.startswith('packgen.boards.reader')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# -- what is wrong with a file

GOOD = (HERE / "ocr-y318.yaml").read_text(encoding="utf-8")


def problems(tmp_path: Path, *changes: tuple[str, str]) -> list[str]:
    """Return the first line of each problem of a paper with something changed."""
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_paper(path, "mine.yaml")
    return [str(problem).splitlines()[0].split(": ", 1)[1] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("marks: 80", "marks: 81", "the sections come to 80 marks, and the paper to 81."),
        ("minutes: 150", "minutes: 100", "the sections take 150 minutes, and the paper 100."),
        ("board: OCR\n", "", 'board is missing. Add a line "board: OCR".'),
        ("board: OCR", "bord: OCR", 'there is no key "bord" here. Did you mean "board"?'),
        ("objectives: [AO3]", "objectives: [AO4]", '"AO4" is not among the paper\'s objectives. They are AO1, AO3.'),
        ("  AO1: know", "  A1: know", '"A1" is no objective. Write AO and a figure: AO1.'),
        ("minutes: 60", "minutes: long", "minutes cannot be used. Write a whole number from 1 to 300."),
        ("choice: 3", "choice: 1", "nobody can answer 2 questions of 1."),
        ("marks: 16–20", "marks: 15–20", "15–20 overlaps 11–15. Give each number of marks to one level only."),
        ("marks: 16–20", "marks: 17–20", "no level has 16 marks. Let the levels leave no marks out."),
        ("marks: 16–20", "marks: some", 'marks cannot be "some". Write them like 21–25.'),
        ("id: thematic-essay", "id: interpretations", "two tasks have the same id. Give each an id of its own."),
        ("id: thematic-essay", "id: Essay!", 'id cannot be "Essay!". Write lower-case letters, figures'),
        ("extracts: 2", "extracts: [2]", "extracts cannot be used. Write a whole number from 0 to 9."),
        ("{id: reform,", "{id: repression,", 'two points are called "repression". Rename one.'),
        ("{id: reform,", "{id: Reform,", 'id cannot be "Reform". Write lower-case letters, figures'),
        ("{id: reform,", "{", 'id is missing. Add a line "id: emancipation".'),
        ("{id: reform, text:", "{id: reform, txt:", 'there is no key "txt" here. Did you mean "text"?'),
        ("points: #", "points: all\nx: #", "points should be a list."),
    ],
)
def test_a_file_is_told_what_is_wrong(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert any(problem.startswith(found) for problem in problems(tmp_path, (old, new)))


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    assert problems(tmp_path, ("minutes: 150", "minutes: x"), ("code:", "cod:")) == [
        'code is missing. Add a line "code: Y318".',
        'there is no key "cod" here. Did you mean "code"? The keys are board, qualification, code, title, minutes, '
        "marks, objectives, sections, points.",
        "minutes cannot be used. Write a whole number from 1 to 600.",
    ]


def test_a_file_that_is_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("- a list", encoding="utf-8")
    with pytest.raises(ContentError, match="this should be keys and values"):
        read_paper(path, "mine.yaml")


# -- the guide


def test_the_guide_lists_every_paper_and_task() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `") and "`task`" not in line]
    assert [re.findall(r"`([^`]+)`", row) for row in rows] == [[name, *load_paper(name).tasks] for name in papers()]


def test_the_paper_in_the_guide_works_as_printed(tmp_path: Path) -> None:
    block, paper = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    (fields,) = yaml.safe_load(block)
    assert Question.model_validate(fields).tariff == 25
    path = tmp_path / "example.yaml"
    path.write_text(paper, encoding="utf-8")
    found = read_paper(path, "example.yaml")
    assert found.tasks["essay"].levels[0].band == (16, 30)
    assert found.points == (PaperPoint("emancipation", "How the serfs were freed, and on what terms"),)


def test_the_paper_in_the_guide_shows_every_key() -> None:
    _, paper = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    shown = set(re.findall(r"^(?:  )*(?:- )?\{?([a-z]+):", paper, re.MULTILINE)) | {"text"}
    for kind in (Paper, PaperSection, PaperTask, PaperPoint):
        assert set(kind._fields) - shown <= ({"id"} if kind is Paper else set()), kind


def test_a_paper_without_points(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.split("\npoints:")[0], encoding="utf-8")
    assert read_paper(path, "mine.yaml").points == ()
