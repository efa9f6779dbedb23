"""Passages with marks around what may be hidden: ``His {{Secret Speech}}``, ``105 {{sovnarkhozy|regional councils}}``.

Inline Markdown works around and inside a mark. A single brace is an ordinary character.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from packgen.layout.text.gap import Gap
from packgen.layout.text.story import Outline
from packgen.text.coverage import blank
from packgen.text.inline import Run, parse, plain
from packgen.text.nobreak import bind_spaces
from packgen.text.story import pieces
from packgen.text.tex import INSTEAD, find_formula

OPENING, CLOSING = "{{", "}}"

LONGEST = 40
"""Greatest number of characters of an answer, which is written by hand within a line."""

MOST = 99
"""Greatest number of gaps in a passage: their numbers have two digits at most."""

_ANKI = re.compile(r"\s*c[0-9]+::(.*?)(?:::(.*))?\s*", re.DOTALL)
"""A gap in Anki's syntax: a number, the answer, and perhaps a hint."""

_HOLDER = "\ufdd0"
"""Placeholder for a gap while Markdown is parsed: a noncharacter, so no text has it; Markdown takes it for a letter."""

Content = tuple[Run | Gap, ...]
"""The content of a paragraph: runs and gaps."""


class Stretch(NamedTuple):
    """A paragraph of a passage, or an item of a list in it."""

    content: Content
    outline: Outline


class Mark(NamedTuple):
    """A mark: the answer, which is inline Markdown, and other accepted answers."""

    answer: str
    variants: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A parsed text: its marks, and the texts between them, of which there is one more."""

    texts: tuple[str, ...]
    marks: tuple[Mark, ...]

    def stretches(self, hidden: Collection[int]) -> tuple[Stretch, ...]:
        """Return the paragraphs and items, with the hidden marks as gaps numbered from 1 and the other marks as text.

        Raises:
            MarkProblem: Markdown around a gap swallows it.
        """
        parts = [self.texts[0]]
        gaps: list[Gap] = []
        for number, mark in enumerate(self.marks):
            if number in hidden:
                gaps.append(Gap(len(gaps) + 1, mark.answer, mark.variants))
            parts += [_HOLDER if number in hidden else mark.answer, self.texts[number + 1]]
        left = iter(gaps)
        made = tuple(
            Stretch(_bound(list(_pieces(piece.text, left))), Outline(piece.label, piece.depth))
            for piece in pieces("".join(parts))
        )
        if next(left, None) is not None:
            raise _in_link()
        return made


class MarkProblem(ValueError):
    """A mark that cannot be used, with a message and a remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@lru_cache(maxsize=256)
def read(text: str) -> Passage:
    """Parse a text and its marks.

    Args:
        text: running text in the form of `packgen.text.story`.

    Raises:
        MarkProblem: a mark is not closed, not opened, empty, inside another, in a link, or too long; or there are too
            many.
    """
    texts, marks = [], []
    at = 0
    while (start := text.find(OPENING, at)) >= 0:
        texts.append(_unmarked(text[at:start]))
        stop = text.find(CLOSING, start)
        if stop < 0 or "\n\n" in text[start:stop]:
            raise MarkProblem(f"a gap is not closed: {_shown(text[start:])}.", "Write }} after what is to be hidden.")
        marks.append(_mark(text[start : stop + len(CLOSING)]))
        at = stop + len(CLOSING)
    texts.append(_unmarked(text[at:]))
    if len(marks) > MOST:
        raise MarkProblem(f"there are {len(marks)} gaps in one passage.", f"Mark at most {MOST}, or divide it in two.")
    passage = Passage(tuple(texts), tuple(marks))
    passage.stretches(range(len(marks)))
    return passage


def _unmarked(text: str) -> str:
    if _HOLDER in text:
        raise MarkProblem("there is a character that cannot be printed.", "Delete it.")
    if CLOSING in text:
        said = text[: text.index(CLOSING) + len(CLOSING)]
        raise MarkProblem(f"a gap ends that does not begin: {_shown(said, end=True)}.", "Write {{ before it.")
    return text


def _mark(marked: str) -> Mark:
    inner = marked[len(OPENING) : -len(CLOSING)]
    if find_formula(inner) is not None:
        raise MarkProblem(f"a gap holds a formula in TeX, and such are not set: {_shown(marked)}.", INSTEAD)
    anki = _ANKI.fullmatch(inner)
    if anki is not None:
        wanted = f"Write {OPENING}{anki[1].strip() or 'answer'}{CLOSING}"
        hint = " and put the hint into the sentence" if anki[2] else ""
        raise MarkProblem(f"a gap is marked as in Anki: {_shown(marked)}.", f"{wanted}{hint}.")
    if "{" in inner or "}" in inner:
        raise MarkProblem(f"a gap has braces inside: {_shown(marked)}.", "Close each gap before the next one begins.")
    answer, *variants = (part.strip() for part in _unmarked(inner).split("|"))
    for words, what in ((answer, "a gap"), *((variant, "what a gap accepts") for variant in variants)):
        if blank(plain(words)):
            raise MarkProblem(
                f"{what} is empty: {_shown(marked)}.", 'Write "{{answer}}", or "{{answer|also accepted}}".'
            )
    if len(plain(answer)) > LONGEST:
        count = len(plain(answer))
        raise MarkProblem(
            f"an answer of {count} characters is too long for a gap: {_shown(marked)}.",
            f"Hide at most {LONGEST} characters: the words that matter.",
        )
    return Mark(answer, tuple(variants))


def _shown(text: str, end: bool = False) -> str:
    """Return the beginning or the end of a text, in quotation marks."""
    most = 32
    if len(text) <= most:
        return f'"{text}"'
    return f'"…{text[-most:]}"' if end else f'"{text[:most]}…"'


def _in_link() -> MarkProblem:
    return MarkProblem("a gap stands in a link, the address of which may give it away.", "Take one of them away.")


def _pieces(markdown: str, gaps: Iterator[Gap]) -> Iterator[Run | Gap]:
    """Yield the runs of a paragraph, with gaps in place of their placeholders."""
    for run in parse(markdown):
        for number, piece in enumerate(run.text.split(_HOLDER)):
            if number:
                if run.href is not None:
                    raise _in_link()
                yield next(gaps)
            if piece:
                yield run._replace(text=piece)


def _bound(parts: list[Run | Gap]) -> Content:
    """Set no-break spaces as if nothing were hidden: also between 18 and a hidden June."""
    said = [plain(part.answer) if isinstance(part, Gap) else part.text for part in parts]
    whole = bind_spaces("".join(said))
    bound: list[Run | Gap] = []
    at = 0
    for part, words in zip(parts, said, strict=True):
        stop = at + len(words)
        bound.append(part if isinstance(part, Gap) else part._replace(text=whole[at:stop]))
        at = stop
    return tuple(bound)
