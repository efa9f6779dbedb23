"""Broken: a text that YAML's parser gave up on, and what is known of the place."""

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
        place: where the parser gave up.
        start: where what it was reading begins, the same where it does not say.
        said: its sentence.
        inside: the lines that lie inside quotation marks or literal text, as far as it came.
        quotation: where the last text in quotation marks began and ended, if there is one.
    """

    lines: list[str]
    place: Place
    start: Place
    said: str
    inside: frozenset[int]
    quotation: tuple[Place, Place] | None

    @classmethod
    def of(cls, error: yaml.YAMLError, text: str, lines: list[str]) -> BrokenText:
        """Return what is known of an error."""
        said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        place = _place(getattr(error, "problem_mark", None), lines)
        context = getattr(error, "context_mark", None)
        inside, quotation = _inside(text)
        return cls(lines, place, _place(context, lines) if context else place, said, inside, quotation)

    def above(self, number: int) -> int:
        """Return the number of the nearest line above that is neither blank nor a comment; of the first, its own."""
        while number > 0:
            number -= 1
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("#"):
                break
        return number


def _place(mark: yaml.Mark | None, lines: list[str]) -> Place:
    """Return a mark's line and column; past the end of the file, the end of its last line with anything in it."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines) and (lines[mark.line].strip() or mark.line == 0):
        return mark.line, mark.column
    line = min(mark.line, len(lines) - 1)
    while line > 0 and not lines[line].strip():
        line -= 1
    return line, len(lines[line])


def _inside(text: str) -> tuple[frozenset[int], tuple[Place, Place] | None]:
    """Return the lines that begin inside quotation marks or literal text, and the last text in quotation marks.

    Both end where the parser gives up.
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
