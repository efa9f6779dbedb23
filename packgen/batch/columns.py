"""Map the titles in a roster's header to columns: packgen's own titles, and those that school systems export.

A name may be in one column or in two. Where several columns have one meaning, such as a preferred and a legal forename,
each row uses the best-ranked one that is filled in. Columns with an unknown title are copied to the manifest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from packgen.batch.cells import CONTROL, control_problem, normalised
from packgen.batch.table import Cell
from packgen.declare import roster_columns
from packgen.errors import Origin, Problem
from packgen.options import PackOptions

PERSON = {
    "name": "as it is to be printed; 100 characters at most",
    "email": "tells students of one name apart",
}
"""The columns that say who a pack is for, and what a cell of each holds."""

COLUMNS = (*PERSON, *roster_columns(PackOptions))
"""The columns with a meaning: those of `PERSON`, and a column for each option that a row may set."""

_FORENAMES = {"forename", "forenames", "first name", "first names", "firstname", "first", "given name", "given names",
              "givenname", "christian name", "known as"}  # fmt: skip
_SURNAMES = {"surname", "surnames", "last name", "last names", "lastname", "last", "family name", "familyname"}
_NAMES = {"name", "full name", "fullname", "display name", "displayname", "first and last name"}
_EMAILS = ("email", "email address", "mail", "school email", "school email address")
_BETTER = {"preferred", "chosen", "known"}
_WORSE = {"legal", "official"}
_WHOSE = {"student", "students", "pupil", "pupils", "learner", "learners", "candidate", "candidates", "child", "of"}
_SOMEBODY = {"student", "pupil", "learner", "candidate"}
_PARTS = " ".join(chain(_FORENAMES, _SURNAMES, _NAMES)).split()
_HEADINGS = {
    *_WHOSE, *_BETTER, *_WORSE, *COLUMNS, *_PARTS,
    "id", "no", "number", "code", "upn", "uln", "ref", "reference", "username", "login", "form", "reg", "registration",
    "class", "group", "groups", "set", "tutor", "year", "house", "gender", "sex", "dob", "birth", "date", "teacher",
    "subject", "course", "school", "mail", "address", "phone", "notes", "comments", "title", "initials", "middle",
    "status", "topic", "column",
}  # fmt: skip
"""Words that show a row to be a header and no student."""

_PLURAL = re.compile(r"\(e?s\)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHE = re.compile("['’]")
_BETWEEN = re.compile(r"[\W_]+")
_MOST_SHOWN = 12
_LONGEST_SHOWN = 40


class RosterColumns:
    """The meaning of each column.

    Attributes:
        places: column indices by meaning, best-ranked first.
        extra: titles of the other columns, by column index.
        problems: errors in the header.

    Args:
        cells: the header.
        shown: the file as messages name it.
        row: row number of the header.
    """

    def __init__(self, cells: Sequence[Cell], shown: str, row: int = 1) -> None:
        self.places: dict[str, tuple[int, ...]] = {}
        self.extra: dict[int, str] = {}
        self.problems: list[Problem] = []
        self._cells = cells
        self._shown = shown
        self._row = row
        self._ranks: dict[int, int] = {}
        for cell in cells:
            control = CONTROL.search(cell.text)
            if control is not None:
                self.problems.append(self.problem(cell, *control_problem(control[0])))
        if not self.problems:
            self._take()

    def problem(self, cell: Cell, message: str, remedy: str) -> Problem:
        """Return a problem at a cell of the header."""
        return Problem(Origin(self._shown, cell.line, cell.column, f"row {self._row}"), message, remedy)

    def titles(self, column: str) -> list[str]:
        """Return the titles of the columns with a meaning."""
        return [normalised(self._cells[place].text) for place in self.places.get(column, ())]

    def taken(self) -> dict[str, tuple[str, ...]]:
        """Return the titles of the columns that are used, by meaning."""
        parts = [title for part in ("name", "forename", "surname") for title in self.titles(part)]
        others = {column: tuple(self.titles(column)) for column in COLUMNS[1:] if column in self.places}
        return {"name": tuple(parts), **others}

    def summary(self) -> str:
        """Return a sentence that says which columns are used for what; empty if all titles are in `COLUMNS`."""
        taken = [f"{name} from {told}" for name in ("name", *COLUMNS[1:]) if (told := self._sources(name))]
        parts = [", ".join(taken)] if taken else []
        if self.extra:
            parts.append(f"only kept for the manifest: {_quoted(list(self.extra.values()))}")
        return "; ".join(parts)

    def settle(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Choose the columns of the name: one called Name, those of its parts, or another one with full names.

        Unused columns are copied to the manifest; a roster without any name column is a problem.

        Args:
            rows: the rows under the header. They show whether a column called Name beside one of surnames has full
                names or forenames.
        """
        if self.problems:
            return
        parts = self._parts
        if "name" in self.places and len(parts) == 1 and self._is_apart(next(iter(parts)), rows):
            [other] = {"forename", "surname"} - parts
            self.places[other] = self.places.pop("name")
        if "name" in self.places and ("forename" not in parts or _words(self.titles("name")[0]) == "name"):
            self._unassign("forename", "surname")
        elif "forename" in self.places:
            self._unassign("name")
        else:
            self.problems.append(self._nameless())

    @property
    def _parts(self) -> set[str]:
        return {"forename", "surname"} & self.places.keys()

    def _is_apart(self, part: str, rows: Sequence[Sequence[Cell]]) -> bool:
        """Tell whether a column called Name holds the other part of the name: in no row does it contain ``part``."""
        name, place = self.places["name"][0], self.places[part][0]
        if self._ranks[place] == 0:  # a preferred name, which the full name need not contain
            return False
        filled = [row for row in rows if len(row) > max(name, place) and normalised(row[place].text)]
        return not any(
            normalised(row[place].text).casefold() in normalised(row[name].text).casefold() for row in filled
        )

    def _take(self) -> None:
        found: dict[str, list[tuple[int, int]]] = {}
        seen: set[str] = set()
        for place, cell in enumerate(self._cells):
            words = _words(cell.text)
            meaning, rank = meaning_of(words)
            if meaning and words in seen:
                self.problems.append(
                    self.problem(cell, "another column has this name.", "Rename or delete one of them.")
                )
            elif meaning:
                seen.add(words)
                found.setdefault(meaning, []).append((rank, place))
            elif words or normalised(cell.text):
                self._keep(place)
        self.places = {meaning: tuple(place for _, place in sorted(places)) for meaning, places in found.items()}
        self._ranks = {place: rank for places in found.values() for rank, place in places}
        for meaning, places in self.places.items():
            if meaning == "email" or (meaning == "name" and "name" in map(_words, self.titles("name"))):
                self._only(meaning, min(places, key=lambda place: (_words(self._cells[place].text) != meaning, place)))

    def _only(self, meaning: str, first: int) -> None:
        """Use one of several columns, and copy the others to the manifest."""
        for place in self.places[meaning]:
            if place != first:
                self._keep(place)
        self.places[meaning] = (first,)

    def _unassign(self, *meanings: str) -> None:
        for meaning in meanings:
            for place in self.places.pop(meaning, ()):
                self._keep(place)

    def _keep(self, place: int) -> None:
        """Copy a column to the manifest, under a unique title."""
        own = name = normalised(self._cells[place].text)
        number = 1
        while name in self.extra.values():
            number += 1
            name = f"{own} ({number})"
        self.extra[place] = name
        self.extra = dict(sorted(self.extra.items()))

    def _sources(self, column: str) -> str:
        if column != "name" or "name" in self.places:
            titles = self.titles(column)
            return "" if [title.casefold() for title in titles] in ([], [column]) else _quoted(titles)
        parts = [" or ".join(f'"{_short(title)}"' for title in self.titles(part)) for part in ("forename", "surname")]
        return " and ".join(filter(None, parts))

    def _nameless(self) -> Problem:
        """Return the problem of a header without a name column; it quotes nothing, since it may be a student's row."""
        titles = [normalised(cell.text) for cell in self._cells if normalised(cell.text)]
        listed = ""
        if any(word in _HEADINGS for title in titles for word in _words(title).split()):
            listed = f" Its columns are {_quoted(titles)}."
        remedy = (
            'Call the column with the whole name "name", or those with its parts "forename" and "surname"; '
            f"the others may be {', '.join(COLUMNS[1:])}, or anything else."
        )
        return self.problem(self._cells[0], f'no column is called "name".{listed}', remedy)


def score(texts: Sequence[str]) -> int:
    """Return how many cells of a row are known column titles; 0 if none of them is for names."""
    found = [meaning for text in texts if (meaning := meaning_of(_words(text))[0])]
    return len(found) if {"name", "forename", "surname"}.intersection(found) else 0


def meaning_of(words: str) -> tuple[str, int]:
    """Return the meaning of a column title, or an empty string, and its rank: the lower rank is preferred."""
    if words in ("topics", "topic"):
        return "topics", 0
    if words.replace(" ", "-") in roster_columns(PackOptions):
        return words.replace(" ", "-"), 0
    base = " ".join(word for word in words.split() if word not in _WHOSE)
    if base in _EMAILS:
        return "email", _EMAILS.index(base)
    rank = 1
    told = base.split()
    if base not in _FORENAMES and told and told[0] in _BETTER | _WORSE:
        rank = 0 if told[0] in _BETTER else 2
        base = " ".join(told[1:])
    for meaning, known in (("forename", _FORENAMES), ("surname", _SURNAMES), ("name", _NAMES)):
        if base in known:
            return meaning, 0 if base == "known as" else rank
    return ("name", rank) if words in _SOMEBODY or _is_pair(base) else ("", 0)


def _words(title: str) -> str:
    """Return the words of a column title in lower case: ``first name`` for FirstName and First_Name."""
    apart = _HUMP.sub(" ", _PLURAL.sub("", normalised(title)))
    words = _BETWEEN.sub(" ", _APOSTROPHE.sub("", apart)).casefold().strip()
    return re.sub(r"\be mail\b", "email", words)


def _is_pair(base: str) -> bool:
    """Tell whether a column title names both parts of a name: ``surname forename``."""
    base = base.removeprefix("name ")
    return any(base in (f"{first} {last}", f"{last} {first}") for first, last in _pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    return ((first, last) for first in _FORENAMES for last in _SURNAMES)


def _quoted(titles: Sequence[str]) -> str:
    shown = ", ".join(f'"{_short(title)}"' for title in titles[:_MOST_SHOWN])
    return f"{shown} and {len(titles) - _MOST_SHOWN} more" if len(titles) > _MOST_SHOWN else shown


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_SHOWN else f"{title[: _LONGEST_SHOWN - 1]}…"
