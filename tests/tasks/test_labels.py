from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Pillow

from packgen.blocks import Block
from packgen.layout.core.setting import Setting
from packgen.tasks.chance import Chance
from packgen.tasks.labels import LabelsTask
from tests.support.editions import ink
from tests.support.paper import Laid, lay_block, lay_form, lay_key, parse, setting
from tests.support.parity import told
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

PLACES = [("0%", "0%"), ("50%", "50%"), ("100%", "25%")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Pillow.new("RGB", (1500, 500), "navy").save(tmp_path / "wide.png")
    return tmp_path


def used(folder: Path, profile: str = "standard") -> Setting:
    return setting(profile, folder=folder)


def picture(**fields: object) -> Block:
    labels = [{"text": f"Name{n}", "x": x, "y": y} for n, (x, y) in enumerate(PLACES)]
    return parse("picture", **{"file": "wide.png", "alt": "A blue field.", "labels": labels, **fields})


def form(**fields: object) -> LabelsTask:
    made = picture(**fields).recall("labels", Chance(1), WORDS)
    assert isinstance(made, LabelsTask)
    return made


def markers(laid: Laid) -> list[tuple[float, float]]:
    return [(curve.x + curve.width / 2, curve.y + curve.height / 2) for curve in laid.drawing.curves()]


@pytest.mark.parametrize("task", [True, False])
def test_markers_stand_at_their_shares_of_the_picture_and_not_over_its_edge(folder: Path, task: bool) -> None:
    laid = lay_form(form(), used(folder)) if task else lay_block(picture(), used(folder))
    [drawn] = laid.drawing.pictures()
    wanted = [(2.5, 2.5), (drawn.width / 2, drawn.height / 2), (drawn.width - 2.5, drawn.height / 4)]
    assert markers(laid) == [pytest.approx((drawn.x + x, drawn.y + y), abs=0.02) for x, y in wanted]
    assert {(round(curve.width, 2), curve.filled) for curve in laid.drawing.curves()} == {(5.0, "1 1 1")}
    numbers = [text for text in laid.drawing.texts() if text.size == 9][:3]
    for number, (x, y) in zip(numbers, markers(laid), strict=True):
        assert (number.x + number.width / 2, number.y) == pytest.approx((x, y + 0.33 * 9 * 25.4 / 72), abs=0.02)


def test_the_names_are_listed_below_the_picture(folder: Path) -> None:
    laid = lay_block(picture(caption="A field"), used(folder))
    [drawn] = laid.drawing.pictures()
    names = [laid.drawing.find(f"Name{n}") for n in range(3)]
    assert [round(name.x) for name in names] == [24, 84, 24]
    assert names[0].y == names[1].y < names[2].y
    assert drawn.y + drawn.height < laid.drawing.find("A field").y < names[0].y
    tags = tag_tree(laid.tags)
    assert "  L [numbering=Decimal]\n    LI\n      Lbl: 1\n      LBody: Name0\n" in tags


def test_the_figure_says_its_own_numbers(folder: Path) -> None:
    [figure] = lay_block(picture(), used(folder)).tags.find("Figure")
    assert (figure.attributes["alt"], figure.text) == ("A blue field.", "123")


def test_lines_stand_in_two_columns_below_the_picture(folder: Path) -> None:
    laid = lay_form(form(), used(folder))
    [drawn] = laid.drawing.pictures()
    lines = [line for line in laid.drawing.lines() if line.weight == 0.6]
    top = drawn.y + drawn.height
    assert [(line.x0, line.x1, line.y0) for line in lines] == [
        pytest.approx(place, abs=0.02) for place in [(20, 105, top + 8), (110, 195, top + 8), (20, 105, top + 16)]
    ]


def test_its_tags(folder: Path) -> None:
    tags = tag_tree(lay_form(form(labels=[{"text": "Name0", "x": "10%", "y": "10%"}]), used(folder)).tags)
    head, _, tail = tags.partition("bbox=")
    assert head == (
        "Sect\n  Sect\n    H3: A Label the picture\n    P: 1 mark: one for each label\n    Figure [alt='A blue field.' "
    )
    assert tail.endswith("]: 1\n    P\n      Span [actual='blank 1']: 1\n")


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_both_editions_are_the_same_pages(folder: Path, profile: str) -> None:
    base = used(folder, profile)
    for skip in (0, 90, 150):
        student = lay_form(form(), base, skip=skip)
        teacher = lay_form(form(), replace(base, answers=True), skip=skip)
        assert ink(student) < ink(teacher)
        assert (told(student, form()), told(teacher, form())) == ([], ["Name0", "Name1", "Name2"])


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("A blue field.", "A blue field."),
        ("A field with NAME1 in it.", "Picture to label."),
        ("Four names1 on a field.", "Four names1 on a field."),
        ("Name1s on a field.", "Picture to label."),
        ("", "Picture to label."),
    ],
)
def test_a_description_that_tells_a_name_is_left_out(folder: Path, said: str, shown: str) -> None:
    made = form(alt=said or "To the left of name2 there is nothing.")
    assert made.alt == shown
    assert lay_form(made, used(folder)).tags.find("Figure")[0].attributes["alt"] == shown


def test_one_word_of_a_name_is_enough_to_leave_a_description_out_and_to_warn_of_it(folder: Path) -> None:
    labels = [{"text": "Left ventricle", "x": "10%", "y": "10%"}, {"text": "The aorta", "x": "50%", "y": "10%"}]
    made = form(alt="The ventricles and the aorta of a heart.", labels=labels, credit="The Aorta Museum")
    assert (made.alt, made.credit) == ("Picture to label.", "")
    assert made.weaknesses() == [
        (
            'the alt text has "ventricles", "aorta", words of its labels, and is left out where these are asked for.',
            "Describe the picture without them.",
        )
    ]
    shown = lay_form(made, used(folder))
    assert "ventricle" not in str(shown.tags.find("Figure")[0].attributes)
    good = form(alt="The inside of a heart, seen from the left.", labels=labels, credit="The Museum of the Heart")
    assert (good.alt, good.credit) == ("The inside of a heart, seen from the left.", "The Museum of the Heart.")
    assert good.weaknesses() == []


def test_credit_and_licence_are_given_unless_they_tell_a_name() -> None:
    assert form(credit="State Library", licence="CC BY 4.0").given() == ["A blue field.", "State Library. CC BY 4.0."]
    assert form(credit="Museum of Name0").given() == ["A blue field."]
    assert form(caption="Name0 and Name1").given() == ["A blue field."]


def test_the_picture_keeps_its_lines(folder: Path) -> None:
    for skip in range(150, 240, 9):
        laid = lay_form(form(credit="State Library"), used(folder), skip=skip)
        [drawn] = laid.drawing.pictures()
        lines = [line for line in laid.drawing.lines() if line.weight == 0.6]
        assert [line.page for line in lines] == [drawn.page] * 3
        assert laid.drawing.find("State Library").page == drawn.page


def test_lines_stand_below_one_another_in_large_print(folder: Path) -> None:
    laid = lay_form(form(), used(folder, "large-print"))
    lines = [line for line in laid.drawing.lines() if line.weight == 0.6]
    assert [line.x0 for line in lines] == pytest.approx([20, 20, 20], abs=0.01)
    assert lines[1].y0 - lines[0].y0 == pytest.approx(12, abs=0.01)
    assert round(laid.drawing.curves()[0].width, 1) == 9.2


def test_every_line_is_a_field_where_it_can_be_filled(folder: Path) -> None:
    laid = lay_form(form(), replace(used(folder), fillable=True))
    assert [field.name for field in laid.sheet.fields] == ["A.1", "A.2", "A.3"]


def test_the_key_has_the_names_under_their_numbers(folder: Path) -> None:
    text = lay_key(form(), used(folder)).tags.text
    assert [f"{n} Name{n - 1}" in text for n in (1, 2, 3)] == [True, True, True]


def test_a_picture_without_labels_has_no_task() -> None:
    assert picture(labels=[]).recall("labels", Chance(1), WORDS) is None
    assert form().marks == 3
    made = picture().recall("labels", Chance(1), WORDS, "Who is who?")
    assert made is not None
    assert made.title == "Who is who?"
