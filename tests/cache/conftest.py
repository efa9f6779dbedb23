from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that holds 256 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with disks.small_disk(folder):
        yield folder
