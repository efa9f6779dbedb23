"""Text that YAML takes for a comment: what follows a space and ``#`` without a space is rarely meant as one."""

from __future__ import annotations

import re

from packgen.source.excerpt import quote
from packgen.source.finding import QUOTES, Finding

_HASH = re.compile(r"[ \t]#+[^\s#]")
_AFTER = re.compile(r"[ \t]+(#+[^\s#].*)")
_REMEDY = f'{QUOTES[:-1]}, or write a space after the "#" if it is a note to yourself.'


def hashes(lines: list[str]) -> frozenset[int]:
    """Return the 0-based numbers of the lines on which a space and ``#`` come before something else than a space."""
    return frozenset(number for number, line in enumerate(lines) if "#" in line and _HASH.search(line))


def after(line: str, column: int) -> tuple[int, str] | None:
    """Return where a comment begins that looks like text, and that text; None where there is none.

    Args:
        line: a source line.
        column: where plain text ends on it, or would begin.
    """
    match = _AFTER.match(line, column)
    return (match.start(1), match[1].rstrip()) if match is not None else None


def cut(line: int, column: int, text: str, lost: str) -> Finding:
    """Return what to say of plain text, perhaps none, that ends where a comment begins at this place."""
    if not text:
        return Finding(line, column, 'text cannot start with "#", which begins a comment.', _REMEDY)
    return Finding(line, column, f'{quote(lost)} is not printed: a space and "#" begin a comment.', _REMEDY)
