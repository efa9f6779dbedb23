"""Rosters: who gets a pack, and of what. Every problem is found before any work starts, each with its row and column.

    name,email,topics,profile,edition,seed,form
    Anna Petrova,anna@school.example,"khrushchev, stalin/purges",large-print,student,7,12B

Only ``name`` must be there. What a row leaves out comes from the options of the command.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from packgen.batch.table import Cell, read_table
from packgen.errors import ContentError, Origin, Problem, nearest
from packgen.options import LARGEST_SEED
from packgen.text.coverage import PLAIN, blank, describe

COLUMNS = ("name", "email", "topics", "profile", "edition", "seed")
"""The columns that mean something; all others are kept for the manifest."""

LONGEST_NAME = 100
"""Characters of a name."""

_MOST_PROBLEMS = 100
_LONGEST_EMAIL = 254
_MOST_TOPICS = 500
_DIVIDER = re.compile(r"[,;\r\n]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ALIASES = {"e-mail": "email", "topic": "topics"}


class Student(NamedTuple):
    """A row of the roster.

    Attributes:
        row: its number as a spreadsheet counts rows, the header being 1.
        name: as it is printed.
        email: or an empty string.
        topics: ``topic`` or ``topic/section``; empty for those of the command.
        profile, edition, seed: None for the command's.
        columns: the other columns with what the row has in them.
    """

    row: int
    name: str
    email: str
    topics: tuple[str, ...]
    profile: str | None
    edition: str | None
    seed: int | None
    columns: tuple[tuple[str, str], ...]


class Known(NamedTuple):
    """What a roster may name.

    Attributes:
        topics: ids of topics.
        sections: gives the ids of a topic's sections.
        profiles, editions: their names.
        missing: gives the characters of a text that no font has.
        given: whether the command names topics for rows that name none.
    """

    topics: Collection[str]
    sections: Callable[[str], Collection[str]]
    profiles: Collection[str]
    editions: Collection[str]
    missing: Callable[[str], Sequence[str]]
    given: bool


def read_roster(data: bytes, shown: str, known: Known) -> list[Student]:
    """Return the students of a roster, in its order.

    Args:
        data: the file; see `read_table`.
        shown: the file as messages name it.
        known: what its cells may name.

    Raises:
        ContentError: its problems, a hundred of them at most. They quote no name and no address.
    """
    table = read_table(data, shown)
    header = _Header(table.header, shown)
    problems = header.problems
    students: list[Student] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in [] if problems else table.rows:
        row = _Row(number, header.named(cells), cells, shown)
        students.append(_student(row, header, known))
        same = seen.setdefault(tuple(_tidy(cell.text) for cell in cells if cell.text.strip()), number)
        if same != number:
            remedy = "Delete one of them or, if they are two students, tell them apart by another name or email."
            row.wrong("", f"this is row {same} again.", remedy)
        problems += row.problems
        if len(problems) > _MOST_PROBLEMS:
            break
    if not problems and not students:
        problems.append(header.problem(table.header[0], "there is no student in the roster.", "Write a row a student."))
    if len(problems) > _MOST_PROBLEMS:
        message = f"there is more that is wrong; these are the first {_MOST_PROBLEMS} problems."
        problems = ContentError(problems).problems[:_MOST_PROBLEMS]
        problems.append(Problem(problems[-1].origin._replace(what=""), message, "Perhaps all have one cause."))
    if problems:
        raise ContentError(problems)
    return students


class _Header:
    """What the columns are.

    Attributes:
        places: of the columns that mean something.
        extra: names of the others by place.
        problems: what is wrong in the header.
    """

    def __init__(self, cells: Sequence[Cell], shown: str) -> None:
        self.places: dict[str, int] = {}
        self.extra: dict[int, str] = {}
        self.problems: list[Problem] = []
        self._shown = shown
        for place, cell in enumerate(cells):
            if cell.text.strip():
                self._enter(place, cell)
        if not self.problems and "name" not in self.places:
            remedy = f"Write in the first row what each column holds: {', '.join(COLUMNS)}."
            self.problems.append(self.problem(cells[0], 'no column is called "name".', remedy))

    def named(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        """Return a row's cells of the columns that mean something."""
        nothing = Cell("", cells[0].line, cells[0].column)
        return {name: cells[at] if at < len(cells) else nothing for name, at in self.places.items()}

    def problem(self, cell: Cell, message: str, remedy: str) -> Problem:
        """Return a problem of the header."""
        return Problem(Origin(self._shown, cell.line, cell.column, "row 1"), message, remedy)

    def _enter(self, place: int, cell: Cell) -> None:
        own = _tidy(cell.text)
        name = _ALIASES.get(own.casefold(), own.casefold())
        control = _CONTROL.search(cell.text)
        if control is not None:
            self.problems.append(self.problem(cell, *_control(control[0])))
        elif name in self.places or own in self.extra.values():
            self.problems.append(self.problem(cell, "another column has this name.", "Rename or delete one of them."))
        elif name in COLUMNS:
            self.places[name] = place
        else:
            self.extra[place] = own


class _Row:
    """A row that is being read, and what is wrong in it."""

    def __init__(self, number: int, named: Mapping[str, Cell], cells: Sequence[Cell], shown: str) -> None:
        self.number = number
        self.cells = cells
        self.problems: list[Problem] = []
        self._named = named
        self._shown = shown

    def text(self, column: str) -> str:
        """Return what stands in a column; nothing where it cannot be read, which is a problem then."""
        cell = self._named.get(column)
        if cell is None:
            return ""
        control = _CONTROL.search(cell.text)
        if control is not None:
            self.wrong(column, *_control(control[0]))
            return ""
        return cell.text.strip()

    def empty(self, column: str) -> bool:
        """Tell whether nothing is written in a column."""
        return column not in self._named or not self._named[column].text.strip()

    def wrong(self, column: str, message: str, remedy: str, cell: Cell | None = None) -> None:
        """Take a problem to account: with a column, or with the cell where it is."""
        at = cell or self._named.get(column) or self.cells[0]
        what = f"row {self.number}, {column}" if column else f"row {self.number}"
        self.problems.append(Problem(Origin(self._shown, at.line, at.column, what), message, remedy))


def _student(row: _Row, header: _Header, known: Known) -> Student:
    for place, cell in enumerate(row.cells):
        if place not in header.extra and place not in header.places.values() and cell.text.strip():
            remedy = "Name the column there, or put a cell that holds a comma into quotation marks."
            row.wrong("", "something stands in a column that has no name in the header.", remedy, cell)
    count = len(row.cells)
    return Student(
        row=row.number,
        name=_name(row, known),
        email=_email(row),
        topics=_topics(row, known),
        profile=_choice(row, "profile", known.profiles),
        edition=_choice(row, "edition", known.editions),
        seed=_seed(row),
        columns=tuple((name, row.cells[at].text if at < count else "") for at, name in header.extra.items()),
    )


def _name(row: _Row, known: Known) -> str:
    name = _tidy(row.text("name").translate(PLAIN))
    if row.empty("name") or (blank(name) and not row.problems):
        row.wrong("name", "there is no name.", "Write one.")
    if len(name) > LONGEST_NAME:
        row.wrong("name", f"the name has {len(name)} characters.", f"Make it {LONGEST_NAME} at most.")
    elif missing := known.missing(name):
        named = ", ".join(map(describe, missing[:5]))
        row.wrong("name", f"the name has a character that no font has: {named}.", "Write it with other letters.")
    return name


def _email(row: _Row) -> str:
    email = row.text("email")
    if email and (len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        row.wrong("email", "this is no address.", "Write one such as anna@school.example, or nothing.")
    return email


def _topics(row: _Row, known: Known) -> tuple[str, ...]:
    asked = [part for part in map(_tidy, _DIVIDER.split(row.text("topics"))) if part]
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
        elif "/" in name and section not in known.sections(topic):
            sections = known.sections(topic)
            hint = nearest(_as_identifier(section), sections)
            row.wrong(
                "topics",
                f'the topic "{topic}" has no section{_quoted(section)}.',
                f"{hint} Its sections are {', '.join(sections)}.".strip(),
            )
    return tuple(asked)


def _choice(row: _Row, column: str, names: Collection[str]) -> str | None:
    found = _tidy(row.text(column))
    if not found:
        return None
    name = _as_identifier(found)
    if name not in names:
        remedy = f"{nearest(name, names)} Choose one of {', '.join(names)}."
        row.wrong(column, f"there is no {column}{_quoted(found)}.", remedy.strip())
    return name


def _seed(row: _Row) -> int | None:
    text = row.text("seed")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST_SEED)):
        row.wrong("seed", "this is no seed.", f"Write a whole number from 0 to {LARGEST_SEED:,}, or nothing.")
        return None
    return int(text)


def _tidy(text: str) -> str:
    """Return the text in Unicode normal form C with one space for each run of blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _control(character: str) -> tuple[str, str]:
    return f"a control character ({describe(character)}) stands here.", "Delete it."


def _as_identifier(text: str) -> str:
    """Return the identifier that somebody may have meant."""
    return "-".join(text.casefold().split())[:80]


def _quoted(text: str) -> str:
    """Return an identifier in quotation marks, and nothing else: where cells are shifted it may be somebody's name."""
    return f' "{text}"' if len(text) <= 80 and _IDENTIFIER.fullmatch(text) else " of this name"
