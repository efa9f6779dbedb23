"""The benchmarks' own arithmetic, tables and content. No engine runs here."""

from __future__ import annotations

import json
import pstats
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.benchmarks import content, report
from tests.benchmarks.__main__ import _cases, _count
from tests.benchmarks.cases import CASES, script
from tests.benchmarks.engines.packgen_profile import shares
from tests.benchmarks.facts import Facts, day, machine, versions
from tests.benchmarks.measure import Cost, FailedError, Spread, alternate, cpu, peak, ratios, run, spread
from tests.benchmarks.results import Line, Verdict, at_least, at_most, line, line_table, not_yet, table, verdict_table


def costs(*seconds: float) -> list[Cost]:
    return [Cost(one, 10.0 + one) for one in seconds]


# -- statistics


def test_a_spread_is_the_median_and_the_ends() -> None:
    assert spread([3.0, 1.0, 2.0, 9.0]) == Spread(2.5, 1.0, 9.0)


def test_a_spread_of_one_shows_no_ends() -> None:
    assert Spread(0.5, 0.5, 0.5).shown(2, " s") == "0.50 s"
    assert Spread(1234.5, 0.25, 2000.0).shown(1) == "1,234.5 (0.2–2,000.0)"


def test_ratios_are_taken_in_pairs_of_one_round() -> None:
    assert ratios(costs(1.0, 2.0, 8.0), costs(2.0, 2.0, 4.0)) == Spread(1.0, 0.5, 2.0)


def test_ratios_leave_out_rounds_that_one_has_not_run() -> None:
    assert ratios(costs(1.0, 2.0, 9.0), costs(4.0, 4.0)) == Spread(0.375, 0.25, 0.5)


def test_memory_is_the_greatest_of_all_runs() -> None:
    assert peak(costs(1.0, 3.0, 2.0)) == 13.0
    assert cpu(costs(1.0, 3.0, 2.0)).median == 2.0


# -- running


def test_a_process_is_measured(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass\nx = b'x' * 30_000_000"
    cost = run([sys.executable, "-c", busy], tmp_path)
    assert 0.2 <= cost.cpu < 2
    assert cost.peak > 30


def test_children_of_a_process_count(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run([sys.executable, "-c", parent], tmp_path).cpu >= 0.2


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match=r"(?s)exit code 3.*no good"):
        run([sys.executable, "-c", "import sys; print('no good'); sys.exit(3)"], tmp_path)


def test_engines_take_turns_and_the_first_round_may_not_count(tmp_path: Path) -> None:
    asked = []

    def command(name: str, turn: int) -> list[str]:
        asked.append((name, turn))
        return [sys.executable, "-S", "-c", ""]

    commands = {name: lambda turn, name=name: command(name, turn) for name in "ab"}
    found = alternate(commands, {"a": 2, "b": 1}, tmp_path, warm=True)
    assert asked == [("a", -1), ("b", -1), ("a", 0), ("b", 0), ("a", 1)]
    assert {name: len(all_) for name, all_ in found.items()} == {"a": 2, "b": 1}


def test_a_script_gets_its_arguments_as_text(tmp_path: Path) -> None:
    command = script("json", "sys", Path("a b"), 3)
    assert command[0] == sys.executable
    assert command[3:] == ["a b", "3"]


def test_time_in_builtins_counts_for_the_room_that_calls_them() -> None:
    ours, theirs = ("/x/packgen/text/breaking.py", 1, "f"), ("/site-packages/yaml/parser.py", 2, "g")
    builtin, loose = ("~", 0, "<len>"), ("/usr/lib/re.py", 3, "h")
    profile: Any = pstats.Stats()
    profile.stats = {
        ours: (1, 1, 3.0, 9.0, {}),
        theirs: (1, 1, 2.0, 2.0, {ours: (1, 1, 2.0, 2.0)}),
        builtin: (2, 2, 4.0, 4.0, {ours: (1, 1, 1.0, 1.0), theirs: (1, 1, 3.0, 3.0)}),
        loose: (1, 1, 1.0, 1.0, {}),
    }
    assert shares(profile) == [("yaml", 0.5), ("packgen.text", 0.4), ("other", 0.1)]


# -- verdicts and tables


def test_a_limit_is_met_or_missed_by_so_much() -> None:
    assert at_most("A", "{} Typst", 0.5, Spread(0.5, 0.4, 0.6), 2, " ×") == Verdict(
        "A", "≤ 0.5 × Typst", "0.50 × (0.40–0.60)", True
    )
    assert at_most("A", "{} Typst", 0.4, Spread(0.5, 0.5, 0.5), 2, " ×") == Verdict(
        "A", "≤ 0.4 × Typst", "0.50 ×, 25% over", False
    )
    assert at_least("C", "{} as many", 60, 75.0, " ×") == Verdict("C", "≥ 60 × as many", "75 ×", True)
    assert at_least("C", "{} as many", 60, 45.0, " ×") == Verdict("C", "≥ 60 × as many", "45 ×, 25% under", False)


def test_a_case_whose_feature_is_not_there_is_neither_met_nor_missed() -> None:
    assert not_yet("A2", "≤ 0.15 s", "there is no cache").met is None


def test_tables_are_straight_and_markdown() -> None:
    assert table(("Name", "n"), [("a", "1"), ("bcdef", "22")], right=[1]).splitlines() == [
        "| Name  |  n |",
        "|-------|---:|",
        "| a     |  1 |",
        "| bcdef | 22 |",
    ]


def test_the_tables_hold_what_was_found() -> None:
    first = line("A1", "packgen", costs(0.2, 0.3), Spread(2.0, 1.5, 2.5), Facts(5, 1100, 40_300))
    rows = line_table([first, Line("D2", "Typst", Spread(0.4, 0.4, 0.4))]).splitlines()
    assert [cell.strip() for cell in rows[2].split("|")[1:-1]] == [
        "A1", "packgen", "0.250 (0.200–0.300)", "2.00 (1.50–2.50)", "10", "5", "1,100", "40",
    ]  # fmt: skip
    assert [cell.strip() for cell in rows[3].split("|")[1:-1]] == ["D2", "Typst", "0.400", "", "", "", "", ""]
    told = verdict_table([Verdict("A", "x", "1", True), Verdict("B", "y", "2", False), Verdict("C", "z", "not yet")])
    assert [row.split("|")[4].strip() for row in told.splitlines()[2:]] == ["met", "missed", ""]


def test_the_document_says_where_and_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert day() == "2001-09-09"
    text = report.document([Verdict("A1", "≤ 1 s", "0.5 s", True)], [], ["A note."], 5)
    assert text.startswith("# Benchmarks\n\nWritten by `make bench` on 2001-09-09")
    assert machine() in text
    assert versions(["packgen"]) in text
    assert "\nA note.\n" in text
    assert "{" not in text


def test_a_package_that_is_not_installed_is_named() -> None:
    assert versions(["no-such-package"]) == "no-such-package not installed"


def test_cases_are_chosen_by_name_and_run_in_the_order_of_the_table() -> None:
    assert _cases("D2,A1") == ["A1", "D2"]
    assert list(CASES) == ["A1", "A2", "B", "B2", "C", "D", "D2", "Tagging"]
    with pytest.raises(Exception, match="E is none of A1"):
        _cases("A1,E")
    assert _count("7") == 7
    with pytest.raises(Exception, match="from 1 to 99"):
        _count("0")


# -- content


def test_a_topic_is_the_same_each_time_and_no_other() -> None:
    assert content.topic(3) == content.topic(3)
    assert content.topic(3) != content.topic(4)


def test_all_engines_get_the_same_words(tmp_path: Path) -> None:
    library = content.write(2, tmp_path / "library")
    assert library.ids == ["topic-001", "topic-002"]
    for name in library.ids:
        ours = yaml.safe_load((library.content / f"{name}.yaml").read_text(encoding="utf-8"))["sections"][0]
        theirs = json.loads((library.data / f"{name}.json").read_text(encoding="utf-8"))
        blocks = {block["type"]: block for block in ours["blocks"]}
        assert ours["title"] == theirs["title"]
        assert [item["text"] for item in blocks["summary"]["boxes"][0]["items"]] == theirs["summary"]
        assert [[event["date"], event["event"]] for event in blocks["timeline"]["events"]] == theirs["dates"]
        assert [[term["term"], term["meaning"]] for term in blocks["glossary"]["terms"]] == theirs["terms"]
        assert blocks["table"]["rows"] == theirs["table"]
        assert [person["why"] for person in blocks["key-figures"]["people"]] == [p["why"] for p in theirs["people"]]
        texts = [block["text"].replace("*", "").split() for block in ours["blocks"] if block["type"] == "prose"]
        runs = [[word for p in text["paragraphs"] for _, run in p for word in run.split()] for text in theirs["texts"]]
        assert [" ".join(text).replace(" .", ".") for text in texts] == [
            " ".join(" ".join("".join(run for _, run in p) for p in text["paragraphs"]).split())
            for text in theirs["texts"]
        ]
        assert runs


def test_an_edit_changes_one_topic(tmp_path: Path) -> None:
    library = content.write(3, tmp_path / "library")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    content.edit(library, 1)
    changed = sorted(path.name for path, data in before.items() if path.read_bytes() != data)
    assert changed == ["topic-002.json", "topic-002.yaml"]
    assert b"This is edition 1 of the text." in (library.content / "topic-002.yaml").read_bytes()
