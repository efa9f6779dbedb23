import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from packgen import build as press
from packgen.cli import terminal
from tests.cli.conftest import Packgen


def test_a_topic_becomes_a_pack(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev")
    assert outcome.code == 0
    assert outcome.out == "packs/khrushchev.pdf  8 pages, 2 sections\n"
    assert outcome.err == ""
    assert (desk / "packs" / "khrushchev.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--topics", "cold-war,khrushchev"], ["cold-war/rise", "cold-war/fall", "khrushchev/rise", "khrushchev/fall"]),
        (
            ["--topics", "khrushchev", "--topics", "cold-war/fall"],
            ["khrushchev/rise", "khrushchev/fall", "cold-war/fall"],
        ),
        (["--topics", " khrushchev/fall , "], ["khrushchev/fall"]),
        (["--course", "russia"], ["khrushchev/rise", "khrushchev/fall"]),
        (["--course", "Russia 1855–1964"], ["khrushchev/rise", "khrushchev/fall"]),
        (["--tag", "superpowers"], ["cold-war/rise", "cold-war/fall"]),
    ],
)
def test_topics_and_sections_are_chosen(packgen: Packgen, desk: Path, arguments: list[str], names: list[str]) -> None:
    outcome = packgen("build", *arguments, "--json", "-o", "pack.pdf")
    sections = json.loads(outcome.out)["sections"]
    assert [f"{section['topic']}/{section['section']}" for section in sections] == names


def test_the_report_says_what_is_where(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--json", "-o", "lesson.pdf")
    assert outcome.err == ""
    assert json.loads(outcome.out) == {
        "output": "lesson.pdf",
        "pages": 8,
        "bytes": (desk / "lesson.pdf").stat().st_size,
        "sections": [
            {
                "topic": "khrushchev",
                "section": "rise",
                "title": "The rise",
                "first_page": 3,
                "last_page": 4,
                "stages": {"learn": 2},
            },
            {
                "topic": "khrushchev",
                "section": "fall",
                "title": "The fall",
                "first_page": 5,
                "last_page": 8,
                "stages": {"learn": 2, "recall": 2},
            },
        ],
        "warnings": [],
    }


@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_quiet_prints_nothing(packgen: Packgen, desk: Path, option: str) -> None:
    assert packgen("build", "--topics", "khrushchev", option) == (0, "", "")
    assert (desk / "packs" / "khrushchev.pdf").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--paper", "letter"],
        ["--profile", "large-print"],
        ["--single-sided"],
        ["--title", "Week 3"],
        ["--theme", "classic"],
    ],
    ids=" ".join,
)
def test_each_look_makes_another_file(packgen: Packgen, desk: Path, arguments: list[str]) -> None:
    packgen("build", "--topics", "khrushchev", "-o", "plain.pdf")
    assert packgen("build", "--topics", "khrushchev", "-o", "other.pdf", *arguments).code == 0
    same = (desk / "plain.pdf").read_bytes() == (desk / "other.pdf").read_bytes()
    assert same == (arguments == ["--theme", "classic"])


def test_a_dash_writes_the_pdf_to_standard_output(desk: Path) -> None:
    code = "from packgen.cli.main import run; run(['build', '--topics', 'khrushchev', '-o', '-'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF-1.7")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert done.stderr == b"standard output  8 pages, 2 sections\n"
    assert list(desk.iterdir()) == [desk / "content"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "Nothing to build. Name topics with --topics"),
        (["--topics", ","], 2, "Nothing to build."),
        (["--topics", "khrushchev", "--title", " "], 2, "The text of --title is empty."),
        (["--topics", "khrushchev", "--title", "a\x07b"], 2, "The text of --title has the character U+0007"),
        (["--topics", "khrushchev", "--title", "a\udcffb"], 2, "The text of --title has the character U+DCFF"),
        (["--topics", "khrushchev", "-o", "-", "--json"], 2, "--json and --output - both want standard output."),
        (["--topics", "khrushchov"], 4, 'There is no topic "khrushchov" in content. Did you mean "khrushchev"?'),
        (["--topics", "khrushchev/fal"], 4, 'Topic "khrushchev" has no section "fal". Did you mean "fall"?'),
        (["--course", "prussia"], 4, 'There is no course "prussia". Did you mean "russia"?'),
        (["--tag", "leader"], 4, 'No topic has the tag "leader". Did you mean "leaders"?'),
        (
            ["--topics", "khrushchev", "--profile", "standart"],
            4,
            'There is no profile "standart". Did you mean "standard"?',
        ),
        (["--topics", "khrushchev", "--theme", "clasic"], 4, 'There is no theme "clasic". Did you mean "classic"?'),
        (["--topics", "khrushchev", "--paper", "a5"], 4, "a5"),
        (
            ["--topics", "khrushchev", "-o", "content"],
            7,
            "content cannot be written: it is a folder. Name a file in it.",
        ),
        (["--topics", "khrushchev", "--content", "nowhere"], 7, "The content folder nowhere does not exist."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_with_a_remedy(
    packgen: Packgen, desk: Path, arguments: list[str], code: int, message: str
) -> None:
    outcome = packgen("build", *arguments)
    assert outcome.code == code
    assert message in outcome.err
    assert outcome.out == ""
    assert list(desk.iterdir()) == [desk / "content"]


def test_problems_in_a_topic_are_all_told(packgen: Packgen, broken: Path) -> None:
    outcome = packgen("build", "--topics", "broken")
    assert outcome.code == 3
    assert "content/broken.yaml:11:9: " in outcome.err
    assert "content/broken.yaml:12:" in outcome.err


def test_a_broken_topic_does_not_stand_in_the_way_of_another(packgen: Packgen, broken: Path) -> None:
    assert packgen("build", "--topics", "khrushchev").code == 0


def test_no_pdf_is_poured_over_a_terminal(packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    outcome = packgen("build", "--topics", "khrushchev", "-o", "-")
    assert outcome.code == 2
    assert "Send it to a file or a program" in outcome.err


@pytest.mark.parametrize(("option", "wanted"), [([], True), (["--quiet"], False), (["--json"], False)])
def test_progress_is_shown_where_it_does_not_disturb(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch, option: list[str], wanted: bool
) -> None:
    asked = []
    show = terminal.Progress

    def remember(*, wanted: bool) -> terminal.Progress:
        asked.append(wanted)
        return show(wanted=wanted)

    monkeypatch.setattr(terminal, "Progress", remember)
    packgen("build", "--topics", "khrushchev", *option)
    assert asked == [wanted]


def test_warnings_are_said_on_standard_error(packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = press.build
    monkeypatch.setattr(press, "build", lambda *a: replace(build(*a), warnings=("something to look at",)))
    outcome = packgen("build", "--topics", "khrushchev", "--quiet")
    assert outcome == (0, "", "warning: something to look at\n")
