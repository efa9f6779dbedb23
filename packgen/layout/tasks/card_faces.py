"""The two sides of a flashcard: the question with its Leitner boxes, and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import MIDDLE, unlinked
from packgen.layout.core.strokes import box
from packgen.layout.tasks.card_side import CardSide, CardText
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.layout.text.shortening import beginning, shortened
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.tasks.card_grid import CardBox

BOXES = 5
"""Leitner boxes on a card: a card moves up one box when it is known, and back to the first when it is not."""


class QuestionSide(CardSide):
    """The side with the question, the Leitner boxes to tick and, unless the question is long, the section's title.

    Args:
        setting: design and faces.
        parent: structure element of the card: the number and the question become its heading.
        number: such as ``3.1``.
        cue: a few words above the question, or an empty string.
        question: inline Markdown.
        options: letter and inline Markdown of each answer to choose from; may be empty.
        section: title of the section, shortened if necessary.
        level: of the heading.
        origin: of the question, for messages.
    """

    side = "question"

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        number: str,
        cue: str,
        question: str,
        options: Sequence[tuple[str, str]],
        section: str,
        level: int,
        origin: Origin | None,
    ) -> None:
        heading = Element(f"H{level}", parent)
        super().__init__(setting, number, setting.words.text("cards.question"), heading, origin)
        self.heading, self.cue, self.question = heading, cue, question
        self.offered = _CardOptions(setting, parent, options)
        self.title, self.title_owner = section, Element("P", parent)
        self.boxes_left = _width(setting, setting.words.text("cards.box")) + setting.design.length("column-gap")

    def choices(self, cell: CardBox) -> Sequence[CardText]:
        """Return the question in two sizes, at last without the section's title; on a compact card in the larger.

        A compact card has the title only where it fits whole.
        """
        design = self.design
        room = cell.width - 2 * design.length("card-pad-x")
        pitch = design.length("leitner-size") + design.length("leitner-gap")
        beside = room - self.boxes_left - BOXES * pitch - design.length("column-gap")
        self.section, self.above, whole = _fitted(self.setting, self.title_owner, self.title, beside, room)
        boxes = design.length("leitner-size")
        self.full_foot = boxes + (design.style("note").leading + design.length("quarter") if self.above else 0.0)
        large, small = self._text("card-question"), self._text("card-question-small")
        if cell.compact:
            bare = CardText(large, boxes)
            return [CardText(large, self.full_foot), bare] if whole else [bare]
        return [CardText(large, self.full_foot), CardText(small, self.full_foot), CardText(small, boxes)]

    def _text(self, role: str) -> list[Paragraph]:
        gap = self.design.length("quarter") if self.cue else 0.0
        above = [Paragraph(self.setting, self.cue, "note", self.heading, joined=True)] if self.cue else []
        asked = Paragraph(self.setting, self.question, role, self.heading, before=gap)
        return [*above, asked, *self.offered.paragraphs()]

    def draw(self, canvas: SheetCanvas, cell: CardBox) -> None:
        """Draw the side in the rectangle of a card."""
        super().draw(canvas, cell)
        design = self.design
        pad, side = design.length("card-pad-x"), design.length("leitner-size")
        foot = cell.top - cell.height + design.length("card-pad-bottom")
        note = design.style("note")
        baseline = foot + side / 2 - MIDDLE * note.size
        with canvas.artifact("Layout"):
            self._boxes(canvas, cell.x + pad, foot, baseline)
        if self.above and self.foot < self.full_foot:
            return
        left = cell.x + pad
        if self.above:
            baseline = foot + side + design.length("quarter") + note.leading * (1 - note.baseline)
        else:
            left = cell.x + cell.width - pad - self.section.extent()[1]
        self.section.wrap(cell.width, UNBOUNDED)
        self.section.drawOn(canvas, left, baseline - note.leading * (1 - note.baseline))

    def _boxes(self, canvas: SheetCanvas, x: float, foot: float, baseline: float) -> None:
        design, side = self.design, self.design.length("leitner-size")
        note, style = design.style("note"), design.style("card-box")
        face = self.setting.faces.index(note.family, note.bold, False)
        canvas.show(Element("Span"), face, note.size, note.colour, x, baseline, self.setting.words.text("cards.box"))
        face = self.setting.faces.index(style.family, style.bold, False)
        x += self.boxes_left
        for number in map(str, range(1, BOXES + 1)):
            box(canvas, design.rule("leitner"), x, foot, side, side)
            width = canvas.phrase(face, number)[0] * style.size / 1000
            middle = foot + side / 2 - MIDDLE * style.size
            canvas.show(Element("Span"), face, style.size, style.colour, x + (side - width) / 2, middle, number)
            x += side + design.length("leitner-gap")


class _CardOptions:
    """The answers to choose from on a card: a list, which is set anew for each type size of the question."""

    def __init__(self, setting: Setting, parent: Element, options: Sequence[tuple[str, str]]) -> None:
        self.setting, self.options = setting, options
        items = Element("L", parent, numbering="None") if options else parent
        listed = [Element("LI", items) for _ in options]
        self.parts = [(Element("Lbl", item), Element("LBody", item)) for item in listed]

    def paragraphs(self) -> list[Paragraph]:
        """Return a paragraph for each option."""
        indent, gap = (self.setting.design.length(role) for role in ("number-indent", "quarter"))
        found: list[Paragraph] = []
        for (letter, text), (element, body) in zip(self.options, self.parts, strict=True):
            label = HangingLabel(letter, "side-bold", element)
            before = 0.0 if found else gap
            found.append(Paragraph(self.setting, text, "side", body, label=label, indent=indent, before=before))
        return found


class AnswerSide(CardSide):
    """The side with the answer; the note is left out where the answer is too long for both.

    Args:
        setting: design and faces.
        parent: structure element of the card.
        number: such as ``3.1``.
        answer: inline Markdown.
        note: a sentence more, or an empty string.
        native: the answer in the topic's native language, or an empty string.
        level: of the heading made from the number; None where the card already has a heading.
        origin: of the answer, for messages.
    """

    side = "answer"

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        number: str,
        answer: str,
        note: str,
        native: str,
        level: int | None,
        origin: Origin | None,
    ) -> None:
        owner = Element(f"H{level}", parent) if level is not None else None
        super().__init__(setting, number, setting.words.text("cards.answer"), owner, origin)
        self.answer, self.note, self.native = answer, note, native
        self.answers, self.notes, self.natives = (Element("P", parent) for _ in range(3))

    def choices(self, cell: CardBox) -> Sequence[CardText]:
        """Return the answer in two sizes, at last without the note; on a compact card with the note, in the larger."""
        usual = self._text("card-answer", "body")
        if cell.compact:
            return [usual]
        return [
            usual,
            self._text("card-answer-small", "note"),
            self._text("card-answer", None),
            self._text("card-answer-small", None),
        ]

    def _text(self, role: str, note_role: str | None) -> CardText:
        gap = self.design.length("quarter")
        shown = [Paragraph(self.setting, self.answer, role, self.answers)]
        if self.note and note_role is not None:
            shown.append(Paragraph(self.setting, self.note, note_role, self.notes, before=gap))
        if self.native:
            shown.append(Paragraph(self.setting, [self.setting.native(self.native)], "note", self.natives, before=gap))
        return CardText(shown)


def _fitted(setting: Setting, element: Element, title: str, beside: float, room: float) -> tuple[Paragraph, bool, bool]:
    """Return a section's title as it fits the foot of a card, whether it needs a line of its own, and is not cut."""
    runs = unlinked(title)
    dateless, comma, rest = "".join([run.text for run in runs]).rpartition(", ")
    dated = comma and any(character.isdigit() for character in rest)
    short = beginning(runs, len(dateless)) if dated else runs
    for width, above in ((beside, False), (room, True)):
        for words in (runs, short):
            line = Paragraph(setting, words, "note", element)
            if line.extent()[1] <= width:
                return line, above, True
    return shortened(setting, short, "note", element, room, " ,;:–—-"), True, False


def _width(setting: Setting, words: str) -> float:
    return Paragraph(setting, [Run(words)], "note", Element("Span")).extent()[1]
