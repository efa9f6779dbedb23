from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from packgen.errors import LayoutError
from packgen.layout.core.setting import Setting
from packgen.layout.text.gap import Gap
from packgen.layout.text.story import Outline
from packgen.sheet.sheet import Pages
from packgen.tasks.chance import Chance
from packgen.tasks.cloze import ClozeTask, cloze, derived
from packgen.tasks.passage import Stretch, read
from packgen.tasks.vocabulary import hide, own_terms
from packgen.text.story import normal
from tests.support.editions import copies, ink
from tests.support.geometry import Line, Text
from tests.support.paper import Laid, lay_form, lay_key, setting
from tests.support.pdf import tag_tree
from tests.support.tags import struct_elems

CHANCE = Chance(1, "test")

LOOK = (
    "By 1957 Khrushchev’s rivals had several grievances. His {{Secret Speech}} of February 1956 had exposed Stalin’s "
    "crimes, and unrest in Poland and {{Hungary}} followed. A law of May 1957 set up 105 regional councils, or "
    "{{sovnarkhozy}}, and closed many central {{ministries}}. He then vowed to overtake the {{USA}} in meat, butter "
    "and milk. On 18 June {{Bulganin}} took the chair, and the full members voted {{7–4}} to remove him as "
    "{{First Secretary}}. Khrushchev appealed to the {{Central Committee}}. Its members were flown to Moscow by "
    "{{Zhukov}} and the KGB chairman, {{Serov}}. On {{29 June}} the plenum ended: the plotters had lost."
)


def form(text: str = LOOK, **options: Any) -> ClozeTask:
    return cloze("Fill the gaps", read(text), CHANCE, **options)


def teacher(profile: str = "standard") -> Setting:
    return replace(setting(profile), answers=True)


def gap_lines(laid: Laid, page: int | None = None) -> list[Line]:
    lines = [line for line in laid.drawing.lines(page) if line.weight == 0.6 and line.y0 == line.y1]
    return [line for line in lines if line not in folds(laid)]


def folds(laid: Laid) -> list[Line]:
    """The lines to fold along."""
    return [
        line for line in laid.drawing.lines() if line.weight == 0.6 and (line.x0 == line.x1 or line.x1 - line.x0 > 170)
    ]


def labels(laid: Laid) -> list[Text]:
    """The numbers in a key of twelve."""
    return [text for text in laid.drawing.texts() if text.text.strip() in map(str, range(1, 13))]


# -- how it looks


def test_passage_and_word_bank_stand_side_by_side() -> None:
    laid = lay_form(form())
    title, bank = laid.drawing.find("Fill the gaps"), laid.drawing.find("Word bank")
    assert (bank.x, bank.y, bank.size) == (pytest.approx(140, abs=0.01), title.y, title.size)
    assert laid.drawing.find("12 marks").right == pytest.approx(135, abs=0.01)
    first = laid.drawing.find("By 1957")
    assert first.y == pytest.approx(25 + 11.25 + 8 * 0.74, abs=0.01)
    assert max(text.right for text in laid.drawing.texts() if text.x < 137) <= 135.01
    words = [text for text in laid.drawing.texts() if text.x > 139.9]
    assert words[1].y == pytest.approx(25 + 11.25 + 3.5, abs=0.01)
    assert [round(below.y - above.y, 2) for above, below in pairwise(words[1:13])] == [5.0] * 11
    assert words[13].y - words[12].y == pytest.approx(7.5, abs=0.01)


def test_the_passage_breaks_as_in_the_design() -> None:
    lines: dict[float, str] = {}
    for text in lay_form(form()).drawing.texts():
        if text.y > 36 and text.x < 137:
            lines[text.y] = lines.get(text.y, "") + text.text
    assert list(lines.values())[:5] == [
        "By 1957 Khrushchev’s rivals had several grievances. His ",
        "1 of February 1956 had exposed Stalin’s ",
        "crimes, and unrest in Poland and 2 ",
        "followed. A law of May 1957 set up 105 regional councils, ",
        "or 3, and closed many central ",
    ]


def test_all_gaps_are_as_wide_as_the_longest_answer_asks() -> None:
    assert {round(line.x1 - line.x0, 2) for line in gap_lines(lay_form(form("a {{Zhukov}} and {{7–4}}")))} == {28.0}
    laid = lay_form(form(), teacher())
    [longest] = [text for text in laid.drawing.texts() if text.text == "Central Committee" and text.x < 137]
    assert {round(line.x1 - line.x0, 2) for line in gap_lines(laid)} == {46.0}
    assert 1.25 * longest.width < 46


def test_the_fold_is_dashed_and_runs_the_whole_height() -> None:
    laid = lay_form(form())
    [fold] = folds(laid)
    assert fold.x0 == pytest.approx(137.5, abs=0.01)
    assert sorted((fold.y0, fold.y1)) == pytest.approx([25, 25 + 11.25 + 14 * 8], abs=0.01)
    assert laid.design.rule("fold").dash


def test_the_bank_is_in_the_order_of_the_alphabet() -> None:
    assert form().bank == [
        *("7–4", "29 June", "Bulganin", "Central Committee", "First Secretary", "Hungary"),
        *("ministries", "Secret Speech", "Serov", "sovnarkhozy", "USA", "Zhukov"),
    ]
    assert form("{{Él}} {{*eB*}} {{ea}} {{e.c}} {{eA}}").bank == ["eA", "ea", "*eB*", "e.c", "Él"]


def test_without_a_bank_the_passage_takes_the_full_width() -> None:
    laid = lay_form(form(banked=False))
    assert folds(laid) == []
    assert "Word bank" not in laid.drawing.words()
    assert laid.drawing.find("12 marks").right == pytest.approx(195, abs=0.01)
    assert max(text.right for text in laid.drawing.texts()) > 180
    assert form(banked=False).bank == ()


def test_in_one_column_the_bank_stands_above_a_fold_across() -> None:
    laid = lay_form(form(), setting("large-print"))
    bank, first = laid.drawing.find("Word bank"), min(gap_lines(laid), key=lambda line: (line.page, line.y0))
    [fold] = folds(laid)
    assert (fold.y0, fold.x0, fold.x1 - fold.x0) == (fold.y1, pytest.approx(20, abs=5.01), pytest.approx(175, abs=0.01))
    assert fold.page == bank.page == first.page
    assert bank.y < fold.y0 < first.y0
    assert len({round(line.x1 - line.x0, 2) for line in gap_lines(laid)}) == 1


# -- spare words


def test_spare_words_stand_in_the_bank_in_its_order() -> None:
    made = form("a {{Zhukov}} and {{Serov}}", spare=("Malenkov", "Yezhov"))
    assert made.bank == ["Malenkov", "Serov", "Yezhov", "Zhukov"]
    said = lay_form(made).tags.text
    assert "Some words are left over. Second visit" in said
    assert "left over" not in lay_form(form()).tags.text
    assert "One word is left over." in lay_form(form("a {{b}}", spare=("c",))).tags.text
    assert form(banked=False, spare=("c",)).bank == ()
    assert made.marks == 2


def test_a_section_supplies_spare_words_unless_the_author_does() -> None:
    terms = ("Beria", "Molotov")
    assert form("a {{Zhukov}} and {{Serov}}").supplied(terms, CHANCE).spare in (terms, terms[::-1])
    assert form("a {{Zhukov}}", spare=()).supplied(terms, CHANCE).spare == ()
    assert form("a {{Zhukov}}", spare=("Serov",)).supplied(terms, CHANCE).spare == ("Serov",)
    assert form("a {{Zhukov}}", banked=False).supplied(terms, CHANCE).spare is None


def test_spare_words_are_the_same_in_every_edition() -> None:
    made = form(spare=("Malenkov", "30 June"))
    student, teachers = copies(made, setting())
    assert ink(student) < ink(teachers)
    places = [(laid.drawing.find("Malenkov").x, laid.drawing.find("Malenkov").y) for laid in (student, teachers)]
    assert places[0] == places[1]


# -- both editions


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("banked", [True, False])
def test_the_editions_differ_in_the_answers_alone(profile: str, banked: bool) -> None:
    for skip in (0, 120, 190):
        student, teachers = copies(form(banked=banked), setting(profile), skip)
        assert student.pages == teachers.pages
        assert gap_lines(student) == gap_lines(teachers)
        assert ink(student) < ink(teachers)
        added = [item for item in ink(teachers) - ink(student) if isinstance(item, Text)]
        assert sorted(text.text for text in added) == sorted(gap.answer for gap in form().gaps)


def test_a_student_without_a_bank_sees_no_answer() -> None:
    laid = lay_form(form(banked=False), replace(setting(), fillable=True, task="A"))
    words = laid.drawing.words() + repr((laid.sheet.structure, laid.sheet.fields, laid.sheet.outline))
    assert [gap.answer for gap in form().gaps if gap.answer in words] == []
    assert len(laid.sheet.fields) == 12


def test_what_is_given_has_no_answer() -> None:
    [given] = form().given()
    assert given.startswith("By 1957 Khrushchev’s rivals had several grievances. His … of February 1956 had")
    assert [gap.answer for gap in form().gaps if gap.answer in given] == []


# -- what is read


def test_passage_and_bank_are_tagged() -> None:
    laid = lay_form(form("It was {{Zhukov}}, and\n\nhe {{fell}}."), teacher())
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H3: A Fill the gaps\n    P: 2 marks\n"
        "    P\n      “It was”\n      Span: 1 Zhukov\n      “, and”\n"
        "    P\n      “he”\n      Span: 2 fell\n      “.”\n"
        "    Sect\n      H4: Word bank\n      L [numbering=None]\n"
        "        LI\n          LBody: fell\n        LI\n          LBody: Zhukov\n"
        "      P: Second visit: fold back along the dashed line to hide the bank. Unfold to go on.\n"
    )


def test_the_outline_has_the_task_alone() -> None:
    for profile in ("standard", "large-print"):
        assert [entry.title for entry in lay_form(form(), setting(profile)).sheet.outline] == ["A Fill the gaps"]


# -- over the page


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_it_is_divided_between_lines_two_on_each_side(profile: str) -> None:
    for skip in range(0, 240, 9):
        laid = lay_form(form(), setting(profile), skip=skip)
        heading, bank = laid.drawing.find("Fill the gaps"), laid.drawing.find("Word bank")
        size = laid.design.style("gapped-text").size
        for page in range(laid.pages):
            left = {text.y for text in laid.drawing.texts(page) if text.x < 137 and text.size in (size, 9)}
            lines = {y for y in left if page > heading.page or y > heading.y + 2}
            if profile == "standard":
                assert len(lines) != 1
        assert laid.drawing.find("By 1957").page == heading.page
        entries = [laid.drawing.find(word) for word in ("7–4", "Bulganin", "Zhukov")]
        assert {entry.page for entry in entries} == {bank.page}
        if profile == "standard":
            assert bank.page == heading.page
        assert len(gap_lines(laid)) == 12


def test_a_passage_of_several_pages_is_set() -> None:
    laid = lay_form(form("\n\n".join([LOOK] * 5)))
    assert laid.pages >= 3
    assert len(gap_lines(laid)) == 60
    assert len(folds(laid)) == 2  # sixty answers are taller than a page


def test_an_answer_that_no_line_can_hold_is_an_error_with_its_place() -> None:
    wide = ClozeTask("Fill the gaps", (Stretch((Gap(1, "W" * 60),), Outline("", 0)),))
    for used in (setting(), teacher()):
        with pytest.raises(LayoutError, match=r"test\.yaml:7:5: task has an answer too long .* “W{60}”\. Hide less"):
            lay_form(wide, used)


# -- which are hidden


def test_all_marks_are_hidden_unless_a_number_is_given() -> None:
    assert [gap.number for gap in form().gaps] == list(range(1, 13))
    chosen = form(count=5)
    assert (len(chosen.gaps), chosen.marks) == (5, 5)
    assert [gap.number for gap in chosen.gaps] == [1, 2, 3, 4, 5]
    assert "{{" not in chosen.given()[0]


def test_answers_that_are_alike_are_chosen_apart() -> None:
    text = "a {{one}} b {{one}} c {{one}} d {{one}} e {{one}}"
    assert all(len(cloze("T", read(text), Chance(seed), 3).gaps) == 3 for seed in range(20))
    assert len({cloze("T", read(text), Chance(seed), 1).given()[0] for seed in range(20)}) > 2


def test_another_mark_moves_one_gap_at_most() -> None:
    for seed in range(30):
        before = {gap.answer for gap in cloze("T", read(LOOK), Chance(seed), 6).gaps}
        after = {gap.answer for gap in cloze("T", read(f"{{{{Beria}}}} was dead. {LOOK}"), Chance(seed), 6).gaps}
        assert len(before - after) <= 1


def test_a_text_for_study_becomes_a_passage() -> None:
    text = (
        "The **cult** was dead. It was in June 1957 that seven men voted against him. Then came Zhukov. All was well."
    )
    made = derived("Fill the gaps", text, CHANCE)
    assert made is not None
    assert [gap.answer for gap in made.gaps] == ["cult", "June 1957", "Zhukov"]
    assert derived("Fill the gaps", "It was in June 1957. Nothing came of it.", CHANCE) is None
    assert derived("Fill the gaps", "Braces {{ of **one**, **and**, **two**, of the **three**.", CHANCE) is None


# -- the key


def test_the_key_runs_down_two_columns() -> None:
    laid = lay_key(form())
    numbers = labels(laid)
    assert [round(number.x) for number in numbers] == [20] * 6 + [110] * 6
    assert len({number.y for number in numbers}) == 6
    speech = laid.drawing.find("Secret Speech")
    assert (speech.x, speech.y) == (pytest.approx(27, abs=0.01), numbers[0].y)
    assert numbers[1].y - numbers[0].y == pytest.approx(4.5, abs=0.01)


@pytest.mark.parametrize(("share", "columns"), [(0.0, 2), (0.5, 3), (1.0, 4)])
def test_the_key_has_more_columns_where_height_is_short(share: float, columns: int) -> None:
    used = setting()
    tight = replace(used, design=used.design.tightened({"key-column": share}))
    numbers = labels(lay_key(form(), tight))
    assert len({round(number.x) for number in numbers}) == columns
    assert len({number.y for number in numbers}) == 12 / columns


def test_the_key_has_fewer_columns_for_longer_answers() -> None:
    used = setting()
    tight = replace(used, design=used.design.tightened({"key-column": 1.0}))
    for length, columns in ((15, 4), (22, 3), (40, 2)):
        text = " and ".join(f"{{{{{'n' * length}}}}}" for _ in range(8))
        laid = lay_key(form(text), tight)
        assert len({round(entry.x) for entry in laid.drawing.texts() if entry.text[0] == "n"}) == columns


def test_the_key_gives_all_that_is_accepted() -> None:
    text = "a {{sovnarkhozy|regional councils|economic councils}}, b {{Zhukov}}"
    assert tag_tree(lay_key(form(text)).tags) == (
        "Sect\n  Sect\n    H3: A Fill the gaps\n    P: 2 marks\n"
        "    L [numbering=Decimal]\n      LI\n        Lbl: 1\n"
        "        LBody: sovnarkhozy / regional councils / economic councils\n"
        "      LI\n        Lbl: 2\n        LBody: Zhukov\n"
    )


def test_the_key_names_pages_where_they_differ() -> None:
    text = "a {{one}} and {{two}} and {{three}}"
    there, further = Pages("learn", 0, 0), Pages("learn", 1, 2)
    laid = lay_key(form(text), where={1: there, 2: there})
    assert [reference.words for reference in laid.sheet.references] == ["3 marks · Learn p.\u00a0{}"]
    laid = lay_key(form(text), where={1: there, 2: further})
    assert [(reference.words, reference.role) for reference in laid.sheet.references[1:]] == [
        ("p. {}", "note"),
        ("pp. {}", "note"),
    ]
    tags = [row.tag for row in struct_elems(laid.sheet.structure)]
    assert tags[tags.index("L") + 1 :] == ["LI", "Lbl", "LBody", "P", "P"] * 2 + ["LI", "Lbl", "LBody"]


def test_the_key_has_two_columns_in_large_print_as_the_bank_has_and_goes_on_over_the_page() -> None:
    laid = lay_key(form(), setting("large-print"), skip=190)
    entries = labels(laid)
    assert {entry.page for entry in entries} == {0, 1}
    assert len({round(entry.x) for entry in entries if entry.page == 0}) == 2
    assert laid.drawing.find("Secret Speech").x == pytest.approx(32, abs=0.01)


def test_one_gap_is_one_mark() -> None:
    assert "1 mark" in lay_form(form("a {{b}}")).drawing.words().split("  ")[0]
    assert lay_key(form("a {{b}}")).drawing.words() == "A Fill the gaps 1 mark 1 b"


# -- lists and lines that are kept


LISTED = (
    "Causes of the war in **Serbia**:\n- there was the **arms race** at sea\n"
    "  1. with the **Dreadnought** as its sign\n\nIt all broke out in 1914\\\nand went on."
)


def test_a_text_with_a_list_is_a_passage_with_a_list() -> None:
    made = derived("Fill the gaps", normal(LISTED), CHANCE)
    assert made is not None
    assert [stretch.outline for stretch in made.stretches] == [
        Outline("", 0),
        Outline("-", 0),
        Outline("1", 1),
        Outline("", 0),
    ]
    assert {gap.answer for gap in made.gaps} >= {"arms race", "Dreadnought"}
    laid = lay_form(made)
    assert len(laid.tags.find("L")) == 3  # two lists, and the word bank
    assert [node.text.strip() for node in laid.tags.find("Lbl")] == ["•", "1"]
    student, marked = copies(made, setting())
    assert not ink(student) - ink(marked)
    assert student.pages == marked.pages


def test_the_number_of_an_item_is_never_hidden() -> None:
    text, count = hide(normal("12. Twelve\n13. Thirteen and 12"), ["12", "13"], CHANCE, 5)
    assert count == 1
    assert text == "12. Twelve\n\n13. Thirteen and {{12}}"


def test_answers_are_drawn_with_their_marks() -> None:
    made = cloze("Fill the gaps", read("Water is {{H~2~O}}, a thousand {{10^3^}}."), CHANCE)
    sizes = [text.size for text in lay_form(made, teacher()).drawing.texts() if text.text.strip() in ("2", "³")]
    assert len([size for size in sizes if size < 8]) == 4  # each in its gap and in the word bank
    assert made.given() == ["Water is …, a thousand …."]


def test_nothing_is_hidden_in_a_superscript() -> None:
    assert "RT" not in own_terms("The rate is e^−E/RT^ for NaCl")
