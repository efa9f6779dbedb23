"""Quick tests that spare a closer look tell what the closer look would."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from packgen.source.limits import MOST_MARKS, marks, uncommon
from packgen.source.mistyped import BULLET, joined, suspect

_TRIED_EVERYWHERE = re.compile(r"^( *)- (?!- )(?:(?!:[ \n])[^\n])*\n\1 +- ", re.MULTILINE)


@given(
    st.lists(st.sampled_from(["- ", "  ", "\n", "a", ": ", ":", "- - ", " ", "\n  - ", "\n- "]), max_size=30).map(
        "".join
    )
)
def test_an_item_below_one_that_is_text(text: str) -> None:
    assert joined(text.split("\n")) == (_TRIED_EVERYWHERE.search(text) is not None)


@given(st.text("-*+–•1.) \u00a0\ta", max_size=8))
def test_every_line_with_a_sign_instead_of_a_dash_is_suspect(line: str) -> None:
    if BULLET.match(line.lstrip(" \t")):
        assert suspect([line])


@given(st.text())
def test_uncommon_characters(text: str) -> None:
    assert uncommon(text) == re.sub(r"[\t\n\r -~]", "", text)


@given(st.text("e\u0301\u0323x\n", max_size=100))
def test_combining_marks(text: str) -> None:
    run = re.search(f"[\u0301\u0323]{{{MOST_MARKS + 1}}}", text)
    assert unicodedata.combining("\u0323")
    assert marks(text) == (run.start() if run else None)
