"""Photocopies of photocopies, simulated: each is a little askew, blurred, noisy, and black or white."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter

DPI = 300
"""Dots to the inch that a copier scans."""

_BLUR = 0.8
_NOISE = 30
_THRESHOLD = 128
_SKEW = 0.12
"""Standard deviation of the blur in dots; greatest noise and least brightness of white, of 255; degrees.

They are such that a rule of 0.5 pt in #333333 has three quarters of its length on the third copy.
"""


def copied(image: Image.Image, generations: int = 3, seed: int = 1) -> Image.Image:
    """Return the last of some copies, each made of the one before; 0 is black and 255 white.

    Args:
        image: grey, at `DPI`.
        generations: number of copies.
        seed: of the noise.
    """
    random = Random(seed)
    for generation in range(generations):
        image = image.rotate(_SKEW * (-1) ** generation, Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(_BLUR))
        noise = Image.frombytes("L", image.size, random.randbytes(image.width * image.height))
        noise = noise.point([level * 2 * _NOISE // 255 for level in range(256)])
        image = ImageChops.add(image, noise, offset=-_NOISE)
        image = image.point([255 if level > _THRESHOLD else 0 for level in range(256)])
    return image
