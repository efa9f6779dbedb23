"""Shapes: a check of plain values read from the cache, complete before anything is built from them.

A shape is one of:

- a type, `count` or `number`
- a list of one shape: a list of any length whose items all have that shape
- a tuple of shapes: a list of exactly these
- ``{str: shape}``: an object whose values all have that shape
- `Either`
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
    """Tell whether a value is an integer from 0 to below 2**40."""
    return type(plain) is int and 0 <= plain < _LARGEST


def number(plain: object) -> bool:
    """Tell whether a value is a finite number below 2**40 in size."""
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
