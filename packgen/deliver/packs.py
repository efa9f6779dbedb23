"""Finished packs: one file, or those of a batch's folder in the roster's order, with what its manifest says of them."""

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
    """A pack of a batch that is made: its file, and what the manifest says."""

    path: Path
    entry: ManifestEntry

    def read(self) -> bytes:
        """Return the file's bytes.

        Raises:
            DeliveryError: it is missing or is not the file that the batch made; the message names the row.
            OutputError: it cannot be read.
        """
        shown = f"The pack of row {self.entry.row} in {self.path.parent}"
        remedy = "Run packgen batch again, which makes it anew."
        try:
            data = read_regular(self.path, min(self.entry.size or 0, LARGEST), "", remedy, follow=False)
        except FileNotFoundError:
            raise DeliveryError(f"{shown} is missing. {remedy}") from None
        except OutputError as error:  # the file's name is made of the student's
            raise OutputError(str(error).replace(str(self.path), shown)) from None
        if hashlib.sha256(data).hexdigest() != self.entry.sha256:
            raise DeliveryError(f"{shown} has changed since the batch made it. {remedy}")
        return data


class BatchFolder(NamedTuple):
    """The packs of a batch.

    Attributes:
        path: the folder.
        packs: those that are made, in the roster's order.
        unfinished: what the manifest says of packs that could not be made, or are not made yet.
        gone: how many packs are there that no row asks for any more; they are none of ``packs``.
    """

    path: Path
    packs: tuple[BatchPack, ...]
    unfinished: tuple[ManifestEntry, ...]
    gone: int

    @property
    def unmade(self) -> tuple[int, ...]:
        """The rows of ``unfinished``."""
        return tuple(entry.row for entry in self.unfinished if entry.row is not None)


def read_batch(folder: Path) -> BatchFolder:
    """Return the packs of a batch's folder by its manifest; the packs themselves are not read.

    Raises:
        DeliveryError: there is no manifest, or no pack in it.
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
    """Return what the manifest beside a file says of the pack that the file is, or is made from.

    A file that is made from a pack has another ending, as ``anna-berg.print.pdf`` has. None for all other files.
    """
    with suppress(OutputError):  # somebody else's manifest tells nothing of packs
        return manifest.read(path.parent).get(f"{path.name.partition('.')[0]}.pdf")
    return None


def _is_made(entry: ManifestEntry) -> bool:
    return entry.sha256 is not None and entry.problem is None
