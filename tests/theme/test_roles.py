import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load(name: str) -> ModuleType:
    """Import a module that lies beside this one, from wherever pytest runs."""
    spec = importlib.util.spec_from_file_location(f"tests_theme_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scan = _load("roles")

CODE = """
class Box:
    def __init__(self, setting, title):
        self.design = setting.design
        self.pad = self.design.length("box-pad")
        self.style = setting.design.style("body-bold" if title else "body")
        self.title = Paragraph(setting, title, "heading", element)

    def draw(self, canvas, role):
        rule = self._design.rule(role)
        other.length("35mm")
        return "timeline", rule
"""


def test_every_role_in_the_code_exists() -> None:
    unknown = [use for use in scan.used_roles() if use.role not in scan.ACCESSORS[use.accessor]]
    assert unknown == []


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "box.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "roles.py").write_text('RULES = {"trap": ""}', encoding="utf-8")
    return tmp_path


def test_roles_are_found_where_they_are_written(package: Path) -> None:
    assert sorted((use.accessor, use.role, use.place) for use in scan.used_roles(package)) == [
        ("length", "box-pad", "layout/box.py:5"),
        ("style", "body", "layout/box.py:6"),
        ("style", "body-bold", "layout/box.py:6"),
        ("style", "heading", "layout/box.py:7"),
    ]


def test_a_role_that_nobody_asks_for_is_listed(package: Path) -> None:
    idle = scan.never_used(package)
    assert "timeline" not in idle["rule"]  # passed on as a plain string
    assert "trap" in idle["rule"]  # theme/ itself does not count
    assert "body" not in idle["style"]
    assert "gist" in idle["style"]
    assert "smallest" not in idle["length"]
