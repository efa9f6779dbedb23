"""Values of a wrong shape: text where keys are wanted, a mapping where a list is wanted, and the like.

They are found by walking the values along the models, from the top. The inside of a value of a wrong shape is skipped,
so that one mistake gives one problem, which shows the right shape with the author's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pydantic.fields import FieldInfo

from packgen.blocks import Block, ContentModel, block_class
from packgen.blocks.base import TextPart
from packgen.load import meant, wording
from packgen.load.fields import fields, parts
from packgen.load.places import singular
from packgen.load.shape import kind_by_keys, kind_of, lead, shaped, shaped_part
from packgen.load.written import lines, scalar
from packgen.model import Topic
from packgen.source import Document, Value, quote

Steps = tuple[str | int, ...]

_ENOUGH = 500
"""Items with a wrong shape in a list after which the search ends."""

_MEASURE = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:%|mm|cm|in|pt|marks?)?")
"""What may follow the text of a part that has a number beside its text."""


class Misfit(NamedTuple):
    """A value of a wrong shape.

    Attributes:
        path: where it is.
        words: the wording of its message; None if another misfit's message covers it.
        instead: the lines to write instead.
        texts: values for the placeholders in the wording.
    """

    path: Steps
    words: wording.Wording | None
    instead: tuple[str, ...] = ()
    texts: dict[str, str] = {}  # noqa: RUF012 (never changed)


def misfits(document: Document) -> Iterator[Misfit]:
    """Yield the values of a wrong shape in a topic, none of them inside another."""
    yield from _Walk(document).part(Topic, document.value, ())


def has_misfits(field: FieldInfo, value: Value) -> bool:
    """Tell whether a value has a wrong shape for a field, or holds one that has."""
    return any(True for _ in _Walk(None).field(field, value, ("",)))


class _Walk:
    """One pass over a topic, along its models."""

    def __init__(self, document: Document | None) -> None:
        self.document = document

    def part(self, model: type[ContentModel], value: Value, path: Steps) -> Iterator[Misfit]:
        """Yield the misfits of a mapping, or of the value in its place."""
        if value is None or (isinstance(value, str) and (issubclass(model, TextPart) or not value.strip())):
            return
        if not isinstance(value, dict):
            yield Misfit(path, wording.NOT_AN_ITEM[type(value)], _item(model, value, path))
            return
        if model is Block:
            yield from self._block(value, path)
            return
        known = fields(model)
        if _wrapped(model, value):
            yield Misfit(path, wording.WRAPPED, _item(model, value, path), {"key": quote(next(iter(value)))})
        elif _nested(model, value):
            [key, *others] = lead(model)
            wanted = " and ".join(f'"{other}"' for other in others)
            texts = {"wanted": f"no {wanted}", "found": quote(key)}
            yield Misfit(path, wording.NO_KEYS, _item(model, value[key], path), texts)
        elif value and not any(_means_a_key(model, key) for key in islice(value, 20)):
            if not path:
                return
            if issubclass(model, TextPart) and not _measured(value):
                yield Misfit(path, wording.NOT_TEXT[dict], self._text_item(value, path))
            else:
                yield Misfit(path, wording.NO_KEYS, _item(model, value, path), _nothing_known(model, value))
        else:
            for key, inner in value.items():
                if key in known:
                    yield from self.field(known[key], inner, (*path, key))

    def _block(self, value: dict[str, Value], path: Steps) -> Iterator[Misfit]:
        kind = meant.kind_at(value)
        if kind is not None:
            known = fields(block_class(kind))
            for key, inner in value.items():
                if key in known and key != "type":
                    yield from self.field(known[key], inner, (*path, key))
            return
        if "type" in value or not value or any(meant.keys_meant(key, ["type"]) for key in value):
            return
        first, inner = next(iter(value.items()))
        if len(value) > 1 and (guess := kind_by_keys(value)) is not None:
            yield Misfit(path, wording.TYPE_TO_ADD, (), {"key": guess})
        elif len(value) == 1 or (inner is None and meant.kinds_meant(first)):
            texts = {"wanted": 'no "type"', "found": quote(first)}
            yield Misfit(path, wording.NO_KEYS, _item(Block, value, path), texts)

    def field(self, field: FieldInfo, value: Value, path: Steps) -> Iterator[Misfit]:
        """Yield the misfits of the value of a key."""
        if value is None or value in ("", []):
            return
        kind = kind_of(field)
        if kind == "part":
            yield from self.part(parts(field.annotation)[0], value, path)
        elif kind == "text":
            if isinstance(value, dict | list):
                yield Misfit(path, wording.NOT_TEXT[type(value)], _keyed(field, value, path))
        elif not isinstance(value, list):
            yield _no_list(field, value, path)
        else:
            yield from self._list(field, value, path)

    def _list(self, field: FieldInfo, value: list[Value], path: Steps) -> Iterator[Misfit]:
        """Yield the misfits of the items of a list; one message covers all of one kind."""
        found: dict[wording.Wording, list[Misfit]] = {}
        for number, inner in enumerate(value):
            if sum(map(len, found.values())) >= _ENOUGH:
                break
            place = (*path, number)
            for misfit in self._listed(field, inner, place):
                if misfit.path == place and misfit.words is not None:
                    found.setdefault(misfit.words, []).append(misfit)
                else:
                    yield misfit
        for first_words, (first, *others) in found.items():
            if not others:
                yield first
                continue
            words = first_words._replace(remedy=first_words.remedy.removesuffix(".") + wording.ALIKE)
            instead = first.instead if kind_of(field) == "texts" else _keyed(field, value, path)
            yield Misfit(first.path, words, instead, {**first.texts, "count": f"{len(others):,}"})
            yield from (Misfit(other.path, None) for other in others)

    def _listed(self, field: FieldInfo, value: Value, path: Steps) -> Iterator[Misfit]:
        """Yield the misfits of an item of a list."""
        match kind_of(field):
            case "parts":
                yield from self.part(parts(field.annotation)[0], value, path)
            case "rows":
                yield from self._row(field, value, path)
            case _ if isinstance(value, dict | list):
                yield Misfit(path, wording.NOT_TEXT[type(value)], self._text_item(value, path))

    def _row(self, field: FieldInfo, value: Value, path: Steps) -> Iterator[Misfit]:
        if isinstance(value, list):
            for number, cell in enumerate(value):
                if isinstance(cell, dict | list):
                    words = wording.CELL_NOT_TEXT[type(cell)]
                    yield Misfit((*path, number), words, lines(shaped(field, [value])))
        elif value is not None:
            yield Misfit(path, wording.NOT_A_ROW, lines(shaped(field, [value])))

    def _text_item(self, value: Value, path: Steps) -> tuple[str, ...]:
        """Return the lines of a text in a list that YAML read as something else."""
        if isinstance(value, list):
            source = self._source(path)
            flow = source.startswith("[")
            return (f"- {scalar(source)}",) if flow else lines([each for each in value if isinstance(each, str)])
        entries = value.items() if isinstance(value, dict) else ()
        return lines(["; ".join(f"{key}: {inner}" if isinstance(inner, str) else key for key, inner in entries)])

    def _source(self, path: Steps) -> str:
        """Return the rest of the line on which a value starts."""
        if self.document is None:
            return ""
        origin = self.document.origin(path)
        return self.document.excerpt(origin.line)[origin.column - 1 :].strip()


def _means_a_key(model: type[ContentModel], key: str) -> bool:
    """Tell whether a key is, or means, one of the model's; otherwise the words before a colon are part of a text."""
    known = fields(model)
    if issubclass(model, TextPart):
        return meant.normal(key) in {meant.normal(name) for name in known}
    return key in known or bool(meant.keys_meant(key, known))


def _wrapped(model: type[ContentModel], value: dict[str, Value]) -> bool:
    """Tell whether a mapping has one key, whose value is the mapping that should stand in its place."""
    key, inner = next(iter(value.items()), ("", None))
    known = fields(model)
    if len(value) != 1 or not isinstance(inner, dict) or len(set(known) & set(inner)) < 2:
        return False
    return key not in known or kind_of(known[key]) == "text"


def _nested(model: type[ContentModel], value: dict[str, Value]) -> bool:
    """Tell whether a mapping has a word as its key, and a mapping about the word as its value."""
    keys = lead(model)
    inner = value.get(keys[0])
    if len(value) != 1 or not isinstance(inner, dict) or len(inner) != 1 or len(keys) < 2:
        return False
    return isinstance(next(iter(inner.values())), str)


def _measured(value: dict[str, Value]) -> bool:
    inner = next(iter(value.values()))
    return len(value) == 1 and isinstance(inner, str) and _MEASURE.fullmatch(inner) is not None


def _no_list(field: FieldInfo, value: Value, path: Steps) -> Misfit:
    """Return the misfit of a value that should be a list."""
    instead = _keyed(field, value, path)
    if kind_of(field) == "parts" and isinstance(value, dict):
        [model] = parts(field.annotation)
        known = () if model is Block else fields(model)
        if any(key in known for key in value) or (model is Block and meant.kind_at(value)):
            one = "block" if model is Block else singular(str(path[-1]))
            return Misfit(path, wording.NO_DASH, instead, {"one": one})
    return Misfit(path, wording.NOT_A_LIST, instead)


def _item(model: type[ContentModel], value: Value, path: Steps) -> tuple[str, ...]:
    """Return the lines of an item, or of the mapping under a key; none for the topic as a whole."""
    if not path:
        return ()
    found = shaped_part(model, value)
    return lines(found if isinstance(path[-1], int) else {str(path[-1]): found[0]})


def _keyed(field: FieldInfo, value: Value, path: Steps) -> tuple[str, ...]:
    return lines({str(path[-1]): shaped(field, value)})


def _nothing_known(model: type[ContentModel], value: dict[str, Value]) -> dict[str, str]:
    """Return the placeholders of a message: the required keys that a mapping lacks, and the keys it has instead."""
    wanted = [key for key in lead(model) if fields(model)[key].is_required()] or lead(model)[:1]
    names = [f'"{key}"' for key in wanted[:3]]
    lacking = {1: f"no {names[0]}", 2: f"neither {' nor '.join(names)}"}
    return {
        "wanted": lacking.get(len(names), f"none of {', '.join(names[:-1])} and {names[-1]}"),
        "found": " and ".join(quote(key) for key in islice(value, 3)),
    }
