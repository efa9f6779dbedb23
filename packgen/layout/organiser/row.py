"""A fact on an organiser: its prompt, what is known of it, and a hairline above both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import unlinked
from packgen.layout.core.strokes import line
from packgen.layout.text.gap import Gap, gap_name, gap_span
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, said_plainly
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import OrganiserFact
    from packgen.sheet.boxes import Rectangle


class _Placed(NamedTuple):
    """A measured paragraph, and how far its upper left corner is from that of the fact's text, in points."""

    text: Paragraph
    left: float = 0.0
    top: float = 0.0


class FactRow:
    """A fact in a box.

    The prompt stands before what is known, on its first line; in a column of its own at the left; or, where it is too
    long for either, on lines of its own.

    Args:
        setting: design and faces; with ``setting.answers`` what is known is drawn, else its room stays empty.
        items: structure element of the list that holds the fact.
        fact: the fact.
        number: of the fact on the organiser, which screen readers and fields name.
        role: style of what is known.
    """

    def __init__(self, setting: Setting, items: Element, fact: OrganiserFact, number: int, role: str) -> None:
        self.setting, self.design, self.role = setting, setting.design, role
        self.fact, self.gap = fact, Gap(number, fact.text)
        item = Element("LI", items)
        self._label = Element("Lbl", item) if fact.prompt else None
        self._body = Element("LBody", item)
        self._text = Paragraph(setting, unlinked(fact.text), role, self._body)
        self._prompt: Paragraph | None = None
        if self._label is not None:
            self._prompt = Paragraph(setting, unlinked(fact.prompt), "organiser-prompt", self._label)
        self._width = 0.0
        self._always: _Placed | None = None
        self._known = _Placed(self._text)

    def widths(self) -> tuple[float, float]:
        """Return the width of the longest word of the prompt and that of all of it, in points; 0 if there is none."""
        return self._prompt.extent() if self._prompt is not None else (0.0, 0.0)

    def measure(self, width: float, indent: float | None) -> float:
        """Return the height of the fact in points.

        Args:
            width: of its text and prompt together.
            indent: width of the column of prompts; None for prompts that stand before the text.
        """
        self._width = width
        pads = 2 * self.design.length("organiser-pad-y")
        if self._prompt is None:
            self._known = _Placed(self._text)
            return self._text.wrap(width, UNBOUNDED)[1] + pads
        if indent is None:
            return self._run_in(self._prompt, width) + pads
        self._always, self._known = _Placed(self._prompt), _Placed(self._text, indent)
        prompt = self._prompt.wrap(indent - self.design.length("organiser-pad-x"), UNBOUNDED)[1]
        return max(prompt, self._text.wrap(width - indent, UNBOUNDED)[1]) + pads

    def _run_in(self, prompt: Paragraph, width: float) -> float:
        """Set the prompt on the first line of the text, or above the text if that line does not hold all of it."""
        setting = self.setting
        assert self._label is not None
        lead = ended([run._replace(bold=True) for run in unlinked(self.fact.prompt)])
        text = Paragraph(
            setting, unlinked(self.fact.text), self.role, self._body, lead=(self._label, [*lead, Run(" ")])
        )
        text.wrap(width, UNBOUNDED)
        if any(segment.run < len(lead) for line in text.lines[1:] for segment in line):
            above = prompt.wrap(width, UNBOUNDED)[1]
            self._always, self._known = _Placed(prompt), _Placed(self._text, 0.0, above)
            return above + self._text.wrap(width, UNBOUNDED)[1]
        self._always, self._known = None, _Placed(text)
        if not setting.answers:
            self._always = _Placed(Paragraph(setting, lead, self.role, self._label))
            self._always.text.wrap(width, UNBOUNDED)
        return text.height

    def draw(self, canvas: SheetCanvas, left: float, top: float, height: float, outer: tuple[float, float]) -> None:
        """Draw the fact as it was last measured.

        Args:
            canvas: to draw on.
            left: left edge of the prompt.
            top: height of the hairline.
            height: of the fact, with what it has grown.
            outer: left and right end of the hairline.
        """
        first = top - self.design.length("organiser-pad-y")
        if self._always is not None:
            self._always.text.drawOn(canvas, left, first - self._always.text.height)
        if self.setting.answers:
            self._rule(canvas, top, outer)
            text, shift, drop = self._known
            text.drawOn(canvas, left + shift, first - drop - text.height)
            return
        span = gap_span(self.setting, self.gap)
        self._body.kids.append(span)
        with canvas.figure(span):
            self._rule(canvas, top, outer)
        if self.setting.fillable:
            self._make_field(canvas, self._room(left, top, height))

    def _rule(self, canvas: SheetCanvas, top: float, outer: tuple[float, float]) -> None:
        line(canvas, self.design.rule("table-row"), outer[0], top, outer[1], top)

    def _room(self, left: float, top: float, height: float) -> Rectangle:
        """Return the room for what is known: beside a column of prompts, or beside or below a prompt before it."""
        right, bottom = left + self._width, top - height
        if self._always is None or self._known.left:
            return left + self._known.left, bottom, right, top
        prompt = self._always.text
        below = top - self.design.length("organiser-pad-y") - prompt.height
        if below - bottom >= prompt.style.leading:
            return left, bottom, right, below
        return left + prompt.widest + self.design.length("organiser-pad-x"), bottom, right, top

    def _make_field(self, canvas: SheetCanvas, rectangle: Rectangle) -> None:
        said = gap_name(self.setting, self.gap)
        if self.fact.prompt:
            said = f"{said_plainly(unlinked(self.fact.prompt))}{self.setting.words.text('colon')}{said}"
        tall = rectangle[3] - rectangle[1] > 2 * self._text.style.leading
        kind: Literal["line", "lines"] = "lines" if tall else "line"
        canvas.field(Element("Form", self._body), rectangle, str(self.gap.number), said, kind)
