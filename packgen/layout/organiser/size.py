"""How large an organiser is set: its type, its gaps and its columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting

_ROLES = ("organiser", "organiser-prompt", "organiser-label", "organiser-gist")

_TIGHT = ("organiser-gap", "organiser-pad-y")


class OrganiserSize(NamedTuple):
    """How large an organiser is set.

    Attributes:
        scale: size of the type, relative to the profile's, which is the smallest.
        fewer: by how many columns there are fewer than the page has room for, down to two.
        tight: whether facts and boxes are closer together.
        sides: of paper.
    """

    scale: float
    fewer: int = 0
    tight: bool = False
    sides: int = 1


class ColumnGrid(NamedTuple):
    """The columns of an organiser's page: how many, the width of one, and the distance between left edges."""

    across: int
    width: float
    pitch: float

    @classmethod
    def of(cls, setting: Setting, width: float, fewer: int = 0) -> ColumnGrid:
        """Return as many columns as a width has room for, or some fewer but at least two."""
        least, gutter = setting.design.length("organiser-column"), setting.design.length("organiser-gutter")
        most = max(1, int((width + gutter) / (least + gutter)))
        count = max(min(2, most), most - fewer)
        one = (width - gutter * (count - 1)) / count
        return cls(count, one, one + gutter)


def sized(setting: Setting, size: OrganiserSize) -> Setting:
    """Return a setting with the type of organisers at another size, and smaller gaps if they are tight."""
    design = setting.design
    styles = {
        role: replace(style, size=style.size * size.scale, leading=style.leading * size.scale)
        for role in _ROLES
        for style in [design.style(role)]
    }
    lengths = {role: design.length(f"{role}-tight") for role in _TIGHT} if size.tight else {}
    made = replace(
        design,
        key=f"{design.key}-{size.scale:g}-{size.tight}",
        styles={**design.styles, **styles},
        lengths={**design.lengths, **lengths},
    )
    return replace(setting, design=made)
