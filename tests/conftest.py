"""What all tests share: the option --refs, SIGINT, no deadlines, and a cache that is none of the user's."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support.refs import References

settings.register_profile("packgen", deadline=None)  # a busy machine makes nothing wrong
settings.load_profile("packgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refs", action="store_true", help="rewrite the references in tests/refs instead of comparing")


@pytest.fixture(scope="session")
def references(request: pytest.FixtureRequest) -> References:
    """The references in tests/refs."""
    return References(rewrite=request.config.getoption("--refs"))


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let SIGINT interrupt what is tested in the background too: shells have it ignored there."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def cache_of_these_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and what they start, out of the cache of whoever runs them."""
    before = os.environ.get("PACKGEN_CACHE_DIR")
    os.environ["PACKGEN_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["PACKGEN_CACHE_DIR"]
    else:
        os.environ["PACKGEN_CACHE_DIR"] = before
