"""The manifest of a batch: a JSON Lines file beside the packs, with one entry a pack; it shows which are up to date.

It is written in full before the work, so that it names every file in the folder that packgen may replace. A line is
appended for each pack once its file is written, and at the end the manifest is rewritten in the order of the roster. A
truncated line (after a power cut) is skipped: its pack is made again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from packgen.batch.regular import IN_PLACE, IrregularFileError, is_regular, open_regular, read_regular
from packgen.errors import OutputError
from packgen.files import unwritable, write_whole

NAME = "manifest.jsonl"

_LARGEST = 500_000_000
"""Bytes of a manifest: those of the largest roster, with all that is told of its packs."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
)  # json.dumps would create an encoder for each line

_ADDING = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | IN_PLACE

_BEGINNING = '{"file":"'
"""The beginning of a manifest: of one that was cut short in its first line, nothing else may be left."""

_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.pdf")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ManifestEntry(NamedTuple):
    """A pack in the manifest.

    Attributes:
        file: name of the pack's file.
        student: digest of the student's identity, see `identities`.
        row: row number when the roster was last read, or None if the row has left the roster.
        key: digest of everything that determined the pack when it was made.
        pages, size, sha256: number of pages, bytes and digest of the file; None until it is made.
        columns: the row's cells in other columns of the roster.
        person: name and address, if the batch was asked to write them.
        problem: why the pack could not be made.
        cells: digest of what the row asks for, see `row_digest`; None in manifests of earlier versions.
        title: title of the pack, as plain text.
        topics: ids of the topics, in order.
        sections: titles of the sections as plain text, in order.
        exam: date of the exam as YYYY-MM-DD, or None.
    """

    file: str
    student: str
    row: int | None
    key: str | None = None
    pages: int | None = None
    size: int | None = None
    sha256: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    person: Mapping[str, str] = MappingProxyType({})
    problem: str | None = None
    cells: str | None = None
    title: str = ""
    topics: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    exam: str | None = None

    def line(self) -> str:
        """Return the entry as a line of JSON."""
        told = {
            "file": self.file, "row": self.row, "pages": self.pages, "bytes": self.size, "sha256": self.sha256,
            **({"problem": self.problem} if self.problem else {}),
            **({"person": dict(self.person)} if self.person else {}),
            "title": self.title, "topics": self.topics, "sections": self.sections,
            **({"exam": self.exam} if self.exam else {}),
            "columns": dict(self.columns), "student": self.student, "cells": self.cells, "key": self.key,
        }  # fmt: skip
        return _ENCODER.encode(told) + "\n"


def read(folder: Path) -> dict[str, ManifestEntry]:
    """Return the entries of a folder's manifest by file name, the last one of each; empty if there is no manifest.

    Raises:
        OutputError: the manifest cannot be read, or is not packgen's.
    """
    path = folder / NAME
    remedy = "Delete it to make all packs again, or name another folder with --output."
    try:
        data = read_regular(path, _LARGEST, "", remedy, follow=False)
    except FileNotFoundError:
        return {}
    if len(data) > _LARGEST:
        raise OutputError(f"{path} cannot be read: it is larger than {_LARGEST // 1_000_000} MB. {remedy}")
    text = data.decode("utf-8", "replace")
    entries = {entry.file: entry for line in text.split("\n") if (entry := _parsed(line)) is not None}
    if not entries and not text.startswith(_BEGINNING) and text.strip(" \r\n\0"):
        message = f"{path} is no manifest of packgen's. Move it away, or name another folder with --output."
        raise OutputError(message)
    return entries


def write(folder: Path, entries: Iterable[ManifestEntry]) -> None:
    """Write a complete manifest atomically.

    Raises:
        OutputError: it cannot be written; an earlier manifest, or another file of that name, is left unchanged.
    """
    path = folder / NAME
    if os.path.lexists(path) and not is_regular(path):
        raise OutputError(f"{path} cannot be written: it is not an ordinary file. Name another folder with --output.")
    write_whole(path, "".join(entry.line() for entry in entries).encode("utf-8", "backslashreplace"))


class Journal:
    """Appends an entry to a manifest as soon as its pack is written.

    Raises:
        OutputError: the manifest cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        try:
            self._file = os.fdopen(open_regular(self._path, _ADDING), "ab")
        except IrregularFileError as error:
            raise OutputError(f"{self._path} cannot be written: {error}. Name another folder with --output.") from error
        except OSError as error:
            raise unwritable(self._path, error) from error

    def add(self, entry: ManifestEntry) -> None:
        """Append an entry; after that, only a power cut can lose it."""
        try:
            self._file.write(entry.line().encode("utf-8", "backslashreplace"))
            self._file.flush()
        except OSError as error:
            raise unwritable(self._path, error) from error

    def close(self) -> None:
        """Close the file. Errors are ignored, since `add` has reported them."""
        with suppress(OSError):
            self._file.close()


def _parsed(line: str) -> ManifestEntry | None:
    """Return the entry of a line; None if packgen cannot have written it, since anybody can edit the file."""
    try:
        told: Any = json.loads(line)
        entry = ManifestEntry(
            told["file"], told["student"], told["row"], told["key"], told["pages"], told["bytes"], told["sha256"],
            told["columns"], told.get("person", {}), told.get("problem"), told.get("cells"), told.get("title", ""),
            _listed(told, "topics"), _listed(told, "sections"), told.get("exam"),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return entry if _is_ours(entry) else None


def _listed(told: dict[str, Any], name: str) -> tuple[Any, ...]:
    """Return the items of a list in an entry; empty if it is missing, as in manifests of earlier versions.

    Raises:
        TypeError: the value is not a list.
    """
    found = told.get(name, [])
    if not isinstance(found, list):
        raise TypeError(name)
    return tuple(found)


def _is_ours(entry: ManifestEntry) -> bool:
    texts = (entry.key, entry.sha256, entry.cells)
    numbers = (entry.row, entry.pages, entry.size)
    return (
        isinstance(entry.file, str)
        and _FILE.fullmatch(entry.file) is not None
        and isinstance(entry.student, str)
        and _DIGEST.fullmatch(entry.student) is not None
        and all(text is None or (isinstance(text, str) and _DIGEST.fullmatch(text)) for text in texts)
        and all(number is None or type(number) is int for number in numbers)
        and all(_are_texts(texts) for texts in (entry.columns, entry.person))
        and all(text is None or isinstance(text, str) for text in (entry.problem, entry.exam))
        and all(isinstance(text, str) for text in (entry.title, *entry.topics, *entry.sections))
    )


def _are_texts(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
