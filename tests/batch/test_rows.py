"""Rows of which no pack can be made, on each engine: they are told, written down and tried again, and cost no other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from packgen.batch.run import BatchOptions, BatchReport, run_batch
from packgen.errors import BatchError, ContentError, LayoutError
from packgen.options import PackOptions
from packgen.plan.request import UnitRequest
from tests.batch.conftest import TOPIC

TABLE = """\
      - type: table
        title: Too wide
        columns: [{columns}]
        rows:
          - [{cells}]
"""
ROSTER = """\
name,topics,profile,edition,seed
Anna,stalin,,,
Ben,wide,,,
محمد,stalin,,,
Cleo,nothing,,,
Dan,broken,,,
Eve,wide,,teacher,7
Fay,stalin,small,pupil,x
,stalin,,,
Gil,stalin,,,3
"""
FAILING = [3, 4, 5, 6, 7, 8, 9]


@pytest.fixture(params=["in process", "pool", "dask"])
def engine(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How each engine is asked for."""
    if request.param == "dask":
        return {"scheduler": request.getfixturevalue("cluster").address}
    return {"jobs": 2 if request.param == "pool" else 1}


@pytest.fixture
def shelf(desk: Path) -> Path:
    """Topics of which one has a table that fits no page, and one has problems."""
    wide = TABLE.format(columns=", ".join(f"c{n}" for n in range(40)), cells=", ".join(f"w{n}" for n in range(40)))
    (desk / "content/wide.yaml").write_text(TOPIC.format(id="wide") + wide)
    (desk / "content/broken.yaml").write_text(TOPIC.format(id="broken").replace("text:", "txet:"))
    (desk / "12b.csv").write_text(ROSTER, encoding="utf-8")
    return desk


def run(output: str = "packs", **more: Any) -> BatchReport:
    options: dict[str, Any] = {"defaults": PackOptions(sheets=("learn",)), **more}
    return run_batch(BatchOptions(Path("12b.csv"), Path(output), **options))


def entries(output: str = "packs") -> dict[int, dict[str, object]]:
    lines = (Path(output) / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["row"]: line for line in map(json.loads, lines)}


def test_rows_that_cannot_be_made_cost_no_other(shelf: Path, engine: dict[str, Any]) -> None:
    report = run(**engine)
    assert report.made == 2
    problems = {one.row: one.problem for one in report.failed}
    assert list(problems) == FAILING
    for row in (3, 7):
        assert re.match(r"content/wide\.yaml:13:9: table .*has 40 columns", problems[row])
    assert problems[3] == problems[7]
    assert problems[4].startswith("name: the name has a character that no font has: ")
    assert problems[5].startswith('topics: there is no topic "nothing".')
    assert problems[6].startswith("content/broken.yaml:12:9: prose: there is no key")
    assert [line.partition(":")[0] for line in problems[8].splitlines()] == ["profile", "edition", "seed"]
    assert problems[9] == "name: there is no name. Write one."
    assert sorted(path.name for path in Path("packs").glob("*.pdf")) == ["anna.pdf", "gil.pdf"]
    written = entries()
    assert {row for row, line in written.items() if "problem" in line} == {*FAILING} - {9}
    assert all(written[row]["problem"] == problems[row] for row in set(FAILING) - {9})


def test_what_was_put_right_is_made_by_the_next_run(shelf: Path) -> None:
    run()
    (shelf / "content/broken.yaml").write_text(TOPIC.format(id="broken"))
    (shelf / "12b.csv").write_text(ROSTER.replace("nothing", "khrushchev"), encoding="utf-8")
    report = run()
    assert (report.made, report.kept) == (2, 2)
    assert [one.row for one in report.failed] == [3, 4, 7, 8, 9]
    (shelf / "content/wide.yaml").write_text(TOPIC.format(id="wide"))
    assert (run().made, run().kept) == (2, 6)
    assert "problem" not in entries()[3]


def test_a_row_that_fails_keeps_its_file_and_its_place_among_namesakes(shelf: Path) -> None:
    rows = ["name,topics", "Anna,stalin", "Anna,khrushchev"]
    (shelf / "12b.csv").write_text("\n".join(rows))
    run()
    files = {row: entry["file"] for row, entry in entries().items()}
    before = {path.name: path.read_bytes() for path in Path("packs").glob("*.pdf")}
    (shelf / "12b.csv").write_text("\n".join([*rows[:1], "Anna,nothing", rows[2]]))
    report = run()
    assert (report.made, report.kept, report.gone) == (0, 1, ())
    assert {row: entry["file"] for row, entry in entries().items()} == files
    assert {path.name: path.read_bytes() for path in Path("packs").glob("*.pdf")} == before


def test_a_bug_in_shared_sheets_costs_those_who_have_them(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from packgen.sheets.factory import SheetFactory

    unit = SheetFactory.unit

    def failing(self: SheetFactory, request: UnitRequest, facts: Any = ()) -> Any:
        if request.kind.name == "section" and request.topics[0].loaded.topic.id == "khrushchev":
            raise KeyError("somebody's name")
        return unit(self, request, facts)

    monkeypatch.setattr(SheetFactory, "unit", failing)
    (shelf / "12b.csv").write_text("name,topics\nAnna,stalin\nBen,khrushchev\nCleo,khrushchev\n")
    report = run()
    assert report.made == 1
    assert {one.row for one in report.failed} == {3, 4}
    assert "a bug in packgen, KeyError" in report.failed[0].problem
    assert "somebody" not in report.failed[0].problem


def test_what_costs_every_row_is_raised_once(shelf: Path) -> None:
    (shelf / "12b.csv").write_text("name,topics\n" + "".join(f"S{row},wide\n" for row in range(30)))
    with pytest.raises(LayoutError) as layout:
        run()
    assert str(layout.value).count("wide.yaml") == 1
    (shelf / "12b.csv").write_text("name,topics\n" + "".join(f"S{row},broken\n" for row in range(30)))
    with pytest.raises(ContentError) as content:
        run()
    assert all(problem.origin.file == "content/broken.yaml" for problem in content.value.problems)
    (shelf / "12b.csv").write_text("name,topics\nAnna,broken\n王,stalin\n", encoding="utf-8")
    with pytest.raises(ContentError) as both:
        run()
    assert [problem.origin.file for problem in both.value.problems] == ["12b.csv", "content/broken.yaml"]
    (shelf / "12b.csv").write_text("name,topics\nAnna,wide\n王,stalin\n", encoding="utf-8")
    with pytest.raises(BatchError) as mixed:
        run("other")
    assert [line.partition(": ")[0] for line in str(mixed.value).splitlines()][:2] == ["12b.csv, row 2", "12b.csv:3:1"]
    assert not list(Path("packs").glob("*.pdf"))
