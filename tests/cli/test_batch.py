from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import run as batch_run
from packgen.sheets.factory import SheetFactory
from tests.cli.conftest import Packgen
from tests.support import batches
from tests.support.pdf import open_pdf, page_texts, structure_text

ROSTER = "name,topics,email\nAnna Berg,cold-war,a@b.c\nBen Ört,khrushchev/rise,\n"


@pytest.fixture
def roster(desk: Path) -> Path:
    (desk / "12b.csv").write_text(ROSTER, encoding="utf-8")
    return Path("12b.csv")


def without_paper(said: str) -> str:
    return re.sub(r", [\d,]+ sheets? of paper for all", "", said)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_run, "make", batches.tiny)


def test_real_packs_carry_the_name_on_the_first_page_and_in_the_foot(packgen: Packgen, roster: Path) -> None:
    done = packgen("batch", "--roster", roster)
    pages = [len(page_texts(path)) for path in Path("packs/12b").glob("*.pdf")]
    report = f"packs/12b  2 packs made, {sum(count // 2 for count in pages)} sheets of paper for all\n"
    assert (done.code, done.out, done.err) == (0, report, "")
    pdf = open_pdf(Path("packs/12b/anna-berg.pdf").read_bytes())
    assert str(pdf.docinfo["/Title"]) == "The Cold War"
    first, *others = page_texts(Path("packs/12b/anna-berg.pdf"))
    assert "Anna Berg" in first
    said = [text.strip() for _, text in structure_text(pdf)]
    assert said[said.index("Name") + 1] == "Anna Berg"
    assert all("The Cold War · Anna Berg · Student edition" in page for page in others if page.strip())
    assert not [page for page in (first, *others) if "Ben" in page]


def test_a_second_run_says_what_was_there(packgen: Packgen, roster: Path, cheap: None) -> None:
    packgen("batch", "--roster", roster)
    (Path("packs/12b") / "anna-berg.pdf").unlink()
    made = packgen("batch", "--roster", roster).out
    assert without_paper(made) == "packs/12b  1 pack made, 1 there already\n"
    assert made.endswith(", 2 sheets of paper for all\n")
    assert packgen("batch", "--roster", roster, "--dry-run").out == "packs/12b  0 packs to make, 2 there already\n"


def test_json_is_for_programs(packgen: Packgen, roster: Path, cheap: None) -> None:
    done = packgen("batch", "--roster", roster, "--json", "--output", "out")
    assert json.loads(done.out) == {
        "output": "out", "manifest": "out/manifest.jsonl", "made": 2, "kept": 0, "failed": [], "gone": [],
        "paper": {"sheets": 2},
        "warnings": [],
        "columns": {"name": ["name"], "email": ["email"], "topics": ["topics"]}, "other_columns": [], "notes": [],
    }  # fmt: skip
    assert json.loads(packgen("batch", "--roster", roster, "--json", "-o", "out", "--dry-run").out)["to_make"] == 0


def test_quiet_is_quiet(packgen: Packgen, roster: Path, cheap: None) -> None:
    done = packgen("batch", "--roster", roster, "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_defaults_are_for_rows_that_say_nothing(packgen: Packgen, desk: Path, cheap: None) -> None:
    (desk / "r.csv").write_text("name,topics,seed\nAnna,,\nBen,cold-war,7\n")
    assert packgen("batch", "--roster", "r.csv", "--course", "russia", "--seed", "3").code == 0
    assert (desk / "packs/r/anna.pdf").read_bytes() == b"%PDF row 2 Anna () 3"
    assert (desk / "packs/r/ben.pdf").read_bytes() == b"%PDF row 3 Ben ('cold-war',) 7"


def test_problems_of_the_roster_are_told_and_end_with_3(packgen: Packgen, desk: Path) -> None:
    (desk / "r.csv").write_text("name,topics,seed\nAnna,cold-wra,x\n")
    done = packgen("batch", "--roster", "r.csv")
    assert (done.code, done.out) == (3, "")
    assert done.err.splitlines() == [
        'r.csv:2:6: row 2, topics: there is no topic "cold-wra". Did you mean "cold-war"?',
        "r.csv:2:15: row 2, seed: this is no seed. Write a whole number from 0 to 999,999,999, or nothing.",
    ]
    assert not Path("packs").exists()


def test_packs_that_fail_are_told_by_row_and_end_with_9(
    packgen: Packgen, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_run, "make", batches.failing)
    done = packgen("batch", "--roster", roster)
    assert (done.code, without_paper(done.out)) == (9, "packs/12b  1 pack made, 1 failed\n")
    assert done.err.splitlines() == [
        "12b.csv, row 3: it went wrong.",
        "1 pack could not be made; all others are there. Run the same command to try again.",
    ]
    assert packgen("batch", "--roster", roster).err.count("row 3") == 1


def test_rows_with_problems_are_told_and_cost_no_other(packgen: Packgen, desk: Path, cheap: None) -> None:
    rows = "Berg,Anna,,12B\nOrt,Ben,cold-wra,12B\n王,芳,,12B\nUhl,Cleo,cold-wra,12B\n"
    (desk / "r.csv").write_text(f"Surname,Forename,Topics,Reg\n{rows}", encoding="utf-8")
    done = packgen("batch", "--roster", "r.csv", "--topics", "cold-war", "--dry-run")
    assert (done.code, done.out) == (9, "packs/r  1 pack to make, 3 failed\n")
    assert not Path("packs").exists()
    done = packgen("batch", "--roster", "r.csv", "--topics", "cold-war")
    assert (done.code, without_paper(done.out)) == (9, "packs/r  1 pack made, 3 failed\n")
    assert done.err.splitlines() == [
        'r.csv: name from "Forename" and "Surname"; only kept for the manifest: "Reg".',
        'r.csv:3:9: rows 3 and 5, topics: there is no topic "cold-wra". Did you mean "cold-war"?',
        'r.csv:4:3: row 4, forename: the name has a character that no font has: "王" (U+738B CJK UNIFIED '
        'IDEOGRAPH-738B), "芳" (U+82B3 CJK UNIFIED IDEOGRAPH-82B3). Write it with other letters.',
        "3 packs could not be made; all others are there. Run the same command to try again.",
    ]
    told = json.loads(packgen("batch", "--roster", "r.csv", "--topics", "cold-war", "--json").out)
    assert [one["row"] for one in told["failed"]] == [3, 4, 5]
    assert told["columns"] == {"name": ["Forename", "Surname"], "topics": ["Topics"]}
    assert told["other_columns"] == ["Reg"]


def test_what_no_page_can_hold_is_told_once_for_all_who_have_it(packgen: Packgen, desk: Path) -> None:
    columns = ", ".join(f"c{number}" for number in range(40))
    cells = ", ".join("word" for _ in range(40))
    path = desk / "content" / "world" / "cold-war.yaml"
    table = f"      - {{type: table, title: T, columns: [{columns}], rows: [[{cells}]]}}\n"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    blocks:\n", f"    blocks:\n{table}", 1), encoding="utf-8"
    )
    (desk / "r.csv").write_text("name,topics\nAnna,khrushchev\nBen,cold-war\nCleo,cold-war/fall\nDan,cold-war/rise\n")
    done = packgen("batch", "--roster", "r.csv", "--sheets", "learn")
    assert (done.code, without_paper(done.out)) == (9, "packs/r  2 packs made, 2 failed\n")
    [problem, last] = done.err.splitlines()
    assert problem.startswith("r.csv, rows 3 and 5: content/world/cold-war.yaml:12:9: table “T” has 40 columns")
    assert last == "2 packs could not be made; all others are there. Run the same command to try again."
    everybody = packgen("batch", "--roster", "r.csv", "--sheets", "learn", "--json")
    assert [one["row"] for one in json.loads(everybody.out)["failed"]] == [3, 5]
    (desk / "r.csv").write_text("name\nAnna\nBen\n")
    done = packgen("batch", "--roster", "r.csv", "--topics", "cold-war", "--sheets", "learn", "-o", "all")
    assert done.code == 5
    assert done.err.count("cold-war.yaml") == 1
    assert not list(Path("all").glob("*.pdf"))


def test_packs_without_a_row_are_told_not_deleted(packgen: Packgen, roster: Path, cheap: None) -> None:
    packgen("batch", "--roster", roster)
    roster.write_text("name,topics\nBen Ört,khrushchev/rise\n", encoding="utf-8")
    done = packgen("batch", "--roster", roster)
    assert done.code == 0
    assert done.err == 'warning: 1 pack in packs/12b no row asks for any more: "row" is null in manifest.jsonl.\n'
    assert json.loads(packgen("batch", "--roster", roster, "--json").out)["gone"] == ["anna-berg.pdf"]
    assert Path("packs/12b/anna-berg.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "--roster"),
        (["--roster", "none.csv"], 7, "The roster none.csv cannot be read"),
        (["--roster", "content"], 7, "The roster content cannot be read: it is a folder, not an ordinary file."),
        (["--roster", "12b.csv", "--answers", "separate"], 2, "two files for each student"),
        (["--roster", "12b.csv", "--edition", "pupil"], 2, '--edition cannot be "pupil"'),
        (["--roster", "12b.csv", "--sheets", "lern"], 2, '--sheets cannot be "lern"'),
        (["--roster", "12b.csv", "--paper", "a5"], 4, "a5"),
        (["--roster", "12b.csv", "--profile", "tiny"], 4, "tiny"),
        (["--roster", "12b.csv", "--output", "12b.csv"], 7, "12b.csv cannot be written"),
        (["--roster", "12b.csv", "--jobs", "0"], 2, "--jobs"),
    ],
)
def test_what_cannot_be_done_is_told(
    packgen: Packgen, roster: Path, arguments: list[str], code: int, message: str
) -> None:
    done = packgen("batch", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert not Path("packs").exists()


def test_no_name_is_ever_on_standard_error(packgen: Packgen, roster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Anna Berg went wrong")

    monkeypatch.setattr("packgen.batch.worker.Worker.make", broken)
    done = packgen("batch", "--roster", roster)
    assert done.code == 9
    assert "Anna" not in done.err + done.out
    assert "12b.csv, rows 2 and 3: a bug in packgen, RuntimeError" in done.err


def test_a_terminal_sees_how_far_the_work_is(roster: Path) -> None:
    rows = "".join(f"S{number}\n" for number in range(900))
    Path("big.csv").write_text("name\n" + rows)
    code = (
        "import sys; from tests.support import batches; from packgen.batch import run; run.make = batches.slow\n"
        "from packgen.cli.main import run as main\n"
        "main(['batch', '--roster', 'big.csv', '--topics', 'cold-war'])"
    )
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen([sys.executable, "-c", code], stderr=theirs, stdout=subprocess.DEVNULL, env=env)
    os.close(theirs)
    told = b""
    try:
        while chunk := os.read(ours, 4096):
            told += chunk
    except OSError:  # the other end is closed
        pass
    assert process.wait() == 0
    assert b" of 900: row " in told
    assert b"S89" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_cache_that_others_may_write_to_is_told_and_not_used(packgen: Packgen, desk: Path) -> None:
    Path("12b.csv").write_text("name,topics\nAnna,cold-war\n", encoding="utf-8")
    Path("cache").mkdir()
    Path("cache").chmod(0o777)
    done = packgen("batch", "--roster", "12b.csv", "--cache-dir", "cache")
    assert (done.code, without_paper(done.out)) == (0, "packs/12b  1 pack made\n")
    assert done.err.startswith("warning: The cache is not used, since others may write to ")
    assert list(Path("cache").iterdir()) == []


def test_a_spoilt_cache_costs_no_pack(packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("12b.csv").write_text("name,topics\nAnna,cold-war\n", encoding="utf-8")
    original = SheetFactory.unit

    def spoilt(shop: SheetFactory, *arguments: Any) -> Any:
        if shop._store is not None:
            raise ValueError("what came out of the cache was not what was put in")
        return original(shop, *arguments)

    monkeypatch.setattr(SheetFactory, "unit", spoilt)
    for command in (["batch", "--roster", "12b.csv"], ["build", "--topics", "cold-war"]):
        done = packgen(*command, "--cache-dir", "cache")
        assert done.code == 0
        assert "warning: The cache held what no pack can be made of, and was cleared." in done.err
        assert packgen("cache", "info", "--cache-dir", "cache").out.startswith("cache  0 entries")
