"""Whether a table is regular: its parts in order, its rows equally wide, no overlapping cells (PDF/UA-1, 7.2)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.sheet.structure import Attributes, Structure


def table_problem(structure: Structure, table: int) -> str:
    """Return what is wrong with a table, or an empty string.

    Args:
        structure: of its sheet.
        table: its row in that.
    """
    parts = _elements(structure, table)
    tags = [structure.tags[part] for part in parts]
    if tags.count("THead") > 1 or tags.count("TFoot") > 1:
        return "Table has more than one head or foot (PDF/UA-1, 7.2)."
    if ("THead" in tags or "TFoot" in tags) and "TBody" not in tags:
        return "Table has a head or foot but no body (PDF/UA-1, 7.2)."
    if tags.count("Caption") > 1 or "Caption" in tags[1:-1]:
        return "Caption is neither first nor last in Table (PDF/UA-1, 7.2)."
    if "TR" in tags and "TBody" in tags:
        return "Table has rows beside its body (PDF/UA-1, 7.2)."
    lines: list[list[tuple[int, int]]] = []
    for part in parts:
        held = [part] if structure.tags[part] == "TR" else _elements(structure, part)
        lines += [_cells(structure, line) for line in held if structure.tags[line] == "TR"]
    if not lines:
        return "Table has no rows (PDF/UA-1, 7.2)."
    return _grid_problem(lines)


def _elements(structure: Structure, above: int) -> list[int]:
    """Return the elements that an element holds."""
    return [kid for kid in structure.kids[above] if isinstance(kid, int)]


def _cells(structure: Structure, line: int) -> list[tuple[int, int]]:
    """Return the column span and row span of each cell in a row."""
    return [_span(structure.attributes[kid]) for kid in _elements(structure, line)]


@lru_cache(maxsize=256)
def _span(attributes: Attributes) -> tuple[int, int]:
    given = dict(attributes)
    return int(given.get("colspan", "1")), int(given.get("rowspan", "1"))


def _grid_problem(lines: list[list[tuple[int, int]]]) -> str:
    """Lay the cells out; ``taken`` is the number of further rows for which each column is covered from above."""
    width = sum(columns for columns, _ in lines[0])
    if all(len(line) == width for line in lines) and {span for line in lines for span in line} <= {(1, 1)}:
        return ""
    taken = [0] * width
    for number, line in enumerate(lines, 1):
        column = 0
        following = [max(0, depth - 1) for depth in taken]
        for columns, depth in line:
            while column < width and taken[column]:
                column += 1
            if column + columns > width or any(taken[column : column + columns]):
                return f"row {number} of Table does not fit into its {width} columns (PDF/UA-1, 7.2)."
            following[column : column + columns] = [depth - 1] * columns
            column += columns
        if any(not covered for covered in taken[column:]):
            return f"row {number} of Table is narrower than its {width} columns (PDF/UA-1, 7.2)."
        taken = following
    return "a cell of Table reaches below its last row (PDF/UA-1, 7.2)." if any(taken) else ""
