from __future__ import annotations

import pytest

from packgen.layout.boxes.panel import FramedBox, Panel
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import Setting
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems

MAIN = 115 * MM


def panel(root: Element, items: int, cue: str | None = None, used: Setting | None = None, words: int = 5) -> Panel:
    used = used or setting()

    def made(section: Element) -> list[Flowable]:
        return [Paragraph(used, f"item{n} " + "word " * words, "body", Element("P", section)) for n in range(items)]

    return Panel(used, Element("Sect", root), "Why?", cue, made)


def laid(items: int, cue: str | None = None, skip: float = 0.0, words: int = 5, profile: str = "standard") -> Laid:
    root, used = Element("Sect"), setting(profile)
    return lay([panel(root, items, cue, used, words)], used, root, MAIN if profile == "standard" else None, skip)


# -- how it looks


def test_frame_header_and_items_stand_where_the_design_says() -> None:
    drawn = laid(2, "What turned colleagues into plotters?").drawing
    tab, frame = drawn.boxes()
    assert (tab.x, tab.y, tab.width, tab.height) == pytest.approx((20, 25, 1.6, 7.5), abs=0.01)
    assert tab.filled
    assert (frame.x, frame.y, frame.width, frame.height) == pytest.approx((20, 25, 115, 7.5 + 2.5 + 10), abs=0.01)
    assert (frame.weight, frame.filled) == (0.6, False)
    [rule] = drawn.lines()
    assert (rule.y0, rule.weight, rule.x0, rule.x1) == pytest.approx((32.5, 0.5, 20, 135), abs=0.01)
    label, cue, first = drawn.texts()[:3]
    assert (label.text, label.x, label.size) == ("Why?", pytest.approx(23.5, abs=0.01), 15)
    assert cue.right == pytest.approx(131.5, abs=0.01)
    assert cue.y == pytest.approx(label.y, abs=0.01)
    assert (first.x, first.y) == pytest.approx((23.5, 32.5 + 1.25 + 3.5), abs=0.01)


def test_a_cue_without_room_goes_below_the_label() -> None:
    found = laid(1, "What turned colleagues who had worked with him for years into plotters, and when, and how many?")
    label, cue = found.drawing.texts()[:2]
    assert (cue.x, cue.y > label.y + 4) == (pytest.approx(label.x), True)
    assert found.drawing.boxes()[0].height > 12


def test_large_print_has_a_bar_instead_of_a_frame() -> None:
    drawn = laid(2, profile="large-print").drawing
    [bar] = drawn.boxes()
    assert (bar.x, bar.y, bar.filled) == (pytest.approx(20, abs=0.01), pytest.approx(29, abs=0.01), True)
    assert bar.width * MM == pytest.approx(5, abs=0.01)
    assert drawn.lines() == []


def test_the_label_is_a_heading_and_in_the_outline() -> None:
    found = laid(1, "When?")
    assert tag_tree(found.tags) == "Sect\n  Sect\n    H2: Why?\n    P: When?\n    P: item0 word word word word word\n"
    assert [entry.title for entry in found.sheet.outline] == ["Why?"]


# -- over the page


def test_it_is_divided_between_items_and_its_label_repeated_as_an_artifact() -> None:
    found = laid(30, "When?", skip=120)
    assert found.pages == 2
    head = found.drawing.texts(1)[0]
    assert (head.text, head.mcid) == ("Why? continued", None)
    assert (head.x, head.y) == (
        pytest.approx(18.5, abs=0.01),
        pytest.approx(found.drawing.find("Why?", 0).y - 125, abs=0.01),
    )
    assert found.drawing.words(1).count("When?") == 0
    assert tag_tree(found.tags).count("Why?") == 1
    assert found.tags.text.count("item") == 30
    assert len(found.sheet.outline) == 1


def test_each_part_has_a_frame_that_ends_with_its_last_item() -> None:
    found = laid(30, skip=120)
    for page in (0, 1):
        frame = found.drawing.boxes(page)[1]
        last = max(text.y for text in found.drawing.texts(page))
        assert frame.y + frame.height == pytest.approx(last + 1.5 + 1.25, abs=0.02)


def test_no_item_is_divided() -> None:
    found = laid(6, skip=120, words=60)
    assert found.pages == 2
    assert [row for row in struct_elems(found.sheet.structure) if row.tag == "P" and len(row.kids) > 1] == []


def test_two_items_at_least_stand_on_each_side() -> None:
    for skip in range(100, 245, 5):
        found = laid(5, skip=skip, words=60)
        counts = [found.drawing.words(page).count("item") for page in range(found.pages)]
        assert 1 not in counts


def test_it_moves_where_that_leaves_little_of_the_page_empty() -> None:
    found = laid(8, skip=170, words=30)
    assert (found.drawing.texts(0), found.pages) == ([], 2)


def test_it_is_divided_where_moving_would_leave_much_empty() -> None:
    found = laid(20, skip=140, words=30)
    assert found.drawing.find("Why?", 0).page == 0


def test_an_item_taller_than_a_page_is_divided_after_all() -> None:
    found = laid(2, words=1500)
    assert found.pages >= 3
    assert found.tags.text.count("word") == 3000
    frame = found.design.frame(True)
    assert max(text.y for text in found.drawing.texts()) <= 297 - frame.y / MM


# -- plain frames


def test_a_trap_is_dashed_and_padded() -> None:
    root = Element("Sect")
    story = [FramedBox(setting(), [Paragraph(setting(), "“May”: it was June.", "side", Element("P", root))], "trap")]
    drawn = lay(story, setting(), root, 55 * MM).drawing
    [box] = drawn.boxes()
    assert (box.x, box.y, box.width, box.height) == pytest.approx((20, 25, 55, 5 + 3.8), abs=0.01)
    assert (box.weight, box.dashed) == (0.8, True)
    [text] = drawn.texts()
    assert (text.x, text.y) == pytest.approx((23, 25 + 1.9 + 3.5), abs=0.01)
