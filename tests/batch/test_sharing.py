"""Which units the planning process makes for all packs, and which it leaves to the worker of one pack."""

from __future__ import annotations

import csv
import io
import pickle
import shutil
from pathlib import Path

import pytest

from packgen.batch.plan import BatchPlan
from packgen.batch.sharing import BatchUnit, ProfiledPlan, share
from packgen.batch.worker import Worker
from packgen.load.record import SectionRecord, TopicRecord
from packgen.load.topics import LazyTopic
from packgen.options import PackOptions
from packgen.plan.options import PlanOptions
from packgen.plan.pack import plan_pack
from packgen.plan.selection import Chosen
from tests.cache.desk import lay

SHEETS = ("learn", "recall", "cards", "quiz")


def topic(id_: str, *pictures: str) -> LazyTopic:
    record = TopicRecord(
        id_, id_, None, "History", "A level", None, "en-GB", (), (), (), None, None, (),
        (SectionRecord("s1", "Section 1", ()),), pictures,
    )  # fmt: skip
    return LazyTopic(record, Path(f"{id_}.yaml"), f"digest of {id_}")


def pack(*topics: LazyTopic, seed: int | None = None, profile: str = "standard") -> ProfiledPlan:
    options = PlanOptions(SHEETS, seed=1 if seed is None else seed)
    return ProfiledPlan(profile, plan_pack([Chosen(one, (0,)) for one in topics], options), seed is not None)


def shown(units: tuple[BatchUnit, ...]) -> list[str]:
    return [
        f"{unit.request.kind.name} {'+'.join(one.loaded.topic.id for one in unit.request.topics)}" for unit in units
    ]


def test_both_overviews_that_a_pack_may_have_are_shared() -> None:
    sections = tuple(SectionRecord(f"s{n}", f"Section {n}", ()) for n in range(3))
    one = topic("a")
    whole = LazyTopic(one.topic._replace(sections=sections), one.path, one.key)
    plan = plan_pack([Chosen(whole, (0, 1, 2))], PlanOptions(("overview", "learn")))
    sharing = share([ProfiledPlan("standard", plan, False)])
    overviews = [unit.request.options.overleaf for unit in sharing.shared if unit.request.kind.name == "overview"]
    assert overviews == [False, True]


def test_a_quiz_that_one_pack_has_is_left_to_its_worker() -> None:
    sharing = share([pack(topic("a"))])
    assert shown(sharing.shared) == ["section a", "cards a"]
    assert shown(sharing.left) == ["quiz a"]


def test_what_depends_on_a_seed_of_ones_own_is_left_too() -> None:
    sharing = share([pack(topic("a"), seed=7), pack(topic("a"), seed=8)])
    assert shown(sharing.shared) == ["cards a"]
    assert shown(sharing.left) == ["section a", "quiz a"] * 2


def test_what_two_packs_have_is_shared_whatever_their_seed() -> None:
    assert share([pack(topic("a"), seed=7), pack(topic("a"), seed=7)]).left == ()
    assert share([pack(topic("a"), seed=1), pack(topic("a"))]).left == ()
    assert shown(share([pack(topic("a")), pack(topic("b"), topic("a"))]).left) == ["quiz a", "quiz b+a"]


def test_units_in_other_profiles_are_others() -> None:
    sharing = share([pack(topic("a")), pack(topic("a"), profile="large-print")])
    assert [unit.profile for unit in sharing.shared] == ["standard"] * 2 + ["large-print"] * 2
    assert shown(sharing.left) == ["quiz a"] * 2


def test_no_worker_is_left_a_topic_with_pictures() -> None:
    sharing = share([pack(topic("a", "map.png"), topic("b"), seed=7)])
    assert shown(sharing.shared) == ["section a", "cards a", "cards b", "quiz a+b"]
    assert shown(sharing.left) == ["section b"]


def test_a_pack_with_pictures_and_a_seed_of_its_own_is_made_without_the_topics_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    roster = io.StringIO()
    csv.writer(roster).writerows([("name", "topics", "seed"), ("Ann", "first", "7"), ("Ben", "second", "8")])
    Path("r.csv").write_text(roster.getvalue(), encoding="utf-8")
    plan = BatchPlan(Path("r.csv"), PackOptions(content=content, sheets=SHEETS), None)
    assert [bool(one.topic.pictures) for one in plan._topics.values()] == [True, False]
    supplies = plan.supplies().packed()
    shutil.rmtree(content)
    worker = Worker(pickle.loads(supplies))
    assert [worker.make(one.order).pages > 2 for one in plan.packs] == [True, True]
