"""Parameters that several commands share, and a parser for the names of an enumeration."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from packgen.cli import completion
from packgen.cli.pack_options import typer_option
from packgen.errors import UsageProblem, nearest
from packgen.options import PackOptions

N = TypeVar("N", bound=StrEnum)

Content = Annotated[Path | None, typer_option(PackOptions, "content")]

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TOPIC]...",
        help="Topics (khrushchev) or sections (khrushchev/fall), in the order wanted.",
        autocompletion=completion.topics,
        show_default=False,
    ),
]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but warnings and errors.")]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]

CacheFolder = Annotated[Path | None, typer_option(PackOptions, "cache")]


def one_of(text: str | None, names: type[N], option: str) -> N | None:
    """Return the member of an enumeration with this name; None for None.

    Raises:
        UsageProblem: the enumeration has no such member.
    """
    known = [str(name) for name in names]
    if text is None:
        return None
    if text.strip().lower() not in known:
        raise UsageProblem(
            f'{option} cannot be "{text}".{nearest(text, known)} Choose {", ".join(known[:-1])} or {known[-1]}.'
        )
    return names(text.strip().lower())
