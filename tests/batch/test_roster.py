from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.batch.roster import Known, Student, read_roster
from packgen.errors import ContentError
from packgen.text.faces import Faces

SECTIONS = {"khrushchev": ["rise", "fall"], "cold-war": ["origins"]}
KNOWN = Known(
    SECTIONS, SECTIONS.__getitem__, ["large-print", "standard"], ["student", "teacher"], Faces({}).missing, True
)


def read(text: str, known: Known = KNOWN) -> list[Student]:
    return read_roster(text.encode(), "12b.csv", known)


def problems(text: str, known: Known = KNOWN) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(text, known)
    return [str(problem) for problem in caught.value.problems]


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
            topics=("khrushchev/fall", "cold-war"),
            profile="large-print",
            edition="teacher",
            seed=7,
            columns=(("Form", "12B"),),
        )
    ]


def test_only_a_name_must_be_there() -> None:
    assert read("name\nAnna\n") == [Student(2, "Anna", "", (), None, None, None, ())]
    assert read("name,topics,house\nAnna\n") == [Student(2, "Anna", "", (), None, None, None, (("house", ""),))]


@pytest.mark.parametrize("between", [",", ";", ", ", "\n", ",,\r\n"])
def test_topics_stand_side_by_side_or_on_lines(between: str) -> None:
    assert read(f'name,topics\nAnna,"khrushchev{between}cold-war"\n')[0].topics == ("khrushchev", "cold-war")


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
        (
            "A\u202enna,,,,,",
            f"{ROW}:1: row 2, name: the name has a character that no font has: U+202E RIGHT-TO-LEFT OVERRIDE. "
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
            "Choose one of large-print, standard.",
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
        (
            "Anna,a@b.c\n",
            '12b.csv:1:1: row 1: no column is called "name". '
            "Write in the first row what each column holds: name, email, topics, profile, edition, seed.",
        ),
        ("name,NAME\nA,B\n", "12b.csv:1:6: row 1: another column has this name. Rename or delete one of them."),
        ("name,x,x\nA,B\n", "12b.csv:1:8: row 1: another column has this name. Rename or delete one of them."),
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
        "row 2, name",
        "row 2, seed",
        "row 2, topics",
        "row 4, name",
        "row 4, topics",
    ]


def test_a_hundred_problems_are_enough() -> None:
    found = problems("name,seed\n" + "A,x\n" * 5000)
    assert len(found) == 101
    assert found[100].endswith(
        "there is more that is wrong; these are the first 100 problems. Perhaps all have one cause."
    )


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
        students = read_roster(text, "r.csv", KNOWN)
    except ContentError as error:
        problems = error.problems
        students = []
    else:
        problems = []
    assert all(problem.remedy for problem in problems)
    assert all(student.name for student in students)
