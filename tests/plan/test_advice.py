"""What `packgen check` says of weak recall: each weakness is told where it is, and good tasks are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.errors import LayoutError
from packgen.load import LoadedTopic, open_library
from packgen.plan.advice import RecallTrial, advise
from packgen.sheets.advice import weak_recall
from tests.support.topics import plain_setting

HEAD = """\
schema: 1
id: plot
title: The plot
subject: History
level: A level
sections:
  - id: june
    title: June 1957
    blocks:
"""

STUDY = """\
- type: prose
  text: Seven of eleven voted against him.
"""

EVENTS = """\
- type: timeline
  events:
    - {date: 18 June 1957, event: The Presidium meets}
    - {date: 22 June 1957, event: The plenum opens}
    - {date: 29 June 1957, event: The plotters lose}
"""

QUESTION = """\
- type: question
  question: Explain why the attempt failed.
  marks: 2
  scheme:
    - points: [The plenum of 29 June decided, The army stood by him]
"""

LINES = """\
- type: recall
  prompt: Who saved him?
  points: [The army, The plenum]
"""


def load(folder: Path, *blocks: str) -> LoadedTopic:
    text = HEAD + "".join(f"      {line}\n" for block in blocks for line in block.splitlines())
    path = folder / "plot.yaml"
    path.write_text(text, encoding="utf-8")
    return open_library(folder).load_topic(path)


def told(folder: Path, *blocks: str) -> list[str]:
    """Return what is said of a topic with such blocks: what it is, the message and the remedy."""
    found = weak_recall([load(folder, *blocks)], plain_setting())
    return [f"{problem.origin.what}: {problem.message} {problem.remedy}" for problem in found]


def test_nothing_is_said_of_good_tasks(tmp_path: Path) -> None:
    assert told(tmp_path, STUDY, EVENTS, LINES, QUESTION) == []


def test_it_is_said_at_the_line_of_the_block(tmp_path: Path) -> None:
    [problem] = weak_recall([load(tmp_path, EVENTS, STUDY, LINES)], plain_setting())
    assert (problem.origin.line, problem.origin.column) == (10, 9)
    assert (problem.excerpt, problem.caret) == ("- type: timeline", 2)


# -- facts without an exam question


def test_a_section_without_a_question(tmp_path: Path) -> None:
    assert told(tmp_path, STUDY, LINES) == [
        "prose: no exam question asks for what section june teaches. Add a question."
    ]


def test_a_section_that_teaches_nothing_needs_no_question(tmp_path: Path) -> None:
    assert told(tmp_path, LINES) == []
    assert told(tmp_path, QUESTION) == []


def test_facts_that_no_question_needs(tmp_path: Path) -> None:
    people = "- type: key-figures\n  people: [{name: Georgy Zhukov, role: Minister, why: He flew them in}]"
    wanted = ["key-figures: no exam question of this section needs it. Name a fact of it in a mark scheme."]
    assert told(tmp_path, people, EVENTS, LINES, QUESTION) == wanted


@pytest.mark.parametrize("said", ["Zhukov’s army", "The minister *Georgy Zhukov*"])
def test_a_question_that_names_one_fact_needs_the_block(tmp_path: Path, said: str) -> None:
    people = "- type: key-figures\n  people: [{name: Georgy Zhukov, role: Minister, why: He flew them in}]"
    assert told(tmp_path, people, LINES, QUESTION.replace("The army", said)) == []


# -- answers that stand on the same page


def test_an_answer_that_stands_in_the_next_task(tmp_path: Path) -> None:
    cloze = "- type: cloze\n  text: The {{plenum}} reversed the vote.\n"
    prompt = "- type: recall\n  prompt: What did the plenum decide?\n  points: [He stays]\n"
    assert told(tmp_path, STUDY, cloze, prompt, QUESTION) == []  # a prompt is a heading, and asks
    prompt = "- type: recall\n  title: Decisions\n  prompt: What did the plenum decide?\n  points: [He stays]\n"
    assert told(tmp_path, STUDY, cloze, prompt, QUESTION) == [
        'cloze: the answer to A 1, "plenum", stands in B beside it. '
        "Hide something else, or set the tasks on different pages."
    ]


def test_an_answer_that_stands_on_another_page_is_well_hidden(tmp_path: Path) -> None:
    cloze = "- type: cloze\n  text: The {{plenum}} reversed the vote.\n"
    lines = "- type: recall\n  prompt: Who saved him?\n  share: 100%\n  points: [The army]\n"
    prompt = "- type: recall\n  title: Decisions\n  prompt: What did the plenum decide?\n  points: [He stays]\n"
    assert told(tmp_path, STUDY, cloze, lines, prompt, QUESTION) == []


def test_an_answer_that_stands_in_its_own_passage(tmp_path: Path) -> None:
    cloze = "- type: cloze\n  text: The {{plenum}} met on 22 June; in the end the **plenum** reversed the vote.\n"
    assert told(tmp_path, STUDY, cloze, QUESTION) == [
        'cloze: the answer to A 1, "plenum", stands in the task itself. Hide something else.'
    ]


def test_a_part_of_another_word_gives_nothing_away(tmp_path: Path) -> None:
    cloze = "- type: cloze\n  text: The {{army}} of disarmyment, to {{be}} or not to be.\n"
    assert told(tmp_path, STUDY, cloze, QUESTION) == []


def test_what_is_ticked_or_lettered_stands_beside_it_by_its_nature(tmp_path: Path) -> None:
    people = (
        "- type: key-figures\n  choice: {question: For or against?, options: [In favour, Against]}\n  people:\n"
        "    - {name: Georgy Zhukov, role: Minister, why: He flew them in, choice: In favour}\n"
        "    - {name: Anastas Mikoyan, role: Deputy, why: He stood by him, choice: In favour}\n"
        "    - {name: Georgy Malenkov, role: Former premier, why: He led the attempt, choice: Against}\n"
    )
    pairs = "- type: match-up\n  pairs: [{left: Zhukov, right: Minister}, {left: Malenkov, right: Plotter}]\n"
    question = QUESTION.replace("The army", "Zhukov")
    assert told(tmp_path, people, "- {type: rebuild, of: key-figures}", pairs, question) == []


# -- neighbours with the same answer


def test_two_gaps_with_the_same_answer_side_by_side(tmp_path: Path) -> None:
    cloze = "- type: cloze\n  text: First {{Malenkov}}, and then again {{malenkov}}, and {{Molotov}} too.\n"
    assert told(tmp_path, STUDY, cloze, QUESTION) == [
        'cloze: A 1 and 2, side by side, both want "malenkov". Hide one of them only.'
    ]
    cloze = "- type: cloze\n  text: First {{Malenkov}}, then {{Molotov}}, and again {{Malenkov}}.\n"
    assert told(tmp_path, STUDY, cloze, QUESTION) == []


# -- questions


def test_a_question_without_an_answer(tmp_path: Path) -> None:
    bare = "- type: question\n  question: Why did it fail?\n  marks: 4\n"
    assert told(tmp_path, STUDY, LINES, bare) == [
        'question: no answer to this question is given. List what is credited under "scheme:".'
    ]


def test_lines_without_an_answer(tmp_path: Path) -> None:
    bare = "- type: recall\n  prompt: Who saved him?\n"
    assert told(tmp_path, STUDY, bare, QUESTION) == [
        'recall: it has no answer to check against. List what should be written as "points:".'
    ]


@pytest.mark.parametrize(("marks", "come"), [("2", "3 marks"), ("6", "3 marks")])
def test_marks_that_do_not_add_up(tmp_path: Path, marks: str, come: str) -> None:
    question = (
        f"- type: question\n  question: Why did it fail?\n  marks: {marks}\n"
        "  scheme:\n    - points: [The army, {text: The plenum, marks: 2}]\n"
    )
    assert told(tmp_path, STUDY, LINES, question) == [
        f"question: its points come to {come}, and the question has {marks}. "
        "Make them agree, or mark by levels (or by paper and task)."
    ]


def test_marks_by_levels_need_not_add_up(tmp_path: Path) -> None:
    question = (
        "- type: question\n  question: Why did it fail?\n  marks: 8\n  scheme: [{points: [The army]}]\n"
        "  levels: [{name: Top, marks: 5–8, text: explains}, {name: Low, marks: 1–4, text: tells}]\n"
    )
    assert told(tmp_path, STUDY, LINES, question) == []


# -- answers longer than their lines


def test_an_answer_longer_than_its_line(tmp_path: Path) -> None:
    long = "The aircraft of the army carried members of the Central Committee to Moscow " * 2
    lines = f"- type: recall\n  prompt: Who saved him?\n  points: [The plenum, {long}]\n"
    assert told(tmp_path, STUDY, lines, QUESTION) == ["recall: the answer to A 2 is longer than its line. Shorten it."]


def test_an_answer_that_fills_the_lines_it_has_is_not_too_long(tmp_path: Path) -> None:
    terms = "- type: glossary\n  terms:\n" + "".join(
        f"    - {{term: {name}, meaning: {name} means a meeting of people in a hall{more}}}\n"
        for name, more in (("Plenum", " where they talk to one another for days"), ("Congress", ""), ("Moot", ""))
    )
    rebuild = "- {type: rebuild, of: glossary, form: meanings}"
    assert told(tmp_path, terms, rebuild, QUESTION) == []
    longer = terms.replace("days", "days and " * 20 + "days")
    assert told(tmp_path, longer, rebuild, QUESTION) == [
        "rebuild: the answer to A 3 is longer than its line. Shorten it."
    ]


def test_a_fact_that_makes_no_question_is_told_at_its_line(tmp_path: Path) -> None:
    events = EVENTS.replace("The plotters lose", "Presidium votes him out")
    [problem] = weak_recall([load(tmp_path, STUDY, events, LINES, QUESTION)], plain_setting())
    assert (problem.origin.what, problem.origin.line) == ("timeline, event 3", 16)
    asked = '"On which day? Presidium votes him out"'
    assert problem.message == f'the question {asked} does not stand alone: nothing in it says what "him" means.'
    assert problem.remedy == 'Write "ask:" and a whole question, or "ask: no".'
    for ask in ("On which day did the Presidium vote?", "no"):
        worded = events.replace("votes him out}", f"votes him out, ask: {ask}}}")
        assert told(tmp_path, STUDY, worded, LINES, QUESTION) == []


# -- sections and topics


def test_a_section_without_tasks_is_no_trouble(tmp_path: Path) -> None:
    assert told(tmp_path, STUDY, QUESTION) == []


def test_no_topics_have_no_weaknesses() -> None:
    assert list(weak_recall([], plain_setting())) == []


def test_only_what_was_tried_is_said_to_be_on_a_page(tmp_path: Path) -> None:
    cloze = "- type: cloze\n  text: The {{plenum}} reversed the vote.\n"
    prompt = "- type: recall\n  title: Decisions\n  prompt: What did the plenum decide?\n  points: [He stays]\n"
    loaded = load(tmp_path, STUDY, cloze, prompt, QUESTION)
    assert list(advise(loaded, 0, 1, RecallTrial({}, ()))) == []
    apart = RecallTrial({"A": range(1), "B": range(1, 2)}, ())
    assert list(advise(loaded, 0, 1, apart)) == []
    assert len(list(advise(loaded, 0, 1, RecallTrial({"A": range(2), "B": range(1, 2)}, ())))) == 1


def test_a_task_that_no_page_holds_is_told_as_when_it_is_built(tmp_path: Path) -> None:
    prompt = f"- type: recall\n  title: T\n  prompt: {'word ' * 3000}\n  points: [One]\n"
    with pytest.raises(LayoutError, match=r"plot\.yaml:12:9: recall is \d+ mm tall"):
        told(tmp_path, STUDY, prompt, QUESTION)
