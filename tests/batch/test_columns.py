from __future__ import annotations

import pytest

from packgen.batch.columns import RosterColumns, score
from packgen.batch.table import read_table


def columns(text: str) -> RosterColumns:
    table = read_table(text.encode(), "r.csv", score)
    found = RosterColumns(table.header, "r.csv", table.number)
    found.settle([cells for _, cells in table.rows])
    return found


@pytest.mark.parametrize(
    ("header", "name", "email"),
    [
        ("Surname,Forename,Reg,Year", ("Forename", "Surname"), ()),
        ("First name,Last name,Email address,Groups", ("First name", "Last name"), ("Email address",)),
        ("Student Name,E-mail,Form", ("Student Name",), ("E-mail",)),
        ("Full name,Class,Email", ("Full name",), ("Email",)),
        ("Legal surname,Preferred forename,UPN", ("Preferred forename", "Legal surname"), ()),
        ("FirstName;LastName;EmailAddress", ("FirstName", "LastName"), ("EmailAddress",)),
        ("first_name\tfamily_name\te_mail", ("first_name", "family_name"), ("e_mail",)),
        ("Given Name,Family Name,School email", ("Given Name", "Family Name"), ("School email",)),
        ("Pupil's Surname,Pupil's Forename(s),Tutor group", ("Pupil's Forename(s)", "Pupil's Surname"), ()),
        ("Candidate number,Candidate name,Centre", ("Candidate name",), ()),
        ("Pupil,House", ("Pupil",), ()),
        ('"Surname, Forename",Year', ("Surname, Forename",), ()),
        ("Surname Forename,Year", ("Surname Forename",), ()),
        ("First name,Year", ("First name",), ()),
        ("First,Last,Student email", ("First", "Last"), ("Student email",)),
        ("name,Surname,Forename", ("name",), ()),
        ("Forename,Surname,Display name", ("Forename", "Surname"), ()),
        ("NAME,Parent email,Student e-mail", ("NAME",), ("Student e-mail",)),
    ],
)
def test_columns_of_school_systems_are_known(header: str, name: tuple[str, ...], email: tuple[str, ...]) -> None:
    found = columns(f"{header}\n")
    assert found.problems == []
    taken = found.taken()
    assert taken["name"] == name
    assert taken.get("email", ()) == email


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name,Surname\nAnna,Berg\nBen,\n", ("Name", "Surname")),
        ("Name,Surname\nAnna Berg,Berg\n", ("Name",)),
        ("First name,Name\nAnna,Berg\n", ("First name", "Name")),
        ("First name,Name\nAnna,Anna Berg\n", ("Name",)),
        ("Name,Known as\nElizabeth Berg,Lizzie\n", ("Name",)),
    ],
)
def test_the_rows_tell_what_a_column_called_name_holds(text: str, name: tuple[str, ...]) -> None:
    assert columns(text).taken()["name"] == name


def test_what_is_not_needed_is_kept_under_names_of_its_own() -> None:
    found = columns("Date,Forename,Date,Surname,,Date (2),Name\nx\n")
    assert list(found.extra.values()) == ["Date", "Forename", "Date (2)", "Surname", "Date (2) (2)"]


def test_long_and_many_titles_are_cut_in_messages() -> None:
    told = columns("name," + ",".join(f"{'x' * 60}{number}" for number in range(20)) + "\n").summary()
    assert told.count("x" * 39 + "…") == 12
    assert told.endswith(" and 8 more")
    assert "x" * 41 not in told


@pytest.mark.parametrize("row", ["Class list 12B", "Students", "Printed by J Smith,7 June", "12B;Mr Berg", ""])
def test_a_title_is_no_header(row: str) -> None:
    assert score(row.replace(";", ",").split(",")) == 0
