"""Page furniture that belongs to a sheet: the running head with its stage rail. Folios belong to the binder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import MIDDLE, unlinked
from packgen.layout.core.strokes import box
from packgen.layout.text.shortening import shortened
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class RunningHead:
    """The running head of a sheet: the section at the left, the stage rail at the right.

    Drawn as a pagination artifact, centred on the design's ``header-centre``.

    Args:
        setting: design and faces.
        number: of the section in its topic, or an empty string.
        title: of the section.
        stages: of the section, in order.
        current: the stage this sheet is.
        first: words on the first page in place of the section's number and title.
    """

    SEPARATOR = "›"

    def __init__(
        self, setting: Setting, number: str, title: str, stages: Sequence[str], current: str, first: str | None = None
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.first = first
        self.number, self.title = number, title
        self.stages = list(stages) if setting.design.option("rail") == "full" else [current]
        self.current = current
        self._drawn: dict[tuple[bool, str | None], str] = {}

    def draw(self, canvas: SheetCanvas, page: int, titled: bool) -> None:
        """Draw the head of a page; ``titled`` says whether it names the section (else the binder names the pack)."""
        recto = canvas.recto
        words = None if not titled else self.first if page == 0 and self.first is not None else self.title
        if (recto, words) in self._drawn:
            canvas.neutral(self._drawn[recto, words])
            return
        start = canvas.position
        self._draw(canvas, recto, words)
        self._drawn[recto, words] = canvas.since(start)

    def _draw(self, canvas: SheetCanvas, recto: bool, words: str | None) -> None:
        frame = self.design.frame(recto)
        centre = self.design.page_height - self.design.length("header-centre")
        with canvas.artifact("Header"):
            left = self._rail(canvas, frame.x + frame.width, centre)
            if words is not None:
                self._name(canvas, words, frame.x, centre, left - frame.x)

    def _baseline(self, role: str, centre: float) -> float:
        return centre - MIDDLE * self.design.style(role).size

    def _name(self, canvas: SheetCanvas, words: str, x: float, centre: float, room: float) -> None:
        number = [Run(f"{self.number}\u00a0\u00a0 ")] if self.number and words is self.title else []
        room -= self.design.length("row-gap")
        name = shortened(self.setting, [*number, *unlinked(words)], "running", Element("P"), room)
        name.wrap(room, UNBOUNDED)
        style = name.style
        name.drawOn(canvas, x, self._baseline("running", centre) - style.leading * (1 - style.baseline))

    def _rail(self, canvas: SheetCanvas, right: float, centre: float) -> float:
        """Draw the stages from the right; return where they begin."""
        design, gap = self.design, self.design.length("rail-gap")
        words: list[tuple[str, str]] = []
        for stage in self.stages:
            if words:
                words.append((self.SEPARATOR, "rail"))
            words.append((stage, "rail-current" if stage == self.current else "rail"))
        at = right
        for word, role in reversed(words):
            style = design.style(role)
            face = self.setting.faces.index(style.family, style.bold, False)
            wide, piece = canvas.phrase(face, word)
            width = wide * style.size / 1000
            framed = role == "rail-current" and len(self.stages) > 1
            pad = design.length("rail-pad") if framed else 0.0
            at -= width + pad
            canvas.place(Element("P"), face, style.size, style.colour, at, self._baseline(role, centre), piece)
            if framed:
                tall = style.size + 2 * design.length("rail-pad-y")
                box(canvas, design.rule("rail"), at - pad, centre - tall / 2, width + 2 * pad, tall)
            at -= pad + gap
        return at
