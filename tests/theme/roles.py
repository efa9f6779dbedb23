"""Which roles the code asks a design for, found in its source."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from packgen.theme import roles

PACKAGE = Path(roles.__file__).resolve().parents[1]

ACCESSORS: dict[str, Collection[str]] = {
    "style": roles.STYLES,
    "rule": roles.RULES,
    "length": roles.LENGTHS,
    "number": roles.NUMBERS,
    "option": roles.OPTIONS,
    "colour": roles.COLOURS,
}
"""Each accessor of a design, and the roles that it knows."""

STYLED = {"Paragraph": 2, "page_title": 2}
"""Functions that take a style's role, and the place of that argument."""


class Use(NamedTuple):
    """A role written in the code: the accessor it is for, and where."""

    accessor: str
    role: str
    place: str


def used_roles(package: Path = PACKAGE) -> list[Use]:
    """Return every role written out in a call: ``design.style("body")`` or ``Paragraph(setting, text, "body")``."""
    return [use for path in _sources(package) for use in _uses(path, package)]


def never_used(package: Path = PACKAGE) -> dict[str, list[str]]:
    """Return, for each accessor, the roles that occur nowhere in the code outside theme/, not even as a plain string.

    ``smallest`` is a limit that only theme/ itself asks about; it does not count.
    """
    texts = {
        node.value
        for path in _sources(package)
        if path.parent.name != "theme"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    texts.add("smallest")
    found = {accessor: [role for role in known if role not in texts] for accessor, known in ACCESSORS.items()}
    return {accessor: idle for accessor, idle in found.items() if idle}


def _sources(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def _uses(path: Path, package: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        accessor, argument = _asked(node)
        if argument is not None:
            for role in _written(argument):
                yield Use(accessor, role, f"{path.relative_to(package)}:{node.lineno}")


def _asked(call: ast.Call) -> tuple[str, ast.expr | None]:
    """Return the accessor that a call stands for and the expression of its role."""
    function, arguments = call.func, call.args
    if isinstance(function, ast.Attribute) and function.attr in ACCESSORS and _is_design(function.value):
        return function.attr, arguments[0] if arguments else None
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    place = STYLED.get(name)
    return "style", arguments[place] if place is not None and len(arguments) > place else None


def _is_design(value: ast.expr) -> bool:
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return name.lstrip("_") == "design"


def _written(expression: ast.expr) -> Iterator[str]:
    """Return the strings that an expression can be: itself, or either side of a condition."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from _written(expression.body)
        yield from _written(expression.orelse)
