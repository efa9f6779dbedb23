"""The JSON Schema says what the models say."""

import datetime
import json
from typing import Any

import jsonschema
import pytest
import yaml

from packgen import resources
from packgen.blocks import KINDS
from packgen.load import Library
from packgen.load.schema import topic_schema
from packgen.load.starter import starter


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return topic_schema()


def as_editors_read(text: str) -> Any:
    """Return the values as YAML has them, but dates as the text that they are."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value.isoformat() if isinstance(value, datetime.date) else value

    return plain(yaml.load(text, Loader=yaml.CSafeLoader))  # the other takes [Why?, What?] for a complex key


def complaints(schema: dict[str, Any], value: Any) -> list[str]:
    return [error.json_path for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def test_it_is_a_schema_and_can_be_written(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    assert "null" not in text
    assert '"discriminator"' not in text
    assert schema["additionalProperties"] is False


def test_the_starter_is_valid(schema: dict[str, Any]) -> None:
    assert complaints(schema, as_editors_read(starter("cold-war", "The Cold War"))) == []


def test_the_shipped_topics_are_valid(schema: dict[str, Any]) -> None:
    for path in Library(resources.content_folder()).topic_files().values():
        assert complaints(schema, as_editors_read(path.read_text(encoding="utf-8"))) == [], path.name


def test_everything_has_a_description(schema: dict[str, Any]) -> None:
    assert len(schema["$defs"]) >= len(KINDS)
    for name, part in schema["$defs"].items():
        assert part["description"], name
        assert part["additionalProperties"] is False, name
        for key, value in part["properties"].items():
            assert value.get("description"), f"{name}.{key}"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schema": 2}, "$.schema"),
        ({"id": "Cold War"}, "$.id"),
        ({"colour": "red"}, "$"),
        ({"title": None}, "$.title"),
        ({"title": ["a"]}, "$.title"),
        ({"sections": []}, "$.sections"),
        ({"tags": "leaders"}, "$.tags"),
        ({"reviewed_on": "soon"}, "$.reviewed_on"),
    ],
)
def test_what_is_wrong_is_found(schema: dict[str, Any], change: Any, place: Any) -> None:
    value = as_editors_read(starter("cold-war", "The Cold War")) | change
    assert complaints(schema, value) == [place]


@pytest.mark.parametrize(("change", "value"), [("schema", "1"), ("title", 1964), ("level", True), ("language", False)])
def test_what_yaml_makes_of_text_is_right(schema: dict[str, Any], change: Any, value: Any) -> None:
    assert complaints(schema, as_editors_read(starter("x", "X")) | {change: value}) == []


def test_a_column_is_a_text_or_a_mapping(schema: dict[str, Any]) -> None:
    table: dict[str, Any] = {
        "type": "table",
        "columns": ["A", {"title": "B", "width": "20%"}],
        "rows": [[1, ""]],
        "row_heads": "yes",
    }
    topic = as_editors_read(starter("x", "X"))
    topic["sections"][0]["blocks"] = [table]
    assert complaints(schema, topic) == []
    table["columns"][1]["wide"] = 1
    assert complaints(schema, topic) != []
