"""Clean the text of roster cells: remove invisible characters, normalise, and reject control characters."""

from __future__ import annotations

import re
import unicodedata

from packgen.text.coverage import PLAIN, describe

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that no cell may hold."""

_UNSEEN: dict[int, str | None] = {
    **PLAIN,
    **dict.fromkeys((0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2061, 0x2070))),
}
"""Marks of breaks and of direction, which come along when text is copied, and what has no look of its own anywhere."""


def visible(text: str) -> str:
    """Return a text without its invisible characters."""
    return text if text.isascii() else text.translate(_UNSEEN)


def normalised(text: str) -> str:
    """Return the visible text in Unicode normal form C, with each run of white space collapsed to one space."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def control_problem(character: str) -> tuple[str, str]:
    """Return the error message and the remedy for a control character in a cell."""
    return f"a control character ({describe(character)}) stands here.", "Delete it."
