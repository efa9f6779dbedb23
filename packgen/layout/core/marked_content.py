"""Marked content (ISO 32000-1, 14.6): which structure element, or which artifact, a page's operators belong to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from packgen.errors import ConformanceError
from packgen.layout.core.reportlab_canvas import ReportLabCanvas
from packgen.pdf.flate import compress
from packgen.sheet.artifacts import opening

if TYPE_CHECKING:
    from packgen.sheet.artifacts import Artifact
    from packgen.sheet.structure import Element


_LEVEL = 4
"""Of libdeflate: a quarter faster than 5 on pages, for a thirtieth more bytes."""


class MarkedContentCanvas(ReportLabCanvas):
    """A canvas on which every operator belongs to a structure element or to an artifact.

    Attributes:
        tagging: False while an artifact or a figure is drawn, whose text has no element of its own.
    """

    def __init__(self, page_size: tuple[float, float]) -> None:
        super().__init__(page_size)
        self.tagging = True
        self._marked = 0  # how many strings of operators need no marks, or have them; the others come after them
        self._pages: list[bytes] = []
        self._marks: list[int] = []
        self._mcid = 0

    @property
    def page(self) -> int:
        """The page being drawn, counted from 0."""
        return len(self._pages)

    def next_mcid(self, element: Element) -> int:
        """Return the next marked-content number of the page and give it to an element."""
        mcid = self._mcid
        self._mcid = mcid + 1
        element.kids.append((len(self._pages), mcid))
        return mcid

    def open(self, element: Element) -> str:
        """Begin a marked-content sequence owned by an element; the caller writes the operators and ``EMC``."""
        return f"/{element.tag}<</MCID {self.next_mcid(element)}>>BDC"

    def neutral(self, operators: str) -> None:
        """Draw operators that carry their own marks.

        Raises:
            ConformanceError: text was drawn before them that no structure element claims.
        """
        drawn = self.operators
        if self.tagging and len(drawn) > self._marked:
            self._mark_artifact()
        drawn.append(operators)
        self._marked = len(drawn)

    @property
    def position(self) -> int:
        """Number of strings of operators drawn on the page so far."""
        return len(self.operators)

    def since(self, position: int) -> str:
        """Return what was drawn since a position, to be drawn again by ``neutral``."""
        return "\n".join(self.operators[position:])

    def marked(self) -> str:
        """Return the operators of the page so far, with those that have no marks made artifacts.

        Raises:
            ConformanceError: text was drawn that no structure element claims.
        """
        if len(self.operators) > self._marked:
            self._mark_artifact()
        return "\n".join(self.operators)

    def _mark_artifact(self) -> None:
        """Make an artifact of the operators that were drawn after the last marked ones."""
        operators, start = self.operators, self._marked
        for code in operators[start:]:
            if "Tj" in code or "TJ" in code:
                raise ConformanceError(f"Text was drawn that no structure element claims: {code[:80]}")
        operators[start] = f"/Artifact BMC {operators[start]}"
        operators[-1] += " EMC"
        self._marked = len(operators)

    def artifact(self, kind: Artifact) -> AbstractContextManager[None]:
        """Draw everything inside as one artifact."""
        return self._sequence(opening(kind))

    def figure(self, element: Element) -> AbstractContextManager[None]:
        """Draw everything inside as the content of one element; while ``tagging`` is False, as decoration."""
        return self._sequence(self.open(element)) if self.tagging else nullcontext()

    @contextmanager
    def _sequence(self, begin: str) -> Iterator[None]:
        """Draw everything inside as one marked-content sequence."""
        self.neutral(begin)
        tagging, self.tagging = self.tagging, False
        yield
        self.neutral("EMC")
        self.tagging = tagging

    def showPage(self) -> None:
        """End the page.

        Raises:
            ConformanceError: text was drawn that no structure element claims.
        """
        self._pages.append(compress(self.marked().encode("latin-1"), _LEVEL))
        self._marks.append(self._mcid)
        self.take_operators()
        self._marked = self._mcid = 0
