from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.batch.naming import FileOwner, file_names, identities, slug

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.pdf")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def named(*names: str, known: dict[str, str] | None = None, taken: set[str] | None = None) -> list[str]:
    people = [(name, "", "student") for name in names]
    found = [FileOwner(person[0], "", identity) for person, identity in zip(people, identities(people), strict=True)]
    return file_names(found, known or {}, taken or set())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Petrova", "anna-petrova"),
        ("  Zoë-Mae  O’Brien ", "zoe-mae-obrien"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Øyvind Strauß", "oyvind-strauss"),
        ("Анна Щукина", "anna-shchukina"),
        ("Михайло Їжак", "mikhaylo-yizhak"),
        ("José", "jose"),
        ("../../x", "x"),
        ("nul.txt", "nul-txt"),
        ("C:\\Windows\\x", "c-windows-x"),
        ("=cmd|'/C calc'!A0", "cmd-c-calc-a0"),
        ("a\0b\nc", "a-b-c"),
        ("ﬁne №1 Ⅷ", "fine-no1-viii"),
        ("x" * 300, "x" * 60),
        ("...", ""),
        ("😀🎉", ""),
        ("王芳", "wangfang"),
    ],
)
def test_a_name_becomes_letters_that_are_safe_everywhere(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert slug(unicodedata.normalize("NFD", name)) == expected


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9", "aux.", "😀", "....", "  ", "ＣＯＮ"])
def test_reserved_names_and_names_without_letters_get_more(name: str) -> None:
    [file] = named(name)
    assert re.fullmatch(r"(student|[a-z0-9]+)-[a-z2-7]{5}\.pdf", file)


def test_two_annas_have_two_files_that_stay_theirs() -> None:
    first = named("Anna", "Ben", "ANNA", "Änna")
    assert first[:2] == ["anna.pdf", "ben.pdf"]
    assert len({file.casefold() for file in first}) == 4
    assert named("Anna", "Ben", "ANNA", "Änna", "Anna", "Zoë")[:4] == first


def test_files_given_before_are_kept_whatever_the_order() -> None:
    people = [("Anna", "1@x", "s"), ("Anna", "2@x", "s"), ("Ben", "", "s")]
    ids = identities(people)
    before = file_names([FileOwner(p[0], "", i) for p, i in zip(people, ids, strict=True)], {}, set())
    known = dict(zip(ids, before, strict=True))
    later = [("Anna", "0@x", "s"), *reversed(people)]
    found = file_names([FileOwner(p[0], "", i) for p, i in zip(later, identities(later), strict=True)], known, set())
    assert found[1:] == before[::-1]
    assert found[0] not in before


def test_a_file_that_is_not_ours_is_left_alone() -> None:
    assert named("Anna", taken={"anna.pdf"})[0].startswith("anna-")


def test_the_teachers_edition_says_so() -> None:
    assert file_names([FileOwner("Anna", "teacher", "00" * 32)], {}, set()) == ["anna-teacher.pdf"]


@given(st.lists(st.text(max_size=300), max_size=30))
def test_every_name_gets_a_file_of_its_own_that_any_system_takes(names: list[str]) -> None:
    files = named(*names)
    assert len(set(files)) == len(names)
    for file in files:
        assert SAFE.fullmatch(file)
        assert len(file) <= 100
        assert file.removesuffix(".pdf") not in RESERVED


@given(st.lists(st.sampled_from(["Anna", "anna", "ÁNNA", "CON", "😀", "Ben", "ben."]), max_size=12), st.data())
def test_rows_that_come_and_go_leave_other_files_as_they_are(names: list[str], data: st.DataObject) -> None:
    people = [(name, f"{number}@x", "student") for number, name in enumerate(names)]
    ids = identities(people)
    files = file_names([FileOwner(p[0], "", i) for p, i in zip(people, ids, strict=True)], {}, set())
    known = dict(zip(ids, files, strict=True))
    more = data.draw(st.permutations([*people, ("Anna", "new@x", "student")]))
    again = file_names([FileOwner(p[0], "", i) for p, i in zip(more, identities(more), strict=True)], known, set())
    for person, file in zip(more, again, strict=True):
        if person in people:
            assert file == files[people.index(person)]
        else:
            assert file not in files


def test_an_identity_has_nothing_to_do_with_case_or_composition() -> None:
    assert identities([("José", "A@B.c", "s")]) == identities([("JOSE\u0301", "a@b.C", "s")])
    assert len(set(identities([("A", "", "s"), ("A", "", "s"), ("A", "x", "s"), ("A", "", "t")]))) == 4


def test_many_without_letters_are_named_quickly() -> None:
    files = named(*["😀"] * 20_000)
    assert len(set(files)) == 20_000
