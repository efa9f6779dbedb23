"""The title of a key says how to mark: for the kinds of tasks that the key has, and where that costs no paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packgen.locale.registry import words_for
from packgen.sheets import check as check_stage
from packgen.sheets.answers import typeset_answers
from packgen.sheets.context import SectionContext
from packgen.sheets.marking import marking_rule
from packgen.sheets.section import typeset_section
from tests.support.geometry import Drawing, read
from tests.support.tags import tree
from tests.support.topics import STUDY, Blocks, context, load, plain_setting

COLOUR = "Mark in a second colour."
MEANING = "Same meaning, any spelling, one mark; of two points one will do."
FIGURES = "Dates and numbers in full."

GAPS: Blocks = ({"type": "cloze", "text": "It {{fell}}, {{rose}} and {{fled}}."},)
DATES: Blocks = ({"type": "cloze", "text": "It was {{25 February}}, in the {{spring}}."},)
LETTERS: Blocks = ({"type": "match-up", "pairs": [{"left": f"l{n}", "right": f"r{n}"} for n in range(3)]},)
ORDER: Blocks = ({"type": "put-in-order", "items": ["one", "two", "three"]},)
TICKS: Blocks = (
    {"type": "multiple-choice", "questions": [{"question": "Q?", "options": [{"text": "a", "right": "yes"}, "b"]}]},
)
BLURT: Blocks = ({"type": "blurt", "cues": [{"cue": "Why?", "points": ["p 1", "q"]}]},)
MAP: Blocks = ({**BLURT[0], "layout": "map", "centre": "It"},)
LINES: Blocks = ({"type": "recall", "prompt": "Say it", "points": ["a", "b"]},)
TIMELINE: Blocks = ({"type": "rebuild", "of": "timeline", "form": "mixed"},)
OPEN: Blocks = ({"type": "recall", "prompt": "Say it"},)


def free(names: str) -> str:
    return f"{names}: any order, no score."


def scored(names: str) -> str:
    return f"{names}: any order."


def bold(names: str) -> str:
    return f"{names}: answers in bold."


def rule(folder: Path, *blocks: Blocks, lettered: bool = True, language: str = "en-GB") -> str:
    section = context(load(folder, [*STUDY, *(block for part in blocks for block in part)]))
    return marking_rule(words_for(language), section.recall, lettered=lettered)


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([GAPS], [COLOUR, MEANING]),
        ([DATES], [COLOUR, MEANING, FIGURES]),
        ([LETTERS], [COLOUR]),
        ([ORDER], [COLOUR]),
        ([TICKS], [COLOUR]),
        ([BLURT], [COLOUR, free("A")]),
        ([LETTERS, MAP], [COLOUR, free("B")]),
        ([GAPS, BLURT, LINES], [COLOUR, MEANING, scored("C"), free("B")]),
        ([TIMELINE, LINES, BLURT, MAP], [COLOUR, MEANING, FIGURES, bold("A"), scored("B"), free("C and D")]),
        ([OPEN], []),
    ],
)
def test_the_rule_is_for_the_kinds_of_tasks_that_are_there(
    tmp_path: Path, blocks: list[Blocks], said: list[str]
) -> None:
    assert rule(tmp_path, *blocks) == " ".join(said)


def test_it_is_in_the_language_of_the_topic(tmp_path: Path) -> None:
    french = rule(tmp_path, DATES, BLURT, language="fr")
    assert french.startswith("Corrigez dans une autre couleur. Même sens")
    assert "B\u202f: dans n’importe quel ordre" in french


def test_tasks_of_several_sections_are_called_by_their_names(tmp_path: Path) -> None:
    assert rule(tmp_path, BLURT, MAP, LINES, lettered=False).endswith(f"{scored('Lines')} {free('Blurt and Map')}")


# -- on the page


def keyed(folder: Path, *blocks: Blocks, profile: str = "standard") -> tuple[SectionContext, Drawing]:
    """Return a section of some blocks, and its Check sheet."""
    used = plain_setting(profile)
    own = context(load(folder, [*STUDY, *(block for part in blocks for block in part)]), used)
    return own, read(check_stage.typeset_stage(own).sheet, used.faces)


def test_it_stands_beside_the_title_and_takes_no_height(tmp_path: Path) -> None:
    _, drawing = keyed(tmp_path, DATES, BLURT)
    title, first = drawing.find("Answers"), drawing.find("Mark in")
    assert (first.x, first.size) == (pytest.approx(20 + 60, abs=0.01), 9.5)
    assert abs(first.y + 2.5 - title.y) < 3
    _, alone = keyed(tmp_path, OPEN)
    letters = [text.y for one in (drawing, alone) for text in one.texts() if text.text.strip() == "A"]
    assert letters[0] == pytest.approx(letters[1], abs=0.01)
    assert "Mark in" not in alone.words()


def test_a_rule_of_one_line_has_the_baseline_of_the_title(tmp_path: Path) -> None:
    _, drawing = keyed(tmp_path, BLURT)
    assert drawing.find("Mark in").y == pytest.approx(drawing.find("Answers").y, abs=0.01)
    own = context(load(tmp_path, [*STUDY, *BLURT]), sheets=["learn", "recall", "check"])
    drawing = read(typeset_section(own).sheets[0], own.setting.faces)
    assert drawing.find("Mark in").y == pytest.approx(drawing.find("Answers").y, abs=0.01)


def test_it_stands_below_the_title_in_one_column(tmp_path: Path) -> None:
    _, drawing = keyed(tmp_path, GAPS, BLURT, profile="large-print")
    title, first, task = (drawing.find(words) for words in ("Answers", "Mark in", "Fill"))
    assert title.x == pytest.approx(first.x, abs=0.01)
    assert title.y < first.y < task.y


def test_it_is_read_between_the_title_and_the_first_task(tmp_path: Path) -> None:
    own, drawing = keyed(tmp_path, GAPS)
    said = tree(check_stage.typeset_stage(own).sheet, drawing).text
    assert said.index("Answers") < said.index(COLOUR) < said.index("Fill the gaps")


def test_answers_at_the_back_say_it_once(tmp_path: Path) -> None:
    blocks = [*STUDY, *GAPS, *BLURT]
    loaded, used = load(tmp_path, blocks, blocks), plain_setting()
    contexts = [replace(context(loaded, used, ["recall", "check"], answers="back"), place=place) for place in (0, 1)]
    words = read(typeset_answers(contexts), used.faces).words()
    assert words.count("Mark in") == words.count("Blurt: any order, no score") == 1


def test_answers_at_the_foot_of_learn_say_it_too(tmp_path: Path) -> None:
    own = context(load(tmp_path, [*STUDY, *GAPS, *BLURT]), sheets=["learn", "recall", "check"])
    [learn, _] = typeset_section(own).sheets
    drawing = read(learn, own.setting.faces)
    title, first, task = (drawing.find(words) for words in ("Answers", "Mark in", "Fill"))
    assert first.x == pytest.approx(title.x + 60, abs=0.01)
    assert task.y - title.y < 20


def test_it_never_costs_paper(tmp_path: Path) -> None:
    """As a key grows, the rule is left out, then the lines for corrections; only then does it take another leaf."""
    found = []
    for words in range(1, 1500, 12):
        judged = ({"type": "question", "question": "Why?", "marks": "25", "judgement": "word " * words},)
        _, drawing = keyed(tmp_path, GAPS, BLURT, judged, profile="large-print")
        if max(text.page for text in drawing.texts()) > 1:
            break
        found.append(("Mark in" in drawing.words(), "To mend" in drawing.words()))
    assert list(dict.fromkeys(found)) == [(True, True), (False, True), (False, False)]
