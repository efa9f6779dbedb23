from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from packgen.blocks import Block
from packgen.layout.core.setting import Setting
from packgen.units import MM
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import kid_tags


@pytest.fixture
def used(tmp_path: Path) -> Setting:
    """A setting whose folder holds wide.png (3:1), tall.png (1:9) and the small coarse.png (3:1)."""
    Pillow.new("RGB", (1500, 500), "navy").save(tmp_path / "wide.png")
    Pillow.new("L", (100, 900)).save(tmp_path / "tall.png")
    Pillow.new("L", (150, 50)).save(tmp_path / "coarse.png")
    return setting(folder=tmp_path)


def picture(file: str = "wide.png", **fields: object) -> Block:
    return parse("picture", file=file, alt="A blue field.", **fields)


@pytest.mark.parametrize(
    ("width", "wanted"),
    [("side", 55), ("half", 85), ("main", 115), ("full", 175), ("40mm", 40), ("2in", 50.8), ("300mm", 115)],
)
def test_it_is_as_wide_as_asked_but_no_wider_than_its_column(used: Setting, width: str, wanted: float) -> None:
    [drawn] = lay_block(picture(width=width), used).drawing.pictures()
    assert (drawn.x, drawn.y, drawn.width, drawn.height) == pytest.approx((20, 25, wanted, wanted / 3), abs=0.02)


def test_a_coarse_one_stays_small_unless_a_length_is_given(used: Setting) -> None:
    [drawn] = lay_block(picture("coarse.png", width="full"), used).drawing.pictures()
    assert drawn.width == pytest.approx(1.5 * 25.4, abs=0.02)
    [drawn] = lay_block(picture("coarse.png", width="85mm"), used).drawing.pictures()
    assert drawn.width == pytest.approx(85, abs=0.02)


def test_a_tall_one_is_made_narrower(used: Setting) -> None:
    [drawn] = lay_block(picture("tall.png"), used).drawing.pictures()
    assert (drawn.height, drawn.width) == pytest.approx((200, 200 / 9), abs=0.02)


def test_it_is_a_figure_that_says_what_it_shows_and_where_it_is(used: Setting) -> None:
    laid = lay_block(picture(title="A field", width="40mm"), used)
    x, top = 20 * MM, (297 - 25 - 11.25) * MM
    box = f"{x:.0f} {top - 40 / 3 * MM:.0f} {x + 40 * MM:.0f} {top:.0f}"
    assert tag_tree(laid.tags) == f"Sect\n  Sect\n    H2: A field\n    Figure [alt='A blue field.' bbox='{box}']\n"


def test_the_caption_is_made_of_sentences(used: Setting) -> None:
    laid = lay_block(picture(caption="Why?", credit="State Library", licence="CC BY 4.0", sources=["one"]), used)
    [caption] = laid.drawing.texts()
    assert caption.text == "Why? State Library. CC BY 4.0. Source 1."
    [drawn] = laid.drawing.pictures()
    assert caption.y == pytest.approx(drawn.y + drawn.height + 1.25 + 3.5, abs=0.02)
    assert kid_tags(laid.tags) == ["Figure", "P"]


def test_picture_heading_and_caption_stay_together(used: Setting) -> None:
    for skip in range(150, 250, 5):
        laid = lay_block(picture(title="A field", caption="word " * 40), used, skip=skip)
        [drawn] = laid.drawing.pictures()
        assert drawn.page == laid.drawing.find("A field").page
        lines = [text for text in laid.drawing.texts(drawn.page) if text.text.startswith("word")]
        assert len(lines) >= 2


def test_it_moves_to_the_next_page_rather_than_shrink(used: Setting) -> None:
    [drawn] = lay_block(picture(), used, skip=220).drawing.pictures()
    assert (drawn.page, drawn.y, drawn.width) == (1, pytest.approx(25, abs=0.01), pytest.approx(115, abs=0.01))


def test_a_title_too_long_for_a_tall_picture_goes_before_it(used: Setting) -> None:
    laid = lay_block(picture("tall.png", title="word " * 150, caption="Below"), used)
    [drawn] = laid.drawing.pictures()
    assert (drawn.page, laid.drawing.find("Below").page) == (1, 1)


def test_one_picture_twice_is_stored_once(used: Setting) -> None:
    from packgen.sheet.structure import Element
    from tests.support.paper import lay

    root = Element("Sect")
    story = [flowable for _ in range(2) for flowable in picture().flow(used, root)]
    laid = lay(story, used, root)
    assert len(laid.sheet.images) == 1
    assert len(laid.drawing.pictures()) == 2


def test_spans_are_all_the_page_in_large_print(tmp_path: Path, used: Setting) -> None:
    [drawn] = lay_block(picture(width="side"), setting("large-print", folder=tmp_path)).drawing.pictures()
    assert drawn.width == pytest.approx(175, abs=0.02)
