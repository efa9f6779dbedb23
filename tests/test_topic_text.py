"""Packs of topics that have no file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.blocks.prose import Prose
from packgen.build import Builder, build
from packgen.built import BuiltPack
from packgen.errors import ContentError, LayoutError, UnknownNameError, UsageProblem
from packgen.load import open_library
from packgen.load.topic_text import TextTopics, TopicText, text_of
from packgen.load.topic_yaml import topic_yaml
from packgen.model import Topic
from packgen.model.topic import Section
from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.source import read_yaml_text
from tests.cache.desk import TOPIC, draw, lay
from tests.support.kinds import SPECIMENS
from tests.support.library import read_all, read_topics

PLAIN = TopicText("second", TOPIC.format(id="second", title="Beria"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with files of the topics' names that must not be opened."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    (folder / "second.yaml").write_text("not a topic", encoding="utf-8")
    (folder / "first.yaml").symlink_to("/etc/passwd")
    monkeypatch.chdir(folder)


def model(content: Path, name: str) -> Topic:
    return read_topics(open_library(content), [name])[0].topic


def placed(built: BuiltPack) -> list[tuple[object, ...]]:
    return [place[:6] for place in built.places]


@pytest.mark.usefixtures("nowhere")
def test_a_pack_of_models_is_that_of_their_files(content: Path) -> None:
    filed = build(PackOptions(content=content, topics=("first", "second")))
    built = Builder().build_topics([text_of(model(content, "first"), content), model(content, "second")])
    assert built.pdf == filed.pdf
    assert (built.name, built.pages, built.sections) == (filed.name, filed.pages, filed.sections)
    assert placed(built) == placed(filed)
    assert {place.file for place in built.places} == {None}


@pytest.mark.usefixtures("nowhere")
def test_a_pack_of_text_is_that_of_the_file_and_has_its_lines(content: Path) -> None:
    filed = build(PackOptions(content=content, topics=("second",)))
    built = Builder().build_topics([PLAIN])
    assert built.pdf == filed.pdf
    assert [place.line for place in built.places] == [place.line for place in filed.places]


@pytest.mark.parametrize("folder", [content_folder(), SPECIMENS], ids=lambda folder: folder.name)
def test_the_text_of_a_model_means_the_same(folder: Path) -> None:
    loaded = read_all(open_library(folder))
    assert loaded
    for one in loaded:
        [again] = TextTopics([text_of(one.topic, one.path.parent)]).load_all()
        assert again.whole().topic == one.topic


CHARACTERS = st.sampled_from("ab \\'\"#:-|>%@`[]{}&*!?,~й“é")
LINES = st.lists(st.text(CHARACTERS, min_size=1).map(str.strip).filter(bool), min_size=1, max_size=4)


@given(LINES.map("\n".join))
@settings(max_examples=60)
def test_any_text_is_written_so_that_it_reads_as_it_was(text: str) -> None:
    section = Section.model_construct(
        id="one", title=text.replace("\n", " "), blocks=(Prose.model_construct(type="prose", text=text),)
    )
    topic = Topic.model_construct(schema_version=1, id="second", title="A", subject="B", level="C", sections=(section,))
    value: Any = read_yaml_text(topic_yaml(topic).encode(), "<second>").value
    [read] = value["sections"]
    assert read["title"] == section.title
    [block] = read["blocks"]
    assert block["text"] == text


@pytest.mark.parametrize("text", ["a\x00b", "a\x85b", "a\u2028b", "a\rb", "a\tb"])
def test_characters_that_yaml_has_other_uses_for_are_not_lost(text: str) -> None:
    written = PLAIN.text.replace("He fell in", "MARK")
    topic = Topic.model_validate(read_yaml_text(written.encode(), "x").value)
    wrong = topic.model_copy(update={"title": text})
    with pytest.raises(ContentError, match="<second>:"):
        Builder().build_topics([wrong])


def test_options_choose_from_the_topics_given() -> None:
    built = Builder().build_topics([PLAIN], PackOptions(topics=("second/fall",)))
    assert [section.section for section in built.sections] == ["fall"]
    with pytest.raises(UnknownNameError, match='no topic "first"'):
        Builder().build_topics([PLAIN], PackOptions(topics=("first",)))


def test_problems_name_the_topic_by_its_id_and_the_line() -> None:
    wrong = PLAIN.text.replace("lines: 4", "lnies: 4")
    line = wrong.splitlines().index("        lnies: 4") + 1
    with pytest.raises(ContentError, match=f"<second>:{line}:9: .*lnies"):
        Builder().build_topics([PLAIN._replace(text=wrong)])
    tall = PLAIN.text.replace("He fell in", "He fell in " + "x " * 9000).replace("type: prose", "type: extract")
    with pytest.raises((ContentError, LayoutError), match="<second>:"):
        Builder().build_topics([PLAIN._replace(text=tall)])


@pytest.mark.parametrize("text", ["", "- a", "id: [", "\udcff", "schema: 1\nid: another\n"])
def test_text_that_is_no_topic_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="<second>:"):
        Builder().build_topics([TopicText("second", text)])


def test_no_topic_and_one_twice_are_refused() -> None:
    with pytest.raises(UsageProblem, match="Nothing to build"):
        Builder().build_topics([])
    with pytest.raises(UsageProblem, match='Two topics have the id "second"'):
        Builder().build_topics([PLAIN, PLAIN])


def test_pictures_need_a_folder_and_must_not_leave_it(content: Path, tmp_path: Path) -> None:
    topic = model(content, "first")
    with pytest.raises(ContentError, match="given without a folder"):
        Builder().build_topics([topic])
    inner = tmp_path / "inner"
    inner.mkdir()
    text = text_of(topic, inner)
    with pytest.raises(ContentError, match="outside"):
        Builder().build_topics([text._replace(text=text.text.replace("map.png", "../content/map.png"))])


def test_what_changes_is_set_again_with_a_cache(content: Path, tmp_path: Path) -> None:
    builder, options = Builder(), PackOptions(cache=tmp_path / "cache")
    text = text_of(model(content, "first"), content)
    first = builder.build_topics([text], options)
    assert builder.build_topics([text], options) == first == Builder().build_topics([text], options)
    draw(content / "map.png", 90)
    painted = builder.build_topics([text], options)
    assert painted.pdf == Builder().build_topics([text]).pdf != first.pdf
    edited = text._replace(text=text.text.replace("October", "November"))
    assert builder.build_topics([edited], options).pdf == Builder().build_topics([edited]).pdf != painted.pdf


def test_cached_warnings_of_a_file_are_not_those_of_its_text(tmp_path: Path) -> None:
    long = PLAIN.text.replace("He fell", "He " + "fell" * 60)
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "second.yaml").write_text(long, encoding="utf-8")
    filed = build(PackOptions(content=folder, topics=("second",), cache=tmp_path / "cache"))
    [warning] = filed.warnings
    assert "second.yaml:" in warning
    built = Builder().build_topics([PLAIN._replace(text=long)], PackOptions(cache=tmp_path / "cache"))
    assert built.warnings == (warning.replace(os.fspath(folder / "second.yaml"), "<second>"),)
    assert built.pdf == filed.pdf
