from __future__ import annotations

import multiprocessing
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from packgen.cache.store import LARGEST, Size, Store

HEAD = len(b"packgen cache 1\n") + 32


def store(folder: Path, environment: bytes = b"here", limit: int = 10_000_000) -> Store:
    return Store(folder / "cache", environment, limit)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and len(path.name) == 32)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    made = store(tmp_path)
    assert made.get("a", 1) is None
    made.put(b"one", "a", 1)
    made.put(b"", "b")
    assert (made.get("a", 1), made.get("b")) == (b"one", b"")
    assert store(tmp_path).get("a", 1) == b"one"
    made.put(b"another", "a", 1)
    assert made.get("a", 1) == b"another"
    assert len(files(tmp_path)) == 2


def test_nothing_is_there_before_the_first_entry(tmp_path: Path) -> None:
    made = store(tmp_path)
    assert made.get("a") is None
    made.settle()
    assert made.size() == Size(0, 0)
    assert made.clear() == Size(0, 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", [("a", "1"), ("a",), ("a", 1, None), (("a", 1),), ("a", 1.0), ("a", True), ("b", 1)])
def test_other_inputs_are_another_entry(tmp_path: Path, other: tuple[object, ...]) -> None:
    made = store(tmp_path)
    made.put(b"one", "a", 1)
    assert made.get(*other) is None


def test_another_environment_is_another_entry(tmp_path: Path) -> None:
    store(tmp_path).put(b"one", "a")
    assert store(tmp_path, b"there").get("a") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_may_look_into_it(tmp_path: Path) -> None:
    store(tmp_path).put(b"one", "a")
    for path in (tmp_path / "cache").rglob("*"):
        if path.name not in ("CACHEDIR.TAG",):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


# -- damage


def test_every_flipped_bit_is_a_miss(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"content", "a")
    [path] = files(tmp_path)
    good = path.read_bytes()
    for bit in range(8 * len(good)):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bad)
        assert made.get("a") is None
    path.write_bytes(good)
    assert made.get("a") == b"content"


def test_every_cut_is_a_miss(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"content", "a")
    [path] = files(tmp_path)
    good = path.read_bytes()
    for length in range(len(good)):
        path.write_bytes(good[:length])
        assert made.get("a") is None
    path.write_bytes(good + b"x")
    assert made.get("a") is None


def test_zeros_as_a_loss_of_power_leaves_them_are_a_miss(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"content", "a")
    [path] = files(tmp_path)
    path.write_bytes(bytes(path.stat().st_size))
    assert made.get("a") is None


def test_an_entry_in_the_place_of_another_is_a_miss(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"one", "a")
    [one] = files(tmp_path)
    made.put(b"two", "b")
    [two] = [path for path in files(tmp_path) if path != one]
    two.write_bytes(one.read_bytes())
    assert made.get("b") is None


def test_another_version_is_a_miss(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"content", "a")
    [path] = files(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"packgen cache 1", b"packgen cache 2"))
    assert made.get("a") is None


def test_what_is_too_large_is_neither_kept_nor_read(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"content", "a")
    [path] = files(tmp_path)
    with path.open("r+b") as file:
        file.truncate(LARGEST + 1)  # a hole: it takes no room
    assert made.get("a") is None
    made.put(bytes(LARGEST), "b")
    assert made.get("b") is None


def test_a_folder_or_a_pipe_for_an_entry_is_a_miss(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"content", "a")
    [path] = files(tmp_path)
    path.unlink()
    path.mkdir()
    assert made.get("a") is None
    path.rmdir()
    path.symlink_to("nowhere")
    assert made.get("a") is None
    made.put(b"content", "a")
    assert made.get("a") == b"content"


# -- where nothing can be written


def test_a_file_in_the_way_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine", encoding="utf-8")
    made = store(tmp_path)
    made.put(b"one", "a")
    made.settle()
    assert made.get("a") is None
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "mine"


def test_a_read_only_folder_means_no_cache(tmp_path: Path) -> None:
    store(tmp_path).put(b"one", "a")
    script = (
        "import os, sys; from pathlib import Path; from packgen.cache.store import Store\n"
        "os.setuid(12345) if os.getuid() == 0 else None\n"
        "made = Store(Path(sys.argv[1]), b'here'); made.put(b'two', 'b'); made.settle(); print(made.get('b'))"
    )
    folder = tmp_path / "cache"
    folder.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    if "setuid" in done.stderr or "Permission" in done.stderr:
        pytest.skip(f"another user cannot run Python here: {done.stderr.splitlines()[-1]}")
    assert done.stdout == "None\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no small disk can be made: {error}")
    if done.returncode:
        pytest.skip(f"no small disk can be made: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_means_no_more_entries(small_disk: Path) -> None:
    made = store(small_disk)
    for number in range(100):
        made.put(os.urandom(20_000), number)
    made.settle()
    kept = [number for number in range(100) if made.get(number) is not None]
    assert kept
    assert len(kept) < 13
    assert not list(small_disk.rglob("*.part"))
    assert store(small_disk).clear().entries == len(kept)


# -- its size


def aged(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_the_oldest_go_when_there_is_too_much(tmp_path: Path) -> None:
    made = store(tmp_path, limit=20 * (1000 + HEAD))
    for number in range(15):
        made.put(bytes(1000), number)
    made.settle()
    for age, path in enumerate(files(tmp_path)):
        aged(path, 1000 + age)
    for number in range(15, 30):
        made.put(bytes(1000), number)
    made.settle()
    assert made.size().size <= 20 * (1000 + HEAD)
    assert made.size().entries >= 14
    assert all(made.get(number) == bytes(1000) for number in range(16, 30))


def test_it_does_not_outgrow_its_limit_while_it_is_filled(tmp_path: Path) -> None:
    made = store(tmp_path, limit=50_000)
    for number in range(300):
        made.put(bytes(1000), number)
        assert made.size().size <= 50_000 + 50_000 // 4 + 1000 + HEAD
    made.settle()
    assert made.size().size <= 50_000
    assert made.get(299) is not None


def test_what_is_in_use_is_not_old(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"one", "a")
    [path] = files(tmp_path)
    aged(path, 5 * 86_400)
    assert made.get("a") == b"one"
    assert time.time() - path.stat().st_mtime < 100


def test_a_lost_or_old_count_is_made_again(tmp_path: Path) -> None:
    limit = 10 * (1000 + HEAD)
    for spoil in (b"", b"12x", b"-5", b"9" * 30):
        made = store(tmp_path, limit=limit)
        for number in range(20):
            Store(tmp_path / "cache", b"here").put(bytes(1000), number)  # never counted
        (tmp_path / "cache" / "packgen-1" / "tally").write_bytes(spoil)
        made.put(b"x", "one more")
        made.settle()
        assert made.size().size <= limit
    tally = tmp_path / "cache" / "packgen-1" / "tally"
    for number in range(20):
        Store(tmp_path / "cache", b"here").put(bytes(1000), number)
    aged(tally, 2 * 86_400)
    made.put(b"y", "two more")
    made.settle()
    assert made.size().size <= limit


def test_what_a_killed_program_left_half_written_goes_after_an_hour(tmp_path: Path) -> None:
    made = store(tmp_path, limit=2000)
    made.put(bytes(900), "a")
    [path] = files(tmp_path)
    old, new = (path.with_name(f"{path.name}.{name}.part") for name in ("old", "new"))
    for part in (old, new):
        part.write_bytes(b"half")
    aged(old, 4000)
    made.put(bytes(900), "b")
    made.put(bytes(900), "c")
    made.settle()
    assert (old.exists(), new.exists()) == (False, True)


def test_clearing_deletes_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"one", "a")
    [path] = files(tmp_path)
    mine = [tmp_path / "cache" / "letter.txt", path.parent / "note.txt", path.parent.parent / "x" / ("0" * 32)]
    for other in mine:
        other.parent.mkdir(exist_ok=True)
        other.write_text("mine", encoding="utf-8")
    path.with_name(f"{path.name}.0.part").write_bytes(b"half")
    assert made.clear().entries == 2
    assert all(other.exists() for other in mine)
    assert files(tmp_path) == [mine[2]]


def test_clearing_leaves_no_empty_folders(tmp_path: Path) -> None:
    made = store(tmp_path)
    made.put(b"one", "a")
    made.settle()
    made.clear()
    assert list(tmp_path.iterdir()) == []


# -- several at once


def hammer(folder: str, seed: int) -> int:
    made = Store(Path(folder), b"here", 100_000)
    wrong = 0
    for step in range(400):
        key = (step * 7 + seed) % 50
        found = made.get(key)
        wrong += found not in (None, b"%d" % key * 200)
        made.put(b"%d" % key * 200, key)
        if step % 100 == 50 + seed:
            made.settle()
        if step == 200 and seed == 0:
            made.clear()
    return wrong


def test_several_programs_read_write_and_clear_it_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.starmap(hammer, [(str(tmp_path / "cache"), seed) for seed in range(3)]) == [0, 0, 0]
    assert not list(tmp_path.rglob("*.part"))
