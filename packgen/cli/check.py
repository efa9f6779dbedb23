"""`packgen check`: every problem in every topic, at once."""

from __future__ import annotations

from typing import Annotated

import typer

from packgen.cli import completion, terminal
from packgen.cli.options import Content


def check(
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|TOPIC]...",
            help="Files or topics to check. Otherwise all topics.",
            autocompletion=completion.topics,
            show_default=False,
        ),
    ] = None,
    content: Content = None,
) -> None:
    """Check topics and print every problem at once."""
