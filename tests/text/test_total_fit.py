"""Breaks of a whole paragraph chosen together: balanced titles, passages with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.text.breaking import BrokenParagraph, break_lines, break_verses
from packgen.text.extent import extent
from packgen.text.total_fit import BALANCED, FIRST_FIT, TOTAL_FIT, WRAPS, sense_merits, total_fit
from packgen.text.word_sequence import TextRun
from tests.support.pages import faces

FACE = faces().index("text")
BOLD = faces().index("text", True)


def width(text: str) -> float:
    return extent(faces(), [TextRun(text, FACE)])[1]


def lines(text: str, limit: float, wrap: str) -> list[str]:
    """The words of each line."""
    words, shown = text.split(" "), []
    for line in break_lines(faces(), [TextRun(text, FACE)], limit, wrap=wrap).lines:
        count = next(n for n in range(1, len(words) + 1) if abs(width(" ".join(words[:n])) - line[0].ink) < 0.01)
        shown.append(" ".join(words[:count]))
        del words[:count]
    return shown


def inks(found: BrokenParagraph) -> list[float]:
    return [sum([segment.width for segment in line[:-1]]) + line[-1].ink for line in found.lines]


def test_a_title_is_broken_into_lines_of_like_length() -> None:
    text = "From the death of Stalin to the fall of Beria in 1953"
    room = width("From the death of Stalin to the fall of Beria in")
    assert lines(text, room, FIRST_FIT) == ["From the death of Stalin to the fall of Beria", "in 1953"]
    assert lines(text, room, BALANCED) == ["From the death of Stalin", "to the fall of Beria in 1953"]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("“The army decided the fate of rulers.” How far do you agree with this view of the period?", "How far"),
        ("“The army decided the fate of rulers” How far do you agree with this view of the period?", "How far"),
        ("The Anti-Party Group: a failed coup, June 1957", "a failed"),
        ("« Le Parti a choisi les siens. » Dans quelle mesure est-ce juste de tous les dirigeants ?", "Dans quelle"),
    ],
)
def test_a_title_is_broken_where_its_sense_is(text: str, second: str) -> None:
    text = text.replace("« ", "«\u202f").replace(" »", "\u202f»").replace(" ?", "\u202f?")
    room = width(text) * 0.75
    assert not lines(text, room, FIRST_FIT)[1].startswith(second)
    assert lines(text, room, BALANCED)[1].startswith(second)


def test_sense_does_not_make_a_line_very_short() -> None:
    text = "Why? The Central Committee voted to remove Khrushchev from his posts"
    first, _ = lines(text, width(text) * 0.6, BALANCED)
    assert first != "Why?"


def test_a_passage_fills_all_lines_but_the_last() -> None:
    runs = [
        TextRun("That year ", FACE),
        TextRun("", FACE, width=15_000),
        TextRun(" grew dearer, and ", FACE),
        TextRun("", FACE, width=15_000),
        TextRun(" brought bread queues in 1963. The Third ", FACE),
        TextRun("", FACE, width=15_000),
        TextRun(" promised communism in twenty years.", FACE),
    ]
    room = 29_000
    first, even = (inks(break_lines(faces(), runs, room, wrap=wrap)) for wrap in (FIRST_FIT, TOTAL_FIT))
    assert len(first) == len(even)
    assert min(even[:-1]) >= min(first[:-1])
    assert max(even) <= room


def test_a_last_line_has_more_than_one_word() -> None:
    text = "aaa bbb ccc ddd"
    for wrap in (BALANCED, TOTAL_FIT):
        assert lines(text, width("aaa bbb ccc"), wrap) == ["aaa bbb", "ccc ddd"]


def test_a_first_line_has_more_than_one_word_too() -> None:
    assert lines("Virgin Lands launched", width("Lands launched"), BALANCED) == ["Virgin Lands", "launched"]


def test_no_line_begins_at_a_joint() -> None:
    runs = [TextRun("aaa bbb ", FACE), TextRun("(", BOLD), TextRun("ccc", FACE), TextRun(") ddd", BOLD)]
    found = break_lines(faces(), runs, width("aaa bbb (c"), wrap=BALANCED)
    assert [line[0].run for line in found.lines][1:] == [1]


def test_words_without_a_space_that_are_wider_than_a_line_are_set_in_turn() -> None:
    runs = [TextRun("aaa ", FACE), TextRun("bbbb", FACE), TextRun("cccc", BOLD), TextRun("dddd", FACE)]
    limit = width("bbbbcc")
    first, balanced = (break_lines(faces(), runs, limit, wrap=wrap) for wrap in (FIRST_FIT, BALANCED))
    assert balanced == first


def test_turned_lines_of_a_verse_are_narrower() -> None:
    runs = [TextRun("aaa bbb ccc ddd eee\nfff", FACE)]
    limit, turn = width("aaa bbb ccc"), width("aaa")
    made, turned = break_verses(faces(), runs, limit, turn, TOTAL_FIT)
    assert turned.count(True) >= 1
    for ink, is_turned in zip(inks(made), turned, strict=True):
        assert ink <= limit - turn * is_turned + 0.01


def test_merits_are_for_breaks_before_words() -> None:
    merits = sense_merits(["“Yes.”", "How", "far,", "the", "plot:", "a", "Mr", "X"])
    assert merits[0] == 0
    assert merits[1] > merits[5] > merits[3] > merits[2] == merits[4] == merits[6] == merits[7] == 0


words = st.lists(st.sampled_from(["a", "bb", "ccc.", "Dddd", "eeeee,", "ffffff:", "“g", "h”"]), min_size=1, max_size=30)


@given(words, st.integers(3_500, 20_000), st.sampled_from(WRAPS[1:]))
def test_there_are_as_many_lines_as_in_first_fit_and_none_is_too_wide(parts: list[str], limit: int, wrap: str) -> None:
    runs: list[Any] = [TextRun(" ".join(parts), FACE)]
    found, first = break_lines(faces(), runs, limit, wrap=wrap), break_lines(faces(), runs, limit)
    assert len(found.lines) == len(first.lines)
    assert max(inks(found)) <= limit + 0.01
    assert found.glyphs == first.glyphs
    assert "".join(segment.piece for line in found.lines for segment in line) == "".join(
        segment.piece for line in first.lines for segment in line
    )


@given(words, st.integers(3_500, 20_000))
def test_passages_are_no_more_ragged_than_in_first_fit(parts: list[str], limit: int) -> None:
    runs = [TextRun(" ".join(parts), FACE)]

    def rag(wrap: str) -> float:
        found = inks(break_lines(faces(), runs, limit, wrap=wrap))
        return sum((1 - ink / limit) ** 2 for ink in found[:-1])

    assert rag(TOTAL_FIT) <= rag(FIRST_FIT) + 0.5 + 1e-9  # a last line of one word costs up to that


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.integers(0, 2)), min_size=1, max_size=9),
    st.integers(8, 20),
    st.integers(0, 4),
    st.booleans(),
)
def test_no_other_breaks_are_better(tokens: list[tuple[int, bool, int]], limit: int, turn: int, balanced: bool) -> None:
    joints = {place for place, (_, joined, _) in enumerate(tokens) if joined and place}
    tails = [0.0 if place + 1 in joints else 1.0 for place in range(len(tokens))]
    ends = list(accumulate(width + tail for (width, _, _), tail in zip(tokens, tails, strict=True)))
    inked = [end - tail for end, tail in zip(ends, tails, strict=True)]
    merits = [merit / 10 for _, _, merit in tokens] if balanced else None
    count = len(tokens)

    def cost(breaks: Sequence[int]) -> tuple[int, float]:
        demerits = 0.0
        for start, stop in pairwise(breaks):
            room = limit - turn if start else limit
            width = inked[stop - 1] - (ends[start - 1] if start else 0.0)
            if width > room:
                return count + 1, 0.0
            if merits is not None or stop < count:
                demerits += ((room - width) / room) ** 2
            lonely = joints.issuperset(range(start + 1, stop))
            if lonely and (start > 0 if stop == count else start == 0 and merits is not None):
                demerits += 0.5
            if start and merits is not None:
                demerits -= merits[start]
        return len(breaks) - 1, demerits

    places = [place for place in range(1, count) if place not in joints]
    every = [[0, *inner, count] for size in range(count) for inner in combinations(places, size)]
    least = min(map(cost, every))
    found = total_fit(inked, ends, joints, limit, turn, merits)
    assert (found is None) == (least[0] > count)
    if found is not None:
        assert cost(found) == pytest.approx(least)
