"""Guesses which block type, key or choice an author meant by a name that packgen does not have."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any

from packgen.blocks import KINDS, block_class

_LONGEST = 60
"""Characters of a name that are compared; no key is longer."""

NOT_BLOCKS: dict[str, str] = {
    "quiz": 'A quiz is made from the other blocks: delete this one, and build with "--sheets quiz".',
    "flashcard": 'Cards are made from the other blocks: delete this one, and build with "--sheets cards".',
    "card": 'Cards are made from the other blocks: delete this one, and build with "--sheets cards".',
    "true-or-false": 'Write "misconceptions", with what is wrong and what is right.',
    "true-false": 'Write "misconceptions", with what is wrong and what is right.',
    "heading": 'Write the heading as "title:" of the block that follows.',
    "header": 'Write the heading as "title:" of the block that follows.',
    "title": 'Write the heading as "title:" of the block that follows.',
    "subheading": 'Write the heading as "title:" of the block that follows.',
    "page-break": "Pages are broken by packgen: delete this block, or begin another section.",
    "pagebreak": "Pages are broken by packgen: delete this block, or begin another section.",
    "equation": 'Write the formula into the text of "prose", with x^2^ and H~2~O.',
    "formula": 'Write the formula into the text of "prose", with x^2^ and H~2~O.',
    "video": 'Paper shows no films: write a link, [text](https://...), into the text of "prose".',
    "link": 'Write a link, [text](https://...), into the text of "prose".',
    "answer": 'Answers stand with their task: as "points" of "recall", or as "scheme" of "question".',
    "mark-scheme": 'Write it as "scheme" of the "question" that it belongs to.',
    "markscheme": 'Write it as "scheme" of the "question" that it belongs to.',
    "section": 'A section is no block: start it with "- id:", in line with the other sections.',
}
"""Names that are no block types, with remedies."""

_KEYS: dict[str, str] = {
    # the topic and its sections
    "enquiry": "key-question enquiry-question inquiry big-question question aim objective",
    "gist": "summary overview abstract in-short description",
    "blocks": "content contents body part items block element",
    "sections": "section chapter lesson unit part subtopic sub-topic",
    "before": "prerequisite requires after needs",
    "id": "slug identifier name",
    "subject": "discipline",
    "level": "qualification year-group key-stage grade",
    "authors": "author writer by teacher",
    "author": "writer",
    "tags": "keyword topic category label",
    "language": "lang locale",
    "native_language": "native-lang target-language second-language foreign-language",
    "spec": "specification exam-board syllabus",
    "board": "exam-board",
    "code": "specification spec-code qualification-code",
    "sources": "source reference bibliography citation work books",
    "citation": "reference text title book",
    "url": "link address website web",
    "schema": "version schema-version format",
    "licence": "license copyright rights",
    "reviewed_on": "reviewed checked last-reviewed review-date",
    "type": "kind block block-type typ",
    # facts
    "title": "heading header name headline caption",
    "note": "remark comment subtitle",
    "text": "body content paragraph words quote quotation passage sentence point markdown description detail item",
    "label": "name heading title category what year item",
    "items": "point bullet list entry content text texts mistake event",
    "handle": "bold lead heading keyword label title",
    "cue": "question prompt heading label title",
    "boxes": "box panel column item section point bullet list text",
    "people": "person figure name item character individual leader",
    "name": "person who",
    "role": "job position office post title occupation",
    "why": "importance significance reason why-important matters description text known-for contribution",
    "dates": "lifespan years life born year date",
    "date": "when year day time period",
    "event": "what what-happened happening description text detail title",
    "events": "item entry date",
    "key": "important star highlight bold starred",
    "sort": "order sort-date iso",
    "terms": "word definition item entry vocabulary vocab keyword key-term list",
    "term": "word name keyword vocab phrase key-term concept french german spanish latin",
    "meaning": "definition def explanation description translation means text english",
    "native": "original foreign french german spanish latin russian translation",
    "views": "historian opinion item interpretation argument",
    "historian": "who author name scholar person",
    "claim": "view says argument opinion interpretation thesis text",
    "work": "book title publication source",
    "year": "published date",
    "wrong": "mistake error myth incorrect misconception false",
    "right": "correct correction truth fact true answer meaning definition match back b second is-right is-correct",
    "left": "term a first question front word",
    "provenance": "author origin source reference attribution who from citation speaker",
    "columns": "header heading head col column-title",
    "rows": "data row item line entry cells body bars points values",
    "row_heads": "row-header row-headings",
    "value": "number amount figure count quantity",
    "unit": "units measure",
    "display": "chart graph style show-as kind",
    "file": "image src path picture filename photo img source",
    "alt": "alt-text description alternative alternative-text desc",
    "credit": "photographer attribution",
    "width": "size",
    "caption": "legend",
    "labels": "label point part",
    # tasks
    "gaps": "blank gap-count",
    "bank": "word-bank wordbank",
    "of": "block what",
    "form": "hide hidden",
    "pairs": "match item matches",
    "prompt": "question task instruction text title",
    "question": "text prompt task q",
    "points": "answer item model-answer mark-scheme bullet solution content",
    "lines": "number-of-lines space writing-lines",
    "cues": "item question prompt box",
    "minutes": "time duration mins timing",
    "marks": "mark score tariff points",
    "scheme": "mark-scheme markscheme answer points",
    "example": "model-answer answer sample-answer",
    "options": "choice answers alternative",
    "fixed": "ordered in-order keep-order",
    "questions": "question item mcq",
    "extracts": "extract source passage",
    "planning": "plan planning-boxes",
    "levels": "band level-descriptors",
}  # fmt: skip
"""Other names for keys, in the singular, hyphenated, divided by spaces."""

_CHOICES: dict[str, str] = {
    "bars": "bar bar-chart bar-graph column column-chart histogram graph chart pie pie-chart",
    "line": "line-chart line-graph graph",
    "numbers": "number list large-number big-number figure",
    "map": "mind-map mindmap concept-map spider-diagram",
    "cornell": "cornell-note",
}  # fmt: skip
"""Other names for choices, in the same form."""


def kinds_meant(text: str) -> list[str]:
    """Return the types of block that a name may mean, the likeliest first; only the name itself if it is one."""
    return [text] if text in KINDS else _found(text, KINDS, lambda kind: block_class(kind).synonyms)


def kind_at(value: Any) -> str | None:
    """Return the type of a block that was read: the one written, or the only one that may be meant."""
    if not isinstance(value, dict):
        return None
    text = value.get("type")
    if "type" not in value:
        text = next((value[key] for key in value if keys_meant(key, ["type"])), None)
    found = kinds_meant(text) if isinstance(text, str) else []
    return found[0] if len(found) == 1 else None


def keys_meant(key: str, keys: Iterable[str], written: Collection[str] = ()) -> list[str]:
    """Return the keys, other than those already written, that an unknown key may mean."""
    free = [name for name in keys if name not in written]
    return _found(key, free, lambda name: _KEYS.get(name, ""))


def choices_meant(text: str, choices: Collection[str]) -> list[str]:
    """Return the choices that a word may mean."""
    return _found(text, choices, lambda name: _CHOICES.get(name, "")) or [
        kind for kind in kinds_meant(text) if kind in choices
    ]


def asked(names: Iterable[str]) -> str:
    """Return `` Did you mean "timeline"?`` with a leading space, or nothing without names."""
    choices = " or ".join(f'"{name}"' for name in names)
    return f" Did you mean {choices}?" if choices else ""


def normal(text: str) -> str:
    """Return a name in lower case and the singular, with hyphens between its words."""
    words = re.findall(r"[^\W_]+", text[:_LONGEST].casefold().replace("’", "").replace("'", ""))
    return "-".join(words[:-1] + [_singular(word) for word in words[-1:]])


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


@cache
def _words(said: str) -> frozenset[str]:
    return frozenset(map(normal, said.split()))


def _found(text: str, names: Collection[str], synonyms: Callable[[str], str]) -> list[str]:
    """Return the names that equal a text but for case, number and hyphens; else its synonyms, or similar names."""
    wanted = normal(text)
    same = [name for name in names if normal(name) == wanted]
    if same or not wanted:
        return same[:1]
    other = [name for name in names if wanted in _words(synonyms(name))]
    near = difflib.get_close_matches(text[:_LONGEST].casefold(), list(names), n=2, cutoff=0.6)
    return other[:2] or near
