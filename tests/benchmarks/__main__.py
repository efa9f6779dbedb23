"""Benchmarks against rivals: ``make bench``, or ``make bench ARGS="--cases A1,B --rounds 7"``.

The same topics are set by packgen, Typst, WeasyPrint, fpdf2 and ReportLab, all with the same fonts. Engines run in turn
and in cold processes; ratios are taken within each round. A run of all cases is written to docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.cases import CASES, HERE, ROOT, Bench
from tests.benchmarks.install import state
from tests.benchmarks.measure import FailedError
from tests.benchmarks.report import document
from tests.benchmarks.results import Outcome, Verdict, line_table, verdict_table
from tests.conformance.install import missing

DOCUMENT = ROOT / "docs" / "benchmarks.md"


def main() -> int:
    """Run the cases, print the tables and write the document; 1 if something failed or does not conform."""
    options = _options()
    for folder in (ROOT / "packgen", HERE):
        compileall.compile_dir(str(folder), quiet=1)
    absent, notes = _weasyprint()
    outcomes: list[Outcome] = []
    failed = False
    with tempfile.TemporaryDirectory(prefix="packgen-bench-") as name:
        bench = Bench(Path(name), options.rounds, absent)
        for case in options.cases:
            _say(f"{case} …")
            try:
                outcomes.append(CASES[case](bench))
            except FailedError as problem:
                failed = True
                outcomes.append(Outcome(verdicts=[Verdict(case, "", "failed", False)]))
                _say(f"{case} failed: {problem}")
                continue
            print(verdict_table(outcomes[-1].verdicts), flush=True)
        _say("veraPDF …")
        outcomes.append(_conformance(bench.checked))
    notes += [note for outcome in outcomes for note in outcome.notes]
    verdicts = [verdict for outcome in outcomes for verdict in outcome.verdicts]
    lines = [line for outcome in outcomes for line in outcome.lines]
    print(f"\n{verdict_table(verdicts)}\n\n{line_table(lines)}")
    print("".join(f"\n{note}" for note in notes))
    if options.output:
        options.output.write_text(document(verdicts, lines, notes, options.rounds), encoding="utf-8")
        _say(f"written to {options.output}")
    conforms = outcomes[-1].verdicts[0].met is not False
    return int(failed or not conforms)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=_cases, default=list(CASES), metavar="A1,B", help=f"of {', '.join(CASES)}")
    parser.add_argument("--rounds", type=_count, default=5, metavar="N", help="how often the fast engines run (5)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="what to write; docs/benchmarks.md for all cases")
    options = parser.parse_args()
    if options.output is None and options.cases == list(CASES):
        options.output = DOCUMENT
    return options


def _cases(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in CASES:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(CASES)}")
    return [case for case in CASES if case in names]


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError("a number from 1 to 99 is wanted")
    return int(text)


def _weasyprint() -> tuple[dict[str, str], list[str]]:
    """Return why WeasyPrint cannot run, if it cannot, and what is to be said of it."""
    lacks = state()
    if lacks == "Pango":
        return {"WeasyPrint": "Pango is not installed"}, [
            "WeasyPrint was not measured: it needs the library Pango. `make bench-tools` installs it."
        ]
    if lacks:
        return {}, [
            f"WeasyPrint had to subset fonts with fontTools, which costs it some 0.4 s a face: the library {lacks} is "
            "not installed. `make bench-tools` installs it."
        ]
    return {}, []


def _conformance(paths: Sequence[Path]) -> Outcome:
    """Check packgen's files with veraPDF, in two processes at once."""
    case, target = "All cases", "every file of packgen passes veraPDF ua1 and 2a"
    paths = list({hashlib.sha256(path.read_bytes()).digest(): path for path in paths}.values())
    absent = missing()
    if absent or not paths:
        result = "veraPDF is not installed: make proof-tools" if absent else "no files"
        return Outcome(verdicts=[Verdict(case, target, f"not checked: {result}")])
    halves = _halves(paths)
    said = [process.communicate()[0] for process in [_verapdf(half) for half in halves]]
    lines = [line for text in said for line in text.splitlines()]
    passed = sum(line.startswith("pass ") for line in lines)
    met = passed == 2 * len(paths)
    if not met:
        _say("\n".join(line for line in lines if not line.startswith("pass "))[:8000])
    return Outcome(verdicts=[Verdict(case, target, f"{passed} of {2 * len(paths)}: {len(paths)} files", met)])


def _halves(paths: Sequence[Path]) -> list[list[Path]]:
    """Return files in two lots of about the same size, one for each of two cores."""
    lots: list[list[Path]] = [[], []]
    sizes = [0, 0]
    for path in sorted(paths, key=lambda path: path.stat().st_size, reverse=True):
        lot = sizes.index(min(sizes))
        lots[lot].append(path)
        sizes[lot] += path.stat().st_size
    return [lot for lot in lots if lot]


def _verapdf(paths: Sequence[Path]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.conformance.verapdf", *map(str, paths)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
