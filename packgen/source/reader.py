"""Reads untrusted YAML files into plain values with positions."""

from __future__ import annotations

import stat
from pathlib import Path as FilePath

from packgen.errors import ContentError, Origin, Problem
from packgen.source.builder import build
from packgen.source.document import Document
from packgen.source.encoding import decode, too_large
from packgen.source.limits import LARGEST


def read_yaml(path: FilePath, shown: str) -> Document:
    """Return the values of a YAML file.

    Args:
        path: the file.
        shown: its name in messages.

    Raises:
        ContentError: the file cannot be opened or read as YAML; all its problems.
    """
    return read_yaml_text(read_bytes(path, shown), shown)


def read_yaml_text(data: bytes, shown: str) -> Document:
    """Return the values of YAML bytes; like `read_yaml` without the file."""
    document, problems = examine(data, shown)
    if problems or document is None:
        raise ContentError(problems)
    return document


def read_bytes(path: FilePath, shown: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        ContentError: it cannot be read, is no ordinary file, or is larger than 4 MB.
    """
    try:
        # Reading a pipe or a device could wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ContentError([Problem(Origin(shown, 1, 1), "this is not a file.", "Move it elsewhere.")])
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        message = f"the file cannot be read ({error.strerror or error})."
        raise ContentError([Problem(Origin(shown, 1, 1), message, "Check its name and permissions.")]) from None
    if len(data) > LARGEST:
        raise too_large(shown)
    return data


def examine(data: bytes, shown: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in YAML bytes, and all problems found.

    The document is None if a problem makes the rest unreadable. After other problems, such as a duplicate key, it is
    returned so that more problems can be found.
    """
    try:
        text = decode(data, shown)
    except ContentError as error:
        return None, error.problems
    return build(text, shown)
