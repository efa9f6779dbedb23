"""Mappings of bounded size."""

from hypothesis import given
from hypothesis import strategies as st

from packgen.bounded import Bounded


def test_the_entry_set_longest_ago_is_discarded() -> None:
    known: Bounded[str, int] = Bounded(2)
    known["a"], known["b"], known["c"] = 1, 2, 3
    assert list(known.items()) == [("b", 2), ("c", 3)]
    assert known.get("a") is None
    assert len(known) == 2


def test_an_entry_set_again_is_among_the_latest_and_one_that_is_read_is_not() -> None:
    known: Bounded[str, int] = Bounded(2)
    known["a"], known["b"] = 1, 2
    known["a"] = 4
    assert known.get("b") == 2
    known["c"] = 3
    assert list(known.items()) == [("a", 4), ("c", 3)]


def test_sizes_are_added_up() -> None:
    known: Bounded[str, str] = Bounded(5, len)
    known["a"], known["b"] = "123", "12"
    assert len(known) == 2
    known["b"] = "1"
    known["c"] = "1"
    assert list(known.items()) == [("a", "123"), ("b", "1"), ("c", "1")]
    known["d"] = "1"
    assert list(known.items()) == [("b", "1"), ("c", "1"), ("d", "1")]


def test_a_value_that_is_too_large_is_not_kept() -> None:
    known: Bounded[str, str] = Bounded(5, len)
    known["a"] = "123456"
    assert len(known) == 0
    known["b"] = "12345"
    assert list(known.items()) == [("b", "12345")]


def test_nothing_is_left_after_clear() -> None:
    known: Bounded[str, str] = Bounded(5, len)
    known["a"] = "12345"
    known.clear()
    known["b"] = "12345"
    assert list(known.items()) == [("b", "12345")]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4))), st.integers(0, 9))
def test_the_latest_that_fit_are_kept(entries: list[tuple[int, int]], most: int) -> None:
    known: Bounded[int, int] = Bounded(most, int)
    for key, value in entries:
        known[key] = value
    latest: dict[int, int] = {}
    for key, value in entries:
        latest.pop(key, None)
        latest[key] = value
    kept = list(known.items())
    assert kept == list(latest.items())[len(latest) - len(kept) :]
    assert sum(value for _, value in kept) <= most
