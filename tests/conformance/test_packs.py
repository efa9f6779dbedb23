"""Whole packs through the real veraPDF, and through the fast checker that needs no Java."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.build import BuildOptions, build
from packgen.resources import content_folder
from tests.conformance.conftest import Check
from tests.conformance.verapdf import complaints
from tests.support.validation import page_problems

SPECIMENS = Path(__file__).resolve().parents[2] / "docs" / "specimens"

PACKS = {
    f"{name}-{profile}-{paper}": options
    for profile in ("standard", "large-print")
    for paper in ("a4", "letter")
    for name, options in {
        "khrushchev": BuildOptions(content_folder(), topics=("khrushchev",), profile=profile, paper=paper),
        "specimens": BuildOptions(SPECIMENS, course="specimens", profile=profile, paper=paper),
    }.items()
} | {
    "single-sided": BuildOptions(content_folder(), topics=("khrushchev/fall",), single_sided=True),
    "odd-title": BuildOptions(content_folder(), topics=("khrushchev/fall",), title="A (b) \\ <c> & “d” № ☐ Хрущёва́ ∆"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packs")
    built = {}
    for name, options in PACKS.items():
        built[name] = folder / f"{name}.pdf"
        build(BuildOptions(**{**vars(options), "output": built[name]}))
    return built


def test_verapdf_passes_every_pack(verapdf: Check, files: dict[str, Path]) -> None:
    results = verapdf(list(files.values()))
    assert len(results) == 2 * len(files)
    assert complaints(results) == ""


@pytest.mark.parametrize("name", PACKS)
def test_fast_checker_passes(files: dict[str, Path], name: str) -> None:
    assert page_problems(files[name].read_bytes()) == []
