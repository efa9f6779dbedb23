"""A side of a flashcard: a number and a word at its head, text in its middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.tasks.card_grid import CardBox


class CardText(NamedTuple):
    """The text of a card in one type size: paragraphs from top to bottom, and the height reserved below them."""

    text: Sequence[Paragraph]
    foot: float = 0.0


class CardSide:
    """One side of a card. A subclass makes its text for the width of the card.

    Args:
        setting: design and faces.
        number: such as ``3.1``.
        word: at the right end of the head, to identify the card; not read by screen readers.
        owner: structure element that the number belongs to, or None where the number is a repetition.
        origin: where the card's content was written, for messages.

    Attributes:
        side: name of the side in messages.
    """

    side: ClassVar[str]

    def __init__(
        self,
        setting: Setting,
        number: str,
        word: str,
        owner: Element | None,
        origin: Origin | None,
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.number, self.word, self.owner = number, word, owner
        self.origin = origin
        self.foot = 0.0

    def choices(self, cell: CardBox) -> Sequence[CardText]:
        """Return the text in several type sizes for a card; the first that fits is drawn."""
        raise NotImplementedError

    def draw(self, canvas: SheetCanvas, cell: CardBox) -> None:
        """Draw the side in the rectangle of a card.

        Raises:
            LayoutError: the text is too long even in its smallest size.
        """
        length = self.design.length
        left, right = cell.x + length("card-pad-x"), cell.x + cell.width - length("card-pad-x")
        self._head(canvas, left, right, cell.top - length("card-pad-top"))
        text, height = self._fitting(cell)
        foot = self._least_foot + self.foot
        centre = cell.top - (length("card-pad-top") + cell.height - length("card-pad-bottom")) / 2
        # Centre the text on the card, but keep it clear of the head and the foot.
        top = min(max(centre + height / 2, cell.top - cell.height + foot + height), cell.top - self._least_head)
        for number, paragraph in enumerate(text):
            top -= paragraph.height + (paragraph.before if number else 0.0)
            paragraph.drawOn(canvas, left, top)

    @property
    def _least_head(self) -> float:
        """Height of the number and the space around it."""
        length = self.design.length
        return length("card-pad-top") + self.design.style("card-number").leading + length("quarter")

    @property
    def _least_foot(self) -> float:
        """Space below the text where nothing is drawn beneath it."""
        return self.design.length("card-pad-bottom") + self.design.length("quarter")

    def check(self, cell: CardBox) -> None:
        """Check that the text fits the rectangle of a card.

        Raises:
            LayoutError: the text is too long even in its smallest size.
        """
        self._fitting(cell)

    def _fitting(self, cell: CardBox) -> tuple[Sequence[Paragraph], float]:
        """Return the text in the first size that leaves room for its foot, and the height of the text."""
        width = cell.width - 2 * self.design.length("card-pad-x")
        room = cell.height - self._least_head - self._least_foot
        height = 0.0
        for text, foot in self.choices(cell):
            self.foot = foot
            if cell.compact and any(paragraph.least_extent() > width + TOLERANCE for paragraph in text):
                continue
            height = sum(paragraph.wrap(width, UNBOUNDED)[1] for paragraph in text)
            height += sum(paragraph.before for paragraph in text[1:])
            if height <= room - foot + TOLERANCE:
                return text, height
        side = f"the {self.side} of card {self.number}"
        origin = self.origin and self.origin._replace(what=f"{self.origin.what or 'this block'}: {side}")
        raise LayoutError(
            f"is {height / MM:.0f} mm tall at its smallest, and the card has {(room - self.foot) / MM:.0f} mm for it.",
            "Shorten it.",
            origin,
            side.capitalize(),
        )

    def _head(self, canvas: SheetCanvas, left: float, right: float, top: float) -> None:
        style = self.design.style("card-number")
        baseline = top - style.leading * style.baseline
        face = self.setting.faces.index(style.family, style.bold, False)
        if self.owner is None:
            with canvas.artifact("Layout"):
                canvas.show(Element("Span"), face, style.size, style.colour, left, baseline, self.number)
        else:
            canvas.show(self.owner, face, style.size, style.colour, left, baseline, f"{self.number} ")
        with canvas.artifact("Layout"):
            self._right(canvas, Element("Span"), self.word, right, baseline)

    def _right(self, canvas: SheetCanvas, element: Element, words: str, right: float, baseline: float) -> None:
        style = self.design.style("note")
        face = self.setting.faces.index(style.family, style.bold, False)
        width = canvas.phrase(face, words)[0] * style.size / 1000
        canvas.show(element, face, style.size, style.colour, right - width, baseline, words)
