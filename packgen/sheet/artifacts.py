"""Kinds of artifacts (ISO 32000-1, 14.8.2.2), and how pages name them.

Their property lists are resources of every page (14.6.2): written out on each page they would be a fiftieth of a file.
"""

from __future__ import annotations

from typing import Literal

Artifact = Literal["Header", "Footer", "Pagination", "Layout"]
"""Running head and foot, heads that are repeated after a page break, and marks for the pen, such as letters to ring."""

_LISTS: dict[Artifact, tuple[str, str]] = {
    "Header": ("H", "/Type/Pagination/Subtype/Header/Attached[/Top]"),
    "Footer": ("F", "/Type/Pagination/Subtype/Footer/Attached[/Bottom]"),
    "Pagination": ("P", "/Type/Pagination"),
    "Layout": ("L", "/Type/Layout"),
}

PROPERTIES = "".join(f"/{name}<<{entries}>>" for name, entries in _LISTS.values())
"""The entries of a Properties dictionary."""


def opening(kind: Artifact) -> str:
    """Return the operator that begins an artifact; ``EMC`` ends it."""
    return f"/Artifact/{_LISTS[kind][0]} BDC"
