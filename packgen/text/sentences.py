"""Begins and ends texts that packgen takes from where they were written: a capital; one full stop, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packgen.text.inline import Run, plain

_ENDS = ".?!:;…"
_CLOSING = "”’\"'»\u202f"
_SHORT = frozenset({"etc", "ltd", "co", "inc", "jr", "sr", "esq", "vol", "no", "st", "cf", "al", "ca"})
"""Abbreviations that end in a full stop."""

_FIRST_WORD = re.compile(r"([\s*_([“‘«\"']*)([^\W\d_]+)")


def begun(markdown: str) -> str:
    """Return inline Markdown with a capital at its beginning; a word with capitals of its own, such as pH, stays."""
    found = _FIRST_WORD.match(markdown)
    if found is None or not found[2].islower():
        return markdown
    return f"{found[1]}{found[2][0].upper()}{markdown[found.end(1) + 1 :]}"


def ended(runs: Sequence[Run]) -> list[Run]:
    """Return runs as a sentence: with a full stop, unless they end in one or in another sign that ends a sentence."""
    if not runs or _is_ended("".join([run.text for run in runs])):
        return list(runs)
    last = runs[-1]
    if last.rise or last.href is not None:
        return [*runs, last._replace(text=".", rise=0, inner=0, href=None)]
    return [*runs[:-1], last._replace(text=f"{last.text}.")]


def sentence(markdown: str) -> str:
    """Return inline Markdown as a sentence; see `ended`."""
    return markdown if _is_ended(plain(markdown)) else f"{markdown}."


def unended(runs: Sequence[Run]) -> list[Run]:
    """Return runs without a full stop at their end, so that text can follow; an abbreviation keeps its own."""
    text = "".join([run.text for run in runs])
    if not text.endswith(".") or text.endswith("..") or _is_short(text):
        return list(runs)
    last = runs[-1]._replace(text=runs[-1].text[:-1])
    return [*runs[:-1], last] if last.text else list(runs[:-1])


def before_colon(runs: Sequence[Run], colon: str) -> list[Run]:
    """Return runs with a colon after them, or only a space if they end in ?, !, … or a colon.

    Args:
        runs: text before the colon.
        colon: with the spaces around it that the language requires.
    """
    stripped = unended(runs)
    text = "".join([run.text for run in stripped])
    tail = " " if text.rstrip(_CLOSING)[-1:] in ("?", "!", "…", ":") else colon
    return [*stripped, Run(tail, bold=bool(stripped) and stripped[-1].bold)]


def _is_ended(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in tuple(_ENDS)


def _is_short(text: str) -> bool:
    """Tell whether a text ends in an abbreviation: p.m., U.S., etc."""
    word = text[:-1].rsplit(" ", 1)[-1].lstrip("(“‘\"'")
    return "." in word or word.casefold() in _SHORT or (len(word) == 1 and word.isupper())
