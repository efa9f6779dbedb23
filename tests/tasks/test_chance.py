"""Choices are the same everywhere, and other candidates do not change them more than they must."""

from __future__ import annotations

import subprocess
import sys
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from packgen.tasks.chance import Chance

seeds = st.integers(0, 2**31)
candidates = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=30, unique=True)


def chosen(chance: Chance, names: list[str], count: int) -> set[str]:
    return {names[place] for place in chance.pick(names, count)}


@given(seeds, candidates, st.integers(0, 40))
def test_as_many_are_picked_as_asked_for_in_their_own_order(seed: int, names: list[str], count: int) -> None:
    places = Chance(seed).pick(names, count)
    assert len(places) == min(count, len(names))
    assert places == sorted(set(places))


@given(seeds, candidates)
def test_an_order_has_every_place_once(seed: int, names: list[str]) -> None:
    assert sorted(Chance(seed).order(names)) == list(range(len(names)))


@given(seeds, candidates, st.randoms(use_true_random=False), st.integers(1, 10))
def test_what_is_picked_does_not_depend_on_the_order_of_candidates(
    seed: int, names: list[str], random: Random, count: int
) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    assert chosen(Chance(seed), names, count) == chosen(Chance(seed), shuffled, count)


@given(seeds, candidates, st.text(min_size=1, max_size=8), st.integers(1, 10))
def test_another_candidate_takes_the_place_of_one_at_most(seed: int, names: list[str], new: str, count: int) -> None:
    before = chosen(Chance(seed), names, count)
    after = chosen(Chance(seed), [*names, new], count)
    assert len(before - after) <= 1
    assert after - before <= {new}


@given(seeds, candidates, st.integers(1, 10))
def test_one_more_is_picked_beside_the_others(seed: int, names: list[str], count: int) -> None:
    assert chosen(Chance(seed), names, count) <= chosen(Chance(seed), names, count + 1)


@given(seeds, candidates, st.data())
def test_a_candidate_that_goes_leaves_the_others_in_their_order(
    seed: int, names: list[str], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(names) - 1))
    left = [*names[:gone], *names[gone + 1 :]]
    order = [names[place] for place in Chance(seed).order(names) if place != gone]
    assert [left[place] for place in Chance(seed).order(left)] == order


@given(seeds, st.text(max_size=8), st.integers(1, 50))
def test_a_number_is_below_its_bound(seed: int, name: str, count: int) -> None:
    assert 0 <= Chance(seed).below(count, name) < count


def test_equal_candidates_keep_their_order() -> None:
    assert Chance(1).order(["a", "a", "a"]) == [0, 1, 2]


def test_seeds_and_scopes_choose_apart() -> None:
    names = [f"name {n}" for n in range(40)]
    picks = [tuple(Chance(seed, scope).pick(names, 10)) for seed in range(5) for scope in ("a", "b", "a/b")]
    assert len(set(picks)) == len(picks)


def test_every_candidate_has_the_same_chance() -> None:
    names = [f"name {n}" for n in range(10)]
    counts = dict.fromkeys(range(10), 0)
    for seed in range(1000):
        for place in Chance(seed).pick(names, 3):
            counts[place] += 1
    assert 240 < min(counts.values()) <= max(counts.values()) < 360


def test_choices_are_the_same_in_any_process() -> None:
    code = "from packgen.tasks.chance import Chance; print(Chance(7, 'x').order([str(n) for n in range(20)]))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "3"}
    )
    assert out.stdout.strip() == str(Chance(7, "x").order([str(n) for n in range(20)]))
    assert Chance(7, "x").order(["a", "b", "c", "d", "e"]) == [0, 2, 1, 4, 3]
