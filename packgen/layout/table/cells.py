"""Columns and cells of tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from packgen.layout.core.flowable import Flowable
from packgen.sheet.structure import Element
from packgen.text.inline import Run

Cell: TypeAlias = Sequence[Sequence[Run]] | Callable[[Element], Sequence[Flowable]]
"""Paragraphs as runs, the second and later ones set as notes; or a function that returns flowables for the element of
the cell.
"""


class ColumnSpec(NamedTuple):
    """A column of a table.

    Attributes:
        head: text of the column's header cell.
        width: in points, or None.
        share: of the table's width, or None; without width and share the column fits its cells.
        fits: the column is as wide as its widest line, from three quarters to four thirds of its width.
        right: align a cell to the right edge if it has a single line.
    """

    head: str
    width: float | None = None
    share: float | None = None
    right: bool = False
    fits: bool = False
