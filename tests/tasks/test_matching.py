from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from packgen.layout.core.setting import Setting
from packgen.tasks.chance import Chance
from packgen.tasks.matching import LETTERS, MatchingTask
from tests.support.editions import copies, ink
from tests.support.geometry import Text
from tests.support.paper import Laid, lay_form, lay_key, setting
from tests.support.pdf import tag_tree

LARGE = setting("large-print")
PROFILES = pytest.mark.parametrize("used", [setting(), LARGE], ids=["standard", "large-print"])


def matching(count: int = 4, right: str = "Meaning", seed: int = 1) -> MatchingTask:
    pairs = [(f"Term{n:02}", f"{right}{n:02}") for n in range(count)]
    made = MatchingTask.shuffled("Match the terms", "Write the letters.", pairs, Chance(seed, "test"))
    assert made is not None
    return made


def lines(laid: Laid) -> list[tuple[float, float, float]]:
    return [(line.x0, line.x1, line.y0) for line in laid.drawing.lines() if line.weight == 0.6]


def label(laid: Laid, letter: str) -> Text:
    [found] = [text for text in laid.drawing.texts() if text.text.strip() == f"{letter}."]
    return found


def entries(laid: Laid) -> list[tuple[str, ...]]:
    """Return number, answer and text of each entry of a key."""
    items = laid.tags.find("LI")
    return [(item.find("Lbl")[0].text.strip(), *(part.text for part in item.find("P"))) for item in items]


# -- what belongs together


@pytest.mark.parametrize("count", [2, 3, 7, 26])
def test_each_letter_leads_to_the_partner_and_is_used_once(count: int) -> None:
    for seed in range(20):
        form = matching(count, seed=seed)
        letters = [gap.answer for gap in form.gaps]
        assert sorted(letters) == list(LETTERS[:count])
        for left, letter in zip(form.lefts, letters, strict=True):
            assert form.rights[LETTERS.index(letter)][-2:] == left[-2:]


def test_the_second_column_never_stands_in_the_order_of_the_first() -> None:
    assert all(list(matching(2, seed=seed).belongs) == [1, 0] for seed in range(20))
    assert all(list(matching(3, seed=seed).belongs) != [0, 1, 2] for seed in range(50))


def test_another_seed_shuffles_anew() -> None:
    assert len({matching(6, seed=seed).rights for seed in range(10)}) > 5
    assert matching(6, seed=3) == matching(6, seed=3)


def test_a_new_pair_leaves_the_others_in_their_order() -> None:
    few, more = matching(6).rights, matching(7).rights
    assert [right for right in more if right != "Meaning06"] == list(few)


def test_of_more_pairs_than_letters_some_are_chosen() -> None:
    form = matching(30)
    assert len(form.lefts) == len(form.rights) == 26
    assert list(form.lefts) == sorted(form.lefts)


def test_either_of_two_alike_is_right() -> None:
    pairs = [("Malenkov", "against"), ("Mikoyan", "for"), ("Molotov", "against")]
    form = MatchingTask.shuffled("T", "P", pairs, Chance(1))
    assert form is not None
    both = {LETTERS[n] for n, right in enumerate(form.rights) if right == "against"}
    for gap in (form.gaps[0], form.gaps[2]):
        assert {gap.answer, *gap.variants} == both
    assert form.gaps[1].variants == ()


@pytest.mark.parametrize("pairs", [[], [("a", "b")], [("a", "same"), ("b", "same")]])
def test_where_nothing_can_be_confused_there_is_no_form(pairs: list[tuple[str, str]]) -> None:
    assert MatchingTask.shuffled("T", "P", pairs, Chance(1)) is None


def test_both_columns_are_given() -> None:
    assert matching(2).given() == ["Term00", "Term01", "Meaning01", "Meaning00"]


def test_words_are_looked_for_not_letters() -> None:
    assert [(gap.number, gap.answer) for gap in matching(2).facts] == [(1, "Meaning00"), (2, "Meaning01")]


# -- where things stand


def test_lines_terms_letters_and_meanings_stand_side_by_side() -> None:
    laid = lay_form(matching(3))
    first = 25 + 11.25 + 5
    assert laid.drawing.find("Write the letters.").y == pytest.approx(25 + 11.25 + 3.5, abs=0.01)
    for n, (left, right, y) in enumerate(lines(laid)):
        assert (left, right, y) == pytest.approx((20, 34, first + 9.25 * n + 8), abs=0.01)
        term = laid.drawing.find(f"Term{n:02}")
        assert (term.x, term.y) == pytest.approx((36.2, y - 1.1), abs=0.01)
        letter = label(laid, LETTERS[n])
        assert letter.y == pytest.approx(term.y, abs=0.01)
    rights = [text for text in laid.drawing.texts() if text.text.startswith("Meaning")]
    assert len({round(text.x - label(laid, "a").x, 2) for text in rights}) == 1
    assert max(text.right for text in laid.drawing.texts()) <= 195


def test_a_long_meaning_pushes_the_next_row_down() -> None:
    laid = lay_form(matching(3, "word " * 20 + "Meaning"))
    heights = [y for _, _, y in lines(laid)]
    assert [below - above for above, below in itertools.pairwise(heights)] == pytest.approx([14.25] * 2, abs=0.01)


def test_a_column_of_short_items_is_narrow_but_not_too_narrow() -> None:
    short, long = lay_form(matching(3, "word " * 20)), lay_form(matching(3))
    assert label(short, "a").x < label(long, "a").x
    assert label(short, "a").x >= 36.2 + (175 - 16.2 - 5) / 4


# -- tags


def test_terms_come_first_and_then_the_letters() -> None:
    assert tag_tree(lay_form(matching(2)).tags) == (
        "Sect\n  Sect\n    H3: A Match the terms\n    P: 2 marks\n    P: Write the letters.\n"
        "    L [numbering=None]\n"
        "      LI\n        LBody\n          P\n            Span [actual='blank 1']: 1\n          P: Term00\n"
        "      LI\n        LBody\n          P\n            Span [actual='blank 2']: 2\n          P: Term01\n"
        "    L [numbering=None]\n"
        "      LI\n        Lbl: a.\n        LBody: Meaning01\n      LI\n        Lbl: b.\n        LBody: Meaning00\n"
    )


# -- over the page


def test_it_moves_to_the_next_page_rather_than_be_divided() -> None:
    laid = lay_form(matching(8), skip=170)
    assert {text.page for text in laid.drawing.texts() if text.text.startswith(("Match", "Term", "Meaning"))} == {1}


@PROFILES
def test_where_much_would_stay_empty_it_is_divided_between_rows(used: Setting) -> None:
    laid = lay_form(matching(26), used, skip=60)
    assert laid.pages > 1
    pages = [laid.drawing.find(f"Term{n:02}").page for n in range(26)]
    assert all(pages.count(page) >= 2 for page in pages)
    assert [len(node.find("LI")) for node in laid.tags.find("L")] == [26, 26]
    for n in range(26):
        term = laid.drawing.find(f"Term{n:02}")
        assert any(line.page == term.page and 0 < line.y0 - term.y < 2 for line in laid.drawing.lines())


# -- both editions


@PROFILES
def test_the_teachers_copy_has_the_letters_and_is_otherwise_the_same(used: Setting) -> None:
    form = matching(14, "Meaning of some length, so that it takes two lines beside a term in either profile ")
    student, teacher = copies(form, used, skip=40)
    assert student.pages == teacher.pages
    assert ink(student) - ink(teacher) == set()
    added = [text.text.strip() for text in teacher.drawing.texts() if text.text.strip() in LETTERS]
    assert added == [gap.answer for gap in form.gaps]
    assert not [text for text in student.drawing.texts() if text.text.strip() in LETTERS]
    spans = [node.text for node in teacher.tags.find("L")[0].find("Span")]
    assert spans == [f"{gap.number} {gap.answer}" for gap in form.gaps]


@PROFILES
def test_every_letter_is_a_field(used: Setting) -> None:
    laid = lay_form(matching(3), replace(used, fillable=True), letter="C")
    assert [(field.name, field.kind) for field in laid.sheet.fields] == [(f"C.{n}", "line") for n in (1, 2, 3)]


# -- large print


def test_the_columns_stand_below_one_another_in_large_print() -> None:
    laid = lay_form(matching(3), LARGE)
    last, first = laid.drawing.find("Term02"), label(laid, "a")
    assert first.y > last.y + 9
    assert first.x == pytest.approx(20, abs=0.01)
    assert laid.drawing.find("Term00").x == pytest.approx(20 + 26 + 3.2, abs=0.01)


def test_both_columns_are_on_one_page_in_large_print() -> None:
    for skip in range(60, 200, 11):
        laid = lay_form(matching(5), LARGE, skip=skip)
        assert len({text.page for text in laid.drawing.texts() if text.text.startswith(("Term", "Meaning"))}) == 1


# -- the key


@PROFILES
def test_the_key_gives_letter_and_words_in_the_order_of_the_terms(used: Setting) -> None:
    form = matching(4)
    laid = lay_key(form, used)
    assert entries(laid) == [(str(gap.number), gap.answer, f"Meaning{gap.number - 1:02}") for gap in form.gaps]
    task = lay_form(form, used)
    for n in range(4):
        assert laid.drawing.find(f"Meaning{n:02}").x == pytest.approx(task.drawing.find(f"Term{n:02}").x, abs=0.01)


def test_the_key_names_both_letters_where_either_is_right() -> None:
    form = MatchingTask("T", "P", ("x", "y", "z"), ("one", "two", "one"), (0, 1, 2))
    assert entries(lay_key(form)) == [("1", "a / c", "one"), ("2", "b", "two"), ("3", "c / a", "one")]


def test_items_of_the_first_column_that_are_alike_are_told() -> None:
    pairs = [("Term", "one"), ("Term", "two"), ("Other", "three")]
    made = MatchingTask.shuffled("Match", "Write.", pairs, Chance(1, "test"))
    assert made is not None
    assert len(made.weaknesses()) == 1
    same = MatchingTask.shuffled(
        "Match", "Write.", [("Term", "one"), ("Term", "one"), ("Other", "three")], Chance(1, "test")
    )
    assert same is not None
    assert same.weaknesses() == []
