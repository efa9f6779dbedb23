"""Write drafts: a file for each message, which mail programs open for sending, and a table for mail merges.

The files are named after rows, not students, since others may see a list of files; only their owner may read them.
``index.csv`` is written last: if it exists, the drafts are complete.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from packgen.deliver.mail.messages import Message
from packgen.errors import OutputError, harmless
from packgen.files import unwritable, whole
from packgen.parts import PARTS, clear_parts

INDEX = "index.csv"
_MARK = ".packgen-drafts"
"""A file that says whose folder it is."""

_DRAFT = re.compile(r"row-\d+\.eml")
_COLUMNS = ("row", "address", "file", "subject", "attachment")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How texts begin that spreadsheets calculate instead of showing them."""


def write_drafts(folder: Path, messages: Sequence[Message]) -> None:
    """Write the drafts of messages, and their table; those of an earlier run are replaced.

    Args:
        folder: a folder that does not exist, is empty, or has drafts of an earlier run.
        messages: messages of all students.

    Raises:
        DeliveryError: a pack has changed since the batch.
        OutputError: the folder contains other files, or a file cannot be read or written.
    """
    _claim(folder)
    width = len(str(max(message.row for message in messages)))
    rows = []
    for message in messages:
        file = f"row-{message.row:0{width}}.eml"
        _write_private(folder / file, message.composed())
        attachment = str(message.pack.path.resolve())
        rows.append((str(message.row), message.address, file, message.subject, attachment))
    _write_private(folder / INDEX, _table(rows))


def _claim(folder: Path) -> None:
    """Create the folder, or delete earlier drafts in it.

    Raises:
        OutputError: the folder contains other files, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        clear_parts(folder)
        names = {path.name for path in folder.iterdir() if not path.match(PARTS)}
        if names and _MARK not in names:
            raise OutputError(
                harmless(f"{folder} holds files that are no drafts of packgen's. Name an empty folder with --drafts.")
            )
        (folder / _MARK).touch(0o600)
        for name in (INDEX, *sorted(filter(_DRAFT.fullmatch, names))):
            with suppress(FileNotFoundError):
                (folder / name).unlink()
    except OSError as error:
        raise unwritable(folder, error) from error


def _write_private(path: Path, data: bytes) -> None:
    """Write a file atomically, readable by its owner only."""
    with whole(path) as file:
        if hasattr(os, "fchmod"):  # on Windows a user's folders are private already
            os.fchmod(file.fileno(), 0o600)
        file.write(data)


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a CSV table in UTF-8 with a byte order mark, by which spreadsheets and mail merges recognise UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
