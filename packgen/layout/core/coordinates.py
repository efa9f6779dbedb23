"""Coordinates on pages as PDF writes them (ISO 32000-1, 7.3.3), rounded to hundredths of a point.

Cached: much on a page stands at the same edges and on the same lines, and to write a float takes Python ten times as
long as to look it up. As keys of a cache, 0.0 and -0.0 are the same, so that both are written as 0.0.
"""

from __future__ import annotations

from functools import lru_cache

_MOST = 1024


@lru_cache(maxsize=_MOST)
def short(number: float) -> str:
    """Return a coordinate without zeros at its end, for paths."""
    return hundredths(number).rstrip("0").rstrip(".")


@lru_cache(maxsize=_MOST)
def hundredths(number: float) -> str:
    """Return a coordinate with two decimals, for text."""
    return f"{number + 0.0:.2f}"
