"""Set text: the runs and inline boxes of a paragraph broken into lines, which equal paragraphs share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.setting import scale_and_rise
from packgen.text.breaking import BrokenParagraph, Segment, break_lines, break_plain, break_verses
from packgen.text.scripts import is_ordinal
from packgen.text.word_sequence import ROUNDING, TextRun

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.layout.text.inline_box import InlineBox
    from packgen.text.inline import Run
    from packgen.theme.design import Style

_RISE = attrgetter("rise")

_text_run = partial(tuple.__new__, TextRun)
"""Takes all values in one tuple, in a third of the time of calling the class, as does `_set_text`."""


class SetText(NamedTuple):
    """A text broken into lines, and what it takes to draw them.

    Attributes:
        lines, glyphs, widest, cut, whole: see `BrokenParagraph`.
        faces: the face of each run.
        turned: for each line of a text of verses, whether it continues the line before.
        scripts: places of the superscripts and subscripts that are drawn with an ActualText.
        plain: whether all of it has one face and size.
    """

    lines: list[list[Segment]]
    glyphs: Sequence[tuple[int, ...]]
    widest: float
    cut: str
    whole: bool
    faces: Sequence[int]
    turned: Sequence[bool] = ()
    scripts: frozenset[int] = frozenset()
    plain: bool = False


_set_text = partial(tuple.__new__, SetText)

UNSET = SetText([], (), 0.0, "", True, ())
"""What a paragraph has before it is wrapped."""


class MeasuredText:
    """What was found out about a text in one style; widths are in 1/1000 of the type size.

    Attributes:
        extent: least and natural width, see `packgen.text.extent`; None while nobody has asked for them.
    """

    __slots__ = ("_broken", "_line", "_line_width", "extent")

    def __init__(self) -> None:
        self.extent: tuple[float, float] | None = None
        self._line: SetText | None = None
        self._line_width = inf
        self._broken: dict[float, SetText] = {}

    def lines(self, limit: float) -> SetText | None:
        """Return the text as it was broken into lines of some width, None if it was not.

        If it fits on one line, that is the same in all widths that hold it.
        """
        return self._line if self._line_width <= limit + ROUNDING else self._broken.get(limit)

    def add(self, limit: float, text: SetText) -> None:
        """Note the lines of some width."""
        if len(text.lines) == 1 and text.widest <= limit + ROUNDING:
            self._line, self._line_width = text, text.widest
        else:
            self._broken[limit] = text


def break_text(
    setting: Setting,
    style: Style,
    runs: Sequence[Run],
    boxes: Mapping[int, InlineBox],
    limit: float,
    actual_text: AbstractSet[int],
) -> SetText:
    """Break a text into lines.

    Args:
        setting: design and faces.
        style: of the paragraph.
        runs: in reading order, with a placeholder for each inline box.
        boxes: the inline boxes by the place of their placeholders.
        limit: width of a line, in 1/1000 of the type size.
        actual_text: which of superscripts (1) and subscripts (-1) get an ActualText, if no line ends within them.
    """
    return _plainly_set(setting, style, runs, boxes, limit) or _set(setting, style, runs, boxes, limit, actual_text)


def text_runs(setting: Setting, style: Style, runs: Sequence[Run], boxes: Mapping[int, InlineBox]) -> list[TextRun]:
    """Return runs and inline boxes as line breaking takes them; for the arguments see `break_text`."""
    face, own = setting.face, setting.language
    plain = setting.faces.index(style.family, style.bold)
    made: list[TextRun] = []
    for run in runs:
        text, bold, italic, rise, href, language, _ = run
        index = face(style, run) if bold or italic else plain
        scale = scale_and_rise(run)[0] if rise else 1.0
        made.append(_text_run((text, index, scale, None, "" if href else language or own)))
    for place, box in boxes.items():
        made[place] = made[place]._replace(width=box.width * 1000 / style.size)
    return made


def _plainly_set(
    setting: Setting, style: Style, runs: Sequence[Run], boxes: Mapping[int, InlineBox], limit: float
) -> SetText | None:
    """Break text that is alike throughout, as most is; None for any other."""
    if len(runs) != 1 or boxes:
        return None
    text, bold, italic, rise, _, _, _ = runs[0]
    if rise or "\n" in text:
        return None
    emphasised = bold or italic
    face = setting.face(style, runs[0]) if emphasised else setting.faces.index(style.family, style.bold)
    broken = break_plain(setting.faces, text, face, limit, style.wrap)
    return _set_text((*broken, [face], (), frozenset(), not emphasised)) if broken is not None else None


def _set(
    setting: Setting,
    style: Style,
    runs: Sequence[Run],
    boxes: Mapping[int, InlineBox],
    limit: float,
    actual_text: AbstractSet[int],
) -> SetText:
    made = text_runs(setting, style, runs, boxes)
    turned: Sequence[bool] = ()
    if any("\n" in run.text for run in runs):
        turn = setting.design.length("turn-indent") * 1000 / style.size
        broken, turned = break_verses(setting.faces, made, limit, turn, style.wrap)
    else:
        broken = break_lines(setting.faces, made, limit, wrap=style.wrap)
    faces = [run.face for run in made]
    return _set_text((*broken, faces, turned, _whole_scripts(runs, broken, actual_text), False))


def _whole_scripts(runs: Sequence[Run], broken: BrokenParagraph, actual_text: AbstractSet[int]) -> frozenset[int]:
    """Return the scripts that get an ActualText: those of the kind that are not divided between lines."""
    if not any(map(_RISE, runs)):  # as in most texts
        return frozenset()
    befores = ["", *(run.text for run in runs)]
    raised = {
        place
        for place, (run, before) in enumerate(zip(runs, befores, strict=False))
        if run.rise in actual_text and not is_ordinal(before, run.text)
    }
    if not raised:
        return frozenset()
    parts = Counter(segment.run for line in broken.lines for segment in line)
    return frozenset(place for place in raised if parts[place] == 1)
