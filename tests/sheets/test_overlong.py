"""What is too tall for a page is named for what it is: by the text that is too long, with its line, or by its title."""

from pathlib import Path

import pytest

from packgen.errors import LayoutError, Origin
from packgen.load import Library, LoadedTopic
from packgen.sheets.overlong import overlong
from packgen.sheets.section import typeset_section
from tests.support.topics import context

HEAD = "schema: 1\nid: t\ntitle: T\nsubject: B\nlevel: A\nsections:\n- id: s\n  title: S\n  blocks:\n"
LONG = '"' + "Water moves by osmosis into the cell. " * 260 + '"'
TALL = "what it stands in is 400 mm tall and cannot be divided; that is 150 mm more than its page holds. Shorten it."


def read(folder: Path, text: str) -> LoadedTopic:
    path = folder / "t.yaml"
    path.write_text(text.replace("LONG", LONG), encoding="utf-8")
    return Library(folder).load_topic(path)


def too_tall(origin: Origin) -> LayoutError:
    message = "is 400 mm tall and cannot be divided; that is 150 mm more than its page holds."
    return LayoutError(message, "Shorten it, or divide it into two.", origin)


@pytest.mark.parametrize(
    ("block", "place", "name"),
    [
        ("- type: prose\n  title: LONG\n  text: a", "11:12", "prose, title"),
        ("- type: summary\n  boxes: [{label: LONG, items: [{text: a}]}]", "11:21", "summary, box 1, label"),
        ("- type: summary\n  boxes:\n  - label: a\n    items:\n    - handle: LONG\n      text: a", "14:17",
         "summary, box 1, item 1, handle"),
        ("- type: timeline\n  key: LONG\n  events: [{date: a, event: b}]", "11:10", "timeline, key"),
        ("- type: timeline\n  title: Steps\n  events:\n  - date: a\n    event: b\n  - date: a\n    event: LONG",
         "16:14", "timeline “Steps”, event 2, event"),
        ("- type: timeline\n  title: Timeline\n  events: [{date: LONG, event: b}]", "12:21", "timeline, event 1, date"),
        ("- type: table\n  title: Two *things*\n  columns: [a, LONG]\n  rows: [[a, b]]", "12:18",
         "table “Two things”, column 2"),
        ("- type: recall\n  prompt: a\n  points: [b, LONG]", "12:17", "recall, point 2"),
        ("- type: question\n  question: LONG\n  marks: 1\n  scheme: [{points: [a]}]", "11:15", "question, question"),
    ],
)  # fmt: skip
def test_the_text_that_is_too_long_is_named(tmp_path: Path, block: str, place: str, name: str) -> None:
    loaded = read(tmp_path, f"{HEAD}  " + block.replace("\n", "\n  "))
    error = overlong(loaded, too_tall(loaded.block_origin(0, 0)))
    assert str(error) == f"{loaded.shown}:{place}: {name} is too long: {TALL}"


@pytest.mark.parametrize(("key", "place"), [("enquiry", "8:12"), ("title", "8:10")])
def test_the_enquiry_or_title_of_a_section_is_named(tmp_path: Path, key: str, place: str) -> None:
    head = (
        HEAD.replace("  title: S\n", "")
        if key == "title"
        else HEAD.replace("  title: S\n", "").replace("  blocks", "  title: S\n  blocks")
    )
    loaded = read(tmp_path, head.replace("- id: s\n", f"- id: s\n  {key}: LONG\n") + "  - {type: prose, text: x}\n")
    with pytest.raises(LayoutError) as caught:
        typeset_section(context(loaded))
    told = str(overlong(loaded, caught.value))
    assert told.startswith(f"{loaded.shown}:{place}: section 1 (s), {key} is too long: what it stands in is ")
    assert told.endswith(" more than its page holds. Shorten it.")


def test_where_no_text_is_too_long_the_block_is_named_by_its_title(tmp_path: Path) -> None:
    rows = "".join(f"    - [a{n}, b]\n" for n in range(60))
    loaded = read(tmp_path, f"{HEAD}  - type: table\n    title: Two things\n    columns: [a, b]\n    rows:\n{rows}")
    error = overlong(loaded, too_tall(loaded.block_origin(0, 0)))
    assert str(error) == (
        f"{loaded.shown}:10:5: table “Two things” is 400 mm tall and cannot be divided; that is 150 mm more than its "
        "page holds. Shorten it, or divide it into two."
    )


def test_only_what_is_too_tall_has_a_text_that_is_too_long(tmp_path: Path) -> None:
    loaded = read(tmp_path, f"{HEAD}  - type: prose\n    title: Water\n    text: LONG\n")
    error = LayoutError("has 40 columns.", "Divide it.", loaded.block_origin(0, 0))
    assert str(overlong(loaded, error)) == f"{loaded.shown}:10:5: prose “Water” has 40 columns. Divide it."


def test_what_is_of_no_block_stays_as_it_is(tmp_path: Path) -> None:
    loaded = read(tmp_path, f"{HEAD}  - {{type: prose, text: x}}\n")
    for error in (too_tall(Origin("t.yaml", 1, 1, "this")), LayoutError("is 9 mm tall.", "Shorten it.")):
        assert overlong(loaded, error) is error
