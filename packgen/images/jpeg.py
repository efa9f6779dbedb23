"""JPEG files (ITU-T T.81): reduced to what decoding needs, and whether a PDF file can embed the result as it is.

Files from cameras and phones also hold the place, time and author, thumbnails, further pictures, and video after the
end marker. None of that is kept.
"""

from __future__ import annotations

from typing import NamedTuple

from packgen.images.frame import SAVE_AGAIN, FrameHeader, read_frame
from packgen.images.limits import LARGEST_PROFILE, MOST_SCANS, UnusablePicture, damaged
from packgen.images.plainness import Plainness
from packgen.images.segments import APPLICATION, COM, END, FRAMES, SOS, START, Segments, segment

_JFIF, _EXIF, _ICC, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_ADOBE_LENGTH = 12


class Jpeg(NamedTuple):
    """The parts of a JPEG file.

    Attributes:
        width, height: in samples.
        components: 1, 3 or 4.
        data: a JPEG file with the picture alone.
        plain: whether every PDF program can decode ``data``, provided its coded samples are valid.
        exif: the contents of its Exif segment, or nothing.
        profile: its colour profile, or nothing.
    """

    width: int
    height: int
    components: int
    data: bytes
    plain: bool
    exif: bytes
    profile: bytes


def read_jpeg(data: bytes) -> Jpeg:
    """Take a JPEG file apart, up to its end marker.

    Raises:
        UnusablePicture: it has no frame, is larger than may be, or is of a kind that packgen does not read.
    """
    about = _About()
    plain = Plainness()
    frame: FrameHeader | None = None
    kept: list[bytes] = []
    scans = 0
    segments = Segments(data)
    for marker, parameters in segments:
        if marker in APPLICATION or marker == COM:
            about.take(marker, parameters)
            continue
        if marker in FRAMES and frame is None:
            frame = read_frame(marker, parameters)
        plain.follow(marker, parameters, segments.raw, frame)
        scans += marker == SOS
        kept.append(segments.raw)
    if frame is None:
        raise damaged()
    # What follows an unknown marker may be anything, and hold the two bytes by chance.
    if scans > MOST_SCANS or segments.rest.count(bytes((0xFF, SOS))) > 5 * MOST_SCANS:
        raise UnusablePicture(f"has more than {MOST_SCANS} scans", SAVE_AGAIN)
    colours = about.colours(frame)
    alone = b"".join([START, colours, *kept, END if segments.ended else segments.rest])
    sound = segments.ended and bool(plain) and (len(frame.components) == 1 or colours != b"")
    return Jpeg(frame.width, frame.height, len(frame.components), alone, sound, about.exif, about.profile())


class _About:
    """Orientation and colour information of a file."""

    def __init__(self) -> None:
        self.exif = b""
        self._jfif = False
        self._adobe = b""
        self._profile: list[tuple[int, bytes]] = []

    def take(self, marker: int, parameters: bytes) -> None:
        """Read an application segment or a comment."""
        if marker == _JFIF and parameters.startswith(b"JFIF\0"):
            self._jfif = True
        elif marker == _EXIF and parameters.startswith(b"Exif\0"):
            self.exif = self.exif or parameters[6:]
        elif marker == _ICC and parameters.startswith(b"ICC_PROFILE\0"):
            self._profile.append((int.from_bytes(parameters[12:13], "big"), parameters[14:]))
        elif marker == _ADOBE and parameters.startswith(b"Adobe") and len(parameters) >= _ADOBE_LENGTH:
            self._adobe = parameters[:_ADOBE_LENGTH]

    def profile(self) -> bytes:
        """Return the profile, joined from its numbered parts (ICC.1, B.4); nothing if one is missing."""
        parts = sorted(self._profile, key=lambda part: part[0])
        if [number for number, _ in parts] != list(range(1, len(parts) + 1)):
            return b""
        whole = b"".join(part for _, part in parts)
        return whole if len(whole) <= LARGEST_PROFILE else b""

    def colours(self, frame: FrameHeader) -> bytes:
        """Return an Adobe segment that tells decoders the colour transform; b"" where none is needed, or none known.

        Decoders look for the JFIF segment, then for Adobe's, then at the ids of the components (as libjpeg does).
        Without the JFIF segment they would have to guess, so three components always get one (ITU-T T.872, 6.5.3).
        """
        count = len(frame.components)
        if count == 4 and self._adobe:
            return segment(_ADOBE, self._adobe)
        if count != 3:
            return b""
        transform = 1
        if not self._jfif and self._adobe:
            transform = self._adobe[-1]
        elif not self._jfif and [part.id for part in frame.components] == list(b"RGB"):
            transform = 0
        return segment(_ADOBE, b"Adobe\0\x64\0\0\0\0" + bytes((transform,))) if transform in (0, 1) else b""
