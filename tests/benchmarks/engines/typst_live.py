"""Typst in a process that lives on, as a press or a preview would keep it, and what each compilation takes there.

Its inputs stay the same and only the files that they name change: so Typst recalls what it has laid out before.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import typst

from tests.benchmarks import content
from tests.benchmarks.engines.typst_pack import TEMPLATE, write_job


def _compiler(job: dict[str, str], fonts: str) -> typst.Compiler:
    return typst.Compiler(str(TEMPLATE), root="/", font_paths=[fonts], ignore_system_fonts=True, sys_inputs=job)


def batch(arguments: Sequence[str]) -> None:
    """Compile the packs of a plan; report CPU seconds up to the first, and after each."""
    data, plan, fonts, folder, report = arguments
    job = Path(folder) / "job.json"
    compiler = None
    seconds = [time.process_time()]
    for number, (student, ids) in enumerate(json.loads(Path(plan).read_text(encoding="utf-8"))):
        inputs = write_job(job, data, ids, student)
        compiler = compiler or _compiler(inputs, fonts)
        compiler.compile(output=str(Path(folder) / f"{number:04}.pdf"))
        seconds.append(time.process_time())
    Path(report).write_text(json.dumps(seconds), encoding="utf-8")


def edits(arguments: Sequence[str]) -> None:
    """Compile a pack after each edit of one topic; report CPU seconds of each compilation."""
    root, ids, first, count, report, fonts, output = arguments
    library = content.library(ids.split(","), Path(root))
    compiler = _compiler(write_job(Path(output).with_suffix(".json"), str(library.data), library.ids), fonts)
    seconds = []
    for edition in range(int(first), int(first) + int(count)):
        content.edit(library, edition)
        start = time.process_time()
        compiler.compile(output=output)
        seconds.append(time.process_time() - start)
    Path(report).write_text(json.dumps(seconds), encoding="utf-8")
