"""Flashcards: questions with their answers on the back, or beside them to fold over."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.compose.questions import NumberedCard
from packgen.compose.stages import CARDS, CardLayout
from packgen.errors import LayoutError
from packgen.layout.canvas import SheetCanvas
from packgen.layout.cards import ACROSS, AnswerSide, Grid, QuestionSide, draw_foot, draw_marks
from packgen.layout.setting import Setting
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element

_QUESTIONS = (
    "Print both sides, flip on the long edge, cut at the marks.",
    "Flip on the long edge, cut at the marks.",
    "Flip on the long edge.",
)
_ANSWERS = ("Columns are mirrored so that each answer backs its question.", "Columns are mirrored.")
_FOLD = ("Cut at the marks, then fold the answer behind its question.", "Cut, then fold the answer behind.")


def typeset_cards(
    cards: Sequence[NumberedCard],
    setting: Setting,
    language: str,
    name: str,
    *,
    layout: CardLayout = "duplex",
    back_offset: tuple[float, float] = (0.0, 0.0),
) -> Sheet:
    """Return pages of flashcards, whole leaves that bear nothing else: the sheet begins on a recto.

    Where a text is too long for its card, all cards are taller and fewer on a page.

    Args:
        cards: at least one, in order.
        setting: design and faces.
        language: BCP 47, of the cards.
        name: of the sheet.
        layout: a leaf of questions is backed by its answers, whether or not the pack is single-sided; a page to fold
            has an empty back unless it is.
        back_offset: points by which the backs are moved to the right and up, for a printer that misses by so much.

    Raises:
        LayoutError: a text is too long even for a card as tall as the page.
    """
    for fewer in range(int(setting.design.number("card-rows")) - 1):
        try:
            return _set(cards, setting, language, name, layout, back_offset, Grid.of(setting.design, fewer))
        except LayoutError:
            continue  # taller cards may hold the text that was too long
    last = Grid.of(setting.design, int(setting.design.number("card-rows")) - 1)
    return _set(cards, setting, language, name, layout, back_offset, last)


def _set(
    cards: Sequence[NumberedCard],
    setting: Setting,
    language: str,
    name: str,
    layout: CardLayout,
    back_offset: tuple[float, float],
    grid: Grid,
) -> Sheet:
    design = setting.design
    root = Element("Sect")
    canvas = SheetCanvas(setting.faces, (design.page_width, design.page_height), root)
    count = grid.rows * (ACROSS if layout == "duplex" else 1)
    for first in range(0, len(cards), count):
        page = cards[first : first + count]
        if layout == "duplex":
            _questions(canvas, setting, root, grid, page)
            _answers(canvas, setting, root, grid.moved(*back_offset), page)
        else:
            _folded(canvas, setting, root, grid, page)
            if not design.single_sided:
                canvas.showPage()
    sheet = canvas.finish(CARDS, language, name)
    return sheet._replace(bare=frozenset(range(len(sheet.pages))))


def _questions(canvas: SheetCanvas, setting: Setting, root: Element, grid: Grid, cards: Sequence[NumberedCard]) -> None:
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=False)
    draw_foot(canvas, setting, section, grid, "Flashcards: questions", _QUESTIONS, 2)
    for place, card in enumerate(cards):
        row, column = divmod(place, ACROSS)
        _question(setting, Element("Sect", section), card).draw(canvas, grid.cell(column, row))
    canvas.showPage()


def _answers(canvas: SheetCanvas, setting: Setting, root: Element, grid: Grid, cards: Sequence[NumberedCard]) -> None:
    """Set the answers in the order of their questions, each in the mirrored column."""
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=False)
    draw_foot(canvas, setting, section, grid, "Flashcards: answers", _ANSWERS, 2)
    for place, card in enumerate(cards):
        row, column = divmod(place, ACROSS)
        _answer(setting, Element("Sect", section), card, 3).draw(canvas, grid.cell(ACROSS - 1 - column, row))
    canvas.showPage()


def _folded(canvas: SheetCanvas, setting: Setting, root: Element, grid: Grid, cards: Sequence[NumberedCard]) -> None:
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=True)
    draw_foot(canvas, setting, section, grid, "Flashcards to fold", _FOLD, 2)
    for row, card in enumerate(cards):
        whole = Element("Sect", section)
        _question(setting, whole, card).draw(canvas, grid.cell(0, row))
        _answer(setting, whole, card, None).draw(canvas, grid.cell(1, row))
    canvas.showPage()


def _question(setting: Setting, parent: Element, card: NumberedCard) -> QuestionSide:
    said = card.card
    return QuestionSide(setting, parent, card.number, said.cue, said.question, card.section, 3, card.origin)


def _answer(setting: Setting, parent: Element, card: NumberedCard, level: int | None) -> AnswerSide:
    said = card.card
    return AnswerSide(setting, parent, card.number, said.answer, said.note, said.native, level, card.origin)
