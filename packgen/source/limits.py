"""Limits of a file: far above what a topic needs, and low enough that all processing is fast."""

from __future__ import annotations

import re
import unicodedata

LARGEST = 4_000_000
"""Bytes of a source file; the longest topic has some 100,000."""

LONGEST_TEXT = 20_000
"""Characters of one text: some seven pages."""

LONGEST_LIST = 2_000
"""Items of one list, or keys of one mapping."""

MOST_VALUES = 200_000
"""Values in a file; the longest topic has some 2,000."""

DEEPEST = 40
"""The greatest depth of lists and mappings; a topic needs nine."""

MOST_MARKS = 30
"""Combining marks on one character, as in the Stream-Safe Text Format (UAX #15, 13).

Sorting marks into canonical order takes time quadratic in their number.
"""


_COMMON = bytes(range(0x20, 0x7F)) + b"\t\n\r"
"""Printable ASCII characters, tabs and line ends."""

TOO_MANY_MARKS = f"more than {MOST_MARKS} combining marks follow one another here."


def marks(text: str, rare: str) -> int | None:
    """Return the place of the first run of more than `MOST_MARKS` combining marks, or None.

    Args:
        text: any text.
        rare: its `uncommon` characters.
    """
    combining = "".join(character for character in set(rare) if unicodedata.combining(character))
    if not combining:
        return None
    found = re.search(f"[{re.escape(combining)}]{{{MOST_MARKS + 1}}}", text)
    return found.start() if found is not None else None


def uncommon(data: bytes) -> str:
    """Return the characters of UTF-8 bytes that are not `_COMMON`: few of most files, and found in little time."""
    return data.translate(None, _COMMON).decode()
