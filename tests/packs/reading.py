"""What a reader should hear of a topic, straight from its YAML: written without packgen's layout, to check it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Mapping = dict[str, Any]

SIDE = ("timeline", "misconceptions")


def topic(path: Path) -> Mapping:
    """Return a topic with all scalars as text, and of cross-references the words alone."""
    text = re.sub(r"\[([^\[\]]+)\]\(topic:[a-z0-9/-]+\)", r"\1", path.read_text(encoding="utf-8"))
    loaded: Mapping = yaml.load(text, Loader=yaml.CBaseLoader)  # the one in Python takes a second a topic
    return loaded


def words(texts: Iterator[str] | list[str]) -> list[str]:
    """Return texts as words, without emphasis marks and with plain spaces."""
    return re.sub(r"\*+", "", " ".join(texts)).replace("\u00a0", " ").split()


def learn(topic: Mapping, number: int) -> Iterator[str]:
    """Yield what the Learn sheet of a section says, in the order a teacher would read it aloud."""
    section = topic["sections"][number]
    yield from [f"Section {number + 1}", section["title"], section["enquiry"]]
    spec = topic["spec"][0]
    yield from ["Spec", f"{spec['board']} {spec['code']}, {spec['point']}"]
    if "before" in section:
        ids = [one["id"] for one in topic["sections"]]
        numbers = [str(ids.index(one) + 1) for one in section["before"]]
        joined = " ".join(numbers)
        for first in range(1, 7):
            for last in range(9, first + 1, -1):
                row = " ".join(map(str, range(first, last + 1)))
                joined = joined.replace(row, f"{first}–{last}")
        *most, end = joined.split()
        several = " and ".join([", ".join(most), end]) if most else end
        yield from ["Before", "Sections" if len(numbers) > 1 else "Section", several]
    yield from ["Tick when you are sure.", "In one line", section["gist"]]
    cites = {source["id"]: place for place, source in enumerate(topic["sources"], 1)}
    for block in in_order(section["blocks"]):
        yield from BLOCKS[block["type"]](block, cites)


def in_order(blocks: list[Mapping]) -> Iterator[Mapping]:
    """Yield the blocks to learn: of main and side ones that stand together, the main ones first."""
    main: list[Mapping] = []
    side: list[Mapping] = []
    for block in blocks:
        if block["type"] not in BLOCKS:
            continue
        if block["type"] in SIDE or block.get("display") == "numbers":
            side.append(block)
        elif block["type"] in ("summary", "prose", "statistics", "extract") or block.get("width") == "main":
            main.append(block)
        else:
            yield from main + side
            main, side = [], []
            yield block
    yield from main + side


def citation(block: Mapping, rows: list[Mapping], cites: dict[str, int]) -> list[str]:
    named = {source for part in [block, *rows] for source in part.get("sources", [])}
    numbers = sorted(cites[source] for source in named)
    if not numbers:
        return []
    return ["Sources" if len(numbers) > 1 else "Source", ", ".join(map(str, numbers))]


def summary(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    for box in block["boxes"]:
        yield from [box["label"], box.get("cue", "")]
        for number, item in enumerate(box["items"], 1):
            yield from [str(number) if box.get("numbered") == "true" else "•", item.get("handle", ""), item["text"]]
            for vote in item.get("votes", []):
                yield from [vote["label"], ", ".join(vote["names"])]


def key_figures(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield from [block.get("title", "Key figures"), block.get("note", ""), "Name Dates Role Why they matter"]
    for person in block["people"]:
        yield from (person.get(key, "") for key in ("name", "native", "dates", "role", "why"))


def statistics(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    display, rows = block.get("display", "table"), block["rows"]
    unit = block.get("unit", "")
    yield from [block.get("title", "Key statistics"), block.get("note") or (unit if display != "numbers" else "")]
    if display == "table":
        yield "Measure Figure"
    for row in rows:
        own = row.get("unit") or (unit if display == "numbers" else "")
        figure = f"{row['value']}{'' if own.startswith('%') else ' '}{own}"
        yield from [figure, row["label"]] if display == "numbers" else [row["label"], figure]
    said = citation(block, rows, cites)
    yield from [block.get("caption", ""), " ".join(said) + "." if said else ""]


def timeline(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield from [block.get("title", "Timeline"), block.get("key", "")]
    for event in block["events"]:
        yield from ["Key event:" if event.get("key") == "true" else "", event["date"], event["event"]]


def glossary(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield block.get("title", "Glossary")
    for term in block["terms"]:
        yield f"{term['term']} ({term['native']})." if "native" in term else f"{term['term']}."
        yield term["meaning"]


def interpretations(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield block.get("title", "Interpretations")
    for view in block["views"]:
        year = view.get("year")
        if "work" in view:
            yield f"{view['historian']}, {view['work']}" + (f" ({year})." if year else ".")
        else:
            yield view["historian"] + (f", {year}." if year else ".")
        yield view["claim"]
    if "task" in block:
        yield f"Test {'it' if len(block['views']) == 1 else 'them'}. {block['task']}"


def misconceptions(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield block.get("title", "Do not write")
    for item in block["items"]:
        yield f"“{item['wrong']}”: {item['right']}"


def prose(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield from [block.get("title", ""), block["text"]]


def extract(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    said = citation(block, [], cites)
    yield from [block.get("title", ""), block["text"], block["provenance"], f"({' '.join(said)})" if said else ""]
    yield block.get("question", "")


def table(block: Mapping, cites: dict[str, int]) -> Iterator[str]:
    yield from [block.get("title", ""), block.get("note", "")]
    yield from (column if isinstance(column, str) else column["title"] for column in block["columns"])
    for row in block["rows"]:
        yield from row


BLOCKS = {
    "summary": summary,
    "key-figures": key_figures,
    "statistics": statistics,
    "timeline": timeline,
    "glossary": glossary,
    "interpretations": interpretations,
    "misconceptions": misconceptions,
    "prose": prose,
    "extract": extract,
    "table": table,
}
