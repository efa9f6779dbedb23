"""Finding: something wrong in the text of a file, before it is a problem that is told."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Something wrong, and how to put it right.

    Attributes:
        line, column: 0-based place.
        message, remedy: as in `packgen.errors.Problem`.
        indented: the indentation of the line is what is wrong, so the line is to be shown with it.
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
    """Return a text in the quotation marks that it needs in a YAML file, cut to what a message has room for."""
    text = " ".join(text.split())
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


_SHOWN = 60
