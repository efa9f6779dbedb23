"""Tables as spreadsheets save them: bytes to cells, each with the place where it was written.

Any of them may come from anywhere, so nothing in them is trusted: size, number of rows and length of cells are bounded,
and no cell is ever more than text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from packgen.errors import ContentError, Origin, Problem

LARGEST = 64_000_000
"""Bytes of a table."""

MOST_ROWS = 100_000
"""Rows under the header."""

LONGEST_CELL = 10_000
"""Characters of a cell."""

_MOST_COLUMNS = 200

_DELIMITERS = ",;\t"
_NAMED = re.compile(r"sep=([,;\t])[ \t;,]*(?:\r\n?|\n|$)", re.IGNORECASE)
_BREAK = re.compile(r"\r\n?|\n")
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

_SAVE = 'In Excel, choose "Save as" and "CSV UTF-8 (comma delimited)".'


class Cell(NamedTuple):
    """The text of a cell, and the 1-based line and column in the file where it begins."""

    text: str
    line: int
    column: int


class Table(NamedTuple):
    """The cells of the header and, by the row's number as a spreadsheet counts it, those of the rows under it."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_table(data: bytes, shown: str) -> Table:
    """Return the cells of a table; rows in which nothing is written are left out.

    Args:
        data: UTF-8 with or without a byte order mark, or UTF-16 with one; cells divided by commas, semicolons or tabs,
            whichever the header has most of.
        shown: the file as messages name it.

    Raises:
        ContentError: it is no such table.
    """
    text = _decode(data, shown)
    named = _NAMED.match(text)
    start = named.end() if named else 0
    delimiter = named[1] if named else _delimiter(text)
    cells = re.compile(rf'(?:"((?:[^"]|"")*+)"|(?!")([^{delimiter}\r\n]*))({delimiter}|\r\n?|\n|\Z)')
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    for number, row in enumerate(_rows(text, start, cells, shown), 1):
        if any(cell.text.strip() for cell in row):
            rows.append((number, row))
            if len(rows) > MOST_ROWS + 1:
                message = f"there are more than {MOST_ROWS:,} students."
                raise _error(shown, row[0].line, 1, message, "Divide the roster into several files.")
    if not rows:
        raise _error(shown, 1, 1, "the file is empty.", "Write a header with the column name, and a row a student.")
    return Table(rows[0][1], tuple(rows[1:]))


def _rows(text: str, at: int, cells: re.Pattern[str], shown: str) -> Iterator[tuple[Cell, ...]]:
    line = 1 + len(_BREAK.findall(text, 0, at))
    line_start = at
    row: list[Cell] = []
    while at < len(text) or row:
        match = cells.match(text, at)
        if match is None:
            raise _quote_problem(text, at, line, at - line_start + 1, shown)
        quoted, bare, end = match.groups()
        value = bare if quoted is None else quoted.replace('""', '"')
        if len(value) > LONGEST_CELL or len(row) == _MOST_COLUMNS:
            wide = "a cell has" if len(value) > LONGEST_CELL else "the row has"
            most = f"{LONGEST_CELL:,} characters" if len(value) > LONGEST_CELL else f"{_MOST_COLUMNS} cells"
            raise _error(shown, line, at - line_start + 1, f"{wide} more than {most}.", "Shorten it.")
        row.append(Cell(value, line, at - line_start + 1))
        if quoted is not None and (breaks := list(_BREAK.finditer(quoted))):
            line += len(breaks)
            line_start = match.start(1) + breaks[-1].end()
        at = match.end()
        if end in ("", "\n", "\r", "\r\n"):
            yield tuple(row)
            row = []
            line, line_start = line + 1, at


def _quote_problem(text: str, at: int, line: int, column: int, shown: str) -> ContentError:
    if _QUOTED.match(text, at) is None:
        return _error(
            shown, line, column, "the quotation mark here is never closed.", 'Add a " at the end of the cell.'
        )
    message = "something stands behind the closing quotation mark of this cell."
    return _error(shown, line, column, message, 'Write "" for a quotation mark inside of a cell.')


def _delimiter(text: str) -> str:
    """Return what divides the cells of the header: a comma unless there are more semicolons or tabs."""
    line = _BREAK.split(text[:LONGEST_CELL].lstrip("\r\n"), maxsplit=1)[0]
    return max(_DELIMITERS, key=_QUOTED.sub("", line).count)


def _decode(data: bytes, shown: str) -> str:
    if len(data) > LARGEST:
        raise _error(
            shown, 1, 1, f"the file is larger than {LARGEST // 1_000_000} MB.", "Divide it into several files."
        )
    if data.startswith(_WORKBOOKS):
        raise _error(shown, 1, 1, "the file is a workbook, not CSV.", _SAVE)
    if data.startswith(_UTF32) or (not data.startswith(_UTF16) and data[:4].count(0) in (2, 3)):
        raise _error(shown, 1, 1, "the file is in an encoding that cannot be told for sure.", _SAVE)
    encoding, said = ("utf-16", "UTF-16") if data.startswith(_UTF16) else ("utf-8", "UTF-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        lines = _BREAK.split(data[: error.start].decode(encoding, "replace"))
        what = f"the byte 0x{data[error.start]:02X} here is not {said} text."
        raise _error(shown, len(lines), len(lines[-1]) + 1, what, _SAVE) from None


def _error(shown: str, line: int, column: int, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(Origin(shown, line, column), message, remedy)])
