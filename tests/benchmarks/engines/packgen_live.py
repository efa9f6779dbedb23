"""packgen in a process that lives on, as a preview keeps it, and what each build takes there."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import content
from packgen.cli.main import run


def edits(arguments: Sequence[str]) -> None:
    """Build a pack after each edit of one topic; report CPU seconds of each build.

    The editions count from the third argument on; the last is the command to run, a word a line.
    """
    root, ids, first, count, report, command = arguments
    library = content.library(ids.split(","), Path(root))
    seconds = []
    for edition in range(int(first), int(first) + int(count)):
        content.edit(library, edition)
        start = time.process_time()
        try:
            run(command.split("\n"))
        except SystemExit as end:
            if end.code:
                raise
        seconds.append(time.process_time() - start)
    Path(report).write_text(json.dumps(seconds), encoding="utf-8")
