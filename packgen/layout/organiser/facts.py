"""What a block gives to a knowledge organiser, as data."""

from __future__ import annotations

from typing import Literal, NamedTuple

FactKind = Literal[
    "gist", "argument", "date", "term", "person", "number", "comparison", "view", "mistake", "quotation"
]  # fmt: skip
"""What sort of fact it is: decides where it stands on an organiser, and what is left out where it does not fit."""


class OrganiserFact(NamedTuple):
    """A fact to know; both texts are inline Markdown.

    Attributes:
        prompt: what stays on a blank organiser, such as a term, a date or a name; empty where the box says enough.
        text: what is known of it, which a blank organiser leaves out.
        key: whether it is one of the facts to know first.
        sort: its date as year, month and day, as far as they are known; empty for an undated fact.
        brief: a shorter text, for an overview; empty if there is none.
    """

    prompt: str
    text: str
    key: bool = False
    sort: tuple[int, ...] = ()
    brief: str = ""


class FactGroup(NamedTuple):
    """Facts of one kind under one title.

    Attributes:
        kind: of all of them.
        title: of their box, inline Markdown; groups of one kind and title share a box.
        facts: in reading order.
        note: a few words beside the title, or an empty string.
        whole: all of the facts or none are on an organiser, since they are read as one.
    """

    kind: FactKind
    title: str
    facts: tuple[OrganiserFact, ...]
    note: str = ""
    whole: bool = False
