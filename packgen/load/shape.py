"""Rearranges a value of a wrong shape into the shape of its model, for messages that show what to write."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic.fields import FieldInfo

from packgen.blocks import KINDS, TEXT_KIND, Block, ContentModel, block_class
from packgen.blocks.base import TextPart
from packgen.blocks.scalars import suggest_identifier
from packgen.load import meant
from packgen.load.fields import fields, markup_of, parts

Kind: TypeAlias = Literal["text", "texts", "rows", "part", "parts"]
"""What a field takes: a text (or number, or choice), a list of texts, a list of lists, a mapping, a list of those."""

Shaped: TypeAlias = "dict[str, Shaped] | list[Shaped] | str"
"""A value in the shape that it should have."""

_SHOWN = 3
"""Items of a list that are shown: enough to see how it goes on."""

_FEW = 3
"""The most words between commas for a text to count as a list."""

_DEEPEST = 6
"""The greatest depth of lists and mappings that is searched for texts."""

_DIVIDED = re.compile(r"\s*(?::\s|\s[-–—=→]\s|\t)\s*")
"""What separates a word from its explanation."""

_DATED = re.compile(r"((?:[0-9]{1,2} )?(?:[A-Z][a-z]+ )?[0-9]{3,4}(?:[-–][0-9]{2,4})?)(?:\s*[-–—:,]\s+|\s+)(?=\S)")
"""A date at the start of a text."""

_PLAIN = frozenset({"name", "text", "title", "point", "item", "value", "content"})
"""Keys so general that the text after them may be shown without them."""

_PARAGRAPHS = "paragraphs"


def kind_of(field: FieldInfo) -> Kind:
    """Return the kind of value that a field takes."""
    return _kind(field.annotation)


def _kind(annotation: Any) -> Kind:
    if isinstance(annotation, type) and issubclass(annotation, ContentModel):
        return "part"
    if get_origin(annotation) is tuple:
        inner = _kind(get_args(annotation)[0])
        return "parts" if inner == "part" else "rows" if inner in ("texts", "rows") else "texts"
    kinds = [_kind(argument) for argument in get_args(annotation) if not isinstance(argument, str)]
    return next((kind for kind in kinds if kind != "text"), "text")


def lead(model: type[ContentModel]) -> list[str]:
    """Return the keys of a short item: the required ones, or the first two."""
    known = fields(model)
    needed = [key for key, field in known.items() if field.is_required()]
    return needed if len(needed) > 1 else list(known)[:2]


def shaped(field: FieldInfo, value: Any) -> Shaped:
    """Return a value in the shape of its field; an example if there is no value."""
    match kind_of(field):
        case "text":
            return _text(value, paragraphs=_PARAGRAPHS in (field.description or "")) or _example(field)
        case "texts":
            return _texts(value) or _example(field)
        case "rows":
            return [row for each in islice(_each(value), _SHOWN) if (row := _row(each))] or _example(field)
        case _:
            [model] = parts(field.annotation)
            found = [part for each in _items(model, value) for part in shaped_part(model, each)]
            found = found[:_SHOWN] or shaped_part(model, None)
            return found if kind_of(field) == "parts" else found[0]


def shaped_part(model: type[ContentModel], value: Any) -> list[Shaped]:
    """Return what should be written instead of an item: a mapping, or several if it holds several items."""
    found = _parts(model, value)[:_SHOWN]
    first = next(iter(fields(model)))
    return [part[first] if issubclass(model, TextPart) and list(part) == [first] else part for part in found]


def _example(field: FieldInfo) -> Shaped:
    found: Shaped = field.examples[0] if field.examples else ""
    return found


def _each(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [{key: inner} for key, inner in value.items()] if isinstance(value, dict) else [value]


def _items(model: type[ContentModel], value: Any) -> list[Any]:
    """Return the items in a value, which may be a list, one item, or pairs of a word and its explanation."""
    if isinstance(value, dict) and _fits(model, value):
        return [value]
    if isinstance(value, str) and model is not Block and lead(model)[0] != "id":
        return _several(value)
    needed = [field for field in fields(model).values() if field.is_required()]
    texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
    if texts and needed and kind_of(needed[-1]) in ("texts", "parts") and (len(needed) == 1 or not _are_labels(value)):
        return [value]  # the fields of one item
    return list(islice(_each(value), _SHOWN))


def _are_labels(texts: list[str]) -> bool:
    """Tell whether texts are headings of lists rather than items of one."""
    return all(text.rstrip().endswith("?") or len(text.split()) == 1 for text in texts)


def _several(text: str) -> list[Any]:
    """Return the items of a list that was written as one text: one on each line, or short words between commas."""
    found = [each.strip() for each in text.split("\n" if "\n" in text else ",") if each.strip()]
    return found if "\n" in text or all(len(each.split()) <= _FEW for each in found) else [text]


def _fits(model: type[ContentModel], value: dict[str, Any]) -> bool:
    """Tell whether a mapping has a key of the model, or a synonym of one."""
    if model is Block:
        return "type" in value or meant.kind_at(value) is not None
    known = fields(model)
    return any(key in known or meant.keys_meant(key, known, value) for key in islice(value, 20))


def _parts(model: type[ContentModel], value: Any) -> list[dict[str, Shaped]]:
    """Return the items that a value stands for, as mappings with all required keys."""
    if model is Block:
        return _blocks(value)
    if isinstance(value, dict):
        known = fields(model)
        inner = next(iter(value.values()), None)
        if len(value) == 1 and isinstance(inner, dict) and sum(key in known for key in inner) > 1:
            given = dict(inner)  # one level too many
            first = lead(model)[0]
            if first not in inner and next(iter(value)) not in known:
                given = {first: next(iter(value)), **given}
            return [_whole(model, given)]
        if _fits(model, value):
            return [_whole(model, _renamed(model, value))]
        return [_whole(model, _paired(model, [key, inner])) for key, inner in islice(value.items(), _SHOWN)]
    if isinstance(value, list):
        needed = [key for key, field in fields(model).items() if field.is_required()]
        if len(needed) == 1 and kind_of(fields(model)[needed[0]]) not in ("text", "part"):
            return [_whole(model, {needed[0]: value})]
        return [_whole(model, _paired(model, value))]
    if value is None:
        return [_whole(model, {})]
    return [_whole(model, _paired(model, _divided(model, value.strip())))]


def _divided(model: type[ContentModel], text: str) -> list[Any]:
    """Return a word and its explanation, or a date and its event, as two texts; else the text alone."""
    keys = lead(model)
    if keys[:2] == ["board", "code"]:
        return text.split(None, 1)
    dated = _DATED.match(text) if keys[0] == "date" else None
    return [dated[1], text[dated.end() :]] if dated else _DIVIDED.split(text, maxsplit=1)


def _renamed(model: type[ContentModel], value: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping with the keys that its own keys may mean; others are left out."""
    known = fields(model)
    found: dict[str, Any] = {}
    for key, inner in islice(value.items(), 20):
        names = [key] if key in known else meant.keys_meant(key, known, {*value, *found})
        if names:
            found.setdefault(names[0], inner)
    return found


def _paired(model: type[ContentModel], values: list[Any]) -> dict[str, Any]:
    """Return values under the keys of a model, in order; a single value under its first required key."""
    known = fields(model)
    needed = [key for key in known if known[key].is_required()]
    keys = lead(model)
    if len(values) == 1 and not issubclass(model, TextPart):
        keys = needed[1:2] if needed[0] == "id" else needed[:1]
    lists = [key for key in needed if kind_of(known[key]) in ("texts", "parts", "rows")]
    if len(values) > 1 and len(keys) == 2 and keys[1:] == lists and all(isinstance(each, str) for each in values):
        return {keys[1]: values}
    if len(values) == len(keys) + 1 and values[-1] is None:
        values = values[:-1]
    if len(keys) > 1 and len(values) > 1 and isinstance(values[1], list | dict) and kind_of(known[keys[1]]) == "text":
        # a heading and a list: the list belongs to the model's main list
        keys = [keys[0], *lists[:1]] if lists else keys
    return dict(zip(keys, values, strict=False))


def _whole(model: type[ContentModel], given: dict[str, Any]) -> dict[str, Shaped]:
    """Return a mapping in the order of the model, with examples for required keys that are not given."""
    found: dict[str, Shaped] = {}
    for key, field in fields(model).items():
        named = given.get("title", given.get("citation"))
        if key == "id" and key not in given and isinstance(named, str):
            found[key] = "-".join(suggest_identifier(named).split("-")[:3]) or _example(field)
        elif key == "id" and isinstance(given.get(key), str) and suggest_identifier(given[key]) != given[key]:
            found[key] = suggest_identifier(given[key]) or _example(field)
            if "title" in fields(model):
                given = {"title": given[key], **given}
        elif key in given or field.is_required():
            found[key] = shaped(field, given.get(key))
    return found


def _blocks(value: Any) -> list[dict[str, Shaped]]:
    """Return the blocks that a value stands for."""
    if isinstance(value, list):
        return [block for each in value[:_SHOWN] for block in _blocks(each)]
    if isinstance(value, dict):
        kind = meant.kind_at(value)
        if kind is not None:
            rest = {key: inner for key, inner in value.items() if not meant.keys_meant(key, ["type"])}
            return [_block(kind, _renamed(block_class(kind), rest))]
        first = next(iter(value), "")
        if len(value) > 1 and value[first] is None and (kinds := meant.kinds_meant(first)):
            rest = {key: inner for key, inner in value.items() if key != first}
            return [_block(kinds[0], _renamed(block_class(kinds[0]), rest))]
        named = [(key, meant.kinds_meant(key)) for key in islice(value, 20)]
        if named and all(kinds for _, kinds in named):
            return [_block(kinds[0], _content(kinds[0], value[key])) for key, kinds in named[:_SHOWN]]
        kind = kind_by_keys(value)
        if kind is not None:
            return [_block(kind, _renamed(block_class(kind), value))]
        return [_block(TEXT_KIND, {"title": key, "text": inner}) for key, inner in islice(value.items(), _SHOWN)]
    if value is None:
        return [_block(TEXT_KIND, {})]
    kinds = meant.kinds_meant(value) if len(value) < 40 else []
    return [_block(kinds[0], {}) if kinds else _block(TEXT_KIND, {"text": value})]


def kind_by_keys(value: dict[str, Any]) -> str | None:
    """Return the only type of block that has all keys of a mapping, a required one among them; None if several do."""
    keys = [key for key in islice(value, 20) if key not in ("type", "sources", "common")]
    found = []
    for kind in KINDS:
        known = fields(block_class(kind))
        needed = {key for key in known if known[key].is_required()} - {"type"}
        if needed & set(keys) and set(keys) <= set(known):
            found.append((kind, needed <= set(keys)))
    best = [kind for kind, complete in found if complete] or [kind for kind, _ in found]
    if len(best) > 1:
        gapped = any("{{" in str(value[key]) for key in keys)
        best = [kind for kind in best if _takes_gaps(kind, keys) == gapped]
    return best[0] if len(best) == 1 else None


def _takes_gaps(kind: str, keys: list[str]) -> bool:
    """Tell whether double braces mark gaps in the text of one of the keys."""
    marks = [markup_of(field) for key, field in fields(block_class(kind)).items() if key in keys]
    return any(mark is not None and mark.gaps for mark in marks)


def _content(kind: str, value: Any) -> dict[str, Any]:
    """Return the value after the name of a kind as a mapping with the keys of that kind."""
    model = block_class(kind)
    known = fields(model)
    if isinstance(value, dict) and _fits(model, value):
        return _renamed(model, value)
    needed = [key for key in known if known[key].is_required() and key != "type"]
    lists = [key for key in needed if kind_of(known[key]) in ("texts", "parts", "rows")]
    if value is None or not needed:
        return {}
    return {(lists or needed)[0] if isinstance(value, list | dict) else needed[0]: value}


def _block(kind: str, given: dict[str, Any]) -> dict[str, Shaped]:
    model = block_class(kind)
    inner = {key: value for key, value in given.items() if key != "type"}
    return {"type": kind} | {key: value for key, value in _whole(model, inner).items() if key != "type"}


def _texts(value: Any) -> list[Shaped]:
    if isinstance(value, str):
        value = _several(value)
    found = [re.sub(r"^[-•*–]\s+", "", _text(each)) for each in islice(_each(value), _SHOWN)]
    return [text for text in found if text]


def _row(value: Any) -> list[Shaped]:
    """Return the cells of a row that was written as a text or as keys and values."""
    if isinstance(value, str):
        mark = next((mark for mark in ("|", ";", ",") if mark in value), "\n")
        return [cell.strip() for cell in value.strip("| ").split(mark)]
    if isinstance(value, dict):
        cells = list(value.values()) if len(value) > 1 else [*value, *value.values()]
        return [_text(cell) for cell in cells[:12]]
    return [_text(cell) for cell in value[:12]] if isinstance(value, list) else []


def _text(value: Any, *, paragraphs: bool = False, depth: int = 0) -> str:
    """Return everything in a value as one text."""
    if value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        if len(value) == 1 and meant.normal(next(iter(value))) in _PLAIN:
            return _text(next(iter(value.values())), depth=depth + 1)
        entries = (
            f"{key}: {_text(inner, depth=depth + 1)}".removesuffix(": ") for key, inner in islice(value.items(), 12)
        )
        return "; ".join(entries)
    texts = [text for each in value[:12] if (text := _text(each, depth=depth + 1))]
    if paragraphs:
        return "\n\n".join(texts)
    return (" " if all(text.endswith((".", "!", "?")) for text in texts) else "; ").join(texts)
