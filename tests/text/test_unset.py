"""Marks that are not set are found, and ordinary text is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.text.unset import _INLINE, unset_lines, unset_marks, verse

ORDINARY = [
    "5 > 3, 9 > 5 < 6 and a < b > c",
    "> 5 is large",
    ">>> print(1)",
    "C# and F#, #1 in the charts, # of pupils, #MeToo",
    "a ~ b, ~5 km and ~10 km",
    "2 * 3 * 4 and 2 ** 3",
    "Up to\n1914. In that year",
    "It costs $5 and $10; US$5/US$6",
    "[sic] (see p. 4), [...] and [1]",
    "[Cu(H~2~O)~6~](aq), f(x)=[x](y)",
    "the <p> tag, AT&T; R&D",
    "x^2^, 10^−3^ m, 10^3^–10^4^, m^2^/s, e^−E~a~/RT^",
    r"\`x\`, \<b>x\</b>, x\^2, \~~x~~, \$x\$, \{{x}}",
    "rock 'n' roll, 'tis `odd",
    "|x| = 5 and |y| = 6",
    "snake_case, x_1, H_2O, ^_^",
    "-5 degrees\n-6 degrees",
    "Line one,\\\nLine two\\\nLine three",
    "[the archive](https://example.org/a_b) and <https://example.org>",
    "[as in 1861](topic:alexander-ii/emancipation) and [then](topic:nep)",
    "a | b",
    "½ or 1/2",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_in_peace(text: str) -> None:
    assert [*unset_marks(text), *unset_lines(text)] == []
    assert verse(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("~~struck~~ out", "~~struck~~"),
        ("see ![a map](map.png)", "![a map](map.png)"),
        ("[x](www.example.org)", "[x](www.example.org)"),
        ("[x](page.html)", "[x](page.html)"),
        ("as [x](topic:Two Words) is", "[x](topic:Two Words)"),
        ("[x](topic:a/b/c)", "[x](topic:a/b/c)"),
        ("[x](topic:)", "[x](topic:)"),
        ("[x] (https://e.org)", "[x] (https://e.org)"),
        ("a note[^1]", "[^1]"),
        ("the `code` here", "`code`"),
        ("a&nbsp;b", "&nbsp;"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("H<sub>2</sub>O", "<sub>2</sub>"),
        ("one<br>two", "<br>"),
        ("<!-- hidden --> seen", "<!-- hidden -->"),
        ("x^2 + 1", "x^2"),
        ("so x^2+y^2", "x^2"),
        ("x^{2}", "x^{2}"),
        ("x_{1}", "x_{1}"),
        ("$x^2$", "$x^2$"),
        ("{{Paris}}", "{{Paris}}"),
        ("a **{{c1::Paris}}**", "{{c1::Paris}}"),
    ],
)
def test_a_mark_is_quoted_once_with_what_to_write(text: str, found: str) -> None:
    [one] = unset_marks(text)
    assert one.found == found
    assert f'"{found}" is printed as typed' in one.message
    assert one.remedy.endswith(".")


def test_gaps_are_for_passages() -> None:
    assert list(unset_marks("{{Paris}}", gaps=True)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Causes\nof the war", "# Causes"),
        ("Text\n## causes", "## causes"),
        ("Causes\n======", "======"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |"),
        ("a | b\n--|--\n1 | 2", "--|--"),
        ("> Quoted words", "> Quoted words"),
        ("```\ncode\n```", "```"),
        ("one\n\n---\n\ntwo", "---"),
        ("Causes:\n-Militarism\n-Alliances", "-Militarism"),
        ("Causes:\n– Militarism\n– Alliances", "– Militarism"),
        ("Causes:\n1.Militarism\n2.Alliances", "1.Militarism"),
        ("Causes:\n(a) Militarism\n(b) Alliances", "(a) Militarism"),
        ("Causes:\n(i) Militarism\n(ii) Alliances", "(i) Militarism"),
    ],
)
def test_lines_that_mean_something_elsewhere_are_quoted_once(text: str, found: str) -> None:
    [one] = unset_lines(text)
    assert one.found == found
    assert found in one.message


BALLAD = (
    "The harbour lamps were lit at four,\nThe gulls went home in twos and threes,\nA bell was ringing on the shore\n"
)
ADDRESS = "The Manager\n12 High Street\nAnytown\nAB1 2CD"
WRAPPED = (
    "By 1957 Khrushchev had given his rivals reasons and allies: the law\n"
    "of May 1957 closed many of the central ministries, and officials faced\n"
    "leaving Moscow."
)
SENTENCES = "Stalin died in March.\nMalenkov held the state.\nBeria held the police, and much else besides.\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (BALLAD, "The harbour lamps were lit at four,"),
        (f"Prose before.\n\n{ADDRESS}", "The Manager"),
        (WRAPPED, None),
        (SENTENCES, None),
        ("1. One\n2. Two\n3. Three", None),
        ("- One\n- Two\n- Three", None),
        (BALLAD.replace(",\n", ",\\\n"), None),
        (BALLAD.replace(",\n", ",  \n"), None),
        ("One\nTwo", None),
    ],
)
def test_verses_that_are_run_together_are_told(text: str, first: str | None) -> None:
    assert verse(text) == first


@given(st.lists(st.sampled_from([*"~![](<>-^`&;: a.", "topic:", "amp", "https://", "!--"]), max_size=20).map("".join))
def test_each_kind_of_markup_has_its_sign(text: str) -> None:
    for sign, pattern, *_ in _INLINE:
        assert sign in text or pattern.search(text) is None
