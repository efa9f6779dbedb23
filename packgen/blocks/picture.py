"""A picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from packgen.blocks.base import Block, Span
from packgen.blocks.scalars import Text, positive_length, refusal
from packgen.layout import picture as drawn
from packgen.layout.heading import titled
from packgen.layout.paragraph import Paragraph
from packgen.layout.setting import rich
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.flowable import Flowable
    from packgen.layout.setting import Setting

_SPANS: dict[str, Span] = {"side": "side", "half": "half", "main": "main", "full": "full"}


class Picture(Block):
    """A picture to look at: PNG or JPEG, with a description for those who cannot see it.

    - type: picture
      file: pictures/virgin-lands.jpg
      alt: A poster of a young woman driving a tractor towards the horizon.
      caption: Poster, 1954
      credit: State Library
      licence: Public domain
      width: half
    """

    type: Literal["picture"] = Field(description="A picture.")
    title: Text | None = Field(None, description="Heading above it.", examples=["The poster"])
    file: str = Field(
        description="The PNG or JPEG file, seen from the folder of the topic.",
        examples=["pictures/poster.png"],
        min_length=1,
    )
    alt: Text = Field(
        description="What the picture shows, for those who cannot see it.",
        examples=["A poster of a woman driving a tractor."],
    )
    caption: Text | None = Field(None, description="Words beneath it.", examples=["Poster, 1954"])
    credit: Text | None = Field(None, description="Who made it, or where it is kept.", examples=["State Library"])
    licence: Text | None = Field(None, description="What allows its use.", examples=["CC BY 4.0"])
    width: Text = Field(
        "main", description="Width: side, half, main, full, or a length such as 85mm.", examples=["half"]
    )

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

    def span(self) -> Span:
        """Return the span that its width asks for; a length stands in the main column."""
        return _SPANS.get(self.width, "main")

    def flow(self, setting: Setting, parent: Element, letter: str = "") -> list[Flowable]:
        """Return the heading, if any, the picture and its caption."""
        section, story = titled(setting, parent, self.title)
        asked = self.points or getattr(setting.design.spans, self.width)
        picture = drawn.Picture(
            setting, section, setting.folder / self.file, self.alt, asked, exact=self.points is not None
        )
        story.append(picture)
        caption = self._caption(setting)
        if caption:
            picture.keep = True
            quarter = setting.design.length("quarter")
            story.append(Paragraph(setting, caption, "note", Element("P", section), before=quarter))
        return story

    def _caption(self, setting: Setting) -> list[Run]:
        """Return caption, credit, licence and source as sentences."""
        parts = [self.caption, self.credit, self.licence, setting.citation(self.sources)]
        runs: list[Run] = []
        for part in parts:
            if part:
                runs += [*([Run(" ")] if runs else []), *rich(part if part[-1] in ".?!" else f"{part}.")]
        return runs
