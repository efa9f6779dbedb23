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
from collections.abc import Sequence
from itertools import chain
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
    return _all_fit([plain], shape)


def _all_fit(items: Sequence[Any], shape: Any) -> bool:
    """Tell whether all of some values have a shape: a table is examined by columns, which takes few calls."""
    if not items:
        return True
    kind = type(shape)
    if kind is type:
        return _are(items, shape)
    if kind is list:
        return _are(items, list) and _all_fit(list(chain.from_iterable(items)), shape[0])
    if kind is tuple:
        return (
            _are(items, list)
            and set(map(len, items)) == {len(shape)}
            and all(map(_all_fit, zip(*items, strict=True), shape))
        )
    if kind is dict:
        return _are(items, dict) and _all_fit([inner for one in items for inner in one.values()], shape[str])
    if kind is Either:
        return _all_fit(items, shape.one) or _all_fit([one for one in items if not fits(one, shape.one)], shape.other)
    if shape is count:
        return _are(items, int) and min(items) >= 0 and max(items) < _LARGEST
    return all(map(shape, items))


def _are(items: Sequence[Any], kind: type) -> bool:
    return set(map(type, items)) == {kind}
