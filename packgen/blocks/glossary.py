"""Terms and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from packgen.blocks.base import Block, Item, Span
from packgen.blocks.scalars import Text
from packgen.layout.heading import titled
from packgen.layout.listing import defined
from packgen.layout.setting import rich
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.flowable import Flowable
    from packgen.layout.setting import Setting


class Term(Item):
    """A word and what it means."""

    term: Text = Field(description="The word in the topic's language.", examples=["Presidium"])
    native: Text | None = Field(None, description="The word in the topic's native language.", examples=["Президиум"])
    meaning: Text = Field(description="What it means.", examples=["The Party's highest committee, 1952–66"])


class Glossary(Block):
    """Words to know and use.

    - type: glossary
      terms:
        - term: Presidium
          native: Президиум
          meaning: The Party's highest committee, 1952–66
    """

    type: Literal["glossary"] = Field(description="Terms and what they mean.")
    title: Text = Field("Glossary", description="Heading.", examples=["Glossary"])
    terms: tuple[Term, ...] = Field(description="The terms.", min_length=1)

    def span(self) -> Span:
        """Return half the width: interpretations or a second glossary stand beside it."""
        return "half"

    def flow(self, setting: Setting, parent: Element, letter: str = "") -> list[Flowable]:
        """Return the heading and the terms."""
        section, story = titled(setting, parent, self.title)
        entries = [(_headword(setting, term), rich(term.meaning)) for term in self.terms]
        return story + defined(setting, section, entries)


def _headword(setting: Setting, term: Term) -> list[Run]:
    """Return a term in bold, and in brackets the same in the native language."""
    headword = [run._replace(bold=True) for run in rich(term.term)]
    if term.native is None:
        return [*headword, Run(".", bold=True)]
    return [*headword, Run(" ("), setting.native(term.native), Run(").")]
