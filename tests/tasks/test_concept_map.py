from __future__ import annotations

import math
from dataclasses import replace

import pytest

from packgen.tasks.blurt import TaskCue
from packgen.tasks.chance import Chance
from packgen.tasks.concept_map import ConceptMapTask
from tests.support.geometry import Box, Line
from tests.support.paper import Laid, lay_form, lay_key, parse, setting
from tests.support.parity import both
from tests.support.pdf import tag_tree
from tests.support.words import WORDS


def concept(*counts: int, centre: str = "The centre") -> ConceptMapTask:
    """A cue for each number, with so many points."""
    cues = tuple(
        TaskCue(f"Cue{n}", "Not shown", tuple(f"Answer{n}{m:02}" for m in range(count)))
        for n, count in enumerate(counts)
    )
    return ConceptMapTask("Map", cues, centre=centre)


def ruled(laid: Laid, box: Box) -> list[Line]:
    """The writing lines in a box."""
    return [
        line
        for line in laid.drawing.lines(box.page)
        if line.weight == 0.6 and box.x < line.x0 < box.x + box.width and box.y < line.y0 < box.y + box.height
    ]


def spokes(laid: Laid) -> list[Line]:
    return [line for line in laid.drawing.lines() if line.weight == 0.6 and line.y0 != line.y1]


def test_only_the_centre_is_given() -> None:
    form = concept(2, 1)
    laid = lay_form(form)
    assert form.given() == ["The centre"]
    assert [gap.answer for gap in form.gaps] == ["Cue0", "Answer000", "Answer001", "Cue1", "Answer100"]
    assert laid.drawing.words() == f"A Map 5 minutes, no notes {WORDS.text(ConceptMapTask.how)} The centre 1 2 3 4 5"


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (6, [3, 3])])
def test_boxes_stand_around_the_centre(count: int, rows: list[int]) -> None:
    laid = lay_form(concept(*[2] * count))
    boxes = laid.drawing.boxes()
    heights = sorted({round(box.y, 2) for box in boxes})
    assert [len([box for box in boxes if round(box.y, 2) == y]) for y in heights] == rows
    [ellipse] = laid.drawing.curves()
    assert ellipse.x + ellipse.width / 2 == pytest.approx(107.5, abs=0.01)
    above = [box for box in boxes if box.y + box.height < ellipse.y]
    assert len(above) == (rows[0] if len(rows) == 2 else 0)
    assert all(box.y > ellipse.y + ellipse.height for box in boxes if box not in above)
    assert min(box.x for box in boxes) >= 19.99
    assert max(box.x + box.width for box in boxes) <= 195.01


def test_a_box_has_a_line_for_its_cue_and_one_for_each_point() -> None:
    laid = lay_form(concept(3, 1))
    first, second = laid.drawing.boxes()
    assert [round(line.y0 - first.y, 2) for line in ruled(laid, first)] == [8, 16, 24, 32]
    assert [round(line.y0 - second.y, 2) for line in ruled(laid, second)] == [8, 16]
    assert first.height == second.height == pytest.approx(35.5, abs=0.01)


def test_a_line_joins_each_box_to_the_centre() -> None:
    laid = lay_form(concept(2, 2, 2, 2))
    [ellipse] = laid.drawing.curves()
    for box, spoke in zip(laid.drawing.boxes(), sorted(spokes(laid), key=lambda s: (s.y1, s.x1)), strict=True):
        edge = box.y + box.height if box.y < ellipse.y else box.y
        assert (spoke.x1, spoke.y1) == pytest.approx((box.x + box.width / 2, edge), abs=0.02)
        assert (spoke.x0, spoke.y0) == pytest.approx((107.5, ellipse.y + ellipse.height / 2), abs=0.02)


def test_the_words_fit_in_the_ellipse_and_stand_in_its_middle() -> None:
    for words in ("Zhukov", "The Anti-Party Group and everything that came of it in the end"):
        laid = lay_form(concept(1, centre=words))
        [ellipse] = laid.drawing.curves()
        wide, tall = ellipse.width / 2, ellipse.height / 2
        middle = ellipse.x + wide, ellipse.y + tall
        for text in [text for text in laid.drawing.texts()[4:] if text.size > 9]:
            assert (text.x + text.right) / 2 == pytest.approx(middle[0], abs=0.05)
            for x in (text.x, text.right):
                for y in (text.y, text.y - 3.5):
                    assert math.hypot((x - middle[0]) / wide, (y - middle[1]) / tall) < 1


def test_its_tags() -> None:
    assert tag_tree(lay_form(concept(1)).tags) == (
        "Sect\n  Sect\n    H3: A Map\n    P: 5 minutes, no notes\n"
        f"    P: {WORDS.text(ConceptMapTask.how)}\n    P: The centre\n"
        "    L [numbering=None]\n      LI\n        Lbl\n          P\n            Span [actual='blank 1']: 1\n"
        "        LBody\n          P\n            Span [actual='blank 2']: 2\n"
    )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("counts", [(5, 5, 4), (3, 4, 3, 1), (2,), (1,) * 8])
def test_both_editions_are_the_same_pages(profile: str, counts: tuple[int, ...]) -> None:
    both(concept(*counts), profile, skip=40)


def test_a_map_is_never_divided() -> None:
    for skip in (60, 140, 200):
        laid = lay_form(concept(3, 3, 3, 3), skip=skip)
        pages = {box.page for box in laid.drawing.boxes()} | {curve.page for curve in laid.drawing.curves()}
        assert len(pages) == 1


@pytest.mark.parametrize("form", [concept(*[1] * 7), concept(14, 14, 14, 14)])
def test_what_is_too_much_for_a_map_becomes_a_tree(form: ConceptMapTask) -> None:
    student, _ = both(form)
    assert not student.drawing.curves()
    centre, *boxes = student.drawing.boxes()
    assert centre.weight == 1
    assert len(boxes) == len(form.cues)
    assert {round(box.x, 2) for box in boxes if box.page == 0} == {27.5}


def test_large_print_is_a_tree_that_goes_on_over_the_page() -> None:
    laid = lay_form(concept(5, 5, 5), setting("large-print"))
    centre, *boxes = laid.drawing.boxes()
    assert [box.page for box in boxes] == [0, 0, 1]
    assert {round(box.width, 2) for box in boxes} == {166.0}
    trunk = [line for line in spokes(laid) if line.x0 == line.x1]
    assert {(line.page, round(line.x0, 2)) for line in trunk} == {(0, 24.5), (1, 19.5)}
    assert trunk[0].y0 == pytest.approx(centre.y + centre.height, abs=0.01)
    assert trunk[-1].y1 == pytest.approx(boxes[-1].y + 6, abs=0.01)


def test_a_box_taller_than_a_page_is_divided_after_all() -> None:
    student, _ = both(concept(25), "large-print")
    boxes = student.drawing.boxes()[1:]
    assert [box.page for box in boxes] == [0, 1]
    assert sum(len(ruled(student, box)) for box in boxes) == 26


def test_every_line_is_a_field_where_it_can_be_filled() -> None:
    laid = lay_form(concept(1, 1), replace(setting(), fillable=True))
    assert [field.name for field in laid.sheet.fields] == ["A.1", "A.2", "A.3", "A.4"]


def test_the_key_lists_cues_and_points_to_tick_with_the_numbers_of_the_lines() -> None:
    form = concept(2, 3)
    assert [item.text for item in lay_key(form).tags.find("LI")] == [
        f"{gap.number} Box: {gap.answer}" for gap in form.gaps
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_the_lists_of_the_key_stand_as_the_boxes_do(count: int) -> None:
    form = concept(*[1] * count)
    key = lay_key(form).drawing
    for number, box in enumerate(lay_form(form).drawing.boxes()):
        assert key.find(f"{2 * number + 1} ").x == pytest.approx(box.x, abs=0.01)


def test_the_lists_of_a_tree_stand_below_one_another() -> None:
    key = lay_key(concept(*[1] * 7)).drawing
    assert {round(key.find(f"Cue{n}").x, 2) for n in range(7)} == {round(key.find("Cue0").x, 2)}


def test_a_summary_stands_around_the_title() -> None:
    block = parse("summary", boxes=[{"label": "Why?", "items": [{"handle": "H.", "text": "T."}]}])
    made = block.recall("map", Chance(1), WORDS, "The fall")
    assert isinstance(made, ConceptMapTask)
    assert (made.title, made.centre) == ("The fall", "The fall")
    assert [gap.answer for gap in made.gaps] == ["Why?", "H"]
