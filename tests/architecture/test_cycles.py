"""No module of packgen imports one that imports it, and the check that says so finds cycles of every sort."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.cycles import cycles, imports, main
from tests.architecture.source import ROOT, modules

CYCLES = {
    "at the top": ({"a": "from some.b import x", "b": "import some.a"}, "a b a"),
    "for types alone": ({"a": "if TYPE_CHECKING:\n    from some.b import x", "b": "from some.a import y"}, "a b a"),
    "in a function": ({"a": "def f():\n    from some import b", "b": "from some.a import y"}, "a b a"),
    "relative": ({"a": "from .b import x", "b": "from . import a"}, "a b a"),
    "of three": ({"a": "import some.b", "b": "import some.c.d", "c/d": "from ..a import y"}, "a b c.d a"),
    "with a package": ({"a": "from some.c import x", "c/__init__": "from ..a import y"}, "a c a"),
    "with itself": ({"a": "from some.a import x"}, "a a"),
}
"""Modules of a package with what they import, and the cycle that is found."""


def package(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {"__init__": "", **files}.items():
        path = folder / "some" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "some"


def test_packgen_has_no_import_cycle() -> None:
    graph = imports(modules(ROOT / "packgen"))
    assert "packgen.errors" in graph["packgen.build"]
    assert cycles(graph) == []


@pytest.mark.parametrize(("files", "cycle"), CYCLES.values(), ids=CYCLES)
def test_a_cycle_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], cycle: str
) -> None:
    assert main(package(tmp_path, files)) == 1
    names = [f"some.{name}" for name in cycle.split()]
    assert capsys.readouterr().out == f"import cycle: {' -> '.join(names)}\n"


def test_modules_that_share_imports_are_no_cycle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"a": "from some import b, c", "b": "import some.d", "c": "from some.d import x", "d": "import os"}
    assert main(package(tmp_path, files)) == 0
    assert capsys.readouterr().out == ""
