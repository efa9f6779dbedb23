"""Inline boxes: what stands in a line of text and is no text, such as a gap to fill, a formula or a small picture.

A paragraph takes runs and inline boxes in reading order. A box is set like a word that cannot be divided: no line
breaks between it and text that touches it. Its baseline is the line's. A box that is taller than its line makes the
line taller by whole leadings, so that all baselines of the paragraph stay on the grid they would stand on without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.sheet.structure import Element


class InlineBox:
    """An unbreakable box in a line of text. All lengths are in points.

    Attributes:
        width: from the left edge to the right.
        ascent: height above the baseline.
        descent: depth below the baseline, not negative.
        href: target of a link, for what is a run; a box has none.
    """

    width: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    href: ClassVar[None] = None

    def draw(self, canvas: SheetCanvas, x: float, baseline: float, owner: Element) -> None:
        """Draw with the left end of the baseline at (x, baseline).

        The box decides how it is tagged: it adds elements or marked content to ``owner``, at the place that reading has
        come to. While ``canvas.tagging`` is False (in the repeated head of a table) it adds nothing.

        Args:
            canvas: to draw on.
            x: left edge.
            baseline: height of the line's baseline.
            owner: structure element of the text around the box, such as P, LBody or TD.
        """
        raise NotImplementedError

    def too_wide(self, measure: float) -> tuple[str, str]:
        """Return what is wrong with a box wider than the measure, and a remedy; see `packgen.errors.LayoutError`."""
        return f"has something {self.width / MM:.0f} mm wide in a line of {measure / MM:.0f} mm.", "Make it narrower."
