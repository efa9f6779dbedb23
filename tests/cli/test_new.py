import json
from pathlib import Path

import pytest

from tests.cli.conftest import Packgen


def test_a_starter_is_valid_as_it_stands(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("new", "korean-war")
    assert (outcome.code, outcome.out) == (0, "content/korean-war.yaml\n")
    assert "packgen check content/korean-war.yaml && packgen build korean-war" in outcome.err
    assert packgen("check", "korean-war") == (0, "1 topic, no problems\n", "")
    assert packgen("build", "--topics", "korean-war").code == 0


@pytest.mark.parametrize(
    "name", ["null", "no", "1984", "1957-06-18", "a", "x" * 80], ids=lambda name: name if len(name) < 20 else "long"
)
def test_names_that_mean_something_else_in_yaml_are_names(packgen: Packgen, desk: Path, name: str) -> None:
    assert packgen("new", name).code == 0
    assert packgen("check", name).code == 0


TITLES = ['"Quoted": [and] {so} #on', "Back\\slash", "Хрущёв — его время", "~", "null", "it's", "a" * 300, "- x", "é"]


def test_any_title_is_kept(packgen: Packgen, desk: Path) -> None:
    names = [f"topic{number}" for number in range(len(TITLES))]
    for name, title in zip(names, TITLES, strict=True):
        assert packgen("new", name, "--title", title).code == 0
    assert packgen("check", *names).code == 0
    lines = packgen("list", "--content", "content").out.splitlines()
    assert [line.split(maxsplit=1) for line in lines if line.startswith("topic")] == [
        *map(list, zip(names, TITLES, strict=True))
    ]


def test_a_course_is_a_folder(packgen: Packgen, desk: Path) -> None:
    assert packgen("new", "stalin", "--course", "russia").out == "content/russia/stalin.yaml\n"
    assert len(json.loads(packgen("build", "--course", "russia", "--json").out)["sections"]) == 3


@pytest.mark.parametrize("subject", ["biology", "chemistry", "languages", "history", "History"])
def test_a_starter_of_a_subject_is_valid_and_can_be_built(packgen: Packgen, desk: Path, subject: str) -> None:
    assert packgen("new", "first-steps", "--subject", subject).out == "content/first-steps.yaml\n"
    assert packgen("check", "first-steps") == (0, "1 topic, no problems\n", "")
    outcome = packgen("build", "first-steps")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("6 pages, 3 sheets of paper; for 30 copies 90\n")
    assert packgen("build", "first-steps", "--sheets", "cards,quiz", "-o", "cards.pdf").code == 0


def test_the_first_topic_makes_the_folder(packgen: Packgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKGEN_CONTENT", raising=False)
    assert packgen("new", "cold-war").out == "content/cold-war.yaml\n"
    assert packgen("new", "stalin", "--content", "mine").out == "mine/stalin.yaml\n"
    monkeypatch.setenv("PACKGEN_CONTENT", "ours")
    assert packgen("new", "lenin").out == "ours/lenin.yaml\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ["Cold War"],
            2,
            '"Cold War" cannot name a topic: use small letters, digits and single hyphens, such as "cold-war"',
        ),
        (["Хрущёв"], 2, 'such as "cold-war"'),
        (["../up"], 2, 'such as "up"'),
        (["fine", "--course", "A Level"], 2, '"A Level" cannot name a course folder'),
        (
            ["fine", "--subject", "chemestry"],
            2,
            'There is no starter for the subject "chemestry". Did you mean "chemistry" or "history"? '
            "There are some for biology, chemistry, languages, history; leave --subject out for one that goes with",
        ),
        (["fine", "--subject", ""], 2, 'There is no starter for the subject "".'),
        (["fine", "--title", ""], 2, "The text of --title is empty."),
        (["khrushchev"], 7, 'There is a topic "khrushchev" already: content/russia/khrushchev.yaml.'),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_made_is_said(
    packgen: Packgen, desk: Path, arguments: list[str], code: int, message: str
) -> None:
    before = sorted(desk.rglob("*"))
    outcome = packgen("new", *arguments)
    assert outcome.code == code
    assert message in outcome.err
    assert sorted(desk.rglob("*")) == before
