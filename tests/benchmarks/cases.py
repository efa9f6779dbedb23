"""The cases: what is run, and what it has to reach."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from tests.benchmarks import content
from tests.benchmarks.facts import Facts, facts
from tests.benchmarks.measure import Command, Cost, FailedError, Spread, alternate, cpu, peak, ratios, run, spread
from tests.benchmarks.results import Line, Outcome, Verdict, at_least, at_most, line, not_yet, table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENGINES = HERE / "engines"
FONTS = ROOT / "fonts"
PACKGEN = Path(sys.executable).with_name("packgen")

RIVALS = {
    "Typst": "typst_pack",
    "WeasyPrint": "weasyprint_pack",
    "fpdf2": "fpdf2_pack",
    "ReportLab": "reportlab_pack",
}
"""Engines by name, and the modules that run them."""

SHEETS = ["--sheets", "learn", "--front", "full", "--single-sided", "--title", content.TITLE, "--quiet"]
"""What packgen is asked for: cover, contents and Learn, without the empty pages that fill up leaves."""

STUDENTS, CHOSEN, CHOICE, SAMPLE = 1000, 5, 40, 20
"""Of the batch: its packs, the topics of each, the topics there are, and how many packs Typst makes of them."""

EDITS, SETTLING = 9, 3
"""Of the live process: its builds, and how many come first and do not count."""


class Bench:
    """What the cases share.

    Attributes:
        folder: for everything that is written.
        rounds: how often the fast engines run.
        absent: rivals that cannot run here, and why.
        checked: packgen's files, which must conform.
    """

    def __init__(self, folder: Path, rounds: int, absent: Mapping[str, str]) -> None:
        self.folder, self.rounds, self.absent = folder, rounds, absent
        self.checked: list[Path] = []
        self._libraries: dict[int, content.Library] = {}
        self._empty: list[Path] = []

    @cached_property
    def caches(self) -> bool:
        """Whether packgen has a cache."""
        return "--cache-dir" in _help("build")

    @cached_property
    def batches(self) -> bool:
        """Whether packgen makes packs from a roster, with a cache that can be chosen."""
        told = _help("batch")
        return "--roster" in told and "--cache-dir" in told

    def library(self, count: int) -> content.Library:
        """Return so many topics, written once."""
        if count not in self._libraries:
            self._libraries[count] = content.write(count, self.folder / str(count))
        return self._libraries[count]

    def cache(self, name: str = "") -> list[str]:
        """Return the options for a cache: an empty one, or one that has a name and stays.

        Raises:
            FailedError: packgen wrote nothing into the last empty one, so that it must have had another.
        """
        if not self.caches:
            return []
        if self._empty and not any(self._empty[-1].glob("*")):
            raise FailedError(f"packgen wrote nothing into its cache {self._empty[-1].name}")
        folder = self.folder / "caches" / (name or f"empty-{len(self._empty)}")
        if not name:
            self._empty.append(folder)
        return ["--cache-dir", str(folder)]

    def packgen(self, library: content.Library, output: Path, cache: Sequence[str]) -> list[str]:
        """Return the command that builds all topics of a library."""
        asked = ["--content", str(library.content), "--topics", ",".join(library.ids), "-o", str(output)]
        return [str(PACKGEN), "build", *asked, *SHEETS, *cache]

    def cold(self, library: content.Library, output: Path) -> Command:
        """Return packgen with an empty cache, a new one each time."""
        return lambda _: self.packgen(library, output, self.cache())

    def rival(self, engine: str, library: content.Library, output: Path) -> list[str]:
        """Return the command that makes the same pack with another engine."""
        return script(RIVALS[engine], "main", library.data, ",".join(library.ids), FONTS, output)

    def race(self, case: str, count: int, rounds: Mapping[str, int], *, warm: bool = False) -> Race:
        """Run packgen with an empty cache and some rivals in turn on so many topics."""
        library = self.library(count)
        outputs = {
            name: self.folder / f"{name}-{count}.pdf" for name in ("packgen", *rounds) if name not in self.absent
        }
        commands: dict[str, Command] = {"packgen": self.cold(library, outputs["packgen"])}
        for name in outputs:
            if name != "packgen":
                command = self.rival(name, library, outputs[name])
                commands[name] = _always(command)
        turns = {name: rounds.get(name, self.rounds) for name in commands}
        costs = alternate(commands, turns, self.folder, warm=warm)
        self.checked.append(outputs["packgen"])
        found = facts(list(outputs.values()))
        return Race(case, costs, dict(zip(outputs, found.values(), strict=True)))


class Race:
    """What engines took for the same pack, and what they made of it."""

    def __init__(self, case: str, costs: dict[str, list[Cost]], found: dict[str, Facts]) -> None:
        self.case, self.costs, self.found = case, costs, found

    def against(self, engine: str) -> Spread:
        """Return packgen's ratio to an engine."""
        return ratios(self.costs["packgen"], self.costs[engine])

    def lines(self) -> list[Line]:
        """Return a line for each engine."""
        return [
            line(
                self.case,
                name,
                costs,
                None if name == "Typst" else ratios(costs, self.costs["Typst"]),
                self.found[name],
            )
            for name, costs in self.costs.items()
        ]

    def fair(self) -> list[Verdict]:
        """Return whether all engines made as many pages, and about as many words."""
        pages = [found.pages for found in self.found.values()]
        words = [found.words for found in self.found.values()]
        return [
            _same_pages(self.case, pages),
            Verdict(self.case, "words within 5 %", f"{min(words):,}–{max(words):,}", max(words) <= 1.05 * min(words)),
        ]


def _same_pages(case: str, pages: Sequence[int]) -> Verdict:
    return Verdict(case, "page counts within 10 %", f"{min(pages):,}–{max(pages):,}", max(pages) <= 1.1 * min(pages))


def one_cold(bench: Bench) -> Outcome:
    """A1: one topic in a cold process."""
    case = "A1 one topic, cold"
    race = bench.race(case, 1, dict.fromkeys(RIVALS, bench.rounds), warm=True)
    verdicts = [
        at_most(case, "{} of CPU", 0.35, cpu(race.costs["packgen"]), 3, " s"),
        Verdict(case, "report the ratio to Typst", race.against("Typst").shown(2)),
    ]
    for rival in ("WeasyPrint", "fpdf2"):
        if rival in race.costs:
            verdicts.append(at_most(case, f"{{}} {rival}", 0.5, race.against(rival), 2, " ×"))
        else:
            verdicts.append(Verdict(case, f"≤ 0.5 × {rival}", f"not measured: {bench.absent[rival]}"))
    return Outcome(race.lines(), [*verdicts, *race.fair()])


def one_again(bench: Bench) -> Outcome:
    """A2: one topic, and nothing has changed."""
    case, target = "A2 one topic, nothing changed", "{} of CPU"
    library, output = bench.library(1), bench.folder / "again.pdf"
    if not bench.caches:
        return Outcome(verdicts=[not_yet(case, target.format("≤ 0.15 s"), "there is no cache")])
    command = bench.packgen(library, output, bench.cache("again"))
    costs = alternate({"packgen": _always(command)}, {"packgen": bench.rounds}, bench.folder, warm=True)["packgen"]
    bench.checked.append(output)
    found = facts([output])[output]
    return Outcome([line(case, "packgen", costs, facts=found)], [at_most(case, target, 0.15, cpu(costs), 3, " s")])


def hundred(bench: Bench) -> Outcome:
    """B: a hundred topics and an empty cache."""
    case = "B 100 topics"
    slow = dict.fromkeys(RIVALS, min(2, bench.rounds)) | {"Typst": bench.rounds}
    race = bench.race(case, 100, slow)
    limits = (("{} Typst", 0.45), ("stretch: {} Typst", 0.33))
    verdicts = [at_most(case, what, limit, race.against("Typst"), 2, " ×") for what, limit in limits]
    return Outcome(race.lines(), [*verdicts, *race.fair()], [_profile(bench)])


def _profile(bench: Bench) -> str:
    """Return where packgen's time goes, as a table."""
    output, report = bench.folder / "profiled.pdf", bench.folder / "profile.json"
    caches = {1: bench.cache("loaded"), 100: bench.cache()}
    builds = ["\n".join(bench.packgen(bench.library(count), output, cache)[1:]) for count, cache in caches.items()]
    run(script("packgen_profile", "main", *builds, report), bench.folder)
    shares = [(room, share) for room, share in json.loads(report.read_text(encoding="utf-8")) if share >= 0.01]
    rows = [(room, f"{share:.0%}") for room, share in shares]
    head = "Where the time of packgen goes in B, once everything is loaded (by a profiler: shares, not seconds):"
    return f"{head}\n\n{table(('Room', 'Share'), rows, right=[1])}"


def four_hundred(bench: Bench) -> Outcome:
    """B2: four times as many topics."""
    case = "B2 400 topics"
    rounds = min(3, bench.rounds)
    outputs = {count: bench.folder / f"packgen-{count}.pdf" for count in (100, 400)}
    typst = bench.rival("Typst", bench.library(400), bench.folder / "Typst-400.pdf")
    commands = {str(count): bench.cold(bench.library(count), output) for count, output in outputs.items()}
    commands["Typst"] = _always(typst)
    costs = alternate(commands, dict.fromkeys(commands, rounds), bench.folder)
    bench.checked.append(outputs[400])
    found = facts([outputs[400], bench.folder / "Typst-400.pdf"])
    ours, theirs = found.values()
    growth = Spread(*(ratio / 4 for ratio in ratios(costs["400"], costs["100"])))
    return Outcome(
        [
            line(case, "packgen", costs["400"], ratios(costs["400"], costs["Typst"]), ours),
            line(case, "Typst", costs["Typst"], None, theirs),
        ],
        [
            at_most(case, "a topic {} as much as of 100", 1.1, growth, 2, " ×"),
            at_most(case, "peak memory {}", 100, spread([peak(costs["400"])]), 0, " MiB"),
        ],
    )


def batch(bench: Bench) -> Outcome:
    """C: a pack for each student, of five topics out of forty."""
    case = f"C batch, {CHOSEN} of {CHOICE} topics, {STUDENTS:,} packs"
    target, least = "{} as many packs a second as Typst", 25
    if not bench.batches:
        return Outcome(verdicts=[not_yet(case, target.format(f"≥ {least} ×"), "there is no packgen batch --cache-dir")])
    library, chance = bench.library(CHOICE), random.Random(1)
    students = [(f"Student {number:04}", chance.sample(library.ids, CHOSEN)) for number in range(STUDENTS)]
    roster, plan, report = (bench.folder / name for name in ("roster.csv", "plan.json", "typst-batch.json"))
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "topics"), *((name, ",".join(ids)) for name, ids in students)])
    plan.write_text(json.dumps(students[:SAMPLE]), encoding="utf-8")
    folders = {"typst": bench.folder / "batch-typst"}
    folders["typst"].mkdir()
    typst = script("typst_live", "batch", library.data, plan, FONTS, folders["typst"], report)

    def packs(name: str, cache: Callable[[], list[str]]) -> Command:
        def command(turn: int) -> list[str]:
            # A new folder each time: ext4 is slow to make files where as many were deleted a moment before.
            folders[name] = bench.folder / f"batch-{name}-{turn}"
            asked = ["--roster", str(roster), "--content", str(library.content), "-o", str(folders[name])]
            return [str(PACKGEN), "batch", *asked, *SHEETS, *cache()]

        return command

    commands: dict[str, Command] = {"cold": packs("cold", bench.cache), "typst": _always(typst)}
    if bench.caches:
        commands["warm"] = packs("warm", lambda: bench.cache("batch"))
    rounds = min(3, bench.rounds)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    single = []
    for turn in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command(turn), bench.folder))
        single.append(_typst_single(report))
    made = sorted(folders["cold"].glob("*.pdf"))
    if len(made) != STUDENTS:
        raise FailedError(f"packgen batch made {len(made)} packs, not {STUDENTS}")
    bench.checked += made[:: STUDENTS // SAMPLE]
    ours, theirs = facts([made[0], folders["typst"] / "0000.pdf"]).values()
    scaled = spread([one * STUDENTS for one in single])
    lines = [
        Line(case, "packgen, empty cache", cpu(costs["cold"]), None, peak(costs["cold"]), ours),
        Line(case, f"Typst, scaled up from {SAMPLE}", scaled, None, peak(costs["typst"]), theirs),
    ]
    if bench.caches:
        lines.insert(1, Line(case, "packgen, sheets in the cache", cpu(costs["warm"]), None, peak(costs["warm"]), ours))
    verdicts = []
    for name, how in (("cold", ", typesetting included"), ("warm", ", sheets in the cache")):
        if name in costs:
            pairs = zip(single, costs[name], strict=True)
            times = spread([one * STUDENTS / cost.cpu for one, cost in pairs]).median
            verdicts.append(at_least(case, target + how, least, times, " ×"))
    return Outcome(lines, [*verdicts, _same_pages(case, [ours.pages, theirs.pages])])


def _typst_single(report: Path) -> float:
    """Return the CPU seconds of one pack in a process that has made some already."""
    seconds = json.loads(report.read_text(encoding="utf-8"))
    each = [after - before for before, after in pairwise(seconds)]
    return spread(each[len(each) // 2 :]).median


def edited_cold(bench: Bench) -> Outcome:
    """D: one topic of a hundred is edited, and the pack is built by a new process."""
    case, target = "D one of 100 edited, cold process", "{} Typst"
    if not bench.caches:
        return Outcome(verdicts=[not_yet(case, target.format("≤ 0.2 ×"), "there is no cache")])
    library, output, its = bench.library(100), bench.folder / "edited.pdf", bench.folder / "edited-typst.pdf"
    mine, typst = bench.packgen(library, output, bench.cache("edited")), bench.rival("Typst", library, its)

    def edited(turn: int) -> list[str]:
        content.edit(library, turn + 1)
        return mine

    commands: dict[str, Command] = {"packgen": edited, "Typst": _always(typst)}
    costs = alternate(commands, dict.fromkeys(commands, bench.rounds), bench.folder, warm=True)
    bench.checked.append(output)
    ratio = ratios(costs["packgen"], costs["Typst"])
    found = facts([output, its])
    lines = [
        line(case, "packgen", costs["packgen"], ratio, found[output]),
        line(case, "Typst", costs["Typst"], None, found[its]),
    ]
    return Outcome(lines, [at_most(case, target, 0.2, ratio, 2, " ×")])


def edited_live(bench: Bench) -> Outcome:
    """D2: the same in a process that has built the pack before, as a preview does."""
    case, target = "D2 the same in a live process", "{} Typst recompiling in memory"
    if not bench.caches:
        return Outcome(verdicts=[not_yet(case, target.format("≤ 0.1 ×"), "there is no cache")])
    library, root = bench.library(100), bench.folder / "100"
    outputs = {name: bench.folder / f"live-{name}.pdf" for name in ("packgen", "Typst")}
    reports = {name: bench.folder / f"live-{name}.json" for name in outputs}
    mine = "\n".join(bench.packgen(library, outputs["packgen"], bench.cache("live"))[1:])
    last: dict[str, tuple[object, ...]] = {"packgen": (mine,), "Typst": (FONTS, outputs["Typst"])}
    seconds: dict[str, list[float]] = {name: [] for name in outputs}
    memory = dict.fromkeys(outputs, 0.0)
    edition = 100  # each engine gets editions that nobody has written before, or there is nothing to do
    for _ in range(min(3, bench.rounds)):
        for name in outputs:
            edition += EDITS
            asked = (root, ",".join(library.ids), edition, EDITS, reports[name], *last[name])
            command = script(f"{name.lower()}_live", "edits", *asked)
            memory[name] = max(memory[name], run(command, bench.folder).peak)
            settled = json.loads(reports[name].read_text(encoding="utf-8"))[SETTLING:]
            seconds[name].append(spread(settled).median)
    bench.checked.append(outputs["packgen"])
    pairs = zip(seconds["packgen"], seconds["Typst"], strict=True)
    ratio = spread([ours / theirs for ours, theirs in pairs])
    found = facts(list(outputs.values()))
    lines = [
        Line(case, name, spread(seconds[name]), ratio if name == "packgen" else None, memory[name], found[output])
        for name, output in outputs.items()
    ]
    return Outcome(lines, [at_most(case, target, 0.1, ratio, 2, " ×")])


def tagging(bench: Bench) -> Outcome:
    """Tagging: a hundred topics with tags and without."""
    case, library = "Tagging, 100 topics", bench.library(100)
    outputs = {name: bench.folder / f"{name}.pdf" for name in ("tagged", "untagged", "typst-tagged", "typst-untagged")}

    def untagged(_: int) -> list[str]:
        return script("packgen_untagged", "main", *bench.packgen(library, outputs["untagged"], bench.cache())[1:])

    typst = [library.data, ",".join(library.ids), FONTS]
    with_tags = script("typst_pack", "main", *typst, outputs["typst-tagged"])
    without = script("typst_pack", "untagged", *typst, outputs["typst-untagged"])
    commands: dict[str, Command] = {
        "tagged": bench.cold(library, outputs["tagged"]),
        "untagged": untagged,
        "typst-tagged": _always(with_tags),
        "typst-untagged": _always(without),
    }
    costs = alternate(commands, dict.fromkeys(commands, bench.rounds), bench.folder)
    found = facts(list(outputs.values()))
    if found[outputs["tagged"]].words != found[outputs["untagged"]].words:
        raise FailedError("the pack without tags does not say what the one with tags says")
    sizes = [found[output].size for output in outputs.values()]
    named = ("packgen", "packgen without tags", "Typst", "Typst without tags")
    lines = [
        line(case, what, costs[name], None, found[output])
        for what, (name, output) in zip(named, outputs.items(), strict=True)
    ]
    theirs = ratios(costs["typst-tagged"], costs["typst-untagged"]).median
    return Outcome(
        lines,
        [
            at_most(case, "CPU {} of a pack without", 1.25, ratios(costs["tagged"], costs["untagged"]), 2, " ×"),
            at_most(case, "bytes {} of a pack without", 1.4, spread([sizes[0] / sizes[1]]), 2, " ×"),
            Verdict(case, "for comparison: Typst", f"{theirs:.2f} × CPU, {sizes[2] / sizes[3]:.2f} × bytes"),
        ],
    )


CASES: dict[str, Callable[[Bench], Outcome]] = {
    "A1": one_cold,
    "A2": one_again,
    "B": hundred,
    "B2": four_hundred,
    "C": batch,
    "D": edited_cold,
    "D2": edited_live,
    "Tagging": tagging,
}
"""The cases by name, in the order of the table."""


def _always(command: Sequence[str]) -> Command:
    return lambda _: command


def script(module: str, function: str, *arguments: object) -> list[str]:
    """Return the command that calls a function of an engine's module with arguments, all of them text."""
    found = f"import sys; sys.path[:0] = [{str(ENGINES)!r}, {str(ROOT)!r}]"
    code = f"{found}; import {module}; {module}.{function}(sys.argv[1:])"
    return [sys.executable, "-c", code, *map(str, arguments)]


def _help(command: str) -> str:
    return subprocess.run([str(PACKGEN), command, "--help"], capture_output=True, text=True, check=False).stdout
