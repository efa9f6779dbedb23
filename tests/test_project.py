"""What the project says about itself is true: documents, lock file, wheel, commands."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from packgen.cli.app import app
from packgen.cli.exits import exit_codes
from packgen.errors import PackgenError

ROOT = Path(__file__).resolve().parent.parent
GROUP: Any = typer.main.get_command(app)
COMMANDS = GROUP.commands


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in parameter.opts
    if option.startswith("-")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_has_every_command(command: str) -> None:
    assert f"\n### packgen {command}\n" in read("README.md")


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_the_readme_has_every_option_with_its_command(command: str, option: str) -> None:
    part = read("README.md").split(f"\n### packgen {command}\n")[1].split("\n### ")[0]
    assert re.search(rf"`{re.escape(option)}[` ]", part)


def test_the_readme_invents_no_options() -> None:
    commands = read("README.md").split("## Commands")[1].split("### Exit codes")[0]
    known = {option for _, option in OPTIONS} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*\b", commands)) <= known


def test_the_table_of_exit_codes_is_the_programs() -> None:
    names = {kind.exit_code: f"`{kind.__name__}`" for kind in PackgenError.__subclasses__()}
    rows = [f"| {code} | {names[code]} | {why} |" for code, why in exit_codes().items() if code in names]
    rows += [f"| {code} | | {why} |" for code, why in exit_codes().items() if code not in names]
    written = [line for line in read("docs/exit-codes.md").splitlines() if re.match(r"\| \d", line)]
    assert sorted(written) == sorted(rows)


def test_no_two_kinds_of_error_share_an_exit_code() -> None:
    codes = [kind.exit_code for kind in PackgenError.__subclasses__()]
    assert len(set(codes)) == len(codes)
    assert not {0, 1, 130} & set(codes)


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[0].split()
    assert [line.split()[1] for line in listed.splitlines()] == targets


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/writing-topics.md"])
def test_documents_name_only_targets_that_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\n|^)make ([a-z-]+)", read(document))) <= targets


@pytest.mark.parametrize(
    "document", sorted(str(p.relative_to(ROOT)) for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\((?!https?:|topic:)([^)#]*)(?:#[^)]*)?\)", read(document)):
        assert ((ROOT / document).parent / target).exists(), target


# -- lock file


def pins() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+) \\$", read("requirements.lock"), re.MULTILINE))


def requirements() -> list[str]:
    project = tomllib.loads(read("pyproject.toml"))
    extras = project["project"]["optional-dependencies"]
    return [*project["project"]["dependencies"], *extras["dev"], *extras["bench"], *project["build-system"]["requires"]]


@pytest.mark.parametrize("requirement", requirements())
def test_the_lock_pins_what_the_project_asks_for(requirement: str) -> None:
    wanted = Requirement(requirement)
    assert wanted.specifier.contains(pins()[canonicalize_name(wanted.name)])


def test_the_lock_names_no_place_to_download_from() -> None:
    assert "://" not in read("requirements.lock")
    assert not re.search(r"^-", read("requirements.lock"), re.MULTILINE)


def test_everything_in_the_lock_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z])", read("requirements.lock"))[1:]
    assert len(entries) == len(pins())
    assert all("--hash=sha256:" in entry for entry in entries)


# -- wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["content", "fonts"])
def test_the_wheel_holds_topics_and_fonts(wheel: set[str], folder: str) -> None:
    shipped = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
    assert shipped
    assert {f"packgen/library/{name}" for name in shipped} <= wheel


def test_the_wheel_holds_what_the_code_reads(wheel: set[str]) -> None:
    beside = [p for p in (ROOT / "packgen").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in beside} <= wheel


def test_the_wheel_holds_nothing_else(wheel: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"packgen"}
    assert not [name for name in wheel if "__pycache__" in name]


def test_the_wheel_carries_all_licences(wheel: set[str]) -> None:
    licences = {name.split("/licenses/")[1] for name in wheel if "/licenses/" in name}
    fonts = [p.relative_to(ROOT).as_posix() for p in ROOT.glob("fonts/*/*.txt")]
    assert licences == {"LICENSE", *fonts}


def test_ci_runs_on_the_oldest_and_the_newest_python_that_packgen_supports() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    oldest = int(re.fullmatch(r">=3\.(\d+)", project["requires-python"])[1])  # type: ignore[index]
    named = [re.fullmatch(r"Programming Language :: Python :: 3\.(\d+)", name) for name in project["classifiers"]]
    newest = max(int(found[1]) for found in named if found)
    assert f"\nOLDEST={oldest} NEWEST={newest} " in read(".ci/run")
    assert f"tested with Python 3.{oldest} and 3.{newest}" in " ".join(read("README.md").split())


# -- what must not be committed


def tracked() -> list[str]:
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_no_file_names_a_place_on_somebodys_machine() -> None:
    place = re.compile(r"(?<![\w./*$}-])/(?:work|farm|root|home|Users|opt)/\w|[A-Z]:\\Users\\")
    found = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            lines = content.decode(errors="replace").splitlines()
            found += [f"{name}:{number}: {line}" for number, line in enumerate(lines, 1) if place.search(line)]
    assert found == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_nothing_that_commands_make_is_committed_and_no_link() -> None:
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    ignored = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    staged = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    links = [line for line in staged.splitlines() if line.startswith("120000 ")]
    assert (ignored, links) == ([], [])
