"""The orientation of a picture, which is all that is read of Exif data.

Pillow would read all of the data, and issue a warning for each defect in it.
"""

from __future__ import annotations

import struct

_ORIENTATION, _SHORT = 0x0112, 3
_UPRIGHT = 1


def orientation(exif: bytes) -> int:
    """Return the orientation, 1 to 8, in Exif data (CIPA DC-008, 4.6.4); 1 if there is no valid one."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return _UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, number, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if (tag, kind, number) == (_ORIENTATION, _SHORT, 1):
                return value if 1 <= value <= 8 else _UPRIGHT
    except struct.error:  # cut short
        pass
    return _UPRIGHT
