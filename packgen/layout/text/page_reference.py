"""Cross-references in text: words that name another section, then its page where the pack has that section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from packgen.layout.text.inline_box import InlineBox
from packgen.sheet.sheet import Pages, PageWords
from packgen.text.extent import extent
from packgen.text.inline import Run, cross_reference
from packgen.text.word_sequence import TextRun

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.structure import Element

_USUAL = "88"
"""Page number for which room is kept; the words with one of three figures are set a little smaller."""


class PageReference(InlineBox):
    """The page of a section, as ``(page 12)``, which the binder draws against the right edge of its room.

    Args:
        setting: design and faces.
        role: style of the text around it.
        sheet: name of the sheet whose first page is meant.
    """

    def __init__(self, setting: Setting, role: str, sheet: str) -> None:
        style, words = setting.design.style(role), setting.words.text
        face = setting.faces.index(style.family, style.bold)
        run = TextRun(words("reference.page", page=_USUAL), face, 1.0, None, setting.language)
        self.width = extent(setting.faces, [run])[1] * style.size / 1000
        self._role = role
        self._words = PageWords(words("reference.page", page="{}"), "", Pages(sheet, 0, 0))

    def draw(self, canvas: SheetCanvas, x: float, baseline: float, owner: Element) -> None:
        """Keep marked content for the words."""
        if canvas.tagging:
            canvas.reference(owner, x + self.width, baseline, True, self._role, self._words, self.width)


def with_pages(setting: Setting, role: str, parts: Sequence[Run | InlineBox]) -> Iterator[Run | InlineBox]:
    """Yield the content of a paragraph, with a `PageReference` after each cross-reference to a section in the pack.

    Args:
        setting: has the sheets of those sections.
        role: style of the paragraph.
        parts: runs and inline boxes.
    """
    for href, group in groupby(parts, key=lambda part: part.href):
        target = cross_reference(href)
        if target is None:
            yield from group
            continue
        yield from (part._replace(href=None) for part in group if isinstance(part, Run))
        if target in setting.targets:
            yield Run("\u00a0")
            yield PageReference(setting, role, setting.targets[target])
