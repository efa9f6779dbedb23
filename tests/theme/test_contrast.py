import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.theme.contrast import contrast, luminance

channel = st.integers(0, 255)
colours = st.builds("#{:02X}{:02X}{:02X}".format, channel, channel, channel)


@pytest.mark.parametrize(
    ("colour", "on_white", "on_cream"),
    [
        ("#1A1A1A", 17.4, 16.1),
        ("#333333", 12.6, 11.7),
        ("#7A1C27", 10.4, 9.6),
        ("#0B4A66", 9.6, 8.9),
        ("#1D4D2F", 9.7, 9.0),
    ],
)
def test_ratios_of_the_design_system(colour: str, on_white: float, on_cream: float) -> None:
    assert contrast(colour, "#FFFFFF") == pytest.approx(on_white, abs=0.05)
    assert contrast(colour, "#FBF6E6") == pytest.approx(on_cream, abs=0.05)


def test_the_examples_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert luminance("#FF0000") == pytest.approx(0.2126)


@given(colours, colours)
def test_a_ratio_is_from_1_to_21_whatever_the_order(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, other) == contrast(other, one)
    assert contrast(one, one) == 1
