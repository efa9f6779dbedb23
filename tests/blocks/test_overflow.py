"""Whatever an author writes, text stays inside its column and off other text, and setting it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from packgen.blocks.base import TaskBlock
from packgen.errors import LayoutError
from packgen.layout.core.setting import Setting
from packgen.units import MM
from tests.support.collisions import outside, overlaps
from tests.support.geometry import Drawing, Text
from tests.support.paper import lay_block, lay_form, lay_key, parse, setting, task
from tests.support.soak import SOAK

WORD = "x" * 400
TITLE = "A title far longer than anybody would write " * 6
LINE = "A label of some twenty letters and more "
PAGES = "word " * 3000
LARGE = "123,456,789,012,345"

Case = tuple[str, dict[str, Any]]


def cases() -> Iterator[tuple[str, Case]]:
    yield "prose: long word", ("prose", {"title": WORD, "text": WORD})
    yield "prose: long title", ("prose", {"title": TITLE, "text": PAGES})
    yield "prose: one letter", ("prose", {"title": "A", "text": "B"})
    yield "summary: long word", ("summary", {"boxes": [box(WORD, WORD, [point(WORD, WORD)] * 3)]})
    yield "summary: long label and cue", ("summary", {"boxes": [box(TITLE, TITLE, [point(TITLE, LINE)] * 3)]})
    yield "summary: 80 points", ("summary", {"boxes": [box("Why?", "Cue", [point("Handle.", LINE * 3)] * 80, "yes")]})
    yield "summary: 80 boxes", ("summary", {"boxes": [box("Why?", "Cue", [point("Handle.", LINE)])] * 80})
    yield "summary: points over pages", ("summary", {"boxes": [box("Why?", "Cue", [point("Handle.", PAGES)] * 2)]})
    yield "summary: bare", ("summary", {"boxes": [{"label": "W", "items": [{"text": "x"}]}]})
    for name, sides in (
        ("80 names", [vote("80 against", ["Name"] * 80), vote("1 for", ["A"])]),
        ("long words", [vote(WORD[:150], [WORD[:150]]), vote("2 for", [WORD[:150], "A"])]),
        ("long labels", [vote(TITLE, ["A", "B"]), vote(TITLE, ["C"])]),
        ("many sides", [vote("1 for", ["Somebody"])] * 8),
    ):
        points = [point("H.", LINE), {"text": "They vote.", "votes": sides}, {"text": PAGES, "votes": sides[:1]}]
        yield f"summary: votes of {name}", ("summary", {"boxes": [box("Why?", "Cue", points)]})
    yield "key-figures: long word", ("key-figures", {"title": WORD, "note": WORD, "people": [person(WORD)] * 2})
    yield "key-figures: long all", ("key-figures", {"title": TITLE, "note": TITLE, "people": [person(TITLE)] * 3})
    yield "key-figures: 80", ("key-figures", {"people": [person(LINE)] * 80})
    yield "key-figures: over pages", ("key-figures", {"people": [{**person("A"), "why": PAGES}, person("B")]})
    yield "key-figures: bare", ("key-figures", {"people": [{"name": "A", "role": "B", "why": "C"}]})
    for display in ("table", "numbers", "bars", "line"):
        figures = {
            "long labels": rows([LINE] * 12),
            "24 large": rows([f"Label {n}" for n in range(24)], LARGE),
            "24 years": rows([str(1900 + n) for n in range(24)], "12.5"),
            "2": rows(["a", "b"], "1"),
            "2 long": rows(["a", LINE], LARGE),
            "nought": rows(["a", "b", "c"], "0"),
        }
        if display in ("table", "numbers"):
            figures |= {
                "1": rows(["a"], "1"),
                "80": rows([LINE] * 80),
                "long values": rows(["a", "b"], WORD),
                "long words": rows([WORD] * 3, unit=WORD),
                "long labels": rows([LINE * 4] * 24),
            }
        for name, found in figures.items():
            yield f"statistics: {display}, {name}", ("statistics", {"display": display, "rows": found})
        around = {"title": TITLE, "note": TITLE, "unit": TITLE, "caption": TITLE, "rows": rows(["a", "b"])}
        yield f"statistics: {display}, long title", ("statistics", {**around, "display": display})
    yield "timeline: long word", ("timeline", {"title": WORD, "key": WORD, "events": [event(WORD, WORD)] * 3})
    yield "timeline: long all", ("timeline", {"title": TITLE, "key": TITLE, "events": [event(TITLE, TITLE)] * 3})
    yield "timeline: 80", ("timeline", {"events": [event("18 June", LINE)] * 80})
    yield "timeline: over pages", ("timeline", {"events": [event("1957", PAGES), event(TITLE, "x")]})
    yield "timeline: 1", ("timeline", {"events": [event("A", "B")]})
    yield "glossary: long word", ("glossary", {"title": WORD, "terms": [term(WORD, WORD)] * 3})
    yield "glossary: 80", ("glossary", {"title": TITLE, "terms": [term("Term", LINE)] * 80})
    yield "glossary: over pages", ("glossary", {"terms": [term("Term", PAGES), term(TITLE, "x")]})
    yield "interpretations: long word", ("interpretations", {"title": WORD, "views": [view(WORD)] * 2, "task": WORD})
    yield "interpretations: 80", ("interpretations", {"title": TITLE, "views": [view(LINE)] * 80, "task": TITLE})
    yield "interpretations: over pages", ("interpretations", {"views": [view(PAGES)], "task": PAGES})
    yield "misconceptions: long word", ("misconceptions", {"title": WORD, "items": [trap(WORD)] * 2})
    yield "misconceptions: 80", ("misconceptions", {"title": TITLE, "items": [trap(LINE)] * 80})
    yield "misconceptions: over pages", ("misconceptions", {"items": [trap(PAGES)]})
    yield "extract: long word", ("extract", {"title": WORD, "text": WORD, "provenance": WORD, "question": WORD})
    yield "extract: over pages", ("extract", {"title": TITLE, "text": PAGES, "provenance": PAGES, "question": PAGES})
    yield "extract: bare", ("extract", {"text": "A", "provenance": "B"})
    yield "table: long word", ("table", {"title": WORD, "note": WORD, **cells([WORD] * 3, [[WORD] * 3])})
    yield "table: long heads", ("table", cells([TITLE] * 4, [["a", "b", "c", "d"]]))
    yield "table: 12 columns", ("table", cells(["Column"] * 12, [["Some words here"] * 12] * 8))
    yield "table: 26 columns", ("table", cells(["Column"] * 26, [["Word"] * 26] * 3))
    tall = [["x", PAGES, "y"], [PAGES, "x", "y"], ["a", "b", "c"]]
    yield "table: over pages", ("table", cells(["A", "B", "C"], tall))
    yield "table: too wide", ("table", cells([head("A", "300mm"), head("B", "90mm"), "C"], [["a", LINE, LINE]]))
    yield "table: all shared out", ("table", cells([head("A", "60%"), head("B", "40%"), "C"], [["a", "b", LINE]]))
    yield "table: narrow", ("table", cells([head("Column", "1mm"), "B"], [[LINE, LINE]]))
    yield "table: empty", ("table", cells(["A", "B"], [["", ""]] * 3))
    yield "table: 1", ("table", cells(["A"], [["b"]]))
    yield "picture: long all", ("picture", picture("wide.png", title=TITLE, caption=PAGES, credit=WORD))
    yield "picture: tall", ("picture", picture("tall.png", title=TITLE, caption=TITLE * 2))
    yield "picture: narrow", ("picture", picture("wide.png", width="1mm", caption=TITLE))
    yield "recall: long word", ("recall", {"title": WORD, "prompt": WORD, "lines": "60"})
    yield "recall: long prompt", ("recall", {"prompt": TITLE * 2, "rest": "yes"})
    yield "recall: whole page", ("recall", {"title": TITLE, "prompt": TITLE, "share": "100%"})
    yield "recall: long points", ("recall", {"prompt": LINE, "points": [WORD, TITLE, *["A point"] * 50]})
    yield "cloze: long words", ("cloze", {"title": TITLE, "text": f"{WORD} {{{{{'x' * 40}}}}}, {{{{a}}}} {WORD}"})
    yield "cloze: 99 gaps", ("cloze", {"text": f"Then {{{{an answer|{LINE}}}}} and more. " * 99})
    yield "cloze: over pages", ("cloze", {"text": f"{PAGES} {{{{answer}}}}.\n\n{PAGES}", "bank": "no"})
    yield "match-up: long words", ("match-up", {"title": TITLE, "prompt": TITLE, "pairs": pairs(6, WORD)})
    yield "match-up: 26 long", ("match-up", {"pairs": pairs(26, LINE * 4)})
    yield "match-up: 2", ("match-up", {"pairs": pairs(2, "a")})
    yield "put-in-order: long words", ("put-in-order", {"title": TITLE, "prompt": TITLE, "items": numbered(5, WORD)})
    yield "put-in-order: 80", ("put-in-order", {"items": numbered(80, LINE)})
    choices = [{"text": WORD, "right": "yes"}, {"text": TITLE, "why": WORD}]
    yield (
        "multiple-choice: long words",
        ("multiple-choice", {"title": TITLE, "prompt": TITLE, "questions": [mcq(choices)]}),
    )
    yield (
        "multiple-choice: over pages",
        ("multiple-choice", {"questions": [mcq([*choices, {"text": PAGES, "why": PAGES}])]}),
    )
    few = [{"text": "a", "right": "yes"}, "b"]
    yield "multiple-choice: 80", ("multiple-choice", {"questions": [mcq(few), mcq([*choices, LINE])] * 40})
    for layout in ("cues", "cornell", "map"):
        wide = {"layout": layout, **({"centre": WORD} if layout == "map" else {})}
        few, many = [cue(WORD[:150], [WORD, TITLE])], [cue(LINE, [LINE] * 4)] * 20
        yield f"blurt: {layout}, long words", ("blurt", {"title": TITLE, "prompt": TITLE, "cues": few * 3, **wide})
        yield f"blurt: {layout}, 20 cues", ("blurt", {"cues": many, **wide})
        yield f"blurt: {layout}, 60 points", ("blurt", {"cues": [cue("Why?", ["Point"] * 60)], **wide})
        yield f"blurt: {layout}, bare", ("blurt", {"cues": [{"cue": "A", "points": ["B"]}], **wide})
    yield "question: bare", ("question", {"question": "A", "marks": "1"})
    yield "question: long words", ("question", asked(WORD, marks="4", lines="3"))
    yield "question: essay of long words", ("question", asked(WORD[:100], marks="25", planning=[WORD[:100]] * 3))
    yield "question: long all", ("question", asked(TITLE, marks="100", extra_page="yes"))
    yield "question: extracts over pages", ("question", {**asked(LINE, marks="8"), "extracts": [extract(PAGES)] * 3})
    yield "question: 80 points", ("question", {**asked(LINE, marks="8"), "scheme": [group([LINE] * 80)] * 2})


def box(label: str, cue: str, items: list[dict[str, Any]], numbered: str = "no") -> dict[str, Any]:
    return {"label": label, "cue": cue, "items": items, "numbered": numbered}


def point(handle: str, text: str) -> dict[str, Any]:
    return {"handle": handle, "text": text}


def mcq(options: list[Any]) -> dict[str, Any]:
    return {"question": TITLE, "options": options}


def vote(label: str, names: list[str]) -> dict[str, Any]:
    return {"label": label, "names": names}


def person(text: str) -> dict[str, Any]:
    return {"name": text, "native": text, "dates": text, "role": text, "why": text}


def rows(labels: list[str], value: str = "7", **fields: str) -> list[dict[str, str]]:
    return [{"label": label, "value": value, **fields} for label in labels]


def event(date: str, text: str) -> dict[str, str]:
    return {"date": date, "event": text}


def term(word: str, meaning: str) -> dict[str, str]:
    return {"term": word, "native": word, "meaning": meaning}


def view(text: str) -> dict[str, str]:
    return {"historian": text[:600], "work": text[:600], "year": "2003", "claim": text}


def trap(text: str) -> dict[str, str]:
    return {"wrong": text, "right": text}


def pairs(count: int, text: str) -> list[dict[str, str]]:
    return [{"left": f"{n} {text}", "right": f"{text} {n}"} for n in range(count)]


def numbered(count: int, text: str) -> list[str]:
    return [f"{n} {text}" for n in range(count)]


def cue(text: str, points: list[str]) -> dict[str, Any]:
    return {"cue": text, "hint": text, "points": points}


def extract(text: str) -> dict[str, str]:
    return {"label": text[:90], "text": text, "provenance": text[:600]}


def group(points: list[str]) -> dict[str, Any]:
    return {"heading": points[0], "points": points}


def asked(text: str, **fields: Any) -> dict[str, Any]:
    """Return a question all of whose texts are the same."""
    same = dict.fromkeys(("kind", "question", "command", "guidance", "example", "judgement"), text)
    levels = [{"name": text, "text": text}] * 5
    return {**same, "scheme": [group([text] * 3)], "levels": levels, "extracts": [extract(text)] * 2, **fields}


def head(title: str, width: str) -> dict[str, str]:
    return {"title": title, "width": width}


def picture(file: str, **fields: str) -> dict[str, str]:
    return {"file": file, "alt": "A field.", **fields}


def cells(columns: list[Any], rows: list[list[str]]) -> dict[str, Any]:
    return {"columns": columns, "rows": rows}


CASES = dict(cases())
LOOKS = [
    ("standard", "a4"),
    ("large-print", "letter"),
    *([("standard", "letter"), ("large-print", "a4")] if SOAK else []),
]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    Pillow.new("L", (300, 100), 90).save(folder / "wide.png")
    Pillow.new("L", (10, 900), 90).save(folder / "tall.png")
    return folder


@pytest.mark.parametrize(("profile", "paper"), LOOKS, ids=lambda value: str(value))
@pytest.mark.parametrize("name", CASES)
def test_nothing_leaves_its_column_or_covers_other_text(name: str, profile: str, paper: str, pictures: Path) -> None:
    kind, fields = CASES[name]
    block = parse(kind, **fields)
    used = setting(profile, paper, pictures)
    laid = lay_block(block, used)
    width = used.design.spans.full if isinstance(block, TaskBlock) else getattr(used.design.spans, block.span())
    assert outside(laid.drawing, used.design, width) == []
    assert overlaps(laid.drawing) == []
    if isinstance(block, TaskBlock):
        form = task(block)
        teacher, key = lay_form(form, replace(used, answers=True)), lay_key(form, used)
        assert outside(teacher.drawing, used.design, width) == []
        assert overlaps(teacher.drawing) == []
        assert outside(key.drawing, used.design, getattr(used.design.spans, form.key_span)) == []
        assert overlaps(key.drawing) == []


# -- what cannot be set says so


TALL = (
    r" is \d+ mm tall and cannot be divided; that is [\d,]+ mm \(about [\d,]+ lines?\) more than its page holds\. "
    r"Shorten it, or divide it into two\.$"
)
LONG = r' has a label too long for a chart 115 mm wide: "[^"]{1,40}"\. Shorten it, or write "display: table"\.$'

REFUSED: dict[str, tuple[tuple[str, dict[str, Any]], str]] = {
    "a long title": (("prose", {"title": PAGES, "text": "A"}), TALL),
    "a long prompt": (("recall", {"title": "T", "prompt": PAGES}), TALL),
    "a long date": (("timeline", {"events": [event(PAGES, "x")]}), TALL),
    "a long text beside a number": (("statistics", {"display": "numbers", "rows": rows([PAGES])}), TALL),
    "a vote with too many sides": (
        ("summary", {"boxes": [box("W", "C", [{"text": "x", "votes": [vote("1 for", ["A"])] * 60}])]}),
        TALL,
    ),
    "a chart of many long labels": (("statistics", {"display": "bars", "rows": rows([LINE * 9] * 24)}), TALL),
    "a long word beside a bar": (("statistics", {"display": "bars", "rows": rows([WORD, "b"])}), LONG),
    "a long label below a line": (("statistics", {"display": "line", "rows": rows([LINE * 4, "b"])}), LONG),
    "many columns": (
        ("table", cells(["A"] * 40, [["B"] * 40])),
        r" has 40 columns, too many for its 175 mm\. Divide it into two\.$",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_set_is_named_with_its_place_and_a_remedy(name: str) -> None:
    (kind, fields), message = REFUSED[name]
    block = parse(kind, **fields)
    what = "task" if isinstance(block, TaskBlock) else kind
    with pytest.raises(LayoutError, match=f"^test\\.yaml:7:5: {what}{message}"):
        lay_block(block)


# -- the checks can fail


def test_the_checks_find_text_outside_and_on_text() -> None:
    laid = lay_block(parse("prose", text="word " * 60))
    assert outside(laid.drawing, laid.design, 60 * MM) != []
    one, two = laid.drawing.texts()[:2]
    assert overlaps(Drawing((one, Text(0, one.x + 5, one.y + 2, 20, 11, 0, "other", 9)))) != []
    assert overlaps(Drawing((one, two))) == []
    used = Setting(laid.design, laid.faces)
    below = lay_block(parse("prose", text="word " * 60), used, skip=1)
    assert outside(below.drawing, laid.design, laid.design.spans.main) == []
