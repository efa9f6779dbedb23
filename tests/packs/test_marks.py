"""Marks keep their meaning wherever a text of a topic comes to stand: 10³ is never 103."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from packgen.build import build
from packgen.options import PackOptions
from tests.support.pdf import outline

TOPIC = """\
schema: 1
id: marks
title: Powers of 10^3^ and H~2~O
subject: Physics of 10^3^
level: A level
authors: [A. 10^3^ Teacher]
sections:
- id: s
  title: About 10^3^ and H~2~O
  enquiry: Why 10^3^?
  gist: It is 10^3^.
  blocks:
  - {type: summary, boxes: [{label: Why 10^3^?, items: [{handle: 10^3^ cells, text: Many of 10^3^.}]}]}
  - {type: key-figures, people: [{name: Ann 10^3^, role: Chief of 10^3^, why: Wrote 10^3^.}]}
  - type: statistics
    title: Chart of 10^3^
    unit: 10^3^ m
    display: bars
    rows: [{label: 10^3^, value: 5}, {label: H~2~O, value: 6}]
  - type: timeline
    events:
    - {date: 10^3^ BC, event: First 10^3^}
    - {date: 10^4^ BC, event: Next 10^3^}
    - {date: 10^5^ BC, event: Last 10^3^}
  - {type: glossary, terms: [{term: Kilo 10^3^, meaning: 10^3^ of it}, {term: Milli, meaning: 10^−3^ of it}]}
  - {type: table, columns: [A 10^3^, B 10^3^], rows: [[x 10^3^, y 10^3^], [z, w 10^3^]]}
  - {type: interpretations, views: [{historian: H. 10^3^, work: W 10^3^, year: 10^3^, claim: C 10^3^}]}
  - {type: misconceptions, items: [{wrong: It is 10^3^., right: It is 10^4^.}]}
  - {type: cloze, text: "The {{10^3^}} is {{10^4^|10^5^}} and {{H~2~O}}."}
  - {type: match-up, pairs: [{left: 10^3^, right: thousand 10^3^}, {left: 10^4^, right: myriad}]}
  - {type: put-in-order, items: [10^3^, 10^4^, 10^5^]}
  - type: multiple-choice
    questions:
    - {question: Is it 10^3^?, options: [{text: 10^3^, right: yes, why: So 10^3^.}, {text: 10^4^, why: 10^5^}]}
  - {type: blurt, cues: [{cue: 10^3^, hint: hint 10^3^, points: [10^3^ x, y]}]}
  - {type: recall, prompt: Explain 10^3^, points: [It is 10^3^]}
  - {type: rebuild, of: glossary}
  - {type: rebuild, of: timeline}
  - type: question
    question: Explain 10^3^.
    marks: 9
    scheme: [{heading: Points 10^3^, points: [10^3^., {text: 10^4^, marks: 2}]}]
    judgement: About 10^3^
"""
FLAT = re.compile(r"(?<![\d,])10[345](?!\d)|10[^\d\s]?\^|H_2")
"""10³ without what raises it, or a mark that is printed as typed."""


@cache
def pack(folder: Path, edition: str, profile: str) -> bytes:
    options = PackOptions(
        content=folder,
        topics=("marks",),
        edition=edition,
        profile=profile,
        sheets=("learn", "recall", "write", "check", "cards", "quiz"),
        questions=5,
        fillable=edition == "student",
        no_cache=True,
    )
    return build(options).pdf


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("content")
    (made / "marks.yaml").write_text(TOPIC, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("edition", "profile"), [("student", "standard"), ("teacher", "standard"), ("teacher", "large-print")]
)
def test_no_page_says_103(folder: Path, edition: str, profile: str) -> None:
    document = pypdfium2.PdfDocument(pack(folder, edition, profile))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert [found for text in texts for found in FLAT.findall(text)] == []
    assert sum(text.count("10³") for text in texts) > 60


def test_nor_does_the_outline_or_the_description_of_anything(folder: Path) -> None:
    with pikepdf.open(io.BytesIO(pack(folder, "student", "standard"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "About 10³ and H₂O"  # a pack of one section is called after it
        assert str(pdf.docinfo["/Author"]) == "A. 10³ Teacher"
        assert str(pdf.docinfo["/Subject"]) == "A level Physics of 10³"
        titles = [entry.title for entry in outline(pdf)]
        assert {"About 10³ and H₂O", "Why 10³?", "Chart of 10³", "F Explain 10³"} <= set(titles)
        said = [*titles, *_descriptions(pdf)]
    assert [text for text in said if FLAT.search(text) or "^" in text or "~" in text] == []
    assert any("10³: 5; H₂O: 6" in text for text in said)


def _descriptions(pdf: pikepdf.Pdf) -> list[str]:
    keys = ("/Alt", "/ActualText", "/TU", "/Contents")
    found = []
    for value in pdf.objects:
        if isinstance(value, pikepdf.Dictionary):
            found += [str(value[key]) for key in keys if isinstance(value.get(key), pikepdf.String)]
    return found
