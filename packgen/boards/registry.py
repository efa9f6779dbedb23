"""The papers there are. A paper is read once, when a question first names it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from packgen.boards.paper import Paper
from packgen.errors import UnknownNameError, nearest

_HERE = Path(__file__).resolve().parent


@cache
def papers() -> tuple[str, ...]:
    """Return the ids of all papers, sorted."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.yaml")))


@cache
def load_paper(name: str) -> Paper:
    """Return the paper with an id.

    Raises:
        UnknownNameError: there is none; the message lists those there are.
        ContentError: its file cannot be used; all its problems.
    """
    from packgen.boards.reader import read_paper

    if name not in papers():
        listed = ", ".join(papers())
        raise UnknownNameError(f'There is no paper "{name}".{nearest(name, papers())} The papers are {listed}.')
    return read_paper(_HERE / f"{name}.yaml", f"boards/{name}.yaml")
