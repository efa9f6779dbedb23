"""Pictures: scaled to the width asked for, never taller than the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import circle
from packgen.layout.figures.pixels import load_image
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_COARSEST = 100 / 72
"""Least resolution of a picture in samples a point (100 dots an inch); a coarser one is drawn smaller."""

_TALLEST = 0.8
"""Greatest share of the frame's height for a picture; a taller one is scaled down."""


class PictureFigure(Flowable):
    """A picture with alternative text.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        path: PNG or JPEG file.
        alt: alternative text, inline Markdown.
        asked: width in points.
        exact: keep the width even if the resolution gets too low.
        markers: places of numbers, from 1, as shares of its width and height from the top left corner.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        path: Path,
        alt: str,
        asked: float,
        exact: bool,
        *,
        markers: Sequence[tuple[float, float]] = (),
    ) -> None:
        self.setting, self.markers = setting, markers
        self.image = load_image(path)
        self.element = Element("Figure", parent, alt=plain(alt))
        self.asked = asked if exact else min(asked, self.image.width / _COARSEST)
        self.tallest = setting.design.frame(True).height * _TALLEST

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Scale to the width asked for, within the width available and the greatest height."""
        ratio = self.image.height / self.image.width
        self.width = min(self.asked, width, self.tallest / ratio)
        self.height = self.width * ratio
        return self.width, self.height

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Never divide."""
        return []

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the picture as a figure."""
        self.element.attributes["bbox"] = f"{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.height:.2f}"
        with canvas.figure(self.element):
            canvas.draw_image(self.image, round(x, 2), round(y, 2), round(self.width, 2), round(self.height, 2))
            for number, (across, down) in enumerate(self.markers, 1):
                self._mark(
                    canvas, number, x + self._inside(across, self.width), y + self._inside(1 - down, self.height)
                )

    def _inside(self, share: float, length: float) -> float:
        """Return the position of a marker along a side, moved inwards so that all of it is on the picture."""
        radius = self.setting.design.length("marker-radius")
        return max(min(share * length, length - radius), radius)

    def _mark(self, canvas: SheetCanvas, number: int, x: float, y: float) -> None:
        """Draw a number in a circle that can be seen on any ground; it is a part of the figure."""
        design = self.setting.design
        style = design.style("marker")
        circle(canvas, design.rule("marker"), design.colour("paper"), x, y, design.length("marker-radius"))
        face = self.setting.faces.index(style.family, style.bold, False)
        width = canvas.phrase(face, str(number))[0] * style.size / 1000
        baseline = y - MIDDLE * style.size
        canvas.show(self.element, face, style.size, style.colour, x - width / 2, baseline, str(number))
