from __future__ import annotations

import pytest

from packgen.layout.text.heading import Heading, page_title, titled
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree

MAIN = 115 * MM


def laid(title: str, note: str | None = None, letter: str = "", width: float = MAIN) -> Laid:
    root = Element("Sect")
    return lay([Heading(setting(), title, root, note=note, letter=letter)], setting(), root, width)


def height(title: str, note: str | None = None) -> float:
    made = Heading(setting(), title, Element("Sect"), note=note)
    return made.wrap(MAIN, 0)[1] / MM


def test_the_rule_is_on_top_and_the_title_below() -> None:
    found = laid("Key figures")
    [rule] = found.drawing.lines()
    assert (rule.x0, rule.x1, rule.y0, rule.weight) == pytest.approx((20, 135, 25, 1), abs=0.01)
    title = found.drawing.find("Key figures")
    assert (title.x, title.y, title.size) == pytest.approx((20, 25 + 1.4 + 0.7 * 7, 13.5), abs=0.01)


def test_it_is_as_tall_as_the_design_says() -> None:
    assert height("Key figures") == pytest.approx(11.25)
    assert height("A long title that goes on and on, over a line and on to the next " * 2) == pytest.approx(
        11.25 + 2 * 7
    )


def test_a_note_ends_at_the_right_edge_on_the_same_baseline() -> None:
    found = laid("Key figures", "as of June 1957")
    note = found.drawing.find("as of")
    assert (note.right, note.y) == pytest.approx((135, found.drawing.find("Key").y), abs=0.01)


def test_a_note_too_long_to_stand_beside_goes_below() -> None:
    text = "a note that says far more than anybody wants to know about the figures in the table"
    found = laid("Key figures", text)
    note, title = found.drawing.find("a note"), found.drawing.find("Key figures")
    assert note.x == pytest.approx(20, abs=0.01)
    assert note.y > title.y + 4
    assert height("Key figures", text) > height("Key figures") + 4


def test_title_and_note_never_overlap() -> None:
    for count in range(1, 12):
        found = laid("Title " * count, "note of five words here")
        note = found.drawing.find("note of")
        for text in found.drawing.texts():
            if text != note and abs(text.y - note.y) < 1:
                assert text.right <= note.x - 2


def test_a_letter_stands_before_the_title() -> None:
    found = laid("Seven against, four for", letter="A")
    letter, title = found.drawing.find("A"), found.drawing.find("Seven")
    assert (letter.x, letter.y) == pytest.approx((20, title.y), abs=0.01)
    assert title.x == pytest.approx(letter.right + 2.2, abs=0.05)
    assert tag_tree(found.tags) == "Sect\n  H2: A Seven against, four for\n"


def test_it_is_in_the_outline_with_its_letter() -> None:
    assert [entry.title for entry in laid("Why **now**?", letter="B").sheet.outline] == ["B Why now?"]


def test_heading_and_note_are_elements_of_their_own() -> None:
    assert tag_tree(laid("Key figures", "1957").tags) == "Sect\n  H2: Key figures\n  P: 1957\n"


def test_it_stands_with_two_lines_of_what_it_heads() -> None:
    for skip in range(200, 250, 3):
        root = Element("Sect")
        story = [Heading(setting(), "Head", root), Paragraph(setting(), "word " * 150, "body", Element("P", root))]
        drawn = lay(story, setting(), root, MAIN, skip).drawing
        page = drawn.find("Head").page
        assert len([text for text in drawn.texts(page) if text.text.startswith("word")]) >= 2


def test_only_a_title_opens_a_section() -> None:
    root = Element("Sect")
    assert titled(setting(), root, None) == (root, [])
    inner, story = titled(setting(), root, "Title")
    assert (inner.tag, inner in root.kids, len(story)) == ("Sect", True, 1)


def test_the_title_of_a_page_is_a_heading_that_keeps() -> None:
    root = Element("Sect")
    made = page_title(setting(), "Sources", "page-title", root, 1)
    assert made.keep
    assert tag_tree(lay([made], setting(), root, MAIN).tags) == "Sect\n  H1: Sources\n"
