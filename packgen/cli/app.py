"""The subcommands, each in a module of its name, which is imported on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from packgen import __version__
from packgen.cli import terminal
from packgen.cli.exits import exit_codes

COMMANDS = (
    "build",
    "batch",
    "print",
    "printers",
    "impose",
    "ticket",
    "mail",
    "list",
    "check",
    "new",
    "schema",
    "cache",
    "settings",
)
"""The subcommands, in the order of the help."""


class _Commands(Mapping[str, Any]):
    """The subcommands by name, each made from the `app` of packgen.cli.NAME when it is first looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = typer.main.get_command(import_module(f"packgen.cli.{name}").app)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _LazyGroup(TyperGroup):
    """A group that imports a command only to run it or to list it in the help."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"commands": _Commands()})


def _epilog() -> str:
    # \b keeps the line breaks; without it the lines would be wrapped as one paragraph
    return "\b\nExit codes:\n" + "\n".join(f"{code:5}  {meaning}" for code, meaning in exit_codes().items())


app = typer.Typer(
    name="packgen",
    cls=_LazyGroup,
    help="Build printable, tagged revision packs from topic files.",
    epilog=_epilog(),
    no_args_is_help=True,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        terminal.say(f"packgen {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass
