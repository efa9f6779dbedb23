"""Results as tables: what each case has to reach and did, and what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.benchmarks.facts import Facts
from tests.benchmarks.measure import Cost, Spread, cpu, peak


class Line(NamedTuple):
    """What was measured of one engine in one case.

    Attributes:
        case: such as ``A1 one topic, cold``.
        engine: who did it.
        seconds: of CPU.
        ratio: to Typst in the same rounds, where there is one.
        memory: in MiB, at the peak; None where the process did more than this.
        facts: of the file.
    """

    case: str
    engine: str
    seconds: Spread
    ratio: Spread | None = None
    memory: float | None = None
    facts: Facts | None = None


class Verdict(NamedTuple):
    """Whether a case reached a target; ``met`` is None where there is no telling, or nothing to be reached."""

    case: str
    target: str
    result: str
    met: bool | None = None


class Outcome(NamedTuple):
    """What a case gave: its lines, its verdicts, and what else must be said."""

    lines: Sequence[Line] = ()
    verdicts: Sequence[Verdict] = ()
    notes: Sequence[str] = ()


def line(
    case: str, engine: str, costs: Sequence[Cost], ratio: Spread | None = None, facts: Facts | None = None
) -> Line:
    """Return the line of an engine that ran in processes of its own."""
    return Line(case, engine, cpu(costs), ratio, peak(costs), facts)


def at_most(case: str, what: str, limit: float, found: Spread, digits: int = 2, unit: str = "") -> Verdict:
    """Return whether a median is at most a limit; ``what`` says what is measured, with ``{}`` for the number."""
    missed = found.median / limit - 1
    over = f", {missed:.0%} over" if missed > 0 else ""
    return Verdict(case, what.format(f"≤ {limit:g}{unit}"), found.shown(digits, unit) + over, missed <= 0)


def at_least(case: str, what: str, limit: float, found: float, unit: str = "") -> Verdict:
    """Return whether a number is at least a limit."""
    missed = 1 - found / limit
    under = f", {missed:.0%} under" if missed > 0 else ""
    return Verdict(case, what.format(f"≥ {limit:g}{unit}"), f"{found:,.0f}{unit}{under}", missed <= 0)


def not_yet(case: str, target: str, what: str) -> Verdict:
    """Return the verdict on a case that needs what packgen does not have yet."""
    return Verdict(case, target, f"not yet: {what}")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a Markdown table that is straight on a terminal too; ``right`` names columns of numbers."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]

    def shown(row: Sequence[str]) -> str:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return f"| {' | '.join(cells)} |"

    ruled = ["-" * (width + 1) + ":" if place in right else "-" * (width + 2) for place, width in enumerate(widths)]
    return "\n".join([shown(heads), f"|{'|'.join(ruled)}|", *map(shown, rows)])


def verdict_table(verdicts: Sequence[Verdict]) -> str:
    """Return the table of targets and results."""
    said = {True: "met", False: "missed", None: ""}
    rows = [(each.case, each.target, each.result, said[each.met]) for each in verdicts]
    return table(("Case", "Target", "Result: median (least–greatest)", ""), rows)


def line_table(lines: Sequence[Line]) -> str:
    """Return the table of all that was measured."""
    rows = [
        (
            each.case,
            each.engine,
            each.seconds.shown(3),
            each.ratio.shown(2) if each.ratio else "",
            f"{each.memory:,.0f}" if each.memory is not None else "",
            f"{each.facts.pages:,}" if each.facts else "",
            f"{each.facts.words:,}" if each.facts else "",
            f"{each.facts.size / 1000:,.0f}" if each.facts else "",
        )
        for each in lines
    ]
    heads = ("Case", "Engine", "CPU seconds", "Ratio to Typst", "Peak MiB", "Pages", "Words", "kB")
    return table(heads, rows, right=range(2, 8))
