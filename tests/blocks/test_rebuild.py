from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from packgen.blocks import Block
from packgen.blocks.base import TaskProblem
from packgen.blocks.rebuild import Rebuild
from packgen.tasks.base import Task
from packgen.tasks.chance import Chance
from packgen.tasks.grid import Blank, GridTask
from packgen.tasks.matching import MatchingTask
from packgen.tasks.ordering import OrderingTask
from tests.support.paper import TYPES, lay_form, lay_key, parse, setting, task
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

MALENKOV = {"name": "Georgy Malenkov", "role": "Premier", "why": "Led the attempt", "dates": "1902–1988"}
ZHUKOV = {"name": "Georgy Zhukov", "role": "Defence minister", "why": "Saved Khrushchev"}
SEROV = {"name": "Ivan Serov", "role": "Chairman of the KGB", "why": "Brought members in", "dates": "1905–1990"}
PEOPLE = parse("key-figures", people=[MALENKOV, ZHUKOV, SEROV])
SIDES = parse(
    "key-figures",
    choice={"question": "Which side?", "options": ["For", "Against"]},
    people=[{**MALENKOV, "choice": "Against"}, {**ZHUKOV, "choice": "For"}, SEROV],
)
TERMS = parse(
    "glossary",
    terms=[{"term": "Presidium", "meaning": "Highest committee"}, {"term": "Plenum", "meaning": "Full meeting"}],
)
NUMBERS = parse(
    "statistics",
    title="Three numbers",
    unit="million",
    rows=[{"label": "regions", "value": "105", "unit": "councils"}, {"label": "camps", "value": "2.5"}],
)
TABLE = parse("table", columns=["Who", "1957", "1964"], rows=[["Army", "for", "aside"], ["KGB", "for", ""]])
VIEWS = parse(
    "interpretations", views=[{"historian": "Taubman", "claim": "Impulse"}, {"historian": "Tompson", "claim": "Elite"}]
)
MISTAKES = parse("misconceptions", items=[{"wrong": "May 1957", "right": "it was **June**."}])
STUDY = (PEOPLE, TERMS, NUMBERS, TABLE, VIEWS, MISTAKES)


def made(block: Block, form: str, seed: int = 1) -> Task:
    found = block.recall(form, Chance(seed, "test"), WORDS)
    assert found is not None
    return found


def grid(block: Block, form: str) -> list[tuple[str, ...]]:
    """The rows of a grid, hidden cells in brackets."""
    found = made(block, form)
    assert isinstance(found, GridTask)
    return [tuple(f"[{cell.answer}]" if isinstance(cell, Blank) else cell for cell in row) for row in found.rows]


def heads(block: Block, form: str) -> list[str]:
    found = made(block, form)
    assert isinstance(found, GridTask)
    return [found.title, WORDS.text(found.short), *(column.head for column in found.columns)]


# -- what the blocks give


def test_key_figures_hide_why_they_matter() -> None:
    assert heads(PEOPLE, "why") == ["Rebuild the key figures", "Figures", "Name", "Why they matter"]
    assert grid(PEOPLE, "why")[0] == ("Georgy Malenkov", "[Led the attempt]")


def test_a_choice_is_ticked_beside_it() -> None:
    assert heads(SIDES, "why")[2:] == ["Name", "Which side?", "Why they matter"]
    assert grid(SIDES, "why") == [
        ("Georgy Malenkov", "[Against]", "[Led the attempt]"),
        ("Georgy Zhukov", "[For]", "[Saved Khrushchev]"),
        ("Ivan Serov", "", "[Brought members in]"),
    ]
    form = made(SIDES, "why")
    assert isinstance(form, GridTask)
    assert (form.marks, form.how) == (5, "marks.boxes")


def test_key_figures_hide_roles_or_dates() -> None:
    assert heads(PEOPLE, "role") == ["Give their roles", "Figures", "Name", "Role"]
    assert grid(PEOPLE, "role")[1] == ("Georgy Zhukov", "[Defence minister]")
    assert grid(PEOPLE, "dates") == [("Georgy Malenkov", "[1902–1988]"), ("Ivan Serov", "[1905–1990]")]


def test_names_are_asked_for_from_the_roles_in_another_order() -> None:
    assert heads(PEOPLE, "names") == ["Name the person", "Figures", "Role", "Name"]
    rows = grid(PEOPLE, "names")
    assert sorted(rows) == [
        ("Chairman of the KGB", "[Ivan Serov]"),
        ("Defence minister", "[Georgy Zhukov]"),
        ("Premier", "[Georgy Malenkov]"),
    ]
    assert [role for role, _ in rows] != ["Premier", "Defence minister", "Chairman of the KGB"]


def test_either_of_two_with_the_same_role_is_right() -> None:
    block = parse("key-figures", people=[MALENKOV, ZHUKOV, {**SEROV, "role": "Premier"}])
    variants = {gap.answer: gap.variants for gap in made(block, "names").gaps}
    assert variants["Georgy Malenkov"] == ("Ivan Serov",)
    assert variants["Ivan Serov"] == ("Georgy Malenkov",)
    assert variants["Georgy Zhukov"] == ()


def test_a_glossary_hides_terms_or_meanings_or_mixes_them() -> None:
    assert heads(TERMS, "terms") == ["Name the term", "Terms", "Meaning", "Term"]
    assert grid(TERMS, "terms") == [("Full meeting", "[Plenum]"), ("Highest committee", "[Presidium]")]
    assert heads(TERMS, "meanings") == ["Say what it means", "Terms", "Term", "Meaning"]
    assert grid(TERMS, "meanings")[0] == ("Plenum", "[Full meeting]")
    assert heads(TERMS, "both") == ["Terms and meanings", "Terms", "Term", "Meaning"]
    assert sorted(sum(cell.startswith("[") for cell in row) for row in grid(TERMS, "both")) == [1, 1]
    match = made(TERMS, "match")
    assert isinstance(match, MatchingTask)
    assert (match.lefts, match.rights) == (("Presidium", "Plenum"), ("Full meeting", "Highest committee"))


def test_statistics_hide_figures_or_what_they_count() -> None:
    assert heads(NUMBERS, "figures") == ["Complete the figures", "Numbers", "Measure", "Figure (million)"]
    assert grid(NUMBERS, "figures") == [("regions", "[105\u00a0councils]"), ("camps", "[2.5]")]
    assert heads(NUMBERS, "labels") == ["Say what it counts", "Numbers", "Figure", "Measure"]
    assert grid(NUMBERS, "labels") == [("105\u00a0councils", "[regions]"), ("2.5\u00a0million", "[camps]")]


def test_either_of_two_with_the_same_figure_is_right() -> None:
    block = parse("statistics", rows=[{"label": label, "value": "5"} for label in ("a", "b")])
    assert [gap.variants for gap in made(block, "labels").gaps] == [("b",), ("a",)]


def test_a_table_hides_all_but_its_first_column() -> None:
    assert heads(TABLE, "cells") == ["Complete the table", "Table", "Who", "1957", "1964"]
    assert grid(TABLE, "cells") == [("Army", "[for]", "[aside]"), ("KGB", "[for]", "")]


def test_rows_of_a_table_are_put_in_order_without_their_dates() -> None:
    dated = parse("table", columns=["Year", "What"], rows=[["1953", "Stalin"], ["1956", "Speech"], ["1957", "Vote"]])
    form = made(dated, "order")
    assert isinstance(form, OrderingTask)
    assert form.items == ("Stalin", "Speech", "Vote")
    named = parse("table", columns=["What", "Who"], rows=[["a", "x"], ["b", "y"], ["c", "z"]])
    assert sorted(made(named, "order").given()) == ["a", "b", "c"]


def test_claims_ask_for_their_historians() -> None:
    assert heads(VIEWS, "historians") == ["Who says so?", "Views", "Claim", "Historian"]
    assert grid(VIEWS, "historians") == [("Impulse", "[Taubman]"), ("Elite", "[Tompson]")]
    match = made(VIEWS, "match")
    assert isinstance(match, MatchingTask)
    assert match.lefts == ("Impulse", "Elite")


def test_mistakes_are_put_right() -> None:
    assert heads(MISTAKES, "correct") == ["Put it right", "Mistakes", "Wrong", "What is right?"]
    assert grid(MISTAKES, "correct") == [("“May 1957”", "[it was **June**.]")]


@pytest.mark.parametrize(
    ("block", "form"),
    [
        (parse("key-figures", people=[ZHUKOV]), "dates"),
        (parse("key-figures", people=[MALENKOV]), "names"),
        (parse("glossary", terms=[{"term": "a", "meaning": "b"}]), "match"),
        (parse("interpretations", views=[{"historian": "a", "claim": c} for c in "xy"]), "match"),
        (parse("table", columns=["a"], rows=[["b"], ["c"], ["d"]]), "cells"),
        (parse("table", columns=["a", "b"], rows=[["c", ""], ["d", ""]]), "cells"),
        (parse("table", columns=["a", "b"], rows=[["c", "x"], ["d", "y"]]), "order"),
    ],
)
def test_too_little_is_no_form(block: Block, form: str) -> None:
    assert block.recall(form, Chance(1), WORDS) is None


@pytest.mark.parametrize("block", STUDY, ids=lambda block: type(block).__name__)
def test_a_title_of_the_authors_own_is_used(block: Block) -> None:
    for form in block.forms:
        found = block.recall(form, Chance(1), WORDS, "My title")
        assert found is None or found.title == "My title"


FORMS = [(block, form) for block in (SIDES, *STUDY) for form in block.forms if block.recall(form, Chance(1), WORDS)]


@pytest.mark.parametrize(("block", "form"), FORMS)
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_task_and_key_of_every_form_can_be_set(block: Block, form: str, profile: str) -> None:
    found = made(block, form)
    assert found.marks == len(found.gaps) > 0
    assert [gap.number for gap in found.gaps] == list(range(1, found.marks + 1))
    student, key = lay_form(found, setting(profile)), lay_key(found, setting(profile))
    said = tag_tree(student.tags)
    assert all(re.search(rf"actual='blank {gap.number}\b", said) for gap in found.gaps)
    labels = [node.text.strip() for tag in ("Lbl", "Span") for node in key.tags.find(tag)]
    assert sorted(labels, key=int) == [str(gap.number) for gap in found.gaps]


# -- which block is meant


def rebuild(**fields: object) -> Block:
    return parse("rebuild", **fields)


def problem(study: tuple[Block, ...], **fields: object) -> tuple[str, str, str]:
    with pytest.raises(TaskProblem) as caught:
        task(rebuild(**fields), study)
    return caught.value.key, caught.value.message, caught.value.remedy


def test_it_takes_the_first_form_of_the_only_block_of_a_type() -> None:
    form = task(rebuild(of="glossary"), STUDY)
    assert form == TERMS.recall("terms", Chance(1, "test"), WORDS)


def test_it_takes_the_form_and_the_title_that_it_names() -> None:
    form = task(rebuild(of="glossary", form="match", title="Join them"), STUDY)
    assert isinstance(form, MatchingTask)
    assert form.title == "Join them"


def test_which_names_one_of_several_by_its_title() -> None:
    other = parse("statistics", title="*Grain*", rows=[{"label": "1953", "value": "82.5"}])
    assert task(rebuild(of="statistics", which="Grain"), (*STUDY, other)).gaps[0].answer == "82.5"
    assert task(rebuild(of="statistics", which="Three numbers"), (*STUDY, other)).marks == 2


def test_only_some_of_its_parts_may_be_meant() -> None:
    form = task(rebuild(of="key-figures", only=["Ivan Serov", "Georgy Malenkov"]), STUDY)
    assert form.given() == ["Georgy Malenkov", "Ivan Serov"]
    assert task(rebuild(of="key-figures"), STUDY).marks == 3


def test_a_part_that_is_not_there() -> None:
    assert problem(STUDY, of="glossary", only=["Presidum"]) == (
        "only",
        'there is no "Presidum" in glossary. Did you mean "Presidium"?',
        "It has Presidium and Plenum.",
    )
    assert problem(STUDY, of="table", only=["Army"])[:2] == ("only", "a table has no parts to choose from.")


def test_a_type_is_one_that_can_be_rebuilt() -> None:
    with pytest.raises(ValidationError):
        rebuild(of="extract")
    with_forms = {kind for kind, cls in TYPES.items() if cls.forms}
    assert set(Rebuild.model_fields["of"].annotation.__args__) == with_forms  # type: ignore[union-attr]


def test_the_docstring_names_every_form() -> None:
    said = " ".join((Rebuild.__doc__ or "").split())
    for kind in Rebuild.model_fields["of"].annotation.__args__:  # type: ignore[union-attr]
        assert f"{kind} {', '.join(TYPES[kind].forms)}" in said


def test_no_such_block() -> None:
    assert problem((TERMS, NUMBERS), of="timeline") == (
        "of",
        "there is no timeline in this section.",
        "Name another: glossary and statistics; or add one.",
    )
    assert problem((), of="timeline")[2] == "Add one, or delete this block."


def test_several_blocks_and_no_title() -> None:
    other = parse("glossary", title="More words", terms=[{"term": "a", "meaning": "b"}])
    assert problem((TERMS, other), of="glossary") == (
        "of",
        "there are 2 blocks of type glossary in this section.",
        'Add "which:" and a title: Glossary or More words.',
    )


def test_several_blocks_that_no_title_tells_apart() -> None:
    message = "there are 2 blocks of type glossary, and no titles to tell them apart."
    assert problem((TERMS, TERMS), of="glossary")[:2] == ("of", message)
    assert problem((TERMS, TERMS), of="glossary", which="Glossary")[:2] == ("which", message)


def test_a_title_that_no_block_has() -> None:
    assert problem(STUDY, of="statistics", which="Three number") == (
        "which",
        'no statistics in this section has the title "Three number". Did you mean "Three numbers"?',
        "Write Three numbers.",
    )


def test_an_unknown_form() -> None:
    assert problem(STUDY, of="glossary", form="meaning") == (
        "form",
        'glossary has no form "meaning". Did you mean "meanings"?',
        "Its forms are terms, meanings, both and match.",
    )


def test_too_little_in_the_block() -> None:
    one = parse("glossary", terms=[{"term": "a", "meaning": "b"}])
    assert problem((one,), of="glossary", form="match") == (
        "form",
        'glossary has too little in it for the form "match".',
        "Choose another form (terms, meanings and both), or add to the block.",
    )
    bare = parse("table", columns=["a"], rows=[["b"]])
    assert problem((bare,), of="table") == (
        "of",
        'table has too little in it for the form "cells".',
        "Add to the block.",
    )
