from __future__ import annotations

import pytest

from packgen.layout.front_matter.contents import ContentsEntry, ContentsLine, Goal, OtherEntries, others_across
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree

STAGES = [Goal(0, 3, "Learn"), Goal(1, 5, "Recall"), Goal(2, 7, "Write"), Goal(3, 8, "Check")]


def line(number: str, title: str, ruled: bool = True) -> Laid:
    root, used = Element("Sect"), setting()
    return lay([ContentsLine(used, Element("TOC", root), number, title, Goal(4, 39), ruled)], used, root)


def others(count: int, profile: str = "standard") -> Laid:
    """Entries that are no sections, across the frame."""
    root, used = Element("Sect"), setting(profile)
    toc = Element("TOC", root)
    entries = [ContentsEntry(used, toc, "", f"Other {n}", [Goal(n, 40 + n, "Page")]) for n in range(count)]
    across = others_across(used.design)
    lines = [OtherEntries(used, entries[start : start + across]) for start in range(0, len(entries), across)]
    return lay(lines, used, root, used.design.spans.full)


# -- a line on the cover


def test_a_line_has_its_page_at_the_right_and_is_a_link_all_over() -> None:
    found = line("7", "Judging Khrushchev")
    number, title, page = found.drawing.texts()
    assert (number.x, title.x, page.right) == pytest.approx((20, 27, 135), abs=0.05)
    assert number.y == title.y == page.y
    [link] = found.sheet.links
    assert [side / MM for side in link.rectangle] == pytest.approx([20, 297 - 32.5, 135, 297 - 25], abs=0.01)
    assert link.description == "7 Judging Khrushchev, page 39"
    assert link.target == (4, 0, found.design.page_height)


def test_the_last_line_has_no_rule() -> None:
    assert len(line("1", "A").drawing.lines()) == 1
    assert line("1", "A", ruled=False).drawing.lines() == []


def test_a_line_without_a_number_keeps_its_place() -> None:
    title, _ = line("", "Sources").drawing.texts()
    assert title.x == pytest.approx(27, abs=0.01)


def test_a_long_title_keeps_off_the_page_number() -> None:
    texts = line("1", "A title that is much too long for the room before its page " * 2).drawing.texts()
    page = texts[-1]
    assert max(text.right for text in texts[1:-1]) <= page.x - 3 + 0.05


# -- an entry


class Alone(OtherEntries):
    """One entry as wide as its column."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._column = width
        self.width, self.height = width, self.entries[0].wrap(width)
        return self.width, self.height

    def drawOn(self, canvas, x: float, y: float, _sW: float = 0) -> None:  # type: ignore[no-untyped-def]
        self.entries[0].draw(canvas, x, y + self.height)


def entry(
    title: str = "The fall", apart: float = 0.0, profile: str = "standard", width: float | None = 57 * MM
) -> Laid:
    root, used = Element("Sect"), setting(profile)
    made = ContentsEntry(used, Element("TOC", root), "6", title, STAGES, apart)
    return lay([Alone(used, [made])], used, root, width or used.design.spans.full)


def test_stages_stand_two_on_a_line_below_the_title() -> None:
    drawn = entry(apart=2.5 * MM).drawing
    title, learn, recall, write, check = (
        drawn.find(word) for word in ("The fall", "Learn", "Recall", "Write", "Check")
    )
    assert (title.x, learn.x, write.x) == pytest.approx((27, 27, 27), abs=0.01)
    assert (learn.y - title.y, write.y - learn.y) == pytest.approx((7.5, 5), abs=0.01)
    assert (recall.y, check.y) == (learn.y, write.y)
    assert recall.x > learn.right + 2


def test_pages_are_bold_and_stay_with_their_stage() -> None:
    drawn = entry().drawing
    bold = [text for text in drawn.texts() if text.text.strip() in ("3", "5", "7", "8")]
    names = [drawn.find(word) for word in ("Learn", "Recall", "Write", "Check")]
    assert [text.y for text in bold] == [text.y for text in names]
    assert {text.face for text in bold}.isdisjoint({text.face for text in names})


def test_large_print_has_all_stages_on_one_line() -> None:
    drawn = entry(profile="large-print", width=None).drawing
    assert len({drawn.find(word).y for word in ("Learn", "Recall", "Write", "Check")}) == 1


def test_stages_without_room_go_to_the_next_line() -> None:
    found = entry(profile="large-print", width=60 * MM)
    texts = found.drawing.texts()
    assert len({text.y for text in texts}) == 3
    assert max(text.right for text in texts) <= 20 + 60


def test_title_and_stages_lead_to_their_pages() -> None:
    found = entry("The *fall*")
    assert [(link.target, link.description) for link in found.sheet.links] == [
        ((0, 0, found.design.page_height), "6 The fall, page 3"),
        ((0, 0, found.design.page_height), "6 The fall, Learn 3"),
        ((1, 0, found.design.page_height), "6 The fall, Recall 5"),
        ((2, 0, found.design.page_height), "6 The fall, Write 7"),
        ((3, 0, found.design.page_height), "6 The fall, Check 8"),
    ]


def test_each_link_covers_its_words_and_no_other() -> None:
    found = entry("A title so long that it takes more than one line of its column")
    boxes = [[side / MM for side in link.rectangle] for link in found.sheet.links]
    for number, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert other[0] >= right - 0.01 or other[2] <= left + 0.01 or other[3] <= bottom + 0.01 or other[1] >= top
    for text in found.drawing.texts():
        y = 297 - text.y
        assert any(b[0] - 0.01 <= text.x and text.right <= b[2] + 0.2 and b[1] <= y <= b[3] for b in boxes), text


def test_an_entry_is_one_item_with_a_reference_for_each_link() -> None:
    tags = tag_tree(entry().tags)
    assert tags.startswith("Sect\n  TOC\n    TOCI\n      Reference\n        Link\n          “6 The fall”\n")
    assert [tags.count(word) for word in ("TOCI", "Reference", "Link")] == [1, 5, 5]


# -- what is no section


def test_other_entries_stand_four_on_a_line() -> None:
    drawn = others(5).drawing
    titles = [drawn.find(f"Other {n}") for n in range(5)]
    assert [title.x for title in titles] == pytest.approx([27, 69, 111, 153, 27], abs=0.01)
    assert len({title.y for title in titles[:4]}) == 1
    assert titles[4].y - titles[0].y == pytest.approx(12.5, abs=0.01)
    pages = [text for text in drawn.texts() if text.text.startswith("Page")]
    assert [page.y - title.y for page, title in zip(pages, titles, strict=True)] == pytest.approx([5] * 5, abs=0.01)


def test_large_print_has_two_of_them_on_a_line() -> None:
    drawn = others(3, "large-print").drawing
    first, second, third = (drawn.find(f"Other {n}") for n in range(3))
    assert first.y == second.y < third.y
    assert third.x == first.x
