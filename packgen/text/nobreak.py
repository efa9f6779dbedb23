"""No-break spaces: they keep 18 June, or J. Smith, on one line."""

from __future__ import annotations

import re

NO_BREAK_SPACE = "\u00a0"

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b"
)
_UNIT = (
    r"(?:%|‰|°[CF]?|(?:thousand|million|billion|trillion|per cent|percent|hectares?|tonnes?|roubles?|rubles?"
    r"|[kcm]?m[²³]?|[km]?g|t|ha|k?W|[MG]W|kWh|p\.m|a\.m|BC|BCE|CE|AD)(?!\w))"
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_ABBREVIATIONS = ("c", "ca", "No", "Nos", "p", "pp", "vol", "vols", "ch", "art", "fig", "Fig")
_LABELLED = ("Source", "Extract", "Section", "Part", "Option", "Plan", "Group")  # "... in Source A. The ..."


def _after(*patterns: str) -> str:
    """Return a pattern for the text before the space just matched; each of the patterns has a fixed width."""
    return "(?:" + "|".join(f"(?<={pattern} )" for pattern in patterns) + ")"


_DAY = _after(r"[^\w.,]\d", r"[^\w.,][0-3]\d", r"^\d", r"^[0-3]\d", r"\d(?:st|nd|rd|th)")
_SIGN = _after("[§№]", r"(?<!\w)AD")
_ABBREVIATION = _after(*(rf"(?<!\w){word}\." for word in _ABBREVIATIONS))
_INITIAL = rf"(?<={_CAPITAL}\. )(?<!\w.\. )"
_NO_LABEL = "".join(rf"(?<!{word} .\. )" for word in _LABELLED)  # after an initial: the dot stands for it

# Searching for spaces is fast, and the characters around most spaces show at once that the line may break there.
_KEPT_TOGETHER = re.compile(
    r" (?<=[\ddhtD.§№–−-] )(?:"
    rf"(?=[JFMASOND])(?<=[\ddht] ){_DAY}(?={_MONTH})"  # 18 June, 18th June
    rf"|(?<=\d )(?={_UNIT})"  # 36 million, 5 km, 18 %
    r"|(?<=\d )(?=[–−-] ?\d)"  # 1861 – 64, 1,234 –5
    r"|(?<=\d [–−-] )(?=\d)"
    r"|(?<=\. )(?:"
    rf"(?=\d){_ABBREVIATION}"  # c. 1900, No. 1, p. 4
    # J. S. Smith: two initials, or an initial and a name; I., V. or X. may be a king's number at the end of a sentence.
    rf"|{_INITIAL}(?={_CAPITAL})(?:(?=.\.)|{_NO_LABEL}(?<![a-z] [IVX]\. )(?=.[\w’'-]))"
    ")"
    rf"|{_SIGN}(?=\d)"
    ")"
)


def bind_spaces(text: str) -> str:
    """Return a text with no-break spaces where a line must not end, and otherwise unchanged.

    They join a day to its month, initials to each other and to the name, a number to its unit, the two numbers of a
    range with spaces around its dash, and c., No., p., § and similar abbreviations to their number.
    """
    return _KEPT_TOGETHER.sub(NO_BREAK_SPACE, text)
