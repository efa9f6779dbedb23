"""Text that YAML reads as a comment: a space and ``#`` without a space after it are rarely meant as one."""

from __future__ import annotations

import re

from packgen.source.excerpt import quote
from packgen.source.finding import QUOTES, Finding

_HASH = re.compile(r"#(?<=[ \t]#)#*[^\s#]")  # begins with one certain character, so that a search is quick
_AFTER = re.compile(r"[ \t]+(#+[^\s#].*)")
_REMEDY = f'{QUOTES[:-1]}, or write a space after the "#" if it is a note to yourself.'


def hashes(text: str, lines: list[str]) -> frozenset[int]:
    """Return the 0-based numbers of the lines with a space and ``#`` that no space follows.

    Args:
        text: of the file.
        lines: of the file.
    """
    if _HASH.search(text) is None:
        return frozenset()
    return frozenset(number for number, line in enumerate(lines) if _HASH.search(line))


def after(line: str, column: int) -> tuple[int, str] | None:
    """Return the start and text of a comment that looks like text; None if there is none.

    Args:
        line: a source line.
        column: where plain text ends on it, or would begin.
    """
    match = _AFTER.match(line, column)
    return (match.start(1), match[1].rstrip()) if match is not None else None


def cut(line: int, column: int, text: str, lost: str) -> Finding:
    """Return the finding for plain text, which may be empty, that a comment at this place ends."""
    if not text:
        return Finding(line, column, 'text cannot start with "#", which begins a comment.', _REMEDY)
    return Finding(line, column, f'{quote(lost)} is not printed: a space and "#" begin a comment.', _REMEDY)
