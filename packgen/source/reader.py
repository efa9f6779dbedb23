"""YAML files, which anybody may have written, to plain values with positions."""

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
        shown: its name as messages are to give it.

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
        # A pipe or a device would make the program wait for ever.
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
    """Return what can be made of YAML bytes, and every problem met on the way.

    The document is None where a problem makes the rest unreadable. Where it is not, problems such as a key given
    twice leave it usable enough to look for more.
    """
    try:
        text = decode(data, shown)
    except ContentError as error:
        return None, error.problems
    return build(text, shown)
