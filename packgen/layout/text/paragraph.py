"""Paragraph: runs of text on lines, left-aligned, with an optional label hanging before the first line.

A line feed ends a line, as in a poem; what of such a line has no room on it goes on below, set in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from copy import copy
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.core.flowable import TOLERANCE, Flowable
from packgen.layout.core.setting import rich, scale_and_rise
from packgen.layout.core.strokes import pen
from packgen.sheet.structure import Element
from packgen.text.breaking import (
    BrokenParagraph,
    Segment,
    TextRun,
    break_lines,
    break_plain,
    break_verses,
    extent,
    least_extent,
)
from packgen.text.inline import Run, said_plainly
from packgen.text.scripts import is_ordinal
from packgen.text.shaping import expand

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_UNDERLINE_DROP = 0.12
"""Depth of a link's underline below the baseline, relative to the size."""


class HangingLabel(NamedTuple):
    """What hangs before a paragraph's first line: a bullet, a number, a letter."""

    text: str
    role: str
    element: Element


class _LinkSpan(NamedTuple):
    """The part of a link that is on one line; start and end are in 1/1000 of the type size."""

    owner: Element
    href: str
    line: int
    start: float
    end: float


class Paragraph(Flowable):
    """Text in one style.

    Args:
        setting: design and faces.
        content: inline Markdown, or runs.
        role: style.
        element: structure element that owns the text.
        label: hangs at the left edge, on the first baseline.
        indent: room left of the text, for the label.
        right: set against the right edge (one line only).
        lead: runs before the content that belong to another element, such as a term before its meaning.
        joined: more text of the same element follows elsewhere; end with a space, or a reader would join the words.

    Attributes:
        told: of superscripts (1) and subscripts (-1), those that a reader is told in characters of their own. A search
            for CO2 should find what has a lowered 2; but 10³ read as 103 is another number.
    """

    told: ClassVar[frozenset[int]] = frozenset({1})

    def __init__(
        self,
        setting: Setting,
        content: str | Sequence[Run],
        role: str,
        element: Element,
        *,
        label: HangingLabel | None = None,
        indent: float = 0.0,
        before: float = 0.0,
        keep: bool = False,
        right: bool = False,
        lead: tuple[Element, Sequence[Run]] | None = None,
        joined: bool = False,
    ) -> None:
        self.setting = setting
        self.runs = rich(content) if isinstance(content, str) else [run for run in content if run.text]
        self._homes = [element] * len(self.runs)
        if lead is not None:
            first = [run for run in lead[1] if run.text]
            self.runs = [*first, *self.runs]
            self._homes = [lead[0]] * len(first) + self._homes
        self.style = setting.design.style(role)
        self.element = element
        self.label, self.indent = label, indent
        self.before, self.keep, self.right, self.joined = before, keep, right, joined
        self.lines: list[list[Segment]] = []
        self.words: list[tuple[int, list[str]]] = []
        self.turned: list[bool] = []
        self.scripts: frozenset[int] = frozenset()
        self.widest = 0.0
        self._owners: list[Element] = []
        self._faces: list[int] = []
        self._is_plain = False
        self._width: float | None = None
        self._extent: tuple[float, float] | None = None
        self._cut = ""

    def __repr__(self) -> str:
        return f"Paragraph({''.join(run.text for run in self.runs)[:40]!r})"

    def _text_runs(self) -> list[TextRun]:
        style, face = self.style, self.setting.face
        plain = self.setting.faces.index(style.family, style.bold)
        return [
            TextRun(
                run.text,
                face(style, run) if run.bold or run.italic else plain,
                scale_and_rise(run)[0],
                None,
                "" if run.href else run.lang or self.setting.language,
            )
            for run in self.runs
        ]

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points."""
        if self._extent is None:
            least, natural = extent(self.setting.faces, self._text_runs())
            scale = self.style.size / 1000
            self._extent = least * scale + self.indent, natural * scale + self.indent
        return self._extent

    def least_extent(self) -> float:
        """Return the width in points below which words are cut where no word is divided."""
        return least_extent(self.setting.faces, self._text_runs()) * self.style.size / 1000 + self.indent

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines."""
        if self._width != width:
            self._width = width
            limit = (width - self.indent) * 1000 / self.style.size
            plain = self._plainly_broken(limit)
            self._is_plain = plain is not None
            self.lines, self.words, widest, self._cut = plain or self._broken(limit)
            self.widest = widest * self.style.size / 1000
        self.width, self.height = width, len(self.lines) * self.style.leading
        return width, self.height

    def _plainly_broken(self, limit: float) -> BrokenParagraph | None:
        """Break text that is alike throughout, as most is; None for any other."""
        if len(self.runs) != 1:
            return None
        text, bold, italic, rise, _, _, _ = self.runs[0]
        if bold or italic or rise or "\n" in text:
            return None
        style, faces = self.style, self.setting.faces
        face = faces.index(style.family, style.bold)
        self._faces = [face]
        return break_plain(faces, text, face, limit)

    def _broken(self, limit: float) -> BrokenParagraph:
        runs = self._text_runs()
        self._faces = [run.face for run in runs]
        if any("\n" in run.text for run in self.runs):
            broken, self.turned = break_verses(self.setting.faces, runs, limit, self._turn * 1000 / self.style.size)
        else:
            broken = break_lines(self.setting.faces, runs, limit)
        self.scripts = self._whole_scripts(broken)
        return broken

    def _whole_scripts(self, broken: BrokenParagraph) -> frozenset[int]:
        """Return the scripts that are told and not divided between lines."""
        befores = ["", *(run.text for run in self.runs)]
        raised = {
            place
            for place, (run, before) in enumerate(zip(self.runs, befores, strict=False))
            if run.rise in self.told and not is_ordinal(before, run.text)
        }
        if not raised:
            return frozenset()
        parts = Counter(segment.run for line in broken.lines for segment in line)
        return frozenset(place for place in raised if parts[place] == 1)

    @property
    def _turn(self) -> float:
        """By how much a line that goes on with the one before is set in."""
        return self.setting.design.length("turn-indent")

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between lines, with the profile's least number on each side."""
        return self._split(width, height, self._least)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between any two lines."""
        return self._split(width, height, 1)

    def _split(self, width: float, height: float, least: int) -> Sequence[Flowable]:
        self.wrap(width, height)
        count = len(self.lines)
        fits = int((height + TOLERANCE) / self.style.leading)
        if fits >= count:
            return [self]
        fits = min(fits, count - least)
        if fits < least:
            return []
        self._make_owners()
        return [self._part(0, fits), self._part(fits, count)]

    def _part(self, start: int, stop: int) -> Paragraph:
        part = copy(self)
        part.lines, part.turned = self.lines[start:stop], self.turned[start:stop]
        part.height = len(part.lines) * self.style.leading
        if start:
            part.label, part.before = None, 0.0
        else:
            part.keep = part.joined = False
        return part

    def least_height(self, width: float) -> float:
        """Return the height of the first lines that must stand together: all of them if too few would be left."""
        self.wrap(width, 0)
        count = len(self.lines)
        return (self._least if count >= 2 * self._least else count) * self.style.leading

    @property
    def _least(self) -> int:
        """Lines that stay together at the top or foot of a column."""
        return int(self.setting.design.number("min-lines"))

    def _make_owners(self) -> None:
        """Give links and runs in another language elements of their own; they join the tree when first drawn."""
        if self._owners:
            return
        for run in self.runs:
            if run.href is not None or run.lang is not None:
                break
        else:
            self._owners = self._homes
            return
        previous: tuple[Run, Element] | None = None
        for run, home in zip(self.runs, self._homes, strict=True):
            owner = home
            if run.href is not None:
                same = previous is not None and previous[0].href == run.href
                owner = previous[1] if same and previous else Element("Link")
            elif run.lang is not None:
                owner = Element("Span", lang=run.lang)
            previous = (run, owner)
            self._owners.append(owner)

    # -- drawing

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the label and the lines."""
        style = self.style
        baseline = y + self.height - style.leading * style.baseline
        if self.label is not None:
            self._draw_label(canvas, self.label, x, baseline)
        if not self.lines:
            return
        if self._cut and canvas.tagging:
            canvas.cut(self._cut)
        if self.right:
            x += self.width - self.widest
        self._make_owners()
        if self._is_plain and self._owners is self._homes and not self.joined:
            self._draw_plainly(canvas, x + self.indent, baseline)
        else:
            self._draw_lines(canvas, x + self.indent, baseline)
        for face, words in self.words:
            canvas.count_words(face, words)

    def _draw_label(self, canvas: SheetCanvas, label: HangingLabel, x: float, baseline: float) -> None:
        style = self.setting.design.style(label.role)
        face = self.setting.faces.index(style.family, style.bold, False)
        canvas.show(label.element, face, style.size, style.colour, x, baseline, label.text + " ")

    def _draw_plainly(self, canvas: SheetCanvas, x: float, baseline: float) -> None:
        """Draw text of one face, size and owner, as most is, in one step."""
        style, size = self.style, self.style.size
        begin, end = (f"{canvas.open(self._homes[0])} ", " EMC") if canvas.tagging else ("", "")
        text = ")]TJ T* [(".join([piece for [(_, piece, _, _)] in self.lines])
        if "\ue000" in text:
            text = expand(text, size)
        where = f"{self._leading()}{x:.2f} {baseline:.2f} Td"
        canvas.neutral(f"{begin}BT {style.colour.fill} {where} /F{self._faces[0]} {size:g} Tf[({text})]TJ ET{end}")

    def _draw_lines(self, canvas: SheetCanvas, x: float, baseline: float) -> None:
        style, runs, owners, tagging = self.style, self.runs, self._owners, canvas.tagging
        faces = self._faces
        out = [f"BT {style.colour.fill} {self._leading()}{x:.2f} {baseline:.2f} Td"]
        font = owner = None
        rise = shift = 0.0
        links: list[_LinkSpan] = []
        index = 0
        for number, line in enumerate(self.lines):
            at = self._turn if self.turned and self.turned[number] else 0.0
            if at != shift:
                step = f"{at - shift:.2f} {-style.leading if number else 0:g} Td "
                shift = at
            else:
                step = "T* " if number else ""
            offset = at * 1000 / style.size
            told = False
            for place, (index, piece, width, ink) in enumerate(line):
                run = runs[index]
                if told and not (index in self.scripts and owners[index] is owner):
                    out.append("EMC")
                    told = False
                scale, lift = scale_and_rise(run)
                if tagging and owners[index] is not owner:
                    if owner is not None:
                        out.append("EMC")
                    owner = owners[index]
                    self._attach(owner, self._homes[index])
                    out.append(canvas.open(owner))
                size = style.size * scale
                if font != (faces[index], size):
                    font = (faces[index], size)
                    out.append(f"/F{faces[index]} {size:g} Tf")
                if rise != lift:
                    out.append(f"{lift * style.size:.2f} Ts")
                rise = lift
                if "\ue000" in piece:
                    piece = expand(piece, size, lift * style.size)
                if index in self.scripts and not told:
                    out.append(f"/Span<</ActualText<{self._told(line[place:])}>>>BDC")
                    told = True
                out.append(f"{step}[({piece})]TJ")
                step = ""
                if run.href is not None:
                    if links and links[-1].owner is owners[index] and links[-1].line == number:
                        links[-1] = links[-1]._replace(end=offset + ink)
                    else:
                        links.append(_LinkSpan(owners[index], run.href, number, offset, offset + ink))
                offset += width
            if told:
                out.append("EMC")
        for link in links:
            self._link(canvas, link, x, baseline)
        if self.joined:
            out.append(f"[({self.setting.faces.space(faces[index]).piece})]TJ")
        out.append("EMC ET" if tagging else "ET")
        if rise:
            out.insert(-1, "0 Ts")
        canvas.neutral(" ".join(out))

    def _told(self, line: Sequence[Segment]) -> str:
        """Return what the script says that a part of a line begins with.

        It is UTF-16 in hexadecimal figures (ISO 32000-1, 14.9.4).
        """
        owner = self._owners[line[0].run]
        raised = list(takewhile(lambda part: part.run in self.scripts and self._owners[part.run] is owner, line))
        words = said_plainly([self.runs[part.run] for part in raised])
        space = " " if raised[-1].width > raised[-1].ink else ""
        return f"FEFF{(words + space).encode('utf-16-be').hex().upper()}"

    def _leading(self) -> str:
        """Return the operator that sets the leading, where there is a line to step to."""
        return f"{self.style.leading:g} TL " if len(self.lines) > 1 else ""

    @staticmethod
    def _attach(owner: Element, home: Element) -> None:
        """Put a Link or Span in its paragraph, where reading has come to."""
        if owner is not home and owner not in home.kids:
            home.kids.append(owner)

    def _link(self, canvas: SheetCanvas, link: _LinkSpan, x: float, first_baseline: float) -> None:
        """Underline the part of a link that is on one line, and make it active."""
        style, scale = self.style, self.style.size / 1000
        left, right = x + link.start * scale, x + link.end * scale
        baseline = first_baseline - link.line * style.leading
        drop = baseline - _UNDERLINE_DROP * style.size
        canvas.paint(f"{pen(self.setting.design.rule('link'))} {left:.2f} {drop:.2f} m {right:.2f} {drop:.2f} l S")
        if canvas.tagging:
            top = baseline + style.baseline * style.leading
            canvas.link(link.owner, (left, top - style.leading, right, top), link.href, link.href)


def shortened(
    setting: Setting, runs: Sequence[Run], role: str, element: Element, room: float, ends: str = " …"
) -> Paragraph:
    """Return a line of text that is no wider than its room, cut short if need be and with an ellipsis at its end.

    Args:
        setting: design and faces.
        runs: what it says.
        role: style.
        element: structure element that owns the text.
        room: width in points.
        ends: characters that do not stand before the ellipsis.
    """
    count = sum(len(run.text) for run in runs)
    line = Paragraph(setting, runs, role, element)
    if line.extent()[1] <= room:
        return line

    def cut(length: int) -> Paragraph:
        return Paragraph(setting, [*beginning(runs, length, ends), Run("…")], role, element)

    fits = bisect_left(range(count), True, key=lambda length: cut(length).extent()[1] > room)
    return cut(max(fits - 1, 0))


def beginning(runs: Sequence[Run], length: int, ends: str = "") -> list[Run]:
    """Return the first characters of some runs, without those at their end that are in ``ends``."""
    kept: list[Run] = []
    for run in runs:
        text = run.text[:length]
        length -= len(text)
        if text:
            kept.append(run._replace(text=text))
    while kept and not (text := kept[-1].text.rstrip(ends) if ends else kept[-1].text):
        kept.pop()
    return [*kept[:-1], kept[-1]._replace(text=text)] if kept else []
