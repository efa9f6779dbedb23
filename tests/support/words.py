"""The words of the usual language."""

from __future__ import annotations

from packgen.locale.registry import USUAL, words_for

WORDS = words_for(USUAL)
