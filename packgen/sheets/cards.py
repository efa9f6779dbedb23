"""Flashcards: questions with their answers on the back, or beside them to be folded over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.card_faces import AnswerSide, QuestionSide
from packgen.layout.tasks.card_grid import CardGrid, card_grids, draw_foot, draw_head, draw_marks
from packgen.plan.questions import NumberedCard, cards_of
from packgen.plan.selection import Chosen
from packgen.plan.stages import CARDS, CardLayout
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.context import topic_setting
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.tasks.options import lettered

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
        most=options.cards_per_page,
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
    most: int | None = None,
) -> Sheet:
    """Return pages of flashcards on leaves of their own; the sheet begins on a recto.

    All cards of a leaf have one size. Cards are as small as their words allow in the usual type, if that takes fewer
    leaves. A card whose text is too long for that size comes after the others, on leaves with fewer and larger cards.
    Cards of one size are in their order, and smaller sizes come first.

    Args:
        cards: at least one, in order.
        setting: design and faces.
        language: BCP 47, of the cards.
        name: of the sheet.
        layout: with ``duplex``, a leaf has questions on the front and their answers on the back, also in a single-sided
            pack; with ``fold``, a page has an empty back unless the pack is single-sided.
        back_offset: points by which the backs are moved right and up, to correct a printer's misalignment.
        most: greatest number of places for cards on a page, as far as the design allows; None to let the words decide.

    Raises:
        LayoutError: a text is too long even for a card as tall as the page.
    """
    design = setting.design
    root = Element("Sect")
    canvas = SheetCanvas(setting.faces, (design.page_width, design.page_height), root)
    canvas.partial = setting.refused is not None
    folded = layout == "fold"
    grids = card_grids(design, most, folded=folded)
    sized = _by_size([_sides(setting, card, layout) for card in cards], grids, setting, choose=most is None)
    for grid, sides in sized.items():
        count = _cards_on(grid, folded=folded)
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


def _cards_on(grid: CardGrid, *, folded: bool) -> int:
    """Return the number of cards on a leaf; a folded one takes two places."""
    return grid.places // 2 if folded else grid.places


def _by_size(
    cards: Sequence[_Sides], grids: Sequence[CardGrid], setting: Setting, *, choose: bool
) -> dict[CardGrid, list[_Sides]]:
    """Return the grids needed, smallest cards first, each with its cards.

    Args:
        cards: in order.
        grids: the smallest cards first.
        setting: collects cards that fit no grid, if it collects faults.
        choose: whether the smallest size is the one that takes the fewest leaves, and the larger of two that take as
            many; else it is the first.

    Raises:
        LayoutError: a text is too long even for a card as tall as the page.
    """
    usual = sum(grid.compact for grid in grids)
    least = [_least(card, grids, setting) for card in cards]
    starts = range(usual + 1 if choose else 1)
    start = min(reversed(starts), key=lambda start: _leaves(least, grids, start))
    found: dict[CardGrid, list[_Sides]] = {grid: [] for grid in grids}
    for card, place in zip(cards, least, strict=True):
        if place is not None:
            found[grids[max(place, start)]].append(card)
    return {grid: there for grid, there in found.items() if there}


def _leaves(least: Sequence[int | None], grids: Sequence[CardGrid], start: int) -> int:
    """Return how many leaves cards take on the grids from a place on, given the smallest grid of each card."""
    places = [max(place, start) for place in least if place is not None]
    return sum(-(-places.count(place) // grid.places) for place, grid in enumerate(grids))


def _least(card: _Sides, grids: Sequence[CardGrid], setting: Setting) -> int | None:
    """Return the place of the grid with the smallest cards that hold both sides; None if their fault is collected.

    Raises:
        LayoutError: a text is too long even for a card as tall as the page.
    """
    for place, grid in enumerate(grids):
        try:
            card.question.check(grid.cell(0, 0))
            card.answer.check(grid.cell(0, 0))
        except LayoutError as error:
            if grid is grids[-1]:
                if setting.refused is None:
                    raise
                setting.refused.append(error)
        else:
            return place
    return None


def _questions(canvas: SheetCanvas, setting: Setting, root: Element, grid: CardGrid, cards: Sequence[_Sides]) -> None:
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=False)
    _foot(canvas, setting, section, grid, "cards.questions", _QUESTIONS)
    for place, card in enumerate(cards):
        row, column = divmod(place, grid.columns)
        section.kids.append(card.elements[0])
        card.question.draw(canvas, grid.cell(column, row))
    canvas.showPage()


def _answers(canvas: SheetCanvas, setting: Setting, root: Element, grid: CardGrid, cards: Sequence[_Sides]) -> None:
    """Draw the answers in the order of their questions, each in the mirrored column."""
    section = Element("Sect", root)
    draw_marks(canvas, setting.design, grid, folded=False)
    _foot(canvas, setting, section, grid, "cards.answers", _ANSWERS)
    for place, card in enumerate(cards):
        row, column = divmod(place, grid.columns)
        section.kids.append(card.elements[1])
        card.answer.draw(canvas, grid.cell(grid.columns - 1 - column, row))
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
    question = QuestionSide(
        setting, front, card.number, said.cue, said.question, lettered(said.options), card.section, 3, card.origin
    )
    level = 3 if layout == "duplex" else None
    answer = AnswerSide(setting, back, card.number, said.answer, said.note, said.native, level, card.origin)
    return _Sides(question, answer, (front, back) if layout == "duplex" else (front,))
