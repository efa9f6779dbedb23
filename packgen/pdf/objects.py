r"""PDF values as they are written in a file (ISO 32000-1, 7.3).

A serialised value is a ``str`` in which every character stands for one byte (Latin-1), so that values can be joined and
measured as text and are encoded once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})
_ABOVE_ASCII = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"
PDF_DOC = {
    **{ord(c): c for c in map(chr, range(0x20, 0x7F))},
    **{ord(c): c for c in map(chr, range(0xA1, 0x100)) if c != "\xad"},
    **{ord(c): chr(0x80 + i) for i, c in enumerate(_ABOVE_ASCII)},
    ord("€"): "\xa0",
    ord("\t"): "\t",
    ord("\n"): "\n",
    ord("\r"): "\r",
}
"""PDFDocEncoding (7.9.2.2): for each character, its byte, written as the Latin-1 character of the same number."""

_ORDER_MARKS = ("þÿ", "ÿþ", "ï»¿")
"""The byte order marks of UTF-16 and UTF-8 in PDFDocEncoding. A text that begins with one must not be written in
PDFDocEncoding, since a reader would decode it as UTF.

PDF 1.7 has the first, PDF 2.0 the last (ISO 32000-2, 7.9.2.2); some programs also know the second.
"""

_REGULAR = frozenset(map(chr, range(0x21, 0x7F))) - frozenset("#()<>[]{}/%")
_IN_URI = frozenset(map(chr, range(0x21, 0x7F))) - frozenset('"<>\\^`{|}')


@lru_cache(maxsize=4096)
def text(value: str) -> str:
    """Return a text string: PDFDocEncoding where it has every character, else UTF-16BE (7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPES)})"
    if all(ord(c) in PDF_DOC for c in value) and not value.startswith(_ORDER_MARKS):
        return f"({value.translate(PDF_DOC).translate(_ESCAPES)})"
    wide = value.encode("utf-16-be").decode("latin-1")
    return f"(\xfe\xff{wide.translate(_ESCAPES)})"


def name(value: str) -> str:
    """Return a name object (7.3.5)."""
    return "/" + "".join(c if c in _REGULAR else "".join(f"#{b:02X}" for b in c.encode()) for c in value)


def uri(address: str) -> str:
    """Return the ASCII string of a URI action (12.6.4.7): the host in IDNA, all else percent-encoded UTF-8."""
    scheme, slashes, rest = address.partition("://")
    if slashes and not address.isascii():
        host, slash, path = rest.partition("/")
        address = f"{scheme}://{_ascii_host(host)}{slash}{path}"
    escaped = "".join(c if c in _IN_URI else "".join(f"%{b:02X}" for b in c.encode()) for c in address)
    return f"({escaped.translate(_ESCAPES)})"


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # not a valid IDNA name; percent-encoded, it is still valid by RFC 3986
        return host


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Return a number with at most two decimals: 1/100 point is finer than any printer."""
    value = round(value, 2)
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


def box(values: Iterable[float]) -> str:
    """Return a rectangle or another array of numbers."""
    return f"[{' '.join(map(number, values))}]"


def references(numbers: Iterable[int | str]) -> str:
    """Return an array of indirect references."""
    return f"[{' '.join([f'{n} 0 R' for n in numbers])}]"
