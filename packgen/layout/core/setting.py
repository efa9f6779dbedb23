"""Setting: the design, fonts and options that all flowables of a sheet are set with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from packgen.bounded import Bounded
from packgen.layout.core.cached import FlowableCache
from packgen.locale.registry import USUAL, words_for
from packgen.text.inline import Run, parse, plain
from packgen.text.nobreak import NO_BREAK_SPACE, bind_spaces

if TYPE_CHECKING:
    from packgen.errors import LayoutError
    from packgen.locale.words import Words
    from packgen.sheet.opening import Opening
    from packgen.text.faces import Faces
    from packgen.theme.design import Design, Style

MIDDLE = 0.33
"""Height of the optical middle of a line above its baseline, relative to its size: half a capital's height."""

_SCRIPT_SCALE = 0.62
"""Size of superscripts and subscripts, relative to the text around them."""

_INNER_SCALE = 0.5
"""Size of superscripts and subscripts inside others, relative to the text around the outer one."""

_SCRIPT_RISE = {1: 0.36, 0: 0.0, -1: -0.14}
"""Rise of the baseline of superscripts (1) and subscripts (-1), relative to the size of the text around them."""


class EarlyBreak(NamedTuple):
    """A page of the sheet, counted from 0, and the height at its foot in points that is left to the next page."""

    page: int
    height: float


_MOST_MEASURED = 1000
"""Texts whose lines are kept, of about a kilobyte each: more than most sheets have."""


def measured_texts() -> Bounded[Any, Any]:
    """Return an empty memory for `Setting.measured`."""
    return Bounded(_MOST_MEASURED)


@dataclass(frozen=True)
class Setting:
    """The design, the faces, and what flowables need to know of their topic and edition.

    Attributes:
        design: theme and profile.
        faces: the shaper.
        native_language: language of native names and terms (BCP 47), for screen readers and hyphenation.
        source_numbers: number of each source id in the topic's list of sources.
        folder: folder of the topic's pictures.
        fewer_lines: writing lines to remove from each block that can spare some, so that a sheet fits its leaf.
        early_break: a page that ends early, so that more stands on the next one.
        answers: draw the answers into the gaps (teacher's edition); the layout is the same with and without.
        fillable: make form fields for gaps, writing lines and boxes to tick.
        task: letter or number of the current task, for the names of its fields.
        section: id of the current section, on a sheet with the keys of several, for the names of their fields.
        cache: form XObjects of content that recurs on many sheets; see `CachedFlowable`.
        language: of the text (BCP 47), for hyphenation and for `words`.
        sure: name of the form field of the box to tick by the heading of a block to learn; elsewhere an empty string.
        opening: head of the pack that the next sheet begins with, where there is no front matter.
        targets: for each topic and section that the text refers to, the sheet whose page is printed.
        measured: lines and extents of texts, and the columns of grids, that were measured before in the same design and
            faces: a sheet is laid out several ways, and tables, headings and labels of many sheets say the same.
        numbered_sources: numbers of the sources that the sheet has named so far.
        refused: list that gets the error of each block that fits no page, which is left out; None: the first is raised.
    """

    design: Design
    faces: Faces
    native_language: str | None = None
    source_numbers: Mapping[str, int] = field(default_factory=dict)
    folder: Path = Path()
    fewer_lines: int = 0
    early_break: EarlyBreak | None = None
    answers: bool = False
    fillable: bool = False
    task: str = ""
    section: str = ""
    sure: str = ""
    cache: FlowableCache = field(default_factory=FlowableCache, compare=False)
    language: str = USUAL
    opening: Opening | None = None
    targets: Mapping[str, str] = field(default_factory=dict)
    measured: Bounded[Any, Any] = field(default_factory=measured_texts, compare=False)
    numbered_sources: set[int] = field(default_factory=set, compare=False)
    refused: list[LayoutError] | None = field(default=None, compare=False)

    @property
    def words(self) -> Words:
        """The words that packgen itself prints, in the language of the text."""
        return words_for(self.language)

    def key_field(self, name: str) -> str:
        """Return the name of a form field of a key, unique on a sheet with the keys of several sections."""
        return f"{self.section}.{name}" if self.section else name

    def face(self, style: Style, run: Run) -> int:
        """Return the face of a run set in a style."""
        bold, italic = style.bold or run.bold, run.italic
        if italic and self.design.option("italics") != "italic":
            bold, italic = True, False
        return self.faces.index(style.family, bold, italic)

    def native(self, text: str) -> Run:
        """Return a name or term in the topic's native language as a run."""
        return Run(bind_spaces(plain(text)), lang=self.native_language)

    def citation(self, sources: Iterable[str]) -> str:
        """Return "Source 3" or "Sources 3, 7" for source ids, or an empty string.

        No line begins with its first or its last number: as the end of a text it takes a word before it along.
        """
        numbers = sorted({self.source_numbers[source] for source in sources if source in self.source_numbers})
        self.numbered_sources.update(numbers)
        if not numbers:
            return ""
        comma = self.words.text("list.comma")
        last = comma.replace(" ", NO_BREAK_SPACE).join(map(str, numbers[-2:]))
        named = comma.join([*map(str, numbers[:-2]), last])
        return self.words.number("citation", len(numbers), numbers=named)


def scale_and_rise(run: Run) -> tuple[float, float]:
    """Return the size of a run and the rise of its baseline, relative to the size of the text around it."""
    if not run.rise:
        return 1.0, 0.0
    if not run.inner:
        return _SCRIPT_SCALE, _SCRIPT_RISE[run.rise]
    return _INNER_SCALE, _SCRIPT_RISE[run.rise] + _SCRIPT_SCALE * _SCRIPT_RISE[run.inner]


def rich(markdown: str) -> list[Run]:
    """Return inline Markdown as runs, with no-break spaces where no line should break."""
    return list(bound(markdown))


@lru_cache(maxsize=1024)
def bound(markdown: str) -> tuple[Run, ...]:
    """Return what `rich` returns, as a tuple."""
    runs = parse(markdown)
    for place, run in enumerate(runs):
        text = bind_spaces(run.text)
        if text is not run.text:
            runs[place] = run._replace(text=text)
    return tuple(runs)


def unlinked(markdown: str) -> tuple[Run, ...]:
    """Return inline Markdown as runs without link targets, for places that cannot have links."""
    return tuple([run._replace(href=None) if run.href is not None else run for run in rich(markdown)])


def bold(markdown: str) -> list[Run]:
    """Return inline Markdown as bold runs."""
    return list(_bold(markdown))


@lru_cache(maxsize=512)
def _bold(markdown: str) -> tuple[Run, ...]:
    return tuple([run._replace(bold=True) for run in bound(markdown)])
