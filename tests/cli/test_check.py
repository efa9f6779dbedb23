from pathlib import Path

import pytest

from tests.cli.conftest import Packgen


def test_good_topics_are_counted(packgen: Packgen, desk: Path) -> None:
    assert packgen("check") == (0, "2 topics, no problems\n", "")


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["khrushchev"], "1 topic"),
        (["content/russia/khrushchev.yaml"], "1 topic"),
        (["khrushchev", "cold-war", "content/world/cold-war.yaml"], "2 topics"),
    ],
)
def test_only_what_is_named_is_checked(packgen: Packgen, broken: Path, names: list[str], count: str) -> None:
    assert packgen("check", *names) == (0, f"{count}, no problems\n", "")


@pytest.mark.parametrize(
    "names", [[], ["broken"], ["content/broken.yaml"], ["broken", "khrushchev", "content/broken.yaml"]]
)
def test_every_problem_is_told_once_in_the_order_of_the_file(packgen: Packgen, broken: Path, names: list[str]) -> None:
    outcome = packgen("check", *names)
    assert outcome.code == 3
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    places = [line.split(": ")[0] for line in lines if line.startswith("content/")]
    assert places == sorted(set(places), key=lambda place: [int(n) for n in place.split(":")[1:]])
    assert "    txet: Not a key." in lines
    assert lines[-1] == f"{len(places)} problems in 1 file"


def test_problems_of_several_files_are_counted(packgen: Packgen, broken: Path) -> None:
    (broken.parent / "empty.yaml").write_text("", encoding="utf-8")
    assert packgen("check").out.splitlines()[-1].endswith(" problems in 2 files")


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("khrushchov", 4, 'There is no topic "khrushchov" in content. Did you mean "khrushchev"?'),
        ("nowhere.yaml", 3, "nowhere.yaml"),
    ],
)
def test_what_is_not_there_is_said(packgen: Packgen, desk: Path, name: str, code: int, message: str) -> None:
    outcome = packgen("check", name)
    assert outcome.code == code
    assert message in outcome.out + outcome.err


def test_the_library_that_comes_with_packgen_has_no_problems(
    packgen: Packgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKGEN_CONTENT", raising=False)
    outcome = packgen("check")
    assert outcome.code == 0
    assert outcome.out.endswith(", no problems\n")
