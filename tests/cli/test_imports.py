"""No command imports what it does not use: that is what keeps `packgen --help` quick."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"yaml", "pydantic", "reportlab", "uharfbuzz", "rich", "PIL", "markdown_it", "fontTools"}

CODE = """
import os, sys
from packgen.cli.main import run
sys.stdout = open(os.devnull, "w")
try:
    run(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def modules(*arguments: str, cwd: Path, ends: int = 0) -> list[str]:
    """Return the names of all modules that a command imports, which ends with an exit code."""
    command = [sys.executable, "-c", CODE, *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == str(ends)
    return names


def imported(*arguments: str, cwd: Path, ends: int = 0) -> set[str]:
    """Return the heavy packages that a command imports."""
    return HEAVY & set(modules(*arguments, cwd=cwd, ends=ends))


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["build", "--help"], ["list", "--help"], ["check", "--help"], ["new", "--help"]],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(desk: Path, arguments: list[str]) -> None:
    names = modules(*arguments, cwd=desk)
    assert not HEAVY & set(names)
    rooms = {name.split(".")[1] for name in names if name.startswith("packgen.")}
    assert rooms <= {"cli", "errors", "units"}


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["new", "korean-war"], {"pydantic"}),
        (["schema"], {"pydantic"}),
        (["list"], {"pydantic", "yaml"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_commands_that_print_no_pages_import_no_engine(desk: Path, arguments: list[str], needed: set[str]) -> None:
    found = imported(*arguments, cwd=desk)
    assert found >= needed
    assert not found & {"reportlab", "rich", "PIL", "fontTools"}


def test_check_sets_recall_sheets_only_where_there_are_no_problems(broken: Path) -> None:
    cwd = broken.parent.parent
    engine = {"reportlab", "rich", "PIL", "fontTools"}
    assert not imported("check", "broken", cwd=cwd, ends=3) & engine
    assert imported("check", "khrushchev", cwd=cwd) >= {"reportlab", "uharfbuzz", "yaml", "pydantic"}
    assert not imported("check", "khrushchev", cwd=cwd) & {"rich", "fontTools"}


def test_list_and_schema_need_no_fonts(desk: Path) -> None:
    assert "uharfbuzz" not in imported("schema", cwd=desk)
    assert "yaml" not in imported("schema", cwd=desk)


def test_building_imports_what_draws_but_nothing_for_terminals(desk: Path) -> None:
    found = imported("build", "--topics", "khrushchev", "--no-cache", cwd=desk)
    assert found >= {"reportlab", "uharfbuzz", "yaml", "pydantic"}
    assert not found & {"rich", "fontTools"}
