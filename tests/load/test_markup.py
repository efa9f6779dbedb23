"""Marks that a field does not know are told at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.errors import Problem
from packgen.load import LoadedTopic, markup, open_library
from packgen.source import read_yaml_text
from tests.support.library import read_topics

HEAD = "schema: 1\nid: t\ntitle: {title}\nsubject: History\nlevel: A level\nsections:\n- id: s\n  title: S\n  blocks:\n"


def warned(blocks: str, title: str = "T") -> list[Problem]:
    return list(markup.warnings(read_yaml_text((HEAD.format(title=title) + blocks).encode(), "t.yaml")))


def test_the_place_is_that_of_the_mark() -> None:
    [one] = warned("  - type: prose\n    text: |\n      One\n\n      ~~two~~ three\n")
    assert (one.origin.line, one.origin.column, one.origin.what) == (14, 7, "prose, text")
    assert one.message.startswith('"~~two~~" is printed as typed')


@pytest.mark.parametrize("title", ["'~~A~~'", "'<b>A</b>'", "'`A`'", "'$x^2$'", "'# A'"])
def test_every_printed_text_is_looked_at(title: str) -> None:
    [one] = warned("", title)
    assert one.origin.line == 3


@pytest.mark.parametrize(
    "block",
    [
        "{type: table, columns: [A], rows: [['~~a~~']]}",
        "{type: table, columns: [{title: '~~a~~'}], rows: [[b]]}",
        "{type: blurt, cues: [{cue: a, points: ['~~a~~']}]}",
        "{type: match-up, pairs: [{left: '~~a~~', right: b}]}",
        "{type: question, question: '~~a~~'}",
    ],
)
def test_items_cells_and_points_are_looked_at(block: str) -> None:
    assert len(warned(f"  - {block}\n")) == 1


@pytest.mark.parametrize(
    "block",
    [
        "{type: picture, file: 'a_^{b}.png', alt: x}",
        "{type: cloze, text: 'The capital is {{Paris}}.'}",
        "{type: prose, text: 'It costs $5 and $10.'}",
    ],
)
def test_what_is_not_printed_or_has_a_meaning_is_not_told(block: str) -> None:
    assert warned(f"  - {block}\n") == []


RUN_TOGETHER = [
    ("Causes:\n- Militarism\n- Alliances", "run together"),
    ("Causes\\\nof war", "line break is lost"),
    ("Causes  \nof war", "line break is lost"),
    ("ends in a backslash\\", "line break is lost"),
    ("One paragraph.\n\nAnother.", "paragraphs are run together"),
]


@pytest.mark.parametrize(("text", "message"), RUN_TOGETHER)
def test_a_text_of_one_line_is_told_what_it_runs_together(text: str, message: str) -> None:
    lines = "".join(f"        {line}\n" for line in text.split("\n"))
    [one] = warned(f"  - type: misconceptions\n    items:\n    - wrong: a\n      right: |\n{lines}")
    assert message in one.message
    assert one.origin.line == (15 if text.startswith("Causes:") else 14)
    assert warned(f"  - type: prose\n    text: |\n{lines}") == []


@pytest.mark.parametrize("style", ["|", ">-"])
def test_running_text_is_told_of_lines_that_are_run_together(style: str) -> None:
    verse = "      Lit at four were the lamps,\n      The gulls went home,\n      A bell was ringing, on the shore\n"
    [one] = warned(f"  - type: extract\n    provenance: Own\n    text: {style}\n{verse}")
    assert one.message == '"Lit at four were the lamps," and the lines after it are run together, as one paragraph.'
    assert one.origin.line == 13
    [one] = warned(f"  - type: prose\n    text: {style}\n      - One\n      two\n")
    assert one.message == 'the line "two" goes on with the item above it.'
    assert one.origin.line == 13


def test_a_file_of_faults_is_told_a_hundred(tmp_path: Path) -> None:
    assert len(warned("  - {type: prose, text: '~~a~~'}\n" * 150)) == 100


def test_a_topic_brings_its_warnings(tmp_path: Path) -> None:
    text = HEAD.format(title="T") + "  - type: prose\n    text: ~~a~~ b\n"
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    [loaded] = read_topics(open_library(tmp_path), ["t"])
    assert isinstance(loaded, LoadedTopic)
    assert [str(warning).split(": ")[0].rsplit("/", 1)[-1] for warning in loaded.warnings] == ["t.yaml:11:11"]
