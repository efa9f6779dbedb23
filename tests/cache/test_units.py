"""Whatever a sheet is made of: change it, and the sheet is made again; leave it, and it is not."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from packgen.build import build
from packgen.built import BuiltPack
from packgen.cache.store import Store
from packgen.errors import ContentError, LayoutError, OutputError
from packgen.load import topics
from packgen.load.library import Library, open_library
from packgen.load.topics import Topics
from packgen.options import PackOptions
from packgen.plan.request import UnitRequest
from packgen.sheets import section
from packgen.sheets.context import SectionContext
from packgen.sheets.factory import SheetFactory
from packgen.sheets.units import TypesetUnit
from tests.cache.desk import TOPIC, draw, lay
from tests.support.pdf import qpdf_problems
from tests.support.validation import page_problems

ALL = ("learn", "recall", "write", "check", "cards", "quiz")
Made = list[str]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """The kinds of units that were typeset since the list was last cleared."""
    kinds: Made = []
    original = SheetFactory._made

    def counted(factory: SheetFactory, request: UnitRequest, facts: Any) -> Any:
        kinds.append(request.kind.name)
        return original(factory, request, facts)

    monkeypatch.setattr(SheetFactory, "_made", counted)
    return kinds


def options(content: Path, **fields: Any) -> PackOptions:
    base: dict[str, Any] = {
        "content": content,
        "topics": ("first", "second"),
        "sheets": ALL,
        "questions": 4,
        "cache": content.parent / "cache",
    }
    return PackOptions(**{**base, **fields})


def uncached(content: Path, **fields: object) -> BuiltPack:
    return build(options(content, **fields, no_cache=True))


LOOKS: list[dict[str, object]] = [
    {},
    {"edition": "teacher"},
    {"answers": "back", "fillable": True},
    {"answers": "none", "profile": "large-print"},
    {"topics": ("first/fall", "second/rise"), "paper": "letter", "card_layout": "fold"},
    {"topics": (), "tag": "both", "single_sided": True, "exam": date(2027, 6, 1)},
    {"topics": ("first",), "student": "Анна Berg", "seed": 4},
]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_what_comes_out_of_the_cache_is_what_went_in(content: Path, made: Made, look: dict[str, object]) -> None:
    fresh = uncached(content, **look)
    first = build(options(content, **look))
    assert made
    made.clear()
    second = build(options(content, **look))
    assert made == []
    assert fresh.pdf == first.pdf == second.pdf
    assert fresh == first == second
    assert page_problems(second.pdf) == []
    assert qpdf_problems(second.pdf) == []


def test_a_file_of_answers_too(content: Path, made: Made) -> None:
    found = []
    for no_cache in (True, False, False):
        made.clear()
        built = build(options(content, answers="separate", no_cache=no_cache))
        assert built.answers is not None
        found.append((built.pdf, built.answers))
    assert made == []
    assert found[0] == found[1] == found[2]


def test_sheets_are_the_same_wherever_they_stand_in_a_pack(content: Path, made: Made) -> None:
    orders = [("first", "second"), ("second", "first"), ("second/fall", "first/rise"), ("second",)]
    for order in orders:
        build(options(content, topics=order, sheets=("learn", "recall")))
    made.clear()
    for order in orders:
        again = build(options(content, topics=order, sheets=("learn", "recall")))
        assert again.pdf == uncached(content, topics=order, sheets=("learn", "recall")).pdf
    assert made.count("section") == 12  # those of the four builds without a cache
    kept = Store(content.parent / "cache", b"").size()
    for order in orders * 3:
        build(options(content, topics=order, sheets=("learn", "recall")))
    assert Store(content.parent / "cache", b"").size().entries == kept.entries


def test_a_section_is_shared_between_packs(content: Path, made: Made) -> None:
    build(options(content))
    made.clear()
    build(options(content, topics=("second", "first"), title="Another", start=date(2027, 1, 1)))
    assert made == ["sources", "quiz", "front-matter"]  # they depend on the order of topics


# -- every input


def edit(content: Path) -> dict[str, object]:
    path = content / "first.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("October", "November"), encoding="utf-8")
    return {}


def comment(content: Path) -> dict[str, object]:
    with (content / "first.yaml").open("a", encoding="utf-8") as file:
        file.write("# a note\n")
    return {}


def paint(content: Path) -> dict[str, object]:
    before = (content / "map.png").stat()
    draw(content / "map.png", 201)
    os.utime(content / "map.png", ns=(before.st_atime_ns, before.st_mtime_ns))
    return {}


def option(**fields: object) -> Callable[[Path], dict[str, object]]:
    return lambda content: fields


SECTION = ["section", "section"]
BOTH = SECTION + SECTION
TOPIC_UNITS = [*SECTION, "cards"]
PACK_UNITS = ["sources", "quiz"]
EVERYTHING = [*TOPIC_UNITS, *TOPIC_UNITS, *PACK_UNITS, "front-matter"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (edit, [*TOPIC_UNITS, *PACK_UNITS]),
        (comment, [*TOPIC_UNITS, *PACK_UNITS]),
        (paint, [*TOPIC_UNITS, *PACK_UNITS]),
        (option(profile="large-print"), EVERYTHING),
        (option(paper="letter"), EVERYTHING),
        (option(single_sided=True), EVERYTHING),
        (option(edition="teacher"), [*BOTH, "quiz"]),
        (option(seed=2), [*BOTH, "quiz"]),
        (option(answers="none"), [*BOTH, "quiz", "front-matter"]),
        (option(answers="back"), [*SECTION, "answers", *SECTION, "answers", "quiz", "front-matter"]),
        (option(sheets=ALL[1:]), [*BOTH, "quiz", "front-matter"]),
        (option(fillable=True), EVERYTHING),
        (option(card_layout="fold"), ["cards", "cards", "front-matter"]),
        (option(back_offset=(1.0, 0.0)), ["cards", "cards"]),
        (option(questions=3), ["quiz"]),
        (option(title="Another"), ["front-matter"]),
        (option(exam=date(2027, 6, 1)), ["front-matter"]),
        (option(reviews=(0, 5)), ["front-matter"]),
        (option(student="Anna"), ["front-matter"]),
        (option(topics=("first/rise", "second")), ["section", "cards", *PACK_UNITS, "front-matter"]),  # no number
        (option(topics=("first/fall", "second")), ["section", "cards", *PACK_UNITS, "front-matter"]),
        (option(sources="foot"), [*BOTH, "quiz", "front-matter"]),
        (option(sources="none"), [*BOTH, "quiz", "front-matter"]),
        (option(front="none"), [*BOTH, "quiz"]),
        (option(cards_per_page="8"), ["cards", "cards"]),
        (option(sheets=(*ALL, "organiser")), ["organiser", "organiser", "front-matter"]),
        (option(sheets=(*ALL, "grid")), ["grid", "front-matter"]),
    ],
    ids=lambda value: getattr(value, "__name__", "") if callable(value) else ",".join(value),
)
def test_a_changed_input_is_a_miss(
    content: Path, made: Made, change: Callable[[Path], dict[str, object]], expected: Made
) -> None:
    build(options(content))
    made.clear()
    fields = change(content)
    report = build(options(content, **fields))
    assert made == expected
    assert report.pdf == uncached(content, **fields).pdf


def test_a_theme_of_ones_own_is_read_each_time(content: Path, made: Made, tmp_path: Path) -> None:
    theme = tmp_path / "mine.yaml"
    theme.write_text("extends: classic\ncolours:\n  accent: '#102030'\n", encoding="utf-8")
    first = build(options(content, theme=str(theme), sheets=("learn",)))
    made.clear()
    assert build(options(content, theme=str(theme), sheets=("learn",))).pdf == first.pdf
    assert made == []
    theme.write_text("extends: classic\ncolours:\n  accent: '#302010'\n", encoding="utf-8")
    assert build(options(content, theme=str(theme), sheets=("learn",))).pdf != first.pdf
    assert made


def test_a_renamed_file_is_checked_again(content: Path) -> None:
    build(options(content))
    (content / "first.yaml").rename(content / "third.yaml")
    with pytest.raises(ContentError, match="third"):
        build(options(content, topics=("third",)))


def test_a_topic_may_move_to_another_folder(content: Path, made: Made) -> None:
    build(options(content))
    (content / "course").mkdir()
    for name in ("first.yaml", "map.png"):
        (content / name).rename(content / "course" / name)
    made.clear()
    build(options(content))
    assert made == []


# -- what is wrong is told as ever


def test_problems_are_told_each_time(content: Path) -> None:
    build(options(content))
    path = content / "first.yaml"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"lines: 4", b"lnies: 4"))
    (content / "second.yaml").write_text("schema: 1\n", encoding="utf-8")
    told = []
    for no_cache in (True, False, False):
        with pytest.raises(ContentError) as caught:
            build(options(content, no_cache=no_cache))
        told.append(str(caught.value))
    assert told[0] == told[1] == told[2]
    assert "first.yaml" in told[0]
    assert "second.yaml" in told[0]
    path.write_bytes(good)
    build(options(content, topics=("first",)))


def test_a_picture_that_is_gone_or_outside_is_told(content: Path, tmp_path: Path) -> None:
    build(options(content))
    (content / "map.png").rename(tmp_path / "map.png")
    with pytest.raises(ContentError, match=r"no file .map\.png"):
        build(options(content))
    (content / "map.png").symlink_to(tmp_path / "map.png")
    with pytest.raises(ContentError, match="outside the content folder"):
        build(options(content))
    (content / "map.png").unlink()
    (content / "map.png").write_bytes(b"no picture")
    with pytest.raises(ContentError, match="neither PNG nor JPEG"):
        build(options(content))


def test_a_second_file_of_the_same_name_is_told(content: Path) -> None:
    build(options(content))
    (content / "more").mkdir()
    shutil.copy(content / "first.yaml", content / "more" / "first.yaml")
    with pytest.raises(ContentError, match="a topic of this name already"):
        build(options(content))


def test_warnings_are_told_again(content: Path, made: Made) -> None:
    first = build(options(content, questions=100))
    assert any("quiz" in warning for warning in first.warnings)
    made.clear()
    assert build(options(content, questions=100)).warnings == first.warnings
    assert made == []


def test_what_is_done_before_something_goes_wrong_is_kept(
    content: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = section.typeset_section

    def failing(context: SectionContext) -> TypesetUnit:
        if context.topic.id == "second":
            raise LayoutError("fits no page.", "Shorten it.")
        return original(context)

    with monkeypatch.context() as patch:
        patch.setattr(section, "typeset_section", failing)
        with pytest.raises(LayoutError):
            build(options(content, sheets=("learn",)))
    made.clear()
    build(options(content, sheets=("learn",)))
    assert made == ["section", "section", "sources", "front-matter"]


def topics_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the ids of topics come whose files are read from now on."""
    read: list[str] = []
    original = Library.read

    def counted(self: Library, files: Any, problems: Any = ()) -> Any:
        read.extend(path.stem for path in files)
        return original(self, files, problems)

    monkeypatch.setattr(Library, "read", counted)
    return read


def test_records_of_many_topics_are_bounded(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_RECORDS", 3)
    read = topics_read(monkeypatch)

    def loaded(*ids: str) -> list[str]:
        read.clear()
        store = Store(content.parent / "cache", b"here")
        assert [one.topic.id for one in Topics(open_library(content), store).load_topics(ids)] == list(ids)
        store.flush()
        return sorted(read)

    names = [f"topic{number}" for number in range(6)]
    for name in names:
        (content / f"{name}.yaml").write_text(TOPIC.format(id=name, title=name), encoding="utf-8")
    assert loaded(*names) == names  # more than are kept, but all in use
    assert loaded(*names) == []
    assert loaded("first") == ["first"]
    assert loaded("first") == []
    assert len(loaded(*names)) == 4
    assert loaded("topic5", "topic0") == []


def test_topics_beyond_what_is_kept_whole_are_read_again(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = uncached(content).pdf
    monkeypatch.setattr(topics, "_AT_ONCE", 100)
    read = topics_read(monkeypatch)
    assert uncached(content).pdf == good
    assert sorted(read) == ["first", "first", "second", "second"]


def test_a_topic_that_changes_between_is_told(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_AT_ONCE", 0)
    original = Topics.load_topics

    def meddled(self: Topics, ids: Any) -> Any:
        found = original(self, ids)
        edit(content)
        return found

    monkeypatch.setattr(Topics, "load_topics", meddled)
    with pytest.raises(OutputError, match=r"first\.yaml changed while it was read\. Run the same command again\."):
        build(options(content))
    monkeypatch.undo()
    assert build(options(content)).pdf == uncached(content).pdf


def test_a_damaged_cache_is_no_cache(content: Path, made: Made) -> None:
    good = build(options(content)).pdf
    path = content.parent / "cache" / "packgen-2" / "sheets.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        entries = database.execute("select key, data from entry").fetchall()
        assert len(entries) > 8
        for place, (key, kept) in enumerate(entries):
            data = bytearray(kept)
            if place % 4 == 0 and data:
                data[len(data) // 2] ^= 0x10
            elif place % 4 == 1:
                data = data[: len(data) * 2 // 3] + b"x"
            elif place % 4 == 2:
                data = bytearray(b"?")
            else:
                data = entries[0][1]
            database.execute("update entry set data = ? where key = ?", (data, key))
    made.clear()
    assert build(options(content)).pdf == good
    assert made
    for damage in (b"no database", bytes(10_000), path.read_bytes()[:9000]):
        path.write_bytes(damage)
        made.clear()
        assert build(options(content)).pdf == good
        assert made
    made.clear()
    assert build(options(content)).pdf == good
    assert made == []


def test_entries_that_say_something_else_are_no_entries(
    content: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should an entry be whole and yet not be what it should be, then it is made again as well."""
    from packgen.cache.codec import encode

    good = build(options(content)).pdf
    others: list[Any] = [[], [[], [[]]], {}, None, [1, 2], [None, [[None, None]]], ["", {"a": 1}]]
    for plain in others:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "get", lambda self, *inputs, plain=plain: encode(plain, []))
            assert build(options(content)).pdf == good
