"""Whether all PDF programs decode a JPEG to the same picture (ITU-T T.81, annex B.2)."""

from __future__ import annotations

import re

from packgen.images.frame import Component, FrameHeader
from packgen.images.segments import DHT, DQT, DRI, FRAMES, SOS

_HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
"""Markers of baseline, extended sequential and progressive frames with Huffman coding."""

_PROGRESSIVE = 0xC2
_BLOCK = 8
_RESTART = re.compile(rb"\xff([\xd0-\xd7])")


class Plainness:
    """Examines the segments of a JPEG; true if all of them are plain and every component had a scan.

    Plain means: Huffman coding; grey or three colours in the usual sampling; tables defined before a scan uses them
    (for missing ones some decoders assume defaults, others print nothing); restart markers at their proper places
    (decoders differ in how they treat others).
    """

    def __init__(self) -> None:
        self._frame: FrameHeader | None = None
        self._quantisation: set[int] = set()
        self._huffman: set[int] = set()
        self._scanned: set[int] = set()
        self._interval = 0
        self._strange = False

    def __bool__(self) -> bool:
        frame = self._frame
        return not self._strange and frame is not None and self._scanned == {part.id for part in frame.components}

    def follow(self, marker: int, parameters: bytes, raw: bytes, frame: FrameHeader | None) -> None:
        """Examine a segment: its marker and parameters, all its bytes, and the frame header if it came before."""
        if marker in FRAMES:
            self._strange |= self._frame is not None or frame is None or not _usual(frame)
            self._frame = frame
        elif marker == DQT:
            self._quantisation.update(_quantisation_ids(parameters))
        elif marker == DHT:
            self._huffman.update(_huffman_ids(parameters))
        elif marker == DRI:
            self._strange |= len(parameters) != 2
            self._interval = int.from_bytes(parameters, "big")
        elif marker == SOS:
            samples = raw[len(parameters) + 4 :]
            self._strange |= self._frame is None or not self._is_scan(self._frame, parameters, samples)

    def _is_scan(self, frame: FrameHeader, parameters: bytes, samples: bytes) -> bool:
        """Examine a scan (B.2.3); tell whether the tables it names are defined and its restart markers are right."""
        if not parameters or len(parameters) != 4 + 2 * parameters[0]:
            return False
        known = {part.id: part for part in frame.components}
        first, _, approximation = parameters[-3:]
        parts: list[Component] = []
        for id_, coders in zip(parameters[1:-3:2], parameters[2:-3:2], strict=True):
            dc, ac = coders >> 4, 0x10 | coders & 15
            needed = {dc, ac}
            if frame.marker == _PROGRESSIVE:
                needed = {ac} if first else set() if approximation >> 4 else {dc}
            if id_ not in known or known[id_].table not in self._quantisation or not needed <= self._huffman:
                return False
            parts.append(known[id_])
        self._scanned.update(part.id for part in parts)
        restarts = (_units(frame, parts) - 1) // self._interval if self._interval else 0
        found = _RESTART.findall(samples)
        return len(found) == restarts and all(mark[0] == 0xD0 + n % 8 for n, mark in enumerate(found))


def _usual(frame: FrameHeader) -> bool:
    if frame.marker not in _HUFFMAN or len(frame.components) not in (1, 3):
        return False
    if len({part.id for part in frame.components}) < len(frame.components):
        return False
    first, *others = frame.components
    if first.across not in (1, 2, 4) or first.down not in (1, 2, 4) or first.across * first.down > 8:
        return False
    return all((part.across, part.down) == (1, 1) for part in others)


def _units(frame: FrameHeader, parts: list[Component]) -> int:
    """Return how many minimum coded units a scan has (A.2)."""
    across = max(part.across for part in frame.components)
    down = max(part.down for part in frame.components)
    if len(parts) > 1:
        return -(-frame.width // (_BLOCK * across)) * -(-frame.height // (_BLOCK * down))
    [part] = parts
    width, height = -(-frame.width * part.across // across), -(-frame.height * part.down // down)
    return -(-width // _BLOCK) * -(-height // _BLOCK)


def _quantisation_ids(parameters: bytes) -> list[int]:
    """Return the ids of the tables in a segment (B.2.4.1)."""
    ids, at = [], 0
    while at < len(parameters):
        ids.append(parameters[at] & 15)
        at += 129 if parameters[at] >> 4 else 65
    return ids


def _huffman_ids(parameters: bytes) -> list[int]:
    """Return class and id of the tables in a segment, as their byte (B.2.4.2)."""
    ids, at = [], 0
    while at < len(parameters):
        ids.append(parameters[at])
        at += 17 + sum(parameters[at + 1 : at + 17])
    return ids
