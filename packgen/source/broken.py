"""Text with a syntax error, and what is known of its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import yaml

Place = tuple[int, int]
"""0-based line and column."""


@dataclass(frozen=True)
class BrokenText:
    """A text with a syntax error.

    Attributes:
        lines: its lines.
        place: where the parser stopped.
        start: where the construct that it was parsing begins; equal to ``place`` if the parser does not say.
        said: the parser's message.
        inside: the lines inside quoted or literal text, up to where it stopped.
        quotation: where the last quoted text begins and ends, or None.
    """

    lines: list[str]
    place: Place
    start: Place
    said: str
    inside: frozenset[int]
    quotation: tuple[Place, Place] | None

    @classmethod
    def of(cls, error: yaml.YAMLError, text: str, lines: list[str]) -> BrokenText:
        """Return the text of a syntax error."""
        said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        place = _place(getattr(error, "problem_mark", None), lines)
        context = getattr(error, "context_mark", None)
        inside, quotation = _inside(text)
        return cls(lines, place, _place(context, lines) if context else place, said, inside, quotation)

    def above(self, number: int) -> int:
        """Return the number of the nearest line above that is neither blank nor a comment; else the line's own."""
        while number > 0:
            number -= 1
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("#"):
                break
        return number


def _place(mark: yaml.Mark | None, lines: list[str]) -> Place:
    """Return the line and column of a mark; past the end of the file, the end of the last line that is not blank."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines) and (lines[mark.line].strip() or mark.line == 0):
        return mark.line, mark.column
    line = min(mark.line, len(lines) - 1)
    while line > 0 and not lines[line].strip():
        line -= 1
    return line, len(lines[line])


def _inside(text: str) -> tuple[frozenset[int], tuple[Place, Place] | None]:
    """Return the lines that begin inside quoted or literal text, and the place of the last quoted text.

    Both up to where the parser stops.
    """
    inside: set[int] = set()
    quotation = None
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader if _C is None else _C):
            if isinstance(event, yaml.ScalarEvent) and event.style:
                start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
                last = end.line if end.column else end.line - 1
                inside.update(range(start.line + 1, last + 1))
                if event.style in "'\"":
                    quotation = (start.line, start.column), (end.line, end.column)
    except (yaml.YAMLError, ValueError, OverflowError):
        pass
    return frozenset(inside), quotation


_C = getattr(yaml, "CSafeLoader", None)
