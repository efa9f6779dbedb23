"""Decode text strings (ISO 32000-1, 7.3.4 and 7.9.2.2)."""

from __future__ import annotations

import re

from packgen.pdf.objects import PDF_DOC

_LONGEST = 2000
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_MEANT = {ord(byte): chr(character) for character, byte in PDF_DOC.items()}
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def decoded(token: bytes) -> str:
    """Return the text of a string token, without control characters; an empty string for any other token."""
    if token[:1] == b"<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
        data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    elif token[:1] == b"(":
        data = _ESCAPE.sub(_unescaped, token[1:-1])
    else:
        return ""
    if data.startswith(b"\xfe\xff"):
        text = data[2:].decode("utf-16-be", "replace")
    elif data.startswith(b"\xef\xbb\xbf"):
        text = data[3:].decode("utf-8", "replace")
    else:
        text = data.decode("latin-1").translate(_MEANT)
    return " ".join("".join([c if c.isprintable() else " " for c in text]).split())[:_LONGEST]


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return _CONTROLS.get(match[2], match[2])
