"""Terms and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block, Fact
from packgen.blocks.scalars import Text
from packgen.layout.core.columns import EntryColumns
from packgen.layout.core.setting import rich
from packgen.layout.text.heading import titled
from packgen.layout.text.listing import defined
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance


_SHORT = 30
"""Greatest number of letters of a short meaning, such as a word in another language."""


_MANY = 9
"""Least number of terms of a list of words, which is set in columns."""

_COLUMNS = 3
_ON_ONE_LINE = 0.9
"""Share of the entries of a list that fit on one line of their column."""


class Term(Fact):
    """A word and what it means."""

    term: Text = Field(description="The word in the topic's language.", examples=["A term"])
    native: Text | None = Field(None, description="The word in the topic's native language.", examples=["Un terme"])
    meaning: Text = Field(description="What it means.", examples=["What it means"])


class Glossary(Block):
    """Words to know and use.

    - type: glossary
      terms:
        - term: Presidium
          native: Президиум
          meaning: The Party's highest committee, 1952–66

    From memory: the terms for their meanings, the meanings of the terms, some of each, or both to be matched; always
    shuffled.
    """

    forms: ClassVar[tuple[str, ...]] = ("terms", "meanings", "both", "match")
    usual: ClassVar[str | None] = "glossary.title"
    derived: ClassVar[int] = 4
    parts: ClassVar[tuple[str, str] | None] = ("terms", "term")
    synonyms: ClassVar[str] = (
        "key-term term keyword key-word vocabulary vocab key-vocabulary vocabulary-list vocab-list definition "
        "word word-list terminology dictionary concept key-concept translation"
    )

    type: Literal["glossary"] = Field(description="Terms and what they mean.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Glossary"])
    terms: tuple[Term, ...] = Field(description="The terms.", min_length=1)
    direction: Literal["meanings", "terms", "both"] | None = Field(
        None,
        description="What cards and quizzes ask for: meanings, terms or both; both if all meanings are short.",
        examples=["both"],
    )

    def span(self) -> Span:
        """Return half the width, so that interpretations or a second glossary stand beside it; all of it for a list."""
        return "full" if self._is_list else "half"

    @property
    def _is_list(self) -> bool:
        """Whether it is a list of words: many terms, all with short meanings."""
        return len(self.terms) >= _MANY and self._is_short

    @property
    def _is_short(self) -> bool:
        return all(len(plain(term.meaning)) <= _SHORT for term in self.terms)

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading and the terms; those of a list in as many columns as hold nearly all on one line each."""
        section, story = titled(setting, parent, self.heading(setting.words))
        entries = [(_headword(setting, term, stop=not self._is_list), rich(term.meaning)) for term in self.terms]
        items = defined(setting, section, entries)
        if not self._is_list or setting.design.columns == 1:
            return story + items
        widths = sorted(item.extent()[1] for item in items)
        widest = min(widths[int(_ON_ONE_LINE * (len(widths) - 1))], setting.design.spans.half)
        return [*story, EntryColumns(setting, items, widest, _COLUMNS, setting.design.length("list-gap"))]

    def key_terms(self) -> list[str]:
        """Return the terms; several in one headword, such as Kolkhoz / sovkhoz, one by one."""
        from packgen.tasks.vocabulary import headwords

        return [word for term in self.terms for word in headwords(term.term)]

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the terms with their meanings."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        facts = tuple(OrganiserFact(term.term, term.meaning) for term in self.terms)
        return [FactGroup("term", self.heading(words), facts)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return terms or meanings to write, or terms to match with their meanings."""
        from packgen.tasks.dated import alternating
        from packgen.tasks.grid import Blank, GridColumn, GridTask, room_for
        from packgen.tasks.matching import MatchingTask

        if form == "match":
            pairs = [(term.term, term.meaning) for term in self.terms]
            prompt = words.text("glossary.match_how")
            return MatchingTask.shuffled(title or words.text("glossary.match"), prompt, pairs, chance)
        mixed = [self.terms[place] for place in chance.mixed([term.term for term in self.terms])]
        term_head, meaning_head = words.text("glossary.term"), words.text("glossary.meaning")
        lines = room_for([term.meaning for term in self.terms])
        if form == "meanings":
            columns = (GridColumn(term_head, "grid-name", fits=True), GridColumn(meaning_head))
            meanings = tuple((term.term, Blank(term.meaning, lines=lines)) for term in mixed)
            return GridTask(
                title or words.text("glossary.meanings"), columns, meanings, "glossary.short", halved=self._is_list
            )
        if form == "both":
            hidden = alternating(chance, [f"{term.term}\0{term.meaning}" for term in mixed])
            rows = tuple(
                (term.term, Blank(term.meaning, lines=lines)) if what == "event" else (Blank(term.term), term.meaning)
                for term, what in zip(mixed, hidden, strict=True)
            )
            columns = (GridColumn(term_head), GridColumn(meaning_head))
            return GridTask(
                title or words.text("glossary.both"), columns, rows, "glossary.short", named=False, halved=self._is_list
            )
        terms = tuple((term.meaning, Blank(term.term)) for term in mixed)
        columns = (GridColumn(meaning_head), GridColumn(term_head))
        return GridTask(
            title or words.text("glossary.terms"), columns, terms, "glossary.short", named=False, halved=self._is_list
        )

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each term that asks for its meaning, then one that asks for the term, or one of the two."""
        from packgen.tasks.asking import NEVER, asked
        from packgen.tasks.base import Card

        way = self.direction or ("both" if self._is_short else "meanings")
        found: list[Card] = []
        turned: list[Card] = []
        for n, term in enumerate(self.terms):
            card = Card(term.term, term.meaning, "", "", term.native or "", plain(term.term), ("terms", n))
            if way != "terms" or term.ask not in (None, NEVER):
                found += asked(card._replace(cue=words.text("glossary.ask")), term.ask, words, "")
            if way != "meanings" and term.ask != NEVER:
                alike = [one.term for one in self.terms if one.meaning == term.meaning]
                named = words.text("list.alternative").join(alike)
                back = card._replace(question=term.meaning, answer=named, cue=words.text("glossary.ask_term"))
                turned += asked(back, None, words, "")
        return found + turned


def _headword(setting: Setting, term: Term, *, stop: bool) -> list[Run]:
    """Return a term in bold, then in brackets the term in the native language, and a full stop if asked for."""
    headword = [run._replace(bold=True) for run in rich(term.term)]
    if term.native is None:
        return ended(headword) if stop else headword
    return [*headword, Run(" ("), setting.native(term.native), Run(").") if stop else Run(")")]
