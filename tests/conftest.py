"""What all tests share: the option --refs."""

from __future__ import annotations

import pytest

from tests.support.refs import References


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refs", action="store_true", help="rewrite the references in tests/refs instead of comparing")


@pytest.fixture(scope="session")
def references(request: pytest.FixtureRequest) -> References:
    """The references in tests/refs."""
    return References(rewrite=request.config.getoption("--refs"))
