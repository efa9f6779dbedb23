from __future__ import annotations

import pytest

from packgen.boards import band_faults, read_band, shown_band
from packgen.boards.bands import Band


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("21–25", (21, 25)),
        ("21-25", (21, 25)),
        (" 21 – 25 ", (21, 25)),
        ("6", (6, 6)),
        ("0–4", (0, 4)),
        ("25–21", None),
        ("", None),
        ("five", None),
        ("1–2–3", None),
    ],
)
def test_a_band_is_one_number_or_two(text: str, band: tuple[int, int] | None) -> None:
    assert read_band(text) == band


def test_a_band_is_printed_with_an_en_dash() -> None:
    assert [shown_band(Band(21, 25)), shown_band(Band(6, 6))] == ["21–25", "6"]


@pytest.mark.parametrize(
    "bands", [[(1, 5), (6, 10)], [(6, 10), (1, 5)], [(0, 5), (6, 10)], [(1, 10)], [(0, 0), (1, 10)], []]
)
def test_bands_in_any_order_cover_a_tariff(bands: list[tuple[int, int]]) -> None:
    assert band_faults([Band(*band) for band in bands], 10) == []


@pytest.mark.parametrize(
    ("bands", "faults"),
    [
        ([(6, 10), (1, 4)], [(0, "no level has 5 marks.")]),
        ([(5, 10), (1, 5)], [(0, "5–10 overlaps 1–5.")]),
        ([(6, 9), (1, 5)], [(0, "no level has 10 marks.")]),
        ([(6, 10), (3, 5)], [(1, "no level has 1–2 marks.")]),
        ([(6, 12), (1, 5)], [(0, "6–12 goes beyond the 10 marks of the question.")]),
        (
            [(3, 4), (6, 9)],
            [(0, "no level has 1–2 marks."), (1, "no level has 5 marks."), (1, "no level has 10 marks.")],
        ),
        ([(2, 10)], [(0, "no level has 1 mark.")]),
    ],
)
def test_holes_and_overlaps_are_told_at_their_level(
    bands: list[tuple[int, int]], faults: list[tuple[int, str]]
) -> None:
    found = band_faults([Band(*band) for band in bands], 10)
    assert [(fault.place, fault.message) for fault in found] == faults
    assert all(fault.remedy for fault in found)
