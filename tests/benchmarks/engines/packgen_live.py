"""packgen in a process that lives on, as a preview keeps it, and what each build takes there."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from packgen.build import Builder
from packgen.options import PackOptions
from packgen.sink import FileSink
from tests.benchmarks import content


def edits(arguments: Sequence[str]) -> None:
    """Build a pack after each edit of one topic, and write it; report CPU seconds of each build.

    The editions count from the third argument on; the last is the command line for which to do it, a word a line.
    """
    root, ids, first, count, report, command = arguments
    library = content.library(ids.split(","), Path(root))
    options, output = _options(command.split("\n"))
    studio = Builder()
    seconds = []
    for edition in range(int(first), int(first) + int(count)):
        content.edit(library, edition)
        start = time.process_time()
        with FileSink(output) as sink:
            sink.take(studio.build(options))
        seconds.append(time.process_time() - start)
    Path(report).write_text(json.dumps(seconds), encoding="utf-8")


def _options(words: Sequence[str]) -> tuple[PackOptions, Path]:
    """Return the options and the output of a command line that the other cases give to `packgen build`."""
    parser = ArgumentParser()
    parser.add_argument("build")
    for name in ("--content", "--topics", "-o", "--sheets", "--front", "--title", "--cache-dir"):
        parser.add_argument(name, required=True)
    for name in ("--single-sided", "--quiet"):
        parser.add_argument(name, action="store_true")
    asked = parser.parse_args(words)
    options = PackOptions(
        content=Path(asked.content),
        topics=tuple(asked.topics.split(",")),
        title=asked.title,
        single_sided=asked.single_sided,
        sheets=tuple(asked.sheets.split(",")),
        front=asked.front,
        cache=Path(asked.cache_dir),
    )
    return options, Path(asked.o)
