from __future__ import annotations

from itertools import groupby

import pytest

from packgen.errors import LayoutError, Origin
from packgen.layout.core.setting import Setting
from packgen.plan.questions import NumberedCard
from packgen.plan.stages import CardLayout
from packgen.sheet.sheet import Sheet
from packgen.sheets.cards import typeset_cards
from packgen.tasks.base import Card
from packgen.tasks.options import ChoiceOption
from packgen.units import MM
from tests.support.collisions import overlaps
from tests.support.geometry import Drawing, Text, read
from tests.support.pages import design, faces
from tests.support.paper import setting
from tests.support.pdf import tag_tree
from tests.support.tags import tree

ORIGIN = Origin("test.yaml", 7, 5, "timeline")


def cards(count: int) -> list[NumberedCard]:
    return [
        NumberedCard(f"3.{n}", "The fall", Card(f"Question{n:02}", f"Answer{n:02}", cue="Give the date"), 2, 0, ORIGIN)
        for n in range(1, count + 1)
    ]


def typeset(
    found: list[NumberedCard],
    used: Setting | None = None,
    layout: CardLayout = "duplex",
    back_offset: tuple[float, float] = (0.0, 0.0),
    most: int | None = 8,
) -> tuple[Sheet, Drawing]:
    used = used or setting()
    name = "khrushchev/cards"
    sheet = typeset_cards(found, used, "en-GB", name, layout=layout, back_offset=back_offset, most=most)
    return sheet, read(sheet, used.faces)


def cell(text: Text) -> tuple[int, int]:
    """The column and row of A4 that a text stands in."""
    return int((text.x - 15) // 90), int((text.y - 18.5) // 65)


def test_each_answer_backs_its_question() -> None:
    sheet, drawing = typeset(cards(19))
    assert len(sheet.pages) == 6
    for n in range(1, 20):
        question, answer = drawing.find(f"Question{n:02}"), drawing.find(f"Answer{n:02}")
        assert question.text == f"Question{n:02}"
        assert answer.page == question.page + 1 == 2 * ((n - 1) // 8) + 1
        assert cell(question) == ((n - 1) % 2, (n - 1) % 8 // 2)
        assert cell(answer) == (1 - cell(question)[0], cell(question)[1])
        numbers = [text for text in drawing.texts() if text.text.strip() == f"3.{n}"]
        assert [cell(number) for number in numbers] == [cell(question), cell(answer)]


def test_the_marks_of_both_sides_meet_when_the_leaf_is_turned() -> None:
    _, drawing = typeset(cards(8))
    turned = sorted((round(210 - line.x0, 2), round(line.y0, 2)) for line in drawing.lines(1))
    ends = sorted((round(210 - line.x1, 2), round(line.y1, 2)) for line in drawing.lines(1))
    front = sorted((round(line.x0, 2), round(line.y0, 2)) for line in drawing.lines(0))
    front_ends = sorted((round(line.x1, 2), round(line.y1, 2)) for line in drawing.lines(0))
    assert sorted({*turned, *ends}) == sorted({*front, *front_ends})


def test_a_leaf_that_is_not_full_has_all_its_marks() -> None:
    _, drawing = typeset(cards(9))
    marks = [len(drawing.lines(page)) for page in range(4)]
    assert marks == [marks[0]] * 4


def test_only_questions_have_leitner_boxes() -> None:
    _, drawing = typeset(cards(3))
    assert [len(drawing.boxes(page)) for page in (0, 1)] == [15, 0]


def test_the_backs_can_be_moved() -> None:
    _, usual = typeset(cards(9))
    _, moved = typeset(cards(9), back_offset=(1.5 * MM, -0.5 * MM))
    for before, after in zip(usual.texts(), moved.texts(), strict=True):
        shift = (1.5, 0.5) if before.page % 2 else (0, 0)
        assert (after.x - before.x, after.y - before.y) == pytest.approx(shift, abs=0.01)
    for line, moved_line in zip(usual.lines(), moved.lines(), strict=True):
        shift = (1.5, 0.5) if line.page % 2 else (0, 0)
        assert (moved_line.x0 - line.x0, moved_line.y0 - line.y0) == pytest.approx(shift, abs=0.01)


def test_no_page_has_furniture_of_the_pack() -> None:
    for layout in ("duplex", "fold"):
        sheet, _ = typeset(cards(9), layout=layout)
        assert sheet.bare == frozenset(range(len(sheet.pages)))
        assert (sheet.name, sheet.title, sheet.verso) == ("khrushchev/cards", "Cards", False)


def test_questions_are_read_before_their_answers_in_the_order_of_their_numbers() -> None:
    sheet, drawing = typeset(cards(2))
    assert tag_tree(tree(sheet, drawing)) == (
        "Sect\n"
        "  Sect\n"
        "    H2: Flashcards: questions.\n"
        "    P: Print both sides, flip on the long edge, cut at the marks.\n"
        "    Sect\n"
        "      H3: 3.1 Give the date Question01\n"
        "      P: The fall\n"
        "    Sect\n"
        "      H3: 3.2 Give the date Question02\n"
        "      P: The fall\n"
        "  Sect\n"
        "    H2: Flashcards: answers.\n"
        "    P: Columns are mirrored so that each answer backs its question.\n"
        "    Sect\n"
        "      H3: 3.1\n"
        "      P: Answer01\n"
        "    Sect\n"
        "      H3: 3.2\n"
        "      P: Answer02\n"
    )


def test_a_card_to_fold_has_its_answer_beside_it() -> None:
    sheet, drawing = typeset(cards(5), layout="fold")
    assert len(sheet.pages) == 4
    for n in range(1, 6):
        question, answer = drawing.find(f"Question{n:02}"), drawing.find(f"Answer{n:02}")
        assert answer.page == question.page == 2 * ((n - 1) // 4)
        assert (cell(question), cell(answer)) == ((0, (n - 1) % 4), (1, (n - 1) % 4))
    assert drawing.texts(1) == drawing.texts(3) == []
    assert [node.text for node in tree(sheet, drawing).find("H3")] == [
        f"3.{n} Give the date Question{n:02}" for n in range(1, 6)
    ]


def test_a_page_to_fold_needs_no_back_in_a_single_sided_pack() -> None:
    base = setting()
    single = Setting(design("standard", "a4", True), faces(), "ru", base.source_numbers, base.folder)
    assert len(typeset(cards(5), single, "fold")[0].pages) == 2
    assert len(typeset(cards(9), single)[0].pages) == 4


def test_both_editions_have_the_same_cards() -> None:
    base = setting()
    teacher = Setting(base.design, base.faces, base.native_language, base.source_numbers, base.folder, answers=True)
    assert typeset(cards(9), teacher)[0] == typeset(cards(9))[0]


@pytest.mark.parametrize("layout", ["duplex", "fold"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_large_print_has_six_larger_cards_to_a_leaf(paper: str, layout: CardLayout) -> None:
    sheet, drawing = typeset(cards(6), setting("large-print", paper), layout)
    assert len(sheet.pages) == (2 if layout == "duplex" else 4)
    assert min(text.size for text in drawing.texts()) == 16
    assert drawing.find("Question01").size == 21
    assert overlaps(drawing) == []
    foot = max(text.y for text in drawing.texts())
    assert foot < sheet.page_size[1] / MM - 5


def sized(*words: int) -> list[NumberedCard]:
    """Cards with questions and answers of which some have this many words more."""
    return [
        one._replace(
            card=one.card._replace(
                question=f"{one.card.question} {'word ' * (more if n % 2 else 0)}".strip(),
                answer=f"{one.card.answer} {'word ' * (0 if n % 2 else more)}".strip(),
            )
        )
        for n, (one, more) in enumerate(zip(cards(len(words)), words, strict=True))
    ]


def rows(drawing: Drawing, page: int) -> int:
    """How many rows of cards the marks of a page divide it into."""
    return len({round(line.y0, 1) for line in drawing.lines(page) if line.weight == 0.5 and line.y0 == line.y1}) - 1


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("long", [0, 4, 5, 11])
def test_a_long_text_makes_its_own_leaf_of_cards_taller(long: int, profile: str) -> None:
    usual = int(design(profile).number("card-rows"))
    count = 6 * usual
    found = sized(*(100 if n == long else 0 for n in range(count)))
    sheet, drawing = typeset(found, setting(profile))
    assert len(sheet.pages) == 2 * (3 + 1)
    assert [rows(drawing, page) for page in range(6)] == [usual] * 6
    assert rows(drawing, 6) == rows(drawing, 7) < usual
    assert overlaps(drawing) == []
    shown = [f"3.{n + 1}" for n in range(count) if n != long]
    numbers = [text.text.strip() for text in drawing.texts() if text.text.startswith("3.")]
    assert [number for page in range(0, 6, 2) for number in _numbers(drawing, page)] == shown
    assert numbers[-2:] == [f"3.{long + 1}"] * 2


def _numbers(drawing: Drawing, page: int) -> list[str]:
    return [text.text.strip() for text in drawing.texts(page) if text.text.startswith("3.")]


def test_cards_of_one_size_stand_in_their_order_the_smallest_first() -> None:
    found = sized(0, 150, 0, 80, 0, 150, 0, 80, 0)
    sheet, drawing = typeset(found)
    assert [_numbers(drawing, page) for page in range(0, len(sheet.pages), 2)] == [
        ["3.1", "3.3", "3.5", "3.7", "3.9"],
        ["3.4", "3.8"],
        ["3.2", "3.6"],
    ]
    assert [rows(drawing, page) for page in range(0, 6, 2)] == sorted(
        {rows(drawing, page) for page in range(6)}, reverse=True
    )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_tall_card_is_backed_by_its_answer_or_folded_with_it(profile: str) -> None:
    found = sized(*[0, 95, 0, 0, 60, 0, 0, 0, 0, 95, 0])
    layouts: tuple[tuple[CardLayout, int], ...] = (("duplex", 1), ("fold", 0))
    for layout, apart in layouts:
        _, drawing = typeset(found, setting(profile), layout)
        for n in range(1, 12):
            question, answer = drawing.find(f"Question{n:02}"), drawing.find(f"Answer{n:02}")
            assert answer.page == question.page + apart
            places = [text for text in drawing.texts() if text.text.strip() == f"3.{n}"]
            assert places[0].y == pytest.approx(places[1].y, abs=0.01)
            assert places[0].x // 105 != places[1].x // 105
        assert overlaps(drawing) == []


def test_the_marks_of_tall_cards_meet_when_the_leaf_is_turned() -> None:
    _, drawing = typeset(sized(0, 120))
    for page in (0, 2):
        marks = [{(round(line.y0, 2), round(line.y1, 2)) for line in drawing.lines(page + side)} for side in (0, 1)]
        assert marks[0] == marks[1]
    assert rows(drawing, 2) < rows(drawing, 0)


def test_a_text_too_long_for_a_page_is_named() -> None:
    found = [*cards(3), NumberedCard("3.4", "The fall", Card("word " * 2000, "Yes"), 2, 0, ORIGIN)]
    with pytest.raises(LayoutError, match=r"^test\.yaml:7:5: timeline: the question of card 3\.4 is \d+ mm tall"):
        typeset(found)


def test_what_goes_on_over_the_leaf_keeps_its_order() -> None:
    _, drawing = typeset(cards(20))
    order = [
        text.text.strip()
        for text in drawing.texts()
        if text.text.startswith(("Question", "Answer")) and text.text[-1].isdigit()
    ]
    kinds = ["".join(char for char in text if char.isalpha()) for text in order]
    assert [(kind, len(list(group))) for kind, group in groupby(kinds)] == [
        ("Question", 8),
        ("Answer", 8),
        ("Question", 8),
        ("Answer", 8),
        ("Question", 4),
        ("Answer", 4),
    ]


# -- options to choose from


def with_options(reason: str = "No.") -> list[NumberedCard]:
    options = (ChoiceOption("Molotov", why=reason), ChoiceOption("Mikoyan", True), ChoiceOption("Zhukov"))
    card = Card("Who was it?", "Mikoyan", f"Molotov: {reason}", options=options)
    return [NumberedCard("3.1", "The fall", card, 2, 0, ORIGIN)]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_options_stand_below_their_question_and_the_reasons_on_the_back(profile: str) -> None:
    sheet, drawing = typeset(with_options(), setting(profile))
    asked = drawing.find("Who was it?")
    options = [drawing.find(name, page=0) for name in ("Molotov", "Mikoyan", "Zhukov")]
    assert [option.page for option in options] == [0, 0, 0]
    assert asked.y < options[0].y < options[1].y < options[2].y
    assert "Mikoyan Molotov: No." in drawing.words(1)
    assert overlaps(drawing) == []
    listed = tree(sheet, drawing).find("L")[0]
    assert [item.text for item in listed.find("LI")] == ["a Molotov", "b Mikoyan", "c Zhukov"]


def test_a_card_with_long_options_is_taller() -> None:
    [card] = with_options()
    long = tuple(option._replace(text=f"{option.text} {'word ' * 25}") for option in card.card.options)
    sheet, drawing = typeset([card._replace(card=card.card._replace(options=long))])
    assert len(sheet.pages) == 2
    assert overlaps(drawing) == []
    assert drawing.find("Zhukov").y > 18.5 + 65


# -- smaller cards


def many(*words: int) -> list[NumberedCard]:
    """Cards whose answers have so many words more."""
    return [
        one._replace(card=one.card._replace(answer=f"{one.card.answer}{' word' * more}"))
        for one, more in zip(cards(len(words)), words, strict=True)
    ]


def columns(drawing: Drawing, page: int) -> int:
    """How many columns of cards the marks of a page divide it into."""
    return len({round(line.x0, 1) for line in drawing.lines(page) if line.weight == 0.5 and line.x0 == line.x1}) - 1


def grids(drawing: Drawing, sheet: Sheet) -> list[tuple[int, int]]:
    return [(columns(drawing, page), rows(drawing, page)) for page in range(0, len(sheet.pages), 2)]


@pytest.mark.parametrize(
    ("words", "most", "found"),
    [
        ([0] * 36, None, [(3, 6), (3, 6)]),
        ([0] * 18 + [18] * 12, None, [(3, 6), (3, 4)]),
        ([18] * 24, None, [(3, 4), (3, 4)]),
        ([0] * 8, None, [(2, 4)]),
        ([0] * 9, None, [(3, 4)]),
        ([0] * 17 + [40], None, [(3, 6), (2, 4)]),
        ([0] * 18, 12, [(3, 4), (3, 4)]),
        ([0] * 18, 8, [(2, 4)] * 3),
        ([0] * 9, 18, [(3, 6)]),
    ],
)
def test_cards_are_as_small_as_saves_leaves(words: list[int], most: int | None, found: list[tuple[int, int]]) -> None:
    sheet, drawing = typeset(many(*words), most=most)
    assert grids(drawing, sheet) == found
    assert overlaps(drawing) == []


def test_small_cards_have_the_usual_type() -> None:
    _, drawing = typeset(many(*[0] * 18, *[18] * 12), most=None)
    assert {text.size for text in drawing.texts() if text.text.startswith("Question") and text.text[-1].isdigit()} == {
        14.5
    }
    assert {text.size for text in drawing.texts() if text.text.startswith("Answer") and text.text != "Answer"} <= {
        13,
        9,
    }


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_small_card_is_backed_by_its_answer(paper: str) -> None:
    sheet, drawing = typeset(cards(36), setting(paper=paper), most=None)
    width = sheet.page_size[0] / MM
    for n in range(1, 37):
        front, back = (text for text in drawing.texts() if text.text.strip() == f"3.{n}")
        assert back.page == front.page + 1
        assert back.y == pytest.approx(front.y, abs=0.01)
        assert back.x == pytest.approx(width - front.x - 60 + 14, abs=0.01)
    front_ends, back_ends = (
        {end for line in drawing.lines(page) for end in ((line.x0, line.y0), (line.x1, line.y1))} for page in (0, 1)
    )
    assert {(round(x, 2), round(y, 2)) for x, y in front_ends} == {
        (round(width - x, 2), round(y, 2)) for x, y in back_ends
    }


def test_small_cards_to_fold_are_six_on_a_page() -> None:
    _, drawing = typeset(cards(12), layout="fold", most=None)
    shown = [drawing.find(f"Question{n:02}").page for n in range(1, 13)]
    assert shown == sorted(shown)
    assert [shown.count(page) for page in sorted(set(shown))] == [6, 6]
    assert [drawing.find(f"Answer{n:02}").page for n in range(1, 13)] == shown
    assert rows(drawing, 0) == 6
    assert overlaps(drawing) == []


def test_large_print_has_no_small_cards() -> None:
    sheet, drawing = typeset(cards(18), setting("large-print"), most=None)
    assert grids(drawing, sheet) == [(2, 3)] * 3


def test_a_word_is_not_divided_to_make_a_card_small() -> None:
    long = [one._replace(card=one.card._replace(question="Counterrevolutionaries" * 2)) for one in cards(9)]
    sheet, drawing = typeset(long, most=18)
    assert (3, 6) not in grids(drawing, sheet)


def test_a_title_that_would_be_cut_is_left_out_of_a_small_card() -> None:
    titled = [one._replace(section="The long and winding road to October") for one in cards(18)]
    sheet, drawing = typeset(titled, most=18)
    assert "The" not in drawing.words()
    assert sheet.cuts == ()
