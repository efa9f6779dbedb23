"""References: texts in tests/refs that say how things looked when somebody last looked at them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

REFS = Path(__file__).resolve().parents[1] / "refs"


@dataclass(frozen=True)
class References:
    """Compares texts with files in a folder, or writes them there."""

    folder: Path = REFS
    rewrite: bool = False

    def compare(self, name: str, text: str) -> None:
        """Raise AssertionError with the differences from a reference, if there are any."""
        path = self.folder / name
        if self.rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.is_file():
            raise AssertionError(f"tests/refs/{name} is missing: run `make refs`, and look at the page")
        wanted = path.read_text(encoding="utf-8")
        if wanted != text:
            lines = difflib.unified_diff(
                wanted.splitlines(), text.splitlines(), f"tests/refs/{name}", "as it is now", lineterm="", n=2
            )
            told = "\n".join(lines) or "line endings differ"
            raise AssertionError(f"{told}\n\nIf this is right, run `make refs`, and look at the page.")
