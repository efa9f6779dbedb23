"""The modules of a package, as syntax trees."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Module(NamedTuple):
    """A module: its syntax tree, and the package that its relative imports start from."""

    tree: ast.Module
    package: str


@cache
def modules(package: Path) -> dict[str, Module]:
    """Return the modules of a package by their full names; a package's own name stands for its __init__.

    Args:
        package: the folder of the package.
    """
    found = {}
    for path in sorted(package.rglob("*.py")):
        *folders, stem = path.relative_to(package.parent).with_suffix("").parts
        home = ".".join(folders)
        name = home if stem == "__init__" else f"{home}.{stem}"
        found[name] = Module(ast.parse(path.read_text(encoding="utf-8"), str(path)), home)
    return found
