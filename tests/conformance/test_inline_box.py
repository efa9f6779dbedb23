from __future__ import annotations

from pathlib import Path

from tests.conformance.conftest import Check
from tests.conformance.verapdf import complaints
from tests.support.boxes import boxed_file


def test_figures_in_lines_of_text_conform(verapdf: Check, tmp_path: Path) -> None:
    path = tmp_path / "boxed.pdf"
    path.write_bytes(boxed_file())
    results = verapdf([path])
    assert complaints(results) == ""
    assert len(results) == 2
