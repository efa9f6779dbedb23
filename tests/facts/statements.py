"""What a section says, straight from its YAML: a statement for each item of each block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
Reader = Callable[[str, Mapping[str, Any]], Iterator["Statement"]]
"""Yields the statements of a block, which it is given with its place."""

_GAP = re.compile(r"\{\{([^|}]*)[^}]*\}\}")


class Part(NamedTuple):
    """A text of a statement, and the keys and places in the section that lead to it."""

    path: Path
    text: str


class Statement(NamedTuple):
    """An item of a block.

    Attributes:
        place: number of its block in the section, the block's type, and its own number, as in ``2 timeline 4``.
        heads: what it is about: a handle, a date, a term, titles of the table and the column.
        parts: all that it says, heads included.
        task: whether it belongs to a task, a key or a mark scheme, and not to what is read.
        whole_period: whether it may draw on all topics, as an essay on a long period does.
        about: place of the statement that it says in short, if it is such a one.
    """

    place: str
    heads: tuple[str, ...]
    parts: tuple[Part, ...]
    task: bool = False
    whole_period: bool = False
    about: str = ""


def statements(section: Mapping[str, Any]) -> list[Statement]:
    """Return all that the blocks of a section say, wrong statements to avoid excepted."""
    return [
        one._replace(parts=tuple(Part(("blocks", number, *path), plain(text)) for path, text in one.parts))
        for number, block in enumerate(section["blocks"])
        for one in _READERS[block["type"]](f"{number} {block['type']}", block)
    ]


@cache
def plain(text: str) -> str:
    """Return a text without marks; a gap is filled with its first answer."""
    return " ".join(re.sub(r"\*+", "", _GAP.sub(r"\1", text)).split())


def _parts(item: Mapping[str, Any], *keys: str, at: Path = ()) -> tuple[Part, ...]:
    return tuple(Part((*at, key), item[key]) for key in keys if key in item)


def _listed(items: Sequence[str], at: Path) -> tuple[Part, ...]:
    return tuple(Part((*at, number), text) for number, text in enumerate(items))


def _items(name: str, *keys: str, heads: int) -> Reader:
    """Return a reader of blocks whose items, listed under a name, have the same keys; the first of them are heads."""

    def read(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
        for number, item in enumerate(block[name]):
            about = tuple(item[key] for key in keys[:heads] if key in item)
            yield Statement(f"{place} {number + 1}", about, _parts(item, *keys, at=(name, number)))

    return read


def _summary(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    for box_at, box in enumerate(block["boxes"]):
        for item_at, item in enumerate(box["items"]):
            at = ("boxes", box_at, "items", item_at)
            own = f"{place} {box['label']} {item_at + 1}"
            votes = tuple(
                Part((*at, "votes", number, "label"), vote["label"])
                for number, vote in enumerate(item.get("votes", []))
            )
            heads = (item["handle"],) if "handle" in item else ()
            yield Statement(own, heads, (*_parts(item, "handle", "text", at=at), *votes))
            if "recall" in item:
                yield Statement(f"{own} recall", (), _parts(item, "recall", at=at), task=True, about=own)


def _statistics(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    about = tuple(block[key] for key in ("title", "note", "unit") if key in block)
    for number, row in enumerate(block["rows"]):
        yield Statement(
            f"{place} {number + 1}", (*about, row["label"]), _parts(row, "label", "value", at=("rows", number))
        )
    yield Statement(f"{place} caption", (), _parts(block, "title", "note", "caption"))


def _table(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    titles = [column if isinstance(column, str) else column["title"] for column in block["columns"]]
    for row_at, row in enumerate(block["rows"]):
        for cell_at, cell in enumerate(row):
            heads = (block.get("title", ""), row[0], titles[cell_at])
            yield Statement(f"{place} {row_at + 1}.{cell_at + 1}", heads, (Part(("rows", row_at, cell_at), cell),))


def _interpretations(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    yield from _items("views", "historian", "work", "year", "claim", heads=2)(place, block)
    yield Statement(f"{place} task", (), _parts(block, "task"), task=True)


def _misconceptions(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    for number, item in enumerate(block["items"]):
        yield Statement(f"{place} {number + 1}", (), _parts(item, "right", at=("items", number)))


def _prose(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    yield Statement(place, (block.get("title", ""),), _parts(block, "text"))


def _examiner(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    """Yield the sentences of the paragraph; the examiner's notes are about them and state no fact."""
    yield Statement(f"{place} question", (), _parts(block, "question"), task=True)
    for number, sentence in enumerate(block["sentences"]):
        at: Path = ("sentences", number)
        part = Part(at, sentence) if isinstance(sentence, str) else Part((*at, "text"), sentence["text"])
        yield Statement(f"{place} {number + 1}", (), (part,))


def _extract(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    yield Statement(place, (), _parts(block, "title", "text", "provenance"))
    yield Statement(f"{place} question", (), _parts(block, "question"), task=True)


def _picture(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    labels = tuple(Part(("labels", number, "text"), one["text"]) for number, one in enumerate(block.get("labels", [])))
    yield Statement(place, (), (*_parts(block, "title", "alt", "caption"), *labels))


def _cloze(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    yield Statement(place, (), _parts(block, "text"), task=True)


def _match_up(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    for number, pair in enumerate(block["pairs"]):
        yield Statement(f"{place} {number + 1}", (), _parts(pair, "left", "right", at=("pairs", number)), task=True)


def _put_in_order(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    for number, part in enumerate(_listed(block["items"], ("items",)), 1):
        yield Statement(f"{place} {number}", (), (part,), task=True)


def _multiple_choice(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    """Yield each question with its right answers, and why the others are wrong; the wrong ones state no fact."""
    for number, question in enumerate(block["questions"]):
        parts = list(_parts(question, "question", at=("questions", number)))
        for place_of, option in enumerate(question["options"]):
            at: Path = ("questions", number, "options", place_of)
            if isinstance(option, dict):
                parts += _parts(option, *(["text"] if option.get("right") in ("yes", "true") else []), "why", at=at)
        yield Statement(f"{place} {number + 1}", (), tuple(parts), task=True)


def _blurt(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    for number, cue in enumerate(block["cues"]):
        for point in _listed(cue["points"], ("cues", number, "points")):
            yield Statement(f"{place} {number + 1}", (cue["cue"],), (point,), task=True)


def _recall(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    yield Statement(place, (), (*_parts(block, "prompt"), *_listed(block.get("points", []), ("points",))), task=True)


def _question(place: str, block: Mapping[str, Any]) -> Iterator[Statement]:
    long = any("essay" in block.get(key, "") for key in ("task", "kind"))

    def asked(name: str, parts: tuple[Part, ...], *heads: str) -> Statement:
        return Statement(f"{place} {name}".strip(), heads, parts, task=True, whole_period=long)

    for key in ("question", "guidance", "example", "judgement"):
        yield asked(key, _parts(block, key))
    for number, extract in enumerate(block.get("extracts", [])):
        yield asked(f"extract {number + 1}", _parts(extract, "text", at=("extracts", number)))
    for group_at, group in enumerate(block.get("scheme", [])):
        for point_at, point in enumerate(group["points"]):
            at: Path = ("scheme", group_at, "points", point_at)
            part = Part(at, point) if isinstance(point, str) else Part((*at, "text"), point["text"])
            yield asked(f"scheme {group_at + 1}.{point_at + 1}", (part,), group.get("heading", ""))


_READERS: dict[str, Reader] = {
    "summary": _summary,
    "timeline": _items("events", "date", "event", heads=1),
    "key-figures": _items("people", "name", "dates", "role", "why", heads=1),
    "glossary": _items("terms", "term", "meaning", heads=1),
    "statistics": _statistics,
    "table": _table,
    "interpretations": _interpretations,
    "misconceptions": _misconceptions,
    "prose": _prose,
    "examiner": _examiner,
    "extract": _extract,
    "picture": _picture,
    "cloze": _cloze,
    "match-up": _match_up,
    "put-in-order": _put_in_order,
    "multiple-choice": _multiple_choice,
    "blurt": _blurt,
    "recall": _recall,
    "question": _question,
    "rebuild": lambda place, block: iter(()),
}
