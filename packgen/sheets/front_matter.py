"""The front matter of a pack: cover, contents and tracker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.plan.front_matter import FrontMatter
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.contents import Look, contents_rows, goals_from, may_be_low
from packgen.sheets.cover import cover, tall
from packgen.sheets.cover_tracker import typeset_cover
from packgen.sheets.surface import end_leaf, surface
from packgen.sheets.units import TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest

_USUAL = 2
"""Usual number of pages of the front matter: the cover, and the contents on its back."""

_LEAF = 2
"""Pages on a sheet of paper."""

_Contents = tuple[Element, list[PageRow]]
"""The contents before they are typeset: their element and their rows."""


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the front matter; see `UnitTypesetter`."""
    front = request.front_matter
    assert front is not None
    sheet = typeset_cover(front, setting) if front.overviewed else typeset_front_matter(front, setting)
    return TypesetUnit(() if sheet is None else (sheet,))


def typeset_front_matter(front: FrontMatter, setting: Setting) -> Sheet:
    """Return the cover and the contents with their page numbers.

    Lower rows shorten contents that are slightly longer than the back of the cover, or that would end with a strip of
    a page. The number of pages is known only when they are laid out; if it differs from the one assumed, another pass
    corrects the page numbers.
    """
    look, pages, loop = _without_strip(front, setting)
    while (taken := _taken(loop)) != pages:
        pages = taken
        del loop  # a pack of hundreds of topics has no room for two copies of its contents
        loop = _laid_out(front, setting, look, pages)
    loop.draw()
    end_leaf(loop, setting)
    return loop.canvas.finish(setting.words.text("sheet.contents"), front.title.language)


class _Layout(NamedTuple):
    """Front matter on its pages: its look, and how many pages its page numbers assume."""

    look: Look
    assumed: int
    loop: PageLoop


def _without_strip(front: FrontMatter, setting: Setting) -> _Layout:
    """Return the front matter in the first look that does not end with a strip of a page, or else in the usual one."""
    usual, contents = _look(front, setting)
    loop = _laid_out(front, setting, usual, _USUAL, contents)
    if not _ends_with_strip(loop):
        return _Layout(usual, _USUAL, loop)
    del contents
    pages = _taken(loop)
    fewer = pages - (1 if setting.design.single_sided else _LEAF)
    for look in _lower_looks(front, setting)[1:]:
        del loop
        loop = _laid_out(front, setting, look, fewer)
        if not _ends_with_strip(loop):
            return _Layout(look, fewer, loop)
    del loop
    return _Layout(usual, pages, _laid_out(front, setting, usual, pages))


def _ends_with_strip(loop: PageLoop) -> bool:
    """Tell whether the contents go on over the back of the cover and end with a strip of a page."""
    return loop.page > _USUAL and loop.shares[-1] < loop.design.number("strip-below")


def _taken(loop: PageLoop) -> int:
    """Return the number of pages, with the notes on the back of a last leaf; see `end_leaf`."""
    return loop.page + (0 if loop.recto or loop.design.single_sided else 1)


def _lower_looks(front: FrontMatter, setting: Setting) -> list[Look]:
    """Return the looks that shorten the contents, from little to much."""
    half, quarter = setting.design.length("half"), setting.design.length("quarter")
    looks = [Look(half, True), Look((half + quarter) / 2, True), Look(quarter, True)]
    return [*looks, Look(half, True, True), Look(quarter, True, True)] if may_be_low(front, setting) else looks


def _look(front: FrontMatter, setting: Setting) -> tuple[Look, _Contents]:
    """Return the first look with which the contents fit one page, or the usual look; and the contents.

    Page numbers in them assume front matter of the usual length.
    """
    goals = goals_from(front.topics, _USUAL + 1)
    room = setting.design.frame(False).height

    def made(look: Look) -> tuple[Look, float, _Contents]:
        root = Element("Sect")
        rows = contents_rows(front, setting, root, goals, look)
        return look, sum(row.before + tall(row) for row in rows), (root, rows)

    usual, lower = made(Look(setting.design.length("half"))), _lower_looks(front, setting)
    # Lower rows save less than a third. The lowest rows are tried first, because if they do not fit, no others do.
    if room < usual[1] <= 1.5 * room and made(lower[-1])[1] <= room:
        for look in lower:
            shorter = made(look)
            if shorter[1] <= room:
                return shorter[0], shorter[2]
    return usual[0], usual[2]


def _laid_out(
    front: FrontMatter, setting: Setting, look: Look, pages: int, contents: _Contents | None = None
) -> PageLoop:
    """Lay out front matter that is to have ``pages`` pages; its contents may have been made already."""
    root = Element("Sect")
    goals = goals_from(front.topics, pages + 1)
    rows = cover(front, setting, root, goals)
    if contents is None:
        below = Element("Sect")
        contents = below, contents_rows(front, setting, below, goals, look)
    root.kids.append(contents[0])
    loop = surface(setting, root, None, pack_headed=lambda page: page > 0)
    loop.lay_out(rows)
    loop.lay_out(contents[1])
    return loop
