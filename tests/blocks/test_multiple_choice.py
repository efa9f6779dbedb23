from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from packgen.blocks import Block
from packgen.tasks.multiple_choice import MultipleChoiceTask
from packgen.tasks.options import ChoiceOption
from tests.support.paper import lay_block, lay_form, lay_key, parse, setting, task
from tests.support.words import WORDS

BODIES = [
    {"text": "The Central Committee", "right": "yes"},
    {"text": "The Presidium", "why": "It voted 7 to 4 to remove him."},
    {"text": "The Supreme Soviet", "why": "It chose no leader."},
    "The army",
]


def question(*options: object, **fields: object) -> dict[str, object]:
    return {"question": "Which body kept him?", "options": list(options or BODIES), **fields}


def choice(*questions: dict[str, object], **fields: object) -> Block:
    return parse("multiple-choice", **{"questions": list(questions or [question()]), **fields})


def made(block: Block, seed: int = 1) -> MultipleChoiceTask:
    form = task(block, seed=seed)
    assert isinstance(form, MultipleChoiceTask)
    return form


def shown(block: Block, seed: int = 1) -> list[str]:
    return [option.text for option in made(block, seed).questions[0].options]


def fault(*questions: dict[str, object]) -> tuple[Any, str]:
    with pytest.raises(ValidationError) as caught:
        choice(*questions)
    [error] = [one for one in caught.value.errors() if one["type"] == "refused"]
    return error["loc"], error["msg"]


def test_an_option_is_a_text_or_says_whether_it_is_right_and_why() -> None:
    assert set(made(choice()).questions[0].options) == {
        ChoiceOption("The Central Committee", True),
        ChoiceOption("The Presidium", why="It voted 7 to 4 to remove him."),
        ChoiceOption("The Supreme Soviet", why="It chose no leader."),
        ChoiceOption("The army"),
    }


def test_another_seed_shuffles_anew_and_the_same_does_not() -> None:
    assert len({tuple(shown(choice(), seed)) for seed in range(12)}) > 5
    assert shown(choice(), 3) == shown(choice(), 3)


def test_fixed_options_keep_their_order() -> None:
    for seed in range(5):
        assert shown(choice(question(fixed="yes")), seed) == [
            "The Central Committee", "The Presidium", "The Supreme Soviet", "The army",
        ]  # fmt: skip


def test_it_says_how_many_to_tick() -> None:
    assert made(choice()).prompt == "Tick one box for each question."
    several = choice(question({"text": "a", "right": "yes"}, {"text": "b", "right": "yes"}, "c"))
    assert made(several).prompt == "Tick one box for each question, or as many as it says."
    assert "Which body kept him? Tick 2." in lay_block(several).drawing.words()
    assert made(choice(prompt="Tick.")).prompt == "Tick."


def test_it_is_a_task_under_a_letter_of_its_own() -> None:
    words = lay_block(choice(title="Who decided?")).drawing.words()
    assert words.startswith("A Who decided? 1 mark Tick one box for each question. 1 Which body kept him? a ")


@pytest.mark.parametrize("count", [1, 7])
def test_there_are_2_to_6_options(count: int) -> None:
    options = [{"text": "right", "right": "yes"}, *[f"wrong {n}" for n in range(6)]][:count]
    with pytest.raises(ValidationError):
        choice(question(*options))


def test_one_is_right() -> None:
    place, message = fault(question("a", "b"))
    assert place == ("questions", 0, "options")
    assert message == 'none of the options is right. Write "right: yes" under the right one.'


def test_not_all_are_right() -> None:
    place, message = fault(question(), question({"text": "a", "right": "yes"}, {"text": "b", "right": "yes"}))
    assert place == ("questions", 1, "options")
    assert message == 'all options are right. Delete "right: yes" under those that are wrong.'


def test_an_option_stands_once() -> None:
    place, message = fault(question({"text": "Same", "right": "yes"}, "other", "**same**"))
    assert place == ("questions", 0, "options", 2)
    assert message == '"same" is there already. Change one of them, or delete it.'


def test_its_cards_have_the_options_and_the_reasons() -> None:
    [card] = choice().cards(WORDS)
    assert (card.question, card.answer, card.cue) == ("Which body kept him?", "The Central Committee", "")
    assert {option.text for option in card.options} == {
        "The Central Committee", "The Presidium", "The Supreme Soviet", "The army",
    }  # fmt: skip
    assert "The Presidium: It voted 7 to 4 to remove him." in card.note
    assert not card.fixed
    [fixed] = choice(question(fixed="yes")).cards(WORDS)
    assert fixed.fixed
    assert fixed.options[0].text == "The Central Committee"


def test_a_question_that_no_card_can_hold_has_none() -> None:
    long = [{"text": "right " * 20, "right": "yes"}, *(f"{n} {'wrong ' * 20}" for n in range(2))]
    assert len(choice(question(*long)).cards(WORDS)) == 1
    assert choice(question(*long, f"3 {'wrong ' * 20}")).cards(WORDS) == []


def test_several_right_answers_stand_on_the_back_of_a_card() -> None:
    [card] = choice(question({"text": "a", "right": "yes"}, "b", {"text": "c", "right": "yes"}, fixed="yes")).cards(
        WORDS
    )
    assert card.answer == "a; c"


def long_one(number: int) -> dict[str, object]:
    options = [{"text": f"First{number:02} {'word ' * 12}", "right": "yes"}, f"Last{number:02} {'word ' * 12}"]
    return question(*options, question=f"Question{number:02}", fixed="yes")


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_question_is_never_divided_from_its_options(profile: str) -> None:
    laid = lay_form(made(choice(*[long_one(n) for n in range(14)])), setting(profile), skip=100)
    assert laid.pages > 1
    for n in range(14):
        assert len({laid.drawing.find(f"{word}{n:02}").page for word in ("Question", "First", "Last")}) == 1


def test_an_entry_of_the_key_is_never_divided() -> None:
    questions = [
        question({"text": f"Right{n:02}", "right": "yes"}, {"text": "wrong", "why": f"Reason{n:02}"}) for n in range(60)
    ]
    laid = lay_key(made(choice(*questions)), skip=60)
    assert laid.pages > 1
    for n in range(60):
        assert laid.drawing.find(f"Right{n:02}").page == laid.drawing.find(f"Reason{n:02}").page
