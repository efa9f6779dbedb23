"""Running text: what is a paragraph, what an item of a list, and which line breaks stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.text.story import Piece, item_lines, labels, normal, pieces, stray_lines


def read(text: str) -> list[Piece]:
    return pieces(normal(text))


@pytest.mark.parametrize("sign", ["-", "*", "+", "•"])
@pytest.mark.parametrize("before", ["Causes:\n\n", "Causes:\n", "Causes\n"])
def test_bullets_begin_items_with_or_without_a_blank_line(sign: str, before: str) -> None:
    assert read(f"{before}{sign} Militarism\n{sign} Alliances\n") == [
        Piece(before.strip()),
        Piece("Militarism", "-"),
        Piece("Alliances", "-"),
    ]


@pytest.mark.parametrize("point", [".", ")"])
def test_numbers_begin_items_in_their_order(point: str) -> None:
    text = f"Then:\n1{point} One\n2{point} Two,\n   longer\n\n3{point} Three"
    assert read(text) == [Piece("Then:"), Piece("One", "1"), Piece("Two, longer", "2"), Piece("Three", "3")]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1. a\n1. b\n1. c", ["1", "2", "3"]),
        ("3. a\n4. b", ["3", "4"]),
        ("1. a\n2. b\n4. d", ["1", "2", "4"]),
        ("1. a\n2. b\n\n1. c\n2. d", ["1", "2", "1", "2"]),
        ("09. a\n10. b", ["9", "10"]),
    ],
)
def test_numbers_are_those_that_were_typed_unless_all_are_one(typed: str, numbers: list[str]) -> None:
    assert [piece.label for piece in read(typed)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "It lasted up to\n1914. In that year it ended.",
        "1914. In that year it ended.",
        "1914. War broke out.\n1915. It went on.",
        "He was born on the\n12. December was cold.",
        "12. December was cold.",
        "The law\n- which was new - failed.",
        "See chapter\n1. It says so.",
        "A sum is 3\n+ 4.",
        "It fell to\n-5 degrees and\n-6 degrees.",
        "* * *",
        "\\- no item\nat all",
        "1\\. no item",
    ],
)
def test_sentences_are_no_items(text: str) -> None:
    found = read(text)
    assert len(found) == 1
    assert found[0].label == ""


def test_a_list_may_stand_in_an_item() -> None:
    text = "1. One\n   - inner\n     - innermost\n   - again\n2. Two\n- other"
    assert [(piece.label, piece.depth) for piece in read(text)] == [
        ("1", 0),
        ("-", 1),
        ("-", 2),
        ("-", 1),
        ("2", 0),
    ]


def test_very_deep_items_are_set_as_the_deepest() -> None:
    text = "\n".join(f"{'  ' * depth}- item" for depth in range(8))
    assert [piece.depth for piece in read(text)] == [0, 1, 2, 3, 3, 3, 3, 3]


def test_what_is_set_in_belongs_to_its_item() -> None:
    assert read("- One\n  goes on\n\n  and has more\n- Two\n\nAfter") == [
        Piece("One goes on\\\nand has more", "-"),
        Piece("Two", "-"),
        Piece("After"),
    ]


def test_lines_that_are_not_set_in_go_on_with_the_item_and_are_told() -> None:
    assert read("- One\ngoes on\n- Two") == [Piece("One goes on", "-"), Piece("Two", "-")]
    assert stray_lines("- One\ngoes on\n- Two\n  set in") == [1]
    assert stray_lines("One\ngoes on\n\n- Two") == []
    assert stray_lines("- One\\\nis kept") == []


@pytest.mark.parametrize("end", ["\\", "  ", "   ", " \\"])
def test_a_backslash_or_two_spaces_keep_a_line_break(end: str) -> None:
    assert read(f"One{end}\ntwo\nthree{end}\n\nfour{end}") == [Piece("One\\\ntwo three"), Piece("four")]


def test_two_backslashes_are_one_and_keep_nothing() -> None:
    assert read("One\\\\\ntwo") == [Piece("One\\\\ two")]


def test_nothing_but_breaks_is_nothing() -> None:
    assert normal("\\\n\n  \n\\") == ""


def test_the_labels_of_items_are_known() -> None:
    text = normal("Then:\n\n1. one\n2. two")
    assert [text[start:stop] for start, stop in labels(text)] == ["1. ", "2. "]


def test_the_lines_of_items_are_known() -> None:
    assert item_lines("Then:\n- a\n  more\n- b") == [1, 3]


@given(st.text(st.sampled_from("ab1 -*+•.)\\\n2 "), max_size=60))
def test_every_part_is_one_paragraph_or_item_without_blanks_around_its_lines(text: str) -> None:
    for piece in read(text) if normal(text) else []:
        assert piece.text
        assert all(line == line.strip() for line in piece.text.split("\\\n"))
        assert "\n" not in piece.text.replace("\\\n", "")
        assert piece.label in ("", "-") or piece.label.isdigit()


@given(st.text(st.sampled_from("ab1 -*+•.)\n2 "), max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    def letters(text: str) -> list[str]:
        return [character for character in text if character in "ab"]

    assert letters("".join(piece.text for piece in read(text))) == letters(text)
