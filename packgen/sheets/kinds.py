"""Finds the function that typesets a kind of unit, or a stage of a section, by name.

A kind in `packgen.plan.kinds.KINDS` has a module of its name here with a function ``typeset``; a stage of a section has
one with a function ``typeset_stage``. A module is imported when the first of its sheets is typeset, so a pack made from
the cache imports none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.kinds import UnitKind
    from packgen.plan.request import UnitRequest
    from packgen.sheets.context import SectionContext, StageSheet
    from packgen.sheets.units import TypesetUnit, UnitFacts


class UnitTypesetter(Protocol):
    """A function that typesets the units of a kind."""

    def __call__(self, request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
        """Return a unit.

        Args:
            request: what to typeset.
            setting: design and faces, without a topic's data.
            facts: facts of the units that it needs, in the order of ``request.needs``.

        Raises:
            LayoutError: something fits no page.
        """


class StageTypesetter(Protocol):
    """A function that typesets the sheets of a stage."""

    def __call__(self, context: SectionContext) -> StageSheet:
        """Return the sheet of a section.

        Raises:
            LayoutError: a block fits no page.
        """


def unit_typesetter(kind: UnitKind) -> UnitTypesetter:
    """Return the function that typesets units of a kind."""
    return cast("UnitTypesetter", import_module(f"packgen.sheets.{kind.name.replace('-', '_')}").typeset)


def stage_typesetter(stage: str) -> StageTypesetter:
    """Return the function that typesets sheets of a stage, one of `SECTION_STAGES`."""
    return cast("StageTypesetter", import_module(f"packgen.sheets.{stage.lower()}").typeset_stage)
