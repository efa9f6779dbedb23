"""ReportLab's canvas without what would bypass tagging: its text, and its file."""

from __future__ import annotations

from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from packgen.errors import ConformanceError

# Charts must be the same bytes whatever RL_invariant, or somebody's settings for ReportLab, say.
rl_config.invariant = 1


class StockCanvas(Canvas):
    """Draws lines, paths and pictures as ever; text is refused."""

    def setFont(self, psfontname: Any, size: float, leading: float | None = None) -> None:
        """Remember the font only: reportlab.graphics selects Helvetica even where it draws no text."""
        self._fontname, self._fontsize, self._leading = psfontname, size, leading or size * 1.2

    def drawString(self, x: float, y: float, text: str, *args: Any, **kwargs: Any) -> None:
        """Refuse: a stock string cannot say which element owns it."""
        raise ConformanceError(f'"{text}" was drawn without a structure element; use a Paragraph or show()')

    drawRightString = drawString
    drawCentredString = drawString

    def beginText(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: a stock text object cannot be tagged."""
        raise ConformanceError("A stock text object cannot be tagged; use a Paragraph or show()")

    def save(self) -> None:
        """Refuse: a SheetCanvas makes a Sheet, not a file."""
        raise ConformanceError("A SheetCanvas makes a Sheet, not a file; call finish()")
