"""The content model as JSON Schema, for completion and checks in editors."""

from __future__ import annotations

from typing import Any

from packgen.model import Topic

_LITERAL = frozenset({"examples", "enum", "required", "type"})
"""Keywords whose lists hold plain values."""


def topic_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a topic file.

    Editors resolve YAML scalars to numbers and booleans, so these are allowed for texts too: ``year: 1957`` is valid.
    Dates are texts for editors.
    """
    schema = _tidy(Topic.model_json_schema(by_alias=True, mode="validation"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "packgen topic",
        "description": schema.pop("description", ""),  # Python without docstrings (-OO) has none
        **schema,
    }


def _tidy(node: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema without keywords that do not help authors.

    These are titles that pydantic makes from Python names, ``null`` for optional fields, and an OpenAPI keyword. The
    depth of the schema is that of the models, so recursion is safe.
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
