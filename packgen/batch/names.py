"""Names of students in rosters: in two parts, surname first, or with letters damaged by a wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from packgen.batch.cells import normalised

LONGEST_NAME = 100
"""Characters of a name."""

_SURNAME_FIRST = re.compile(r"([^,]+),([^,]+)")
_SUFFIXES = {"jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii", "iv", "obe", "mbe", "cbe", "phd", "md"}

_LOST = re.compile(r"\ufffd|[^\W\d_]\?|\?[^\W\d_]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_DRAWN = re.compile("[√≈├┼][^\x00-\x7f]?")
"""How UTF-8 begins where it was read in the encoding of old Macs or of DOS."""

_MEANT = re.compile(
    "[\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u0490\u0491\u05d0-\u05ea"
    "\u0621-\u064a\u067e\u0686\u06a9\u06af\u06cc\u1e00-\u1eff\u2010-\u2026\u4e00-\u9fff]"
)
"""Characters that names and their punctuation are made of, by the millions of people who have them."""


def joined(forename: str, surname: str) -> str:
    """Return the full name of a forename and a surname, one of which may be empty."""
    return f"{forename} {surname}".strip()


def forename_first(name: str) -> str:
    """Return a name with the forename first: ``Anna Berg`` for ``Berg, Anna``; names without a comma unchanged."""
    match = _SURNAME_FIRST.fullmatch(name)
    if match is None:
        return name
    surname, forename = match[1].strip(), match[2].strip()
    if not surname or not forename or forename.rstrip(".").casefold() in _SUFFIXES:
        return name
    return f"{forename} {surname}"


def damage_in(written: str) -> str | None:
    """Return how a wrong encoding has damaged the letters of a name; None if it has not.

    Letters are lost (U+FFFD, or a question mark in a word) or garbled: UTF-8 was read as Windows-1252, so that ``Ã¼``
    stands for ``ü``. A genuine name such as JOÃO, where ASCII follows, is none of these.
    """
    if _LOST.search(written) is not None:
        mark = "\ufffd" if "\ufffd" in written else "?"
        return f'letters were lost when the file was saved: "{mark}" stands in their place.'
    for run in _FOREIGN.findall(unicodedata.normalize("NFC", written)):
        for start in range(len(run) - 1):
            garbled = _garbled(run[start:])
            if garbled is not None:
                written = normalised(garbled[0])
                return f'letters were garbled when the file was saved: "{written}" stands for "{garbled[1]}".'
    drawn = _DRAWN.search(written)
    return f'letters were garbled when the file was saved: "{drawn[0]}" stands for one.' if drawn is not None else None


def _garbled(text: str) -> tuple[str, str] | None:
    """Return the first UTF-8 sequence that was read as Windows-1252, and the letter it was; None if there is none."""
    data = bytes(takewhile(bool, map(_byte, text[:4])))
    for length in (2, 3, 4):
        try:
            meant = data[:length].decode()
        except UnicodeDecodeError:
            continue
        if len(data) >= length and len(meant) == 1 and _MEANT.fullmatch(meant):
            return text[:length], meant
    return None


def _byte(character: str) -> int:
    """Return the Windows-1252 byte of a character, else its code point if that is a byte, else 0."""
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(character) if ord(character) < 0x100 else 0
