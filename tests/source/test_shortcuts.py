"""Quick tests that spare a closer look tell what the closer look would."""

from __future__ import annotations

import re
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from yaml import Mark

from packgen.source.document import source_lines
from packgen.source.encoding import _STABLE, decode
from packgen.source.limits import MOST_MARKS, marks, uncommon
from packgen.source.mistyped import items
from packgen.source.notes import hashes


@given(st.text("abA", min_size=1, max_size=1), st.text("-*+–•1.) \u00a0\ta:“”"), st.sampled_from(["", "  ", "- "]))
def test_a_line_that_begins_with_a_letter_is_no_item(letter: str, rest: str, before: str) -> None:
    line = f"{before}{letter}{rest}"
    start, end = Mark("", 0, 0, len(before), None, 0), Mark("", 0, 0, len(line), None, 0)
    assert items([line, "- b"], start, end) is None


@given(st.text("#a \t\r\n"))
def test_comments_that_may_be_text(text: str) -> None:
    lines = source_lines(text)
    assert hashes(text, lines) == {number for number, line in enumerate(lines) if re.search(r"[ \t]#+[^\s#]", line)}


@given(st.text())
def test_uncommon_characters(text: str) -> None:
    assert uncommon(text.encode()) == re.sub(r"[\t\n\r -~]", "", text)


@given(st.text("e\u0301\u0323x\n", max_size=100))
def test_combining_marks(text: str) -> None:
    run = re.search(f"[\u0301\u0323]{{{MOST_MARKS + 1}}}", text)
    assert unicodedata.combining("\u0323")
    assert marks(text, uncommon(text.encode())) == (run.start() if run else None)


@given(st.text("e\u0301é\u1100\u1161я\u0306“\u212b", max_size=10))
def test_normal_form(text: str) -> None:
    assert decode(f"a{text}".encode(), "") == unicodedata.normalize("NFC", f"a{text}")


def test_every_character_taken_as_stable_is_so_beside_any_other() -> None:
    stable = {character for character in map(chr, range(0x3000)) if _STABLE.fullmatch(character)}
    assert all(unicodedata.normalize("NFC", character) == character for character in stable)
    decomposed = (unicodedata.decomposition(chr(number)) for number in range(sys.maxunicode + 1))
    added = {chr(int(parts[-1], 16)) for parts in map(str.split, decomposed) if len(parts) == 2 and parts[0][0] != "<"}
    assert not stable & added
    assert not any(map(unicodedata.combining, stable))
