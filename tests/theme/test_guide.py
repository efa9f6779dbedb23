"""The themes in docs/themes.md work as printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from packgen.theme.design import load_design
from packgen.theme.fonts import LARGEST, MOST_FAMILIES
from tests.support.themes import ATKINSON, STYLES

GUIDE = (Path(__file__).parents[2] / "docs" / "themes.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_theme(tmp_path: Path, example: str) -> None:
    (tmp_path / "fonts").mkdir()
    for style in STYLES.values():
        shutil.copy(ATKINSON / f"AtkinsonHyperlegibleNext-{style}.ttf", tmp_path / "fonts" / f"SchoolSans-{style}.ttf")
    path = tmp_path / "school.yaml"
    path.write_text(example, encoding="utf-8")
    design = load_design(str(path))
    assert design.key != load_design().key
    assert len(design.fonts) == ("fonts:" in example)


def test_the_guide_has_an_example_with_fonts_and_one_without() -> None:
    assert sorted("fonts:" in example for example in EXAMPLES) == [False, True]


def test_the_limits_are_those_of_the_code() -> None:
    assert f"no larger than {LARGEST // 1_000_000} MB" in GUIDE
    assert MOST_FAMILIES == 8
    assert "may bring eight families" in GUIDE
