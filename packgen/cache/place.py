"""Opening the cache on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.cache.store import Store


def open_store(folder: Path | None, *, wanted: bool = True) -> Store | None:
    """Return the store in a folder; None where it is not wanted, there is no folder, or it cannot be used."""
    if folder is None or not wanted:
        return None
    from packgen.cache.environment import environment
    from packgen.cache.store import Store

    try:
        return Store(folder, environment())
    except Exception:  # whatever is odd about this installation, packs are built without a cache
        return None
