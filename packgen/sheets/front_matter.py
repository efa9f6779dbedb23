"""The front matter of a pack: cover, contents and tracker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.plan.front_matter import FrontMatter
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.contents import Look, contents_rows, goals_from
from packgen.sheets.cover import cover, tall
from packgen.sheets.cover_tracker import typeset_cover
from packgen.sheets.surface import end_leaf, surface
from packgen.sheets.units import TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest

_USUAL = 2
"""Usual number of pages of the front matter: the cover, and the contents on its back."""

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

    If the contents are slightly longer than the back of the cover, lower rows shorten them. The number of their pages
    is known only when they are laid out; if it differs from the one assumed, a second pass corrects the page numbers.
    """
    contents: _Contents | None
    look, contents = _look(front, setting)
    pages = _USUAL
    while True:
        loop = _laid_out(front, setting, look, pages, contents)
        taken = loop.page + (0 if loop.recto or setting.design.single_sided else 1)  # the back of a leaf has notes
        if taken == pages:
            break
        pages, contents = taken, None
        del loop  # a pack of hundreds of topics has no room for two copies of its contents
    loop.draw()
    end_leaf(loop, setting)
    return loop.canvas.finish(setting.words.text("sheet.contents"), front.title.language)


def _look(front: FrontMatter, setting: Setting) -> tuple[Look, _Contents]:
    """Return the first look with which the contents fit one page, or the usual look; and the contents.

    Page numbers in them assume front matter of the usual length.
    """
    length = setting.design.length
    half, quarter = length("half"), length("quarter")
    looks = [Look(half), Look(half, True), Look((half + quarter) / 2, True), Look(quarter, True)]
    goals = goals_from(front.topics, _USUAL + 1)
    room = setting.design.frame(False).height

    def made(look: Look) -> tuple[Look, float, _Contents]:
        root = Element("Sect")
        rows = contents_rows(front, setting, root, goals, look)
        return look, sum(row.before + tall(row) for row in rows), (root, rows)

    usual = made(looks[0])
    # Lower rows save less than a third. The lowest rows are tried first, because if they do not fit, no others do.
    if room < usual[1] <= 1.5 * room and made(looks[-1])[1] <= room:
        for look in looks[1:]:
            lower = made(look)
            if lower[1] <= room:
                return lower[0], lower[2]
    return usual[0], usual[2]


def _laid_out(front: FrontMatter, setting: Setting, look: Look, pages: int, contents: _Contents | None) -> PageLoop:
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
