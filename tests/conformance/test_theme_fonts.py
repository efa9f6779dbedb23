from __future__ import annotations

from pathlib import Path

from packgen.build import build
from packgen.options import PackOptions
from packgen.resources import content_folder
from tests.conformance.conftest import Check
from tests.conformance.verapdf import complaints
from tests.support.themes import school_theme


def test_packs_in_the_fonts_of_a_theme_conform(verapdf: Check, tmp_path: Path) -> None:
    theme = str(school_theme(tmp_path / "theme"))
    paths = [tmp_path / "student.pdf", tmp_path / "form.pdf"]
    for path, fillable in zip(paths, (False, True), strict=True):
        options = PackOptions(content=content_folder(), topics=("khrushchev/fall",), theme=theme, fillable=fillable)
        path.write_bytes(build(options).pdf)
    results = verapdf(paths)
    assert complaints(results) == ""
    assert len(results) == 4
