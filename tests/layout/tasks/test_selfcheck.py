from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.layout.core.setting import Setting
from packgen.layout.tasks.selfcheck import self_check
from packgen.sheet.sheet import Pages, PageWords
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.collisions import outside, overlaps
from tests.support.paper import Laid, lay, setting
from tests.support.pdf import tag_tree
from tests.support.tags import kid_tags

LOOK = (("A", "Gaps", 12), ("B", "Figures", 12), ("C", "Timeline", 8))
ANSWERS = PageWords("Answers: page {}", "Answers", Pages("check", 1, 1))


def check(scores: tuple[tuple[str, str, int], ...] = LOOK, used: Setting | None = None, skip: float = 0.0) -> Laid:
    used = used or setting()
    root = Element("Sect")
    return lay(self_check(used, root, scores, ANSWERS), used, root, used.design.spans.full, skip)


def many(count: int) -> tuple[tuple[str, str, int], ...]:
    return tuple((f"{chr(65 + n % 26)}{n // 26 or ''}", "Timeline", 10) for n in range(count))


def test_scores_stand_side_by_side_above_their_lines() -> None:
    laid = check()
    top = 25 + 11.25
    starts = [20 + 36 * n for n in range(5)]
    labels = [laid.drawing.find(label) for label in ("A Gaps", "B Figures", "C Timeline", "Total", "Next visit (date)")]
    assert [(label.x, label.y) for label in labels] == [pytest.approx((x, top + 3.5), abs=0.01) for x in starts]
    lines = laid.drawing.lines()[1:]
    assert [(line.x0, line.y0) for line in lines] == [pytest.approx((x, top + 13), abs=0.01) for x in starts]
    assert [line.x1 - line.x0 for line in lines] == pytest.approx([16, 16, 16, 16, 31], abs=0.01)
    assert lines[-1].x1 == pytest.approx(195, abs=0.01)
    out_of = [text for text in laid.drawing.texts() if text.text.startswith("/")]
    assert [text.text for text in out_of] == ["/ 12", "/ 12", "/ 8", "/ 32"]
    assert [text.y for text in out_of] == pytest.approx([top + 12] * 4, abs=0.01)


def test_the_total_is_bold_and_adds_up() -> None:
    laid = check()
    bold = setting().faces.index("text", True, False)
    assert [text.text.strip() for text in laid.drawing.texts() if text.face == bold] == ["Self-check", "Total"]


def test_the_note_names_the_page_of_the_answers() -> None:
    [reference] = check().sheet.references
    assert (reference.words, reference.target, reference.right) == ("Answers: page {}", Pages("check", 1, 1), True)


def test_without_answers_there_is_no_note() -> None:
    root = Element("Sect")
    laid = lay(self_check(setting(), root, LOOK, None), setting(), root, setting().design.spans.full)
    assert laid.sheet.references == ()


def test_without_scores_only_the_date_is_left() -> None:
    assert check(()).drawing.words() == "Self-check Next visit (date)"


def test_a_score_says_what_it_is_out_of() -> None:
    tags = tag_tree(check((("A", "Gaps", 12),)).tags)
    assert tags == (
        "Sect\n  Sect\n    H3: Self-check\n    P\n    P\n      “A Gaps”\n      Span [actual='out of 12']: / 12\n"
        "    P\n      “Total”\n      Span [actual='out of 12']: / 12\n    P: Next visit (date)\n"
    )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", range(1, 11))
def test_any_number_of_scores_finds_room(profile: str, count: int) -> None:
    used = setting(profile)
    laid = check(many(count), used)
    assert outside(laid.drawing, used.design, used.design.spans.full) == []
    assert overlaps(laid.drawing) == []
    assert len([text for text in laid.drawing.texts() if text.text.startswith("/")]) == count + 1


def test_rows_are_as_even_as_they_can_be() -> None:
    laid = check(many(6))
    heights = [round(line.y0, 1) for line in laid.drawing.lines()[1:]]
    assert [heights.count(y) for y in sorted(set(heights))] == [4, 4]
    laid = check(LOOK, setting("large-print"))
    heights = [round(line.y0, 1) for line in laid.drawing.lines()[1:]]
    assert [heights.count(y) for y in sorted(set(heights))] == [3, 2]
    assert laid.drawing.lines()[-1].x1 == pytest.approx(195, abs=0.01)


def test_a_few_rows_are_never_divided() -> None:
    for skip in range(200, 250, 2):
        laid = check(many(8), skip=skip)
        assert len({item.page for item in laid.drawing.items}) == 1


def test_scores_are_fields_where_the_sheet_can_be_filled() -> None:
    laid = check(LOOK[:1], replace(setting(), fillable=True))
    assert [(field.name, field.description) for field in laid.sheet.fields] == [
        ("score.A", "Score of task A"),
        ("score.total", "Total score"),
        ("next", "Date of the next visit"),
    ]
    assert [node.tag for node in laid.tags.find("Form")] == ["Form"] * 3


# -- over the page


def scored(laid: Laid) -> list[list[str]]:
    """What stands on each page, without the slashes and what is below."""
    return [
        [text.text for text in laid.drawing.texts(page) if not text.text.startswith("/")] for page in range(laid.pages)
    ]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", [26, 30, 90, 400])
def test_more_scores_than_a_page_holds_are_divided_between_rows(profile: str, paper: str, count: int) -> None:
    used = setting(profile, paper)
    laid = check(many(count), used)
    assert outside(laid.drawing, used.design, used.design.spans.full) == []
    assert overlaps(laid.drawing) == []
    assert [words.strip() for page in scored(laid) for words in page] == [
        "Self-check",
        *(f"{letter} Timeline" for letter, _, _ in many(count)),
        "Total",
        "Next visit (date)",
    ]
    columns = [
        {
            round(text.x - used.design.frame(page % 2 == 0).x / MM, 1)
            for text in laid.drawing.texts(page)
            if text.text.startswith("/")
        }
        for page in range(laid.pages)
    ]
    assert all(below <= columns[0] for below in columns), "the columns go on below one another"


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_two_rows_at_least_stand_below_the_heading_and_over_the_page(profile: str) -> None:
    for skip in range(0, 240, 5):
        laid = check(many(60), setting(profile), skip=skip)
        heights: list[set[float]] = []
        for page in range(laid.pages):
            heights.append({round(text.y, 1) for text in laid.drawing.texts(page) if text.text.startswith("/")})
        heading = [page for page in range(laid.pages) if "Self-check" in laid.drawing.words(page)]
        assert len(heading) == 1
        assert len(heights[heading[0]]) >= 2
        assert len(heights[-1]) >= 1, "the last row holds only the date of the next visit"


def test_what_is_divided_is_one_section_in_the_order_of_its_letters() -> None:
    laid = check(many(60), setting("large-print"))
    assert laid.pages > 1
    [section] = laid.tags.find("Sect")[1:]
    assert kid_tags(section) == ["H3", *["P"] * (1 + 60 + 2)]
