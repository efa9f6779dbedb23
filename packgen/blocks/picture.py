"""A picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, field_validator

from packgen.blocks.base import Asked, Block, ContentModel
from packgen.blocks.scalars import Text, percent, positive_length, refusal
from packgen.layout.core.beside import in_columns
from packgen.layout.core.setting import rich
from packgen.layout.core.stack import Stack
from packgen.layout.figures import picture as drawn
from packgen.layout.text.heading import titled
from packgen.layout.text.listing import ListEntry, listed
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain
from packgen.text.sentences import sentence

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance

_SPANS: dict[str, Span] = {"side": "side", "half": "half", "main": "main", "full": "full"}


class Label(ContentModel):
    """A name for a place on the picture."""

    text: Text = Field(description="The name.", examples=["The name of the part"])
    x: Text = Field(description="How far from the left edge, 0% to 100%.", examples=["35%"])
    y: Text = Field(description="How far from the top, 0% to 100%.", examples=["40%"])
    ask: Asked = None

    @field_validator("x", "y")
    @classmethod
    def _is_share(cls, text: str) -> str:
        share = percent(text)
        if share is None or share > 1:
            raise refusal("{name} cannot be {found}.", "Write 0% to 100%.")
        return text

    @property
    def place(self) -> tuple[float, float]:
        """Where its marker stands, as shares of width and height from the top left corner."""
        return percent(self.x) or 0.0, percent(self.y) or 0.0


class Picture(Block):
    """A picture to look at: PNG or JPEG, with a description for those who cannot see it.

    - type: picture
      file: pictures/virgin-lands.jpg
      alt: A poster of a young woman driving a tractor across bare land.
      caption: Poster, 1954
      credit: State Library
      licence: Public domain
      width: half
      labels:
        - {text: The horizon, x: 50%, y: 30%}

    Labels are numbered on the picture and named below it; a Recall sheet asks for the names.
    """

    forms: ClassVar[tuple[str, ...]] = ("labels",)
    synonyms: ClassVar[str] = "image img photo photograph diagram figure illustration map drawing labelled-diagram"

    type: Literal["picture"] = Field(description="A picture.")
    title: Text | None = Field(None, description="Heading above it.", examples=["The diagram"])
    file: str = Field(
        description="The PNG or JPEG file, seen from the folder of the topic.",
        examples=["pictures/diagram.png"],
        min_length=1,
    )
    alt: Text = Field(
        description="What the picture shows, for those who cannot see it.",
        examples=["What the picture shows."],
    )
    caption: Text | None = Field(None, description="Words beneath it.", examples=["What stands beneath it"])
    credit: Text | None = Field(None, description="Who made it, or where it is kept.", examples=["Who made it"])
    licence: Text | None = Field(None, description="What allows its use.", examples=["CC BY 4.0"])
    width: Text = Field(
        "main", description="Width: side, half, main, full, or a length such as 85mm.", examples=["half"]
    )

    labels: tuple[Label, ...] = Field((), description="Places on it and their names, numbered in this order.")

    @field_validator("width")
    @classmethod
    def _is_width(cls, text: str) -> str:
        if text not in _SPANS and positive_length(text) is None:
            raise refusal("{name} cannot be {found}.", "Write side, half, main or full, or a length such as 85mm.")
        return text

    @property
    def points(self) -> float | None:
        """The width in points, or None if it is one of the grid's spans."""
        return None if self.width in _SPANS else positive_length(self.width)

    def files(self) -> tuple[str, ...]:
        """Return the picture."""
        return (self.file,)

    def span(self) -> Span:
        """Return the span given as its width; the main column for a length."""
        return _SPANS.get(self.width, "main")

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, if any, the picture and its caption."""
        section, story = titled(setting, parent, self.title)
        asked = self.points or getattr(setting.design.spans, self.width)
        picture = drawn.PictureFigure(
            setting,
            section,
            setting.folder / self.file,
            self.alt,
            asked,
            exact=self.points is not None,
            markers=self._markers,
        )
        story.append(picture)
        caption = self._caption(setting)
        if caption:
            picture.keep = True
            quarter = setting.design.length("quarter")
            keep = bool(self.labels)
            story.append(Paragraph(setting, caption, "note", Element("P", section), before=quarter, keep=keep))
        if self.labels:
            picture.keep = True
            story.append(self._names(setting, section))
        return story

    @property
    def _markers(self) -> list[tuple[float, float]]:
        return [label.place for label in self.labels]

    def _caption(self, setting: Setting) -> list[Run]:
        """Return caption, credit, licence and source as sentences."""
        parts = [self.caption, self.credit, self.licence, setting.citation(self.sources)]
        runs: list[Run] = []
        for part in parts:
            if part:
                runs += [*([Run(" ")] if runs else []), *rich(sentence(part))]
        return runs

    def _names(self, setting: Setting, section: Element) -> Stack:
        """Return the names under their numbers, in two columns where the picture has room for them."""
        spans = setting.design.spans
        names = listed(setting, section, [ListEntry(rich(label.text)) for label in self.labels], numbered=True)
        columns = 1 if setting.design.columns == 1 or self.span() == "side" else 2
        rows = in_columns(names, columns, getattr(spans, self.span()), spans.gutter)
        design = setting.design
        return Stack(rows, before=design.length("quarter"), least=int(design.number("min-rows")))

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the picture with its names hidden, or None where it has no labels."""
        from packgen.tasks.labels import LabelsTask
        from packgen.tasks.likeness import revealing_words

        if not self.labels:
            return None
        width = self.points or self.width
        names = tuple(label.text for label in self.labels)
        hidden = [plain(name) for name in names]
        said = " ".join(sentence(part) for part in (self.credit, self.licence) if part)
        revealing = tuple(revealing_words(plain(self.alt), hidden))
        alt = words.text("picture.neutral") if revealing else self.alt
        credit = "" if revealing_words(plain(said), hidden) else said
        title = title or words.text("picture.task")
        return LabelsTask(title, self.file, alt, width, tuple(self._markers), names, credit, revealing)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each label with a question of the author's: any other would need the picture."""
        from packgen.tasks.asking import written
        from packgen.tasks.base import Card

        found = [Card(label.text, label.text, path=("labels", n)) for n, label in enumerate(self.labels)]
        return [one for card, label in zip(found, self.labels, strict=True) for one in written(card, label.ask, words)]
