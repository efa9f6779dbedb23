"""Text that is made to take long, as long as a text may be: each is checked and built within ten seconds of CPU time."""

import subprocess
import sys
from pathlib import Path

import pytest

from packgen.source.limits import LONGEST_TEXT

SECONDS = 10
LIMITED = Path(__file__).resolve().parent.parent / "support" / "limited.py"
HOSTILE = {
    "letters": "W", "hyphens": "-", "soft-hyphens": "a\u00ad", "no-break-spaces": "a\u00a0", "figures": "18 June ",
    "initials": "J. ", "backticks": "`", "angles": "<", "addresses": "<http://a ", "stars": "*", "strong": "**a ",
    "underscores": "_a_ ", "superscripts": "x^2^", "carets": "a^", "tildes": "~", "opening-brackets": "[",
    "bracketed": "[[a]", "brackets-and-stars": "[*", "links": "[x](http://a.b) ", "unclosed-links": "[a](",
    "empty-links": "[]()", "parentheses": "](", "escapes": "\\\\[", "gaps": "{{a}} ", "unclosed-gaps": "{{a",
    "dollars": "$a", "marks": "e" + "\u0323\u0301" * 15, "words": "a ", "bars": "|",
}  # fmt: skip
FIELDS = {
    "prose": "- type: prose\n        text: {0}",
    "cells": "- type: table\n        columns: [A, B, C]\n        rows:\n          - - {0}\n            - b\n            - c",
    "points": "- type: recall\n        prompt: Why?\n        points:\n          - {0}",
}
HEAD = "schema: 1\nid: x\ntitle: X\nsubject: H\nlevel: A\nsections:\n  - id: a\n    title: A\n    blocks:\n      "


def repeated(text: str) -> str:
    whole = text * (LONGEST_TEXT // len(text))
    return "'" + whole.replace("'", "''") + "'"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("field", FIELDS)
def test_each_text_ends_in_time(tmp_path, field, command):
    for name, text in HOSTILE.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text(HEAD + FIELDS[field].format(repeated(text)) + "\n", encoding="utf-8")
    folders = [str(tmp_path / name) for name in HOSTILE]
    done = subprocess.run(
        [sys.executable, LIMITED, str(SECONDS), command, *folders], capture_output=True, text=True, check=True
    )
    ends = dict(line.split() for line in done.stdout.splitlines())
    assert ends.keys() == HOSTILE.keys()
    assert {name: end for name, end in ends.items() if end not in ("0", "5")} == {}, "5: no page can hold it"
