"""Starter topics for `packgen new`: valid, with comments; with all common blocks, or those of a subject."""

from __future__ import annotations

import json
import os
from pathlib import Path

from packgen.errors import OutputError, UsageProblem, nearest
from packgen.files import write_whole

SUBJECTS = ("biology", "chemistry", "languages", "history")
"""Subjects that have a starter of their own: starters/NAME.yaml."""

_TEXT = Path(__file__).with_name("starter.yaml")
_FOLDER = Path(__file__).with_name("starters")


def starter(id_: str, title: str, subject: str | None = None) -> str:
    """Return the text of a starter topic.

    Args:
        id_: of the topic.
        title: of the topic.
        subject: one of ``SUBJECTS``, or None for a starter with placeholders instead of facts.

    Raises:
        UsageProblem: the id is not lower-case letters, figures and single hyphens, the title is empty or no text, or
            the subject has no starter.
    """
    from packgen.blocks.scalars import suggest_identifier
    from packgen.source import quote
    from packgen.text.coverage import describe
    from packgen.text.faces import Faces

    better = suggest_identifier(id_)
    if not id_ or better != id_:
        example = better or "cold-war"
        raise UsageProblem(
            f"{quote(id_)} cannot name a topic. Use lower-case letters, figures and single hyphens, such as {example}."
        )
    title = " ".join(title.split())
    if not title:
        raise UsageProblem("The title is empty. Give the topic a title.")
    if not title.isprintable():
        raise UsageProblem(f"The title {quote(title)} has characters that cannot be printed. Leave them out.")
    missing = Faces({}).missing(title)
    if missing:
        raise UsageProblem(f"The title has a character that no font has: {describe(missing[0])}. Leave it out.")
    if subject is not None and subject not in SUBJECTS:
        hint = nearest(subject, SUBJECTS)
        raise UsageProblem(
            f"There is no starter for the subject {quote(subject)}.{hint} There are some for {', '.join(SUBJECTS)}; "
            "leave --subject out for one that goes with any."
        )
    text = (_FOLDER / f"{subject}.yaml" if subject else _TEXT).read_text(encoding="utf-8")
    # Any JSON string is a valid double-quoted YAML scalar.
    return text.replace("__ID__", id_).replace("__TITLE__", json.dumps(title, ensure_ascii=False))


def write_starter(folder: Path, id_: str, title: str, subject: str | None = None) -> Path:
    """Write a starter topic into a folder, which is created if necessary, and return its file.

    Args:
        folder: where to write it.
        id_: of the topic.
        title: of the topic.
        subject: see `starter`.

    Raises:
        UsageProblem: the id, the title or the subject cannot be used.
        OutputError: the file is there already, or cannot be written.
    """
    text = starter(id_, title, subject)
    path = folder / f"{id_}.yaml"
    if os.path.lexists(path):
        raise OutputError(f"{path} is there already. Choose another name, or delete that file first.")
    write_whole(path, text.encode())
    return path
