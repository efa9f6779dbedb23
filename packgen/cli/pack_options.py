"""Make the parameters of a command from the options that a dataclass declares; see `packgen.declare`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_type_hints

import typer

from packgen.cli import completion
from packgen.declare import Option, declared, defaults

_COMPLETION = {"topics": completion.topics, "course": completion.courses}
"""What the shell offers for options whose values depend on the content folder."""


def with_options(command: str, kind: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that replaces one parameter of a command's function by the options of a dataclass.

    The function takes an instance of the dataclass in a keyword-only parameter, which is annotated with the dataclass.
    Typer sees in its place a parameter for each option that the command has, in the order of the declaration:

        @app.command()
        @with_options("build", PackOptions)
        def build(named: Names = None, *, options: PackOptions, quiet: Quiet = False) -> None:

    Args:
        command: the command's name; it has the options that name it in ``commands``.
        kind: the dataclass.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(function, include_extras=True)
        [target] = [name for name, hint in hints.items() if hint is kind]
        options = {name: one for name, one in declared(kind).items() if command in one.commands}
        own = inspect.signature(function).parameters
        parameters: list[inspect.Parameter] = []
        for name, parameter in own.items():
            if name == target:
                parameters.extend(_parameters(kind, options))
            else:
                parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))

        def run(**values: Any) -> None:
            typed = {name: values.pop(name) for name in options}
            function(**values, **{target: kind(**_values(options, typed))})

        run.__name__, run.__doc__ = function.__name__, function.__doc__
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # inspect reads it
        return run

    return decorate


def typer_option(kind: type, name: str) -> Any:
    """Return the ``typer.Option`` of an option that a dataclass declares, for an ``Annotated`` parameter."""
    one = declared(kind)[name]
    complete: Callable[..., Any] | None = _COMPLETION.get(name)
    if one.choices is not None:
        complete = completion.choices_of(one.choices, many=_is_list(defaults(kind)[name]))
    least, most = (one.least, one.most) if one.limits_in_help else (None, None)
    return typer.Option(
        *one.flags,
        metavar=one.metavar or None,
        help=one.help.replace("`", ""),
        autocompletion=complete,
        min=least,
        max=most,
    )


def _parameters(kind: type, options: Mapping[str, Option]) -> list[inspect.Parameter]:
    """Return the parameters of options in the form that Typer reads."""
    hints, unset = get_type_hints(kind), defaults(kind)
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_typed_default(one, unset[name]),
            annotation=Annotated[_typed(one, hints[name], unset[name]), typer_option(kind, name)],
        )
        for name, one in options.items()
    ]


def _typed(one: Option, hint: Any, default: Any) -> Any:
    """Return the type of the parameter: the field's type, or str or list[str] for texts that are parsed later."""
    if one.parse is None:
        return hint
    if one.repeated:
        return list[str] | None
    return str if _typed_default(one, default) is not None else str | None


def _typed_default(one: Option, default: Any) -> Any:
    """Return the default that the help shows: the field's default, with the names of a list separated by commas."""
    if one.parse is None:
        return default
    return ",".join(default) if _is_list(default) and default else None


def _is_list(default: Any) -> bool:
    """Tell whether an option takes a list of names, by the type of its default."""
    return isinstance(default, tuple) and all(isinstance(one, str) for one in default)


def _values(options: Mapping[str, Option], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the options that were typed; the others are left to the defaults of their fields.

    Raises:
        UsageProblem: a text is not a value of its option.
    """
    values: dict[str, Any] = {}
    for name, one in options.items():
        value = ",".join(typed[name] or ()) if one.repeated else typed[name]
        if one.parse is None:
            values[name] = value
        elif value is not None and (value or not one.repeated):
            values[name] = one.parse(value, one.flag)
    return values
