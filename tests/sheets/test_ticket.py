from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.layout.core.setting import Setting
from packgen.sheet.sheet import Sheet
from packgen.sheets.ticket import TicketText, TicketTexts, typeset_ticket
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Drawing, read
from tests.support.pages import design, faces
from tests.support.pdf import tag_tree
from tests.support.tags import tree

USUAL = TicketTexts(
    "Khrushchev in power 1953–1964",
    [("30", "copies"), ("23", "sheets a copy"), ("690", "sheets in all"), ("1,380", "sides in all")],
    [
        [TicketText("For", "Ms Okafor, History", most=2), TicketText("Wanted by", "Thu 3 Dec 2026", strong=True)],
        [TicketText("File", "khrushchev.pdf", most=2, end=12)],
    ],
)


def set_ticket(texts: TicketTexts = USUAL) -> tuple[Sheet, Drawing, Setting]:
    used = Setting(design(single_sided=True), faces())
    sheet = typeset_ticket(texts, used)
    return sheet, read(sheet, used.faces), used


def test_the_tags_are_lists_of_labels_and_what_they_say() -> None:
    sheet, drawing, _ = set_ticket()
    assert tag_tree(tree(sheet, drawing)) == (
        "Sect\n"
        "  P: Print ticket\n"
        "  H1: Khrushchev in power 1953–1964\n"
        "  L [numbering=None]\n"
        "    LI\n      Lbl: 30\n      LBody: copies\n"
        "    LI\n      Lbl: 23\n      LBody: sheets a copy\n"
        "    LI\n      Lbl: 690\n      LBody: sheets in all\n"
        "    LI\n      Lbl: 1,380\n      LBody: sides in all\n"
        "  L [numbering=None]\n"
        "    LI\n      Lbl: For\n      LBody: Ms Okafor, History\n"
        "    LI\n      Lbl: Wanted by\n      LBody: Thu 3 Dec 2026\n"
        "  L [numbering=None]\n"
        "    LI\n      Lbl: File\n      LBody: khrushchev.pdf\n"
        "  P: Printed by\n"
        "  P: Date\n"
        "  P: Time\n"
    )


def test_it_is_read_at_arms_length() -> None:
    """Only what is said to whoever signs is smaller than 14 points."""
    _, drawing, _ = set_ticket()
    small = {text.text for text in drawing.texts() if text.size < 14}
    assert small == {"Printed by", "Date", "Time"}
    assert drawing.find("690").size == 34
    assert drawing.find("690").y == drawing.find("30").y < drawing.find("copies").y


def test_a_label_without_a_text_leaves_room_to_write() -> None:
    sheet, drawing, used = set_ticket(USUAL._replace(groups=[[TicketText("For", ""), TicketText("Wanted by", "")]]))
    first, second = drawing.find("For"), drawing.find("Wanted by")
    assert second.y - first.y == pytest.approx(12.5, abs=0.01)
    assert any(first.y < line.y0 < second.y and line.x1 - line.x0 > 170 for line in drawing.lines())
    assert (len(sheet.pages), outside(drawing, used.design, used.design.spans.full)) == (1, [])


def test_the_middle_of_a_long_file_name_is_left_out() -> None:
    name = f"{'khrushchev-and-more-' * 20}part-2.pdf"
    _, drawing, _ = set_ticket(USUAL._replace(groups=[[TicketText("File", name, most=2, end=10)]]))
    words = drawing.words()
    assert "part-2.pdf" in words
    assert "…" in words
    assert "khrushchev-and" in words


@pytest.mark.parametrize(
    ("number", "size"), [("9,999", 34), ("999,999", 27), ("99,999,999", 19), ("99,999,999,999", 14.5)]
)
def test_large_numbers_are_smaller_before_they_leave_their_column(number: str, size: float) -> None:
    _, drawing, _ = set_ticket(USUAL._replace(counts=[(number, "sheets")] * 4))
    assert {text.size for text in drawing.texts() if text.text == number} == {size}


TEXTS = st.text(st.characters(codec="cp1251", categories=("L", "N", "P", "Zs")), max_size=400)


@settings(max_examples=15, derandomize=True)
@given(TEXTS, st.lists(TEXTS, min_size=4, max_size=4))
def test_it_is_one_page_whatever_it_says(title: str, texts: list[str]) -> None:
    """The most lines that a ticket comes to have, each as long as it may be."""
    groups = [
        [TicketText("For", texts[0] * 3, most=2), *[TicketText("Wanted by", texts[1], strong=True)] * 2],
        [TicketText("Files", texts[2] * 3, most=2, end=12), *[TicketText("Pages", texts[3])] * 2],
        [TicketText("Paper", text) for text in texts],
        [TicketText("Fold", text) for text in texts[:3]],
    ]
    sheet, drawing, used = set_ticket(USUAL._replace(title=f"A{title}", groups=groups))
    assert len(sheet.pages) == 1
    assert outside(drawing, used.design, used.design.spans.full) == []
    assert overlaps(drawing) == []
