"""Every profile on every paper in every theme gives conforming packs."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from packgen.build import build
from packgen.options import PackOptions
from packgen.theme.registry import profiles, themes
from packgen.variables import cache_folder
from tests.conformance.conftest import Check
from tests.conformance.verapdf import complaints
from tests.support.paper import SPECIMENS
from tests.support.soak import SOAK

PAPERS = ("a4", "letter")


def test_verapdf_passes_every_look(verapdf: Check, tmp_path: Path) -> None:
    every = list(product(profiles(), PAPERS, themes()))
    assert len(every) >= 24
    looks = (
        every if SOAK else every[:: len(themes()) + 1]
    )  # each profile, each paper and each theme, but not each triple
    assert [set(part) for part in zip(*looks, strict=True)] == [set(part) for part in zip(*every, strict=True)]
    paths = []
    for profile, paper, theme in looks:
        options = PackOptions(
            content=SPECIMENS,
            topics=("multiple-choice",),
            cache=cache_folder(),
            profile=profile,
            paper=paper,
            theme=theme,
            sheets=("learn", "recall", "check", "organiser"),
        )
        paths.append(tmp_path / f"{profile}-{paper}-{theme}.pdf")
        paths[-1].write_bytes(build(options).pdf)
    results = verapdf(paths)
    assert len(results) == 2 * len(paths)
    assert complaints(results) == ""
