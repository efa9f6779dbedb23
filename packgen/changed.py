"""A copy of a frozen dataclass with other values in some of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["changed"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import replace as changed  # so that the names and types of fields are checked
else:

    def changed(value: T, /, **fields: Any) -> T:
        """Return a copy of a frozen dataclass with other values in some of its fields.

        The class must have no slots and no cached properties, whose values would be copied too.
        `dataclasses.replace` does the same by ``__init__``, which sets each field by a call. That takes six times as
        long for a setting, which has twenty fields and of which each layout of a sheet makes several.
        """
        copy = object.__new__(type(value))
        object.__setattr__(copy, "__dict__", {**value.__dict__, **fields})
        return copy
