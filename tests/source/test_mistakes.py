"""What beginners get wrong in YAML, in mistakes.txt: each mistake with its place, what is wrong, and what to do."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from packgen.source import builder, examine

BLANKS = {"<nbsp>": "\u00a0", "<tab>": "\t", "<em-space>": "\u2003", "<zero-width>": "\u200b"}
TABLE = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")
MISTAKES = re.findall(r"((?:(?!=> ).*\n)+)((?:=> .*\n   .*\n)+)\n?", TABLE)


def told(text: str) -> str:
    _, problems = examine(text.encode(), "x.yaml")
    return "".join(f"=> {p.origin.line}:{p.origin.column} {p.message}\n   {p.remedy}\n" for p in problems)


def test_the_whole_table_is_read() -> None:
    assert "\n".join(text + expected for text, expected in MISTAKES) == TABLE
    assert len(MISTAKES) >= 100


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_a_mistake_is_named_where_it_is(monkeypatch: pytest.MonkeyPatch, text: str, expected: str, loader: Any) -> None:
    monkeypatch.setattr(builder, "_Loader", loader)
    for name, character in BLANKS.items():
        text = text.replace(name, character)
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "question: “The army saved Khrushchev.” How far do you agree?",
        "- “The fall”\n- ‘Tis over’",
        "points: [“a”, “b”]",
        "text: C# and F#, note#3, a#b",
        "text: plain # a note",
        "text: plain #",
        "text: plain ## a note",
        'text: "quoted" #note',
        "a: [b, c] #note",
        "text: | #note\n  The #MeToo movement\n  – a line\n  – another\n  #hash\n",
        'text: "The #MeToo movement\n  – a line\n  – another"',
        "points: #note\n  - a\n#- commented out\n  - b",
        "text: Khrushchev\n  – who had been there –\n  – went",
        "text:\n  -ing forms are hard",
        "- -5 degrees\n- –5 °C",
        "- a:\n    - b\n- c\n",
        "text: see\n  - that is, read",
        "points:\n  1. one line",
        "text: |\n  key:value\n  other:value",
        "text: a:b\n  c:d",
        "note:see\n",
        "- 10:30\n- x:y",
        "url: https://a.b\ntext: see\n  https://c.d",
        "{a: b, c: }",
        '{"a": 1, "b": [2, 3]}',
        'text: "a \\"b\\" \\\\ c \\u00e9"',
        'text: "one\\n\\ntwo"',
        'text: "one\\nnext"',
        r"text: 'a \times b \frac{1}{2}'",
        r"text: a \times b",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert told(text) == ""
