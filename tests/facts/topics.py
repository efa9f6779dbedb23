"""The bundled topics, and the list of what each says only once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from packgen.load import Library
from packgen.resources import content_folder
from tests.packs import reading

_LISTS = Path(__file__).parent / "said_once"


@cache
def topics() -> dict[str, reading.Mapping]:
    """Return all bundled topics by their ids."""
    return {path.stem: reading.topic(path) for path in Library(content_folder()).topic_files().values()}


def listed(name: str) -> Path:
    """Return the list of the figures that a topic says only once."""
    return _LISTS / f"{name}.txt"
