"""Declaring the options of commands as fields of a frozen dataclass.

A field made with `option` carries an `Option`: its flags, its help and what else the command line, the roster, the
documentation and the keys of a batch take from it. Nothing else lists the options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

COMMANDS = frozenset({"build", "batch", "print"})
"""The commands that have the options of a pack."""

Parser = Callable[[str, str], Any]
"""Takes a text and the flag that it follows; returns the value, or raises `UsageProblem`."""

_OPTION = "option"


class Option(NamedTuple):
    """What is known of an option besides its name, its type and its default.

    Attributes:
        help: one line for the terminal and the README; code in it stands between backticks.
        flags: as typed, the long one first; empty where no command has the option.
        metavar: what stands for the value in the help; empty for a switch.
        more: what only the README adds to the help.
        commands: those of `COMMANDS` that have the option.
        parse: makes the value of a text; None where Typer makes it (numbers, paths, switches) or it stays a text.
        repeated: whether the flag may be repeated; the texts are joined with commas before they are parsed.
        choices: returns the values allowed, or those of which a list may consist; None where any may be.
        fixed: whether ``choices`` are all that there can be, so that any other value is refused before work begins.
        least, most: limits of a number.
        limits_in_help: whether Typer checks the limits and shows them in the help.
        roster: what a cell of the roster may hold, for the documentation; empty where a row cannot set the option.
        in_key: whether the value decides the bytes of a pack, and the key of a pack in a batch takes it from here.
    """

    help: str
    flags: tuple[str, ...] = ()
    metavar: str = ""
    more: str = ""
    commands: frozenset[str] = frozenset()
    parse: Parser | None = None
    repeated: bool = False
    choices: Callable[[], Iterable[str]] | None = None
    fixed: bool = False
    least: int | None = None
    most: int | None = None
    limits_in_help: bool = False
    roster: str = ""
    in_key: bool = True

    @property
    def flag(self) -> str:
        """The long flag."""
        return self.flags[0]

    @property
    def column(self) -> str:
        """The roster's column that sets the option: its flag without hyphens in front."""
        return self.flag.removeprefix("--")


def option(
    default: Any,
    flags: str = "",
    metavar: str = "",
    *,
    help: str,
    commands: Iterable[str] = COMMANDS,
    private: bool = False,
    **known: Any,
) -> Any:
    """Return the field of an option.

    Args:
        default: its value where nobody sets it.
        flags: with spaces between them; without any the command line does not have the option.
        metavar: see `Option`.
        help: see `Option`.
        commands: those that have the option.
        private: whether the value is left out of the text that `repr` makes.
        **known: further attributes of `Option`.
    """
    names = tuple(flags.split())
    has = frozenset(commands) if names else frozenset()
    found = Option(help, names, metavar, commands=has, **known)
    return field(default=default, repr=not private, metadata={_OPTION: found})


@cache
def declared(kind: type) -> Mapping[str, Option]:
    """Return the options that a dataclass declares by the names of their fields, in order."""
    return MappingProxyType({one.name: one.metadata[_OPTION] for one in fields(kind) if _OPTION in one.metadata})


@cache
def limited(kind: type) -> Mapping[str, Option]:
    """Return the options of which only some values are allowed, by the names of their fields, in order."""
    found = declared(kind).items()
    return MappingProxyType({name: one for name, one in found if one.most is not None or (one.fixed and one.choices)})


def defaults(kind: type) -> dict[str, Any]:
    """Return the default of each option that a dataclass declares."""
    return {one.name: one.default for one in fields(kind) if _OPTION in one.metadata}


def key_values(options: Any) -> dict[str, Any]:
    """Return the values of those options that decide the bytes of a pack."""
    return {name: getattr(options, name) for name, one in declared(options.__class__).items() if one.in_key}


@cache
def roster_columns(kind: type) -> Mapping[str, str]:
    """Return the names of the options that a row of a roster may set, by their columns."""
    return MappingProxyType({one.column: name for name, one in declared(kind).items() if one.roster})
