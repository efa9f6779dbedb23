"""What beginners write, and what they are told: every entry of mistakes.txt is a topic's blocks and its messages."""

import re
import textwrap
from pathlib import Path

import pytest

from packgen.errors import ContentError
from packgen.load import Library
from packgen.load.shape import Shaped
from packgen.load.written import lines, scalar
from packgen.source import read_yaml_text

HEAD = """\
schema: 1
id: mistake
title: Cells
subject: Biology
level: GCSE
sections:
  - id: membranes
    title: Membranes
    blocks:
"""
ENTRIES = {
    title: (yaml, messages)
    for title, yaml, messages in re.findall(
        r"^### (.+?)\n(.*?)\n--\n(.*?\n)(?=\n### |\Z)",
        Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
}


def written(yaml: str) -> str:
    """Return the topic of an entry: as it is, or as the blocks of a section."""
    if re.match(r"(?i)-? ?(schema|topic):", yaml):
        return yaml + "\n"
    return HEAD + textwrap.indent(yaml, "      ") + "\n"


def told(folder: Path, yaml: str) -> ContentError:
    path = folder / "mistake.yaml"
    path.write_text(written(yaml), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Library(folder).load_topic(path)
    return caught.value


@pytest.mark.parametrize("title", ENTRIES)
def test_a_mistake_is_told_so_that_it_can_be_mended(
    title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml, messages = ENTRIES[title]
    monkeypatch.chdir(tmp_path)
    assert f"{told(Path(), yaml)}\n" == messages


@pytest.mark.parametrize("title", ENTRIES)
def test_what_is_to_be_written_instead_is_right(title: str, tmp_path: Path) -> None:
    for problem in told(tmp_path, ENTRIES[title][0]).problems:
        if problem.instead:
            read_yaml_text("\n".join(problem.instead).encode(), "instead")


def test_there_are_mistakes_enough() -> None:
    assert len(ENTRIES) >= 60


@pytest.mark.parametrize(
    ("text", "yaml"),
    [
        ("plain text", "plain text"),
        ("a: b", '"a: b"'),
        ("#1", '"#1"'),
        ("[x] y", '"[x] y"'),
        ("'s-Hertogenbosch", '"\'s-Hertogenbosch"'),
        ("it's", "it's"),
        ("- a", '"- a"'),
        ('say "so"', 'say "so"'),
        ("*a*", '"*a*"'),
    ],
)
def test_a_text_is_in_quotes_where_it_has_to_be(text: str, yaml: str) -> None:
    assert scalar(text) == yaml


def test_a_cell_with_a_comma_is_in_quotes() -> None:
    row: Shaped = [["a", "b, c", "d}"]]
    assert lines(row) == ('- [a, "b, c", "d}"]',)


def test_long_texts_and_long_lists_are_cut() -> None:
    assert len(scalar("word " * 100)) == 90
    many: Shaped = {f"key{n}": "x" for n in range(50)}
    assert len(lines(many)) == 12
    assert lines(many)[-1] == "# and so on"


def test_not_every_item_of_a_very_long_list_is_looked_at(tmp_path: Path) -> None:
    items = "".join(f"    - word{number}: meaning\n" for number in range(1500))
    [problem] = told(tmp_path, f"- type: glossary\n  terms:\n{items}").problems
    assert problem.remedy == "Write it as shown; likewise 499 more in this list."
    assert len(problem.instead) == 7
