"""File names of packs: safe on every system whatever a student is called, and the same when rows come and go.

A name becomes small letters of ASCII, digits and hyphens, so that case, composed or decomposed accents, and characters
that some system or mail program minds can never matter. Where the name is taken, or nothing is left of it, a few
letters follow that depend on who the student is and on nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from packgen.batch.latin import latin

SUFFIX = ".pdf"

_LONGEST = 60
"""Letters of a name that are kept: a file with its folder must fit 260 characters on some systems."""

_FEWEST = 5
"""Letters that tell two files of one name apart."""

_NOBODY = "student"
_OTHERS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'‘’ʻʼʽʾʿ`´"))
_RESERVED = re.compile(r"con|prn|aux|nul|clock|conin|conout|com[0-9]|lpt[0-9]")


class FileOwner(NamedTuple):
    """Who a file is for: what its name is made of.

    Attributes:
        name: the student's.
        words: added to the name, such as the edition.
        identity: of the student; see `identities`.
    """

    name: str
    words: str
    identity: str


def identities(people: Iterable[tuple[str, ...]]) -> list[str]:
    """Return for each person a digest that stays theirs in whatever row they come to stand.

    Args:
        people: what tells them apart, such as name, address and edition. Those who have all in common are told apart by
            their order.
    """
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for person in people:
        same = tuple(unicodedata.normalize("NFC", part).casefold() for part in person)
        seen[same] = seen.get(same, 0) + 1
        found.append(hashlib.sha256("\0".join((*same, str(seen[same]))).encode()).hexdigest())
    return found


def file_names(people: Iterable[FileOwner], known: Mapping[str, str], taken: Collection[str]) -> list[str]:
    """Return the name of each person's file, in their order.

    Args:
        people: who is to have one.
        known: the names of files given earlier, by identity: they are kept.
        taken: other names that must not be given, in small letters.
    """
    everybody = list(people)
    used = {*taken, *known.values()}
    names = []
    for person in everybody:
        name = known.get(person.identity)
        if name is None:
            name = next(name for name in _candidates(person) if name not in used)
            used.add(name)
        names.append(name)
    return names


def slug(name: str) -> str:
    """Return what a file can take of a name: small letters of ASCII, digits and single hyphens; perhaps nothing."""
    return _OTHERS.sub("-", latin(name.translate(_APOSTROPHES))).strip("-")[:_LONGEST].strip("-")


def is_reserved(name: str) -> bool:
    """Tell whether Windows keeps a name, as `slug` gives it, for a device."""
    return _RESERVED.fullmatch(name) is not None


def _candidates(person: FileOwner) -> Iterator[str]:
    """Yield names for a file: without letters of the identity where the name will do, then with more and more."""
    own = slug(person.name)
    words = f"-{person.words}" if person.words else ""
    if own and not is_reserved(own):
        yield f"{own}{words}{SUFFIX}"
    letters = base64.b32encode(bytes.fromhex(person.identity)).decode().rstrip("=").lower()
    for length in range(_FEWEST, len(letters) + 1):
        yield f"{own or _NOBODY}-{letters[:length]}{words}{SUFFIX}"
