"""Running text: paragraphs, and lists with their bullets and numbers, tagged P, L, LI, Lbl and LBody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.stack import Stack
from packgen.layout.text.listing import BULLET, digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.text.story import pieces

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting


class Outline(NamedTuple):
    """The label of an item (empty for a paragraph), and in how many lists its list is nested."""

    label: str
    depth: int


class ParagraphFrame(NamedTuple):
    """Structure element and position of a paragraph or item.

    Attributes:
        element: owns the text.
        label: hangs before it.
        indent: room for the label.
        before: space above.
    """

    element: Element
    label: HangingLabel | None
    indent: float
    before: float


def paragraphs(setting: Setting, parent: Element, text: str, role: str) -> list[Flowable]:
    """Return running text in the form of `packgen.text.story`, a flowable for each paragraph and item."""
    found = pieces(text)

    def make(place: int, frame: ParagraphFrame) -> Paragraph:
        element, label, indent, before = frame
        return Paragraph(setting, found[place].text, role, element, label=label, indent=indent, before=before)

    return arranged(setting, parent, [Outline(piece.label, piece.depth) for piece in found], make)


def arranged(
    setting: Setting, parent: Element, outlines: Sequence[Outline], make: Callable[[int, ParagraphFrame], Paragraph]
) -> list[Flowable]:
    """Return paragraphs and items in order; a paragraph before a list is kept with the list's beginning."""
    design = setting.design
    flowables: list[Flowable] = []
    lists: list[_List] = []
    for place, outline in enumerate(outlines):
        following = outlines[place + 1] if place + 1 < len(outlines) else Outline("", 0)
        if not outline.label:
            lists = []
            gap = design.length("half") if place else 0.0
            paragraph = make(place, ParagraphFrame(Element("P", parent), None, 0.0, gap))
            paragraph.keep = bool(following.label)
            flowables.append(paragraph)
            continue
        lists = lists[: outline.depth + 1]
        if len(lists) <= outline.depth or not lists[-1].goes_on(outline.label):
            lists = lists[: outline.depth]
            home = lists[-1].body if lists else parent
            left = lists[-1].inner if lists else 0.0
            lists.append(_List(setting, home, left, _numbers(outlines, place)))
        item = lists[-1]
        gap = design.length("list-gap") if place else 0.0
        nested = bool(following.label) and following.depth > outline.depth
        paragraph = make(place, item.frame(outline.label, gap, nested=nested))
        paragraph.keep = nested
        flowables.append(Stack([paragraph], before=gap, left=item.left, keep=nested) if item.left else paragraph)
    return flowables


class _List:
    """A list under construction: its element, its distance from the left, and the room for its labels."""

    def __init__(self, setting: Setting, parent: Element, left: float, numbers: Sequence[str]) -> None:
        self.numbered = numbers[0] != "-"
        self.element = Element("L", parent, numbering="Decimal" if self.numbered else "Disc")
        self.left = left
        self.indent = setting.design.length("number-indent" if self.numbered else "bullet-indent")
        if self.numbered:
            self.indent += digit_width(setting, "list-number") * (max(map(len, numbers)) - 1)
        self.last = 0
        self.body = self.element

    @property
    def inner(self) -> float:
        """Distance of the items' text from the left, in points."""
        return self.left + self.indent

    def goes_on(self, label: str) -> bool:
        """Tell whether an item is one of this list."""
        return not self.numbered if label == "-" else self.numbered and int(label) > self.last

    def frame(self, label: str, before: float, *, nested: bool) -> ParagraphFrame:
        """Add an item to the list, and return its frame."""
        self.last = int(label) if self.numbered else 0
        item = Element("LI", self.element)
        shown = (label, "list-number") if self.numbered else (BULLET, "bullet")
        mark = HangingLabel(*shown, Element("Lbl", item))
        self.body = Element("LBody", item)
        # Leaves join an element when they are drawn, so text that a list follows has an element of its own.
        owner = Element("P", self.body) if nested else self.body
        return ParagraphFrame(owner, mark, self.indent, before)


def _numbers(outlines: Sequence[Outline], start: int) -> list[str]:
    """Return the labels of the list that begins at a place: those at its depth, up to where it ends."""
    first = outlines[start]
    found = [first.label]
    for outline in outlines[start + 1 :]:
        if not outline.label or outline.depth < first.depth:
            break
        if outline.depth == first.depth:
            if (outline.label == "-") != (first.label == "-"):
                break
            found.append(outline.label)
    return found
