"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packgen.errors import UsageProblem

Content = Annotated[
    Path | None,
    typer.Option(
        "--content",
        metavar="DIR",
        help="Folder of the topics. Otherwise PACKGEN_CONTENT, ./content, or the topics that come with packgen.",
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


def printable(text: str | None, option: str) -> str | None:
    """Return a text for the page with its spaces tidied.

    Raises:
        UsageProblem: there is nothing in it, or a character that no page can show.
    """
    if text is None:
        return None
    tidy = " ".join(text.split())
    if not tidy:
        raise UsageProblem(f"The text of {option} is empty. Leave {option} out, or give it a text.")
    for character in tidy:
        if not character.isprintable():
            raise UsageProblem(
                f"The text of {option} has the character U+{ord(character):04X}, which cannot be printed."
            )
    return tidy
