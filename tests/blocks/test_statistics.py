from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from packgen.blocks import Block
from tests.support.paper import Laid, lay_block, parse, setting
from tests.support.pdf import Node, tag_tree
from tests.support.tags import leaves, struct_elems

GRAIN = [("1953", "82.5"), ("1956", "125.0"), ("1958", "134.7"), ("1963", "107.5")]


def statistics(display: str, rows: Sequence[tuple[str, str]] = GRAIN, **fields: object) -> Block:
    return parse(
        "statistics", display=display, rows=[{"label": label, "value": value} for label, value in rows], **fields
    )


def figure(laid: Laid) -> Node:
    [node] = laid.tags.find("Figure")
    return node


# -- a table


def test_a_table_has_measures_and_figures() -> None:
    laid = lay_block(statistics("table", unit="million tonnes"))
    assert laid.drawing.find("1956").x == pytest.approx(20, abs=0.01)
    assert laid.drawing.find("million").right == pytest.approx(135, abs=0.01)
    assert {round(laid.drawing.find(value).right, 1) for _, value in GRAIN} == {135.0}
    assert [node.text.strip() for node in laid.tags.find("TR")[1].kids if isinstance(node, Node)] == ["1953", "82.5"]


def test_a_unit_of_its_own_stands_with_the_figure() -> None:
    rows = [{"label": "a", "value": "36", "unit": "million"}, {"label": "b", "value": "48", "unit": "%"}]
    words = lay_block(parse("statistics", rows=rows)).drawing.words()
    assert "36 million" in words
    assert "48%" in words


@pytest.mark.parametrize("display", ["table", "bars", "line"])
def test_a_note_does_not_take_the_place_of_the_unit(display: str) -> None:
    words = lay_block(statistics(display, unit="million tonnes", note="official figures")).drawing.words()
    assert "official figures (million tonnes)" in words


@pytest.mark.parametrize("display", ["bars", "line"])
def test_a_unit_of_its_own_stands_with_the_figure_of_a_chart(display: str) -> None:
    rows = [{"label": "a", "value": "36", "unit": "m"}, {"label": "b", "value": "48", "unit": "%"}]
    laid = lay_block(parse("statistics", display=display, rows=rows))
    assert figure(laid).attributes["alt"].endswith(" a: 36\u00a0m; b: 48%.")
    assert {"36\u00a0m", "48%"} <= {text.text.strip().replace(" ", "\u00a0") for text in laid.drawing.texts()}


def test_a_table_goes_on_over_the_page_under_its_head() -> None:
    laid = lay_block(statistics("table", [(f"row{n:02}", str(n)) for n in range(40)]), skip=100)
    assert laid.pages == 2
    assert [(text.text, text.mcid) for text in laid.drawing.texts(1)[:2]] == [("Measure", None), ("Figure", None)]
    assert [laid.drawing.words().count(f"row{n:02}") for n in range(40)] == [1] * 40


def test_large_print_has_records() -> None:
    laid = lay_block(statistics("table", GRAIN[:1]), setting("large-print"))
    assert tag_tree(laid.tags.find("L")[0]) == ("L [numbering=None]\n  LI\n    Lbl: 1953:\n    LBody: 82.5\n")


# -- numbers


def test_numbers_stand_beside_their_texts_on_one_baseline() -> None:
    laid = lay_block(statistics("numbers", [("Presidium vote", "7–4"), ("regions of 1957", "105")]))
    for numeral, label in (("7–4", "Presidium"), ("105", "regions")):
        number, text = laid.drawing.find(numeral), laid.drawing.find(label)
        assert (number.x, text.x, number.y) == pytest.approx((20, 40, text.y), abs=0.01)
        assert number.size == 14
    assert max(text.right for text in laid.drawing.texts()) <= 75


def test_all_texts_make_room_for_the_widest_numeral() -> None:
    laid = lay_block(statistics("numbers", [("hectares", "36m ha"), ("regions", "105")]))
    hectares, regions, wide = (laid.drawing.find(text) for text in ("hectares", "regions", "36m"))
    assert hectares.x == regions.x
    assert hectares.x >= wide.right + 2


def test_numerals_too_wide_stand_above_their_texts() -> None:
    laid = lay_block(statistics("numbers", [("people rehoused", "54,000,000 people")]))
    number, text = laid.drawing.find("54,000,000"), laid.drawing.find("people re")
    assert (text.x, text.y - number.y) == pytest.approx((20, 5), abs=0.01)


def test_a_number_labels_its_text() -> None:
    laid = lay_block(statistics("numbers", [("regions", "105")], unit="%"))
    assert tag_tree(laid.tags.find("L")[0]) == "L [numbering=None]\n  LI\n    Lbl: 105%\n    LBody: regions\n"


# -- bars


def test_bars_are_as_tall_as_their_values() -> None:
    laid = lay_block(statistics("bars"))
    bars = laid.drawing.boxes()
    assert [bar.height / 28 for bar in bars] == pytest.approx([float(value) / 134.7 for _, value in GRAIN], abs=0.002)
    feet = {round(bar.y + bar.height, 2) for bar in bars}
    axis = laid.drawing.lines()[-1]
    assert feet == {round(axis.y0, 2)}
    assert (axis.x0, axis.x1) == pytest.approx((20, 135), abs=0.02)
    for (label, value), bar in zip(GRAIN, bars, strict=True):
        middle = bar.x + bar.width / 2
        for text in (laid.drawing.find(label), laid.drawing.find(value)):
            assert text.x + text.width / 2 == pytest.approx(middle, abs=0.05)
        assert laid.drawing.find(value).y < bar.y < laid.drawing.find(label).y


def test_all_bars_are_filled_or_those_that_stand_out() -> None:
    assert {bar.filled for bar in lay_block(statistics("bars")).drawing.boxes()} == {True}
    rows = [{"label": "a", "value": "1"}, {"label": "b", "value": "2", "highlight": "yes"}]
    laid = lay_block(parse("statistics", display="bars", rows=rows))
    assert [bar.filled for bar in laid.drawing.boxes()] == [False, True]
    assert laid.drawing.find("b").face == setting().faces.index("text", True)


def test_bars_of_nought_are_lines() -> None:
    laid = lay_block(statistics("bars", [("a", "0"), ("b", "0")]))
    assert [bar.height < 0.1 for bar in laid.drawing.boxes()] == [True, True]


def test_bars_with_long_labels_lie() -> None:
    rows = [("district assemblies, 1883–86", "42.4"), ("provincial assemblies, 1897", "89.5"), ("a", "10")]
    laid = lay_block(statistics("bars", rows))
    bars = laid.drawing.boxes()
    assert len({round(bar.x, 2) for bar in bars}) == 1
    assert bars[0].width / bars[1].width == pytest.approx(42.4 / 89.5, abs=0.01)
    for (label, value), bar in zip(rows, bars, strict=True):
        text, number = laid.drawing.find(label), laid.drawing.find(value)
        assert text.right < bar.x < bar.x + bar.width < number.x
        assert bar.y < text.y == number.y < bar.y + bar.height
    assert max(text.right for text in laid.drawing.texts()) <= 135.01


def test_a_chart_states_its_data() -> None:
    laid = lay_block(statistics("bars", title="Grain", unit="million tonnes"))
    assert figure(laid).attributes["alt"] == (
        "Bar chart: Grain, million tonnes. 1953: 82.5; 1956: 125.0; 1958: 134.7; 1963: 107.5."
    )
    assert [text.mcid for text in laid.drawing.texts() if text.size == 9] == [figure_mcid(laid)] * 8
    left, bottom, right, top = map(float, figure(laid).attributes["bbox"].split())
    assert (right - left, top - bottom) == (pytest.approx(326, abs=1), pytest.approx(118, abs=1))


def figure_mcid(laid: Laid) -> int:
    [row] = [row for row in struct_elems(laid.sheet.structure) if row.tag == "Figure"]
    [(_, mcid)] = leaves(row)
    return mcid


# -- a line


def test_a_line_goes_through_all_points() -> None:
    laid = lay_block(statistics("line"))
    dots, strokes = laid.drawing.curves(), laid.drawing.lines()[1:4]
    centres = [(dot.x + dot.width / 2, dot.y + dot.height / 2) for dot in dots]
    assert [(line.x0, line.y0) for line in strokes] == [pytest.approx(centre, abs=0.02) for centre in centres[:3]]
    assert (strokes[2].x1, strokes[2].y1) == pytest.approx(centres[3], abs=0.02)
    heights = [laid.drawing.lines()[-1].y0 - y for _, y in centres]
    assert heights[0] / heights[2] == pytest.approx(82.5 / 134.7, abs=0.002)


def test_a_line_may_go_below_nought() -> None:
    laid = lay_block(statistics("line", [("1961", "5"), ("1962", "-3"), ("1963", "−1.5")]))
    centres = [dot.y + dot.height / 2 for dot in laid.drawing.curves()]
    assert centres[0] < centres[2] < centres[1]


def test_labels_too_wide_are_thinned_out_to_the_last() -> None:
    rows = [(f"a year of {year}", str(year - 1900)) for year in range(1945, 1965)]
    laid = lay_block(statistics("line", rows))
    labels = [text for text in laid.drawing.texts() if text.text.startswith("a year")]
    assert 2 <= len(labels) < 20
    assert labels[-1].text.strip() == "a year of 1964"
    for left, right in itertools.pairwise(labels):
        assert left.right < right.x
    assert "a year of 1945: 45" in figure(laid).attributes["alt"]


# -- captions


def test_caption_and_sources_stand_below() -> None:
    laid = lay_block(statistics("bars", caption="Official figures.", sources=["two"]))
    caption = laid.drawing.find("Official")
    assert caption.text == "Official figures. Source 2."
    assert caption.y == max(text.y for text in laid.drawing.texts())


def test_the_sources_of_all_rows_are_named_once() -> None:
    rows = [{"label": "a", "value": "1", "sources": ["two"]}, {"label": "b", "value": "2", "sources": ["one", "two"]}]
    assert "Sources 1, 2." in lay_block(parse("statistics", rows=rows)).drawing.words()


@pytest.mark.parametrize("display", ["bars", "line"])
def test_a_chart_stays_with_its_heading_and_caption(display: str) -> None:
    for skip in range(150, 250, 4):
        laid = lay_block(statistics(display, title="Grain", caption="Official figures."), skip=skip)
        pages = {laid.drawing.find(text).page for text in ("Grain", "1956", "Official")}
        assert len(pages) == 1


# -- large print


def test_a_chart_is_larger_in_large_print() -> None:
    laid = lay_block(statistics("bars"), setting("large-print"))
    assert max(bar.height for bar in laid.drawing.boxes()) == pytest.approx(50, abs=0.05)
    assert {text.size for text in laid.drawing.texts() if text.mcid == figure_mcid(laid)} == {16}


@pytest.mark.parametrize("display", ["bars", "line"])
def test_labels_keep_their_marks(display: str) -> None:
    laid = lay_block(statistics(display, [("10^3^", "5"), ("H~2~O", "6"), ("**x**", "7")]))
    sizes = {text.text.strip(): text.size for text in laid.drawing.texts()}
    assert sizes["³"] == sizes["₂"] == pytest.approx(0.62 * sizes["10"], abs=0.01)
    [node] = laid.tags.find("Figure")
    assert "10³: 5; H₂O: 6; x: 7" in node.attributes["alt"]


def test_labels_of_lying_bars_are_broken_with_their_marks() -> None:
    label = "The many **grains of 10^3^** tonnes that nobody weighed in all these years of want"
    laid = lay_block(statistics("bars", [(label, "5"), *((f"{label} {n}", "6") for n in range(5))]))
    texts = laid.drawing.texts()
    assert len([text for text in texts if text.text.strip() == "³"]) == 6
    assert len({round(text.y, 1) for text in texts}) > 6
