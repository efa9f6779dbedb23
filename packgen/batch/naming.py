"""File names of packs: valid on every system whatever the student's name, and stable when rows are added or removed.

A name is reduced to lower-case ASCII letters, digits and hyphens, so that case, composed or decomposed accents, and
characters that a system or mail program rejects never matter. If the name is taken, or nothing is left of it, a few
hex digits are added that depend on the student's identity alone.
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
    """The student a file is for, from which its name is made.

    Attributes:
        name: name of the student.
        words: words added to the name, such as the edition.
        identity: digest of the student's identity; see `identities`.
    """

    name: str
    words: str
    identity: str


def identities(people: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a digest of each person's identity that does not depend on their row.

    Args:
        people: values that distinguish people, such as name, address and edition. People with equal values are
            distinguished by their order.
    """
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for person in people:
        same = tuple(unicodedata.normalize("NFC", part).casefold() for part in person)
        seen[same] = seen.get(same, 0) + 1
        found.append(hashlib.sha256("\0".join((*same, str(seen[same]))).encode()).hexdigest())
    return found


def file_names(people: Iterable[FileOwner], known: Mapping[str, str], taken: Collection[str]) -> list[str]:
    """Return a unique file name for each person, in their order.

    Args:
        people: the owners of the files.
        known: file names given earlier, by identity: they are used again.
        taken: other names that must not be used, in lower case.
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
    """Return a name reduced to lower-case ASCII letters, digits and single hyphens; may be empty."""
    return _OTHERS.sub("-", latin(name.translate(_APOSTROPHES))).strip("-")[:_LONGEST].strip("-")


def is_reserved(name: str) -> bool:
    """Tell whether Windows reserves a name, as `slug` returns it, for a device."""
    return _RESERVED.fullmatch(name) is not None


def _candidates(person: FileOwner) -> Iterator[str]:
    """Yield file names: the name alone, if it can be used, then with more and more digits of the identity."""
    own = slug(person.name)
    words = f"-{person.words}" if person.words else ""
    if own and not is_reserved(own):
        yield f"{own}{words}{SUFFIX}"
    letters = base64.b32encode(bytes.fromhex(person.identity)).decode().rstrip("=").lower()
    for length in range(_FEWEST, len(letters) + 1):
        yield f"{own or _NOBODY}-{letters[:length]}{words}{SUFFIX}"
