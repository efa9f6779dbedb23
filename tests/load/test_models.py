"""The models by themselves: what they accept, and what becomes of it."""

import inspect
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from packgen import blocks
from packgen.blocks import KINDS, Block, ContentModel, block_classes, scalars
from packgen.blocks.base import contents
from packgen.blocks.picture import Picture
from packgen.blocks.prose import Prose
from packgen.blocks.recall import Recall
from packgen.blocks.statistics import Statistics
from packgen.blocks.table import Column, Table
from packgen.blocks.timeline import Timeline
from packgen.load import open_library
from packgen.load.fields import example, fields, parts
from packgen.model import Section, Source, SpecPoint, Topic
from tests.support.library import read_topics
from tests.support.paper import SPECIMENS
from tests.support.words import WORDS

TOPIC = {
    "schema": "1",
    "id": "x",
    "title": "X",
    "subject": "History",
    "level": "A-level",
    "sections": [{"id": "a", "title": "A", "blocks": [{"type": "prose", "text": "One."}]}],
}


def refused(model: type[ContentModel], **values: Any) -> dict[Any, str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    return {error["loc"]: error["type"] for error in caught.value.errors()}


def models(annotation: Any = Topic) -> set[Any]:
    found: set[Any] = {annotation}
    for field in annotation.model_fields.values():
        for part in parts(field.annotation):
            found = found.union(*map(models, block_classes() if part is Block else [part]))
    return found


MODELS: list[type[ContentModel]] = sorted(models(), key=lambda m: m.__name__)


def test_every_kind_is_listed_under_the_name_that_its_type_has() -> None:
    assert [get_args(block.model_fields["type"].annotation) for block in block_classes()] == [(kind,) for kind in KINDS]
    modules = {path.stem for path in Path(blocks.__file__).parent.glob("*.py")}
    assert modules - {kind.replace("-", "_") for kind in KINDS} == {"__init__", "base", "kinds", "scalars"}


@pytest.mark.parametrize("model", MODELS)
def test_every_part_is_frozen_strict_and_described(model: type[ContentModel]) -> None:
    assert issubclass(model, ContentModel)
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"
    assert model.__doc__
    for key, field in fields(model).items():
        assert field.description, key
        assert field.description.endswith((".", "?")), key
        holds_mappings = bool(parts(field.annotation))
        assert holds_mappings or field.examples or key == "type", f"{model.__name__}.{key} has no example"


@pytest.mark.parametrize("block", block_classes())
def test_the_yaml_in_a_docstring_is_valid(block: type[Block]) -> None:
    from packgen.source import read_yaml_text

    assert block.__doc__ is not None
    lines = inspect.cleandoc(block.__doc__).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("- type:"))
    text = re.split(r"\n\n(?=\S)", "\n".join(lines[start:]))[0]
    read: Any = read_yaml_text(text.encode(), "docstring").value
    (value,) = read
    assert isinstance(block.model_validate(value), block)


@pytest.mark.parametrize("model", MODELS)
def test_examples_are_valid(model: type[ContentModel]) -> None:
    from packgen.source import read_yaml_text

    for key, field in fields(model).items():
        if not example(field) or key == "schema":
            continue
        value: Any = read_yaml_text(f"{key}: {example(field)}".encode(), key).value
        with pytest.raises(ValidationError) as caught:
            model.model_validate({**value, "no-such-key": "x"})
        assert not [e for e in caught.value.errors() if e["loc"][0] == key], key


def test_a_topic_can_be_hashed_and_not_changed() -> None:
    topic = Topic.model_validate(TOPIC)
    assert hash(topic) == hash(Topic.model_validate(TOPIC))
    with pytest.raises(ValidationError):
        topic.title = "Y"  # type: ignore[misc]  # the test is that this fails
    assert topic.schema_version == 1
    assert topic.language == "en-GB"
    assert topic.sections[0].blocks[0] == Prose(type="prose", text="One.")


@pytest.mark.parametrize(
    ("written", "read"),
    [("yes", True), ("true", True), ("no", False), ("false", False), (True, True), (False, False)],
)
def test_yes_and_no(written: str | bool, read: object) -> None:
    assert Recall(type="recall", prompt="Why?", rest=written).rest is read


@pytest.mark.parametrize("text", ["1", "0", "on", "off", "y", "True", "YES", "", "t"])
def test_other_words_are_neither(text: str) -> None:
    assert refused(Recall, type="recall", prompt="Why?", rest=text) == {("rest",): scalars.REFUSED}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  one\ttwo \n three ", "one two three"),
        ("18\u00a0June", "18\u00a0June"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_text_is_one_line(written: str, read: object) -> None:
    assert Source(id="a", citation=written).citation == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("one\ntwo\n\nthree\n", "one two\n\nthree"),
        ("\n\n one \n \t\n\n\n two\n", "one\n\ntwo"),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
    ],
)
def test_paragraphs_stay_apart(written: str, read: object) -> None:
    assert Prose(type="prose", text=written).text == read


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0", "\t"])
def test_nothing_is_no_text(text: str) -> None:
    assert refused(Source, id="a", citation=text) == {("citation",): scalars.EMPTY}
    assert refused(Prose, type="prose", text=text) == {("text",): scalars.EMPTY}


@pytest.mark.parametrize("id_", ["a", "cold-war", "1964", "x-1-y", "a" * 80])
def test_identifiers(id_: str) -> None:
    assert Source(id=id_, citation="x").id == id_
    assert scalars.suggest_identifier(id_) == id_


@pytest.mark.parametrize("id_", ["", "A", "a--b", "-a", "a-", "a_b", "a b", "é", "а", "a" * 81, "a\n"])
def test_not_identifiers(id_: str) -> None:
    assert refused(Source, id=id_, citation="x") == {("id",): scalars.REFUSED}


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u00ad", "\u200c \u2060", "\ufe0f"])
def test_text_that_shows_nothing_is_empty(text: str) -> None:
    assert refused(Prose, type="prose", text=f"{text}\n\n{text}") == {("text",): scalars.EMPTY}
    assert refused(Section, id="a", title=text, blocks=[{"type": "prose", "text": "x"}]) == {("title",): scalars.EMPTY}
    assert Prose.model_validate({"type": "prose", "text": f"a\n\n{text}\n\nb"}).text == "a\n\nb"


@pytest.mark.parametrize(
    ("text", "identifier"),
    [("Cold War", "cold-war"), ("Élan & Verve!", "elan-verve"), ("Хрущёв", ""), ("--", ""), ("a" * 99, "a" * 80)],
)
def test_suggesting_an_identifier(text: str, identifier: str) -> None:
    assert scalars.suggest_identifier(text) == identifier


@pytest.mark.parametrize("url", ["https://example.org", "http://example.org/a?b#c", "HTTPS://ru.example.org/Хрущёв"])
def test_web_addresses(url: str) -> None:
    assert Source(id="a", citation="x", url=url).url == url


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org", "javascript:x", "https://", "https://a b", "https:///x"]
)
def test_not_web_addresses(url: str) -> None:
    assert refused(Source, id="a", citation="x", url=url) == {("url",): scalars.REFUSED}


@pytest.mark.parametrize(
    ("written", "read"),
    [("en", "en"), ("EN-gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), ("de-1996", "de-1996"),
     ("no", "no"), ("sl-rozaj-biske", "sl-rozaj-biske")],
)  # fmt: skip
def test_languages(written: str, read: object) -> None:
    assert Topic.model_validate({**TOPIC, "language": written}).language == read


@pytest.mark.parametrize("text", ["english", "e", "en_GB", "en-", "en-GBR", "en GB", "", "en-x"])
def test_not_languages(text: str) -> None:
    assert refused(Topic, **{**TOPIC, "language": text}) == {("language",): scalars.REFUSED}


@pytest.mark.parametrize(
    ("text", "parts_"),
    [("1957", (1957,)), ("1957-06", (1957, 6)), ("1956-02-29", (1956, 2, 29)), ("1957-02-29", ()), ("57", ()),
     ("1957-6", ()), ("0000", ()), ("1957-06-18T00", ()), ("١٩٥٧", ())],
)  # fmt: skip
def test_dates(text: str, parts_: Any) -> None:
    assert scalars.date_parts(text) == parts_


def timeline(*sorts: str | None) -> dict[str, Any]:
    return {"type": "timeline", "events": [{"date": "x", "event": "y", **({"sort": s} if s else {})} for s in sorts]}


@pytest.mark.parametrize(
    "sorts",
    [("1957", "1957-06", "1957"), ("1957-06-18", None, "1957-06", "1957-06-18"), ("1956-12-31", "1957"), (None, None)],
)
def test_a_timeline_that_goes_forward(sorts: Any) -> None:
    assert Timeline.model_validate(timeline(*sorts))


def test_a_timeline_that_goes_backward() -> None:
    found = refused(Timeline, **timeline("1957-06", "1957", "1957-05", None, "1956", "1958"))
    assert list(found) == [("events", 2, "sort"), ("events", 4, "sort")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("82.5", 82.5), ("1,523", 1523), ("1,234,567.8", 1234567.8), ("-4", -4), ("−4.5", -4.5), ("1 523", 1523),
     ("1\u202f523", 1523), ("36 million", None), ("1,52", None), ("nan", None), ("inf", None), ("1e9", None),
     ("٣", None), ("9" * 400, None), (".5", None), ("5.", None)],
)  # fmt: skip
def test_numbers_in_statistics(text: str, number: float | None) -> None:
    block = Statistics.model_validate({"type": "statistics", "rows": [{"label": "a", "value": text}]})
    assert block.numbers == (() if number is None else (number,))


def chart(display: str, *values: str) -> dict[str, Any]:
    return {"type": "statistics", "display": display, "rows": [{"label": "a", "value": v} for v in values]}


@pytest.mark.parametrize(
    ("display", "values", "places"),
    [
        ("bars", ("1", "0"), []),
        ("line", ("1", "-1"), []),
        ("bars", ("1", "-1"), [("rows", 1, "value")]),
        ("line", ("1", "x", "y"), [("rows", 1, "value"), ("rows", 2, "value")]),
        ("line", ("1",), [("rows",)]),
        ("bars", ("1",) * 24, []),
        ("bars", ("1",) * 25, [("rows",)]),
        ("numbers", ("many",), []),
    ],
)
def test_what_a_chart_can_show(display: str, values: Any, places: Any) -> None:
    if places:
        assert list(refused(Statistics, **chart(display, *values))) == places
    else:
        assert Statistics.model_validate(chart(display, *values)).rows


@pytest.mark.parametrize(
    ("given", "count", "part"),
    [({}, 6, None), ({"lines": "1"}, 1, None), ({"lines": 60}, 60, None), ({"share": "10%"}, None, 0.1),
     ({"share": "100 %"}, None, 1.0), ({"rest": "yes"}, None, None), ({"lines": "4", "rest": "no"}, 4, None)],
)  # fmt: skip
def test_room_to_write(given: Any, count: int | None, part: Any) -> None:
    block = Recall.model_validate({"type": "recall", "prompt": "Why?", **given})
    assert (block.count, block.part) == (count, part)


@pytest.mark.parametrize(
    ("given", "place"),
    [({"lines": "0"}, "lines"), ({"lines": "61"}, "lines"), ({"lines": "-1"}, "lines"), ({"lines": "９"}, "lines"),
     ({"lines": "9" * 5000}, "lines"), ({"share": "9%"}, "share"), ({"share": "101%"}, "share"),
     ({"share": "half"}, "share"), ({"lines": "2", "share": "20%"}, "share"), ({"lines": "2", "rest": "yes"}, "rest"),
     ({"share": "20%", "rest": "yes"}, "rest")],
)  # fmt: skip
def test_no_room_to_write(given: Any, place: Any) -> None:
    assert refused(Recall, type="recall", prompt="Why?", **given) == {(place,): scalars.REFUSED}


def test_columns_of_a_table() -> None:
    columns = ["A", {"title": "B", "width": "30mm"}, {"title": "C", "width": "20%"}]
    table = Table.model_validate({"type": "table", "columns": columns, "rows": [["a", "", " c  d "]]})
    assert [column.title for column in table.columns] == ["A", "B", "C"]
    assert [column.share for column in table.columns] == [None, None, 0.2]
    assert table.columns[1].points == pytest.approx(85.04, abs=0.01)
    assert table.rows == (("a", "", "c d"),)
    assert table.row_heads


@pytest.mark.parametrize("width", ["0mm", "-3mm", "0%", "101%", "30", "wide", "1e9mm", "99999in"])
def test_not_widths(width: Any) -> None:
    assert refused(Column, title="A", width=width) == {("width",): scalars.REFUSED}
    assert refused(Picture, type="picture", file="a.png", alt="A", width=width) == {("width",): scalars.REFUSED}


def test_widths_of_a_picture() -> None:
    assert Picture(type="picture", file="a.png", alt="A").points is None
    assert Picture(type="picture", file="a.png", alt="A", width="1in").points == 72


def test_titles_that_blocks_have_of_themselves() -> None:
    titles = {name: block.usual for name, block in zip(KINDS, block_classes(), strict=True) if block.usual}
    assert {name: WORDS.text(key) for name, key in titles.items()} == {
        "key-figures": "Key figures",
        "statistics": "Key statistics",
        "timeline": "Timeline",
        "glossary": "Glossary",
        "interpretations": "Interpretations",
        "misconceptions": "Do not write",
        "examiner": "What the examiner sees",
        "cloze": "Fill the gaps",
        "match-up": "Match up",
        "put-in-order": "Put in order",
        "multiple-choice": "Multiple choice",
    }
    assert all(block.model_fields["title"].default is None for block in block_classes() if block.usual)


def test_facts_have_sources_or_are_common_knowledge() -> None:
    event = {"date": "1900", "event": "It begins.", "common": "yes"}
    assert Timeline.model_validate({"type": "timeline", "events": [event]}).events[0].common
    refusals = refused(Timeline, type="timeline", events=[event, event | {"sources": ["one"]}])
    assert refusals["events", 1] == scalars.REFUSED
    assert refused(Timeline, type="timeline", events=[event], sources=["one"], common="yes") == {(): scalars.REFUSED}


def test_facts_can_name_sources() -> None:
    without = {m for m in models() if not issubclass(m, Block) and "sources" not in m.model_fields}
    names = {model.__name__ for model in without}
    of_tasks = {
        "Cue",
        "SchemeGroup",
        "SchemePoint",
        "QuestionLevel",
        "AnswerOption",
    }  # they ask for facts; the block has sources
    parts = {
        "Box",
        "Vote",
        "Column",
        "Choice",
        "Label",
        "AnnotatedSentence",
    }  # the block, or what they hold, has sources
    assert names == {"Section", "Source", "SpecPoint", *parts, *of_tasks}
    assert all(issubclass(model, BaseModel) for model in (Section, SpecPoint))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_json_of_a_section_has_every_text(kind: str) -> None:
    """Cross-references are looked for only in sections whose JSON has one."""
    [topic] = read_topics(open_library(SPECIMENS), [kind])
    for section in topic.topic.sections:
        written = section.model_dump_json()
        assert [
            text for text in contents(section)[1] if json.dumps(text, ensure_ascii=False)[1:-1] not in written
        ] == []
