from __future__ import annotations

import csv
import io
import pickle
import random
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import worker
from packgen.batch.engine import Wanting
from packgen.batch.plan import BatchPlan
from packgen.batch.run import BatchOptions, run_batch
from packgen.batch.worker import Failed, Made, Order, Worker, make
from packgen.build import build
from packgen.options import PackOptions
from packgen.resources import content_folder
from tests.support.pdf import open_pdf, page_texts, qpdf_problems, structure_text
from tests.support.validation import page_problems

NAMES = ["Anna Petrova", "Zoë O’Brien", "Łukasz Żółć", "Анна Щукина", "Ben", "A" * 40 + " " + "B" * 59]
DEFAULTS = PackOptions(content=content_folder(), cache=Path("cache"))
SECTIONS = ["khrushchev/fall", "khrushchev/rise", "khrushchev/fall, khrushchev/rise"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def roster(*rows: tuple[str, ...]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([("name", "topics", "profile", "edition", "seed"), *rows])
    Path("r.csv").write_text(text.getvalue(), encoding="utf-8")
    return Path("r.csv")


def planned(*rows: tuple[str, ...], **defaults: Any) -> tuple[BatchPlan, Worker]:
    plan = BatchPlan(roster(*rows), PackOptions(content=content_folder(), **defaults), None)
    return plan, Worker(pickle.loads(plan.supplies().packed()))


def read(pdf: bytes, name: str = "") -> list[tuple[str, str]]:
    """Return what a screen reader says, but for a name."""
    return [said for said in structure_text(pdf) if said[1].strip() != name or not name]


def text_of(pdf: bytes) -> str:
    return "\n".join(page_texts(pdf))


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_pack_conforms_and_says_whose_it_is(desk: Path, profile: str) -> None:
    plan, bench = planned(*((name, SECTIONS[0], profile, "", "") for name in NAMES))
    for name, pack in zip(NAMES, plan.packs, strict=True):
        made = bench.make(pack.order)
        assert page_problems(made.pdf) == []
        assert qpdf_problems(made.pdf) == []
        assert made.pages == len(open_pdf(made.pdf).pages)
        said = [text.strip() for _, text in structure_text(made.pdf)]
        shown = said[said.index("Name") + 1]
        if len(name) < 50:
            assert shown == name
            assert f"· {name} · Student edition" in " ".join(text_of(made.pdf).split())
        else:
            assert name.startswith(shown.rstrip("…"))


def test_the_name_is_all_that_a_pack_has_more_than_nobodys(desk: Path) -> None:
    plan, bench = planned(("Qqq", SECTIONS[2], "", "", ""))
    options = PackOptions(content=content_folder(), topics=("khrushchev/fall", "khrushchev/rise"))
    assert read(bench.make(plan.packs[0].order).pdf, "Qqq") == read(build(options).pdf)


@pytest.mark.parametrize(("most", "typeset"), [(256, 2), (1, 3)])
def test_front_matter_is_typeset_once_for_packs_that_differ_in_the_name_only(
    desk: Path, monkeypatch: pytest.MonkeyPatch, most: int, typeset: int
) -> None:
    from packgen.sheets import factory, front_matter

    monkeypatch.setattr(factory, "_FRONT_MATTER", most)
    rows = [(name, SECTIONS[place], "", "", "") for name, place in (("Qa", 0), ("Qb", 1), ("Qc", 0))]
    plan, bench = planned(*rows, front="full")
    made: list[int] = []
    typeset_front_matter = front_matter.typeset_front_matter

    def counted(*given: Any) -> Any:
        made.append(1)
        return typeset_front_matter(*given)

    monkeypatch.setattr(front_matter, "typeset_front_matter", counted)
    packs = [bench.make(one.order).pdf for one in plan.packs]
    assert len(made) == typeset
    assert [[name in text_of(pdf) for name in ("Qa", "Qb", "Qc")] for pdf in packs] == [
        [name == other for other in ("Qa", "Qb", "Qc")] for name in ("Qa", "Qb", "Qc")
    ]


def test_a_teachers_pack_a_seed_and_a_quiz_are_the_same_as_built(desk: Path) -> None:
    rows = [
        ("Qqq", SECTIONS[2], "", "teacher", "7"),
        ("Rrr", SECTIONS[0], "", "", "8"),
        ("Sss", SECTIONS[1], "", "", ""),
    ]
    sheets = ("recall", "cards", "quiz")
    plan, bench = planned(*rows, sheets=sheets)
    for one, name, edition, seed in zip(
        plan.packs, "QRS", ("teacher", "student", "student"), (7, 8, None), strict=True
    ):
        topics = one.order.options.topics
        options = PackOptions(content=content_folder(), topics=topics, sheets=sheets, edition=edition, seed=seed)
        assert read(bench.make(one.order).pdf, name + name.lower() * 2) == read(build(options).pdf)


def test_two_hundred_real_packs_are_the_same_in_process_and_on_a_pool(desk: Path) -> None:
    chance = random.Random(1)
    rows = [
        (f"{chance.choice(NAMES[:5])} {number}", chance.choice(SECTIONS), "", "", chance.choice(["", "", "7"]))
        for number in range(200)
    ]
    file = roster(*rows)
    for folder, jobs in (("one", 1), ("two", 2)):
        report = run_batch(BatchOptions(file, Path(folder), DEFAULTS, jobs=jobs))
        assert (report.made, report.failed) == (200, ())
    first, second = ({path.name: path.read_bytes() for path in Path(folder).iterdir()} for folder in ("one", "two"))
    assert first == second
    files = sorted(Path("one").glob("*.pdf"))
    for path in chance.sample(files, 5):
        assert page_problems(path.read_bytes()) == []
    files[3].unlink()
    assert run_batch(BatchOptions(file, Path("one"), DEFAULTS)).made == 1
    assert files[3].read_bytes() == first[files[3].name]


def test_no_name_comes_into_the_cache(desk: Path) -> None:
    file = roster(("Zaphodetta Qwertz", SECTIONS[0], "", "", ""), ("Xaverl Qwertz", SECTIONS[0], "", "", "9"))
    assert run_batch(BatchOptions(file, defaults=DEFAULTS)).made == 2
    kept = [path.read_bytes() for path in (desk / "cache").rglob("*") if path.is_file()]
    assert kept
    assert not any(name in data for data in kept for name in (b"Zaphodetta", b"Xaverl", b"Qwertz"))


def test_a_worker_without_supplies_wants_them_and_keeps_only_the_last(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Worker, "of_process", None)
    plan = BatchPlan(roster(("Ben", SECTIONS[0], "", "", "")), DEFAULTS, None)
    order, supplies = plan.packs[0].order, plan.supplies().packed()
    assert isinstance(make(order), Wanting)
    assert isinstance(make(order, supplies), Made)
    assert isinstance(make(order), Made)
    other = BatchPlan(Path("r.csv"), DEFAULTS, None)
    assert isinstance(make(other.packs[0].order), Wanting)


def test_an_order_does_not_show_whose_it_is() -> None:
    assert "Anna" not in repr(Order(2, PackOptions(student="Anna")))


def test_what_goes_wrong_is_told_without_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from packgen.errors import LayoutError

    order = Order(2, PackOptions(student="Anna"), (), "1")

    def fails(error: Exception) -> Failed:
        def broken(_: Order) -> Made:
            raise error

        bench = Worker(worker.Supplies("1", {}, {}, {}))
        monkeypatch.setattr(bench, "make", broken)
        monkeypatch.setattr(Worker, "of_process", bench)
        found = make(order)
        assert isinstance(found, Failed)
        return found

    assert fails(LayoutError("fits no page.", "", subject="Anna")).problem == "the student fits no page."
    assert "KeyError" in fails(KeyError("Anna")).problem
    assert "Anna" not in fails(KeyError("Anna")).problem


def test_workers_need_no_file_of_ours(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, bench = planned(("Ben", SECTIONS[0], "", "", "5"), ("Ann", SECTIONS[1], "", "", ""))
    monkeypatch.chdir("/")
    for one in plan.packs:
        assert bench.make(one.order).pages > 2
