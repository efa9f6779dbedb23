from __future__ import annotations

import pytest
from pydantic import ValidationError

from packgen.blocks.base import TaskProblem
from packgen.tasks.chance import Chance
from packgen.tasks.cloze import ClozeTask
from tests.support.editions import copies, ink
from tests.support.paper import lay_form, lay_specimen, parse, setting, task
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

MARKED = "His {{Secret Speech}} of 1956, unrest in {{Hungary}}, and {{sovnarkhozy|regional councils}} in the end."

STUDY = (
    parse("key-figures", people=[{"name": "Georgy Malenkov", "role": "Premier", "why": "Gave way"}]),
    parse("glossary", terms=[{"term": "Presidium", "meaning": "The highest committee"}]),
    parse("timeline", events=[{"date": "18–21 June 1957", "event": "Vote"}, {"date": "Feb 1956", "event": "Speech"}]),
)

UNMARKED = "In February 1956 all was well. It was Malenkov who came to the Presidium then. By 18–21 June he had lost."


def made(text: str = MARKED, seed: int = 1, **fields: object) -> ClozeTask:
    form = task(parse("cloze", text=text, **fields), STUDY, seed)
    assert isinstance(form, ClozeTask)
    return form


def refused(**fields: object) -> list[tuple[object, str, str]]:
    """Where a block is refused, and why."""
    with pytest.raises(ValidationError) as told:
        parse("cloze", **fields)
    return [(e["loc"][-1], e["ctx"]["message"], e["ctx"]["remedy"]) for e in told.value.errors()]


# -- marked


def test_marks_are_hidden_with_a_bank() -> None:
    form = made()
    assert [(gap.answer, gap.variants) for gap in form.gaps] == [
        ("Secret Speech", ()),
        ("Hungary", ()),
        ("sovnarkhozy", ("regional councils",)),
    ]
    assert (form.title, form.banked, form.short) == ("Fill the gaps", True, "cloze.short")
    assert (made(bank="no").banked, made(title="Again").title) == (False, "Again")


def test_some_of_the_marks_are_hidden_by_the_seed() -> None:
    choices = {tuple(gap.answer for gap in made(seed=seed, gaps="2").gaps) for seed in range(20)}
    assert len(choices) == 3
    assert {len(choice) for choice in choices} == {2}
    assert made(seed=3, gaps="2") == made(seed=3, gaps="2")


# -- not marked


def test_gaps_are_chosen_from_terms_names_and_dates() -> None:
    answers = ["February 1956", "Malenkov", "Presidium", "18–21 June"]
    assert [gap.answer for gap in made(UNMARKED).gaps] == answers
    assert len(made(UNMARKED, gaps="2").gaps) == 2


def test_another_block_in_the_section_changes_nothing_it_does_not_say() -> None:
    more = parse("glossary", terms=[{"term": "Kolkhoz", "meaning": "Collective farm"}])
    block = parse("cloze", text=UNMARKED, gaps="2")
    assert task(block, STUDY) == task(block, (*STUDY, more)) == task(block, (more, *STUDY[::-1]))


def test_a_passage_without_any_of_them_is_a_problem() -> None:
    with pytest.raises(TaskProblem) as told:
        made("Nothing of the kind stands here.")
    assert told.value.key == "text"
    assert str(told.value) == "nothing is marked, and no term, name or date of the section stands in the text."
    assert told.value.remedy == 'Mark what to hide in the text, such as "{{answer}}".'


def test_more_gaps_than_can_be_chosen_are_a_problem() -> None:
    with pytest.raises(TaskProblem) as told:
        made(UNMARKED, gaps="7")
    assert told.value.key == "gaps"
    assert str(told.value) == "7 gaps are asked for, but only 4 can be chosen from the section’s key terms."
    assert told.value.remedy.endswith("or ask for fewer.")


# -- spare words


def test_spare_words_are_in_the_bank() -> None:
    form = made(spare=["Budapest", "1929"])
    assert form.spare == ("Budapest", "1929")
    assert form.bank == ["1929", "Budapest", "Hungary", "Secret Speech", "sovnarkhozy"]
    assert made().spare is None
    assert made(spare=[]).spare == ()


@pytest.mark.parametrize("word", ["Hungary", "*hungary*", "regional councils"])
def test_a_word_that_is_right_in_a_gap_is_not_spare(word: str) -> None:
    [(where, message, remedy)] = refused(text=MARKED, spare=["Budapest", word])
    assert (where, remedy) == (1, "Name another word, or delete it.")
    assert message.endswith("is right in a gap, so it is not spare.")


def test_a_term_that_is_hidden_in_an_unmarked_passage_is_not_spare() -> None:
    with pytest.raises(TaskProblem) as told:
        made(UNMARKED, spare=["Presidium"])
    assert (told.value.key, told.value.message) == ("spare", '"Presidium" is right in a gap, so it is not spare.')


def test_spare_words_need_a_bank() -> None:
    assert refused(text=MARKED, bank="no", spare=["Budapest"]) == [
        ("spare", "there is no word bank.", 'Delete the line, or "bank: no".')
    ]


# -- refused


@pytest.mark.parametrize(
    ("fields", "where", "message", "remedy"),
    [
        ({"text": "a {{b"}, "text", 'a gap is not closed: "{{b".', "Write }} after what is to be hidden."),
        ({"text": "a {{}}"}, "text", 'a gap is empty: "{{}}".', 'Write "{{answer}}", or "{{answer|also accepted}}".'),
        (
            {"text": MARKED, "gaps": "4"},
            "gaps",
            "4 gaps are asked for, but the text marks 3.",
            "Mark more, or ask for fewer.",
        ),
        ({"text": MARKED, "gaps": "0"}, "gaps", "{name} cannot be {found}.", "Write 1 to 99, or delete the line."),
        ({"text": "a", "gaps": "100"}, "gaps", "{name} cannot be {found}.", "Write 1 to 99, or delete the line."),
    ],
)
def test_what_cannot_be_used_is_refused(fields: dict[str, object], where: str, message: str, remedy: str) -> None:
    assert refused(**fields) == [(where, message, remedy)]


# -- on the page


def test_a_passage_goes_on_over_the_page_in_both_editions() -> None:
    form = made("\n\n".join([MARKED] * 12))
    for profile in ("standard", "large-print"):
        student, teacher = copies(form, setting(profile), skip=100)
        assert student.pages == teacher.pages >= 2
        assert ink(student) < ink(teacher)
        assert len([text for text in student.drawing.texts() if text.text.strip() == "36"]) == 1


def test_the_specimen_has_a_bank_and_chosen_gaps() -> None:
    laid = lay_specimen("cloze", "standard")
    assert laid.pages == 1
    assert "B How he came to power" in laid.drawing.words()
    assert tag_tree(laid.tags).count("actual='blank 12'") == 1


# -- from blocks for study


def test_prose_hides_what_it_shows_to_matter() -> None:
    prose = parse(
        "prose", title="Rise", text="There was **Beria**, and the Marshal. Then Stalin died in March 1953. All fell."
    )
    form = prose.recall("cloze", Chance(1), WORDS)
    assert prose.forms == ("cloze",)
    assert isinstance(form, ClozeTask)
    assert form.title == "Fill the gaps: Rise"
    assert [gap.answer for gap in form.gaps] == ["Beria", "Marshal", "March 1953"]
    assert parse("prose", text="Nothing to hide in here.").recall("cloze", Chance(1), WORDS) is None


def test_a_summary_becomes_a_paragraph_a_box() -> None:
    items = [
        {"handle": "Virgin Lands.", "text": "In the east was Kazakhstan."},
        {"text": "It began in February 1954 there."},
    ]
    boxes = [{"label": "Why?", "items": items}, {"label": "What?", "items": [{"text": "It was in Siberia too."}]}]
    form = parse("summary", boxes=boxes).recall("cloze", Chance(1), WORDS, "Gaps")
    assert isinstance(form, ClozeTask)
    assert form.title == "Gaps"
    assert form.given()[0].startswith("Virgin Lands. In the east was")
    assert [gap.answer for gap in form.gaps] == ["Kazakhstan", "February 1954", "Siberia"]


# -- what a section offers


def test_study_blocks_name_their_terms() -> None:
    figures, glossary, timeline = STUDY
    assert figures.key_terms() == ["Georgy Malenkov", "Malenkov"]
    assert glossary.key_terms() == ["Presidium"]
    assert timeline.key_terms()[:4] == ["18–21 June 1957", "18–21 June", "June 1957", "1957"]
    assert lay_form(made()).pages == 1
