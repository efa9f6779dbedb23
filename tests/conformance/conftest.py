from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conformance import verapdf as engine
from tests.conformance.install import missing
from tests.support.absent import skip_unless_ci

Check = Callable[..., list[engine.Result]]


@pytest.fixture(scope="session")
def verapdf() -> Check:
    """The real veraPDF. Without its tools a test is skipped, but never where CI=true: there it fails."""
    absent = missing()
    if absent:
        skip_unless_ci(f"veraPDF needs {', '.join(absent)}: run `make proof-tools`")
    return engine.verapdf
