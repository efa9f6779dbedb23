"""No command imports what it does not use: that is what keeps `packgen --help` quick."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imposition.files import own

HEAVY = {"yaml", "pydantic", "reportlab", "uharfbuzz", "rich", "PIL", "markdown_it", "fontTools"}

THREE_KINDS = """\
schema: 1
id: khrushchev
title: Khrushchev
subject: History
level: A level
sections:
  - id: rise
    title: The rise
    blocks:
      - type: prose
        text: Stalin died in March 1953.
      - type: glossary
        terms:
          - {term: Presidium, meaning: The highest committee of the Party}
      - type: timeline
        events:
          - {date: March 1953, event: Stalin dies}
          - {date: June 1953, event: Beria is arrested}
          - {date: February 1956, event: Secret Speech}
"""

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


def modules(*arguments: str, cwd: Path, ends: int = 0, **environment: str) -> list[str]:
    """Return the names of all modules that a command imports, which ends with an exit code."""
    command = [sys.executable, "-c", CODE, *arguments]
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True, env=env)
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == str(ends)
    return names


def within(names: list[str], room: str) -> set[str]:
    """Return the modules of a room of packgen."""
    return {name.split(".")[2] for name in names if name.startswith(f"packgen.{room}.")}


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
    assert rooms <= {"cli", "errors", "units", "declare", "options", "option_text", "plan"}


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
    found = imported("check", "khrushchev", cwd=cwd)
    assert found >= {"reportlab", "uharfbuzz", "yaml", "pydantic"}
    assert not found & {"rich", "fontTools"}


def test_a_build_imports_its_own_command_and_the_kinds_of_blocks_that_its_topics_have(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "khrushchev.yaml").write_text(THREE_KINDS, encoding="utf-8")
    asked = ["build", "--topics", "khrushchev", "--no-cache", "--sheets"]
    names = modules(*asked, "learn", cwd=tmp_path)
    shared = {"app", "completion", "exits", "main", "options", "pack_options", "terminal"}
    assert within(names, "cli") == shared | {"build"}
    assert within(names, "blocks") == {"base", "glossary", "kinds", "prose", "scalars", "timeline"}
    assert within(names, "tasks") == {"chance"}
    assert not within(names, "sheets") & {"recall", "write", "cards", "quiz", "sources", "trial", "ticket"}
    assert "packgen.layout.core.canvas" in names
    others = "figures.chart", "figures.plot", "figures.picture", "tasks.concept", "tasks.essay"
    assert not set(names) & {f"packgen.layout.{name}" for name in others}
    more = modules(*asked, "recall", cwd=tmp_path)
    assert within(more, "blocks") == within(names, "blocks")
    assert "packgen.tasks.dated" in more
    assert "packgen.tasks.question" not in more


def test_no_plugin_has_a_say_in_what_a_topic_may_be(desk: Path, tmp_path: Path) -> None:
    """Pydantic would look for them in every package installed."""
    about = tmp_path / "meddler-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: meddler\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nmeddler = meddler:plugin\n", encoding="utf-8")
    (tmp_path / "meddler.py").write_text("plugin = None\n", encoding="utf-8")
    names = modules("list", cwd=desk, PYTHONPATH=os.pathsep.join(filter(None, [*sys.path, str(tmp_path)])))
    assert "pydantic" in names
    assert "meddler" not in names


def test_list_and_schema_need_no_fonts(desk: Path) -> None:
    assert not {"uharfbuzz", "yaml"} & imported("schema", cwd=desk)


def test_building_imports_what_draws_but_nothing_for_terminals(desk: Path) -> None:
    found = imported("build", "--topics", "khrushchev", "--no-cache", cwd=desk)
    assert found >= {"reportlab", "uharfbuzz", "yaml", "pydantic"}
    assert not found & {"rich", "fontTools"}


def test_impose_reads_packgens_own_files_without_any_engine(desk: Path) -> None:
    (desk / "pack.pdf").write_bytes(own(4))
    names = modules("impose", "pack.pdf", cwd=desk)
    assert not (HEAVY | {"pikepdf"}) & set(names)
    assert not {"build", "typeset", "layout", "text", "theme"} & {
        name.split(".")[1] for name in names if name.startswith("packgen.")
    }
