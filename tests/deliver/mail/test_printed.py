"""Names in real packs of every look: each is read as its own student's, and as nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import manifest
from packgen.batch.run import BatchOptions, run_batch
from packgen.deliver.mail.printed import is_pack_of
from packgen.options import PackOptions
from tests.support.mails import TOPIC

NAMES = [
    "Anna Berg", "Ann", "Anna", "Anna Berger", "Łukasz Żółć", "Zoë-Mae O’Brien", "Αλέξανδρος Παπαδόπουλος",
    "Щукина Анна", "Нгуен Thị Ngọc Ánh", "Նարեկ Սարգսյան", "ნინო ბერიძე", "Ffion Fflewddur ffi", "Ǻ̃ŋ x̌óạ", "José J̌ T̃",
    "Ø ﬁ №1 Ⅷ", "O'Neil Test", "Ivan · Petrov", "Smith—Jones", "ʻOkina ʼx", "Ḥasan ʿAlī", "One", "Stalinova",
    "a*b* _c_ `d` [e](f)", "x" * 99, "W" * 60, "Maria " * 16 + "M",
]  # fmt: skip

_SHOWN_WHOLE = 40
"""Characters of a name that every place for it has room for."""

LOOKS: Mapping[str, dict[str, Any]] = {
    "usual": {"profile": "standard"},
    "large print, teacher": {"profile": "large-print", "edition": "teacher"},
    "cards, single-sided": {"sheets": ("cards",), "single_sided": True},
    "fillable": {"sheets": ("recall",), "fillable": True, "seed": 7},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    (folder / "content").mkdir()
    glossary = "      - type: glossary\n        terms:\n          - {term: Presidium, meaning: The Party's committee}\n"
    (folder / "content" / "stalin.yaml").write_text(TOPIC + glossary, encoding="utf-8")
    (folder / "names.csv").write_text("name\n" + "".join(f'"{name}"\n' for name in NAMES), encoding="utf-8")
    return folder


@pytest.mark.parametrize("look", LOOKS)
def test_each_name_is_found_in_its_own_pack_and_in_no_other(desk: Path, look: str) -> None:
    defaults = PackOptions(content=desk / "content", topics=("stalin",), no_cache=True, **LOOKS[look])
    run_batch(BatchOptions(desk / "names.csv", desk / look, defaults))
    entries = [entry for entry in manifest.read(desk / look).values() if entry.row is not None]
    assert len(entries) == len(NAMES)
    for entry in entries:
        data = (desk / look / entry.file).read_bytes()
        own = NAMES[(entry.row or 0) - 2].strip()
        assert is_pack_of(data, own), own
        if len(own) > _SHOWN_WHOLE:  # what is cut off cannot be compared
            assert not is_pack_of(data, "y" + own)
            continue
        others = {"Ann", "Anna", "Anna Ber", "nna Berg", "Stalin", "One", own[:-1], own[1:], own + "x"} - {own}
        assert not [other for other in others if is_pack_of(data, other)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no PDF at all", b"%PDF row 2 Anna"])
def test_what_is_no_pack_is_nobodys(data: bytes) -> None:
    assert not is_pack_of(data, "Anna")


def test_nobody_has_no_name(desk: Path) -> None:
    assert not is_pack_of(b"", " ")
