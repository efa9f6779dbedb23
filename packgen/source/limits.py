"""How much one file may hold: far more than a topic needs, and little enough that all that follows is quick."""

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
"""Lists and mappings inside one another; a topic needs nine."""

MOST_MARKS = 30
"""Combining marks on one character, as in the Stream-Safe Text Format (UAX #15, 13).

To bring marks into their canonical order takes time by the square of their number.
"""


TOO_MANY_MARKS = f"more than {MOST_MARKS} combining marks follow one another here."


def marks(text: str) -> int | None:
    """Return where more than `MOST_MARKS` combining marks follow one another, None if they do nowhere."""
    if text.isascii():
        return None
    combining = "".join(character for character in set(text) if unicodedata.combining(character))
    if not combining:
        return None
    found = re.search(f"[{re.escape(combining)}]{{{MOST_MARKS + 1}}}", text)
    return found.start() if found is not None else None
