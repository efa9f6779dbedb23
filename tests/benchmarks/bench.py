"""CPU seconds of packgen next to Typst: the same words, cold processes, taken in turn.

    make bench                    # 1, 10 and 100 topics, five rounds
    make bench ARGS="--rounds 9 --topics 1,100"

On a shared machine wall time says little, so this prints user plus system time of the process and its children; quote
the ratios. Typst runs inside Python (the wheel has no command of its own), which costs it about 10 ms.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent))
import content

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKGEN = Path(sys.executable).with_name("packgen")
TYPST = """
import sys, typst
template, topics, fonts, output = sys.argv[1:]
inputs = {"topics": topics}
typst.compile(template, output=output, root="/", font_paths=[fonts], ignore_system_fonts=True, sys_inputs=inputs)
"""


class Cost(NamedTuple):
    """What one process took: CPU in seconds and memory at its peak in MiB."""

    cpu: float
    peak: float


def run(command: list[str]) -> Cost:
    """Run a command to its end, with bytecode read and written as on any desk."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed with exit code {process.returncode}: {' '.join(command)[:300]}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def alternate(commands: dict[str, list[str]], rounds: int) -> dict[str, Cost]:
    """Run each command once unmeasured, then all in turn; return the medians."""
    for command in commands.values():
        run(command)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command))
    return {
        name: Cost(statistics.median(c.cpu for c in all_), statistics.median(c.peak for c in all_))
        for name, all_ in costs.items()
    }


def row(what: str, engine: str, cost: Cost, pdf: Path | None = None, ratio: str = "") -> None:
    """Print one line of the table."""
    pages = size = ""
    if pdf is not None:
        with pypdfium2.PdfDocument(pdf) as document:
            pages = str(len(document))
        size = f"{pdf.stat().st_size / 1000:,.0f}"
    print(f"| {what:22} | {engine:7} | {cost.cpu:7.3f} | {ratio:>5} | {cost.peak:8.0f} | {pages:>5} | {size:>7} |")


def compare(count: int, rounds: int, folder: Path) -> None:
    """Build the same topics with both engines."""
    names = content.write(count, folder)
    ours, theirs = folder / "packgen.pdf", folder / "typst.pdf"
    pack = [str(PACKGEN), "build", "--quiet", "--content", str(folder), "--topics", ",".join(names), "-o", str(ours)]
    typst = [sys.executable, "-c", TYPST, str(HERE / "pack.typ"), str(folder / "topics.json")]
    costs = alternate({"packgen": pack, "Typst": [*typst, str(ROOT / "fonts"), str(theirs)]}, rounds)
    what = f"{count} topic{'s' * (count > 1)}"
    row(what, "packgen", costs["packgen"], ours, f"{costs['packgen'].cpu / costs['Typst'].cpu:.2f}")
    row(what, "Typst", costs["Typst"], theirs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--topics", default="1,10,100", help="numbers of topics, with commas")
    chosen = parser.parse_args()
    compileall.compile_dir(str(ROOT / "packgen"), quiet=1)
    print("| What                   | Engine  |   CPU s | Ratio | Peak MiB | Pages |      kB |")
    print("|------------------------|---------|---------|-------|----------|-------|---------|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        row("packgen --help", "packgen", alternate({"": [str(PACKGEN), "--help"]}, chosen.rounds)[""])
        pdf = folder / "khrushchev.pdf"
        build = [str(PACKGEN), "build", "--quiet", "--topics", "khrushchev", "-o", str(pdf)]
        row("the Khrushchev pack", "packgen", alternate({"": build}, chosen.rounds)[""], pdf)
        for count in map(int, chosen.topics.split(",")):
            compare(count, chosen.rounds, folder / str(count))


if __name__ == "__main__":
    main()
