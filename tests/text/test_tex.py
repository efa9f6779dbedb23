"""Formulas in TeX are printed as they are typed, and prices are no formulas."""

from __future__ import annotations

import pytest

from packgen.text.inline import Run, parse
from packgen.text.tex import find_formula


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("so $x^2+y^2=z^2$ holds", "$x^2+y^2=z^2$"),
        ("$$E = mc^2$$", "$$E = mc^2$$"),
        ("for $x$ in", "$x$"),
        (r"$\frac{1}{2}$", r"$\frac{1}{2}$"),
        (r"half is \frac{1}{2} of *it*", r"\frac{1}{2}"),
        (r"\sqrt{x^2}+y^2 is", r"\sqrt{x^2}+y^2"),
        (r"\(x^2\) and", r"\(x^2\)"),
        (r"\[a = b\]", r"\[a = b\]"),
        (r"\ce{H2O + CO2} is", r"\ce{H2O + CO2}"),
        (r"\alpha particles", r"\alpha"),
        (r"5 \times 3", r"\times"),
        (r"$\text{rate} = k$", r"$\text{rate} = k$"),
    ],
)
def test_a_formula_is_found_and_printed_as_typed(text: str, formula: str) -> None:
    found = find_formula(text)
    assert found is not None
    assert text[slice(*found)] == formula
    assert formula in "".join(run.text for run in parse(text) if not (run.rise or run.bold or run.italic or run.href))


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "between $5-$10, US$5 to US$10, $5/$10",
        "the $ sign, and the $ key",
        "$HOME/bin:$PATH",
        r"C:\temp\new and C:\alpha",
        r"\$5\$ and \*",
        r"\[not a link\](https://e.org)",
        r"see \[1\]",
        "about $2 million; $3 million",
        "$a=1;$b=2",
        "{a} and {{b}}",
    ],
)
def test_ordinary_text_is_no_formula(text: str) -> None:
    assert find_formula(text) is None


def test_a_formula_takes_nothing_from_the_marks_around_it() -> None:
    assert parse("**a** $x^2$ b^2^") == [Run("a", bold=True), Run(" $x^2$ b"), Run("2", rise=1)]
