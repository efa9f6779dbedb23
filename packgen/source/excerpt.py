"""Excerpts of untrusted text for messages: short, on one line, and harmless to a terminal."""

from __future__ import annotations

LONGEST = 100
"""Characters of a source line that a message shows."""

_CUT = "…"


def visible(text: str) -> str:
    """Return the text with a space for each blank character and U+FFFD for each invisible one."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def quote(text: str, limit: int = 60) -> str:
    """Return the text in quotation marks, visible and cut to ``limit`` characters."""
    text = visible(text[: limit + 1])
    return f'"{text}"' if len(text) <= limit else f'"{text[: limit - 1]}{_CUT}"'


def excerpt(line: str, column: int, indented: bool = False) -> tuple[str, int]:
    """Return at most `LONGEST` characters of a source line around a 0-based column, and the caret's place in them.

    The indentation is left out unless it is asked for.
    """
    line = line.rstrip()
    indent = 0 if indented else len(line) - len(line.lstrip())
    column = max(0, min(column, len(line)) - indent)
    start, length = indent, len(line) - indent
    cut_before = cut_after = ""
    if length > LONGEST:
        start = indent + min(max(0, column - LONGEST // 2), length - LONGEST)
        cut_before = _CUT if start > indent else ""
        cut_after = _CUT if start + LONGEST < len(line) else ""
    text = line[start : start + LONGEST]
    if cut_before:
        text = cut_before + text[1:]
    if cut_after:
        text = text[:-1] + cut_after
    return visible(text), column - (start - indent)
