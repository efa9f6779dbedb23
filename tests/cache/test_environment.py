from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import packgen
from packgen.cache import environment as module
from packgen.cache.place import open_store
from packgen.resources import fonts_folder

SCRIPT = """
from packgen.cache.environment import environment
import packgen, sys
print(environment().hex())
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of packgen and of its fonts."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(Path(packgen.__file__).parent, folder / "packgen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(fonts_folder(), folder / "fonts")
    return folder


def digest(desk: Path, *path: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(desk), *path]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env=environment, cwd=desk
    )
    return done.stdout.strip()


def test_it_is_the_same_in_every_process(desk: Path) -> None:
    assert digest(desk) == digest(desk)


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n")


def same_size(path: Path) -> None:
    """Change a byte, and set the time of the change back."""
    before = path.stat()
    data = path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("packgen/layout/text/paragraph.py", append),
        ("packgen/layout/text/paragraph.py", same_size),
        ("packgen/theme/themes/classic.yaml", append),
        ("packgen/bind/srgb.icc", same_size),
        ("packgen/new_module.py", lambda path: path.write_bytes(b"")),
        ("packgen/__init__.py", lambda path: path.write_bytes(b'"""Packs."""\n\n__version__ = "99.0"\n')),
        ("fonts/fonts.yaml", append),
        ("packgen/units.py", lambda path: path.rename(path.with_name("lengths.py"))),
    ],
)
def test_a_changed_file_of_ours_is_another_environment(desk: Path, file: str, change: Callable[[Path], None]) -> None:
    path = desk / file
    before = path.read_bytes() if path.exists() else None
    first = digest(desk)
    change(path)
    assert digest(desk) != first
    if before is not None:
        path.write_bytes(before)


def test_a_changed_font_is_another_environment(desk: Path) -> None:
    font = next((desk / "fonts").rglob("*.ttf"))
    first = digest(desk)
    same_size(font)
    assert digest(desk) != first
    other = digest(desk)
    font.unlink()
    assert digest(desk) != other


@pytest.mark.parametrize("library", module._LIBRARIES)
def test_another_version_of_a_library_is_another_environment(desk: Path, tmp_path: Path, library: str) -> None:
    (tmp_path / f"{library}-99.9.dist-info").mkdir()
    assert digest(desk, str(tmp_path)) != digest(desk)


def test_bytecode_does_not_count(desk: Path) -> None:
    first = digest(desk)
    (desk / "packgen" / "__pycache__").mkdir(exist_ok=True)
    (desk / "packgen" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert digest(desk) == first


def test_a_store_is_opened_only_where_there_is_a_folder_and_it_is_wanted(tmp_path: Path) -> None:
    assert open_store(None) is None
    assert open_store(tmp_path, wanted=False) is None
    assert open_store(tmp_path) is not None


def test_an_installation_without_versions_has_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module.environment.cache_clear()
    monkeypatch.setattr(module, "_LIBRARIES", ("reportlab", "no_such_library_anywhere"))
    try:
        assert open_store(tmp_path) is None
    finally:
        module.environment.cache_clear()
