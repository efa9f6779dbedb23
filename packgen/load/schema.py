"""The content model as JSON Schema, for completion and checks in editors."""

from __future__ import annotations

from typing import Any

from packgen.model import Topic

_LITERAL = frozenset({"examples", "enum", "required", "type"})
"""Keywords whose lists hold plain values."""


def topic_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a topic file.

    Editors read YAML in their own way, so where a text is wanted, numbers and booleans are allowed too: ``year: 1957``
    is right. Dates that YAML knows are to be treated as text, as editors do.
    """
    schema = _tidy(Topic.model_json_schema(by_alias=True, mode="validation"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "packgen topic",
        "description": schema.pop("description", ""),  # Python without docstrings (-OO) has none
        **schema,
    }


def _tidy(node: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema without what says nothing to an author.

    That is what pydantic makes of Python's names, ``null`` for what may be left out, and an OpenAPI keyword. The schema
    is as deep as the models, so that calling itself is safe.
    """
    tidy: dict[str, Any] = {}
    for keyword, value in node.items():
        if keyword in ("title", "discriminator") or (keyword == "default" and value in (None, [])):
            continue
        if keyword in ("properties", "$defs"):
            tidy[keyword] = {name: _tidy(inner) for name, inner in value.items()}
        elif keyword == "anyOf" and {"type": "null"} in value:
            (inner,) = (_tidy(choice) for choice in value if choice != {"type": "null"})
            tidy = inner | tidy
        elif isinstance(value, dict):
            tidy[keyword] = _tidy(value)
        elif isinstance(value, list) and keyword not in _LITERAL:
            tidy[keyword] = [_tidy(choice) for choice in value]
        else:
            tidy[keyword] = value
    return tidy
