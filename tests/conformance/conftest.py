from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.conformance import verapdf as engine
from tests.conformance.install import missing

Check = Callable[..., list[engine.Result]]


@pytest.fixture(scope="session")
def verapdf() -> Check:
    """The real veraPDF. Without its tools a test is skipped, but never where CI=true: there it fails."""
    absent = missing()
    if absent:
        message = f"veraPDF needs {', '.join(absent)}: run `make proof-tools`"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return engine.verapdf
