"""Colours as a picture's profile means them, turned into sRGB, which is what a pack's output intent says.

Little CMS does the work, through Pillow; it is imported where a picture has a profile.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_SPACES = {"L": ("GRAY", "RGB"), "RGB": ("RGB",), "CMYK": ("CMYK",)}
"""Colour spaces of the profiles that a picture of a mode may have."""

_CLASSES = frozenset({"scnr", "mntr", "prtr", "spac"})
"""Profiles of devices and colour spaces; others turn one picture into another."""

_UNSEEN = 2
"""Levels of 255 that a colour may be moved by without being another one: so much do profiles of sRGB differ."""

_STEPS = range(0, 256, 51)

Conversion = Callable[["Picture"], "Picture"]
"""Turns a picture into one of mode L or RGB, in sRGB."""


def conversion(profile: bytes, mode: str) -> Conversion | None:
    """Return what turns a picture's colours into sRGB; None where they are, or the profile cannot be used.

    Tones keep their relations, and black stays black: relative colorimetric, with black point compensation.

    Args:
        profile: an ICC profile, which anybody may have made, or nothing.
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
        # A damaged profile makes Little CMS raise several things; the picture has its colours without it.
        return None


def _changes(convert: Conversion, mode: str) -> bool:
    """Tell whether a conversion changes some colour by more than nobody sees."""
    from PIL import Image

    if mode == "L":
        before = Image.frombytes("L", (256, 1), bytes(range(256)))
    else:
        colours = bytes(value for colour in product(_STEPS, repeat=3) for value in colour)
        before = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
    pairs = zip(before.tobytes(), convert(before).tobytes(), strict=True)
    return max(abs(one - other) for one, other in pairs) > _UNSEEN
