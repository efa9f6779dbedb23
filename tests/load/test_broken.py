"""Broken topics in, exact messages out: every broken/NAME.yaml has its messages in NAME.txt."""

import re
from pathlib import Path

import pytest

from packgen.errors import ContentError
from packgen.load import Library
from packgen.load.wording import OTHER
from tests.support.library import read_all

FOLDER = Path(__file__).with_name("broken")
NAMES = sorted({path.stem for path in FOLDER.iterdir() if path.suffix in (".yaml", ".txt")})
TECHNICAL = re.compile(
    r"Input should|pydantic|validation|_type|\b(dict|tuple|None|null|scalar|token|parse)|[Uu]nexpected|\{\w+\}"
)


def complaints(path: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        Library(Path()).load_topic(path)
    return caught.value


@pytest.mark.parametrize("name", NAMES)
def test_broken_topic(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    expected = Path(f"{name}.txt").read_text(encoding="utf-8")
    assert str(complaints(Path(f"{name}.yaml"))) + "\n" == expected


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_plain_and_say_what_to_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    for problem in complaints(Path(f"{name}.yaml")).problems:
        assert problem.message.rstrip("?").endswith(".") or problem.message.endswith("?")
        assert problem.remedy.endswith(".")
        assert problem.remedy != OTHER.remedy, "an error that has no words of its own"
        assert not TECHNICAL.search(re.sub(r'"[^"]*"', "", problem.message + problem.remedy))
        assert (problem.message + problem.remedy).isprintable()
        assert problem.excerpt.isprintable()


def test_the_corpus_is_there() -> None:
    assert len(NAMES) >= 60


def test_all_files_are_told_in_one_go(tmp_path: Path) -> None:
    for name in ("event-without-date", "recall-both", "only-text"):
        (tmp_path / f"{name}.yaml").write_bytes((FOLDER / f"{name}.yaml").read_bytes())
    with pytest.raises(ContentError) as caught:
        read_all(Library(tmp_path))
    places = [(Path(p.origin.file).stem, p.origin.line) for p in caught.value.problems]
    assert places == [("event-without-date", 16), ("only-text", 1), ("recall-both", 13), ("recall-both", 17)]


def test_a_hundred_thousand_brackets(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("dates: " + "[" * 100_000)
    assert (
        str(complaints(path))
        .splitlines()[0]
        .endswith(
            "deep.yaml:1:47: more than 40 lists or mappings stand inside one another."
            " Put text that starts with a bracket in quotes."
        )
    )


def test_whoever_has_very_many_problems_is_told_a_hundred(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("".join(f"key-{i}: x\n" for i in range(3000)))
    problems = complaints(path).problems
    assert len(problems) == 101
    assert re.fullmatch(r"there are \d+ or more problems after these\.", problems[-1].message)
    assert problems[-1].remedy == "Put right the ones above first."


def test_misspelling_a_key_that_is_needed_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "schema: 1\nid: x\ntitle: X\nsubject: H\nlevel: A\nsections:\n- id: a\n  tilte: A\n  blocks:\n"
        "  - {type: recall, promt: Why?}\n"
    )
    assert [p.message for p in complaints(path).problems] == [
        'there is no key "tilte" here. Did you mean "title"?',
        'there is no key "promt" here. Did you mean "prompt"?',
    ]
