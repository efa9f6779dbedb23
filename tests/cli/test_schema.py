import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from packgen.load import Library
from packgen.resources import content_folder
from tests.cli.conftest import BROKEN, Packgen

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "topic.schema.json"
VALIDATOR = jsonschema.Draft202012Validator


@pytest.fixture
def schema(packgen: Packgen) -> dict[str, object]:
    outcome = packgen("schema")
    assert (outcome.code, outcome.err) == (0, "")
    found = json.loads(outcome.out)
    assert isinstance(found, dict)
    return found


def test_it_is_a_schema(schema: dict[str, object]) -> None:
    assert schema["$schema"] == VALIDATOR.META_SCHEMA["$id"]
    VALIDATOR.check_schema(schema)


def as_an_editor_reads_it(text: str) -> object:
    """Return what an editor checks: YAML with its own ideas of numbers, but no dates, which JSON does not have."""
    value = yaml.load(text, Loader=yaml.CSafeLoader)  # the other loader takes [Why?, What?] for a complex key
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("path", Library(content_folder()).topic_files().values(), ids=lambda path: path.stem)
def test_it_accepts_the_topics_that_come_with_packgen(schema: dict[str, object], path: Path) -> None:
    VALIDATOR(schema).validate(as_an_editor_reads_it(path.read_text(encoding="utf-8")))


def test_it_accepts_the_starter(packgen: Packgen, schema: dict[str, object], desk: Path) -> None:
    packgen("new", "korean-war")
    VALIDATOR(schema).validate(as_an_editor_reads_it((desk / "content/korean-war.yaml").read_text(encoding="utf-8")))


def test_it_refuses_a_broken_topic(schema: dict[str, object]) -> None:
    assert not VALIDATOR(schema).is_valid(as_an_editor_reads_it(BROKEN))


def test_it_is_written_to_a_file(packgen: Packgen, schema: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "deep" / "topic.schema.json"
    assert packgen("schema", "-o", path) == (0, "", f"{path} written\n")
    assert json.loads(path.read_text(encoding="utf-8")) == schema
    assert path.read_bytes().endswith(b"}\n")


def test_the_schema_in_docs_is_up_to_date(schema: dict[str, object]) -> None:
    assert json.loads(WRITTEN.read_text(encoding="utf-8")) == schema


def test_a_dash_prints_it(packgen: Packgen, schema: dict[str, object]) -> None:
    assert json.loads(packgen("schema", "--output", "-").out) == schema


def test_a_folder_is_refused(packgen: Packgen, tmp_path: Path) -> None:
    assert packgen("schema", "-o", tmp_path).code == 7
