"""Flashcards: questions with their answers on the back, or beside them to be folded over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.cards import ACROSS, AnswerSide, CardGrid, QuestionSide, draw_foot, draw_head, draw_marks
from packgen.plan.questions import NumberedCard, cards_of
from packgen.plan.selection import Chosen
from packgen.plan.stages import CARDS, CardLayout
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.context import topic_setting
from packgen.sheets.units import TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest

_QUESTIONS = ("cards.print_1", "cards.print_2", "cards.print_3")
_ANSWERS = ("cards.mirrored_1", "cards.mirrored_2")
_FOLD = ("cards.fold_1", "cards.fold_2")
"""Keys of the instructions for folding, longest first; see `packgen.locale`."""


class _Sides(NamedTuple):
    """The two sides of a card, and its structure elements: one for each side, or one for both if the card is folded."""

    question: QuestionSide
    answer: AnswerSide
    elements: tuple[Element, ...]


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the flashcards of a topic's chosen sections, no sheet if they have no cards; see `UnitTypesetter`."""
    [one] = request.topics
    loaded = one.loaded.whole()
    cards = cards_of(Chosen(loaded, one.sections))
    if not cards:
        return TypesetUnit(())
    name, options = f"{loaded.topic.id}/{CARDS.lower()}", request.options
    sheet = typeset_cards(
        cards,
        topic_setting(setting, loaded),
        loaded.topic.language,
        name,
        layout=options.card_layout,
        back_offset=options.back_offset,
    )
    return TypesetUnit((sheet,))


def typeset_cards(
    cards: Sequence[NumberedCard],
    setting: Setting,
    language: str,
    name: str,
    *,
    layout: CardLayout = "duplex",
    back_offset: tuple[float, float] = (0.0, 0.0),
) -> Sheet:
    """Return pages of flashcards on leaves of their own; the sheet begins on a recto.

    A card whose text is too long for the usual size comes after all others, on leaves with fewer and taller cards.
    Cards of one size are in their order, and smaller sizes come first.

    Args:
        cards: at least one, in order.
        setting: design and faces.
        language: BCP 47, of the cards.
        name: of the sheet.
        layout: with ``duplex``, a leaf has questions on the front and their answers on the back, also in a single-sided
            pack; with ``fold``, a page has an empty back unless the pack is single-sided.
        back_offset: points by which the backs are moved right and up, to correct a printer's misalignment.

    Raises:
        LayoutError: a text is too long even for a card as tall as the page.
    """
    design = setting.design
    root = Element("Sect")
    canvas = SheetCanvas(setting.faces, (design.page_width, design.page_height), root)
    canvas.partial = setting.refused is not None
    for grid, sides in _by_size([_sides(setting, card, layout) for card in cards], setting).items():
        count = grid.rows * (ACROSS if layout == "duplex" else 1)
        for first in range(0, len(sides), count):
            page = sides[first : first + count]
            if layout == "duplex":
                _questions(canvas, setting, root, grid, page)
                _answers(canvas, setting, root, grid.moved(*back_offset), page)
            else:
                _folded(canvas, setting, root, grid, page)
                if not design.single_sided:
                    canvas.showPage()
    sheet = canvas.finish(setting.words.text("sheet.cards"), language, name)
    return sheet._replace(bare=frozenset(range(len(sheet.pages))))


def _by_size(cards: Sequence[_Sides], setting: Setting) -> dict[CardGrid, list[_Sides]]:
    """Return the grids of the sizes needed, smallest cards first, each with its cards.

    Raises:
        LayoutError: a text is too long even for a card as tall as the page.
    """
    grids = [CardGrid.of(setting.design, fewer) for fewer in range(int(setting.design.number("card-rows")))]
    found: dict[CardGrid, list[_Sides]] = {grid: [] for grid in grids}
    for card in cards:
        for grid in grids:
            try:
                card.question.check(grid.cell(0, 0))
                card.answer.check(grid.cell(0, 0))
            except LayoutError as error:
                if grid is not grids[-1]:
                    continue
                if setting.refused is None:
                    raise
                setting.refused.append(error)
            else:
                found[grid].append(card)
                break
    return {grid: there for grid, there in found.items() if there}


def _questions(canvas: SheetCanvas, setting: Setting, root: Element, grid: CardGrid, cards: Sequence[_Sides]) -> None:
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=False)
    _foot(canvas, setting, section, grid, "cards.questions", _QUESTIONS)
    for place, card in enumerate(cards):
        row, column = divmod(place, ACROSS)
        section.kids.append(card.elements[0])
        card.question.draw(canvas, grid.cell(column, row))
    canvas.showPage()


def _answers(canvas: SheetCanvas, setting: Setting, root: Element, grid: CardGrid, cards: Sequence[_Sides]) -> None:
    """Draw the answers in the order of their questions, each in the mirrored column."""
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=False)
    _foot(canvas, setting, section, grid, "cards.answers", _ANSWERS)
    for place, card in enumerate(cards):
        row, column = divmod(place, ACROSS)
        section.kids.append(card.elements[1])
        card.answer.draw(canvas, grid.cell(ACROSS - 1 - column, row))
    canvas.showPage()


def _folded(canvas: SheetCanvas, setting: Setting, root: Element, grid: CardGrid, cards: Sequence[_Sides]) -> None:
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=True)
    _foot(canvas, setting, section, grid, "cards.to_fold", _FOLD)
    for row, card in enumerate(cards):
        section.kids += card.elements
        card.question.draw(canvas, grid.cell(0, row))
        card.answer.draw(canvas, grid.cell(1, row))
    canvas.showPage()


def _foot(
    canvas: SheetCanvas, setting: Setting, section: Element, grid: CardGrid, title: str, advice: Sequence[str]
) -> None:
    """Draw the foot of a page; ``title`` and ``advice`` are keys of its words. The first page of a pack has a head."""
    words = setting.words
    if setting.opening is not None and canvas.page == 0:
        draw_head(canvas, setting, section, grid, setting.opening)
    draw_foot(canvas, setting, section, grid, words.text(title), [words.text(key) for key in advice], 2)


def _sides(setting: Setting, card: NumberedCard, layout: CardLayout) -> _Sides:
    """Return both sides of a card, in an element each or, if the card is folded, in one element."""
    front = Element("Sect")
    back = Element("Sect") if layout == "duplex" else front
    said = card.card
    question = QuestionSide(setting, front, card.number, said.cue, said.question, card.section, 3, card.origin)
    level = 3 if layout == "duplex" else None
    answer = AnswerSide(setting, back, card.number, said.answer, said.note, said.native, level, card.origin)
    return _Sides(question, answer, (front, back) if layout == "duplex" else (front,))
