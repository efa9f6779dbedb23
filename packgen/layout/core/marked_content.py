"""Marked content (ISO 32000-1, 14.6): which structure element, or which artifact, a page's operators belong to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from packgen.errors import ConformanceError
from packgen.layout.core.reportlab_canvas import ReportLabCanvas
from packgen.pdf.flate import compress
from packgen.sheet.artifacts import opening

if TYPE_CHECKING:
    from packgen.sheet.artifacts import Artifact
    from packgen.sheet.structure import Element


_LEVEL = 4
"""Of zlib: a quarter faster than 6 on pages, for a fiftieth more bytes."""


class Marked(str):
    """Operators that are complete marked-content sequences, or neutral to them."""

    __slots__ = ()


class MarkedContentCanvas(ReportLabCanvas):
    """A canvas on which every operator belongs to a structure element or to an artifact.

    Attributes:
        tagging: False while an artifact or a figure is drawn, whose text has no element of its own.
    """

    def __init__(self, page_size: tuple[float, float]) -> None:
        super().__init__(page_size)
        self.tagging = True
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
        """Draw operators that carry their own marks."""
        self.operators.append(Marked(operators))

    @property
    def position(self) -> int:
        """Number of strings of operators drawn on the page so far."""
        return len(self.operators)

    def since(self, position: int) -> str:
        """Return what was drawn since a position, to be drawn again by ``neutral``."""
        return "\n".join(self.operators[position:])

    @contextmanager
    def artifact(self, kind: Artifact) -> Iterator[None]:
        """Draw everything inside as one artifact."""
        operators = self.operators
        operators.append(Marked(opening(kind)))
        start, tagging = len(operators), self.tagging
        self.tagging = False
        yield
        self.tagging = tagging
        operators[start:] = [Marked(code) for code in operators[start:]]
        operators.append(Marked("EMC"))

    @contextmanager
    def figure(self, element: Element) -> Iterator[None]:
        """Draw everything inside as the content of one element; while ``tagging`` is False, as decoration."""
        if not self.tagging:
            yield
            return
        begin = self.open(element)
        operators = self.operators
        start, tagging = len(operators), self.tagging
        self.tagging = False
        yield
        self.tagging = tagging
        operators[start:] = [Marked("\n".join([begin, *operators[start:], "EMC"]))]

    def showPage(self) -> None:
        """End the page.

        Raises:
            ConformanceError: text was drawn that no structure element claims.
        """
        self._pages.append(compress("\n".join(marked(self.take_operators())).encode("latin-1"), _LEVEL))
        self._marks.append(self._mcid)
        self._mcid = 0


def marked(operators: list[str]) -> Iterator[str]:
    """Yield the operators of a page with each run of unmarked ones made an artifact.

    Raises:
        ConformanceError: text was drawn that no structure element claims.
    """
    run: list[str] = []
    for code in operators:
        if not isinstance(code, Marked):
            if "Tj" in code or "TJ" in code:
                raise ConformanceError(f"Text was drawn that no structure element claims: {code[:80]}")
            run.append(code)
            continue
        if run:
            yield "/Artifact BMC " + "\n".join(run) + " EMC"
            run = []
        yield code
    if run:
        yield "/Artifact BMC " + "\n".join(run) + " EMC"
