"""A class name stands for one thing in all of packgen, private names included."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from textwrap import dedent

from tests.architecture.source import ROOT, modules


def doubles(trees: Mapping[str, ast.AST]) -> dict[str, list[str]]:
    """Return the names of classes that several places define, with the modules."""
    found: dict[str, list[str]] = {}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(module)
    return {name: places for name, places in found.items() if len(places) > 1}


def test_no_class_name_is_defined_twice() -> None:
    assert doubles({name: module.tree for name, module in modules(ROOT / "packgen").items()}) == {}


def test_a_name_is_found_wherever_it_is_defined_again() -> None:
    one = ast.parse("class Sheet: ...\nclass _Row: ...\nclass Alone: ...")
    other = ast.parse(
        dedent("""\
        class Outer:
            class _Row: ...
        def make():
            class Sheet: ...
        """)
    )
    assert doubles({"one": one, "other": other}) == {"Sheet": ["one", "other"], "_Row": ["one", "other"]}
