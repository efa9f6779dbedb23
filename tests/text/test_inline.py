from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from packgen.text import inline
from packgen.text.inline import Run, parse, plain


@pytest.mark.parametrize(
    ("markdown", "runs"),
    [
        ("", []),
        ("plain", [Run("plain")]),
        ("a **bold** word", [Run("a "), Run("bold", bold=True), Run(" word")]),
        ("an *Emphasis*.", [Run("an "), Run("Emphasis", italic=True), Run(".")]),
        ("***both***", [Run("both", bold=True, italic=True)]),
        ("**a *b* c**", [Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", bold=True)]),
        ("**a **b** c**", [Run("a b c", bold=True)]),
        ("x^2^ + H~2~O", [Run("x"), Run("2", rise=1), Run(" + H"), Run("2", rise=-1), Run("O")]),
        ("**x^2^**", [Run("x", bold=True), Run("2", bold=True, rise=1)]),
        ("_this_ but snake_case_word", [Run("this", italic=True), Run(" but snake_case_word")]),
        ("a gap ______ here", [Run("a gap ______ here")]),
        ("2 * 3 * 4", [Run("2 * 3 * 4")]),
        ("about ~5 and ~6 km", [Run("about ~5 and ~6 km")]),
    ],
)
def test_marks(markdown: str, runs: list[Run]) -> None:
    assert parse(markdown) == runs


def test_links_keep_the_look_of_their_text() -> None:
    assert parse("see [the **full** text](https://example.org/a_b?c=1)!") == [
        Run("see "),
        Run("the ", href="https://example.org/a_b?c=1"),
        Run("full", bold=True, href="https://example.org/a_b?c=1"),
        Run(" text", href="https://example.org/a_b?c=1"),
        Run("!"),
    ]
    assert parse("**[x](mailto:a@example.org)**") == [Run("x", bold=True, href="mailto:a@example.org")]
    assert parse("<http://example.org>") == [Run("http://example.org", href="http://example.org")]
    assert parse("<HTTPS://example.org>")[0].href == "HTTPS://example.org"


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert)",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "[x](other.html)",
        "[x][y]",
        "<javascript:alert(1)>",
        "[x]()",
        "[x]( )",
        "a [x]() b",
        "[](https://e.org)",
        "a [ ](https://e.org) b",
        "[\u00ad](https://e.org)",
        "[x](https://)",
        "[x](mailto:)",
    ],
)
def test_other_links_are_shown_as_typed(markdown: str) -> None:
    assert parse(markdown) == [Run(markdown)]


def test_marks_beside_a_link_that_is_none_still_count() -> None:
    assert parse("**a** [*b*]() [c](https://e.org)") == [
        Run("a", bold=True),
        Run(" ["),
        Run("b", italic=True),
        Run("]() "),
        Run("c", href="https://e.org"),
    ]


@pytest.mark.parametrize("markdown", ["<b>x</b>", "a &amp; b &#65;", "`code`", "# title", "1. one", "a < b", "---"])
def test_everything_else_is_shown_as_typed(markdown: str) -> None:
    assert parse(markdown) == [Run(markdown)]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"\*not emphasis\*", "*not emphasis*"),
        (r"\_\[\^\~\<\\", r"_[^~<\ ".strip()),
        ("one\ntwo", "one two"),
        ("one \n two", "one two"),
        ("*one*\ntwo", "one two"),
        ("one\\\ntwo", "one two"),
        ("**a\nb**", "a b"),
        ("**18 June** *x* [y](https://e.org)", "18 June x y"),
        ("", ""),
    ],
)
def test_plain(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@given(st.text(st.sampled_from("ab1 *_^~[]()<>\\`:/.\n&é—"), max_size=40))
def test_runs_are_never_empty_and_never_alike_side_by_side(markdown: str) -> None:
    runs = parse(markdown)
    assert all(run.text for run in runs)
    breaks = "\\\n" in markdown or "  \n" in markdown
    assert breaks or not any("\n" in run.text for run in runs)
    assert all(one[1:] != two[1:] for one, two in pairwise(runs))
    if not any(run.rise for run in runs):
        assert plain(markdown) == "".join(run.text for run in runs).replace("\n", " ")


PIECES = [*"ab1é *\n.,()—²:?“”!_$&[]", "**", "[", "](topic:a-b/c1)", "](topic:a", "](https://e.org)"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("(**a**)")
@example("*a* **b c**.")
@example("a  \nb")
@example("*For:* a_b and $5; *“c?”*, (*d!*)")
@example("a [b c](topic:a-b/c1), [d](topic:e)")
@example("[a](topic:b)[c](topic:b)")
@example("$a$ _b_")
@example("$a=[b](topic:c)$")
@example("a [b] **[c]** *[d* e]")
@example("**a** [b **c**](topic:d)*e* [“f”](topic:g)")
@example("*a [b](topic:c) d*")
@example("[a [b](topic:c)](topic:d)")
def test_the_short_way_gives_what_markdown_it_gives(markdown: str) -> None:
    quick = inline._simple(markdown)
    slow = inline._runs(inline._parser().parseInline(markdown)[0].children or [])
    assert quick is None or quick == slow


def test_the_short_way_is_taken() -> None:
    assert inline._simple("In **1956** the *thaw* began (*late*); **36 m**.") is not None
    assert inline._simple("*For:* it cost $5. *“Why?”*, said a_b.") is not None
    assert inline._simple("see [it](topic:a/b), and [that](topic:c-d)") is not None
    assert inline._simple("that continent [Latin America] was *far*") is not None
    assert inline._simple("*it* was [cut in **1881**](topic:a/b); [“so”](topic:c) **was** that") is not None
    assert inline._simple("a *b") is None
    assert inline._simple("[*a*](topic:b)") is None
    assert inline._simple("x^2^") is None


@pytest.mark.parametrize("unit", ["[", "*a ", "**a *b ", "^a", "~a", "<a", "[a](", "\\", "]("])
def test_long_nonsense_is_only_text(unit: str) -> None:
    markdown = unit * 3000
    assert plain(markdown)
