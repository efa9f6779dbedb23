"""Whether the blocks of a topic agree on their dates and numbers, as far as can be told from the words beside them.

A figure has a *witness* where another block gives the same one with a word in common. Whatever has none is either said
only once, or said differently elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from tests.facts.figures import Figure, figures
from tests.facts.statements import Statement, statements

Topic = Mapping[str, Any]

_WORD = re.compile(r"[^\W\d_]{3,}")
_CLAUSE = re.compile(r"[.;:!?](?=\s|$)")
_COMMON = frozenset(
    re.findall(
        "[a-z]+",
        "the and for with from was were had has have not but his her its their that this who which when into out about "
        "over under than then only also more most all one two three are did does him them they after before against "
        "passage million thousand year years",
    )
)
_STEM = 6
"""Letters by which words are compared, so that plurals and past tenses are one word."""
_TOO_COMMON = 0.08
"""Share of all claims from which a word says nothing of what a claim is about."""


class Claim(NamedTuple):
    """A figure, where it stands, and the words that tell what it is about."""

    section: str
    statement: Statement
    text: str
    figure: Figure
    words: frozenset[str]

    @property
    def block(self) -> tuple[str, str]:
        """The section and its block, within which nothing is a witness."""
        return self.section, self.statement.place.split()[0]

    @property
    def shown(self) -> str:
        """Where it stands and how it begins, in a line that survives the insertion of other blocks."""
        kind = self.statement.place.split()[1]
        start = self.text[:40].rsplit(" ", 1)[0] if len(self.text) > 40 else self.text
        return f"{self.section} · {kind} · {self.figure.text} · {start}"


def unsupported(topic: Topic, elsewhere: Sequence[Figure] = ()) -> list[str]:
    """Return the figures of tasks, keys and mark schemes that nothing to read vouches for, each with its place.

    A point in short answers to the item that it shortens, an essay on a long period to the whole topic and to what is
    read elsewhere, in the other topics of its course, everything else to its own section with its heading; and all to
    the topic's title and dates.
    """
    named = _given(topic, "title", "dates", "course")
    everything = [*read_in([topic]), *elsewhere]
    found = []
    for section in topic["sections"]:
        said = statements(section)
        heading = _given(section, "title", "enquiry", "gist")
        own, by_place = [*_to_read(said), *heading], {one.place: one for one in said}
        for one in (one for one in said if one.task):
            known = everything if one.whole_period else _of([by_place[one.about]]) if one.about else own
            found += [
                f"{section['id']}: {one.place}: {figure.text}"
                for figure in _of([one])
                if not any(other.says(figure) for other in (*known, *named))
            ]
    return found


def _given(one: Mapping[str, Any], *keys: str) -> tuple[Figure, ...]:
    return figures(" ".join(one.get(key, "") for key in keys))


def read_in(course: Iterable[Topic]) -> list[Figure]:
    """Return the figures that topics give to read."""
    return [figure for topic in course for section in topic["sections"] for figure in _to_read(statements(section))]


def without_witness(topic: Topic) -> list[str]:
    """Return the figures of a topic that no other block gives, as exactly, with a word in common.

    Points in short are left out: they answer to their item.
    """
    claims = [claim for section in topic["sections"] for one in statements(section) for claim in _claims(section, one)]
    seen = Counter(word for claim in claims for word in claim.words)
    common = {word for word, count in seen.items() if count > max(10, _TOO_COMMON * len(claims))}
    by_word: dict[str, list[Claim]] = {}
    for claim in claims:
        for word in claim.words - common:
            by_word.setdefault(word, []).append(claim)
    return [claim.shown for claim in claims if not claim.statement.about and not _has_witness(claim, by_word, common)]


def _has_witness(claim: Claim, by_word: Mapping[str, Sequence[Claim]], common: set[str]) -> bool:
    return any(
        other.block != claim.block and other.figure.says(claim.figure)
        for word in claim.words - common
        for other in by_word[word]
    )


def _to_read(said: Iterable[Statement]) -> list[Figure]:
    return _of(one for one in said if not one.task)


def _of(said: Iterable[Statement]) -> list[Figure]:
    return [figure for one in said for part in one.parts for figure in figures(part.text)]


def _claims(section: Topic, one: Statement) -> Iterator[Claim]:
    """Yield every figure of a statement with the words of its clause and of the statement's heads.

    A figure in a head, such as the date of an event, is about all that the statement says.
    """
    heads = " ".join(one.heads)
    everything = " ".join([heads, *(part.text for part in one.parts)])
    for part in one.parts:
        found = figures(part.text)
        head = part.text in one.heads or len(part.text) == sum(figure.end - figure.start for figure in found)
        for start, end in pairwise([0, *(match.end() for match in _CLAUSE.finditer(part.text)), len(part.text)]):
            around = everything if head else f"{heads} {part.text[start:end]}"
            for figure in found:
                if start <= figure.start < end:
                    yield Claim(section["id"], one, part.text, figure, _words(around))


@cache
def _words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that are no part of a date or a number."""
    for figure in figures(text):
        text = text.replace(figure.text, " ")
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(text) if word.lower() not in _COMMON)
