from __future__ import annotations

import pytest
from pydantic import ValidationError

from packgen.blocks import Block
from tests.support.geometry import Drawing
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import Node, tag_tree
from tests.support.tags import struct_elems

STALIN = {"name": "Joseph Stalin", "native": "Иосиф Сталин", "dates": "1878–1953", "role": "Leader", "why": "Died"}


def figures(count: int, **fields: object) -> Block:
    return parse("key-figures", people=[{**STALIN, "name": f"Person{n:02}", **fields} for n in range(count)])


def heads(drawing: Drawing) -> dict[str, float]:
    """Return the left edges of the columns in millimetres."""
    return {text.text: text.x for text in drawing.texts() if text.text in ("Name", "Dates", "Role", "Why they matter")}


def test_four_columns_stand_side_by_side() -> None:
    drawn = lay_block(parse("key-figures", people=[STALIN])).drawing
    found = heads(drawn)
    assert list(found) == ["Name", "Dates", "Role", "Why they matter"]
    assert (found["Name"], found["Dates"]) == pytest.approx((20, 20 + 37 * 3 / 4 + 3), abs=0.01)
    assert found["Role"] - found["Dates"] == pytest.approx(20 + 3, abs=0.01)
    assert found["Why they matter"] - found["Role"] == pytest.approx(40 + 3, abs=0.01)
    assert [line.x1 for line in drawn.lines()] == pytest.approx([195] * 3, abs=0.01)


def test_the_column_of_names_is_as_wide_as_its_names_within_limits() -> None:
    native = "Евгений Преображенский"
    long = {**STALIN, "name": "Yevgeny Preobrazhensky", "native": native}
    laid = lay_block(parse("key-figures", people=[STALIN, long]))
    assert [text.text for text in laid.drawing.texts() if text.text in (long["name"], native)] == [long["name"], native]
    longer = {**long, "name": "Prince Konstantin Konstantinovich Preobrazhensky"}
    found = heads(lay_block(parse("key-figures", people=[STALIN, longer])).drawing)
    assert found["Dates"] - found["Name"] == pytest.approx(37 * 4 / 3 + 3, abs=0.01)


def test_dates_are_never_divided() -> None:
    dates = "c. 1870–c. 1924"
    laid = lay_block(parse("key-figures", people=[{**STALIN, "dates": dates}, STALIN]))
    assert [text.text for text in laid.drawing.texts() if "187" in text.text][:1] == [dates]


def test_the_native_name_stands_below_the_name_and_says_its_language() -> None:
    laid = lay_block(parse("key-figures", people=[STALIN]))
    name, native = laid.drawing.find("Joseph Stalin"), laid.drawing.find("Иосиф Сталин")
    assert (native.x, native.y - name.y, native.size) == pytest.approx((20, 5, 9.5), abs=0.01)
    [head] = [cell for cell in laid.tags.find("TH") if cell.attributes == {"scope": "Row"}]
    assert tag_tree(head) == "TH [scope=Row]\n  P: Joseph Stalin\n  P\n    Span [lang=ru]: Иосиф Сталин\n"


def test_without_dates_there_is_no_column_for_them() -> None:
    person = {key: value for key, value in STALIN.items() if key != "dates"}
    laid = lay_block(parse("key-figures", people=[person]))
    assert "Dates" not in laid.drawing.words()
    assert len(laid.tags.find("TH")) == 4


def test_one_person_without_dates_leaves_the_cell_empty() -> None:
    laid = lay_block(parse("key-figures", people=[STALIN, {"name": "N", "role": "R", "why": "W"}]))
    last = laid.tags.find("TR")[-1]
    assert [(kid.tag, kid.text.strip()) for kid in last.kids if isinstance(kid, Node)] == [
        ("TH", "N"), ("TD", ""), ("TD", "R"), ("TD", "W"),
    ]  # fmt: skip


def test_the_head_is_repeated_over_the_page_and_no_row_divided() -> None:
    laid = lay_block(figures(20), skip=100)
    assert laid.pages == 2
    assert [(text.text, text.mcid) for text in laid.drawing.texts(1)[:4]] == [
        ("Name", None), ("Dates", None), ("Role", None), ("Why they matter", None),
    ]  # fmt: skip
    assert [row for row in struct_elems(laid.sheet.structure) if row.tag in ("TD", "P") and len(row.kids) > 1] == []
    assert [laid.drawing.words().count(f"Person{n:02}") for n in range(20)] == [1] * 20


def test_the_heading_stands_with_two_rows() -> None:
    for skip in range(190, 250, 3):
        drawn = lay_block(figures(8), skip=skip).drawing
        page = drawn.find("Key figures").page
        assert drawn.words(page).count("Person") >= 2


def test_large_print_has_records() -> None:
    laid = lay_block(parse("key-figures", people=[STALIN]), setting("large-print"))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H2: Key figures\n    L [numbering=None]\n      LI\n        Lbl: Joseph Stalin   1878–1953\n"
        "        LBody\n          P\n            Span [lang=ru]: Иосиф Сталин\n          P: Leader. Died\n"
    )
    name, native = laid.drawing.find("Joseph Stalin"), laid.drawing.find("Иосиф")
    assert (name.y, native.y) == pytest.approx((29 + 15.2 + 2.25 + 6.3,) * 2, abs=0.01)


def test_records_are_not_divided() -> None:
    used = setting("large-print")
    for skip in range(0, 200, 17):
        laid = lay_block(figures(9, why="word " * 30), used, skip=skip)
        assert [row for row in struct_elems(laid.sheet.structure) if row.tag == "P" and len(row.kids) > 1] == []
        foot = 297 - 24
        assert max(text.y for text in laid.drawing.texts()) < foot


# -- a choice, for recall

SIDES = {"question": "Which side?", "options": ["For", "Against"]}


def complaints(**fields: object) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        parse("key-figures", **fields)
    return [(error["loc"], error["msg"]) for error in caught.value.errors()]


def test_a_choice_is_not_shown_to_those_who_learn() -> None:
    laid = lay_block(parse("key-figures", choice=SIDES, people=[{**STALIN, "choice": "Against"}]))
    assert "Against" not in laid.tags.text
    assert "Which side?" not in laid.tags.text


def test_a_choice_is_one_of_the_options() -> None:
    assert complaints(choice=SIDES, people=[{**STALIN, "choice": "Agains"}, {**STALIN, "choice": "For"}]) == [
        (
            ("people", 0, "choice"),
            '"Agains" is not one of the options. Did you mean "Against"? Write For or Against.',
        )
    ]


def test_a_choice_needs_a_question() -> None:
    [(place, message)] = complaints(people=[{**STALIN, "choice": "For"}])
    assert place == ("people", 0, "choice")
    assert message.startswith("there is nothing to choose from. Add one to the block:")


def test_a_question_needs_somebody_to_ask_about() -> None:
    [(place, message)] = complaints(choice=SIDES, people=[STALIN])
    assert place == ("choice",)
    assert message.startswith('it is not said of anybody which option is right. Add "choice: For"')


@pytest.mark.parametrize("options", [["For"], ["1", "2", "3", "4", "5"]])
def test_there_are_two_to_four_options(options: list[str]) -> None:
    with pytest.raises(ValidationError):
        parse("key-figures", choice={"question": "Which?", "options": options}, people=[{**STALIN, "choice": "For"}])
