"""Whole packs through the real veraPDF, and through the fast checker that needs no Java."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from packgen.build import build
from packgen.deliver.print.order import TicketOrder
from packgen.deliver.print.ticket import write_ticket
from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.variables import cache_folder
from tests.conformance.conftest import Check
from tests.conformance.verapdf import complaints
from tests.support.kinds import KINDS, SPECIMENS, built
from tests.support.soak import SOAK
from tests.support.validation import page_problems
from tests.support.written import write_pack

PACKS = {
    f"{name}-{profile}-{paper}": options
    for profile in ("standard", "large-print")
    for paper in ("a4", "letter")
    for name, options in {
        "khrushchev": PackOptions(content=content_folder(), topics=("khrushchev",), profile=profile, paper=paper),
        "specimens": PackOptions(content=SPECIMENS, course="specimens", profile=profile, paper=paper),
    }.items()
} | {
    "odd-title": PackOptions(
        content=content_folder(), topics=("khrushchev/fall",), title="A (b) \\ <c> & “d” № ☐ Хрущёва́ ∆"
    ),
}

WHOLE = tuple(PACKS) if SOAK else ("khrushchev-standard-a4", "odd-title")
"""Packs for the engine, which takes seconds over each; the kinds of a section stand for the others."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packs")
    made = {}
    for name, options in PACKS.items():
        made[name] = folder / f"{name}.pdf"
        write_pack(build(replace(options, cache=cache_folder())), made[name])
    return made


def test_verapdf_passes_every_kind_of_pack(verapdf: Check, files: dict[str, Path], tmp_path: Path) -> None:
    paths = [files[name] for name in WHOLE] + [path for kind in KINDS for path in built(kind, tmp_path)]
    order = TicketOrder(copies=30, staple=True, customer="Ms Дроздова", wanted=date(2026, 12, 3), price=0.03)
    paths.append(write_ticket(files["odd-title"], order, tmp_path / "ticket.pdf").output)
    results = verapdf(paths)
    assert len(results) == 2 * len(paths)
    assert complaints(results) == ""


@pytest.mark.parametrize("name", PACKS)
def test_fast_checker_passes(files: dict[str, Path], name: str) -> None:
    assert page_problems(files[name].read_bytes()) == []
