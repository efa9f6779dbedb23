"""The environment variables that packgen reads, and the folders that depend on them.

Commands read them here and pass the values on; nothing beneath the commands looks at the environment. The folder of a
user's settings is in `packgen.settings`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.errors import UsageProblem

if TYPE_CHECKING:
    from packgen.options import PackOptions

CONTENT = "PACKGEN_CONTENT"
CACHE = "PACKGEN_CACHE_DIR"
EPOCH = "SOURCE_DATE_EPOCH"

_NAME = "packgen"


def with_environment(options: PackOptions) -> PackOptions:
    """Return options in which the environment and the system give what the command line does not.

    Raises:
        OutputError: the content folder that the environment names is not there.
        UsageProblem: SOURCE_DATE_EPOCH is not a number of seconds.
        FileNotFoundError: the working folder was deleted.
    """
    Path.cwd()
    return replace(
        options, content=content_folder(options.content), cache=cache_folder(options.cache), moment=epoch_seconds()
    )


def content_folder(asked: Path | None = None) -> Path | None:
    """Return the content folder asked for, else that of ``PACKGEN_CONTENT``, else None.

    Raises:
        OutputError: the folder that ``PACKGEN_CONTENT`` names is not there.
    """
    named = named_content()
    if asked is not None or named is None:
        return asked
    from packgen.load.library import require_folder

    return require_folder(named, f"Create it, or set {CONTENT} to another.")


def named_content() -> Path | None:
    """Return the folder that ``PACKGEN_CONTENT`` names, whether it is there or not; None where it names none."""
    named = os.environ.get(CONTENT)
    return Path(named) if named else None


def cache_folder(asked: Path | None = None) -> Path | None:
    """Return the cache folder asked for, else that of ``PACKGEN_CACHE_DIR``, else where the system keeps caches.

    Returns:
        None where there is no such place, because the user has no home folder.
    """
    named = os.environ.get(CACHE)
    if asked is not None or named:
        return asked or Path(named or "")
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


def epoch_seconds() -> int | None:
    """Return ``SOURCE_DATE_EPOCH``, the only date that a file may carry, so that the same input gives the same bytes.

    Raises:
        UsageProblem: it is not a number of seconds since 1970.
    """
    text = os.environ.get(EPOCH, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 11:
        raise UsageProblem(f'{EPOCH} is "{text}". Make it a number of seconds since 1970, or leave it out.')
    return int(text)
