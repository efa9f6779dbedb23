"""The unit of the front matter: cover, contents and tracker of a pack whose other units are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.sheets.front import typeset_front
from packgen.sheets.units import TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.request import UnitRequest


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the front matter; see `UnitTypesetter`."""
    said, options = request.front_matter, request.options
    assert said is not None
    sheet = typeset_front(said.title, said.topics, setting, options.visits, options.exam, options.named)
    return TypesetUnit((sheet,))
