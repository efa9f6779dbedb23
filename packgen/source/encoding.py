"""Decodes source files from UTF-8; the error of a file in another encoding says which it probably is."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8

from packgen.errors import ContentError, Origin, Problem
from packgen.source.document import source_lines
from packgen.source.excerpt import excerpt
from packgen.source.limits import LARGEST, TOO_MANY_MARKS, marks, uncommon

_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_STABLE = re.compile("[\x80-\u02ff\u0400-\u0482\u2010-\u2027]*")
"""Letters and punctuation of which each is in normal form C, whatever stands before and after it."""

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def decode(data: bytes, shown: str) -> str:
    """Return the text of a file in Unicode normal form C, without a byte order mark.

    Raises:
        ContentError: the file is too large, is not UTF-8, or has control characters, or too many combining marks on
            one character.
    """
    if len(data) > LARGEST:
        raise too_large(shown)
    if data.startswith(_UTF16) or (len(data) > 3 and data[:4].count(0) in (2, 3)):
        raise ContentError(
            [Problem(Origin(shown, 1, 1), "the file is in UTF-16, not UTF-8.", "Save it with the encoding UTF-8.")]
        )
    try:
        data = data.removeprefix(BOM_UTF8)
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, shown) from None
    rare = uncommon(data)
    match = _INVISIBLE.search(text) if _INVISIBLE.search(rare) is not None else None
    if match is not None:
        number = ord(text[match.start()])
        message = f"an invisible control character (U+{number:04X}) stands here."
        raise _refused(text, match.start(), shown, message, "Delete it.")
    at = marks(text, rare)
    if at is not None:
        raise _refused(text, at, shown, TOO_MANY_MARKS, "Delete those that are not needed.")
    return text if _STABLE.fullmatch(rare) else unicodedata.normalize("NFC", text)


def too_large(shown: str) -> ContentError:
    """Return the error for a file that is over `LARGEST` bytes."""
    return ContentError(
        [Problem(Origin(shown, 1, 1), "the file is larger than 4 MB.", "Divide it into several files.")]
    )


def _not_utf8(data: bytes, at: int, shown: str) -> ContentError:
    before = source_lines(data[:at].decode("utf-8"))
    rest = re.split(rb"[\r\n]", data[at : at + 1000], maxsplit=1)[0].decode("utf-8", "replace")
    text, caret = excerpt(before[-1] + rest, len(before[-1]))
    origin = Origin(shown, len(before), len(before[-1]) + 1)
    message = f"the byte 0x{data[at]:02X} here is not UTF-8 text."
    return ContentError([Problem(origin, message, "Save the file with the encoding UTF-8.", text, caret)])


def _refused(text: str, at: int, shown: str, message: str, remedy: str) -> ContentError:
    before = source_lines(text[:at])
    rest = re.split(r"[\r\n]", text[at : at + 1000], maxsplit=1)[0]
    excerpted, caret = excerpt(before[-1] + rest, len(before[-1]))
    origin = Origin(shown, len(before), len(before[-1]) + 1)
    return ContentError([Problem(origin, message, remedy, excerpted, caret)])
