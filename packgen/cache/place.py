"""Where the cache is."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.cache.store import Store

VARIABLE = "PACKGEN_CACHE_DIR"
_NAME = "packgen"


def cache_folder(asked: Path | None = None) -> Path | None:
    """Return the cache's folder: the one asked for, else ``PACKGEN_CACHE_DIR``, or where the system keeps caches.

    None where there is no such place: nobody's home.
    """
    if asked is not None:
        return asked
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            return Path(local, _NAME, "Cache") if local else Path.home() / "AppData" / "Local" / _NAME / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / _NAME
        common = os.environ.get("XDG_CACHE_HOME", "")
        # A relative path counts for nothing (XDG Base Directory Specification).
        return Path(common, _NAME) if Path(common).is_absolute() else Path.home() / ".cache" / _NAME
    except RuntimeError:
        return None


def open_store(asked: Path | None = None, *, wanted: bool = True) -> Store | None:
    """Return the store, or None where it is not wanted, or there is no place for it."""
    folder = cache_folder(asked) if wanted else None
    if folder is None:
        return None
    from packgen.cache.environment import environment
    from packgen.cache.store import Store

    try:
        return Store(folder, environment())
    except Exception:  # whatever is odd about this installation, packs are built without a cache
        return None
