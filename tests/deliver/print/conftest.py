from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from reportlab.pdfgen.canvas import Canvas

from packgen.batch.manifest import NAME, ManifestEntry
from packgen.cli.main import run
from tests.deliver.print.install import missing
from tests.support.absent import skip_unless_ci
from tests.support.cups import PrivateCups

A4 = (595.276, 841.89)


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Packgen = Callable[..., Outcome]


def pdf(pages: int, text: str = "page", size: tuple[float, float] = A4) -> bytes:
    """Return a PDF whose pages say ``text 1 of 3`` and so on."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=True)
    for number in range(1, pages + 1):
        canvas.drawString(100, 300, f"{text} {number} of {pages}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with nobody's settings."""
    monkeypatch.chdir(tmp_path)
    for variable in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    for variable in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.fixture
def packgen(capsys: pytest.CaptureFixture[str]) -> Packgen:
    def call(*arguments: str) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, out, err)

    return call


def write_batch(folder: Path, pages: list[int], unmade: int = 0) -> None:
    """Write a batch's folder: packs of rows 2, 3 and so on, named by students, then rows without one."""
    folder.mkdir()
    lines: list[str] = []
    for row, count in enumerate([*pages, *[0] * unmade], 2):
        data = pdf(count, f"row {row} page") if count else b""
        # neither the alphabet's order nor that of the lines is the roster's
        entry = ManifestEntry(
            file=f"student-{chr(122 - row)}.pdf", student=hashlib.sha256(str(row).encode()).hexdigest(), row=row,
            pages=count or None, size=len(data) or None, sha256=hashlib.sha256(data).hexdigest() if data else None,
            problem=None if data else "it went wrong.", topics=("khrushchev",), title="Khrushchev",
        )  # fmt: skip
        lines.insert(0, entry.line())
        if data:
            (folder / entry.file).write_bytes(data)
    (folder / NAME).write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="session")
def server() -> Iterator[PrivateCups]:
    absent = missing()
    if absent:
        skip_unless_ci(f"make print-tools brings CUPS; missing: {', '.join(absent)}")
    started = PrivateCups(Path(__file__).with_name("tray.ppd"))
    yield started
    started.stop()


@pytest.fixture
def cups(server: PrivateCups, desk: Path, monkeypatch: pytest.MonkeyPatch) -> PrivateCups:
    """A real CUPS with an empty, ready printer, which lp and packgen use."""
    server.empty_tray()
    monkeypatch.setenv("CUPS_SERVER", server.address)
    return server
