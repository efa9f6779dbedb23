"""The starter topic is valid as it stands."""

import re
from datetime import date
from pathlib import Path

import pytest

from packgen.blocks import KINDS
from packgen.blocks.statistics import Statistics
from packgen.blocks.summary import Summary
from packgen.blocks.timeline import Timeline
from packgen.errors import OutputError, Problem, UsageProblem
from packgen.load import Library
from packgen.load import starter as starters
from packgen.load.starter import SUBJECTS, starter, write_starter
from packgen.sheets.advice import weak_recall
from tests.support.topics import plain_setting

OFFERED = {"examiner", "picture", "match-up", "put-in-order", "multiple-choice", "blurt"}
"""Blocks that stand in comments: not every section needs them, or they need a file."""


def test_it_loads_and_has_every_block_but_those_it_only_offers(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "course", "cold-war", "The Cold War")
    assert path == tmp_path / "course" / "cold-war.yaml"
    topic = Library(tmp_path).load_topic(path).topic
    assert (topic.id, topic.title) == ("cold-war", "The Cold War")
    used = {block.type for section in topic.sections for block in section.blocks}
    assert used == set(KINDS) - OFFERED
    text = path.read_text(encoding="utf-8")
    for name in OFFERED:
        assert f"      # - type: {name}\n" in text


def test_it_is_good_practice(tmp_path: Path) -> None:
    """What it shows is worth copying: nothing weakens its recall, nor that of the tasks it offers."""
    text = starter("cold-war", "The Cold War")
    assert weaknesses(tmp_path, text) == []
    assert weaknesses(tmp_path, offered(text)) == []


def weaknesses(folder: Path, text: str) -> list[Problem]:
    path = folder / "cold-war.yaml"
    path.write_text(text, encoding="utf-8")
    return list(weak_recall([Library(folder).load_topic(path)], plain_setting()))


def offered(text: str) -> str:
    """Return the starter with all blocks that stand in comments, but for the picture."""
    lines = text.splitlines(keepends=True)
    taken, inside = [], False
    for line in lines:
        inside = line.startswith("      # - type:") or (inside and line.startswith("      #   "))
        inside = inside and "type: picture" not in line
        taken.append(line.replace("# ", "", 1) if inside else line)
    return "".join(taken)


SHOWN = {
    "biology": {"summary", "table", "glossary", "statistics", "misconceptions", "picture", "rebuild", "cloze",
                "put-in-order", "recall", "question"},
    "chemistry": {"summary", "prose", "glossary", "table", "statistics", "misconceptions", "rebuild", "cloze",
                  "put-in-order", "recall", "question"},
    "languages": {"summary", "glossary", "table", "prose", "misconceptions", "rebuild", "cloze", "match-up", "recall",
                  "question"},
    "history": {"summary", "timeline", "key-figures", "extract", "misconceptions", "statistics", "glossary",
                "interpretations", "rebuild", "cloze", "recall", "question"},
}  # fmt: skip
"""Blocks that a starter of a subject has, or offers in comments."""


def test_every_subject_has_a_starter_and_every_starter_a_subject() -> None:
    folder = Path(starters.__file__).with_name("starters")
    assert {path.stem for path in folder.iterdir()} == set(SUBJECTS) == set(SHOWN)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_starter_of_a_subject_shows_its_blocks_and_is_good_practice(tmp_path: Path, subject: str) -> None:
    text = starter("cold-war", "The Cold War", subject)
    assert weaknesses(tmp_path, text) == []
    assert weaknesses(tmp_path, offered(text)) == []
    topic = Library(tmp_path).load_topic(tmp_path / "cold-war.yaml").topic
    used = {block.type for section in topic.sections for block in section.blocks}
    assert used | {name for name in KINDS if f"# - type: {name}\n" in text} == SHOWN[subject]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_lists_of_texts_are_written_one_a_line(subject: str) -> None:
    """A comma in a text ends it within brackets, so that nothing there should show authors how to write one."""
    assert re.findall(r"^ *(?:- )?[a-z_]+: \[", starter("x", "X", subject), re.MULTILINE) == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_numbers_of_a_starter_agree(tmp_path: Path, subject: str) -> None:
    """Every year and every figure of the statistics is what arithmetic or the calendar makes of it."""
    topic = Library(tmp_path).load_topic(write_starter(tmp_path, "x", "X", subject)).topic
    [section] = topic.sections
    figures = {row.label: row.number for block in section.blocks if isinstance(block, Statistics) for row in block.rows}
    if subject == "biology":
        assert figures == {f"{side} cm cube": 6 * side**2 / side**3 for side in (1, 2, 4)}
    if subject == "chemistry":
        assert figures == {str(halves): 0.5**halves for halves in range(4)}
    if subject == "history":
        days = {event.event: date.fromisoformat(str(event.sort)) for block in section.blocks
                if isinstance(block, Timeline) for event in block.events}  # fmt: skip
        assert list(days.values()) == sorted(days.values())
        between = days["Battle of Hastings"] - days["Battle of Stamford Bridge"]
        reign = days["Battle of Hastings"] - days["Harold is crowned"]
        battles = [name for name in days if name.startswith("Battle")]
        assert list(figures.values()) == [len(battles), between.days, reign.days // 31]
        assert (days["William lands at Pevensey"] - days["Battle of Stamford Bridge"]).days == 3


def test_it_loads_with_every_comment_that_is_yaml_taken_up(tmp_path: Path) -> None:
    """What is offered in comments works too."""
    text = starter("cold-war", "The Cold War")
    for line in ("dates: ", "course: ", "language: ", "native_language: ", "spec:", "  - {board", "tags: ", "authors: ",
                 "licence: ", "reviewed_on: "):  # fmt: skip
        assert f"\n# {line}" in text
        text = text.replace(f"\n# {line}", f"\n{line}")
    for line in ("url: https", "native: the term", "votes:", "  - {label: 7", "paper: ", "task: "):
        assert f"# {line}" in text
        text = text.replace(f"# {line}", line)
    path = tmp_path / "cold-war.yaml"
    path.write_text(offered(text), encoding="utf-8")
    topic = Library(tmp_path).load_topic(path).topic
    assert {block.type for block in topic.sections[0].blocks} == set(KINDS) - {"picture"}
    summary = topic.sections[0].blocks[0]
    assert isinstance(summary, Summary)
    assert summary.boxes[1].items[1].votes[0].filled
    assert topic.native_language == "ru"


@pytest.mark.parametrize("id_", ["null", "yes", "1964", "a" * 80])
def test_any_id(tmp_path: Path, id_: str) -> None:
    assert Library(tmp_path).load_topic(write_starter(tmp_path, id_, "X")).topic.id == id_


@pytest.mark.parametrize("title", ["a: b", '"Quoted" \\ text', "- dash", "#1", "Хрущёв", "  two\n lines "])
def test_any_title(tmp_path: Path, title: str) -> None:
    path = write_starter(tmp_path, "x", title)
    assert Library(tmp_path).load_topic(path).topic.title == " ".join(title.split())


@pytest.mark.parametrize(
    ("id_", "better"),
    [("Cold War", "cold-war"), ("", "cold-war"), ("../x", "x"), ("a/b", "a-b"), ("\udc80", "cold-war")],
)
def test_a_name_that_cannot_be_used(tmp_path: Path, id_: str, better: str) -> None:
    with pytest.raises(UsageProblem, match=rf"such as {better}\.$") as caught:
        write_starter(tmp_path, id_, "X")
    str(caught.value).encode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["", "  ", "a\x00b", "\udc80"])
def test_a_title_that_cannot_be_used(tmp_path: Path, title: str) -> None:
    with pytest.raises(UsageProblem):
        write_starter(tmp_path, "x", title)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = write_starter(tmp_path, "x", "First")
    before = path.read_bytes()
    with pytest.raises(OutputError, match=r"x\.yaml is there already\. Choose another name"):
        write_starter(tmp_path, "x", "Second")
    assert path.read_bytes() == before
    (tmp_path / "y.yaml").symlink_to(tmp_path / "none")
    with pytest.raises(OutputError):
        write_starter(tmp_path, "y", "Through a link")
    assert not (tmp_path / "none").exists()


def test_a_title_that_no_font_can_print_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="U\\+6F22"):
        write_starter(tmp_path, "x", "漢")
    assert list(tmp_path.iterdir()) == []
