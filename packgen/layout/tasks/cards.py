"""Flashcards: the grid of cards on a page, its cut and fold marks, and the two sides of a card.

The grid is centred on the page's width, so that the backs, in mirrored columns, line up with the fronts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED
from packgen.layout.core.setting import MIDDLE, unlinked
from packgen.layout.core.strokes import box, line
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.shortening import beginning, shortened
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.opening import Opening
    from packgen.theme.design import Design

ACROSS = 2
"""Columns of cards on a page; where cards are folded, a question and its answer are side by side."""

BOXES = 5
"""Leitner boxes on a card: a card moves up one box when it is known, and back to the first when it is not."""


class CardBox(NamedTuple):
    """The rectangle of a card: left and top edge, width and height, in points."""

    x: float
    top: float
    width: float
    height: float


class CardGrid(NamedTuple):
    """The grid of cards on a page: left and top edge, width and height of a card, and the number of rows."""

    x: float
    top: float
    width: float
    height: float
    rows: int

    @classmethod
    def of(cls, design: Design, fewer: int = 0) -> CardGrid:
        """Return the grid centred on a page; cards are lower on a low page, and taller where there are fewer rows."""
        usual = int(design.number("card-rows"))
        width = design.length("card-width")
        tall = min(usual * design.length("card-height"), design.page_height - 2 * design.length("card-margin"))
        rows = usual - fewer
        top = (design.page_height + tall) / 2
        return cls((design.page_width - ACROSS * width) / 2, top, width, tall / rows, rows)

    def moved(self, right: float, up: float) -> CardGrid:
        """Return the grid moved by a number of points to the right and up."""
        return self._replace(x=self.x + right, top=self.top + up)

    def cell(self, column: int, row: int) -> CardBox:
        """Return the rectangle of a card; columns and rows count from the top left."""
        return CardBox(self.x + column * self.width, self.top - row * self.height, self.width, self.height)

    @property
    def right(self) -> float:
        """The right edge of the grid."""
        return self.x + ACROSS * self.width

    @property
    def bottom(self) -> float:
        """The lower edge of the grid."""
        return self.top - self.rows * self.height


def draw_marks(canvas: SheetCanvas, design: Design, grid: CardGrid, *, folded: bool) -> None:
    """Draw cut marks outside the grid and at the corners of cards and, where cards are folded, the fold line."""
    rule, gap = design.rule("cut"), design.length("cut-gap")
    far = gap + design.length("cut-mark")
    middle = grid.x + grid.width
    for x in (grid.x, grid.right) if folded else (grid.x, middle, grid.right):
        line(canvas, rule, x, grid.top + gap, x, grid.top + far)
        line(canvas, rule, x, grid.bottom - gap, x, grid.bottom - far)
    for row in range(grid.rows + 1):
        y = grid.top - row * grid.height
        line(canvas, rule, grid.x - far, y, grid.x - gap, y)
        line(canvas, rule, grid.right + gap, y, grid.right + far, y)
    if folded:
        line(canvas, design.rule("fold"), middle, grid.bottom, middle, grid.top)
        return
    cross, arm = design.rule("cut-cross"), design.length("cut-cross") / 2
    for row in range(1, grid.rows):
        y = grid.top - row * grid.height
        line(canvas, cross, middle - arm, y, middle + arm, y)
        line(canvas, cross, middle, y - arm, middle, y + arm)


class CardText(NamedTuple):
    """The text of a card in one type size: paragraphs from top to bottom, and the height reserved below them."""

    text: Sequence[Paragraph]
    foot: float = 0.0


class CardSide:
    """One side of a card: a number and a word at its head, text in its middle.

    Args:
        setting: design and faces.
        number: such as ``3.1``.
        word: at the right end of the head, to identify the card; not read by screen readers.
        owner: structure element that the number belongs to, or None where the number is a repetition.
        choices: the text in several type sizes; the first that fits is drawn.
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
        choices: Sequence[CardText],
        origin: Origin | None,
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.number, self.word, self.owner = number, word, owner
        self.choices, self.origin = choices, origin
        self.foot = 0.0

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
        for text, foot in self.choices:
            self.foot = foot
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


class QuestionSide(CardSide):
    """The side with the question, the Leitner boxes to tick and, unless the question is long, the section's title.

    Args:
        setting: design and faces.
        parent: structure element of the card: the number and the question become its heading.
        number: such as ``3.1``.
        cue: a few words above the question, or an empty string.
        question: inline Markdown.
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
        section: str,
        level: int,
        origin: Origin | None,
    ) -> None:
        design = setting.design
        heading = Element(f"H{level}", parent)
        room = design.length("card-width") - 2 * design.length("card-pad-x")
        self.boxes_left = _width(setting, setting.words.text("cards.box")) + design.length("column-gap")
        pitch = design.length("leitner-size") + design.length("leitner-gap")
        beside = room - self.boxes_left - BOXES * pitch - design.length("column-gap")
        self.section, self.above = _fitted(setting, Element("P", parent), section, beside, room)
        boxes = design.length("leitner-size")
        self.full_foot = boxes + (design.style("note").leading + design.length("quarter") if self.above else 0.0)
        gap = design.length("quarter") if cue else 0.0

        def text(role: str) -> list[Paragraph]:
            above = [Paragraph(setting, cue, "note", heading, joined=True)] if cue else []
            return [*above, Paragraph(setting, question, role, heading, before=gap)]

        choices = [
            CardText(text("card-question"), self.full_foot),
            CardText(text("card-question-small"), self.full_foot),
            CardText(text("card-question-small"), boxes),
        ]
        super().__init__(setting, number, setting.words.text("cards.question"), heading, choices, origin)

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
        gap = setting.design.length("quarter")
        owner = Element(f"H{level}", parent) if level is not None else None
        answers, notes, natives = (Element("P", parent) for _ in range(3))

        def text(role: str, note_role: str, noted: bool) -> CardText:
            shown = [Paragraph(setting, answer, role, answers)]
            if note and noted:
                shown.append(Paragraph(setting, note, note_role, notes, before=gap))
            if native:
                shown.append(Paragraph(setting, [setting.native(native)], "note", natives, before=gap))
            return CardText(shown)

        choices = [
            text("card-answer", "body", True),
            text("card-answer-small", "note", True),
            text("card-answer", "note", False),
            text("card-answer-small", "note", False),
        ]
        super().__init__(setting, number, setting.words.text("cards.answer"), owner, choices, origin)


def _fitted(setting: Setting, element: Element, title: str, beside: float, room: float) -> tuple[Paragraph, bool]:
    """Return a section's title as it fits the foot of a card, and whether it needs a line of its own."""
    runs = unlinked(title)
    dateless, comma, rest = "".join([run.text for run in runs]).rpartition(", ")
    dated = comma and any(character.isdigit() for character in rest)
    short = beginning(runs, len(dateless)) if dated else runs
    for width, above in ((beside, False), (room, True)):
        for words in (runs, short):
            line = Paragraph(setting, words, "note", element)
            if line.extent()[1] <= width:
                return line, above
    return shortened(setting, short, "note", element, room, " ,;:–—-"), True


def _width(setting: Setting, words: str) -> float:
    return Paragraph(setting, [Run(words)], "note", Element("Span")).extent()[1]


def draw_head(canvas: SheetCanvas, setting: Setting, parent: Element, grid: CardGrid, opening: Opening) -> None:
    """Draw the title of a pack above the marks, as its first heading, and keep room for the student's name."""
    room = setting.design.page_width - 2 * grid.x
    text = shortened(setting, unlinked(opening.title), "note", Element("H1", parent), room / 2)
    text.wrap(room, UNBOUNDED)
    y = grid.top + _beyond_marks(setting.design)
    text.drawOn(canvas, grid.x, y)
    if opening.named:
        taken = text.widest + setting.design.length("row-gap")
        baseline = y + text.style.leading * (1 - text.style.baseline)
        canvas.name(Element("P", parent), grid.x + taken, baseline, "filled-in", room - taken)


def _beyond_marks(design: Design) -> float:
    """Return the distance of words from the grid, outside the marks."""
    return design.length("cut-gap") + design.length("cut-mark") + design.length("quarter")


def draw_foot(
    canvas: SheetCanvas,
    setting: Setting,
    parent: Element,
    grid: CardGrid,
    title: str,
    advice: Sequence[str],
    level: int,
) -> None:
    """Draw what the page is and how to use it below the marks: the first instruction that fits on one line."""
    design = setting.design
    heading, element = Element(f"H{level}", parent), Element("P", parent)
    lead = (heading, [Run(f"{title}. ")])
    room = design.page_width - 2 * grid.x
    choices = [Paragraph(setting, [Run(words)], "note", element, lead=lead) for words in advice]
    text = next((choice for choice in choices if choice.extent()[1] <= room), choices[-1])
    text.wrap(room, UNBOUNDED)
    text.drawOn(canvas, grid.x, grid.bottom - _beyond_marks(design) - text.height)
