"""Find and read finished packs: those of a batch's folder in the roster's order, with their manifest entries."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from packgen.batch import manifest
from packgen.batch.manifest import ManifestEntry
from packgen.batch.regular import read_regular
from packgen.errors import DeliveryError, OutputError, harmless

LARGEST = 1_000_000_000
"""Bytes of a pack."""


class BatchPack(NamedTuple):
    """A finished pack of a batch: its file and its manifest entry."""

    path: Path
    entry: ManifestEntry

    def read(self) -> bytes:
        """Return the file's bytes.

        Raises:
            DeliveryError: the file is missing or has changed since the batch; the message names the row.
            OutputError: the file cannot be read.
        """
        shown = f"The pack of row {self.entry.row} in {self.path.parent}"
        remedy = "Run packgen batch again, which makes it anew."
        try:
            data = read_regular(self.path, min(self.entry.size or 0, LARGEST), "", remedy, follow=False)
        except FileNotFoundError:
            raise DeliveryError(f"{shown} is missing. {remedy}") from None
        except OutputError as error:  # its message contains the file name, and so the student's name
            raise OutputError(str(error).replace(str(self.path), shown)) from None
        if hashlib.sha256(data).hexdigest() != self.entry.sha256:
            raise DeliveryError(f"{shown} has changed since the batch made it. {remedy}")
        return data


class BatchFolder(NamedTuple):
    """The packs of a batch.

    Attributes:
        path: the folder.
        packs: the finished packs, in the roster's order.
        unfinished: manifest entries of packs that could not be made, or are not made yet.
        gone: number of packs whose row has left the roster; they are not in ``packs``.
    """

    path: Path
    packs: tuple[BatchPack, ...]
    unfinished: tuple[ManifestEntry, ...]
    gone: int

    @property
    def unmade(self) -> tuple[int, ...]:
        """Rows of ``unfinished``."""
        return tuple(entry.row for entry in self.unfinished if entry.row is not None)


def read_batch(folder: Path) -> BatchFolder:
    """Return the packs that the manifest of a batch's folder lists; their files are not read.

    Raises:
        DeliveryError: there is no manifest, or it lists no pack.
        OutputError: the manifest cannot be read, or is not packgen's.
    """
    entries = manifest.read(folder)
    if not entries:
        raise DeliveryError(
            harmless(f"{folder} has no {manifest.NAME}: it is no folder of packgen batch. Name the folder of a batch.")
        )
    asked = sorted((entry for entry in entries.values() if entry.row is not None), key=lambda entry: entry.row or 0)
    packs = tuple(BatchPack(folder / entry.file, entry) for entry in asked if _is_made(entry))
    if not packs:
        raise DeliveryError(harmless(f"{folder} holds no finished pack. Run packgen batch first."))
    unfinished = tuple(entry for entry in asked if not _is_made(entry))
    return BatchFolder(folder, packs, unfinished, len(entries) - len(asked))


def entry_of(path: Path) -> ManifestEntry | None:
    """Return the manifest entry of a pack, or of the pack that a file was made from; None for any other file.

    A file that was made from a pack has another suffix, as in ``anna-berg.print.pdf``.
    """
    with suppress(OutputError):  # the manifest is another program's
        return manifest.read(path.parent).get(f"{path.name.partition('.')[0]}.pdf")
    return None


def _is_made(entry: ManifestEntry) -> bool:
    return entry.sha256 is not None and entry.problem is None
