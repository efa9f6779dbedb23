"""What is not packgen's in a folder of packs, or in the place of a roster, is neither read nor waited for nor lost."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from packgen.batch.folder import alone_in
from packgen.batch.run import BatchOptions, run_batch
from packgen.errors import OutputError
from packgen.options import PackOptions
from tests.batch.conftest import Batch

PACKS = Path("packs/12b")
MANIFEST = PACKS / "manifest.jsonl"
ROSTER = "name\nAnna\nBen\n"


def link(path: Path) -> None:
    path.symlink_to("../../victim")


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))


STRANGERS: dict[str, Callable[[Path], object]] = {
    "link": link,
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "socket": unix_socket,
}


@pytest.fixture
def victim(desk: Path) -> Path:
    """A file of somebody's, to which links lead."""
    PACKS.mkdir(parents=True)
    Path("victim").write_bytes(b"precious")
    return Path("victim")


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_manifest_that_is_no_file_is_refused_and_stays(batch: Batch, victim: Path, kind: str) -> None:
    STRANGERS[kind](MANIFEST)
    before = MANIFEST.lstat()
    for dry_run in (True, False):
        with pytest.raises(
            OutputError, match=rf"manifest\.jsonl cannot be read: it is a {kind}, not an ordinary file\."
        ):
            batch(ROSTER, dry_run=dry_run)
    assert (MANIFEST.lstat().st_mode, MANIFEST.lstat().st_ino) == (before.st_mode, before.st_ino)
    assert victim.read_bytes() == b"precious"
    assert not list(PACKS.glob("*.pdf"))


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_lock_that_is_no_file_is_refused(victim: Path, kind: str) -> None:
    STRANGERS[kind](PACKS / ".packgen-batch.lock")
    with pytest.raises(OutputError, match=rf"cannot be used: it is a {kind}, not an ordinary file\."), alone_in(PACKS):
        pass
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("kind", STRANGERS)
def test_what_has_the_name_of_a_part_stays(batch: Batch, victim: Path, kind: str) -> None:
    part = PACKS / ".packgen-0123456789ab.part"
    STRANGERS[kind](part)
    (PACKS / ".packgen-notes.part").write_bytes(b"mine")
    (PACKS / ".packgen-00112233aabb.part").write_bytes(b"half a pack")
    assert batch(ROSTER).made == 2
    assert os.path.lexists(part)
    assert (PACKS / ".packgen-notes.part").read_bytes() == b"mine"
    assert not (PACKS / ".packgen-00112233aabb.part").exists()
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("kind", STRANGERS)
def test_what_took_the_place_of_a_pack_stays(batch: Batch, victim: Path, kind: str) -> None:
    batch(ROSTER)
    pack = PACKS / "anna.pdf"
    pack.unlink()
    STRANGERS[kind](pack)
    before = pack.lstat()
    assert batch(ROSTER).made == 1
    assert (pack.lstat().st_mode, pack.lstat().st_ino) == (before.st_mode, before.st_ino)
    assert victim.read_bytes() == b"precious"
    assert [path.name for path in PACKS.glob("anna-*.pdf")] != []
    assert batch(ROSTER).kept == 2


@pytest.mark.parametrize("kind", [*STRANGERS, "device"])
def test_a_roster_that_is_no_file_is_not_waited_for(desk: Path, kind: str) -> None:
    roster = Path("r.csv")
    if kind == "device":
        roster = Path("/dev/zero")
    elif kind == "link":
        os.mkfifo("pipe")
        roster.symlink_to("pipe")
    else:
        STRANGERS[kind](roster)
    with pytest.raises(OutputError, match=r"The roster .* cannot be read: it is a \w+, not an ordinary file\."):
        run_batch(BatchOptions(roster))


def test_a_roster_may_be_a_link_to_a_file(desk: Path) -> None:
    Path("r.csv").write_text(ROSTER)
    Path("class.csv").symlink_to("r.csv")
    assert run_batch(BatchOptions(Path("class.csv"), defaults=PackOptions(topics=("stalin",)), dry_run=True)).made == 2


def test_a_huge_roster_is_refused(desk: Path) -> None:
    with Path("r.csv").open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(Exception, match="larger than 64 MB"):
        run_batch(BatchOptions(Path("r.csv")))


@pytest.mark.parametrize("data", [b"notes of mine\n", b'{"id": 1}\n{"id": 2}\n', b"\x00\x01PNG"])
def test_a_manifest_of_another_program_is_refused_and_stays(batch: Batch, victim: Path, data: bytes) -> None:
    MANIFEST.write_bytes(data)
    with pytest.raises(
        OutputError, match=r"manifest\.jsonl is no manifest of packgen's\. Move it away, or name another"
    ):
        batch(ROSTER)
    assert MANIFEST.read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"\0" * 300, b'{"file":"anna.pdf","row":2,"pag'])
def test_a_manifest_that_the_power_cut_short_is_ours(batch: Batch, victim: Path, data: bytes) -> None:
    MANIFEST.write_bytes(data)
    assert batch(ROSTER).made == 2


def test_a_folder_of_topics_and_papers_loses_nothing(batch: Batch, desk: Path) -> None:
    papers = {f"content/{name}": name.encode() for name in ("anna.pdf", "Ben.PDF", "notes.txt", "anna.pdf.bak")}
    for name, data in papers.items():
        Path(name).write_bytes(data)
    topics = {path: path.read_bytes() for path in Path("content").glob("*.yaml")}
    assert batch(ROSTER, output=Path("content")).made == 2
    assert {name: Path(name).read_bytes() for name in papers} == papers
    assert {path: path.read_bytes() for path in topics} == topics
    assert batch(ROSTER, output=Path("content")).kept == 2


def test_a_forged_manifest_makes_nothing_be_read_that_is_larger_than_it_says(batch: Batch, victim: Path) -> None:
    batch(ROSTER)
    with (PACKS / "anna.pdf").open("wb") as file:
        file.truncate(10_000_000_000)
    assert batch(ROSTER).made == 1
