from __future__ import annotations

import pytest
from pydantic import ValidationError

from packgen.blocks import Block
from packgen.blocks.base import TaskProblem
from packgen.tasks.matching import MatchingTask
from tests.support.paper import lay_block, parse, task

PAIRS = [{"left": f"Term{n:02}", "right": f"Meaning{n:02}"} for n in range(4)]


def match_up(**fields: object) -> Block:
    return parse("match-up", **{"pairs": PAIRS, **fields})


def test_its_pairs_are_matched_with_the_second_column_shuffled() -> None:
    form = task(match_up(title="Match the terms", prompt="Write the letters."))
    assert isinstance(form, MatchingTask)
    assert (form.title, form.prompt) == ("Match the terms", "Write the letters.")
    assert form.lefts == ("Term00", "Term01", "Term02", "Term03")
    assert [form.rights[place] for place in form.belongs] == [f"Meaning{n:02}" for n in range(4)]
    assert sorted(form.rights) != list(form.rights)


def test_it_says_what_to_do_by_itself() -> None:
    laid = lay_block(match_up())
    assert laid.drawing.words().startswith("A Match up 4 marks Write beside each the letter of what belongs to it. 1")


def test_another_seed_shuffles_anew() -> None:
    assert len({tuple(task(match_up(), seed=seed).given()) for seed in range(10)}) > 4


def test_it_moves_over_the_page_whole() -> None:
    laid = lay_block(match_up(), skip=215)
    assert {text.page for text in laid.drawing.texts()} == {1}


@pytest.mark.parametrize("count", [0, 1, 27])
def test_there_are_2_to_26_pairs(count: int) -> None:
    with pytest.raises(ValidationError):
        match_up(pairs=[{"left": f"L{n}", "right": f"R{n}"} for n in range(count)])


def test_a_left_one_stands_once() -> None:
    with pytest.raises(ValidationError) as caught:
        match_up(pairs=[*PAIRS, {"left": "Term01", "right": "Other"}])
    [error] = caught.value.errors()
    assert error["loc"] == ("pairs", 4, "left")
    assert error["msg"].startswith('"Term01" is there already')


def test_all_alike_on_the_right_is_a_problem() -> None:
    with pytest.raises(TaskProblem) as caught:
        task(match_up(pairs=[{"left": left, "right": "same"} for left in "ab"]))
    assert (caught.value.key, caught.value.message) == ("pairs", "all that is on the right is the same.")
