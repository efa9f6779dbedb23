"""Rosters: the students, and the topics and options of their packs. Rows are checked before any work starts.

    name,email,topics,profile,edition,seed,form
    Anna Petrova,anna@school.example,"khrushchev, stalin/purges",large-print,student,7,12B

Only the name is required. Options that a row leaves out come from the command. A row with problems is refused; the
other rows are not affected. Each problem gives its row and column.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from packgen.batch.cells import CONTROL, control_problem, normalised, visible
from packgen.batch.columns import RosterColumns, score
from packgen.batch.failures import Cause, Failure, failures_error, list_rows
from packgen.batch.names import LONGEST_NAME, damage_in, forename_first, joined
from packgen.batch.table import SAVE, Cell, CsvTable, read_table
from packgen.declare import Option, declared, roster_columns
from packgen.errors import ContentError, Origin, UsageProblem, nearest
from packgen.options import PackOptions
from packgen.text.coverage import blank, describe

_LONGEST_EMAIL = 254
_MOST_TOPICS = 500
_DIVIDER = re.compile(r"[,;\r\n]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_NOWHERE = Origin("", 0, 0)
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Student(NamedTuple):
    """A row of the roster.

    Attributes:
        row: row number as in a spreadsheet, where the header is row 1.
        name: the name as it is printed; empty if it cannot be read.
        email: the address, or an empty string.
        options: the options that a row may set, by their names in `PackOptions`; the value is None, or empty, where the
            row leaves the option to the command.
        columns: titles and cells of the other columns.
        first: the forename, from its own column or the first word of the name.
    """

    row: int
    name: str
    email: str
    options: Mapping[str, Any]
    columns: tuple[tuple[str, str], ...]
    first: str = ""

    def apply(self, defaults: PackOptions) -> PackOptions:
        """Return the options of the student's pack: the row's, and the command's for those that the row leaves out."""
        own = {name: value for name, value in self.options.items() if value not in (None, ())}
        if "topics" in own:
            own |= {"course": None, "tag": None}  # a row's topics replace every topic that the command names
        return replace(defaults, student=self.name, **own)


def row_digest(student: Student) -> str:
    """Return the SHA-256 digest, in 64 hex digits, of a row's student and options, without the other columns."""
    told = [student.name, student.email, *student.options.values()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class Known(NamedTuple):
    """The names that the cells of a roster may use.

    Attributes:
        topics: ids of topics.
        sections: returns the ids of a topic's sections; None if the topic cannot be read, which is reported elsewhere.
        missing: returns the characters of a text that no font contains.
        given: whether the command names topics for rows that name none.
        checked: whether options are checked against their choices.
    """

    topics: Collection[str]
    sections: Callable[[str], Collection[str] | None]
    missing: Callable[[str], Sequence[str]]
    given: bool
    checked: bool = True


class RefusedRow(NamedTuple):
    """A row with problems: the student as far as the row could be read, and the causes."""

    student: Student
    failure: Failure


class Roster(NamedTuple):
    """A roster.

    Attributes:
        students: the students of rows without problems, in order.
        refused: rows with problems, in order.
        columns: the meaning of each column.
        notes: remarks for the user on how the file was read; they quote no name and no address.
    """

    students: tuple[Student, ...]
    refused: tuple[RefusedRow, ...]
    columns: RosterColumns
    notes: tuple[str, ...]


def read_roster(data: bytes, shown: str, known: Known) -> Roster:
    """Return the students of a roster, in its order.

    Args:
        data: the file's bytes; see `read_table`.
        shown: the file as messages name it.
        known: the names that its cells may use.

    Raises:
        ContentError: the file, its header or every row has problems. They quote no name and no address.
    """
    table = read_table(data, shown, score)
    columns = RosterColumns(table.header, shown, table.number)
    columns.settle([cells for _, cells in table.rows])
    if columns.problems:
        raise ContentError(columns.problems)
    students: list[Student] = []
    refused: list[RefusedRow] = []
    seen: dict[tuple[str, ...], int] = {}
    titles = [normalised(cell.text) for cell in table.header]
    for number, cells in table.rows:
        texts = tuple(normalised(cell.text) for cell in cells)
        if [*texts] == titles:  # the header repeated, as at the top of each printed page
            continue
        row = _RosterRow(number, columns.places, cells, shown)
        student = _student(row, columns, known)
        same = seen.setdefault(tuple(filter(None, texts)), number)
        if same != number:
            remedy = "Delete one of them or, if they are two students, tell them apart by another name or email."
            row.wrong("", f"this is row {same} again.", remedy)
        if row.causes:
            causes = sorted(row.causes, key=lambda cause: cause.origin or _NOWHERE)
            refused.append(RefusedRow(student, Failure(number, tuple(causes))))
        else:
            students.append(student)
    if not students and not refused:
        none = columns.problem(table.header[0], "there is no student in the roster.", "Write a row a student.")
        raise ContentError([none])
    if not students:
        raise failures_error([one.failure for one in refused], shown)
    return Roster(tuple(students), tuple(refused), columns, tuple(_notes(table, columns)))


def _notes(table: CsvTable, columns: RosterColumns) -> Iterator[str]:
    """Yield the remarks on how the file was read."""
    told = columns.summary()
    if table.number > 1 and told:
        told = f"the header is row {table.number}; {told}"
    if told:
        yield f"{told}."
    if table.western:
        yield f"it is not UTF-8; it was read as Windows-1252. Look at the accents of {list_rows(table.western)}. {SAVE}"


class _RosterRow:
    """A row that is being read.

    Attributes:
        number: row number as in a spreadsheet.
        places: column indices by meaning.
        cells: all cells of the row.
        causes: the problems found so far.
    """

    def __init__(self, number: int, places: Mapping[str, Sequence[int]], cells: Sequence[Cell], shown: str) -> None:
        self.number = number
        self.cells = cells
        self.causes: list[Cause] = []
        self.places = places
        self._shown = shown

    def cell(self, column: str) -> Cell:
        """Return the first cell that is not empty, of the columns with this meaning."""
        found = [self.cells[place] for place in self.places.get(column, ()) if place < len(self.cells)]
        nothing = Cell("", self.cells[0].line, self.cells[0].column)
        return next((cell for cell in found if not blank(visible(cell.text))), (found or [nothing])[0])

    def text(self, column: str) -> str:
        """Return the visible text of a cell; if it cannot be read, record a problem and return an empty string."""
        cell = self.cell(column)
        text = visible(cell.text)
        control = CONTROL.search(text)
        if control is not None:
            self.wrong(column, *control_problem(control[0]), cell)
            return ""
        return text.strip()

    def empty(self, column: str) -> bool:
        """Tell whether a column's cell is empty."""
        return blank(visible(self.cell(column).text))

    def wrong(self, column: str, message: str, remedy: str, cell: Cell | None = None) -> None:
        """Record a problem of a column, or of a cell if there is one."""
        at = cell or (self.cell(column) if column else self.cells[0])
        self.causes.append(Cause(message, remedy, column, Origin(self._shown, at.line, at.column)))


def _student(row: _RosterRow, columns: RosterColumns, known: Known) -> Student:
    named = {*columns.extra, *(place for places in columns.places.values() for place in places)}
    for place, cell in enumerate(row.cells):
        if place not in named and not blank(visible(cell.text)):
            remedy = "Name the column there, or put a cell that holds a comma into quotation marks."
            row.wrong("", "something stands in a column that has no name in the header.", remedy, cell)
    count = len(row.cells)
    name = _name(row, known)
    return Student(
        row=row.number,
        name=name,
        email=_email(row),
        options={name: _option(row, name, known) for name in roster_columns(PackOptions).values()},
        columns=tuple((name, row.cells[at].text if at < count else "") for at, name in columns.extra.items()),
        first=_first(row, name),
    )


def _name(row: _RosterRow, known: Known) -> str:
    parts = ("name",) if "name" in row.places else ("forename", "surname")
    if all(row.empty(part) for part in parts):
        row.wrong(parts[0], "there is no name.", "Write one.")
        return ""
    for part in parts:
        what = damage_in(row.cell(part).text)
        if what is not None:
            row.wrong(part, what, f"Save the roster again from where it comes from, or write the name anew. {SAVE}")
            return ""
    texts = [normalised(row.text(part)) for part in parts]
    if row.causes:
        return ""
    name = forename_first(texts[0]) if len(parts) == 1 else joined(*texts)
    if len(name) > LONGEST_NAME:
        row.wrong(parts[0], f"the name has {len(name)} characters.", f"Make it {LONGEST_NAME} at most.")
    elif missing := known.missing(name):
        named = ", ".join(map(describe, missing[:5]))
        part = next(part for part in parts if known.missing(normalised(row.text(part))))
        row.wrong(part, f"the name has a character that no font has: {named}.", "Write it with other letters.")
    return name


def _first(row: _RosterRow, name: str) -> str:
    """Return the forename."""
    own = normalised(row.text("forename")) if name and "forename" in row.places else ""
    return own or name.partition(" ")[0]


def _email(row: _RosterRow) -> str:
    email = row.text("email")
    if email and (len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        row.wrong("email", "this is no address.", "Write one such as anna@school.example, or nothing.")
    return email


def _topics(row: _RosterRow, known: Known) -> tuple[str, ...]:
    asked = [part for part in map(normalised, _DIVIDER.split(row.text("topics"))) if part]
    if not asked and not known.given and row.empty("topics"):
        remedy = "Write some, or name topics for all such rows with --topics, --course or --tag."
        row.wrong("topics", "there are no topics.", remedy)
    if len(asked) > _MOST_TOPICS:
        row.wrong("topics", f"there are {len(asked)} topics.", f"Make it {_MOST_TOPICS} at most.")
        return ()
    for name in dict.fromkeys(asked):
        topic, _, section = name.partition("/")
        if topic not in known.topics:
            hint = nearest(_as_identifier(topic), known.topics) or ' "packgen list" shows all topics.'
            row.wrong("topics", f"there is no topic{_quoted(topic)}.", hint.strip())
        elif "/" in name and section not in (sections := known.sections(topic) or [section]):
            hint = nearest(_as_identifier(section), sections)
            row.wrong(
                "topics",
                f'the topic "{topic}" has no section{_quoted(section)}.',
                f"{hint} Its sections are {', '.join(sections)}.".strip(),
            )
    return tuple(asked)


def _option(row: _RosterRow, name: str, known: Known) -> Any:
    """Return the value of an option that a row sets; None, or an empty value, if it leaves it to the command."""
    one = declared(PackOptions)[name]
    if name == "topics":
        return _topics(row, known)
    if one.choices is not None:
        return _choice(row, one.column, list(one.choices()) if known.checked else None)
    if one.most is not None:
        return _number(row, one.column, one.least or 0, one.most)
    return _parsed(row, one)


def _parsed(row: _RosterRow, one: Option) -> Any:
    text = normalised(row.text(one.column))
    if not text or one.parse is None:
        return text or None
    try:
        return one.parse(text, one.column)
    except UsageProblem as problem:
        row.wrong(one.column, "this cannot be used.", str(problem))
        return None


def _choice(row: _RosterRow, column: str, names: Collection[str] | None) -> str | None:
    found = normalised(row.text(column))
    if not found:
        return None
    name = _as_identifier(found)
    if names is not None and name not in names:
        remedy = f"{nearest(name, names)} Choose one of {', '.join(names)}."
        row.wrong(column, f"there is no {column}{_quoted(found)}.", remedy.strip())
    return name


def _number(row: _RosterRow, column: str, least: int, most: int) -> int | None:
    text = row.text(column)
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) else -1
    if not least <= number <= most:
        row.wrong(column, f"this is no {column}.", f"Write a whole number from {least:,} to {most:,}, or nothing.")
        return None
    return number


def _as_identifier(text: str) -> str:
    """Return a text in the form of an identifier: what the user may have meant."""
    return "-".join(text.casefold().split())[:80]


def _quoted(text: str) -> str:
    """Return an identifier in quotation marks; any other text is not quoted, as shifted cells may hold a name."""
    return f' "{text}"' if len(text) <= 80 and _IDENTIFIER.fullmatch(text) else " of this name"
