"""The least and the natural width of a text."""

from __future__ import annotations

import pytest

from packgen.text.extent import extent
from packgen.text.word_sequence import TextRun
from tests.support.pages import faces


@pytest.mark.parametrize("text", ["", " ", "Word", "Two words", "a b ccc", " before", "after ", "Кириллица и 1861"])
def test_a_single_run_is_as_wide_as_with_an_empty_one_beside_it(text: str) -> None:
    """Several runs are measured in another way."""
    run = TextRun(text, 0)
    assert extent(faces(), [run]) == pytest.approx(extent(faces(), [run, TextRun("", 0)]))


def test_a_line_feed_ends_a_line() -> None:
    assert extent(faces(), [TextRun("one\ntwo words", 0)])[1] == extent(faces(), [TextRun("two words", 0)])[1]
