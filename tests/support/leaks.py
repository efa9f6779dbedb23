"""Everything that a PDF file says anywhere, for tests that something is not in it.

Not only what is shown: strings and names of all objects, in use or not, decoded streams in the usual encodings, and the
text of whatever can be read as page content with any font of the file.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf

from tests.support.content import _Decoder
from tests.support.pdf import Source, open_pdf

_SPACES = re.compile(r"[\s\u00ad\u200b\u2060]+")


def folded(text: str) -> str:
    """Return a text without capitals and spaces, in one normal form."""
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _SPACES.sub("", normal.casefold())


def said_anywhere(source: Source) -> str:
    """Return all that a file says, folded, one place after another."""
    pdf = open_pdf(source)
    places = [*_strings(pdf.trailer), *(text for one in pdf.objects for text in _strings(one))]
    fonts = _fonts(pdf)
    streams = set(_raw(source))  # most are met twice, as bytes of the file and as objects
    for stream in (one for one in pdf.objects if isinstance(one, pikepdf.Stream)):
        data = _decoded(stream)
        streams.add(data)
        if b"BT" in data and (b"TJ" in data or b"Tj" in data):
            places += _shown(stream, fonts)
    for data in streams:
        places += _read(data)
    return "\n".join(folded(place) for place in dict.fromkeys(places))


def found(source: Source, secrets: Iterable[str]) -> list[str]:
    """Return the secrets that a file says somewhere."""
    everything = said_anywhere(source)
    return [secret for secret in secrets if folded(secret) in everything]


def _raw(source: Source) -> Iterator[bytes]:
    """Yield the bytes of the file and of its streams, whether or not anything leads to them."""
    if isinstance(source, pikepdf.Pdf):
        return
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    yield data
    for match in re.finditer(rb"stream\r?\n", data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[match.end() :])


def _read(data: bytes) -> list[str]:
    """Return bytes as text in the usual encodings."""
    wide = (data.decode("utf-16-be", "ignore"), data[1:].decode("utf-16-be", "ignore"))
    return [data.decode("latin-1"), data.decode("utf-8", "ignore"), *wide]


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _strings(value: object) -> Iterator[str]:
    """Yield every string and name in an object, without following references."""
    if isinstance(value, pikepdf.Stream):
        value = value.stream_dict
    if isinstance(value, pikepdf.String):
        yield str(value)
        yield bytes(value).decode("latin-1")
    elif isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            if not _indirect(inner):
                yield from _strings(inner)
    elif isinstance(value, pikepdf.Dictionary):
        for key, inner in value.items():
            yield key
            if not _indirect(inner):
                yield from _strings(inner)


def _indirect(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _fonts(pdf: pikepdf.Pdf) -> list[_Decoder]:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.Font
    ]
    return [_Decoder(one) for one in fonts if "/ToUnicode" in one]


def _shown(stream: pikepdf.Stream, fonts: list[_Decoder]) -> Iterator[str]:
    """Yield the text that a stream would show, were it page content, in each of the fonts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a font file may look like page content for a while
        try:
            steps = list(pikepdf.parse_content_stream(stream))
        except (pikepdf.PdfError, TypeError):  # ... and then hold what no page content does
            return
    strings = []
    for step in steps:
        for operand in step.operands:
            if isinstance(operand, pikepdf.Dictionary):
                yield from _strings(operand)
            parts = operand if isinstance(operand, pikepdf.Array) else [operand]
            strings += [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    for font in fonts:
        yield "".join(font.decode(string) for string in strings)
