"""The folder of a finished batch, with packs that cost nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from packgen.batch import manifest
from packgen.batch.manifest import ManifestEntry
from packgen.bind.document import bind
from tests.support.pages import design, faces, pack, plain_sheet

NAMES = ("amy-okafor", "bilal-khan", "chloe-whitfield", "dara-osullivan")
"""Students, as their files are called."""


@cache
def small_pdf(pages: int, title: str = "Khrushchev in power", student: str = "") -> bytes:
    """Return a pack of some pages, the first of which is its front."""
    sheets = [plain_sheet(pages=pages - 1)] if pages > 1 else []
    return bind(pack(*sheets, title=title)._replace(student=student), faces(), design())


def batch_folder(
    folder: Path, pages: Sequence[int], *, titles: Sequence[str] = (), unmade: int = 0, title: str = "Khrushchev"
) -> Path:
    """Make the folder of a batch and return it: rows from 2 on, a pack of some pages each.

    Args:
        folder: is made.
        pages: of each pack.
        titles: of the packs as the manifest has them; otherwise all have ``title``.
        unmade: rows after these whose pack could not be made.
        title: of the packs.
    """
    folder.mkdir(parents=True)
    entries = []
    for place, count in enumerate(pages):
        name = NAMES[place] if place < len(NAMES) else f"student-{place}"
        data = small_pdf(count, student=name)
        (folder / f"{name}.pdf").write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        student = hashlib.sha256(name.encode()).hexdigest()
        called = titles[place] if titles else title
        entries.append(
            ManifestEntry(
                f"{name}.pdf", student, place + 2, digest, count, len(data), digest, person={"name": name}
            )._replace(title=called)
        )
    for place in range(unmade):
        row = len(pages) + 2 + place
        student = hashlib.sha256(str(row).encode()).hexdigest()
        entries.append(ManifestEntry(f"unmade-{place}.pdf", student, row, problem="it went wrong."))
    manifest.write(folder, entries)
    return folder
