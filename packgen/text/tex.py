"""TeX formulas, which packgen does not typeset: they are found in a text and printed as typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

INSTEAD = "Write ½ or 1/2, x^2^ and H~2~O."
"""What to write instead of a TeX formula."""

_LONGEST = 400
"""Greatest number of characters of a formula."""

_DOLLARS = re.compile(r"(?<![\w\\$])(\$\$?)(?=[^\s$])([^$]{0,398}[^\s$\\])\1(?![\w$])")
_BRACKETS = re.compile(r"\\\(([^\n]{1,398}?)\\\)|\\\[([^\n]{1,398}?)\\\]")
_COMMAND = re.compile(r"(?<![\w:\\])\\[A-Za-z]+(?=\{)")
_NAMES = (
    "alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|rho|sigma|tau|phi|omega|Delta|Sigma|Omega|Gamma|times|cdot|div"
    "|pm|leq?|geq?|neq|approx|equiv|infty|sum|prod|int|sqrt|frac|to|rightarrow|leftarrow|Rightarrow|rightleftharpoons"
    "|degree|circ|left|right|sin|cos|tan|log|ln|lim|quad"
)
_NAMED = re.compile(rf"(?<![\w:\\])\\(?:{_NAMES})(?![A-Za-z\\])")
_SIGN_OF_TEX = re.compile(r"\\[A-Za-z]|[\^_{}=<>≤≥×÷]|(?<=[\w)])[ ]?[+*/−-][ ]?(?=[\w(])")
_LONE = re.compile(r"\s*(?:[A-Za-z]|[0-9.,]+|-?[0-9]*[A-Za-z]{1,2}'?)\s*")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")


def formula_at(text: str, at: int) -> int:
    """Return the end of the formula that begins at a position in a text, or -1 if there is none."""
    if text[at] == "$":
        found = _DOLLARS.match(text, at)
        return found.end() if found and _is_formula(found[2]) else -1
    if text[at] != "\\":
        return -1
    found = _BRACKETS.match(text, at)
    if found:
        inside = found[1] or found[2]
        return found.end() if _SIGN_OF_TEX.search(inside) or inside.strip().isalpha() else -1
    command = _COMMAND.match(text, at) or _NAMED.match(text, at)
    return _command_end(text, command.end()) if command else -1


def find_formula(text: str) -> tuple[int, int] | None:
    """Return start and end of the first formula in a text, or None."""
    for match in re.finditer(r"[$\\]", text):
        end = formula_at(text, match.start())
        if end >= 0:
            return match.start(), end
    return None


def formula(state: StateInline, silent: bool) -> bool:
    """Parse a formula as plain text; a rule for markdown-it."""
    if state.src[state.pos] not in "$\\":
        return False
    end = formula_at(state.src, state.pos)
    if not 0 <= end <= state.posMax:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _is_formula(inside: str) -> bool:
    """Tell whether the text between dollar signs is a formula rather than a price."""
    if _LONE.fullmatch(inside):
        return True
    if "\\" in inside or "^" in inside or "=" in inside:
        return True
    return _SIGN_OF_TEX.search(inside) is not None and _WORD.search(inside) is None and ";" not in inside


def _command_end(text: str, at: int) -> int:
    """Return the end of a command with its arguments and everything after it up to a space."""
    depth, stop = 0, min(len(text), at + _LONGEST)
    for place in range(at, stop):
        character = text[place]
        if character == "{":
            depth += 1
        elif character == "}":
            if depth == 0:
                return place
            depth -= 1
        elif depth == 0 and (character.isspace() or character in "*,;:!?$\u201d\u2019"):
            return place
    return stop if depth == 0 else at
