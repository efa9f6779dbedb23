"""Spacing of letters and words."""

from __future__ import annotations

from typing import NamedTuple


class Spacing(NamedTuple):
    """The spacing of letters and words.

    Attributes:
        tracking: extra space after each letter, in em.
        word_space: width of the space between words, relative to that of the font.
    """

    tracking: float = 0.0
    word_space: float = 1.0


NORMAL_SPACING = Spacing()
