"""Registry: which languages there are, and their files read.

The files are YAML of the plainest kind, a key and a text in double quotes a line. They are read without a YAML parser,
because a pack out of the cache needs its words too and must not wait for one.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from packgen.locale.words import Words

USUAL = "en-GB"
"""The language of what has no words of its own."""

_FOLDER = Path(__file__).parent
_ENDING = ".yaml"
_ENTRY = re.compile(r'([a-z][a-z0-9_.]*): ("(?:[^"\\]|\\.)*")')


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file, the usual one first."""
    found = {path.stem for path in _FOLDER.iterdir() if path.suffix == _ENDING}
    return (USUAL, *sorted(found - {USUAL}))


def known(language: str) -> str | None:
    """Return the language of the words for a BCP 47 tag: itself, or one of the same primary language, as fr for fr-CA.

    Returns:
        A language of `languages`, or None where there is none.
    """
    primary = language.lower().split("-")[0]
    alike = [one for one in languages() if one.lower().split("-")[0] == primary]
    return next((one for one in alike if one.lower() == language.lower()), alike[0] if alike else None)


@lru_cache(maxsize=64)
def words_for(language: str) -> Words:
    """Return the words for a BCP 47 tag, or the usual ones where there are none for it."""
    return _read(known(language) or USUAL)


@cache
def _read(language: str) -> Words:
    text = (_FOLDER / f"{language}{_ENDING}").read_text(encoding="utf-8")
    return Words(language, MappingProxyType(entries(text)))


def entries(text: str) -> dict[str, str]:
    """Return the entries of a locale file.

    A text in double quotes is read as JSON, of which YAML is a superset.

    Raises:
        ValueError: a line is neither an entry nor a comment nor empty, or a key stands there twice.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        match = _ENTRY.fullmatch(line)
        if match is None or match[1] in found:
            raise ValueError(f"line {number} of a locale file is no entry, or one that is there already: {line}")
        found[match[1]] = json.loads(match[2])
    return found
