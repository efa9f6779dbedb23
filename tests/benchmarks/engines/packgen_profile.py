"""Where packgen's time goes once it has started: the share of each of its rooms.

Time in what Python is made of counts for the caller. A profiler makes calls dearer than they are, so that the shares
say where to look and no more.
"""

from __future__ import annotations

import cProfile
import json
import pstats
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from packgen.cli.main import run

_PACKAGES = ("reportlab", "pydantic", "yaml", "markdown_it", "uharfbuzz")


def main(arguments: Sequence[str]) -> None:
    """Build twice, first so that everything is loaded: two commands, a word a line; the shares go into a file."""
    first, second, report = arguments
    profile = cProfile.Profile()
    _build(first)
    profile.enable()
    _build(second)
    profile.disable()
    found = shares(pstats.Stats(profile))
    Path(report).write_text(json.dumps(found), encoding="utf-8")


def _build(command: str) -> None:
    try:
        run(command.split("\n"))
    except SystemExit as end:
        if end.code:
            raise


def shares(statistics: pstats.Stats) -> list[tuple[str, float]]:
    """Return rooms and packages, each with its share of the time, the greatest first."""
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in statistics.stats.items():  # type: ignore[attr-defined]
        room = _room(file)
        if room or not callers:
            spent[room or "other"] += own
            continue
        for (caller, _, _), (_, _, part, _) in callers.items():
            spent[_room(caller) or "other"] += part
    whole = sum(spent.values())
    return [(room, time / whole) for room, time in spent.most_common()]


def _room(file: str) -> str:
    """Return whose code a file holds; an empty string for Python's own."""
    parts = Path(file).parts
    if "site-packages" not in parts and "packgen" in parts:
        place = len(parts) - 1 - parts[::-1].index("packgen")
        return "packgen." + parts[place + 1].removesuffix(".py")
    return next((package for package in _PACKAGES if package in parts), "")
