"""What the shell offers. Asked for as bash asks: through the environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import bundled_topics

BUNDLED = [name for name in bundled_topics() if name != "khrushchev"]
"""Topics that come with packgen and that no topic on the desk stands in for."""


def offered(*words: str, cwd: Path) -> list[str]:
    """Return what bash is offered for the last word."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PACKGEN")}
    environment |= {"_PACKGEN_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(["packgen", *words])}
    environment["COMP_CWORD"] = str(len(words))
    command = [sys.executable, "-c", "from packgen.cli.main import run; run()"]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("word", "offers"),
    [
        ("", ["cold-war", "khrushchev", *BUNDLED]),
        ("k", ["khrushchev"]),
        ("x", []),
        ("khrushchev/", ["khrushchev/rise", "khrushchev/fall"]),
        ("khrushchev/f", ["khrushchev/fall"]),
        ("nobody/", []),
        ("cold-war,", [f"cold-war,{name}" for name in ("cold-war", "khrushchev", *BUNDLED)]),
        ("cold-war/fall,k", ["cold-war/fall,khrushchev"]),
        ("cold-war,khrushchev/r", ["cold-war,khrushchev/rise"]),
        ("../", []),
    ],
)
def test_topics_and_sections_are_offered(desk: Path, word: str, offers: list[str]) -> None:
    assert offered("build", "--topics", word, cwd=desk) == offers
    assert offered("build", word, cwd=desk) == offers
    assert offered("build", "cold-war/rise", word, cwd=desk) == offers


def test_check_offers_topics(desk: Path) -> None:
    assert offered("check", "co", cwd=desk) == ["cold-war"]


def test_check_offers_papers(desk: Path) -> None:
    assert offered("check", "--spec", "", cwd=desk) == ["aqa-7042-1h", "edexcel-9hi0", "ocr-y318"]
    assert offered("check", "--spec", "o", cwd=desk) == ["ocr-y318"]


@pytest.mark.parametrize(
    ("option", "word", "offers"),
    [
        ("--course", "", ["russia", "russia-1855-1964", "world"]),
        ("--course", "russia-1855-1964/re", ["russia-1855-1964/reform", "russia-1855-1964/repression"]),
        ("--course", "russia/", []),
        ("--course", "nobody/", []),
        ("--profile", "la", ["large-print"]),
        ("--theme", "cl", ["classic"]),
        (
            "--sheets",
            "",
            ["overview", "learn", "recall", "write", "check", "organiser", "organiser-blank", "cards", "quiz", "grid"],
        ),
        ("--sheets", "c", ["check", "cards"]),
        ("--sheets", "learn,re", ["learn,recall"]),
        ("--sheets", "learn,x", []),
    ],
)
def test_names_of_other_things_are_offered(desk: Path, option: str, word: str, offers: list[str]) -> None:
    assert offered("build", option, word, cwd=desk) == offers


def test_new_offers_subjects(desk: Path) -> None:
    assert offered("new", "--subject", "", cwd=desk) == ["biology", "chemistry", "languages", "history"]
    assert offered("new", "--subject", "l", cwd=desk) == ["languages"]


def test_topics_come_from_the_folder_named_before(desk: Path) -> None:
    (desk / "other").mkdir()
    (desk / "other" / "lenin.yaml").write_text("not read", encoding="utf-8")
    assert offered("build", "--content", "other", "--topics", "", cwd=desk) == ["lenin", *bundled_topics()]
    assert offered("build", "--content", "other", "khrushchev/f", cwd=desk) == [
        "khrushchev/foreign-policy",
        "khrushchev/fall",
    ]


@pytest.mark.parametrize(
    "text", ["", "[", "sections: 1", "sections: [1, {id: one}, {}, {id: [x]}]", "\tx", "id: broken\nsections:\n- - x"]
)
def test_a_file_that_cannot_be_read_makes_no_noise(desk: Path, text: str) -> None:
    (desk / "content" / "broken.yaml").write_text(text, encoding="utf-8")
    assert offered("build", "--topics", "b", cwd=desk) == ["broken"]
    assert offered("build", "--topics", "broken/", cwd=desk) == (["broken/one"] if "one" in text else [])


def test_a_folder_that_is_not_there_makes_no_noise(desk: Path) -> None:
    assert offered("build", "--content", "nowhere", "--topics", "", cwd=desk) == []
    assert offered("build", "--content", "nowhere", "--topics", "a/", cwd=desk) == []


def test_topic_names_are_offered_without_reading_yaml(desk: Path) -> None:
    code = (
        "import sys, os\n"
        "from packgen.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "sys.exit(' '.join({'yaml', 'pydantic'} & set(sys.modules)))\n"
    )
    words = {"_PACKGEN_COMPLETE": "complete_bash", "COMP_WORDS": "packgen build --topics ", "COMP_CWORD": "3"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=desk, env={**os.environ, **words}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["cold-war", "khrushchev", *BUNDLED]
    assert done.stderr.strip() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_nothing_is_offered_that_a_shell_or_a_terminal_would_obey(desk: Path) -> None:
    for name in ("$(date)", "a;b", "a\nb", "\x1b[31m", "\u202ea"):
        folder = desk / "content" / name
        folder.mkdir()
        (folder / f"{name}.yaml").write_text("id: x", encoding="utf-8")
    (desk / "content" / "cold-war.yaml").write_text('sections: [{id: "$(date)"}, {id: a}]', encoding="utf-8")
    (desk / "content" / "world" / "cold-war.yaml").unlink()
    assert offered("build", "--topics", "", cwd=desk) == ["cold-war", "khrushchev", *BUNDLED]
    assert offered("build", "--topics", "cold-war/", cwd=desk) == ["cold-war/a"]
    assert not any(name.startswith(("\x1b", "\u202e", "a\n")) for name in offered("build", "--course", "", cwd=desk))
