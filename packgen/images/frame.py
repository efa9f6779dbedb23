"""The frame of a JPEG: its size, its components and how it is coded (ITU-T T.81, annex B.2.2)."""

from __future__ import annotations

from typing import NamedTuple

from packgen.images.limits import UnusablePicture, check_size, damaged

SAVE_AGAIN = "Open it in a picture editor and save it as an ordinary JPEG, or as PNG."

_UNREADABLE = {
    **dict.fromkeys((0xC3, 0xCB), "lossless"),
    **dict.fromkeys((0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF), "hierarchical"),
}


class Component(NamedTuple):
    """A colour component: its id, sampling factors, and the id of its quantisation table."""

    id: int
    across: int
    down: int
    table: int


class FrameHeader(NamedTuple):
    """A frame header (B.2.2): its marker, the size in samples, and the components."""

    marker: int
    width: int
    height: int
    components: tuple[Component, ...]


def read_frame(marker: int, parameters: bytes) -> FrameHeader:
    """Read a frame header.

    Raises:
        UnusablePicture: it is cut short, too large, or of a kind that packgen does not read.
    """
    if len(parameters) < 6 or len(parameters) != 6 + 3 * parameters[5]:
        raise damaged()
    bits, count = parameters[0], parameters[5]
    kind = _UNREADABLE.get(marker)
    if kind is None and bits in (12, 16):
        kind = f"{bits}-bit"
    if kind is not None:
        raise UnusablePicture(f"is a {kind} JPEG, which packgen cannot read", SAVE_AGAIN)
    if bits != 8 or count not in (1, 3, 4):
        raise damaged()
    height, width = int.from_bytes(parameters[1:3], "big"), int.from_bytes(parameters[3:5], "big")
    check_size(width, height)
    parts = [parameters[at : at + 3] for at in range(6, len(parameters), 3)]
    return FrameHeader(marker, width, height, tuple(Component(a, b >> 4, b & 15, c) for a, b, c in parts))
