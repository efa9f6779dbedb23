"""Import cycles: ``python -m tests.architecture.cycles`` prints those of packgen, and fails if there are any.

Every import counts: at the top of a module, in a function and under ``TYPE_CHECKING``. Import-linter compares packages;
this compares modules.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.source import ROOT, Module, modules


def main(package: Path = ROOT / "packgen") -> int:
    """Print the cycles, a line each; return 1 if there are any."""
    found = cycles(imports(modules(package)))
    for cycle in found:
        sys.stdout.write(f"import cycle: {' -> '.join((*cycle, cycle[0]))}\n")
    return 1 if found else 0


def imports(known: Mapping[str, Module]) -> dict[str, set[str]]:
    """Return which of the modules each module imports."""
    return {name: set(_imported(module, known)) for name, module in known.items()}


def _imported(module: Module, known: Mapping[str, Module]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            home = _home(module.package, node)
            for alias in node.names:
                inner = f"{home}.{alias.name}"
                if inner in known:
                    yield inner
                elif home in known:
                    yield home


def _home(package: str, node: ast.ImportFrom) -> str:
    """Return the full name of what ``from ... import`` imports from, in a module of a package."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return a shortest cycle through each module that is in one, those of the same modules once, in order of names."""
    found: dict[frozenset[str], list[str]] = {}
    for name in sorted(graph):
        cycle = _shortest(graph, name)
        if cycle:
            found.setdefault(frozenset(cycle), cycle)
    return list(found.values())


def _shortest(graph: Mapping[str, set[str]], start: str) -> list[str]:
    """Return a shortest way from a module back to itself; nothing, if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for target in sorted(graph[way[-1]]):
            if target == start:
                return way
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []


if __name__ == "__main__":
    sys.exit(main())
