"""A pack in French has no word of packgen's own in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from packgen.build import build
from packgen.deliver.print.order import TicketOrder
from packgen.deliver.print.ticket import write_ticket
from packgen.load import open_library
from packgen.locale.registry import USUAL, words_for
from packgen.options import PackOptions
from packgen.plan.kinds import SHEETS
from tests.support.library import read_topics
from tests.support.pdf import open_pdf, page_texts
from tests.support.written import write_pack

TOPICS = Path(__file__).parent / "topics"
SPOKEN = ("/Alt", "/ActualText", "/TU", "/Contents", "/Title", "/Subject", "/Keywords")
"""Entries of dictionaries that people hear or are shown. Names of fields (/T) are for programs: the same everywhere."""

WORD = re.compile(r"[^\W\d_]{2,}")

PACKS = {
    "student": PackOptions(sheets=SHEETS, fillable=True, questions=10),
    "teacher": PackOptions(sheets=SHEETS, edition="teacher", seed=3, card_layout="fold", answers="back", questions=10),
    "large": PackOptions(sheets=SHEETS, profile="large-print", answers="separate", questions=10),
}


def said(words: Iterable[str]) -> set[str]:
    return {word.lower() for word in WORD.findall(words if isinstance(words, str) else " ".join(words))}


@cache
def english() -> set[str]:
    """Return the words that packgen prints in English, without those that it prints in French, or the topic says."""
    ours, french = (
        said(re.sub(r"\{[a-z]+\}", " ", entry) for entry in words_for(language).entries.values())
        for language in (USUAL, "fr")
    )
    topic = (TOPICS / "revolution.yaml").read_text(encoding="utf-8")
    values = re.sub(r"(?m)#.*$|(type|of|form|display): \S+|[a-z_]+:(?=\s)", " ", topic)
    return ours - french - said(values)


def spoken(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is said or shown beside the text of pages."""
    waiting: list[object] = [*pdf.objects, pdf.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
            for key, value in one.items():
                if key in SPOKEN and isinstance(value, pikepdf.String):
                    yield str(value)
                elif not value.is_indirect if isinstance(value, pikepdf.Object) else False:
                    waiting.append(value)
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in one if isinstance(value, pikepdf.Object) and not value.is_indirect]


def files(name: str, folder: Path) -> list[Path]:
    output = folder / "livret.pdf"
    built = build(replace(PACKS[name], content=TOPICS, topics=("revolution",), no_cache=True))
    written = write_pack(built, output)
    return [output, *([written.answers] if written.answers else [])]


@pytest.mark.parametrize("name", PACKS)
def test_a_french_pack_has_no_english_words_of_ours(name: str, tmp_path: Path) -> None:
    for path in files(name, tmp_path):
        heard = list(spoken(open_pdf(path)))
        text = " ".join(page_texts(path))
        assert len(heard) > 10
        assert "Corrig" in text
        assert said(f"{text} {' '.join(heard)}") & english() == set(), path.name


def test_the_comparison_would_find_english_words() -> None:
    assert {"contents", "blank", "check", "flashcards", "marks", "glossary", "wanted"} <= english()


def test_the_pack_says_that_it_is_french_and_so_does_its_ticket(tmp_path: Path) -> None:
    [path] = files("student", tmp_path)
    pdf = open_pdf(path)
    assert str(pdf.Root.Lang) == "fr"
    assert {"Apprendre", "Restituer", "Cartes mémoire"} <= set(spoken(pdf))
    ticket = write_ticket(path, TicketOrder(wanted=date(2026, 12, 1), staple=True), None).output
    made, text = open_pdf(ticket), " ".join(page_texts(ticket))
    assert str(made.Root.Lang) == "fr"
    assert "mar. 1er déc. 2026" in text
    assert said([text, *spoken(made)]) & english() == set()


def test_a_language_without_words_is_told_and_printed_in_english(tmp_path: Path) -> None:
    topic = (TOPICS / "revolution.yaml").read_text(encoding="utf-8").replace("language: fr", "language: de", 1)
    topic = re.sub(r"(?m)^        which: Chiffres clés\n", "        which: Key statistics\n", topic)
    (tmp_path / "revolution.yaml").write_text(topic, encoding="utf-8")
    (tmp_path / "carre.png").write_bytes((TOPICS / "carre.png").read_bytes())
    [loaded] = read_topics(open_library(tmp_path), ["revolution"])
    [warning] = loaded.warnings
    assert "no words in de" in str(warning)
    assert "Write one of en-GB, fr" in str(warning)
    built = build(PackOptions(content=tmp_path, topics=("revolution",), no_cache=True, front="full"))
    assert any("no words in de" in one for one in built.warnings)
    assert "Contents and tracker" in " ".join(page_texts(built.pdf))


@pytest.mark.parametrize("language", ["en-GB", "en-US", "fr", "fr-CA"])
def test_a_language_with_words_needs_no_warning(language: str, tmp_path: Path) -> None:
    topic = f"""schema: 1
id: small
title: T
subject: S
level: L
language: {language}
sections:
  - id: one
    title: One
    blocks: [{{type: prose, text: Words.}}]
"""
    (tmp_path / "small.yaml").write_text(topic, encoding="utf-8")
    [loaded] = read_topics(open_library(tmp_path), ["small"])
    assert loaded.warnings == ()
