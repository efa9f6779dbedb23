"""Text that is cut short to fit its room."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.text.paragraph import Paragraph
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.sheet.structure import Element


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
