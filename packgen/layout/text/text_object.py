"""Text objects: lines of text as ``BT ... ET`` (ISO 32000-1, 9.4.1), with marked content, raised text and links."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.coordinates import hundredths
from packgen.layout.core.setting import scale_and_rise
from packgen.layout.core.strokes import level_lines
from packgen.sheet.structure import Element
from packgen.text.inline import said_plainly
from packgen.text.shaping import expand, font_operator

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.text.breaking import Segment
    from packgen.text.inline import Run
    from packgen.theme.design import Style

_UNDERLINE_DROP = 0.12
"""Depth of a link's underline below the baseline, relative to the size."""


class OwnedRuns(NamedTuple):
    """The runs of a paragraph with what it takes to draw them; the sequences have an item for each run.

    Attributes:
        setting: design and faces.
        style: of the paragraph.
        runs: in reading order.
        faces: index of the face of each.
        homes: the element whose text each is.
        owners: the element that owns the marked content of each: its home, or a Link or Span in it.
        scripts: places of the superscripts and subscripts that are drawn with an ActualText.
    """

    setting: Setting
    style: Style
    runs: Sequence[Run]
    faces: Sequence[int]
    homes: Sequence[Element]
    owners: Sequence[Element]
    scripts: frozenset[int]


def owners_of(runs: Sequence[Run], homes: Sequence[Element]) -> Sequence[Element]:
    """Return the elements that own runs: links and runs in another language have elements of their own.

    These are in no tree yet; a text object adds them to it when it draws them.
    """
    for run in runs:  # most texts are one run, for which any() takes three times as long
        if run.href or run.lang:
            break
    else:
        return homes
    owners: list[Element] = []
    href = None
    for run, home in zip(runs, homes, strict=True):
        if run.href is not None:
            owners.append(owners[-1] if run.href == href else Element("Link"))
        else:
            owners.append(Element("Span", lang=run.lang) if run.lang is not None else home)
        href = run.href
    return owners


class _LinkSpan(NamedTuple):
    """The part of a link that is on one line; start and end are in 1/1000 of the type size."""

    owner: Element
    href: str
    line: int
    start: float
    end: float


class TextObject:
    """Lines of a paragraph that are drawn as one text object.

    Args:
        canvas: to draw on.
        text: the runs.
        x: left edge in points.
        baseline: of the first line.
        lines: how many there are to come.
    """

    def __init__(self, canvas: SheetCanvas, text: OwnedRuns, x: float, baseline: float, lines: int) -> None:
        self._canvas, self._text = canvas, text
        self._size, self._runs, self._owners = text.style.size, text.runs, text.owners
        self._x, self._baseline = x, baseline
        start = f"{leading_operator(text.style, lines)}{hundredths(x)} {hundredths(baseline)} Td"
        self._operators = [f"BT {text.style.colour.fill} {start}"]
        self._lines = 0
        self._owner: Element | None = None
        self._face = -1
        self._font_size = self._rise = self._indent = 0.0
        self._in_actual_text = False
        self._links: list[_LinkSpan] = []

    def add_line(self, line: Sequence[Segment], indent: float = 0.0) -> None:
        """Add a line below the last.

        Args:
            line: its segments.
            indent: by how many points it is set in.
        """
        step, size, owners = self._next_line(indent), self._size, self._owners
        offset = indent * 1000 / size
        for place, segment in enumerate(line):
            index, piece, width, ink = segment
            run = self._runs[index]
            scale, lift = scale_and_rise(run)
            if owners[index] is not self._owner or self._in_actual_text:
                self._take_owner(index)
            self._select_font(index, size * scale, lift)
            if "\ue000" in piece:
                piece = expand(piece, size * scale, lift * size)
            if index in self._text.scripts and not self._in_actual_text:
                self._operators.append(f"/Span<</ActualText<{self._said(line[place:])}>>>BDC")
                self._in_actual_text = True
            self._operators.append(f"{step}[({piece})]TJ")
            step = ""
            if run.href is not None:
                self._extend_link(owners[index], run.href, offset, offset + ink)
            offset += width
        self._end_actual_text()
        self._lines += 1

    def draw(self, *, joined: bool = False) -> None:
        """Draw what was added.

        Args:
            joined: end with a space, since more text of the same element follows elsewhere.
        """
        for link in self._links:
            self._draw_link(link)
        if joined:
            self._operators.append(f"[({self._text.setting.faces.space(self._face).piece})]TJ")
        if self._rise:
            self._operators.append("0 Ts")
        self._operators.append("EMC ET" if self._canvas.tagging else "ET")
        self._canvas.neutral(" ".join(self._operators))

    def _next_line(self, indent: float) -> str:
        """Return the operators that go to the start of the next line."""
        shift, self._indent = indent - self._indent, indent
        if shift:
            return f"{shift:.2f} {-self._text.style.leading if self._lines else 0:g} Td "
        return "T* " if self._lines else ""

    def _take_owner(self, index: int) -> None:
        """Open a marked-content sequence for a run, unless the one that is open has the same owner."""
        owner = self._owners[index]
        if self._in_actual_text and not (index in self._text.scripts and owner is self._owner):
            self._end_actual_text()
        if not self._canvas.tagging or owner is self._owner:
            return
        if self._owner is not None:
            self._operators.append("EMC")
        self._owner = owner
        home = self._text.homes[index]
        if owner is not home and owner not in home.kids:
            home.kids.append(owner)  # at the place that reading has come to
        self._operators.append(self._canvas.open(owner))

    def _select_font(self, index: int, size: float, lift: float) -> None:
        face = self._text.faces[index]
        if face != self._face or size != self._font_size:
            self._face, self._font_size = face, size
            self._operators.append(font_operator(face, size))
        if self._rise != lift:
            self._rise = lift
            self._operators.append(f"{lift * self._size:.2f} Ts")

    def _end_actual_text(self) -> None:
        if self._in_actual_text:
            self._operators.append("EMC")
            self._in_actual_text = False

    def _said(self, line: Sequence[Segment]) -> str:
        """Return the ActualText of the scripts that a part of a line begins with.

        It is UTF-16 in hexadecimal digits (ISO 32000-1, 14.9.4).
        """
        scripts, owners = self._text.scripts, self._text.owners
        owner = owners[line[0].run]
        raised = list(takewhile(lambda part: part.run in scripts and owners[part.run] is owner, line))
        words = said_plainly([self._text.runs[part.run] for part in raised])
        space = " " if raised[-1].width > raised[-1].ink else ""
        return f"FEFF{(words + space).encode('utf-16-be').hex().upper()}"

    def _extend_link(self, owner: Element, href: str, start: float, end: float) -> None:
        if self._links and self._links[-1].owner is owner and self._links[-1].line == self._lines:
            self._links[-1] = self._links[-1]._replace(end=end)
        else:
            self._links.append(_LinkSpan(owner, href, self._lines, start, end))

    def _draw_link(self, link: _LinkSpan) -> None:
        """Underline the part of a link that is on one line, and add its annotation."""
        style, canvas = self._text.style, self._canvas
        scale = style.size / 1000
        left, right = self._x + link.start * scale, self._x + link.end * scale
        baseline = self._baseline - link.line * style.leading
        drop = baseline - _UNDERLINE_DROP * style.size
        rule = self._text.setting.design.rule("link")
        level_lines(canvas, rule, left, right, [drop])
        if canvas.tagging:
            top = baseline + style.baseline * style.leading
            canvas.link(link.owner, (left, top - style.leading, right, top), link.href, link.href)


@lru_cache(maxsize=256)
def _leading(leading: float) -> str:
    return f"{leading:g} TL "


def leading_operator(style: Style, lines: int) -> str:
    """Return the operator that sets the leading; nothing for a single line, which has no next."""
    return _leading(style.leading) if lines > 1 else ""
