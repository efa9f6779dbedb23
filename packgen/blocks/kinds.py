"""The kinds of block by their `type`. The module of a kind is imported when a topic has such a block."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Annotated, Any, TypeAlias, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError
from pydantic_core.core_schema import no_info_plain_validator_function, tagged_union_schema

from packgen.blocks.base import Block

KINDS = (
    "prose", "summary", "key-figures", "statistics", "timeline", "glossary", "interpretations", "misconceptions",
    "extract", "examiner", "table", "picture", "cloze", "rebuild", "match-up", "put-in-order", "multiple-choice",
    "blurt", "recall", "question",
)  # fmt: skip
"""All kinds, in the order that messages list them. `key-figures` is the class KeyFigures of the module key_figures."""

TEXT_KIND = "prose"
"""The kind that text without a `type` is assumed to be; its fields are `title` and `text`."""

NO_KIND = "no_kind"
"""The error type of a block that has no `type`."""

UNKNOWN_KIND = "unknown_kind"
"""The error type of a block whose `type` is none of ``KINDS``."""


@cache
def block_class(kind: str) -> type[Block]:
    """Return the class of a kind, one of ``KINDS``."""
    module = import_module(f"packgen.blocks.{kind.replace('-', '_')}")
    return cast("type[Block]", getattr(module, kind.title().replace("-", "")))


def block_classes() -> tuple[type[Block], ...]:
    """Return the classes of all kinds, in their order; all of them are imported."""
    return tuple(block_class(kind) for kind in KINDS)


class _ByType:
    """Reads a block with the model that its `type` names.

    A tagged union of pydantic does the same, but imports and builds the models of all kinds for a topic that
    has six of them.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(_read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        for block in block_classes():
            block.model_rebuild()
        choices = {kind: block_class(kind).__pydantic_core_schema__ for kind in KINDS}
        return handler(tagged_union_schema(choices, discriminator="type"))


def _read(value: object) -> Block:
    if isinstance(value, Block):
        return value
    if not isinstance(value, dict):
        raise PydanticKnownError("model_type", {"class_name": Block.__name__})
    if "type" not in value:
        raise PydanticCustomError(NO_KIND, "no type")
    kind = value["type"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise PydanticCustomError(UNKNOWN_KIND, "unknown type")
    return block_class(kind).model_validate(value)


AnyBlock: TypeAlias = Annotated[Block, _ByType()]
"""The annotation of a block of any kind."""
