"""A studio that builds pack after pack: each with the bytes that it has when it is the first."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from packgen import build as module
from packgen import resources
from packgen.build import Builder, build
from packgen.errors import ContentError, UnknownNameError
from packgen.options import PackOptions
from packgen.text import faces
from tests.cache.desk import TOPIC, draw
from tests.cache.test_units import ALL, Made, content, edit, made, options, paint

__all__ = ["content", "made"]  # the fixtures

THEME = "extends: classic\ncolours:\n  accent: '#{:06x}'\n"


def same(studio: Builder, wanted: PackOptions) -> None:
    """Build a pack in a studio, and see that it is what a build without any memory makes."""
    found = studio.build(wanted)
    fresh = build(PackOptions(**{**vars(wanted), "no_cache": True}))
    assert found.pdf == fresh.pdf
    assert found == fresh


@pytest.mark.parametrize("no_cache", [False, True])
def test_what_has_not_changed_is_not_set_again(content: Path, made: Made, no_cache: bool) -> None:
    studio = Builder()
    first = studio.build(options(content, no_cache=no_cache))
    made.clear()
    assert studio.build(options(content, no_cache=no_cache)) == first
    assert made == []
    edit(content)
    again = studio.build(options(content, no_cache=no_cache))
    assert made == ["section", "section", "cards", "sources", "quiz"]
    assert again.pdf == build(options(content, no_cache=True)).pdf != first.pdf


def test_packs_are_the_same_after_any_others(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brought").mkdir()
    (tmp_path / "brought" / "fourth.yaml").write_text(TOPIC.format(id="fourth", title="Kosygin"), encoding="utf-8")
    monkeypatch.setattr(resources, "content_folder", lambda: tmp_path / "brought")  # the real one has a long course
    chance = random.Random(8)
    theme = tmp_path / "mine.yaml"
    theme.write_text(THEME.format(0x102030), encoding="utf-8")
    studio = Builder()
    picks: list[dict[str, object]] = [
        {"topics": ("first", "second")},
        {"topics": ("second", "first/fall"), "edition": "teacher", "seed": 5},
        {"topics": (), "tag": "both", "profile": "large-print", "sheets": ALL[:2]},
        {"topics": (), "course": "Russia", "theme": str(theme), "sheets": ("learn", "cards")},
        {"topics": ("second",), "paper": "letter", "fillable": True, "answers": "back"},
        {"topics": ("first",), "no_cache": True, "student": "Анна Berg", "sheets": ("learn",)},
        {"topics": ("first", "second"), "cache": tmp_path / "other", "title": "Another", "sheets": ("learn", "recall")},
    ]

    def rename() -> None:
        found = next((path for path in content.glob("third*.yaml")), None)
        if found is None:
            (content / "third.yaml").write_text(TOPIC.format(id="third", title="Bulganin"), encoding="utf-8")
        elif found.stem == "third":
            found.rename(found.with_name("third-again.yaml"))
            text = found.with_name("third-again.yaml").read_text(encoding="utf-8")
            found.with_name("third-again.yaml").write_text(text.replace("id: third\n", "id: third-again\n"), "utf-8")
        else:
            found.unlink()

    changes: list[Callable[[], object]] = [
        lambda: edit(content),
        lambda: (content / "second.yaml").write_text(
            TOPIC.format(id="second", title=f"Beria {chance.random()}"), encoding="utf-8"
        ),
        lambda: paint(content) if chance.random() < 0.5 else draw(content / "map.png", chance.randrange(256)),
        lambda: theme.write_text(THEME.format(0x101010 * chance.randrange(4)), encoding="utf-8"),
        rename,
        lambda: None,
    ]
    for _ in range(24):
        for _ in range(chance.randrange(3)):
            chance.choice(changes)()
        same(studio, options(content, **chance.choice(picks)))


def test_what_is_wrong_is_told_each_time_and_forgotten_when_it_is_right(content: Path) -> None:
    studio = Builder()
    studio.build(options(content))
    path = content / "first.yaml"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"lines: 4", b"lnies: 4"))
    for _ in range(2):
        with pytest.raises(ContentError, match="lnies"):
            studio.build(options(content))
    path.unlink()
    with pytest.raises(UnknownNameError):
        studio.build(options(content))
    path.write_bytes(good)
    same(studio, options(content))
    (content / "map.png").write_bytes(b"no picture")
    with pytest.raises(ContentError, match="neither PNG nor JPEG"):
        studio.build(options(content))


def test_another_folder_has_other_topics(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Builder()
    for folder, name in (("one", "Suslov"), ("two", "Mikoyan")):
        (tmp_path / folder / "content").mkdir(parents=True)
        text = TOPIC.format(id="first", title=name)
        (tmp_path / folder / "content" / "first.yaml").write_text(text, encoding="utf-8")
    for folder in ("one", "two", "one"):
        monkeypatch.chdir(tmp_path / folder)
        wanted = PackOptions(content=Path("content"), topics=("first",), cache=Path("cache"))
        same(studio, wanted)
        assert (tmp_path / folder / "cache").is_dir()


def test_the_files_of_a_pack_are_the_same_each_time(content: Path) -> None:
    studio = Builder()
    wanted = options(content, answers="separate")
    first = studio.build(wanted)
    assert first.answers is not None
    assert studio.build(wanted) == first


# -- what is kept has bounds


def test_what_is_not_used_goes_in_time(content: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IDLE", 0)
    studio = Builder()
    wanted = options(content, no_cache=True, sheets=("learn",))
    studio.build(wanted)
    edit(content)
    studio.build(wanted)
    [(_, tools)] = studio._tools.items()
    assert len(tools.factory._units) == 6  # four sections, the list of sources, and the front

    made.clear()
    monkeypatch.setattr(module, "_IDLE", 50_000_000)
    for number in range(4):
        studio.build(options(content, no_cache=True, sheets=("learn",), title=f"Title {number}"))
        studio.build(wanted)
    assert made == ["front-matter"] * 4


def test_the_places_of_a_sheet_are_bounded(content: Path) -> None:
    studio = Builder()
    for number in range(6):
        name = f"topic{number}"
        (content / f"{name}.yaml").write_text(TOPIC.format(id=name, title=name), encoding="utf-8")
        topics = (*(f"topic{other}" for other in range(number + 1)), "second")
        same(studio, options(content, topics=topics, sheets=("learn",)))
    [(_, tools)] = studio._tools.items()
    assert all(len(sheet.renumbered) <= 2 for unit in tools.factory._units.values() for sheet in unit.sheets)


def test_few_designs_are_kept_at_once(content: Path, tmp_path: Path) -> None:
    studio = Builder()
    for number in range(7):
        theme = tmp_path / "mine.yaml"
        theme.write_text(THEME.format(0x102030 + number), encoding="utf-8")
        studio.build(options(content, theme=str(theme), sheets=("learn",)))
    assert len(studio._tools) <= module._MOST_KEPT


def test_a_pack_is_the_same_when_hardly_any_words_are_kept(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = options(content, no_cache=True)
    expected = build(wanted)
    monkeypatch.setattr(faces, "_MOST_WORDS", 5)
    assert Builder().build(wanted) == expected
