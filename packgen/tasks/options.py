"""The options of a multiple-choice question, and the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.tasks.chance import Chance

LETTERS = "abcdef"
"""The letters of options, and so the most that a question can have; tasks have capitals."""

_NUMBER = re.compile(r"(\D*?)(\d[\d,\u202f\u00a0]*(?:\.\d+)?)(\D*)")
_DATE = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|er)?\s+)?(?:([^\W\d_]{3,})\.?,?\s+)?(\d{3,4})")


class ChoiceOption(NamedTuple):
    """An option of a question.

    Attributes:
        text: inline Markdown.
        right: whether it is to be ticked.
        why: the reason why it is wrong or right, or an empty string.
    """

    text: str
    right: bool = False
    why: str = ""


def arranged(question: str, options: Sequence[ChoiceOption], chance: Chance, words: Words) -> tuple[ChoiceOption, ...]:
    """Return the options of a question in the order in which they are shown.

    Numbers and dates ascend. All others are shuffled, but "all of the above" and the like stay at the end.

    Args:
        question: inline Markdown; so two questions with the same options do not have them in the same order.
        options: at least 2.
        chance: decides the order.
        words: of the language of the options.
    """
    texts = [plain(option.text) for option in options]
    values = _dates(texts, words) or _numbers(texts)
    if values:
        return tuple(option for _, option in sorted(zip(values, options, strict=True), key=lambda pair: pair[0]))
    closing = set(words.text("choice.closing").split("|"))
    last = [option for option, text in zip(options, texts, strict=True) if text.rstrip(".").casefold() in closing]
    loose = [option for option in options if option not in last]
    order = chance.order([f"{question}/{option.text}" for option in loose])
    return (*(loose[place] for place in order), *last)


def lettered(options: Sequence[ChoiceOption]) -> list[tuple[str, str]]:
    """Return the letter and the text of each option."""
    return [(letter, option.text) for letter, option in zip(LETTERS, options, strict=False)]


def letters(options: Sequence[ChoiceOption]) -> list[str]:
    """Return the letters of the options that are right."""
    return [letter for letter, option in zip(LETTERS, options, strict=False) if option.right]


def _numbers(texts: Sequence[str]) -> list[tuple[float, ...]]:
    """Return the numbers in texts that differ in their numbers only, such as 7 votes and 11 votes; else nothing."""
    found = [_NUMBER.fullmatch(text) for text in texts]
    matches = [match for match in found if match is not None]
    if len(matches) < len(texts) or len({match[1] for match in matches}) > 1:
        return []
    if len({match[3].rstrip("s.") for match in matches}) > 1:
        return []
    return [(float(re.sub(r"[^\d.]", "", match[2])),) for match in matches]


def _dates(texts: Sequence[str], words: Words) -> list[tuple[float, ...]]:
    """Return years, or years with months and days, of texts that are such dates; else nothing."""
    months = [name.rstrip(".").casefold() for name in words.text("date.months").split()]
    found: list[tuple[float, ...]] = []
    for text in texts:
        match = _DATE.fullmatch(text)
        if match is None:
            return []
        named = (match[2] or "").casefold()
        month = next((number for number, name in enumerate(months, 1) if named.startswith(name)), 0)
        if named and not month:
            return []
        found.append((float(match[3]), float(month), float(match[1] or 0)))
    return found
