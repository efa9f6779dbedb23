"""External objects: form XObjects and images (ISO 32000-1, 8.8 to 8.10)."""

from __future__ import annotations

from packgen.pdf.objects import box, name

_COLOUR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}


def form_entries(bounds: tuple[float, float, float, float], resources: str = "") -> str:
    """Return the dictionary entries of a form XObject.

    Args:
        bounds: left, bottom, right and top of its bounding box in points.
        resources: the entries of its resource dictionary.
    """
    return f"/Type/XObject/Subtype/Form/BBox{box(bounds)}/Resources<<{resources}>>"


def image_entries(width: int, height: int, components: int, encoding: str) -> str:
    """Return the dictionary entries of an image with eight bits a component.

    Args:
        width: in samples.
        height: in samples.
        components: 1 for grey, 3 for RGB.
        encoding: the filter of its data, such as ``DCTDecode``.
    """
    size = f"/Width {width}/Height {height}"
    space = _COLOUR_SPACES[components]
    return f"/Type/XObject/Subtype/Image{size}/ColorSpace{space}/BitsPerComponent 8/Filter{name(encoding)}"
