"""Running text as wide as the frame: its columns, its measure, and how it is divided between pages."""

from __future__ import annotations

import pytest

from packgen.layout.core.flowable import Flowable
from packgen.layout.text.columns import in_text_columns
from packgen.layout.text.heading import Heading
from packgen.layout.text.story import paragraphs
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.geometry import Text
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree

FULL = 175 * MM
SECOND = 20 + 90
"""Left edge of the second column in mm."""

MIDDLE = 100
"""A place between the columns, on both sides of the paper, in mm."""


def laid(text: str, skip: float = 0.0, title: str = "") -> Laid:
    root = Element("Sect")
    heads: list[Flowable] = [Heading(setting(), title, root)] if title else []
    story = in_text_columns(setting(), [*heads, *paragraphs(setting(), root, text, "body")])
    return lay(story, setting(), root, FULL, skip)


def words(count: int) -> str:
    return " ".join(f"word{n:03}" for n in range(count))


def columns(laid: Laid, page: int = 0) -> tuple[list[Text], list[Text]]:
    """Return the texts in each column of a page."""
    texts = laid.drawing.texts(page)
    return [text for text in texts if text.x < MIDDLE], [text for text in texts if text.x > MIDDLE]


@pytest.mark.parametrize("count", [36, 60, 100, 200])
def test_two_columns_begin_together_and_end_within_a_line(count: int) -> None:
    left, right = columns(laid(words(count)))
    assert left[0].y == pytest.approx(right[0].y)
    assert 0 <= left[-1].y - right[-1].y <= 5.01
    assert max(text.right for text in left) <= 20 + 85.01
    assert right[0].x == pytest.approx(SECOND, abs=0.01)
    said = " ".join(text.text.strip() for text in (*left, *right))
    assert said == words(count)


def test_a_few_lines_stay_in_the_main_column() -> None:
    left, right = columns(laid(words(12)))
    assert right == []
    assert 100 < max(text.right for text in left) - 20 <= 115.01


def test_paragraphs_and_lists_keep_their_order_over_the_columns() -> None:
    text = f"{words(30)}\n\nThree were left:\n\n- Malenkov\n- Beria\n- Khrushchev\n\nEnd of it."
    found = laid(text)
    assert "LI" in tag_tree(found.tags)
    said = " ".join(text.text.strip() for column in columns(found) for text in column)
    places = [said.index(word) for word in ("word029", "Three", "Malenkov", "Beria", "Khrushchev", "End")]
    assert places == sorted(places)


@pytest.mark.parametrize("skip", [150, 200, 225, 234])
def test_both_columns_go_on_overleaf(skip: int) -> None:
    found = laid(words(300), skip=skip, title="Aftermath")
    assert found.pages == 2
    first = found.drawing.find("Aftermath").page
    pages = [[" ".join(text.text.strip() for text in column) for column in columns(found, page)] for page in (0, 1)]
    said = " ".join(filter(None, (column for page in pages for column in page)))
    assert said.replace("Aftermath ", "") == words(300)
    left, right = columns(found, first)
    assert len(left) > 2
    assert left[-1].y - right[-1].y <= 5.01
    assert max(text.y for text in (*left, *right)) <= 275


def test_a_heading_is_not_left_without_two_lines_below_it() -> None:
    for skip in range(220, 248, 3):
        found = laid(words(100), skip=skip, title="Aftermath")
        page = found.drawing.find("Aftermath").page
        assert len(columns(found, page)[0]) >= 3


def test_text_taller_than_a_page_fills_both_columns_of_each() -> None:
    found = laid(words(2000))
    assert found.pages > 2
    for page in range(2):
        assert len(columns(found, page)[0]) == len(columns(found, page)[1]) == 50
