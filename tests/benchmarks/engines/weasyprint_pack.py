"""WeasyPrint with tags, as PDF/UA-1: ``weasyprint_pack.main([data, ids, fonts, output])``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from weasyprint import HTML

TITLE = "Modern history"

_FACES = [
    ("PackSans", "normal", "normal", "source-sans-3/SourceSans3-Regular.ttf"),
    ("PackSans", "bold", "normal", "source-sans-3/SourceSans3-Bold.ttf"),
    ("PackSans", "normal", "italic", "source-sans-3/SourceSans3-Italic.ttf"),
    ("PackSerif", "normal", "normal", "source-serif-4/SourceSerif4-Regular.ttf"),
    ("PackSerif", "bold", "normal", "source-serif-4/SourceSerif4-Bold.ttf"),
]

_STYLES = Path(__file__).with_name("pack.css")


def _fonts(folder: str) -> str:
    return "".join(
        f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style};"
        f" src: url({(Path(folder) / file).as_uri()}) }}\n"
        for family, weight, style, file in _FACES
    )


def _marked(runs: Iterable[Sequence[str]]) -> str:
    return "".join(f"<{mark}>{escape(text)}</{mark}>" if mark else escape(text) for mark, text in runs)


def _table(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of HTML cells, the first of each row its head."""
    widths = "".join(f'<col style="width: {width}">' for _, width in columns)
    heads = "".join(f'<th scope="col">{head}</th>' for head, _ in columns)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
        for first, *others in rows
    )
    return f"<table><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _named(person: dict[str, str]) -> str:
    native = (
        f'<br><span class="note" style="font-weight: normal" lang="ru">{person["native"]}</span>'
        if person["native"]
        else ""
    )
    return escape(person["name"]) + native


def _front(topics: Sequence[dict[str, str]]) -> str:
    fields = "".join(
        f'<p class="note" style="width: {width}">{name}</p>'
        for name, width in (("Name", "85mm"), ("Class", "35mm"), ("Exam date", "45mm"))
    )
    lines = "".join(
        f'<li><a href="#{topic["id"]}"><b>{number}</b>{topic["title"]}</a></li>'
        for number, topic in enumerate(topics, 1)
    )
    rings = "".join(f'<span class="ring">{letter}</span>' for letter in "RAG")
    visit = f'{rings}<p class="date">Date</p>'
    rows = [
        [
            f'<a href="#{topic["id"]}"><b class="n">{number}</b>{topic["title"]}</a>'
            f'<p class="note" style="font-weight: normal">Learn <a class="at" href="#{topic["id"]}"></a></p>',
            *[visit] * 4,
        ]
        for number, topic in enumerate(topics, 1)
    ]
    columns = [
        ("Section and pages", "67mm"),
        ("Same day", "28mm"),
        ("Day 2", "28mm"),
        ("Day 7", "28mm"),
        ("Day 21", "24mm"),
    ]
    tracker = _table(columns, rows).replace('<th scope="row">', '<th scope="row" class="entry">')
    return (
        f'<p class="kicker">Revision pack · A level History</p><h1 class="cover">{TITLE}</h1>'
        f'<div class="fields">{fields}</div><div class="main"><h2>In this pack</h2>'
        f'<ul class="contents">{lines}</ul></div><section class="tracker"><h2>Contents and tracker</h2>'
        '<p class="main">Ring R, A or G after each visit: <b>R</b> could not start, <b>A</b> with gaps, <b>G</b> from '
        f"memory. Write the date. A wrong answer moves the next visit closer.</p>{tracker}</section>"
    )


def _learn(number: int, topic: dict) -> str:
    points = "".join(f"<li>{escape(point)}</li>" for point in topic["summary"])
    texts = "".join(
        f"<h2>{text['title']}</h2>" + "".join(f"<p>{_marked(runs)}</p>" for runs in text["paragraphs"])
        for text in topic["texts"]
    )
    people = [(_named(person), person["role"], person["why"]) for person in topic["people"]]
    events = "".join(f"<li><p><b>{date}</b></p><p>{event}</p></li>" for date, event in topic["dates"])
    terms = "".join(f"<li><b>{term}.</b> {meaning}</li>" for term, meaning in topic["terms"])
    return (
        f'<section class="learn" data-head="{number}&#x2002;{topic["title"]}"><div class="band">'
        f'<p class="label">Section 1</p><h1 id="{topic["id"]}">{topic["title"]}</h1>'
        f'<p class="enquiry">{topic["enquiry"]}</p></div>'
        f'<div class="box"><h2>Summary</h2><ul>{points}</ul></div>{texts}'
        f"<h2>Key figures</h2>{_table([('Name', '40mm'), ('Role', '43mm'), ('Why they matter', '92mm')], people)}"
        f'<h2>Timeline</h2><ul class="timeline">{events}</ul><h2>Glossary</h2><ul class="terms">{terms}</ul>'
        "<h2>Causes and effects</h2>"
        f"{_table([('Change', '40mm'), ('Cause', '69mm'), ('Effect', '66mm')], topic['table'])}</section>"
    )


def main(arguments: Sequence[str]) -> None:
    """Make the pack."""
    data, ids, fonts, output = arguments
    topics = [json.loads((Path(data) / f"{name}.json").read_text(encoding="utf-8")) for name in ids.split(",")]
    body = _front(topics) + "".join(_learn(number, topic) for number, topic in enumerate(topics, 1))
    html = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f"<style>{_fonts(fonts)}{_STYLES.read_text(encoding='utf-8')}</style></head><body>{body}</body></html>"
    )
    HTML(string=html).write_pdf(output, pdf_variant="pdf/ua-1", pdf_tags=True)
