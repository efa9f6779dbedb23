from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.layout.text.gap import Gap
from packgen.tasks.passage import LONGEST, MOST, Content, MarkProblem, read
from packgen.text.inline import Run


def gapped(text: str) -> list[Content]:
    """The paragraphs of a text with all its marks hidden."""
    passage = read(text)
    return [stretch.content for stretch in passage.stretches(range(len(passage.marks)))]


def said(content: Content) -> str:
    return "".join(f"[{part.number}]" if isinstance(part, Gap) else part.text for part in content)


# -- what is a mark


def test_marks_become_gaps_numbered_through_all_paragraphs() -> None:
    first, second = gapped("His {{Secret Speech}} and {{Hungary}}.\n\nThen {{Zhukov}} came.")
    assert (said(first), said(second)) == ("His [1] and [2].", "Then [3] came.")
    assert first[1] == Gap(1, "Secret Speech")


def test_what_follows_a_bar_is_accepted_too() -> None:
    [content] = gapped("{{ sovnarkhozy | regional councils |economic councils}} were set up")
    assert content[0] == Gap(1, "sovnarkhozy", ("regional councils", "economic councils"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{a}}", "[1]"),
        ("{{a}} b", "[1] b"),
        ("b {{a}}", "b [1]"),
        ("({{a}}), b", "([1]), b"),
        ("{{a}}{{b}}", "[1][2]"),
        ("a {b} c {{d}}", "a {b} c [1]"),
        ("{{a}}} b", "[1]} b"),
    ],
)
def test_a_gap_may_stand_anywhere(text: str, shown: str) -> None:
    assert said(gapped(text)[0]) == shown


@pytest.mark.parametrize(
    ("text", "bold", "italic"),
    [
        ("**the {{a}} b** c", ["the ", " b"], []),
        ("**{{a}}** c", [], []),
        ("*x {{a}}, y* c", [], ["x ", ", y"]),
        ("_x {{a}}_ c", [], ["x "]),
        ("**{{a}} b**", [" b"], []),
        ("b **{{a}}**, ***{{b}} c***", [" c"], [" c"]),
    ],
)
def test_markdown_goes_on_around_a_gap(text: str, bold: list[str], italic: list[str]) -> None:
    [content] = gapped(text)
    runs = [part for part in content if isinstance(part, Run)]
    assert [run.text for run in runs if run.bold] == bold
    assert [run.text for run in runs if run.italic] == italic
    assert "*" not in said(content)


def test_an_answer_may_have_markdown_of_its_own() -> None:
    assert gapped("in {{*Pravda*}} today")[0][1] == Gap(1, "*Pravda*")


def test_what_is_not_hidden_is_text() -> None:
    passage = read("His **{{Secret Speech}}** and {{*Pravda*|the paper}}.")
    [(content, _)] = passage.stretches([1])
    assert [part.number for part in content if isinstance(part, Gap)] == [1]
    assert Run("Secret Speech", bold=True) in content
    [(content, _)] = passage.stretches([0])
    assert Run("Pravda", italic=True) in content


def test_a_text_without_marks_is_all_text() -> None:
    assert read("a *b*").marks == ()
    assert said(gapped("a *b*")[0]) == "a b"


# -- spaces that must not break


def test_spaces_are_bound_as_if_nothing_were_hidden() -> None:
    assert said(gapped("on 18 {{June}} 1957")[0]) == "on 18\u00a0[1] 1957"
    assert said(gapped("on {{18}} June 1957")[0]) == "on [1]\u00a0June 1957"
    assert said(gapped("c. {{1900}}, 36 {{million}}, by {{J. Smith}}")[0]) == "c.\u00a0[1], 36\u00a0[2], by [3]"
    assert said(gapped("on 18 June {{Bulganin}} came")[0]) == "on 18\u00a0June [1] came"


# -- what is refused


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("a {{b", 'a gap is not closed: "{{b".', "Write }} after what is to be hidden."),
        ("a {{b} c", 'a gap is not closed: "{{b} c".', "Write }} after what is to be hidden."),
        ("a {{b\n\nc}}", 'a gap is not closed: "{{b\n\nc}}".', "Write }} after what is to be hidden."),
        ("a b}} c", 'a gap ends that does not begin: "a b}}".', "Write {{ before it."),
        ("{{a}} b}} c", 'a gap ends that does not begin: " b}}".', "Write {{ before it."),
        ("a {{}} b", 'a gap is empty: "{{}}".', 'Write "{{answer}}", or "{{answer|also accepted}}".'),
        ("a {{ |b}}", 'a gap is empty: "{{ |b}}".', 'Write "{{answer}}", or "{{answer|also accepted}}".'),
        ("{{a|}} b", 'what a gap accepts is empty: "{{a|}}".', 'Write "{{answer}}", or "{{answer|also accepted}}".'),
        ("{{a {{b}} c}}", 'a gap has braces inside: "{{a {{b}}".', "Close each gap before the next one begins."),
        ("{{{a}}}", 'a gap has braces inside: "{{{a}}".', "Close each gap before the next one begins."),
        ("{{c1::Paris}}", 'a gap is marked as in Anki: "{{c1::Paris}}".', "Write {{Paris}}."),
        (
            "{{c12::Paris::city}}",
            'a gap is marked as in Anki: "{{c12::Paris::city}}".',
            "Write {{Paris}} and put the hint into the sentence.",
        ),
        (
            r"{{$\frac{1}{2}$}}",
            r'a gap holds a formula in TeX, and such are not set: "{{$\frac{1}{2}$}}".',
            "Write ½ or 1/2, x^2^ and H~2~O.",
        ),
        (
            r"{{\frac{1}{2}}}",
            r'a gap holds a formula in TeX, and such are not set: "{{\frac{1}{2}}".',
            "Write ½ or 1/2, x^2^ and H~2~O.",
        ),
        (
            "{{$x^2$}}",
            'a gap holds a formula in TeX, and such are not set: "{{$x^2$}}".',
            "Write ½ or 1/2, x^2^ and H~2~O.",
        ),
        (
            "{{" + "abcd " * 10 + "}}",
            'an answer of 49 characters is too long for a gap: "{{abcd abcd abcd abcd abcd abcd …".',
            "Hide at most 40 characters: the words that matter.",
        ),
        (
            "[a {{b}}](https://example.org)",
            "a gap stands in a link, the address of which may give it away.",
            "Take one of them away.",
        ),
        (
            "[a](https://example.org/{{b}})",
            "a gap stands in a link, the address of which may give it away.",
            "Take one of them away.",
        ),
        ("{{a}} " * (MOST + 1), "there are 100 gaps in one passage.", "Mark at most 99, or divide it in two."),
        ("a \ufdd0 {{b}}", "there is a character that cannot be printed.", "Delete it."),
    ],
)
def test_a_mark_that_cannot_be_used_is_told_with_a_remedy(text: str, message: str, remedy: str) -> None:
    with pytest.raises(MarkProblem) as told:
        read(text)
    assert (told.value.message, told.value.remedy) == (message, remedy)


def test_the_longest_answer_is_allowed() -> None:
    assert read("{{" + "a" * LONGEST + "}}").marks[0].answer == "a" * LONGEST


pieces = st.lists(
    st.sampled_from(["{{", "}}", "{", "}", "|", "*", "**", "_", "[", "](", ")", "a", "18 June ", " ", "\\"])
)


@given(pieces)
def test_any_text_is_read_or_refused(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        passage = read(text)
    except MarkProblem:
        return
    for hidden in (range(len(passage.marks)), range(0, len(passage.marks), 2), ()):
        try:
            found = [part for content, _ in passage.stretches(hidden) for part in content if isinstance(part, Gap)]
        except MarkProblem:
            continue
        assert [gap.number for gap in found] == list(range(1, len(hidden) + 1))
        assert [gap.answer for gap in found] == [passage.marks[number].answer for number in hidden]


@pytest.mark.parametrize("piece", ["{{", "{{a|", "}}", "{{|", "*{{a}}", "[{{", "[(", "{{a}}\\"])
def test_a_hostile_text_is_refused_in_time(piece: str) -> None:
    with pytest.raises(MarkProblem):
        read(piece * 40_000 + "{{")
