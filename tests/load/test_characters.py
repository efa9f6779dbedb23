"""Characters that cannot be printed are named where they are."""

import pytest

from packgen.errors import Problem
from packgen.load import characters
from packgen.source import read_yaml_text


def problems(text: str, monkeypatch: pytest.MonkeyPatch, missing: str) -> list[Problem]:
    asked: list[str] = []

    def unprintable(text: str) -> list[str]:
        asked.append(text)
        return [c for c in missing if c in text]

    monkeypatch.setattr(characters, "unprintable", unprintable)
    found = list(characters.problems(read_yaml_text(text.encode(), "x.yaml")))
    assert len(asked) == 1, "one question for the whole file"
    return found


def test_each_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "title: A\nsections:\n- id: a\n  title: B№\n  blocks:\n  - {type: prose, text: C № D}\n"
    found = problems(text, monkeypatch, "№")
    assert [(p.origin.line, p.origin.column, p.origin.what) for p in found] == [
        (4, 11, "section 1 (a), title"),
        (6, 27, "prose, text"),
    ]
    assert found[1].message == 'the character "№" (U+2116 NUMERO SIGN) cannot be printed.'
    assert found[1].remedy == "Replace it or delete it."


def test_the_line_in_a_long_text_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    found = problems("title: |\n  one\n  two\n\n  three №\n", monkeypatch, "№")
    assert [(p.origin.line, p.origin.column) for p in found] == [(5, 9)]


def test_an_escape_is_told_at_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    found = problems('title: "a \\u2116 b"\nother: №\n', monkeypatch, "№")
    assert sorted((p.origin.line, p.origin.column) for p in found) == [(1, 8), (2, 8)]


def test_file_names_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "sections:\n- blocks:\n  - {type: picture, file: №.png}\n"
    assert problems(text, monkeypatch, "№") == []


def test_the_shipped_fonts_have_what_history_needs() -> None:
    assert characters.unprintable("“Хрущёв” – ‘détente’ … №7 £3 → ½ ² ₂\n") == []
    assert characters.unprintable("a\u202eb\ue000") == ["\u202e", "\ue000"]
