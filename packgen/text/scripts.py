"""Superscripts and subscripts: ``x^2^``, ``H~2~O``, nested (``e^−E~a~/RT^``); and their plain-text form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_TAGS = {"^": "sup", "~": "sub"}

_STOP = re.compile(r"[\s{}$]|\\[A-Za-z]")
"""Characters that neither may contain: spaces, and TeX, of which only a part would be raised."""

_RAISED = dict(zip(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡ",
    strict=True,
))  # fmt: skip
_LOWERED = dict(zip(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
    strict=True,
))  # fmt: skip
_CHARACTERS = {1: _RAISED, -1: _LOWERED}
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_FALLBACK = {1: "^", -1: "_"}


def script(state: StateInline, silent: bool) -> bool:
    """Parse a superscript or subscript, which may contain other markup; a rule for markdown-it.

    Two adjacent signs are no markup: ``~~struck~~``. Neither is the sign of a footnote: ``[^1]``.
    """
    text, start = state.src, state.pos
    sign = text[start]
    if silent or sign not in _TAGS:
        return False
    run = start
    while run < state.posMax and text[run] == sign:
        run += 1
    if run - start > 1:
        state.pending += text[start:run]
        state.pos = run
        return True
    end = _end(text, start, state.posMax)
    if end < 0:
        return False
    most, state.posMax, state.pos = state.posMax, end, start + 1
    state.push(f"{_TAGS[sign]}_open", _TAGS[sign], 1)
    state.md.inline.tokenize(state)
    state.push(f"{_TAGS[sign]}_close", _TAGS[sign], -1)
    state.posMax, state.pos = most, end + 1
    return True


def _end(text: str, start: int, most: int) -> int:
    """Return the position of the closing sign, or -1."""
    sign = text[start]
    if text[start - 1 : start] == "[" and sign == "^":
        return -1
    at = start + 1
    while at < most:
        character = text[at]
        if character == sign:
            break
        if character == "\\" and not text[at + 1 : at + 2].isalpha():
            at += 2
            continue
        if _STOP.match(text, at):
            return -1
        at += 1
    if at >= most or at == start + 1 or text[at + 1 : at + 2] == sign:
        return -1
    return -1 if _is_open(text, start, at) else at


def _is_open(text: str, start: int, end: int) -> bool:
    """Tell whether two signs belong to two separate numbers, as in ~5–~10 or x^2+y^2, and enclose nothing."""
    if not text[end + 1 : end + 2].isdigit():
        return False
    if text[start] == "~":
        return not text[start - 1 : start].strip(" (\n\u00a0–-")
    return any(sign in text[start + 2 : end] for sign in "+-−–*/=<>×")


def in_characters(rise: int, text: str, before: str, after: str) -> str:
    """Return a superscript or subscript in plain characters: 10³, H₂O; or as in E_cell where Unicode has none.

    Args:
        rise: 1 for a superscript, -1 for a subscript.
        text: of the superscript or subscript.
        before: text before it.
        after: text after it.
    """
    if rise > 0 and is_ordinal(before, text):
        return text
    known = _CHARACTERS[rise]
    if all(character in known for character in text):
        return "".join([known[character] for character in text])
    apart = text.isalnum() and not after[:1].isalnum()
    return f"{_FALLBACK[rise]}{text}" if apart else f"{_FALLBACK[rise]}({text})"


def is_ordinal(before: str, text: str) -> bool:
    """Tell whether a superscript is the ending of an ordinal: 20th can be written without it."""
    return text in _ORDINALS and before[-1:].isdigit()
