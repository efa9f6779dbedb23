"""Shapes: what plain values out of the cache have to be, to the last of them, before anything is made of them.

A shape is a type, `count` or `number`; a list of one shape, for a list of any length whose items all have it; a tuple
of shapes, for a list of just these; a dict of one shape, for an object whose values all have it; or `Either`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

_LARGEST = 1 << 40


class Either(NamedTuple):
    """One shape or another."""

    one: Any
    other: Any


def count(plain: object) -> bool:
    """Tell whether something is a whole number, from 0 to what nobody counts to."""
    return type(plain) is int and 0 <= plain < _LARGEST


def number(plain: object) -> bool:
    """Tell whether something is a number of a possible size."""
    return type(plain) in (int, float) and math.isfinite(plain) and abs(plain) < _LARGEST  # type: ignore[arg-type]


def fits(plain: Any, shape: Any) -> bool:
    """Tell whether plain values have a shape."""
    kind = type(shape)
    if kind is type:
        return type(plain) is shape
    if kind is list:
        return type(plain) is list and _all_fit(plain, shape[0])
    if kind is tuple:
        return type(plain) is list and len(plain) == len(shape) and all(map(fits, plain, shape))
    if kind is dict:
        return type(plain) is dict and _all_fit(list(plain.values()), shape[str])
    if kind is Either:
        return fits(plain, shape.one) or fits(plain, shape.other)
    check: Callable[[object], bool] = shape
    return check(plain)


def _all_fit(items: list[Any], shape: Any) -> bool:
    if type(shape) is type:
        return set(map(type, items)) <= {shape}
    if shape is count:
        return not items or (set(map(type, items)) == {int} and min(items) >= 0 and max(items) < _LARGEST)
    return all(fits(item, shape) for item in items)
