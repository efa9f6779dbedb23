from __future__ import annotations

import ast
import re
import string
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from packgen.cache.environment import _files
from packgen.locale.registry import USUAL, entries, known, languages, words_for
from tests.support.paper import ROOT

PACKAGE = ROOT / "packgen"
FOLDER = PACKAGE / "locale"
OTHERS = languages()[1:]
CALLS = {"text", "number"}


def source(language: str) -> str:
    return (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")


def placeholders(entry: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(entry) if name is not None}


def texts_in_code() -> set[str]:
    """Return all texts in packgen's own code."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def keys_asked_for() -> set[tuple[str, str]]:
    """Return the methods of `Words` that are called with a literal key, and the keys."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=str(key)), *_]) if name in CALLS:
                    found.add((name, key))
    return {(name, key) for name, key in found if re.fullmatch(r"[a-z]+(\.[a-z_0-9]+)+", key)}


def test_there_are_english_and_french() -> None:
    assert languages() == ("en-GB", "fr")


@pytest.mark.parametrize("language", languages())
def test_a_file_is_yaml_too(language: str) -> None:
    assert yaml.safe_load(source(language)) == entries(source(language)) == dict(words_for(language).entries)


@pytest.mark.parametrize("language", OTHERS)
def test_all_languages_have_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(words_for(language).entries) == list(words_for(USUAL).entries)


@pytest.mark.parametrize("language", OTHERS)
def test_all_languages_have_the_same_placeholders(language: str) -> None:
    usual, other = words_for(USUAL).entries, words_for(language).entries
    assert {key: placeholders(entry) for key, entry in other.items()} == {
        key: placeholders(entry) for key, entry in usual.items()
    }


@pytest.mark.parametrize("language", languages())
def test_lists_of_words_have_their_number_of_words(language: str) -> None:
    words = words_for(language)
    counts = {"date.weekdays": 7, "date.months": 12, "tracker.ratings": 3, "summary.point_counts": 11}
    assert {key: len(words.text(key).split()) for key in counts} == counts


def test_what_the_code_asks_for_is_there() -> None:
    there = words_for(USUAL).entries.keys()
    asked = keys_asked_for()
    assert len(asked) > 100
    lacking = {key for name, key in asked for one in _forms(name, key) if one not in there}
    assert lacking == set()


def _forms(name: str, key: str) -> list[str]:
    return [key] if name == "text" else [f"{key}.one", f"{key}.other"]


def test_what_is_there_is_asked_for() -> None:
    asked = texts_in_code()
    unused = {
        key for key in words_for(USUAL).entries if key not in asked and re.sub(r"\.(one|other)$", "", key) not in asked
    }
    assert unused == set()


def test_a_key_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(KeyError):
        words_for(USUAL).text("no.such_key")


@pytest.mark.parametrize(
    "text", ["no entry", 'key:"tight"', "key: unquoted", 'Key: "a"', 'key: "a"\nkey: "b"', ' key: "a"']
)
def test_a_line_that_is_no_entry_is_a_bug(text: str) -> None:
    with pytest.raises(ValueError, match=r"line [12] of a locale file"):
        entries(text)


def test_comments_and_empty_lines_are_passed_over() -> None:
    assert entries('# a comment\n\nkey.one: "a \\"b\\" \\u00a0: c"\n') == {"key.one": 'a "b" \u00a0: c'}


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("en-GB", "en-GB"),
        ("en", "en-GB"),
        ("en-US", "en-GB"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR", "fr"),
        ("de", None),
        ("", None),
    ],
)
def test_a_tag_finds_its_language_by_the_primary_one(language: str, found: str | None) -> None:
    assert known(language) == found
    assert words_for(language).language == (found or USUAL)


def test_forms_go_by_the_language() -> None:
    english, french = words_for("en"), words_for("fr")
    assert [english.number("marks", n) for n in (0, 1, 2)] == ["0 marks", "1 mark", "2 marks"]
    assert [french.number("marks", n) for n in (0, 1, 2)] == ["0 point", "1 point", "2 points"]


def test_lists() -> None:
    english, french = words_for("en"), words_for("fr")
    assert [english.both("ABC"[:n]) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert french.both("ABC") == "A, B et C"


def test_dates() -> None:
    english, french = words_for("en"), words_for("fr")
    first = date(2027, 1, 1)
    assert (english.day(first), english.day(first, 2027)) == ("Fri 1 Jan 2027", "Fri 1 Jan")
    assert (french.day(first), french.day(first + timedelta(1), 2027)) == ("ven. 1er janv. 2027", "sam. 2 janv.")
    assert (english.short_day(first), french.short_day(first)) == ("2027-01-01", "01/01/2027")


def test_french_sets_narrow_spaces_before_high_signs_and_in_quotation_marks() -> None:
    for key, entry in words_for("fr").entries.items():
        assert not re.search(r"(?<![\u202f])[;:!?»]|«(?!\u202f)|[\"'\u2018]", entry), key


def test_the_files_are_part_of_the_key_of_the_cache() -> None:
    found = {Path(name) for name, *_ in _files(PACKAGE)}
    assert {FOLDER / f"{language}.yaml" for language in languages()} <= found
