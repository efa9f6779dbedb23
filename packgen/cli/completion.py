"""What the shell offers after an option. Completion says nothing when something is wrong: it offers less."""

from __future__ import annotations


def profiles(incomplete: str) -> list[str]:
    """Return the profiles that begin like this."""
    from packgen.theme.shelf import profiles

    return [name for name in profiles() if name.startswith(incomplete)]


def themes(incomplete: str) -> list[str]:
    """Return the themes that begin like this."""
    from packgen.theme.shelf import themes

    return [name for name in themes() if name.startswith(incomplete)]


def topics(incomplete: str) -> list[str]:
    """x."""
    return []


def courses(incomplete: str) -> list[str]:
    """x."""
    return []
