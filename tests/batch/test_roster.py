from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.batch.failures import failure_messages
from packgen.batch.roster import Known, Student, read_roster, row_digest
from packgen.errors import ContentError
from packgen.options import LARGEST_SEED
from packgen.text.faces import Faces

SECTIONS = {"khrushchev": ["rise", "fall"], "cold-war": ["origins"]}
KNOWN = Known(SECTIONS, SECTIONS.__getitem__, Faces({}).missing, True)
NOTHING = {"topics": (), "profile": None, "edition": None, "seed": None}


def read(text: str, known: Known = KNOWN) -> list[Student]:
    roster = read_roster(text.encode(), "12b.csv", known)
    assert roster.refused == ()
    return list(roster.students)


def problems(text: str, known: Known = KNOWN) -> list[str]:
    """Return what is wrong with a roster: with some of its rows, or with all."""
    try:
        roster = read_roster(text.encode(), "12b.csv", known)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return failure_messages([one.failure for one in roster.refused], "12b.csv")


def notes(text: str) -> list[str]:
    return list(read_roster(text.encode(), "12b.csv", KNOWN).notes)


def test_a_row_says_who_gets_what() -> None:
    text = (
        "Form,SEED, Name ,topics,e-mail,Edition,profile\n"
        "12B,7,  Anna \u00a0 Petrova ,khrushchev/fall; cold-war,a@b.c,Teacher,Large print\n"
    )
    assert read(text) == [
        Student(
            row=2,
            name="Anna Petrova",
            email="a@b.c",
            options={
                "topics": ("khrushchev/fall", "cold-war"),
                "profile": "large-print",
                "edition": "teacher",
                "seed": 7,
            },
            columns=(("Form", "12B"),),
            first="Anna",
        )
    ]


def test_only_a_name_must_be_there() -> None:
    assert read("name\nAnna\n") == [Student(2, "Anna", "", NOTHING, (), "Anna")]
    [anna] = read("name,topics,house\nAnna\n")
    assert anna == Student(2, "Anna", "", NOTHING, (("house", ""),), "Anna")


@pytest.mark.parametrize("between", [",", ";", ", ", "\n", ",,\r\n"])
def test_topics_stand_side_by_side_or_on_lines(between: str) -> None:
    assert read(f'name,topics\nAnna,"khrushchev{between}cold-war"\n')[0].options["topics"] == ("khrushchev", "cold-war")


@pytest.mark.parametrize(
    "name", ["=1+1", "@SUM(A1)", "+44", "-x", '=cmd|" /C calc"!A0', "<b>", "{{x}}", "../../x", "CON"]
)
def test_formulas_and_paths_are_just_text(name: str) -> None:
    assert read('name\n"{}"\n'.format(name.replace('"', '""')))[0].name == name


@pytest.mark.parametrize(
    "name", ["O’Brien", "Łukasz Żółć", "Анна Петрова", "Jose\u0301", "Zoë-Mae", "Ng\u200bo"[:2] + "o"]
)
def test_names_of_many_kinds_are_taken_in_normal_form(name: str) -> None:
    import unicodedata

    assert read(f"name\n{name}\n")[0].name == unicodedata.normalize("NFC", name)


ROW = "12b.csv:2"
HOW = (
    'Call the column with the whole name "name", or those with its parts "forename" and "surname"; '
    "the others may be email, topics, profile, edition, seed, or anything else."
)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",,,,,", None),
        (" ,a@b.c,,,,", f"{ROW}:1: row 2, name: there is no name. Write one."),
        ("\u200d\u00ad,a@b.c,,,,", f"{ROW}:1: row 2, name: there is no name. Write one."),
        ("x" * 101 + ",,,,,", f"{ROW}:1: row 2, name: the name has 101 characters. Make it 100 at most."),
        (
            "王 芳,,,,,",
            f"{ROW}:1: row 2, name: the name has a character that no font has: "
            '"王" (U+738B CJK UNIFIED IDEOGRAPH-738B), "芳" (U+82B3 CJK UNIFIED IDEOGRAPH-82B3). '
            "Write it with other letters.",
        ),
        ("A\x07,,,,,", f"{ROW}:1: row 2, name: a control character (U+0007) stands here. Delete it."),
        ("A\0,,,,,", f"{ROW}:1: row 2, name: a control character (U+0000) stands here. Delete it."),
        ("A,\x1b[2J@x,,,,", f"{ROW}:3: row 2, email: a control character (U+001B) stands here. Delete it."),
        (
            "A,anna,,,,",
            f"{ROW}:3: row 2, email: this is no address. Write one such as anna@school.example, or nothing.",
        ),
        (
            "A,a@b c,,,,",
            f"{ROW}:3: row 2, email: this is no address. Write one such as anna@school.example, or nothing.",
        ),
        (
            "A,,krushchev,,,",
            f'{ROW}:4: row 2, topics: there is no topic "krushchev". Did you mean "khrushchev"?',
        ),
        ("A,,Cold War,,,", f'{ROW}:4: row 2, topics: there is no topic of this name. Did you mean "cold-war"?'),
        (
            "A,,Petrova Anna,,,",
            f'{ROW}:4: row 2, topics: there is no topic of this name. "packgen list" shows all topics.',
        ),
        (
            "A,,khrushchev/fal,,,",
            f'{ROW}:4: row 2, topics: the topic "khrushchev" has no section "fal". Did you mean "fall"? '
            "Its sections are rise, fall.",
        ),
        (
            "A,,cold-war/,,,",
            f'{ROW}:4: row 2, topics: the topic "cold-war" has no section of this name. Its sections are origins.',
        ),
        (
            "A,,,large,,",
            f'{ROW}:5: row 2, profile: there is no profile "large". Did you mean "large-print"? '
            "Choose one of clear-print, dyslexia, large-print, standard.",
        ),
        ("A,,,,pupil,", f'{ROW}:6: row 2, edition: there is no edition "pupil". Choose one of student, teacher.'),
        ("A,,,,,-1", f"{ROW}:7: row 2, seed: this is no seed. Write a whole number from 0 to 999,999,999, or nothing."),
        (
            "A,,,,,1.0",
            f"{ROW}:7: row 2, seed: this is no seed. Write a whole number from 0 to 999,999,999, or nothing.",
        ),
        ("A,,,,,٣", f"{ROW}:7: row 2, seed: this is no seed. Write a whole number from 0 to 999,999,999, or nothing."),
        (
            "A,,,,," + "9" * 5000,
            f"{ROW}:7: row 2, seed: this is no seed. Write a whole number from 0 to 999,999,999, or nothing.",
        ),
        (
            "A,,khrushchev,,,,cold-war",
            f"{ROW}:18: row 2: something stands in a column that has no name in the header. "
            "Name the column there, or put a cell that holds a comma into quotation marks.",
        ),
    ],
)
def test_a_problem_names_row_column_and_remedy(row: str, message: str | None) -> None:
    text = f"name,email,topics,profile,edition,seed\n{row}\nBen,,,,,\n"
    if message is None:
        assert [student.name for student in read(text)] == ["Ben"]
    else:
        assert problems(text) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Anna,a@b.c\n", f'12b.csv:1:1: row 1: no column is called "name". {HOW}'),
        ("Anna,Berg\nBen,Ort\n", f'12b.csv:1:1: row 1: no column is called "name". {HOW}'),
        (
            "Surname,Year,E-mail\nBerg,12,\n",
            f'12b.csv:1:1: row 1: no column is called "name". Its columns are "Surname", "Year", "E-mail". {HOW}',
        ),
        (
            "Class list\nWho,Reg group\nAnna,12B\n",
            f'12b.csv:1:1: row 1: no column is called "name". Its columns are "Class list". {HOW}',
        ),
        ("name,NAME\nA,B\n", "12b.csv:1:6: row 1: another column has this name. Rename or delete one of them."),
        ("name,email,e-mail\nA\n", "12b.csv:1:12: row 1: another column has this name. Rename or delete one of them."),
        ("name,\x01\nA\n", "12b.csv:1:6: row 1: a control character (U+0001) stands here. Delete it."),
        ("name\n", "12b.csv:1:1: row 1: there is no student in the roster. Write a row a student."),
    ],
)
def test_a_header_is_checked(text: str, message: str) -> None:
    assert problems(text) == [message]


def test_rows_need_topics_of_their_own_when_there_are_none_for_all() -> None:
    message = "there are no topics. Write some, or name topics for all such rows with --topics, --course or --tag."
    known = KNOWN._replace(given=False)
    assert problems("name,topics\nA,\nB,cold-war\n", known) == [f"12b.csv:2:3: row 2, topics: {message}"]
    assert problems("name,topics\n" + "A,\n" * 29, known)[0] == f"12b.csv:2:3: rows 2 to 30, topics: {message}"
    assert problems("name\nA\n", known) == [f"12b.csv:2:1: row 2, topics: {message}"]


def test_a_row_that_stands_twice_is_told_but_namesakes_are_not() -> None:
    text = "name,email,form\nAnna,,12A\nAnna,,12B\nAnna,x@y.z,12A\n Anna ,,12A\nJose\u0301,,1\nJosé,,1\n"
    remedy = "Delete one of them or, if they are two students, tell them apart by another name or email."
    assert problems(text) == [
        f"12b.csv:5:1: row 5: this is row 2 again. {remedy}",
        f"12b.csv:7:1: row 7: this is row 6 again. {remedy}",
    ]


def test_all_problems_come_at_once_in_order() -> None:
    found = problems("name,seed,topics\n,x,nothing\nBen,1,cold-war\n,,x\n")
    assert [message.split(": ")[1] for message in found] == [
        "rows 2 and 4, name",
        "row 2, seed",
        "row 2, topics",
        "row 4, topics",
    ]


def test_a_hundred_problems_are_enough() -> None:
    found = problems("name,topics\n" + "".join(f"A{row},x{row}\n" for row in range(5000)))
    assert len(found) == 101
    assert found[100].endswith(
        "rows 102 to 5001: there is more that is wrong; these are the first 100 problems. Perhaps all have one cause."
    )


def test_what_is_wrong_in_many_rows_is_told_once() -> None:
    cell = f"this is no seed. Write a whole number from 0 to {LARGEST_SEED:,}, or nothing."
    text = "name,seed\n" + "".join(f"A{row},x\n" for row in range(2, 32))
    assert problems(text) == [f"12b.csv:2:4: rows 2 to 31, seed: {cell}"]
    assert problems(text + "B,1\nC,x\n") == [f"12b.csv:2:4: rows 2 to 31 and 33, seed: {cell}"]


def test_no_problem_quotes_a_name_or_an_address() -> None:
    text = (
        "name,email,topics,profile,edition,seed,form\n"
        + "Zaphod Beeblebrox,zaphod beeblebrox,Zaphod Beeblebrox,Zaphod Beeblebrox," * 2
    )
    assert not any(
        "eeblebrox" in message for message in problems(text + "\nZaphod\x07,,Beeblebrox/Zaphod,,,Beeblebrox,,\n")
    )


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=7), max_size=5))
def test_any_cells_are_students_or_problems(rows: list[list[str]]) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    try:
        text = ("name,email,topics,profile,edition,seed\n" + quoted).encode()
    except UnicodeEncodeError:
        return
    try:
        roster = read_roster(text, "r.csv", KNOWN)
    except ContentError as error:
        unhelpful = [problem for problem in error.problems if not problem.remedy]
        if unhelpful:
            pytest.fail(str(unhelpful))
        return
    assert all(student.name for student in roster.students)
    assert all(cause.remedy for one in roster.refused for cause in one.failure.causes)
    numbers = [*(student.row for student in roster.students), *(one.failure.row for one in roster.refused)]
    assert len(numbers) == len(set(numbers))


def test_a_row_with_problems_costs_no_other() -> None:
    text = "name,topics,seed\nAnna,khrushchev,\n王芳,,\nBen,krushchev,x\n,,\nمحمد,,\nCleo,,7\n"
    roster = read_roster(text.encode(), "12b.csv", KNOWN)
    assert [(student.row, student.name) for student in roster.students] == [(2, "Anna"), (7, "Cleo")]
    assert [(one.failure.row, one.student.name, len(one.failure.causes)) for one in roster.refused] == [
        (3, "王芳", 1), (4, "Ben", 2), (6, "محمد", 1),
    ]  # fmt: skip
    assert roster.refused[1].failure.problem.splitlines() == [
        'topics: there is no topic "krushchev". Did you mean "khrushchev"?',
        "seed: this is no seed. Write a whole number from 0 to 999,999,999, or nothing.",
    ]


def test_a_topic_that_cannot_be_read_is_told_elsewhere() -> None:
    known = KNOWN._replace(sections=lambda _: None)
    assert read("name,topics\nAnna,khrushchev/anything\n", known)[0].options["topics"] == ("khrushchev/anything",)


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\ufeff", "\u200c", "\u200d", "\u2060", "\u00ad", "\u200e", "\u202a", "\u2069"]
)
def test_characters_that_nobody_sees_are_dropped(unseen: str) -> None:
    text = f"{unseen}name,{unseen}topics\nAn{unseen}na {unseen} Berg,{unseen}khrushchev{unseen}\n"
    [student] = read(text)
    assert (student.name, student.options["topics"]) == ("Anna Berg", ("khrushchev",))
    assert problems(f"name\n{unseen},\nAnna\n")[:1] in ([], ["12b.csv:2:1: row 2, name: there is no name. Write one."])


@pytest.mark.parametrize("written", ["Zo\ufffd M\ufffdller", "M?ller", "Zo?", "?ukasz", "MÃ¼ller", "√ºlk√º"])
def test_a_name_that_was_spoilt_is_refused_with_the_remedy(written: str) -> None:
    [problem] = problems(f"name\n{written}\nAnna\n")
    assert problem.startswith("12b.csv:2:1: row 2, name: letters were ")
    assert 'choose "Save as" and "CSV UTF-8' in problem


def test_titles_and_repeated_headers_are_no_students() -> None:
    header = "Surname;Forename;Reg\n"
    text = f"Class list 12B;;\n;;\nPrinted 7 June 2026;;\n{header}Berg;Anna;12B\n{header}Ort;Ben;12B\n"
    assert [(student.row, student.name) for student in read(text)] == [(5, "Anna Berg"), (7, "Ben Ort")]
    assert notes(text) == [
        'the header is row 4; name from "Forename" and "Surname"; only kept for the manifest: "Reg".'
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("name\nAnna Maria Berg\n", "Anna"),
        ('name\n"Berg, Anna Maria"\n', "Anna"),
        ("forename,surname\nAnna Maria,Berg\n", "Anna Maria"),
        ("Legal forename,Preferred forename,Surname\nAnnabelle,Anna,Berg\n", "Anna"),
        ("forename,surname\n,Berg\n", "Berg"),
    ],
)
def test_a_forename_is_its_own_column_or_the_first_word(text: str, first: str) -> None:
    [student] = read(text)
    assert student.first == first
    assert row_digest(student) == row_digest(student._replace(first=""))


def test_a_surname_first_is_turned_round() -> None:
    assert [one.name for one in read('name\n"Berg, Anna"\n"King, Martin, jr"\n"Davis, Jr."\nO’Brien\n')] == [
        "Anna Berg", "King, Martin, jr", "Davis, Jr.", "O’Brien",
    ]  # fmt: skip


def test_a_preferred_name_counts_where_there_is_one() -> None:
    text = "Legal surname,Legal forename,Preferred forename\nBerg,Annabelle,Anna\nOrt,Benjamin,\n"
    assert [one.name for one in read(text)] == ["Anna Berg", "Benjamin Ort"]


def test_a_file_of_western_europe_is_read_and_said() -> None:
    text = "name\nZoë O’Brien\nBen\nMüller\n"
    roster = read_roster(text.encode("cp1252"), "12b.csv", KNOWN)
    assert [one.name for one in roster.students] == ["Zoë O’Brien", "Ben", "Müller"]
    assert roster.notes[0].startswith(
        "it is not UTF-8; it was read as Windows-1252. Look at the accents of rows 2 and 4."
    )


def test_a_plain_roster_needs_no_note() -> None:
    assert notes("name,email,topics\nAnna,,\n") == []
    assert notes("name,form\nAnna,12B\n") == ['only kept for the manifest: "form".']


def test_the_digest_of_a_row_is_of_what_it_asks_for_and_of_nothing_else() -> None:
    one, same, other = read("name,topics,form\nAnna,khrushchev,12A\nAnna,khrushchev,12B\nAnna,cold-war,12A\n")
    assert row_digest(one) == row_digest(same) != row_digest(other)
