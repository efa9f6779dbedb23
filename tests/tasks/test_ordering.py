from __future__ import annotations

import pytest

from packgen.layout.core.setting import Setting
from packgen.tasks.chance import Chance
from packgen.tasks.ordering import OrderingTask
from tests.support.editions import copies, ink
from tests.support.paper import Laid, lay_form, lay_key, setting
from tests.support.pdf import tag_tree

LARGE = setting("large-print")
PROFILES = pytest.mark.parametrize("used", [setting(), LARGE], ids=["standard", "large-print"])


def ordering(count: int = 5, seed: int = 1, words: str = "") -> OrderingTask:
    made = OrderingTask.shuffled(
        "Put in order", "Number these.", [f"Event{n:02}{words}" for n in range(count)], Chance(seed, "test")
    )
    assert made is not None
    return made


def entries(laid: Laid) -> list[tuple[str, ...]]:
    """Return number, answer and text of each entry of a key."""
    items = laid.tags.find("LI")
    return [(item.find("Lbl")[0].text.strip(), *(part.text for part in item.find("P"))) for item in items]


# -- the order


def test_each_gap_holds_the_rank_of_what_is_shown_beside_it() -> None:
    for seed in range(20):
        form = ordering(7, seed)
        assert [gap.number for gap in form.gaps] == list(range(1, 8))
        assert [f"Event{int(gap.answer) - 1:02}" for gap in form.gaps] == form.given()
        assert sorted(form.given()) == list(form.items)
        assert form.given() != list(form.items)


def test_another_seed_shuffles_anew() -> None:
    assert len({ordering(7, seed).shown for seed in range(10)}) > 5


@pytest.mark.parametrize("items", [[], ["a", "b"], ["a", "b", "a", "b"]])
def test_two_things_are_no_order(items: list[str]) -> None:
    assert OrderingTask.shuffled("T", "P", items, Chance(1)) is None


def test_any_rank_of_items_that_are_alike_is_right() -> None:
    form = OrderingTask("T", "P", ("a", "b", "a"), (2, 1, 0))
    assert [(gap.answer, gap.variants) for gap in form.gaps] == [("3", ("1",)), ("2", ()), ("1", ("3",))]


def test_items_are_looked_for_not_ranks() -> None:
    form = ordering(3)
    assert [(gap.number, gap.answer) for gap in form.facts] == list(enumerate(form.given(), 1))


# -- where things stand


def test_each_item_has_a_short_line_before_it() -> None:
    laid = lay_form(ordering(4))
    shown = [text for text in laid.drawing.texts() if text.text.startswith("Event")]
    ruled = [line for line in laid.drawing.lines() if line.weight == 0.6]
    for n, (text, line) in enumerate(zip(shown, ruled, strict=True)):
        assert (line.x0, line.x1, line.y0) == pytest.approx((20, 34, 25 + 11.25 + 5 + 9.25 * n + 8), abs=0.01)
        assert (text.x, text.y) == pytest.approx((36.2, line.y0 - 1.1), abs=0.01)


def test_items_are_a_list_of_blanks() -> None:
    form = ordering(3)
    first, second, third = form.given()
    assert tag_tree(lay_form(form).tags) == (
        "Sect\n  Sect\n    H3: A Put in order\n    P: 3 marks\n    P: Number these.\n    L [numbering=None]\n"
        f"      LI\n        LBody\n          P\n            Span [actual='blank 1']: 1\n          P: {first}\n"
        f"      LI\n        LBody\n          P\n            Span [actual='blank 2']: 2\n          P: {second}\n"
        f"      LI\n        LBody\n          P\n            Span [actual='blank 3']: 3\n          P: {third}\n"
    )


# -- over the page


def test_it_moves_to_the_next_page_rather_than_be_divided() -> None:
    laid = lay_form(ordering(8), skip=170)
    assert {text.page for text in laid.drawing.texts()} == {1}


def test_more_than_a_page_of_items_is_divided_between_them() -> None:
    laid = lay_form(ordering(40))
    assert laid.pages == 2
    for text in laid.drawing.texts():
        if text.text.startswith("Event"):
            below = [line for line in laid.drawing.lines(text.page) if line.y0 == pytest.approx(text.y + 1.1, abs=0.01)]
            assert len(below) == 1
    assert len(laid.tags.find("L")) == 1


# -- both editions


@PROFILES
def test_the_teachers_copy_has_the_ranks_and_is_otherwise_the_same(used: Setting) -> None:
    form = ordering(16, words=" was an event of such length that it takes a second line in any profile there may be")
    student, teacher = copies(form, used, skip=40)
    assert student.pages == teacher.pages
    assert ink(student) - ink(teacher) == set()
    size = used.design.style("answer").size
    bold = used.faces.index("text", True)
    ranks = [t.text for t in teacher.drawing.texts() if (t.size, t.face) == (size, bold) and t.text.isdigit()]
    assert ranks == [gap.answer for gap in form.gaps]
    assert not [t for t in student.drawing.texts() if (t.size, t.face) == (size, bold) and t.text.isdigit()]


# -- the key


@PROFILES
def test_the_key_has_the_items_as_they_are_shown_with_the_numbers_to_write(used: Setting) -> None:
    form = ordering(12)
    laid = lay_key(form, used)
    assert entries(laid) == [
        (str(gap.number), gap.answer, item) for gap, item in zip(form.gaps, form.given(), strict=True)
    ]
    assert "12 marks" in laid.tags.text


def test_the_key_gives_every_rank_of_items_that_are_alike() -> None:
    laid = lay_key(OrderingTask("T", "P", ("a", "b", "a"), (2, 1, 0)))
    assert entries(laid) == [("1", "3 / 1", "a"), ("2", "2", "b"), ("3", "1 / 3", "a")]
