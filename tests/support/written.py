"""Packs written to files."""

from __future__ import annotations

from pathlib import Path

from packgen.built import FinishedPack
from packgen.sink import FileSink, PackFiles


def write_pack(pack: FinishedPack, output: Path) -> PackFiles:
    """Write the files of one pack."""
    with FileSink(output) as sink:
        sink.take(pack)
    return sink.written[0]
