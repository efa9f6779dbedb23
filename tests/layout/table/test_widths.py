from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.layout.core.setting import rich
from packgen.layout.core.stack import Stack
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.widths import share_widths
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.units import MM
from tests.support.paper import setting

ROOM = 150 * MM


def row(*texts: str) -> list[Stack]:
    return [Stack([Paragraph(setting(), text, "table", Element("TD"))] if text else []) for text in texts]


def natural(text: str | list[Run]) -> float:
    return Paragraph(setting(), text, "table", Element("TD")).extent()[1]


def share(columns: list[ColumnSpec], *rows: list[Stack]) -> list[float]:
    return share_widths(columns, rows, ROOM)


FREE = ColumnSpec("x")


def test_lengths_and_shares_come_first() -> None:
    found = share([ColumnSpec("a", 30 * MM), ColumnSpec("b", None, 0.2), FREE], row("a", "b", "c"))
    assert [width / MM for width in found] == pytest.approx([30, 30, 90])


def test_fixed_widths_are_scaled_to_the_room() -> None:
    found = share([ColumnSpec("a", 30 * MM), ColumnSpec("b", 20 * MM)], row("a", "b"))
    assert [width / MM for width in found] == pytest.approx([90, 60])
    found = share([ColumnSpec("a", 300 * MM), ColumnSpec("b", 200 * MM)], row("a", "b"))
    assert [width / MM for width in found] == pytest.approx([90, 60])


def test_what_fits_on_one_line_shares_the_rest_evenly() -> None:
    found = share([FREE, FREE], row("short", "somewhat longer"))
    assert found[1] - found[0] == pytest.approx(natural("somewhat longer") - natural("short"))
    assert sum(found) == pytest.approx(ROOM)


def test_a_column_has_room_for_its_longest_word() -> None:
    found = share([FREE, FREE], row("Dnepropetrovsk", "word " * 200))
    assert found[0] >= natural("Dnepropetrovsk") - 0.01


def test_the_longer_text_gets_more() -> None:
    short, long = share([FREE, FREE], row("word " * 50, "word " * 100))
    assert short < long
    assert sum([short, long]) == pytest.approx(ROOM)


def test_columns_of_words_too_long_for_all_are_alike() -> None:
    assert share([FREE, FREE], row("x" * 200, "x" * 400)) == pytest.approx([ROOM / 2] * 2)


def test_columns_of_nothing_share_evenly() -> None:
    assert share([FREE, FREE, FREE], row("", "", "")) == pytest.approx([ROOM / 3] * 3)


def test_columns_with_a_width_give_way_to_words() -> None:
    found = share([ColumnSpec("a", 200 * MM), FREE], row("a", "word"))
    assert found == pytest.approx([ROOM - natural("word"), natural("word")])
    found = share([ColumnSpec("a", 140 * MM), FREE], row("a", "word"))
    assert found == pytest.approx([140 * MM, 10 * MM])


def test_columns_with_a_width_give_way_no_further_than_an_even_part() -> None:
    found = share([ColumnSpec("a", 200 * MM), FREE], row("a", "x" * 400))
    assert found == pytest.approx([ROOM / 2, ROOM / 2])


def test_a_name_stays_on_one_line_where_that_costs_little() -> None:
    found = share([FREE, FREE], row("Alexander II", "word " * 200))
    assert found[0] == pytest.approx(natural("Alexander II"))


def test_a_column_that_fits_is_as_wide_as_its_widest_line_within_limits() -> None:
    def first(text: str) -> float:
        return share([ColumnSpec("a", 40 * MM, fits=True), FREE], row(text, "word"), row("a", "word " * 200))[0]

    assert first("Yevgeny Preobrazhensky") == pytest.approx(natural("Yevgeny Preobrazhensky"))
    assert first("Lenin") == pytest.approx(30 * MM)
    assert first("Prince Konstantin Konstantinovich") == pytest.approx(160 / 3 * MM)


@pytest.mark.parametrize("number", ["1,234,567", "1861–64", "36 million", "12,345 – 67", "1,234 –5", "18 February"])
def test_a_narrow_column_does_not_divide_a_number(number: str) -> None:
    own = rich(number)
    for columns in (
        [ColumnSpec("a", 5 * MM), ColumnSpec("b", 50 * MM), FREE],
        [ColumnSpec("a", 5 * MM), ColumnSpec("b", None, 0.5), ColumnSpec("c", 80 * MM)],
    ):
        texts = row("", "word " * 50, "word " * 50)
        texts[0] = Stack([Paragraph(setting(), own, "table", Element("TD"))])
        found = share(columns, texts)
        assert found[0] == pytest.approx(natural(own))
        assert sum(found) == pytest.approx(ROOM)


def test_a_column_with_a_width_takes_no_more_than_an_even_share_for_a_word() -> None:
    found = share([ColumnSpec("a", 5 * MM), ColumnSpec("b", 50 * MM), FREE], row("x" * 400, "word", "word"))
    assert found[0] == pytest.approx(ROOM / 3)


COLUMN = st.one_of(
    st.just(FREE),
    st.floats(1, 300).map(lambda width: ColumnSpec("a", width * MM)),
    st.floats(0.01, 1).map(lambda part: ColumnSpec("a", None, part)),
)


@given(st.data(), st.lists(COLUMN, min_size=1, max_size=8))
def test_widths_always_add_up_and_none_is_lost(data: st.DataObject, columns: list[ColumnSpec]) -> None:
    texts = st.lists(st.sampled_from(["", "a", "word word", "x" * 60]), min_size=len(columns), max_size=len(columns))
    found = share(columns, row(*data.draw(texts)), row(*data.draw(texts)))
    assert sum(found) == pytest.approx(ROOM)
    assert min(found) > 0


# -- too narrow for the longest words

PARTIES = ("Election", "Conservative", "Labour", "Liberal Democrat", "Nationalists", "Independents", "Turnout",
           "Majority", "Winner")  # fmt: skip


def test_most_columns_keep_their_words_whole_where_not_all_can() -> None:
    cells = row(*PARTIES)
    whole = [max(map(natural, party.split())) for party in PARTIES]
    room = sum(whole) - 5 * MM
    found = share_widths([FREE] * 9, [cells], room)
    assert sum(found) == pytest.approx(room)
    narrow = [party for party, width, least in zip(PARTIES, found, whole, strict=True) if width < least - 0.01]
    assert len(narrow) == 1
    assert narrow[0] in ("Conservative", "Nationalists", "Independents")


def test_no_column_is_narrower_than_its_longest_syllables() -> None:
    cells = row(*PARTIES)
    least = [_least(cell) for cell in cells]
    for spare in (0, 1, 10, 40):
        found = share_widths([FREE] * 9, [cells], sum(least) + spare)
        assert sum(found) == pytest.approx(sum(least) + spare)
        assert all(width >= low - 0.01 for width, low in zip(found, least, strict=True))


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.99])
def test_where_syllables_have_no_room_the_widest_columns_give_way(share: float) -> None:
    cells = row("I", "Of", "Conservative", "Nationalists", "uncharacteristically", "x")
    least = [_least(cell) for cell in cells]
    found = share_widths([FREE] * 6, [cells], sum(least) * share)
    assert sum(found) == pytest.approx(sum(least) * share)
    whole = [width == pytest.approx(low) for width, low in zip(found, least, strict=True)]
    shortest_cut = min(low for low, kept in zip(least, whole, strict=True) if not kept)
    assert all(kept == (low < shortest_cut) for low, kept in zip(least, whole, strict=True))
    assert whole[0]
    assert not whole[4]


def _least(cell: Stack) -> float:
    [paragraph] = cell.children
    assert isinstance(paragraph, Paragraph)
    return paragraph.least_extent()
