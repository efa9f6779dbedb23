"""When nothing has changed, a pack is made without anything that reads topics or sets text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cache.desk import lay

HEAVY = {
    "yaml",
    "pydantic",
    "pydantic_core",
    "reportlab",
    "uharfbuzz",
    "PIL",
    "markdown_it",
    "rich",
    "pickle",
    "hashlib",
    "packgen.model",
    "packgen.blocks",
    "packgen.tasks",
    "packgen.layout",
    "packgen.sheets.surface",
    "packgen.sheets.section",
    "packgen.sheets.front_matter",
    "packgen.plan.tasks",
    "packgen.source",
    "packgen.load.topic_file",
    "packgen.theme.check",
    "packgen.cli.batch",
    "importlib.metadata",
    "email",
    "asyncio",
    "socket",
    "packgen.batch",
}

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


def imported(*arguments: str, cwd: Path) -> set[str]:
    command = [sys.executable, "-c", CODE, "build", "--cache-dir", "cache", "-o", "pack.pdf", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return HEAVY & set(names)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--topics", "second/fall,first"],
        ["--course", "Russia", "--title", "Zwölf Wochen"],
        ["--tag", "both", "--profile", "large-print", "--edition", "teacher", "--seed", "3"],
        ["--topics", "first", "--fillable", "--sheets", "learn,recall,write,check,cards,quiz", "--answers", "back"],
        ["--topics", "first", "--answers", "separate", "--paper", "letter"],
    ],
    ids=" ".join,
)
def test_a_warm_build_imports_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    lay(tmp_path)
    assert imported(*arguments, cwd=tmp_path) >= {"yaml", "reportlab", "uharfbuzz", "packgen.sheets.surface"}
    first = (tmp_path / "pack.pdf").read_bytes()
    assert imported(*arguments, cwd=tmp_path) == set()
    assert (tmp_path / "pack.pdf").read_bytes() == first
    assert imported(*arguments, "--no-cache", cwd=tmp_path) >= {"yaml", "reportlab", "uharfbuzz"}
    assert (tmp_path / "pack.pdf").read_bytes() == first
