"""Registry of themes and profiles: the names there are, and the file of each."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from packgen.errors import UnknownNameError, nearest

_HERE = Path(__file__).resolve().parent
_SUFFIXES = (".yaml", ".yml")


class TokenFileKind(Enum):
    """The two kinds of token files; the value names the folder of those that come with packgen."""

    THEME = "themes"
    PROFILE = "profiles"

    @property
    def word(self) -> str:
        """The kind as messages name it."""
        return self.name.lower()

    @property
    def base(self) -> str:
        """The one that is complete on its own and that others extend."""
        return "classic" if self is TokenFileKind.THEME else "standard"


class TokenFile(NamedTuple):
    """A theme's or profile's file: its kind, its name, its path, and the path as people are to see it."""

    kind: TokenFileKind
    name: str
    path: Path
    shown: str


def shipped(kind: TokenFileKind) -> list[str]:
    """Return the names of those that come with packgen, sorted."""
    return sorted(path.stem for path in (_HERE / kind.value).glob("*.yaml"))


def themes() -> list[str]:
    """Return the names of the themes that come with packgen, sorted."""
    return shipped(TokenFileKind.THEME)


def profiles() -> list[str]:
    """Return the names of the profiles that come with packgen, sorted."""
    return shipped(TokenFileKind.PROFILE)


def is_path(name: str) -> bool:
    """Say whether a name stands for a file of the user's own: it ends with .yaml or .yml."""
    return name.lower().endswith(_SUFFIXES)


def find(kind: TokenFileKind, name: str, beside: Path | None = None) -> TokenFile:
    """Return the file that a name or a path stands for.

    Args:
        kind: theme or profile.
        name: the name of one that comes with packgen, or a path that ends with .yaml or .yml.
        beside: the folder that a relative path starts from, if it is not the current one.

    Raises:
        UnknownNameError: there is none; the message lists those there are.
    """
    if is_path(name):
        path = beside / name if beside is not None else Path(name)
        if not _exists(path):
            raise UnknownNameError(f'There is no {kind.word} file "{path}". {_choice(kind)}')
        return TokenFile(kind, path.stem, path, str(path))
    if name not in shipped(kind):
        hint = nearest(name, shipped(kind))
        raise UnknownNameError(f'There is no {kind.word} "{name}".{hint} {_choice(kind)}')
    return TokenFile(kind, name, _HERE / kind.value / f"{name}.yaml", f"{kind.value}/{name}.yaml")


def _choice(kind: TokenFileKind) -> str:
    return f"The {kind.value} are {', '.join(shipped(kind))}; a file of your own ends with .yaml."


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, or a folder that may not be entered
        return False
