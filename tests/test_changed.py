from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from packgen.changed import changed


@dataclass(frozen=True)
class _Point:
    x: int
    y: int = 0
    notes: list[str] = field(default_factory=list, compare=False)


def test_a_changed_copy_has_the_other_values_of_the_original() -> None:
    point = _Point(1, 2, ["a"])
    moved = changed(point, y=3)
    assert (moved, moved.notes) == (_Point(1, 3), point.notes)
    assert point == _Point(1, 2)


def test_a_changed_copy_is_frozen_and_can_be_changed_again() -> None:
    moved = changed(changed(_Point(1), x=2), y=4)
    assert moved == _Point(2, 4)
    name = "x"  # by name, because mypy refuses to set it otherwise
    with pytest.raises(FrozenInstanceError):
        setattr(moved, name, 5)
