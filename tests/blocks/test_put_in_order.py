from __future__ import annotations

import pytest
from pydantic import ValidationError

from packgen.blocks import Block
from packgen.tasks.ordering import OrderingTask
from tests.support.paper import lay_block, parse, task

ITEMS = ["Stalin dies", "Beria is arrested", "Malenkov resigns", "The Secret Speech"]


def put_in_order(**fields: object) -> Block:
    return parse("put-in-order", **{"items": ITEMS, **fields})


def test_its_items_are_shown_out_of_order() -> None:
    form = task(put_in_order(title="Four events", prompt="Number them."))
    assert isinstance(form, OrderingTask)
    assert (form.title, form.prompt, list(form.items)) == ("Four events", "Number them.", ITEMS)
    assert sorted(form.given()) == sorted(ITEMS)
    assert form.given() != ITEMS


def test_it_says_what_to_do_by_itself() -> None:
    words = lay_block(put_in_order()).drawing.words()
    assert words.startswith("A Put in order 4 marks Number these from first to last. 1")


def test_another_seed_shuffles_anew() -> None:
    assert len({tuple(task(put_in_order(), seed=seed).given()) for seed in range(10)}) > 4


def test_it_moves_over_the_page_whole() -> None:
    laid = lay_block(put_in_order(), skip=215)
    assert {text.page for text in laid.drawing.texts()} == {1}


def test_two_items_are_no_order() -> None:
    with pytest.raises(ValidationError):
        put_in_order(items=ITEMS[:2])


def test_an_item_stands_once() -> None:
    with pytest.raises(ValidationError) as caught:
        put_in_order(items=[*ITEMS, ITEMS[1]])
    [error] = caught.value.errors()
    assert error["loc"] == ("items", 4)
    assert error["msg"].startswith('"Beria is arrested" is there already.')
