"""The Python in docs/library.md runs as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packgen.resources import content_folder

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "library.md"


def test_the_examples_run_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(examples) == 5
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "guide"}
    for example in examples:
        exec(compile(example, str(GUIDE), "exec"), names)
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"The fall, 1964: \d+ pages, [\d,]+ bytes", said[0])
    source = (content_folder() / "russia-1855-1964" / "khrushchev.yaml").read_text(encoding="utf-8").splitlines()
    found = re.fullmatch(r".*khrushchev\.yaml:(\d+): summary", said[-2])
    assert found is not None
    assert "type: summary" in source[int(found[1]) - 1]
    assert said[-1] == "cells.pdf"
    assert (tmp_path / "cells.pdf").read_bytes().startswith(b"%PDF-")
