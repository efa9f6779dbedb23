"""Running text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block
from packgen.blocks.scalars import Running, Text
from packgen.layout.text.heading import titled
from packgen.layout.text.story import paragraphs
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.locale.words import Words
    from packgen.tasks.base import Task
    from packgen.tasks.chance import Chance


class Prose(Block):
    r"""Running text to read: paragraphs, lists, and lines that are kept.

    - type: prose
      title: The background
      text: |
        Stalin died in **March 1953**.

        A blank line starts a new paragraph. Three men were left:

        - Malenkov, premier
        - Beria, head of the police
        - Khrushchev, secretary

        A backslash keeps a line,\
        as in a poem.
    """

    reading: ClassVar[bool] = True
    forms: ClassVar[tuple[str, ...]] = ("cloze",)
    derived: ClassVar[int] = 1
    synonyms: ClassVar[str] = (
        "text paragraph para note article reading intro introduction background body content explanation writing"
    )

    type: Literal["prose"] = Field(description="Running text.")
    title: Text | None = Field(None, description="Heading above the text.", examples=["The background"])
    text: Running = Field(
        description="The paragraphs, divided by blank lines, and lists.", examples=["One or more sentences."]
    )

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, if any, and the paragraphs."""
        section, story = titled(setting, parent, self.title)
        story += paragraphs(setting, section, self.text, "body")
        return story

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the text with gaps for words in bold, dates and names."""
        from packgen.tasks.cloze import derived

        usual = words.text("cloze.title_of", title=self.title) if self.title else words.text("cloze.title")
        return derived(title or usual, self.text, chance)
