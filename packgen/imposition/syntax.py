"""Parse and serialise PDF objects (ISO 32000-1, 7.3).

Atomic values stay bytes, so that they are written exactly as they were read; only references are renumbered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

_DEEPEST = 60
"""Arrays and dictionaries within each other; what people make has some ten."""

_LONGEST_STRING = 1_000_000
_MOST_TOKENS = 1_000_000

_TOKEN = re.compile(
    rb"""[\0\t\n\f\r ]*+(?:
      (?P<reference>[0-9]{1,10}+[\0\t\n\f\r ]++[0-9]{1,5}+[\0\t\n\f\r ]++R(?![^\0\t\n\f\r ()<>\[\]{}/%]))
    | (?P<open><<|\[) | (?P<close>>>|\])
    | (?P<atom>/[^\0\t\n\f\r ()<>\[\]{}/%]*+ | [^\0\t\n\f\r ()<>\[\]{}/%]++
        | \((?:[^()\\]++|\\[\s\S])*+\) | <[0-9A-Fa-f\0\t\n\f\r ]*+>)
    | (?P<nested>\()
    )""",
    re.VERBOSE,
)
_PARENTHESES = re.compile(rb"\\[\s\S]|[()]")


class MalformedError(Exception):
    """The data differ from what packgen or qpdf writes."""


class Ref(NamedTuple):
    """A reference to an object by its number; all generations are 0."""

    number: int


Value: TypeAlias = "bytes | Ref | list[Value] | dict[bytes, Value]"
"""A value: numbers, names, strings, booleans and null are bytes; names have their stroke."""


class Parsed(NamedTuple):
    """A value, the offset after it, and its number of tokens."""

    value: Value
    end: int
    tokens: int


def parsed(data: bytes, start: int = 0) -> Parsed:
    """Parse the value at an offset.

    Raises:
        MalformedError: there is no value, or it exceeds a limit.
    """
    stack: list[tuple[bool, list[Value]]] = []
    for count in range(1, _MOST_TOKENS):
        match = _TOKEN.match(data, start)
        if match is None:
            raise MalformedError("no value")
        start = match.end()
        value: Value
        if match["open"]:
            if len(stack) >= _DEEPEST:
                raise MalformedError("values nested too deeply")
            stack.append((match["open"] == b"<<", []))
            continue
        if match["close"]:
            value = _closed(stack, match["close"])
        elif match["reference"]:
            number, generation, _ = match["reference"].split()
            value = Ref(int(number)) if int(generation) == 0 else b"null"
        elif match["nested"]:
            value, start = _string(data, match.start("nested"))
        else:
            value = match["atom"]
        if not stack:
            return Parsed(value, start, count)
        stack[-1][1].append(value)
    raise MalformedError("too many values in one")


def _closed(stack: list[tuple[bool, list[Value]]], bracket: bytes) -> Value:
    """Pop the array or dictionary that a bracket closes off the stack, and return it."""
    if not stack or stack[-1][0] != (bracket == b">>"):
        raise MalformedError("brackets that do not match")
    is_dictionary, items = stack.pop()
    if not is_dictionary:
        return items
    keys, values = items[::2], items[1::2]
    if len(keys) != len(values):
        raise MalformedError("a key without a value")
    out: dict[bytes, Value] = {}
    for key, value in zip(keys, values, strict=True):
        if not isinstance(key, bytes) or key[:1] != b"/":
            raise MalformedError("a key that is no name")
        out[key] = value
    return out


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """Return a literal string with nested parentheses, and the offset after it."""
    depth = 0
    for match in _PARENTHESES.finditer(data, start, start + _LONGEST_STRING):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if depth == 0:
            return data[start : match.end()], match.end()
    raise MalformedError("a string without an end")


def written(value: Value, number: Callable[[Ref], int]) -> str:
    """Serialise a value, one character a byte.

    Args:
        value: the value.
        number: returns the object number in the new file for a reference.
    """
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, Ref):
        return f"{number(value)} 0 R"
    if isinstance(value, list):
        return f"[{' '.join([written(item, number) for item in value])}]"
    return "<<" + "".join([f"{key.decode('latin-1')} {written(item, number)}" for key, item in value.items()]) + ">>"


def references(value: Value) -> list[Ref]:
    """Return the references in a value, in order."""
    if isinstance(value, Ref):
        return [value]
    if isinstance(value, bytes):
        return []
    items = value if isinstance(value, list) else value.values()
    return [found for item in items for found in references(item)]


def integer(value: Value | None) -> int:
    """Return the integer that a value is.

    Raises:
        MalformedError: it is not an integer.
    """
    if not isinstance(value, bytes) or not re.fullmatch(rb"[+-]?[0-9]{1,10}", value):
        raise MalformedError("no whole number")
    return int(value)


def real(value: Value | None) -> float:
    """Return the number that a value is.

    Raises:
        MalformedError: it is not a number.
    """
    if not isinstance(value, bytes) or not re.fullmatch(
        rb"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})", value
    ):
        raise MalformedError("no number")
    return float(value)
