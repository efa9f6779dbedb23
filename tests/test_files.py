"""Files are written whole or not at all, whatever goes wrong."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from packgen.errors import OutputError
from packgen.files import STDOUT, whole, write_whole


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "packs" / "week 3" / "lesson.pdf"
    write_whole(path, b"%PDF")
    assert path.read_bytes() == b"%PDF"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    write_whole(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_an_old_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "lesson.pdf"
    path.write_bytes(b"old and longer")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".pdf")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_or_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "printer"  # not /dev/null: were this to fail, the machine would lose it
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"%PDF")
        assert os.read(reader, 100) == b"%PDF"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_whole(STDOUT, b"%PDF\xff")
    assert capfdbinary.readouterr().out == b"%PDF\xff"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    with pytest.raises(OutputError, match=r"packs cannot be written: it is a folder\. Name a file in it\."):
        write_whole(tmp_path / "packs", b"")
    assert list((tmp_path / "packs").iterdir()) == []


@pytest.mark.parametrize("tail", ["lesson.pdf", "deeper/lesson.pdf"])
def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path, tail: str) -> None:
    (tmp_path / "packs").write_bytes(b"a file")
    with pytest.raises(OutputError, match=r"lesson\.pdf cannot be written: a part of its path is a file"):
        write_whole(tmp_path / "packs" / tail, b"")
    assert (tmp_path / "packs").read_bytes() == b"a file"


def test_too_long_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="its name is too long"):
        write_whole(tmp_path / ("x" * 300), b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
@pytest.mark.parametrize("protected", ["folder", "file"])
def test_what_may_not_be_written_is_refused(tmp_path: Path, protected: str) -> None:
    path = tmp_path / "lesson.pdf"
    path.write_bytes(b"old")
    (path if protected == "file" else tmp_path).chmod(0o500)
    try:
        with pytest.raises(OutputError, match="you are not allowed to write there"):
            write_whole(path, b"new")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


def test_a_file_that_is_write_protected_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lesson.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser is never refused
    with pytest.raises(OutputError, match="you are not allowed to write there"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full. Free some space, or write to another disk."),
        (errno.EDQUOT, "your share of the disk is used up."),
        (errno.EACCES, "you are not allowed to write there."),
        (errno.EROFS, "the disk can only be read."),
        (errno.EIO, "Input/output error. Write to another place."),
    ],
)
def test_a_failure_on_the_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "lesson.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace"), "chmod": (Path, "chmod")}[call], fail)
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"new")
    monkeypatch.undo()
    assert str(caught.value).startswith(f"{path} cannot be written: {words}")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "lesson.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


# -- piece by piece


def begin(path: Path, data: bytes, holds: Callable[[], bool]) -> None:
    with whole(path) as file:
        file.write(data)
        assert holds()
        raise KeyboardInterrupt


def test_what_fails_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "lesson.pdf"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        begin(path, b"new", lambda: path.read_bytes() == b"old")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_goes_to_a_pipe_where_something_fails(tmp_path: Path) -> None:
    pipe = tmp_path / "printer"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(KeyboardInterrupt):
            begin(pipe, b"half", lambda: True)
        assert os.read(reader, 100) == b""
    finally:
        os.close(reader)


def test_a_folder_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder"), whole(tmp_path):
        raise AssertionError("nobody should come here")


def test_pieces_come_together(tmp_path: Path) -> None:
    with whole(tmp_path / "a" / "lesson.pdf") as file:
        for piece in (b"%P", b"", b"DF"):
            file.write(piece)
        assert file.tell() == 4
    assert (tmp_path / "a" / "lesson.pdf").read_bytes() == b"%PDF"
