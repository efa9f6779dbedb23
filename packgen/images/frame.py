"""The frame of a JPEG, and whether every PDF program can decode it (ITU-T T.81, annex B.2)."""

from __future__ import annotations

from typing import NamedTuple

from packgen.images.limits import UnusablePicture, check_size, damaged
from packgen.images.segments import DHT, DQT, FRAMES, SOS

SAVE_AGAIN = "Open it in a picture editor and save it as an ordinary JPEG, or as PNG."

_UNREADABLE = {
    **dict.fromkeys((0xC3, 0xCB), "lossless"),
    **dict.fromkeys((0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF), "hierarchical"),
}
_HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
"""Markers of baseline, extended sequential and progressive frames with Huffman coding."""

_PROGRESSIVE = 0xC2


class Component(NamedTuple):
    """A colour component: its id, sampling factors, and the id of its quantisation table."""

    id: int
    across: int
    down: int
    table: int


class Frame(NamedTuple):
    """A frame header (B.2.2): its marker, the size in samples, and the components."""

    marker: int
    width: int
    height: int
    components: tuple[Component, ...]


def read_frame(marker: int, parameters: bytes) -> Frame:
    """Read a frame header.

    Raises:
        UnusablePicture: it is cut short, too large, or of a kind that packgen does not read.
    """
    if len(parameters) < 6 or len(parameters) != 6 + 3 * parameters[5]:
        raise damaged()
    bits, count = parameters[0], parameters[5]
    kind = _UNREADABLE.get(marker)
    if kind is None and bits != 8:
        kind = f"{bits}-bit"
    if kind is None and count not in (1, 3, 4):
        kind = f"{count}-colour"
    if kind is not None:
        raise UnusablePicture(f"is a {kind} JPEG, which packgen cannot read", SAVE_AGAIN)
    height, width = int.from_bytes(parameters[1:3], "big"), int.from_bytes(parameters[3:5], "big")
    check_size(width, height)
    parts = [parameters[at : at + 3] for at in range(6, len(parameters), 3)]
    return Frame(marker, width, height, tuple(Component(a, b >> 4, b & 15, c) for a, b, c in parts))


class Plainness:
    """Follows the segments of a JPEG, to tell whether every PDF program decodes it.

    That is Huffman coding, grey or three colours in the usual sampling, and tables that are there before a scan needs
    them: some decoders put in usual ones for those that are missing, others print nothing.
    """

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._quantisation: set[int] = set()
        self._huffman: set[int] = set()
        self._scanned: set[int] = set()
        self._strange = False

    def __bool__(self) -> bool:
        """Tell whether all was plain, and every component had a scan."""
        frame = self._frame
        return not self._strange and frame is not None and self._scanned == {part.id for part in frame.components}

    def follow(self, marker: int, parameters: bytes, frame: Frame | None) -> None:
        """Take up a segment, and the frame where there has been one."""
        if marker in FRAMES:
            self._strange |= self._frame is not None or frame is None or not _usual(frame)
            self._frame = frame
        elif marker == DQT:
            self._quantisation.update(_quantisation_ids(parameters))
        elif marker == DHT:
            self._huffman.update(_huffman_ids(parameters))
        elif marker == SOS:
            self._strange |= not self._follow_scan(parameters)

    def _follow_scan(self, parameters: bytes) -> bool:
        """Take up a scan header (B.2.3); return whether what it names is there."""
        frame = self._frame
        if frame is None or not parameters or len(parameters) != 4 + 2 * parameters[0]:
            return False
        tables = {part.id: part.table for part in frame.components}
        first, _, approximation = parameters[-3:]
        for at in range(1, len(parameters) - 3, 2):
            id_, coders = parameters[at], parameters[at + 1]
            needed = {coders >> 4, 0x10 | coders & 15}
            if frame.marker == _PROGRESSIVE:
                needed = {0x10 | coders & 15} if first else set() if approximation >> 4 else {coders >> 4}
            if id_ not in tables or tables[id_] not in self._quantisation or not needed <= self._huffman:
                return False
            self._scanned.add(id_)
        return True


def _usual(frame: Frame) -> bool:
    if frame.marker not in _HUFFMAN or len(frame.components) not in (1, 3):
        return False
    if len({part.id for part in frame.components}) < len(frame.components):
        return False
    first, *others = frame.components
    if first.across not in (1, 2, 4) or first.down not in (1, 2, 4) or first.across * first.down > 8:
        return False
    return all((part.across, part.down) == (1, 1) for part in others)


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
