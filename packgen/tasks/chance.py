"""Choices that a seed decides, the same on every machine and whatever else is edited.

Every candidate has a rank: a digest of the seed, of the scope that chooses, and of the candidate itself. So adding a
person does not reshuffle a timeline, and adding an event changes few of the choices among the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple


class Chance(NamedTuple):
    """A seed, and the scope in which something is chosen.

    Attributes:
        seed: of the pack.
        scope: such as ``khrushchev/fall/timeline``; different scopes choose independently.
    """

    seed: int
    scope: str = ""

    def rank(self, candidate: str) -> int:
        """Return the rank of a candidate: evenly spread over 64 bits."""
        text = f"{self.seed}\0{self.scope}\0{candidate}"
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")

    def below(self, count: int, candidate: str = "") -> int:
        """Return a number from 0 to ``count - 1``."""
        return self.rank(candidate) % count

    def pick(self, candidates: Sequence[str], count: int) -> list[int]:
        """Return the places of so many candidates, those with the lowest ranks, in the candidates' order."""
        return sorted(self.order(candidates)[:count])

    def order(self, candidates: Sequence[str]) -> list[int]:
        """Return the candidates' places, shuffled."""
        return sorted(range(len(candidates)), key=lambda place: (self.rank(candidates[place]), place))

    def mixed(self, candidates: Sequence[str]) -> list[int]:
        """Return the candidates' places, shuffled; not in their own order unless there is no other."""
        order = self.order(candidates)
        unchanged = [candidates[place] for place in order] == list(candidates)
        return [*order[1:], order[0]] if unchanged else order
