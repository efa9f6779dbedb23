import json
from pathlib import Path

import pytest

from packgen import resources
from tests.cli.conftest import TOPIC, Packgen, bundled_topics

STANDS_IN = "khrushchev: the topic in content is used instead of the one that comes with packgen.\n"


def test_topics_are_listed_with_their_sections(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("list")
    assert (outcome.code, outcome.err) == (0, STANDS_IN)
    own, bundled = outcome.out.split("Come with packgen:\n")
    assert [" ".join(line.split()) for line in own.splitlines()] == [
        "content:",
        "cold-war The Cold War",
        "cold-war/rise The rise",
        "cold-war/fall The fall",
        "khrushchev Khrushchev in power",
        "khrushchev/rise The rise",
        "khrushchev/fall The fall",
    ]
    assert own.splitlines()[2].startswith("  cold-war/rise  ")
    assert "khrushchev" not in bundled
    assert "alexander-ii-reforms/emancipation" in bundled


def test_topics_of_ones_own_come_before_those_that_come_with_packgen(packgen: Packgen, desk: Path) -> None:
    (desk / "content" / "russia" / "khrushchev.yaml").unlink()
    outcome = packgen("list")
    assert outcome.err == ""
    own, bundled = outcome.out.split("Come with packgen:\n")
    assert own.startswith("content:\ncold-war  ")
    assert [line.split()[0] for line in bundled.splitlines() if not line.startswith(" ")] == sorted(bundled_topics())
    listed = {one["topic"]: (one["folder"], one["instead_of"]) for one in json.loads(packgen("list", "--json").out)}
    assert listed == {"cold-war": ("content", None)} | dict.fromkeys(bundled_topics(), (None, None))


def test_the_folder_of_the_library_itself_is_listed_once(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "content_folder", lambda: desk / "content")
    outcome = packgen("list")
    assert outcome.out.startswith("cold-war           The Cold War\n")
    assert outcome.err == ""


def test_programs_get_json(packgen: Packgen, desk: Path) -> None:
    first, second, *_ = json.loads(packgen("list", "--json").out)
    assert second["folder"] == "content"
    assert second["instead_of"].endswith("content/russia-1855-1964/khrushchev.yaml")
    assert first == {
        "topic": "cold-war",
        "title": "The Cold War",
        "dates": None,
        "subject": "History",
        "level": "A level",
        "course": "The world since 1945",
        "tags": ["superpowers"],
        "file": "content/world/cold-war.yaml",
        "folder": "content",
        "instead_of": None,
        "sections": [
            {"section": "cold-war/rise", "title": "The rise"},
            {"section": "cold-war/fall", "title": "The fall"},
        ],
    }


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_a_broken_topic_does_not_hide_the_others(packgen: Packgen, broken: Path, option: list[str]) -> None:
    outcome = packgen("list", *option)
    assert outcome.code == 3
    assert "khrushchev/fall" in outcome.out
    assert outcome.err == STANDS_IN + '1 topic left out because of problems; "packgen check" tells them.\n'


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_an_empty_library_says_so(packgen: Packgen, tmp_path: Path, option: list[str]) -> None:
    outcome = packgen("list", "--content", tmp_path, *option)
    assert outcome.code == 0
    assert "khrushchev/anti-party-group" in outcome.out
    assert ("There is no topic to list" in outcome.err) == (not option)


def test_content_is_where_the_option_says_then_the_variable_then_here(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("option", "variable"):
        (desk / place).mkdir()
        text = TOPIC.format(id=place, title=place, course="any", tag="any")
        (desk / place / f"{place}.yaml").write_text(text, encoding="utf-8")
    assert "khrushchev" in packgen("list").out
    monkeypatch.setenv("PACKGEN_CONTENT", "variable")
    assert packgen("list").out.startswith("variable:\nvariable ")
    assert packgen("list", "--content", "option").out.startswith("option:\noption ")


def test_without_any_content_the_library_that_comes_with_packgen_is_listed(
    packgen: Packgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKGEN_CONTENT", raising=False)
    assert "khrushchev/anti-party-group" in packgen("list").out
