"""The segments of a JPEG file (ITU-T T.81, annex B.1), each from its marker to the next, up to the end marker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.images.limits import damaged

START, END = b"\xff\xd8", b"\xff\xd9"

DHT, DAC, SOS, DQT, DRI, COM = 0xC4, 0xCC, 0xDA, 0xDB, 0xDD, 0xFE
APPLICATION = range(0xE0, 0xF0)
FRAMES = frozenset(range(0xC0, 0xD0)) - {DHT, 0xC8, DAC}

_KNOWN = frozenset({*FRAMES, DHT, DAC, SOS, DQT, DRI, COM, *APPLICATION})
_MOST = 5000
"""Segments of a file. A profile of 4 MB takes 62, embedded pictures a few hundred."""

_FILL = re.compile(rb"\xff+")
_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""The marker after the coded samples of a scan: neither a stuffed byte nor a restart marker (B.1.1.2)."""


class Segments:
    """Yields marker and parameters of each segment before the end marker.

    Attributes:
        raw: the latest segment as it stands in the file, without fill bytes; of a scan, with its coded samples.
        ended: whether the end marker was reached with nothing unknown before it.
        rest: all bytes from the first unknown marker on; nothing if the end marker was reached.

    Raises:
        UnusablePicture: there are too many.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.raw = self.rest = b""
        self.ended = False

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        data, at = self._data, len(START)
        for _ in range(_MOST):
            start = at
            fill = _FILL.match(data, at)
            at = fill.end() - 1 if fill else len(data)
            marker, length = data[at + 1 : at + 2], int.from_bytes(data[at + 2 : at + 4], "big")
            if marker == END[1:]:
                self.ended = True
                return
            end = at + 2 + length
            if not marker or marker[0] not in _KNOWN or length < 2 or end > len(data):
                self.rest = data[start:]
                return
            parameters = data[at + 4 : end]
            if marker[0] == SOS:
                found = _SCAN_END.search(data, end)
                end = found.start() if found else len(data)
            self.raw = data[at:end]
            yield marker[0], parameters
            at = end
        raise damaged()


def segment(marker: int, parameters: bytes) -> bytes:
    """Return a segment as it stands in a file."""
    return bytes((0xFF, marker)) + (len(parameters) + 2).to_bytes(2, "big") + parameters
