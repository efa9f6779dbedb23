"""Reading picture files, and preparing each of them once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from packgen.images import decode
from packgen.images import prepared as module
from packgen.images.limits import LARGEST_FILE, UnusablePicture
from packgen.images.prepared import prepared, read_picture
from tests.images.files import jpeg, noise


def refusal(path: Path) -> str:
    with pytest.raises(UnusablePicture) as caught:
        read_picture(path)
    return f"{caught.value.what} {caught.value} / {caught.value.remedy}"


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        assert refusal(path) == "file is not a file / Name a PNG or JPEG file."


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    for path in (tmp_path / "none", tmp_path / "circle", tmp_path / ("a" * 5000), tmp_path / "a\0b"):
        assert refusal(path) == "file cannot be read / Check its name and permissions."


def test_what_is_too_large_is_read_no_further(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refusal(tmp_path / "a.png") == "file is larger than 20 MB / Save it smaller."


def test_each_picture_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def counted(data: bytes) -> object:
        asked.append(data)
        return decode.decoded(data)

    monkeypatch.setattr(module, "decoded", counted)
    one, other = jpeg(noise(40, 24)), jpeg(noise(24, 40))
    images = [prepared(data) for data in (one, other, bytes(bytearray(one)), other, one)]
    assert asked == [one, other]
    assert images[0] is images[2] is images[4]
    assert images[1] is images[3]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    one, other = jpeg(noise(32, 24)), jpeg(noise(24, 32))
    prepared = module._Prepared(max(len(one), len(other)) + 100)
    first = prepared(one)
    prepared(other)
    assert prepared(other) is prepared(other)
    assert prepared(one) is not first
