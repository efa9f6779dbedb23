"""Files are written whole or not at all, whatever goes wrong."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from packgen import parts
from packgen.bind.metadata import xmp
from packgen.errors import OutputError
from packgen.files import PDF, SCHEMA, STDOUT, FileKind, require_writable, whole, write_whole
from packgen.parts import clear_parts
from packgen.pdf.streams import Stream
from packgen.pdf.writer import Writer
from packgen.sheet.sheet import Pack, Sheet


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
def test_a_pipe_or_device_is_neither_written_to_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "printer.pdf"  # not /dev/null: were this to fail, the machine would lose it
    os.mkfifo(pipe)
    for path in (pipe, tmp_path / "link.pdf"):
        if path != pipe:
            path.symlink_to(pipe)
        with pytest.raises(OutputError, match=r'it is a pipe or a device\. Name a file, or write to "-"'):
            write_whole(path, b"%PDF")
    assert pipe.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such paths")
@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/../dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/null"])
def test_what_stands_for_standard_output_elsewhere_is_refused_with_the_dash(path: str) -> None:
    with pytest.raises(OutputError, match=r'cannot be written: it is a pipe .* write to "-", which is standard output'):
        write_whole(Path(path), b"%PDF", PDF)


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
    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (os, "replace"), "chmod": (Path, "chmod")}[call], fail)
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


def test_nothing_goes_to_standard_output_where_something_fails(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(KeyboardInterrupt):
        begin(STDOUT, b"half", lambda: True)
    assert capfdbinary.readouterr().out == b""


def test_a_folder_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder"), whole(tmp_path):
        raise AssertionError("nobody should come here")


def test_pieces_come_together(tmp_path: Path) -> None:
    with whole(tmp_path / "a" / "lesson.pdf") as file:
        for piece in (b"%P", b"", b"DF"):
            file.write(piece)
        assert file.tell() == 4
    assert (tmp_path / "a" / "lesson.pdf").read_bytes() == b"%PDF"


# -- what is there already


OURS = b"%PDF-1.7\n<xmp:CreatorTool>packgen</xmp:CreatorTool>"


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        (PDF, "lesson.pdf", OURS),
        (PDF, "Lesson.PDF", OURS),
        (PDF, "lesson.pdf", b""),
        (SCHEMA, "topic.json", b'{\n  "title": "packgen topic"'),
    ],
)
def test_what_packgen_made_is_replaced(tmp_path: Path, kind: FileKind, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    require_writable(tmp_path / name, kind)
    write_whole(tmp_path / name, b"new", kind)
    assert (tmp_path / name).read_bytes() == b"new"


@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (PDF, b"schema: 1\nid: x\n"),
        (PDF, b"%PDF-1.7 of somebody else's"),
        (PDF, b"the tag is <xmp:CreatorTool>packgen</xmp:CreatorTool>"),
        (PDF, b"%PDF-1.7\n" + bytes(1_000_000) + OURS),
        (SCHEMA, OURS),
        (SCHEMA, b'{"title": "My year"}'),
        (SCHEMA, b'schema: 1\ntitle: "title": "packgen topic"'),
    ],
)
def test_what_packgen_did_not_make_is_not_replaced(
    tmp_path: Path, kind: FileKind, content: bytes, link: Callable[[Path, Path], None] | None
) -> None:
    path = tmp_path / f"mine{kind.ending}"
    original = path if link is None else tmp_path / f"original{kind.ending}"
    original.write_bytes(content)
    if link is not None:
        link(path, original)
    for write in (lambda: write_whole(path, b"new", kind), lambda: require_writable(path, kind)):
        with pytest.raises(OutputError, match=r"is not a .* that packgen made\. Name another file, or delete it\."):
            write()
    assert original.read_bytes() == content


@pytest.mark.parametrize("name", ["x.yaml", "x", "x.pdf.txt", ".pdf.yaml", "pdf", "x.json"])
def test_a_pdf_is_not_called_otherwise(tmp_path: Path, name: str) -> None:
    (tmp_path / "out.pdf").symlink_to(tmp_path / name)
    for path in (tmp_path / name, tmp_path / "out.pdf"):
        with pytest.raises(OutputError, match=r"a PDF has a name that ends in \.pdf\. Name such a file\."):
            write_whole(path, b"new", PDF)
        with pytest.raises(OutputError, match=r"a PDF has a name that ends in \.pdf"):
            require_writable(path, PDF)
    assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]


def test_a_pack_is_known_by_its_metadata_whatever_its_title() -> None:
    pack: Pack[Sheet] = Pack("x" * 200_000, "", "en-GB", (), "", None, (), None)
    parts: list[bytes] = []
    Writer(10, parts.append).add_streams([Stream(1, "", xmp(pack))])
    made = b"".join(parts)[:1_000_000]
    assert made.startswith(PDF.begins)
    assert PDF.holds in made


# -- parts of programs that were killed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


PART = ".packgen-0123456789ab.part"


def test_parts_of_dead_programs_are_cleared(tmp_path: Path) -> None:
    (tmp_path / PART).write_bytes(b"half")
    write_whole(tmp_path / "lesson.pdf", b"new")
    assert names(tmp_path) == ["lesson.pdf"]


def test_parts_of_living_programs_are_not(tmp_path: Path) -> None:
    with whole(tmp_path / "first.pdf") as first:
        first.write(b"1")
        with whole(tmp_path / "second.pdf") as second:
            second.write(b"2")
        assert len(names(tmp_path)) == 2
    assert names(tmp_path) == ["first.pdf", "second.pdf"]
    assert (tmp_path / "first.pdf").read_bytes() == b"1"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_nothing_else_of_such_a_name_is(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"precious")
    kept = [f".packgen-{letter * 12}.part" for letter in "abcd"]
    (tmp_path / kept[0]).mkdir()
    os.mkfifo(tmp_path / kept[1])
    (tmp_path / kept[2]).symlink_to(tmp_path / "victim")
    (tmp_path / kept[3]).symlink_to("nowhere")
    others = [".packgen-x.part", ".packgen-0123456789abc.part", "packgen-0123456789ab.part", f"{PART}.pdf"]
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    write_whole(tmp_path / "lesson.pdf", b"new")
    assert names(tmp_path) == sorted([*kept, *others, "victim", "lesson.pdf"])


def test_a_part_that_was_cleared_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = parts._locked
    made: list[str] = []

    def late(file: int, *, wait: bool = True) -> bool | None:
        if wait and not made:
            made.extend(names(tmp_path))
            clear_parts(tmp_path)
            assert names(tmp_path) == []
        return original(file, wait=wait)

    monkeypatch.setattr(parts, "_locked", late)
    write_whole(tmp_path / "lesson.pdf", b"new")
    assert made
    assert names(tmp_path) == ["lesson.pdf"]
