"""Choices determined by a seed: the same on every machine, and stable when other content is edited.

The rank of a candidate is a digest of the seed, the scope of the choice, and the candidate. So adding a person does not
reshuffle a timeline, and adding an event changes the choices for few others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple


class Chance(NamedTuple):
    """A seed and a scope of choices.

    Attributes:
        seed: of the pack.
        scope: such as ``khrushchev/fall/timeline``; different scopes choose independently.
    """

    seed: int
    scope: str = ""

    def within(self, name: str) -> Chance:
        """Return the chance of a scope inside this one."""
        return Chance(self.seed, f"{self.scope}/{name}")

    def rank(self, candidate: str) -> int:
        """Return the rank of a candidate, a digest of 64 bits."""
        text = f"{self.seed}\0{self.scope}\0{candidate}"
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")

    def below(self, count: int, candidate: str = "") -> int:
        """Return a number from 0 to ``count - 1``."""
        return self.rank(candidate) % count

    def pick(self, candidates: Sequence[str], count: int) -> list[int]:
        """Return the indices of the ``count`` candidates with the lowest ranks, in the candidates' order."""
        return sorted(self.order(candidates)[:count])

    def order(self, candidates: Sequence[str]) -> list[int]:
        """Return the indices of the candidates, shuffled."""
        return sorted(range(len(candidates)), key=lambda place: (self.rank(candidates[place]), place))

    def mixed(self, candidates: Sequence[str]) -> list[int]:
        """Return the indices of the candidates, shuffled; in their original order only if there is no other."""
        order = self.order(candidates)
        unchanged = [candidates[place] for place in order] == list(candidates)
        return [*order[1:], order[0]] if unchanged else order
