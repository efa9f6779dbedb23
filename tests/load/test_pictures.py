"""Picture files that are not what they should be."""

import importlib
import os
import struct
import zlib
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image

from packgen.blocks import Block
from packgen.errors import ContentError
from packgen.images import decode
from packgen.images.limits import LARGEST_FILE
from packgen.load import Library, pictures
from packgen.load.loaded import LoadedTopic
from packgen.source.excerpt import quote

TOPIC = """\
schema: 1
id: x
title: X
subject: History
level: A-level
sections:
  - id: a
    title: A
    blocks:
      - type: picture
        file: "{file}"
        alt: A picture
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with a course and one good picture."""
    (tmp_path / "content" / "course").mkdir(parents=True)
    Image.new("RGB", (4, 3), (200, 0, 0)).save(tmp_path / "content" / "course" / "good.png")
    return tmp_path / "content"


def load(content: Path, file: str) -> LoadedTopic:
    path = content / "course" / "x.yaml"
    path.write_text(TOPIC.format(file=file), encoding="utf-8")
    return Library(content).load_topic(path)


def complaint(content: Path, file: str) -> str:
    with pytest.raises(ContentError) as caught:
        load(content, file)
    (problem,) = caught.value.problems
    assert (problem.origin.line, problem.origin.column, problem.origin.what) == (11, 15, "picture")
    return f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "1"])
def test_png_of_every_kind(content: Path, mode: str) -> None:
    Image.new(mode, (4, 3)).save(content / "course" / "a.png")
    assert load(content, "a.png")


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpeg_of_every_kind(content: Path, mode: str) -> None:
    Image.new(mode, (4, 3)).save(content / "a.jpg")
    assert load(content, "../a.jpg"), "the content folder is not left"


def test_a_picture_that_may_not_be_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("packgen.images.prepared.os.open", refuse)
    expected = 'the file "good.png" cannot be read. Check its name and permissions.'
    assert complaint(content, "good.png") == expected


def test_a_way_through_a_folder_that_is_missing(content: Path) -> None:
    assert complaint(content, "gone/../good.png").startswith('there is no file "gone/../good.png".')


def test_the_ending_says_nothing(content: Path) -> None:
    Image.new("L", (4, 3)).save(content / "course" / "a.png", format="JPEG")
    assert load(content, "a.png")
    Image.new("L", (4, 3)).save(content / "course" / "b.png", format="GIF")
    assert complaint(content, "b.png") == 'the file "b.png" is neither PNG nor JPEG. Save it as one of these.'


def test_a_link_may_not_lead_outside(content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.png"
    Image.new("L", (4, 3)).save(outside)
    (content / "course" / "link.png").symlink_to(outside)
    (content / "course" / "folder").symlink_to(tmp_path)
    for file in ("link.png", "folder/secret.png", "../../secret.png", str(outside)):
        assert complaint(content, file) == (
            f'the file "{file}" is outside the content folder. Copy it into the content folder and name it there.'
            if len(file) < 60
            else f"the file {quote(file)} is outside the content folder."
            " Copy it into the content folder and name it there."
        )
    (content / "course" / "inside.png").symlink_to(content / "course" / "good.png")
    assert load(content, "inside.png")


def test_what_is_outside_is_not_told_apart(content: Path, tmp_path: Path) -> None:
    """Whether a file exists elsewhere is nobody's business."""
    assert "outside" in complaint(content, "../../none.png")


def test_a_circle_of_links(content: Path) -> None:
    (content / "course" / "a.png").symlink_to("b.png")
    (content / "course" / "b.png").symlink_to("a.png")
    assert complaint(content, "a.png") == 'the file "a.png" cannot be read. Check its name and permissions.'


def test_a_name_that_is_too_long(content: Path) -> None:
    assert complaint(content, "a" * 5000).endswith("cannot be read. Check its name and permissions.")


def test_a_pipe(content: Path) -> None:
    os.mkfifo(content / "course" / "pipe.png")
    assert complaint(content, "pipe.png") == '"pipe.png" is not a file. Name a PNG or JPEG file.'


def test_the_nearest_name(content: Path) -> None:
    assert 'there is no file "godo.png". Did you mean "good.png"?' in complaint(content, "godo.png")


def test_too_many_bytes(content: Path) -> None:
    with (content / "course" / "a.png").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert complaint(content, "a.png") == 'the file "a.png" is larger than 20 MB. Save it smaller.'


def png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(6400, 6251), (20_000, 9_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_from_the_header(
    content: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("this would fill the memory"))
    (content / "course" / "a.png").write_bytes(png(*size))
    assert complaint(content, "a.png") == 'the picture "a.png" has more than 40 million pixels. Scale it down.'


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_cut_off(content: Path, kind: str, kept: Any) -> None:
    path = content / "course" / f"a.{kind}"
    Image.effect_noise((60, 60), 50).save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert complaint(content, path.name) == f'the picture "a.{kind}" is damaged. Save or download it again.'


def test_broken_inside(content: Path) -> None:
    good = bytearray(png(4, 4, bytes(20)))
    good[45] ^= 0xFF
    (content / "course" / "a.png").write_bytes(good)
    assert "damaged" in complaint(content, "a.png") or "neither" in complaint(content, "a.png")


def test_pillow_stays_away_where_there_is_no_picture() -> None:
    import subprocess
    import sys
    from pathlib import Path

    code = (
        "import sys; from pathlib import Path;"
        "from packgen.load import pictures; from packgen.source import read_yaml_text;"
        "assert not list(pictures.problems(read_yaml_text(b'sections: []', 'x'), Path(), Path()));"
        "print('PIL' in sys.modules)"
    )
    root = Path(pictures.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "False\n"


# -- files that any block names


MANY = """\
schema: 1
id: x
title: X
subject: History
level: A-level
sections:
  - id: a
    title: A
    blocks:
"""


class Poster(Block):
    """A block of a kind that is not there yet, and names its files in its own way."""

    type: Literal["poster"]
    front: str
    backs: tuple[dict[str, str], ...] = ()

    def files(self) -> tuple[str, ...]:
        return (self.front, *(back["drawing"] for back in self.backs))


@pytest.fixture
def posters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a kind of block `poster`."""
    kinds = importlib.import_module("packgen.blocks.kinds")
    classes = kinds.block_class
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, "poster"))
    monkeypatch.setattr(kinds, "block_class", lambda kind: Poster if kind == "poster" else classes(kind))
    for name in ("pictures", "places"):
        monkeypatch.setattr(f"packgen.load.{name}.KINDS", kinds.KINDS)
    monkeypatch.setattr("packgen.load.pictures.block_class", kinds.block_class)


def told(content: Path, blocks: str) -> list[tuple[int, int, str, str]]:
    path = content / "course" / "x.yaml"
    path.write_text(MANY + blocks, encoding="utf-8")
    try:
        Library(content).load_topic(path)
    except ContentError as error:
        return [(p.origin.line, p.origin.column, p.origin.what, p.message) for p in error.problems]
    return []


def test_the_files_of_any_block_are_checked(content: Path, tmp_path: Path, posters: None) -> None:
    Image.new("L", (4, 3)).save(tmp_path / "secret.png")
    (content / "course" / "link.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(content / "course" / "pipe.png")
    block = "      - type: poster\n        front: {}\n        backs: [{{drawing: good.png}}, {{drawing: {}}}]\n"
    assert told(content, block.format("good.png", "good.png")) == []
    assert told(content, block.format("link.png", "../../secret.png")) == [
        (11, 16, "poster", 'the file "link.png" is outside the content folder.'),
        (12, 48, "poster, back 2", 'the file "../../secret.png" is outside the content folder.'),
    ]
    assert told(content, block.format("pipe.png", "none.png")) == [
        (11, 16, "poster", '"pipe.png" is not a file.'),
        (12, 48, "poster, back 2", 'there is no file "none.png". Did you mean "pipe.png" or "link.png"?'),
    ]


def test_files_are_told_beside_what_else_is_wrong(content: Path, posters: None) -> None:
    block = "      - type: poster\n        front: none.png\n        colour: red\n"
    assert [line for line, *_ in told(content, block)] == [11, 12]
    broken = "      - type: poster\n        front: [none.png]\n        backs: none.png\n        cls: x\n"
    assert all(line in (10, 11, 12, 13) for line, *_ in told(content, broken))


def counted_decodes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return what is decoded from now on."""
    asked: list[bytes] = []
    plain = decode.decoded

    def counted(data: bytes) -> Any:
        asked.append(data)
        return plain(data)

    monkeypatch.setattr("packgen.images.prepared.decoded", counted)
    return asked


def test_a_picture_that_many_blocks_name_is_decoded_once(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counted_decodes(monkeypatch)
    Image.new("RGB", (7, 5), (1, 2, 3)).save(content / "course" / "often.png")
    block = "      - {type: picture, file: often.png, alt: A picture}\n"
    assert told(content, block * 60) == []
    assert len(asked) == 1


def test_a_damaged_picture_that_many_blocks_name_is_decoded_once_and_told_each_time(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = counted_decodes(monkeypatch)
    (content / "course" / "bad.png").write_bytes(png(3, 3, b"\0"))
    block = "      - {type: picture, file: bad.png, alt: A picture}\n"
    assert [line for line, *_ in told(content, block * 60)] == list(range(10, 70))
    assert len(asked) == 1
