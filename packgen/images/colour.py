"""Converts colours from a picture's ICC profile to sRGB, the output intent of a pack.

Little CMS does the work, through Pillow; it is imported when a picture has a profile.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_SPACES = {"L": ("GRAY", "RGB"), "RGB": ("RGB",), "CMYK": ("CMYK",)}
"""For each mode of a picture, the colour spaces that its profile may have."""

_CLASSES = frozenset({"scnr", "mntr", "prtr", "spac"})
"""Classes of profiles: devices and colour spaces; link, abstract and named-colour profiles are refused."""

_UNSEEN = 2
"""Differences of up to this many levels of 255 are ignored: profiles of sRGB differ by as much."""

_STEPS = range(0, 256, 51)

Conversion = Callable[["Picture"], "Picture"]
"""Turns a picture into one of mode L or RGB, in sRGB."""


def conversion(profile: bytes, mode: str) -> Conversion | None:
    """Return what converts a picture's colours to sRGB; None if they are sRGB, or the profile cannot be used.

    The rendering intent is relative colorimetric, with black point compensation.

    Args:
        profile: an untrusted ICC profile, or nothing.
        mode: of the picture as Pillow has it: L, RGB or CMYK.
    """
    if not profile:
        return None
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space not in _SPACES[mode] or source.profile.device_class not in _CLASSES:
            return None
        within = "L" if space == "GRAY" else space
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            within,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

        def convert(picture: Picture) -> Picture:
            made = transform.apply(picture if picture.mode == within else picture.convert(within))
            return made.convert("L") if mode == "L" else made

        return convert if mode == "CMYK" or _changes(convert, mode) else None
    except Exception:
        # A damaged profile makes Little CMS raise several kinds of error; the picture is used without it.
        return None


def _changes(convert: Conversion, mode: str) -> bool:
    """Tell whether a conversion changes some colour by more than `_UNSEEN`."""
    from PIL import Image

    if mode == "L":
        before = Image.frombytes("L", (256, 1), bytes(range(256)))
    else:
        colours = bytes(value for colour in product(_STEPS, repeat=3) for value in colour)
        before = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
    pairs = zip(before.tobytes(), convert(before).tobytes(), strict=True)
    return max(abs(one - other) for one, other in pairs) > _UNSEEN
