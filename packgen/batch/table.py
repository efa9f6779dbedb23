"""Parse CSV as spreadsheets save it: from bytes to cells, each with its line and column.

The files are untrusted: their size, number of rows and length of cells are limited, and cells are only ever text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from packgen.errors import ContentError, Origin, Problem

LARGEST = 64_000_000
"""Bytes of a table."""

MOST_ROWS = 100_000
"""Rows under the header."""

LONGEST_CELL = 10_000
"""Characters of a cell."""

_MOST_COLUMNS = 200

_MOST_ABOVE = 20
"""Rows that something is written in, among which the header is: school systems put titles above it."""

_DELIMITERS = ",;\t"
_NAMED = re.compile(r"sep=([,;\t])[ \t;,]*(?:\r\n?|\n|$)", re.IGNORECASE)
_BREAK = re.compile(r"\r\n?|\n")
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHERS = {
    b"PK\x03\x04": "a workbook",
    b"\xd0\xcf\x11\xe0": "a workbook",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document",
}
"""What files that are called .csv may be instead, by their first bytes."""

_MARKUP = re.compile(rb"\s*<(?:[!?]|html|table|head|meta|style)", re.IGNORECASE)
"""The beginning of a web page, which some systems export under the name of a table."""

_WESTERN = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00dc\u00df-\u00ef\u00f1-\u00f6\u00f8-\u00fc\u00ff\u00a0\u2013\u2018\u2019]"
)
"""Letters and signs that names in Western Europe have in Windows-1252; the same bytes seldom mean names elsewhere."""

_ACCENTS = re.compile("[^\x00-\x7f]+")
_MANY = re.compile("[^\x00-\x7f]{3}|(?:[^\x00-\x7f][^\x00-\x7f]?[A-Za-z]){3}")
"""More accents at once than Western names have: it is another alphabet."""

SAVE = 'In Excel, choose "Save as" and "CSV UTF-8 (comma delimited)".'


class Cell(NamedTuple):
    """The text of a cell, and the 1-based line and column in the file where it begins."""

    text: str
    line: int
    column: int


class CsvTable(NamedTuple):
    """A table.

    Attributes:
        header: cells of the header.
        rows: cells of the rows under the header, by row number as in a spreadsheet.
        number: row number of the header.
        western: rows with letters decoded as Windows-1252, a guess that the user has to check.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    number: int = 1
    western: tuple[int, ...] = ()


def read_table(data: bytes, shown: str, score: Callable[[Sequence[str]], int] = len) -> CsvTable:
    """Return the cells of a table, without empty rows.

    Args:
        data: UTF-8 with or without a byte order mark, UTF-16 with one, or Windows-1252 if few of its letters have
            accents; cells separated by commas, semicolons or tabs, whichever the header has most of.
        shown: the file as messages name it.
        score: returns how many texts of a row may be column titles. The header is the first of the first twenty rows
            with a score above 0, or else the first row.

    Raises:
        ContentError: the bytes are not such a table.
    """
    text, western = _decode(data, shown)
    named = _NAMED.match(text)
    start = named.end() if named else 0
    delimiter = named[1] if named else _delimiter(text, score)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    for number, row in enumerate(_rows(text, start, _cells(delimiter), shown), 1):
        if any(cell.text.strip() for cell in row):
            rows.append((number, row))
            if len(rows) > MOST_ROWS + 1:
                message = f"there are more than {MOST_ROWS:,} students."
                raise _error(shown, row[0].line, 1, message, "Divide the roster into several files.")
    if not rows:
        raise _error(shown, 1, 1, "the file is empty.", "Write a header with the column name, and a row a student.")
    scores = [score([cell.text for cell in row]) for _, row in rows[:_MOST_ABOVE]]
    at = next((place for place, found in enumerate(scores) if found), 0)
    number, header = rows[at]
    accented = [number for number, row in rows if western and not all(cell.text.isascii() for cell in row)]
    return CsvTable(header, tuple(rows[at + 1 :]), number, tuple(accented))


def _cells(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'(?:"((?:[^"]|"")*+)"|(?!")([^{delimiter}\r\n]*))({delimiter}|\r\n?|\n|\Z)')


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


def _delimiter(text: str, score: Callable[[Sequence[str]], int]) -> str:
    """Return the delimiter of the header: a comma unless there are more semicolons or tabs."""
    begin = text[: LONGEST_CELL * _MOST_ABOVE]
    lines = [line for line in _BREAK.split(begin) if line.strip(f" {_DELIMITERS}")][:_MOST_ABOVE] or [""]
    for line in lines:
        # With two delimiters a line may have known titles: the delimiter that gives more of them is right.
        found = {delimiter: score(_texts(line, delimiter)) for delimiter in _DELIMITERS}
        if any(found.values()):
            return max(_DELIMITERS, key=lambda delimiter: (found[delimiter], _count(line, delimiter)))
    return max(_DELIMITERS, key=lambda delimiter: _count(lines[0], delimiter))


def _count(line: str, delimiter: str) -> int:
    return _QUOTED.sub("", line).count(delimiter)


def _texts(line: str, delimiter: str) -> list[str]:
    """Return the texts of a line's cells, as far as they can be parsed."""
    texts: list[str] = []
    at = 0
    while at < len(line) and len(texts) < _MOST_COLUMNS:
        match = _cells(delimiter).match(line, at)
        if match is None:
            break
        texts.append((match[1] or "").replace('""', '"') or match[2] or "")
        at = match.end()
    return texts


def _decode(data: bytes, shown: str) -> tuple[str, bool]:
    """Return the decoded text, and whether its encoding is a guess."""
    if len(data) > LARGEST:
        raise _error(
            shown, 1, 1, f"the file is larger than {LARGEST // 1_000_000} MB.", "Divide it into several files."
        )
    other = next((what for begin, what in _OTHERS.items() if data.startswith(begin)), None)
    if other is None and _MARKUP.match(data.removeprefix(codecs.BOM_UTF8)):
        other = "a web page"
    if other is not None:
        raise _error(shown, 1, 1, f"the file is {other}, not CSV.", f"Open it with a spreadsheet program. {SAVE}")
    if data.startswith(_UTF32) or (not data.startswith(_UTF16) and data[:4].count(0) in (2, 3)):
        raise _error(shown, 1, 1, "the file is in an encoding that cannot be told for sure.", SAVE)
    encoding, said = ("utf-16", "UTF-16") if data.startswith(_UTF16) else ("utf-8", "UTF-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding), False
    except UnicodeDecodeError as error:
        western = _western(data) if encoding == "utf-8" else None
        if western is not None:
            return western, True
        lines = _BREAK.split(data[: error.start].decode(encoding, "replace"))
        what = f"the byte 0x{data[error.start]:02X} here is not {said} text."
        raise _error(shown, len(lines), len(lines[-1]) + 1, what, SAVE) from None


def _western(data: bytes) -> str | None:
    """Return the text decoded as Windows-1252, as Excel saves CSV in Western Europe; None if that is unlikely."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    accents = "".join(_ACCENTS.findall(text))
    return text if _MANY.search(text) is None and _WESTERN.sub("", accents) == "" else None


def _error(shown: str, line: int, column: int, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(Origin(shown, line, column), message, remedy)])
