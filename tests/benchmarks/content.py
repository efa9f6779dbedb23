"""Invented topics of the size of real ones, the same for every engine and every run on one Python.

The words come from the help texts that Python carries, so that their number and lengths are those of English.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from pydoc_data import topics as help_texts
from typing import TypedDict

_WORDS = [word for text in help_texts.topics.values() for word in re.findall(r"\b[a-z]{1,13}\b", text)]
_MONTHS = [
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
]
_FIRST = [
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
]
_LAST = [
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
]
_NATIVE = ["Иван Петров", "Анна Соколова", "Михаил Орлов", "Ольга Кузнецова", "Сергей Лебедев"]


class Heading(TypedDict):
    """A text with its heading."""

    title: str
    paragraphs: list[str]


class Figure(TypedDict):
    """A person; ``native`` may be empty."""

    name: str
    native: str
    role: str
    why: str


class Topic(TypedDict):
    """What one topic says, before any engine's markup; ``**bold**`` and ``*emphasis*`` are in the paragraphs."""

    id: str
    title: str
    enquiry: str
    summary: list[str]
    texts: list[Heading]
    people: list[Figure]
    dates: list[tuple[str, str]]
    terms: list[tuple[str, str]]
    gaps: list[str]
    questions: list[str]
    answers: list[str]


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

    def date(self) -> str:
        return f"{self.random.randint(1, 28)} {self.random.choice(_MONTHS)} {self.random.randint(1815, 1990)}"

    def gap(self) -> str:
        words = self.sentence(11, 14).split()
        words[self.random.randrange(2, len(words) - 2)] = "__________"
        return " ".join(words)

    def figure(self) -> Figure:
        native = self.random.choice(_NATIVE) if self.random.random() < 0.25 else ""
        name = f"{self.random.choice(_FIRST)} {self.random.choice(_LAST)}"
        return {"name": name, "native": native, "role": self.phrase(3), "why": self.sentence(11, 15)}


def topic(number: int) -> Topic:
    """Return one topic; the same number gives the same topic."""
    write = _Writer(number)
    return {
        "id": f"topic-{number:03}",
        "title": write.phrase(4),
        "enquiry": write.phrase(8) + "?",
        "summary": [write.sentence(12, 16) for _ in range(5)],
        "texts": [
            {"title": write.phrase(3), "paragraphs": [write.paragraph(75), write.paragraph(75)]} for _ in range(2)
        ],
        "people": [write.figure() for _ in range(8)],
        "dates": [(write.date(), write.sentence(9, 13)) for _ in range(12)],
        "terms": [(write.phrase(2), write.sentence(11, 16)) for _ in range(10)],
        "gaps": [write.gap() for _ in range(6)],
        "questions": [write.phrase(15) + f"? ({write.random.choice([2, 4, 6, 8])} marks)" for _ in range(6)],
        "answers": [write.sentence(14, 20) for _ in range(6)],
    }


def _for_packgen(topic: Topic) -> dict[str, object]:
    blocks: list[dict[str, object]] = [
        {"type": "summary", "boxes": [{"label": "Summary", "items": [{"text": text} for text in topic["summary"]]}]},
        *({"type": "prose", "title": t["title"], "text": "\n\n".join(t["paragraphs"])} for t in topic["texts"]),
        {"type": "key-figures", "people": [{k: v for k, v in person.items() if v} for person in topic["people"]]},
        {"type": "timeline", "events": [{"date": date, "event": event} for date, event in topic["dates"]]},
        {"type": "glossary", "terms": [{"term": term, "meaning": meaning} for term, meaning in topic["terms"]]},
        *({"type": "recall", "prompt": gap.replace("_", "\\_"), "lines": 1} for gap in topic["gaps"]),
        *({"type": "recall", "prompt": question, "lines": 3} for question in topic["questions"]),
        {"type": "prose", "title": "Answers", "text": "\n\n".join(topic["answers"])},
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


def write(count: int, folder: Path) -> list[str]:
    """Write the first topics for packgen (``<id>.yaml``) and for Typst (``topics.json``); return their names."""
    folder.mkdir(parents=True)
    topics = [topic(number) for number in range(1, count + 1)]
    for each in topics:
        (folder / f"{each['id']}.yaml").write_text(_yaml(_for_packgen(each)), encoding="utf-8")
    runs = [
        {**each, "texts": [{**t, "paragraphs": [_runs(p) for p in t["paragraphs"]]} for t in each["texts"]]}
        for each in topics
    ]
    (folder / "topics.json").write_text(json.dumps(runs, ensure_ascii=False), encoding="utf-8")
    return [each["id"] for each in topics]


def _runs(paragraph: str) -> list[tuple[str, str]]:
    """Take the marks out of a paragraph, for an engine with other ones: pairs of a mark and its text."""
    found = re.findall(r"(\*\*|\*)(.+?)\1|([^*]+)", paragraph)
    return [(mark, marked or plain) for mark, marked, plain in found]
