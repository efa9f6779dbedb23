"""Rows of a Learn sheet: what begins below the side column is as wide as the frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.sheet.sheet import Sheet
from packgen.sheets.learn import typeset_stage
from packgen.units import MM
from tests.support.topics import Blocks, context, load, plain_setting

PROSE = {"type": "prose", "title": "Aftermath", "text": "A sentence of prose to read. " * 30}
NUMBERS = {"type": "statistics", "display": "numbers", "rows": [{"label": "of them", "value": "3"}] * 3}
EXTRACT = {"type": "extract", "title": "Words", "text": "A sentence that was said. " * 10, "provenance": "Somebody"}
TABLE = {
    "type": "table", "title": "All", "columns": [{"title": "One"}, {"title": "Two"}], "rows": [["a", "b"]]
}  # fmt: skip
FULL = 175


def widths(folder: Path, blocks: Blocks) -> list[float]:
    """Return the widths of the blocks in mm, in the order of the file."""
    sheet: Sheet = typeset_stage(context(load(folder, blocks), plain_setting(), ["learn"])).sheet
    found = {box.block: (box.rectangle[2] - box.rectangle[0]) / MM for box in sheet.blocks}
    return [round(found[number]) for number in range(len(blocks))]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([PROSE, EXTRACT, NUMBERS], [FULL, 115, 55]),
        ([PROSE, EXTRACT], [FULL, FULL]),
        ([PROSE], [FULL]),
        ([PROSE, TABLE, NUMBERS], [115, FULL, 55]),
    ],
)
def test_what_has_no_side_column_beside_it_is_as_wide_as_the_frame(
    tmp_path: Path, blocks: Blocks, expected: list[float]
) -> None:
    assert widths(tmp_path, blocks) == expected
