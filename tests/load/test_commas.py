"""Commas between brackets: a warning where one seems to divide a text, and none where it divides a list."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from packgen.cli.app import app
from packgen.load import commas
from packgen.source import read_yaml_text

HEAD = "sections:\n- id: a\n  blocks:\n"


def warned(blocks: str) -> list[str]:
    document = read_yaml_text(f"{HEAD}{blocks}".encode(), "x.yaml")
    return [f"{p.origin.line}:{p.origin.column} {p.message} {p.remedy}" for p in commas.warnings(document)]


def points(flow: str) -> list[str]:
    return warned(f"  - type: recall\n    points: {flow}\n")


def test_a_comma_that_divides_a_text() -> None:
    assert points("[By active transport, not diffusion, Needs energy]") == [
        '5:35 "not diffusion" is an item of its own, since a comma ends a text in brackets. '
        'If it belongs to "By active transport", put it all in quotes; if not, write the items one a line.'
    ]


def test_a_comma_that_divides_a_number() -> None:
    assert points("[Some died, Deaths 1,523 in all]") == [
        '5:34 "Deaths 1" and "523 in all" are two items, since a comma ends a text in brackets. '
        'If it is one, put it in quotes: "Deaths 1,523 in all".'
    ]
    assert len(points("[1,523]")) == 1
    assert len(warned("  - type: table\n    rows:\n    - [Deaths, 1,523]\n")) == 1


@pytest.mark.parametrize(
    "flow",
    [
        "[water, salt, the sun]", "[Water, Salt, The sun]", "[DNA, mRNA and pH, pH of 7]", "[Army, party]",
        '["By active transport, not diffusion", needs energy]', "[Franz, von Papen as chancellor]", "[1953, 1957]",
        "[1953,1957]", "[100, 200]", "[x^2^ as a sum, y axis]", "[]",
    ],
)  # fmt: skip
def test_lists_as_they_should_be(flow: str) -> None:
    assert points(flow) == []


@pytest.mark.parametrize(
    "block",
    [
        "  - type: recall\n    points:\n    - By active transport\n    - not diffusion\n",
        "  - type: table\n    columns: [The name, of whom]\n    rows:\n    - [Malenkov, resigned in 1955]\n",
        "  - type: table\n    rows:\n    - [100,200]\n    - [1,523]\n",
        "  - type: summary\n    boxes: [{items: [{votes: [{names: [The army, the party machine]}]}]}]\n",
        "  - type: rebuild\n    only: [The first, the second]\n",
        "  - type: prose\n    sources: [La-stampa, time-magazine x]\n",
        "  - type: nothing\n    points: [By active transport, not diffusion]\n",
    ],
)
def test_other_lists_are_no_texts(block: str) -> None:
    assert warned(block) == []


def test_points_of_a_mark_scheme_are_texts() -> None:
    block = (
        "  - type: question\n    scheme:\n    - points: [Britain had withdrawn, leaving Greece, {text: x, marks: 1}]\n"
    )
    assert [text.split(" is ")[0] for text in warned(block)] == ['6:39 "leaving Greece"']


def test_check_tells_it(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "schema: 1\nid: x\ntitle: X\nsubject: H\nlevel: A\nsections:\n- id: a\n  title: A\n  blocks:\n"
        "  - {type: recall, prompt: Why?, points: [By active transport, not diffusion]}\n"
    )
    result = CliRunner().invoke(app, ["check", "--content", str(tmp_path)])
    assert result.exit_code == 0
    assert 'recall: "not diffusion" is an item of its own' in result.output
    assert result.output.endswith("1 topic, no problems, 1 warning\n")
