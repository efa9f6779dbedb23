"""Running text on the page: lists with their labels and tags, and lines that are kept."""

from __future__ import annotations

import pytest

from packgen.layout.core.flowable import Flowable
from packgen.layout.text.story import paragraphs
from packgen.sheet.structure import Element
from packgen.text.story import normal
from packgen.units import MM
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree

WIDTH = 100 * MM
LIST = "Causes:\n- Militarism\n- Alliances\n  1. Triple Alliance\n  2. Triple Entente\n- Imperialism\n\nAfter."


def laid(text: str, width: float = WIDTH, profile: str = "standard") -> Laid:
    used = setting(profile)
    root = Element("Sect")
    story: list[Flowable] = paragraphs(used, root, normal(text), "body")
    return lay(story, used, root, width)


def test_lists_are_tagged_as_lists_one_in_the_other() -> None:
    assert tag_tree(laid(LIST).tags) == (
        "Sect\n"
        "  P: Causes:\n"
        "  L [numbering=Disc]\n"
        "    LI\n      Lbl: •\n      LBody: Militarism\n"
        "    LI\n      Lbl: •\n      LBody\n        P: Alliances\n"
        "        L [numbering=Decimal]\n"
        "          LI\n            Lbl: 1\n            LBody: Triple Alliance\n"
        "          LI\n            Lbl: 2\n            LBody: Triple Entente\n"
        "    LI\n      Lbl: •\n      LBody: Imperialism\n"
        "  P: After.\n"
    )


def test_items_are_set_in_by_their_labels() -> None:
    drawn = laid(LIST).drawing
    assert drawn.find("Militarism").x == pytest.approx(20 + 3.2, abs=0.01)
    assert drawn.find("Triple Alliance").x == pytest.approx(20 + 3.2 + 4, abs=0.01)
    assert [text.x for text in drawn.texts() if text.text.strip() == "1"] == [pytest.approx(20 + 3.2, abs=0.01)]


def test_items_stand_a_list_gap_apart_and_paragraphs_half_a_line() -> None:
    drawn = laid(LIST).drawing
    rows = [drawn.find(word).y for word in ("Causes:", "Militarism", "Alliances", "Imperialism", "After.")]
    assert rows[1] - rows[0] == pytest.approx(6.25, abs=0.01)
    assert rows[2] - rows[1] == pytest.approx(6.25, abs=0.01)
    assert rows[4] - rows[3] == pytest.approx(7.5, abs=0.01)


def test_two_lists_in_a_row_are_two_lists() -> None:
    assert len(laid("1. a\n2. b\n\n1. c\n2. d").tags.find("L")) == 2
    assert len(laid("- a\n- b\n\n1. c\n2. d").tags.find("L")) == 2


def test_numbers_of_two_figures_have_room() -> None:
    text = "\n".join(f"{number}. item{number:02}" for number in range(1, 12))
    drawn = laid(text).drawing
    assert drawn.find("item01").x == drawn.find("item11").x > 20 + 4 + 1


def test_a_list_is_introduced_on_its_own_page() -> None:
    used = setting()
    for lines in range(44, 50):
        root = Element("Sect")
        words = "\n\n".join(["word"] * (lines * 2 // 3))
        story: list[Flowable] = paragraphs(used, root, normal(f"{words}\n\nCauses:\n- Militarism\n- Alliances"), "body")
        drawn = lay(story, used, root, WIDTH).drawing
        assert drawn.find("Causes:").page == drawn.find("Militarism").page


def test_a_list_is_divided_between_items_and_reads_on() -> None:
    text = "Causes:\n" + "\n".join(f"- item{number}" for number in range(60))
    found = laid(text)
    assert found.pages == 2
    assert len(found.tags.find("L")) == 1
    assert [node.text.strip() for node in found.tags.find("LBody")] == [f"item{number}" for number in range(60)]


def test_lines_that_are_kept_end_where_they_were_ended() -> None:
    found = laid("Lit at four,\\\ntwos and threes,\\\non the shore")
    assert [text.text.strip() for text in found.drawing.texts()] == ["Lit at four,", "twos and threes,", "on the shore"]
    assert {round(text.x, 1) for text in found.drawing.texts()} == {20}
    assert tag_tree(found.tags) == "Sect\n  P: Lit at four, twos and threes, on the shore\n"


@pytest.mark.parametrize(("profile", "turn"), [("standard", 5), ("large-print", 9)])
def test_what_has_no_room_on_a_kept_line_is_set_in_below_it(profile: str, turn: float) -> None:
    found = laid("four " * 12 + "\\\n" + "**five** " * 12 + "\\\nsix", 60 * MM, profile)
    lines: dict[float, float] = {}
    for text in found.drawing.texts():
        lines[text.y] = min(text.x, lines.get(text.y, 1000))
    starts = [x - min(lines.values()) for _, x in sorted(lines.items())]
    firsts = [text.y for text in found.drawing.texts() if text.text.startswith("six")]
    assert {round(start, 1) for start in starts} == {0.0, turn}
    assert (starts[0], starts[-1]) == (0, 0)
    assert firsts == [max(lines)]
    assert max(text.right for text in found.drawing.texts()) <= min(lines.values()) + 60


def test_kept_lines_are_divided_between_pages_with_their_indents() -> None:
    verse = "\\\n".join(f"line{number} " + "word " * 20 for number in range(30))
    found = laid(verse)
    assert found.pages == 2
    heads = [text for text in found.drawing.texts() if text.text.startswith("line")]
    assert len(heads) == 30
    assert {(text.page, round(text.x, 1)) for text in heads} == {(0, 20), (1, 15)}
    others = [text for text in found.drawing.texts() if not text.text.startswith("line")]
    assert {(text.page, round(text.x, 1)) for text in others} == {(0, 25), (1, 20)}
