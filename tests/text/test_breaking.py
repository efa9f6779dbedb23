from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from packgen.text.breaking import BrokenParagraph, Segment, break_lines, break_verses
from packgen.text.extent import extent, least_extent
from packgen.text.shaping import expand
from packgen.text.word_sequence import TextRun
from tests.support.geometry import spelled
from tests.support.pages import faces

REGULAR = faces().index("text")
BOLD = faces().index("text", True)
UNBOUNDED = 1e9
SOFT = "\u00ad"
"""The hyphen of a division, as a reader has it."""


def width(text: str, face: int = REGULAR) -> float:
    """The width of a text on one line, in 1/1000 of its size."""
    return extent(faces(), [TextRun(text, face)])[1]


def lines_of(broken: BrokenParagraph, runs: list[TextRun]) -> list[str]:
    """The text of each line, with the spaces at its end; no-break spaces come back as spaces."""
    operators = []
    for line in broken.lines:
        pieces = (f"/F{runs[s.run].face} 10 Tf [({expand(s.piece, 10)})]TJ" for s in line)
        operators.append(" ".join(pieces))
    return spelled(operators, faces())


def broken(text: str, limit: float) -> list[str]:
    """The lines of a text in one face, without the spaces at their ends."""
    runs = [TextRun(text, REGULAR)]
    return [line.rstrip(" ") for line in lines_of(break_lines(faces(), runs, limit), runs)]


# -- whole words


def test_a_line_takes_as_many_words_as_fit() -> None:
    text = "one two three four five six"
    assert broken(text, width("one two three")) == ["one two three", "four five six"]
    assert broken(text, width("one two three") - 1) == ["one two", "three four", "five six"]


def test_a_text_that_fits_stays_on_one_line() -> None:
    assert broken("one two", width("one two")) == ["one two"]


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_takes_no_line(text: str) -> None:
    assert break_lines(faces(), [TextRun(text, REGULAR)], 1000).lines == []


def test_a_space_at_the_end_of_a_line_takes_no_room() -> None:
    found = break_lines(faces(), [TextRun("one two", REGULAR)], width("two"))
    assert found.widest == width("two")
    assert len(found.lines) == 2


def test_no_line_ends_at_a_no_break_space() -> None:
    assert broken("on 18\u00a0June 1957 he", width("on 18 June")) == ["on 18 June", "1957 he"]
    assert broken("on 18\u00a0June 1957 he", width("on 18 June") - 1) == ["on", "18 June", "1957 he"]


# -- a word alone on the last line


def test_a_word_does_not_stand_alone_on_the_last_line() -> None:
    text = "aaa bbb ccc ddd"
    assert broken(text, width("aaa bbb ccc")) == ["aaa bbb", "ccc ddd"]


def test_a_line_keeps_two_words_though_the_last_has_one() -> None:
    assert broken("aaa bbb ccc", width("aaa bbb")) == ["aaa bbb", "ccc"]


def test_a_word_is_not_moved_where_the_line_above_would_be_less_than_half_full() -> None:
    text = "a b cccccccccc dd"
    assert broken(text, width("a b cccccccccc")) == ["a b cccccccccc", "dd"]
    text = "aaaaa bbbbb cccccccccc dd"
    assert broken(text, width("aaaaa bbbbb cccccccccc")) == ["aaaaa bbbbb", "cccccccccc dd"]
    runs = [TextRun("a ", REGULAR), TextRun("b ", BOLD), TextRun("cccccccccc dd", REGULAR)]
    limit = width("a b", BOLD) + width("b cccccccccc")
    assert [line.strip() for line in lines_of(break_lines(faces(), runs, limit), runs)] == ["a b cccccccccc", "dd"]


def test_a_word_is_not_moved_where_it_does_not_fit() -> None:
    text = "a b cccccccccc dddddddddd"
    assert broken(text, width("a b cccccccccc")) == ["a b cccccccccc", "dddddddddd"]


def test_what_belongs_together_is_moved_together() -> None:
    runs = [TextRun("aaa bbb (", REGULAR), TextRun("ccc", BOLD), TextRun(") ddd", REGULAR)]
    limit = width("aaa bbb (") + width("ccc", BOLD) + width(")") + 1
    assert [line.strip() for line in lines_of(break_lines(faces(), runs, limit), runs)] == ["aaa bbb", "(ccc) ddd"]


def test_a_last_line_of_joined_runs_is_one_word() -> None:
    runs = [TextRun("aaa bbb ccc (", REGULAR), TextRun("d", BOLD), TextRun(")", REGULAR)]
    limit = width("aaa bbb ccc")
    assert [line.strip() for line in lines_of(break_lines(faces(), runs, limit), runs)] == ["aaa bbb", "ccc (d)"]


# -- joints between runs


def test_no_line_breaks_between_runs_without_a_space() -> None:
    runs = [TextRun("the ", REGULAR), TextRun("Party", BOLD), TextRun(", it is said", REGULAR)]
    limit = width("the ") + width("Party", BOLD)
    assert [line.strip() for line in lines_of(break_lines(faces(), runs, limit), runs)] == [
        "the",
        "Party, it",
        "is said",
    ]


def test_a_space_between_runs_may_stand_in_either() -> None:
    for first, second in (("one ", "two"), ("one", " two"), ("one ", " two")):
        runs = [TextRun(first, REGULAR), TextRun(second, BOLD)]
        found = break_lines(faces(), runs, UNBOUNDED)
        assert lines_of(found, runs) == ["one two"]
        assert found.widest == pytest.approx(width("one ") + faces().space(REGULAR).width + width("two", BOLD))


def test_runs_without_a_space_stand_close() -> None:
    runs = [TextRun("x", REGULAR), TextRun("2", REGULAR, 0.6), TextRun(" y", REGULAR)]
    found = break_lines(faces(), runs, UNBOUNDED)
    assert lines_of(found, runs) == ["x2 y"]
    assert [segment.run for segment in found.lines[0]] == [0, 1, 2]
    assert found.lines[0][0].width == width("x")


def test_an_empty_run_changes_nothing() -> None:
    plain = [TextRun("one two", REGULAR)]
    padded = [TextRun("", BOLD), TextRun("one ", REGULAR), TextRun("", BOLD), TextRun("two", REGULAR)]
    assert lines_of(break_lines(faces(), padded, UNBOUNDED), padded) == ["one two"]
    assert break_lines(faces(), padded, UNBOUNDED).widest == break_lines(faces(), plain, UNBOUNDED).widest


# -- room of a given width


def roomy(text: str, limit: float, room: float = 4000) -> list[list[str]]:
    """What stands on each line of a text, a hash for room."""
    runs = [
        TextRun("", REGULAR, width=room) if part == "#" else TextRun(part, REGULAR)
        for part in re.split("(#)", text)
        if part
    ]
    found = break_lines(faces(), runs, limit)
    return [["#" if runs[s.run].width is not None else runs[s.run].text for s in line] for line in found.lines]


def room_segments(text: str, room: float = 4000) -> list[Segment]:
    runs = [
        TextRun("", REGULAR, width=room) if part == "#" else TextRun(part, REGULAR) for part in re.split("(#)", text)
    ]
    return [s for line in break_lines(faces(), runs, UNBOUNDED).lines for s in line if runs[s.run].width is not None]


def test_room_takes_its_width_and_the_space_after_it() -> None:
    space = faces().space(REGULAR).width
    assert [(s.width, s.ink) for s in room_segments("his # of")] == [(4000 + space, 4000)]
    assert [(s.width, s.ink) for s in room_segments("his #, of")] == [(4000, 4000)]
    limit = width("his") + space + 4000
    assert roomy("his # of the", limit) == [["his ", "#"], [" of the"]]
    assert roomy("his # of the", limit - 1)[0] == ["his "]


def test_no_line_breaks_between_room_and_what_stands_close() -> None:
    limit = width("his") + faces().space(REGULAR).width + 4000 + width(",") / 2
    assert roomy("his #, of", limit) == [["his "], ["#", ", of"]]
    assert roomy("an (# of", width("an (") + 3999) == [["an ("], ["an (", "#", " of"]]
    assert roomy("a ##", width("a ") + 4001) == [["a "], ["#"], ["#"]]


def test_room_alone_on_the_last_line_takes_a_word_with_it() -> None:
    assert roomy("of the men in his #", width("of the men in his ") + 1999, 2000)[1:] == [["of the men in his ", "#"]]


def test_room_and_what_stands_close_are_the_longest_part() -> None:
    runs = [TextRun("a (", REGULAR), TextRun("", REGULAR, width=4000), TextRun("), b", REGULAR)]
    least, natural = extent(faces(), runs)
    assert least == pytest.approx(width("(") + 4000 + width("),"))
    assert natural == pytest.approx(width("a (") + 4000 + width("), b"))


def test_a_bold_space_is_no_wider_after_room() -> None:
    runs = [TextRun("", REGULAR, width=4000), TextRun(" of", BOLD)]
    [line] = break_lines(faces(), runs, UNBOUNDED).lines
    assert line[0].width == 4000 + faces().space(REGULAR).width
    assert line[1].ink == width("of", BOLD)


# -- words wider than the line


def test_an_overlong_word_is_divided_after_punctuation() -> None:
    assert broken("www.example.org/history", width("www.example.org/his")) == ["www.example.org/", "history"]


def test_an_overlong_word_without_punctuation_is_cut_with_a_hyphen() -> None:
    found = broken("a" * 25, width("a" * 10 + "-"))
    assert found == ["a" * 10 + SOFT, "a" * 10 + SOFT, "a" * 5]


@pytest.mark.parametrize("word", ["1" * 25, f"https://x.uk/{'1' * 25}"])
def test_figures_and_addresses_are_cut_without_a_hyphen(word: str) -> None:
    found = broken(word, width("1" * 10))
    assert "".join(found) == word
    assert found[-1] != word


def test_words_around_an_overlong_one_stay_whole() -> None:
    limit = width("x" * 12) + width("-")
    assert broken(f"see {'x' * 30} here", limit) == ["see", "x" * 12 + SOFT, "x" * 12 + SOFT, "x" * 6 + " here"]


@pytest.mark.parametrize(
    ("word", "language", "limit", "lines"),
    [
        ("Conservative", "en-GB", "Cons", ["Con" + SOFT, "ser" + SOFT, "vat" + SOFT, "ive"]),
        ("Conservative", "en-GB", "Conserva", ["Conser" + SOFT, "vative"]),
        ("Donaudampfschifffahrt", "de", "Donaudampfsch-", ["Donaudampf" + SOFT, "schifffahrt"]),
        ("de-Stalinisation", "en-GB", "de-Stalinis", ["de-Stalin" + SOFT, "isation"]),
        ("anti-establishmentarian", "en-GB", "establishmentarian", ["anti-establish" + SOFT, "mentarian"]),
        ("https://www.nationalarchives.gov.uk/education/coldwar", "en-GB", "https://www.nationalarchives.",
         ["https://www.nationalarchives.", "gov.uk/education/coldwar"]),
        ("jane.petrova@sixth-form.example.org", "en-GB", "jane.petrova@sixth-form.",
         ["jane.petrova@sixth-form.", "example.org"]),
    ],
)  # fmt: skip
def test_a_word_is_divided_where_its_language_divides_it(
    word: str, language: str, limit: str, lines: list[str]
) -> None:
    runs = [TextRun(word, REGULAR, language=language)]
    found = break_lines(faces(), runs, width(limit))
    assert lines_of(found, runs) == lines
    assert found.cut == ""
    assert found.widest <= width(limit) + 0.001


@pytest.mark.parametrize("language", ["cy", "la", "zh", "tlh", "", "x"])
def test_a_word_of_a_language_without_a_dictionary_is_cut_and_told(language: str) -> None:
    runs = [TextRun("a Llanfairpwllgwyngyll b", REGULAR, language=language)]
    found = break_lines(faces(), runs, width("Llanfairpwl-"))
    assert found.cut == "Llanfairpwllgwyngyll"
    assert [line for line in lines_of(found, runs) if line.endswith(SOFT)] != []


def test_a_number_is_not_divided_at_its_commas() -> None:
    runs = [TextRun("1,234,567 12.50", REGULAR)]
    assert least_extent(faces(), runs) == width("1,234,567")
    found = break_lines(faces(), runs, width("1,234,56"))
    assert lines_of(found, runs)[0] == "1,234,56"
    assert found.cut == "1,234,567"


def test_words_that_fit_their_line_are_never_divided() -> None:
    text = "The Conservative administration was characteristically uncommunicative about denationalisation."
    runs = [TextRun(text, REGULAR, language="en-GB")]
    found = lines_of(break_lines(faces(), runs, max(map(width, text.split()))), runs)
    assert len(found) > 5
    assert " ".join(line.strip() for line in found) == text


def test_a_hyphen_of_a_division_is_a_soft_one_to_a_reader() -> None:
    found = break_lines(faces(), [TextRun("Conservative", REGULAR, language="en-GB")], width("Conserva"))
    assert [line[0].piece.count("/Span<</ActualText<FEFF00AD>>>BDC") for line in found.lines] == [1, 0]


@pytest.mark.parametrize("word", ["Conservative", "de-Stalinisation", "Nationalists", "aaaa", "https://a.uk/bcd"])
def test_the_least_extent_is_where_words_are_still_divided_well(word: str) -> None:
    runs = [TextRun(f"a {word} b", REGULAR, language="en-GB")]
    least = least_extent(faces(), runs)
    assert break_lines(faces(), runs, least + 0.001).cut == ""
    assert least <= extent(faces(), runs)[0]


def test_a_measure_too_narrow_for_a_letter_gets_one_a_line() -> None:
    assert broken("WWW", 1.0) == ["W", "W", "W"]


# -- widths


def test_extent_is_the_longest_word_and_the_whole_line() -> None:
    least, natural = extent(faces(), [TextRun("a longest word", REGULAR)])
    assert (least, natural) == (width("longest"), width("a longest word"))


def test_extent_takes_joined_runs_as_one_word() -> None:
    runs = [TextRun("the (", REGULAR), TextRun("Party", BOLD), TextRun("), ", REGULAR)]
    assert extent(faces(), runs)[0] == pytest.approx(width("(") + width("Party", BOLD) + width("),"))


def test_extent_of_nothing_is_nothing() -> None:
    assert extent(faces(), []) == (0.0, 0.0)


# -- whatever the text

ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéЖабвгдежзийкл-–,.()’0123456789"
WORD = st.text(ALPHABET, min_size=1, max_size=14)
TEXT = st.lists(WORD, max_size=30).map(" ".join)
RUN = st.builds(
    TextRun,
    st.builds(lambda a, text, b: a + text + b, st.sampled_from(["", " "]), TEXT, st.sampled_from(["", " "])).filter(
        lambda text: "  " not in text
    ),
    st.sampled_from([REGULAR, BOLD]),
    st.sampled_from([1.0, 0.62]),
    st.none(),
)


@given(st.lists(RUN, max_size=5), st.floats(500, 30_000))
def test_lines_hold_all_words_in_order(runs: list[TextRun], limit: float) -> None:
    found = lines_of(break_lines(faces(), runs, limit), runs)
    whole = "".join(run.text for run in runs)
    assert "".join(found).replace(" ", "").replace(SOFT, "") == whole.replace(" ", "")
    if extent(faces(), runs)[0] <= limit:
        assert " ".join(line.strip() for line in found) == " ".join(whole.split())


@given(st.lists(RUN, max_size=5), st.floats(500, 30_000))
def test_no_line_is_too_wide_but_for_one_letter(runs: list[TextRun], limit: float) -> None:
    result = break_lines(faces(), runs, limit)
    lines = lines_of(result, runs)
    assume(all(len(line.strip()) > 1 for line in lines))
    assert result.widest <= limit + 0.001


@given(st.lists(RUN, max_size=5), st.floats(500, 30_000))
def test_breaking_is_deterministic(runs: list[TextRun], limit: float) -> None:
    assert break_lines(faces(), runs, limit) == break_lines(faces(), runs, limit)


@given(TEXT, st.floats(2000, 30_000))
def test_no_line_holds_less_than_it_could(text: str, limit: float) -> None:
    """The first word of a line does not fit the line above, but for the word that mends the last one."""
    lines = broken(text, limit)
    for above, below in list(itertools.pairwise(lines))[:-1]:
        first = below.split(" ")[0]
        assert SOFT in first or width(f"{above} {first}") > limit or width(first) + 1 > limit


@given(TEXT, st.floats(4000, 30_000))
def test_one_word_on_the_last_line_could_not_be_helped(text: str, limit: float) -> None:
    assume(max(map(width, text.split()), default=0) <= limit)
    lines = broken(text, limit)
    if len(lines) > 1 and " " not in lines[-1]:
        above = lines[-2].split(" ")
        moved = width(f"{above[-1]} {lines[-1]}")
        assert len(above) < 3 or moved > limit or width(" ".join(above[:-1])) < min(moved, limit / 2)


@given(st.lists(RUN, min_size=1, max_size=4))
@example([TextRun("ljRn", 0, 0.62)])
def test_a_line_as_wide_as_the_extent_holds_everything(runs: list[TextRun]) -> None:
    _, natural = extent(faces(), runs)
    assert len(break_lines(faces(), runs, natural).lines) <= 1


# -- beside smaller type


@pytest.mark.parametrize("scale", [0.62, 0.5])
def test_the_space_after_a_superscript_is_as_wide_as_any_other(scale: float) -> None:
    runs = [TextRun("x", REGULAR), TextRun("2", REGULAR, scale), TextRun(" and", REGULAR)]
    [line] = break_lines(faces(), runs, UNBOUNDED).lines
    space = faces().space(REGULAR).width
    assert line[1].width - line[1].ink == pytest.approx(space, abs=0.5)
    assert extent(faces(), runs)[1] == pytest.approx(width("x") + width("2") * scale + space + width("and"), abs=0.5)
    runs = [TextRun("x", REGULAR), TextRun("2 n", REGULAR, scale), TextRun("and", REGULAR)]
    [line] = break_lines(faces(), runs, UNBOUNDED).lines
    assert line[1].width == pytest.approx((width("2") + width("n") + space) * scale, abs=0.5)


# -- lines that are kept


def test_a_line_feed_ends_a_line() -> None:
    runs = [TextRun("one two\nthree", REGULAR), TextRun(" four", BOLD), TextRun("\nfive", REGULAR)]
    made, turned = break_verses(faces(), runs, UNBOUNDED, 100)
    assert lines_of(made, runs) == ["one two ", "three four ", "five"]
    assert turned == [False, False, False]
    assert [[segment.run for segment in line] for line in made.lines] == [[0], [0, 1], [2]]


def test_a_kept_line_that_is_too_long_goes_on_in_narrower_ones() -> None:
    limit, turn = width("one two three"), width("three")
    runs = [TextRun("one two three four five six\nseven", REGULAR)]
    made, turned = break_verses(faces(), runs, limit, turn)
    assert [line.rstrip() for line in lines_of(made, runs)] == ["one two three", "four five", "six", "seven"] or turned
    assert turned[0] is False
    assert turned[-1] is False
    assert all(turned[1:-1])
    for line, set_in in zip(made.lines, turned, strict=True):
        ink = sum(segment.width for segment in line[:-1]) + line[-1].ink
        assert ink <= limit - (turn if set_in else 0) + 1e-6


def test_the_width_of_kept_lines_is_that_of_the_widest() -> None:
    assert extent(faces(), [TextRun("one two\nthree", REGULAR)]) == (width("three"), width("one two"))
