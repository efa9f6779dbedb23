from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import run as batch_run
from packgen.batch.folder import alone_in
from packgen.errors import ContentError, OutputError, UsageProblem
from packgen.options import PackOptions
from tests.batch.conftest import TOPIC, Batch
from tests.support import batches
from tests.support.disks import enlarge, small_disk
from tests.support.soak import SOAK

ROSTER = "name,email,topics,seed,form\nAnna Berg,anna@school.example,,,12A\nBen,,khrushchev,7,12B\n../../x,,,,\n"
PACKS = Path("packs/12b")
MANIFEST = PACKS / "manifest.jsonl"


GOOD = {
    "file": "x.pdf", "student": "0" * 64, "row": 2, "key": None, "pages": 1, "bytes": 1, "sha256": None, "columns": {},
}  # fmt: skip


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()]


def packs(folder: Path = PACKS) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def whole(students: int) -> None:
    """Check that every student has one pack, that it is theirs, and that nothing else is there."""
    entries = lines()
    assert [entry["row"] for entry in entries] == list(range(2, students + 2))
    files = {path.name for path in PACKS.iterdir()} - {MANIFEST.name, ".packgen-batch.lock"}
    assert files == {entry["file"] for entry in entries}
    for entry in entries:
        data = (PACKS / entry["file"]).read_bytes()
        assert data.startswith(b"%%PDF row %d Student %d " % (entry["row"], entry["row"]))
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["bytes"] == len(data)


def roster_of(students: int) -> str:
    return "name\n" + "".join(f"Student {row}\n" for row in range(2, students + 2))


def test_each_student_gets_a_pack_and_a_line(batch: Batch) -> None:
    report = batch(ROSTER)
    assert (report.folder, report.made, report.kept, report.failed, report.gone) == (PACKS, 3, 0, (), ())
    assert packs() == {
        "anna-berg.pdf": b"%PDF row 2 Anna Berg ('stalin',) None",
        "ben.pdf": b"%PDF row 3 Ben ('khrushchev',) 7",
        "x.pdf": b"%PDF row 4 ../../x ('stalin',) None",
    }
    first = lines()[0]
    assert list(first) == [
        "file", "row", "pages", "bytes", "sha256", "title", "topics", "sections", "columns", "student",
        "cells", "key",
    ]  # fmt: skip
    assert (first["file"], first["row"], first["pages"], first["columns"]) == ("anna-berg.pdf", 2, 1, {"form": "12A"})
    held = [(line["title"], line["topics"], line["sections"]) for line in lines()]
    # a pack of one section is called after the section
    assert held == [("One", [topic], ["One"]) for topic in ("stalin", "khrushchev", "stalin")]


def test_the_manifest_says_when_the_exam_is_and_whether_a_row_asks_for_the_same(batch: Batch) -> None:
    batch(ROSTER, defaults={"exam": date(2027, 6, 7)})
    before = lines()
    assert {line["exam"] for line in before} == {"2027-06-07"}
    batch(ROSTER.replace("Ben", "Benny"))
    after = lines()
    assert "exam" not in after[0]
    assert [new["cells"] == old["cells"] for old, new in zip(before, after, strict=False)] == [True, False, True]


def test_names_and_addresses_are_in_the_manifest_only_if_wanted(batch: Batch) -> None:
    batch(ROSTER)
    assert "Berg" not in MANIFEST.read_text()
    assert "school" not in MANIFEST.read_text()
    assert batch(ROSTER, names=True).kept == 3
    assert [line["person"] for line in lines()][:2] == [
        {"name": "Anna Berg", "email": "anna@school.example"},
        {"name": "Ben", "email": ""},
    ]


def test_a_second_run_makes_nothing_again(batch: Batch) -> None:
    batch(ROSTER)
    before = MANIFEST.read_bytes()
    times = {path: path.stat().st_mtime_ns for path in PACKS.glob("*.pdf")}
    report = batch(ROSTER)
    assert (report.made, report.kept) == (0, 3)
    assert MANIFEST.read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in PACKS.glob("*.pdf")} == times


@pytest.mark.parametrize(
    ("old", "new"),
    [("Ben,,khrushchev,7", "BEN,,khrushchev,7"), ("khrushchev,7", "khrushchev,8"), ("khrushchev,7", "stalin,7")],
)
def test_a_changed_row_is_made_again_and_no_other(batch: Batch, old: str, new: str) -> None:
    batch(ROSTER)
    report = batch(ROSTER.replace(old, new))
    assert (report.made, report.kept, report.gone) == (1, 2, ())


@pytest.mark.parametrize(
    "change", [{"paper": "letter"}, {"theme": "classic", "sheets": ("learn",)}, {"fillable": True}]
)
def test_a_changed_option_makes_all_again(batch: Batch, change: dict[str, Any]) -> None:
    batch(ROSTER)
    assert batch(ROSTER, defaults=change).made == 3


def test_a_changed_topic_makes_its_packs_again(batch: Batch, desk: Path) -> None:
    batch(ROSTER)
    (desk / "content" / "khrushchev.yaml").write_text(TOPIC.format(id="khrushchev").replace("1953", "1954"))
    assert batch(ROSTER).made == 1
    assert batch(ROSTER).made == 0


def test_a_changed_date_or_version_makes_all_again(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    batch(ROSTER)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert batch(ROSTER).made == 3
    monkeypatch.setattr("packgen.batch.plan.environment", lambda: b"another version")
    assert batch(ROSTER).made == 3


def test_what_is_missing_or_damaged_is_made_again(batch: Batch) -> None:
    batch(ROSTER)
    (PACKS / "ben.pdf").unlink()
    (PACKS / "x.pdf").write_bytes(b"%PDF half")
    report = batch(ROSTER)
    assert (report.made, report.kept) == (2, 1)
    assert packs()["x.pdf"].startswith(b"%PDF row 4")


def test_rows_that_come_go_or_move_change_no_other(batch: Batch) -> None:
    batch("name,email\nAnna,1@x\nAnna,2@x\nBen,\n")
    before = packs()
    report = batch("name,email\nAnna,0@x\nBen,\nAnna,2@x\n")
    assert (report.made, report.kept) == (1, 2)
    assert report.gone == ("anna.pdf",)
    after = packs()
    assert {name: after[name] for name in before} == before
    gone = [line for line in lines() if line["row"] is None]
    assert [line["file"] for line in gone] == ["anna.pdf"]
    assert batch("name,email\nAnna,1@x\n").gone != ()
    assert next(line for line in lines() if line["row"] == 2)["file"] == "anna.pdf"


def test_a_pack_that_was_deleted_after_its_row_is_forgotten(batch: Batch) -> None:
    batch("name\nAnna\nBen\n")
    assert batch("name\nAnna\n").gone == ("ben.pdf",)
    (PACKS / "ben.pdf").unlink()
    assert batch("name\nAnna\n").gone == ()
    assert len(lines()) == 1


def test_a_file_of_somebody_elses_is_left_alone(batch: Batch, desk: Path) -> None:
    (desk / PACKS).mkdir(parents=True)
    (PACKS / "ANNA.pdf").write_bytes(b"mine")
    batch("name\nAnna\n")
    assert (PACKS / "ANNA.pdf").read_bytes() == b"mine"
    [line] = lines()
    assert line["file"].startswith("anna-")
    assert batch("name\nAnna\n").kept == 1


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "null", "17", '{"file":"../../x.pdf"}', "\x00", "[" * 100_000,
        json.dumps({**GOOD, "file": "../x.pdf"}),
        json.dumps({**GOOD, "student": ["0"]}),
        json.dumps({**GOOD, "row": True}),
        json.dumps({**GOOD, "columns": {"a": 1}}),
        json.dumps({**GOOD, "title": 1}), json.dumps({**GOOD, "topics": "stalin"}),
        json.dumps({**GOOD, "sections": [1]}),
        json.dumps({**GOOD, "exam": 7}), json.dumps({**GOOD, "cells": "x"}),
    ],
)  # fmt: skip
def test_lines_that_are_not_ours_are_passed_over(batch: Batch, line: str) -> None:
    batch(ROSTER)
    with MANIFEST.open("a") as file:
        file.write(line)
    assert batch(ROSTER).kept == 3
    assert len(lines()) == 3


def test_two_lines_for_one_file_mean_the_last(batch: Batch) -> None:
    batch("name\nAnna\n")
    [line] = lines()
    with MANIFEST.open("a") as file:
        file.write(json.dumps({**line, "key": "0" * 64}) + "\n")
    assert batch("name\nAnna\n").made == 1


def test_a_dry_run_writes_nothing(batch: Batch, desk: Path) -> None:
    report = batch(ROSTER, dry_run=True)
    assert (report.made, report.kept) == (3, 0)
    assert not (desk / "packs").exists()
    batch(ROSTER)
    (PACKS / "ben.pdf").unlink()
    assert batch(ROSTER, dry_run=True).made == 1
    assert not (PACKS / "ben.pdf").exists()


def test_nothing_is_made_where_every_row_has_problems(batch: Batch, desk: Path) -> None:
    with pytest.raises(ContentError) as caught:
        batch("name,seed\nAnna,x\n,1\n")
    assert len(caught.value.problems) == 2
    assert not (desk / "packs").exists()


def test_nothing_is_made_where_all_have_a_topic_with_problems(batch: Batch, desk: Path) -> None:
    (desk / "content" / "stalin.yaml").write_text("schema: 1\n")
    with pytest.raises(ContentError) as caught:
        batch("name\nAnna\nBen\n")
    assert str(caught.value).count("content/stalin.yaml:1:1") == len(caught.value.problems)
    assert not (desk / "packs").exists()


def test_answers_in_a_file_of_their_own_are_refused(batch: Batch) -> None:
    with pytest.raises(UsageProblem, match="two files for each student"):
        batch(ROSTER, defaults={"answers": "separate"})


def test_a_roster_that_is_not_there_is_told(desk: Path) -> None:
    with pytest.raises(OutputError, match=r"The roster none.csv cannot be read: no such file or directory\."):
        batch_run.run_batch(batch_run.BatchOptions(Path("none.csv")))


def test_a_pack_that_fails_costs_no_other(batch: Batch) -> None:
    report = batch(ROSTER, batches.failing)
    assert report.made == 2
    assert [(one.row, one.problem) for one in report.failed] == [(3, "it went wrong.")]
    assert [line.get("problem") for line in lines()] == [None, "it went wrong.", None]
    report = batch(ROSTER)
    assert (report.made, report.kept) == (1, 2)
    assert "problem" not in MANIFEST.read_text()


def test_one_batch_at_a_time_in_a_folder(batch: Batch, desk: Path) -> None:
    with alone_in(desk / PACKS), pytest.raises(OutputError, match="Another batch is at work in"):
        batch(ROSTER)
    assert batch(ROSTER).made == 3


def test_progress_names_rows(batch: Batch, desk: Path) -> None:
    told: list[tuple[int, int, str]] = []
    batch(ROSTER)
    for path in PACKS.glob("*.pdf"):
        path.unlink()
    options = batch_run.BatchOptions(Path("12b.csv"), defaults=PackOptions(topics=("stalin",)))
    batch_run.run_batch(options, lambda *step: told.append(step))
    assert told[-3:] == [(1, 3, "row 2"), (2, 3, "row 3"), (3, 3, "row 4")]
    assert {what for _, _, what in told[:-3]} == {"sheets"}


def test_two_thousand_students_and_a_worker_that_is_killed(batch: Batch, desk: Path) -> None:
    (desk / "1000").write_text("1")
    report = batch(roster_of(2000), batches.deadly, jobs=2)
    assert (report.made, report.kept, report.failed) == (2000, 0, ())
    assert (desk / "1000").read_text() == "0", "a worker was killed"
    whole(2000)
    assert batch(roster_of(2000), jobs=2).kept == 2000


def test_a_pack_that_kills_its_worker_every_time_is_told(batch: Batch, desk: Path) -> None:
    (desk / "7").write_text("99")
    report = batch(roster_of(40), batches.deadly, jobs=2)
    assert report.made == 39
    assert [(one.row, one.problem.split(",")[0]) for one in report.failed] == [
        (7, "the process that worked on it was killed again and again")
    ]


def test_ctrl_c_leaves_what_is_done(batch: Batch) -> None:
    def stop(order: Any) -> Any:
        if order.row == 30:
            raise KeyboardInterrupt
        return batches.tiny(order)

    with pytest.raises(KeyboardInterrupt):
        batch(roster_of(50), stop)
    assert len(packs()) == 28
    report = batch(roster_of(50))
    assert (report.made, report.kept) == (22, 28)
    whole(50)


SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from packgen.batch import run
from packgen.options import PackOptions
from tests.support import batches
run.make = batches.slow
alone_in = run.alone_in
def telling(folder):
    print("ready", flush=True)
    return alone_in(folder)
run.alone_in = telling
if __name__ == "__main__":
    options = run.BatchOptions(Path("12b.csv"), defaults=PackOptions(topics=("stalin",)), jobs=int(sys.argv[1]))
    run.run_batch(options, lambda done, total, what: print(done, flush=True))
"""


def start(desk: Path, jobs: int) -> subprocess.Popen[str]:
    (desk / "batch.py").write_text(SCRIPT)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    process = subprocess.Popen([sys.executable, "batch.py", str(jobs)], stdout=subprocess.PIPE, text=True, env=env)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(desk: Path) -> None:
    students, moments = 1500 if SOAK else 600, random.Random(4)
    (desk / "12b.csv").write_text(roster_of(students))
    grown = 0
    for _ in range(25 if SOAK else 8):
        process = start(desk, 1)
        assert process.stdout is not None
        for _ in range(
            moments.choice((0, 1, moments.randrange(2, 60)))
        ):  # packs made; a moment after "ready" is one too
            process.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.005))
        process.kill()
        process.communicate()
        there = len(packs()) if PACKS.exists() else 0
        assert there >= grown
        grown = there
        for data in packs().values() if PACKS.exists() else ():
            assert data.endswith(b"('stalin',) None"), "a file is whole or not there"
    assert 0 < grown < students, "the kills came while there was work"
    process = start(desk, 2)
    process.communicate()
    assert process.returncode == 0
    whole(students)


def test_a_kill_costs_at_most_the_pack_in_hand(desk: Path) -> None:
    (desk / "12b.csv").write_text(roster_of(400))
    process = start(desk, 1)
    while not PACKS.exists() or len(packs()) < 20:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    there = {path: path.stat().st_mtime_ns for path in PACKS.glob("*.pdf")}
    start(desk, 1).communicate()
    again = [path for path, moment in there.items() if path.stat().st_mtime_ns != moment]
    assert len(again) <= 1
    whole(400)


def test_ctrl_c_in_a_pool_ends_at_once_and_quietly(desk: Path) -> None:
    (desk / "12b.csv").write_text(roster_of(1500))
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    (desk / "batch.py").write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, "batch.py", "2"], stderr=subprocess.PIPE, text=True, env=env, start_new_session=True
    )
    while not PACKS.exists() or len(packs()) < 20:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=10)
    assert "BrokenProcessPool" not in told
    assert told.count("KeyboardInterrupt") <= 1, "only the parent minds"
    start(desk, 2).communicate()
    whole(1500)


def test_a_full_disk_stops_the_batch_which_goes_on_when_there_is_room(batch: Batch, desk: Path) -> None:
    (desk / PACKS).mkdir(parents=True)
    with small_disk(PACKS):
        with pytest.raises(OutputError) as caught:
            batch(roster_of(200))
        assert "Student" not in str(caught.value)
        assert "the disk is full" in str(caught.value)
        made = len(packs())
        assert 0 < made < 200
        assert all(data.endswith(b"None") for data in packs().values())
        assert not list(PACKS.glob(".packgen-*.part"))
        enlarge(PACKS)
        report = batch(roster_of(200))
        assert report.made <= 200 - made + 1
        whole(200)
