"""docs/benchmarks.md: the results, with all that one must know to judge them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.facts import day, machine, versions
from tests.benchmarks.results import Line, Verdict, line_table, verdict_table

_PACKAGES = ("packgen", "typst", "weasyprint", "fpdf2", "reportlab", "uharfbuzz")

_TEXT = """\
# Benchmarks

Written by `make bench` on {day}; do not edit by hand.

- Machine: {machine}
- Versions: {versions}
- Command: `make bench` ({rounds} rounds)

## Targets and results

{verdicts}

## What was measured

{lines}
{notes}
## How

- **Content.** Invented topics of real size (`tests/benchmarks/content.py`): a summary box, two texts, key figures, a
  timeline, a glossary and a table, three A4 pages a topic, behind a cover with the contents and a tracker. Every
  engine sets the same words in the same faces (Source Sans 3, Source Serif 4), sizes, leading and column widths, with
  outline, links, running heads and folios. packgen runs with `--sheets learn --front full --single-sided`, so
  that no empty pages are counted.
- **CPU seconds** are user plus system time of a process and its children. Processes are cold, bytecode is compiled.
  On a shared machine seconds vary: ratios are taken in pairs within a round, engines taking turns, and tables give
  the median with the least and the greatest. WeasyPrint, fpdf2 and ReportLab run twice where there are 100 topics.
- **Typst** runs in Python (its wheel has no command), which costs it about 15 ms; tags are on, as they are by
  default. **WeasyPrint** writes PDF/UA-1 with tags. **fpdf2** and **ReportLab** write no tags and, as they are
  usually run, do not kern; ReportLab uses Platypus and `multiBuild`, as its guide teaches.
- **A1, B, B2** begin with an empty cache and fill it; **A2** finds everything there. In **C**, pages, words and kB
  are those of one pack. A run is one `packgen batch` from roster to manifest, in one process, next to Typst compiling
  {sample} of these packs in one process, where each later pack counts for what the last {half} took, and neither
  start nor first packs count. **D** edits another topic in each round. **D2** counts builds four to nine in a process
  that has built the pack before; Typst keeps its compiler with all that it remembers.
- **Memory** is that of the largest process; less than about 30 MiB cannot be told from the benchmark's own.
- **Tagging** is an estimate, since packgen has no mode without: `tests/benchmarks/engines/packgen_untagged.py` takes
  the making of structure elements, marks, artifacts, both trees and the check of the rules out of the running
  program.
- **Words** are counted in the files, so that no engine leaves anything out: they differ by what is drawn on the pages
  of the contents, and by where they break.
"""


def document(verdicts: Sequence[Verdict], lines: Sequence[Line], notes: Sequence[str], rounds: int) -> str:
    """Return the document."""
    from tests.benchmarks.cases import SAMPLE

    return _TEXT.format(
        day=day(),
        machine=machine(),
        versions=versions(_PACKAGES),
        rounds=rounds,
        verdicts=verdict_table(verdicts),
        lines=line_table(lines),
        notes="".join(f"\n{note}\n" for note in notes),
        sample=SAMPLE,
        half=SAMPLE // 2,
    )
