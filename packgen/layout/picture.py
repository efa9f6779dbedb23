"""Pictures: scaled to the width asked for, never taller than the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.layout.flowable import Flowable
from packgen.layout.pixels import load_image
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.canvas import SheetCanvas
    from packgen.layout.setting import Setting

_COARSEST = 100 / 72
"""Least samples a point at which a picture is still pleasant in print (100 dots an inch); a smaller one stays small."""

_TALLEST = 0.8
"""Share of the frame's height that a picture may take; a taller one is made narrower."""


class Picture(Flowable):
    """A picture with alternative text.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        path: PNG or JPEG file.
        alt: alternative text.
        asked: width in points.
        exact: whether the width is to be kept however coarse the picture gets.
    """

    def __init__(self, setting: Setting, parent: Element, path: Path, alt: str, asked: float, exact: bool) -> None:
        self.image = load_image(path)
        self.element = Element("Figure", parent, alt=alt)
        self.asked = asked if exact else min(asked, self.image.width / _COARSEST)
        self.tallest = setting.design.frame(True).height * _TALLEST

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Scale to the width asked for, the width there is, or the tallest that may be."""
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
        canvas.image(self.image)
        with canvas.figure(self.element):
            canvas.paint(f"q {self.width:.2f} 0 0 {self.height:.2f} {x:.2f} {y:.2f} cm /{self.image.name} Do Q")
