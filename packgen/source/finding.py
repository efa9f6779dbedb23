"""A finding: an error in the text of a file, from which a `Problem` is made."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """An error, and its remedy.

    Attributes:
        line, column: 0-based place.
        message, remedy: as in `packgen.errors.Problem`.
        indented: whether the indentation of the line is wrong, and so has to be shown.
    """

    line: int
    column: int
    message: str
    remedy: str
    indented: bool = False


QUOTES = "Put the whole text in quotes."


def indent_of(line: str) -> int:
    """Return how many spaces and other blanks a line begins with."""
    return len(line) - len(line.lstrip())


def quoted(text: str) -> str:
    """Return a text in the quotation marks that it needs in YAML, shortened for a message."""
    text = " ".join(text.split())
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


_SHOWN = 60
