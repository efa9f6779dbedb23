"""Terms and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block, Item
from packgen.blocks.scalars import Text
from packgen.layout.core.setting import rich
from packgen.layout.text.heading import titled
from packgen.layout.text.listing import defined
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance


class Term(Item):
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

    From memory: the terms for their meanings, the meanings of the terms, or both to be matched.
    """

    forms: ClassVar[tuple[str, ...]] = ("terms", "meanings", "match")
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

    def span(self) -> Span:
        """Return half the width, so that interpretations or a second glossary stand beside it."""
        return "half"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading and the terms."""
        section, story = titled(setting, parent, self.heading(setting.words))
        entries = [(_headword(setting, term), rich(term.meaning)) for term in self.terms]
        return story + defined(setting, section, entries)

    def key_terms(self) -> list[str]:
        """Return the terms; several in one headword, such as Kolkhoz / sovkhoz, one by one."""
        from packgen.tasks.vocabulary import headwords

        return [word for term in self.terms for word in headwords(term.term)]

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the terms with their meanings."""
        from packgen.layout.organiser.facts import Fact, FactGroup

        facts = tuple(Fact(term.term, term.meaning) for term in self.terms)
        return [FactGroup("term", self.heading(words), facts)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return terms or meanings to write, or terms to match with their meanings."""
        from packgen.tasks.grid import Blank, GridColumn, GridTask
        from packgen.tasks.matching import MatchingTask

        if form == "match":
            pairs = [(term.term, term.meaning) for term in self.terms]
            prompt = words.text("glossary.match_how")
            return MatchingTask.shuffled(title or words.text("glossary.match"), prompt, pairs, chance)
        term_head, meaning_head = words.text("glossary.term"), words.text("glossary.meaning")
        if form == "meanings":
            columns = (GridColumn(term_head, "grid-name"), GridColumn(meaning_head))
            meanings = tuple((term.term, Blank(term.meaning, lines=2)) for term in self.terms)
            return GridTask(title or words.text("glossary.meanings"), columns, meanings, "glossary.short")
        terms = tuple((term.meaning, Blank(term.term)) for term in self.terms)
        columns = (GridColumn(meaning_head), GridColumn(term_head))
        return GridTask(title or words.text("glossary.terms"), columns, terms, "glossary.short", named=False)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each term."""
        from packgen.tasks.base import Card

        cue = words.text("glossary.cue")
        return [Card(term.term, term.meaning, cue=cue, native=term.native or "") for term in self.terms]


def _headword(setting: Setting, term: Term) -> list[Run]:
    """Return a term in bold, then in brackets the term in the native language."""
    headword = [run._replace(bold=True) for run in rich(term.term)]
    if term.native is None:
        return ended(headword)
    return [*headword, Run(" ("), setting.native(term.native), Run(").")]
