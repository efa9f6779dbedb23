"""Invented topics of the size of real ones: the same for every engine and every run on one Python.

The words come from the help texts that Python carries, so that their number and lengths are those of English. A topic's
Learn sheet is three pages, the last of them about two thirds full, so that small differences between engines in the
breaking of lines and pages do not change how many there are.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from pydoc_data import topics as help_texts
from typing import NamedTuple, TypedDict

TITLE = "Modern history"
"""Of every pack."""

TABLE = (("Change", "37mm"), ("Cause", "66mm"), ("Effect", "66mm"))
"""The columns of the table at the end of a topic."""

_WORDS = [word for text in help_texts.topics.values() for word in re.findall(r"\b[a-z]{1,13}\b", text) if len(word) > 1]
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FIRST = (
    "Agnes",
    "Basil",
    "Clement",
    "Dora",
    "Edith",
    "Frank",
    "Gwen",
    "Harold",
    "Ivy",
    "Joan",
    "Kenneth",
    "Lucy",
    "Mabel",
    "Norman",
    "Olive",
    "Percy",
)
_LAST = (
    "Ashby",
    "Barlow",
    "Crewe",
    "Dalton",
    "Elford",
    "Garrick",
    "Hale",
    "Jessop",
    "Kirby",
    "Langley",
    "Marlow",
    "Norton",
    "Oakes",
    "Prescott",
)
_NATIVE = ["Иван Петров", "Анна Соколова", "Михаил Орлов", "Ольга Кузнецова", "Сергей Лебедев"]


class Text(TypedDict):
    """Paragraphs with their heading; ``**bold**`` and ``*emphasis*`` are marked as authors mark them."""

    title: str
    paragraphs: list[str]


class Person(TypedDict):
    """A person; ``native`` may be empty."""

    name: str
    native: str
    role: str
    why: str


class Topic(TypedDict):
    """What one topic says, before any engine's markup."""

    id: str
    title: str
    enquiry: str
    summary: list[str]
    texts: list[Text]
    people: list[Person]
    dates: list[tuple[str, str]]
    terms: list[tuple[str, str]]
    table: list[tuple[str, str, str]]


class Library(NamedTuple):
    """Topics on disk: ``content`` for packgen, and as ``<id>.json`` in ``data`` for the others."""

    ids: list[str]
    content: Path
    data: Path


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def words(self, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            start = self.random.randrange(len(_WORDS) - 6)
            found += _WORDS[start : start + self.random.randint(2, 5)]
        return found[:count]

    def phrase(self, count: int) -> str:
        return " ".join(self.words(count)).capitalize()

    def sentence(self, shortest: int, longest: int) -> str:
        return self.phrase(self.random.randint(shortest, longest)) + "."

    def paragraph(self, count: int) -> str:
        """Return sentences; half of the longer ones have two words marked."""
        sentences = []
        while count > 0:
            length = min(count, self.random.randint(10, 18))
            if count - length < 6:
                length = count
            words = self.phrase(length).split()
            if length > 8 and self.random.random() < 0.5:
                place = self.random.randrange(1, length - 3)
                mark = self.random.choice(["**", "*"])
                words[place] = mark + words[place]
                words[place + 1] += mark
            sentences.append(" ".join(words) + ".")
            count -= length
        return " ".join(sentences)

    def person(self) -> Person:
        native = self.random.choice(_NATIVE) if self.random.random() < 0.25 else ""
        name = f"{self.random.choice(_FIRST)} {self.random.choice(_LAST)}"
        return {"name": name, "native": native, "role": self.phrase(3), "why": self.sentence(11, 15)}

    def dates(self, count: int) -> list[tuple[str, str]]:
        years = sorted(self.random.sample(range(1815, 1990), count))
        days = [f"{self.random.randint(1, 28)} {self.random.choice(_MONTHS)} {year}" for year in years]
        return [(day, self.sentence(9, 13)) for day in days]


def topic(number: int) -> Topic:
    """Return one topic; the same number gives the same topic."""
    write = _Writer(number)
    return {
        "id": f"topic-{number:03}",
        "title": write.phrase(4),
        "enquiry": write.phrase(6) + "?",
        "summary": [write.sentence(12, 16) for _ in range(5)],
        "texts": [
            {"title": write.phrase(3), "paragraphs": [write.paragraph(75), write.paragraph(75)]} for _ in range(2)
        ],
        "people": [write.person() for _ in range(8)],
        "dates": write.dates(12),
        "terms": [(write.phrase(2), write.sentence(11, 16)) for _ in range(10)],
        "table": [(write.phrase(2), write.sentence(7, 10), write.sentence(7, 10)) for _ in range(6)],
    }


def _edited(topic: Topic, edition: int) -> Topic:
    """Return a topic with a sentence more, as an author writes between two looks at the page."""
    first, *others = topic["texts"]
    text: Text = {
        "title": first["title"],
        "paragraphs": [f"This is edition {edition} of the text. {first['paragraphs'][0]}", *first["paragraphs"][1:]],
    }
    return {**topic, "texts": [text, *others]}


def library(ids: list[str], folder: Path) -> Library:
    """Return the library that is, or is to be, in a folder."""
    return Library(ids, folder / "content", folder / "data")


def write(count: int, folder: Path) -> Library:
    """Write the first topics, for packgen and for the other engines."""
    made = library([], folder)
    made.content.mkdir(parents=True)
    made.data.mkdir()
    for each in map(topic, range(1, count + 1)):
        made.ids.append(each["id"])
        _write_topic(made, each)
    return made


def edit(library: Library, edition: int) -> None:
    """Change one topic: another one for each edition, as long as there are any."""
    number = 1 + edition * 7 % len(library.ids)
    _write_topic(library, _edited(topic(number), edition))


def _write_topic(library: Library, topic: Topic) -> None:
    (library.content / f"{topic['id']}.yaml").write_text(_yaml(_for_packgen(topic)), encoding="utf-8")
    runs = [{**text, "paragraphs": [_runs(each) for each in text["paragraphs"]]} for text in topic["texts"]]
    plain = json.dumps({**topic, "texts": runs}, ensure_ascii=False)
    (library.data / f"{topic['id']}.json").write_text(plain, encoding="utf-8")


def _for_packgen(topic: Topic) -> dict[str, object]:
    texts: list[dict[str, object]] = [
        {"type": "prose", "title": text["title"], "text": "\n\n".join(text["paragraphs"])} for text in topic["texts"]
    ]
    blocks: list[dict[str, object]] = [
        {"type": "summary", "boxes": [{"label": "Summary", "items": [{"text": text} for text in topic["summary"]]}]},
        *texts,
        {"type": "key-figures", "people": [{k: v for k, v in person.items() if v} for person in topic["people"]]},
        {"type": "timeline", "events": [{"date": date, "event": event} for date, event in topic["dates"]]},
        {"type": "glossary", "terms": [{"term": term, "meaning": meaning} for term, meaning in topic["terms"]]},
        {
            "type": "table",
            "title": "Causes and effects",
            "columns": [{"title": title, "width": width} for title, width in TABLE],
            "rows": [list(row) for row in topic["table"]],
        },
    ]
    section = {"id": "all", "title": topic["title"], "enquiry": topic["enquiry"], "blocks": blocks}
    return {
        "schema": 1,
        "id": topic["id"],
        "title": topic["title"],
        "subject": "History",
        "level": "A level",
        "native_language": "ru",
        "sections": [section],
    }


def _yaml(value: object, indent: str = "") -> str:
    """Write a value the way people write YAML: one key a line, texts in double quotes."""
    if isinstance(value, dict):
        return "".join(f"{indent}{key}:{_nested(item, indent)}" for key, item in value.items())
    if isinstance(value, list):
        items = (_yaml(item, indent + "  ") for item in value)
        return "".join(f"{indent}- {item.lstrip()}" for item in items)
    return f"{indent}{json.dumps(value, ensure_ascii=False)}\n"


def _nested(value: object, indent: str) -> str:
    if isinstance(value, (dict, list)):
        return "\n" + _yaml(value, indent + "  ")
    return " " + _yaml(value)


def _runs(paragraph: str) -> list[tuple[str, str]]:
    """Take the marks out of a paragraph, for engines with other ones: pairs of a mark (b, i or none) and its text."""
    found = re.findall(r"(\*\*|\*)(.+?)\1|([^*]+)", paragraph)
    return [({"**": "b", "*": "i"}.get(mark, ""), marked or plain) for mark, marked, plain in found]
