"""Topics as records: what a key stands for, and when it no longer does."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.cache.store import Store
from packgen.load.library import open_library
from packgen.load.topics import LazyTopic, Topics
from packgen.plan.options import PlanOptions
from packgen.plan.pack import plan_pack
from packgen.plan.selection import Chosen
from packgen.sheets.factory import SheetFactory
from tests.cache.desk import draw, lay
from tests.support.pages import design


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path)


def topic(content: Path, id_: str = "first") -> LazyTopic:
    [found] = Topics(open_library(content), None).load_topics([id_])
    return found


def test_a_topic_is_unchanged_while_its_pictures_are(content: Path) -> None:
    before, plain = topic(content), topic(content, "second")
    assert (before.topic.pictures, plain.topic.pictures) == (("map.png",), ())
    assert before.unchanged()
    draw(content / "map.png", 201)
    assert not before.unchanged()
    assert topic(content).unchanged()
    assert plain.unchanged()
    (content / "map.png").unlink()
    assert not before.unchanged()


def test_a_unit_whose_picture_changed_meanwhile_is_not_kept(content: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "cache", b"") as store:
        factory = SheetFactory(design(), store)
        before = topic(content)
        requests = plan_pack([Chosen(before, (0, 1))], PlanOptions(("learn",))).requests
        draw(content / "map.png", 201)
        units = [factory.unit(request) for request in requests]
        assert all(unit.sheets for unit in units)
        factory.flush()
        assert factory.supplies() == {}
        kinds = [store.get(*request.key, design().key) for request in requests]
        assert kinds == [None] * len(requests)
        again = plan_pack([Chosen(topic(content), (0, 1))], PlanOptions(("learn",))).requests
        for request in again:
            factory.unit(request)
        factory.flush()
        assert set(factory.supplies()) == {request.key for request in again}
        assert all(store.get(*request.key, design().key) for request in again)
