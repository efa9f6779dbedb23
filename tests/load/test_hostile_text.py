"""Text made to take long, and as long as a text may be: each is checked and built in 20 seconds of CPU time."""

import subprocess
import sys
from pathlib import Path

import pytest

from packgen.source.limits import LONGEST_TEXT
from tests.support.soak import SOAK

SECONDS = 20  # a sheet that fits no leaf is set about ten times
LIMITED = Path(__file__).resolve().parent.parent / "support" / "limited.py"
HOSTILE = {
    "letters": "W", "soft-hyphens": "a\u00ad", "marks": "e" + "\u0323\u0301" * 15, "backticks": "`",
    "angles": "<http://a ",
    "stars": "*", "strong": "**a ", "superscripts": "x^2^", "carets": "a^", "tildes": "~", "brackets": "[[a]",
    "brackets-and-stars": "[*", "links": "[x](http://a.b) ", "unclosed-links": "[a](",
    "escapes": "\\\\[", "gaps": "{{a", "dollars": "$a",
}  # fmt: skip
SLOWEST = ("marks", "superscripts", "carets", "links", "gaps")
BOUND = ("letters", "soft-hyphens", "marks", "strong", "superscripts", "links")
TOPIC = """\
schema: 1
id: x
title: X
subject: H
level: A
sections:
  - id: a
    title: A
    blocks:
      - type: prose
        text: {0}
      - type: table
        columns: [A, B, C]
        rows: [[{0}, b, c]]
      - type: recall
        prompt: Why?
        points:
          - {0}
"""


def repeated(text: str) -> str:
    whole = text * (LONGEST_TEXT // len(text))
    return "'" + whole.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("command", "names"),
    [("check", tuple(HOSTILE) if SOAK else SLOWEST), ("build", BOUND if SOAK else BOUND[-1:])],
    ids=["check", "build"],  # a check sets all pages; a build adds to it that it binds them
)
def test_each_text_ends_in_time(tmp_path: Path, command: str, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text(TOPIC.format(repeated(HOSTILE[name])), encoding="utf-8")
    folders = [str(tmp_path / name) for name in names]
    done = subprocess.run(
        [sys.executable, LIMITED, str(SECONDS), command, *folders], capture_output=True, text=True, check=True
    )
    ends = dict(line.split() for line in done.stdout.splitlines())
    assert ends.keys() == set(names)
    assert {name: end for name, end in ends.items() if end not in ("0", "5")} == {}, "5: no page can hold it"
