"""Every text that a topic holds takes the small Markdown; nothing shows its marks, on any sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from packgen.blocks import Block
from packgen.blocks.base import TaskBlock
from packgen.layout.core.setting import Setting
from packgen.tasks.base import Task
from packgen.tasks.chance import Chance
from packgen.tasks.quiz import QuizQuestion, QuizTask
from tests.support.paper import TYPES, lay_block, lay_form, lay_key, parse, setting, specimen, task
from tests.support.soak import SOAK
from tests.support.words import WORDS

PLAIN = {
    "alt", "type", "display", "width", "file", "lines", "share", "rest", "sort", "sources", "value",
    "choice", "x", "y", "layout", "direction", "of", "which", "form", "only", "paper", "task", "command",
    "objectives", "marks",
}  # fmt: skip
"""Keys whose texts are not set, have to be numbers, or repeat a text from elsewhere."""

PROFILES = ["standard", "large-print"]


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every text in a block's plain values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in PLAIN or isinstance(inner, dict):
                yield from texts(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, (*path, number))
    elif isinstance(value, str):
        yield path


def with_text(value: Any, path: tuple[str | int, ...], text: str) -> Any:
    """Return plain values with another text in one place."""
    if not path:
        return text
    if isinstance(value, dict):
        return {key: with_text(inner, path[1:], text) if key == path[0] else inner for key, inner in value.items()}
    return [with_text(inner, path[1:], text) if n == path[0] else inner for n, inner in enumerate(value)]


def plain(block: Block) -> dict[str, Any]:
    """Return a block as a topic file gives it, without its type."""
    return block.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True, exclude={"type"})


def found(kind: str) -> Iterator[tuple[int, Block, list[Block]]]:
    """Yield the blocks of a type in its specimen, with the blocks for study of their sections."""
    number = 0
    for section in specimen(kind).topic.sections:
        study = [block for block in section.blocks if block.stage == "learn"]
        for block in section.blocks:
            if block.type == kind:
                yield number, block, study
                number += 1


def shown(block: Block, study: Sequence[Block], used: Setting) -> str:
    """Return what is printed of a block: on its own sheet with the answers, in recall forms, and in the key."""
    if isinstance(block, TaskBlock):
        return _shown(task(block, study), used)
    forms = [block.recall(form, Chance(1, "test"), WORDS) for form in block.forms]
    return " ".join([lay_block(block, used).drawing.words(), *(_shown(form, used) for form in forms if form)])


def asked(block: Block, used: Setting) -> str:
    """Return what a quiz prints of a block: questions, and their key."""
    questions = [QuizQuestion(number, "", "1 The fall", card) for number, card in enumerate(block.cards(WORDS), 1)]
    return _shown(QuizTask("Quiz", tuple(questions)), used)


def _shown(form: Task, used: Setting) -> str:
    return f"{lay_form(form, replace(used, answers=True)).drawing.words()} {lay_key(form, used).drawing.words()}"


CASES = [
    pytest.param(block, study, path, id=f"{kind}{number}-{'.'.join(map(str, path))}")
    for kind in TYPES
    for number, block, study in found(kind)
    for path in texts(plain(block))
    if (kind, path) != ("cloze", ("text",))  # which has marks of its own, see below
    if SOAK or all(step in (0, 1) for step in path if isinstance(step, int))  # the first two items of each list
]


@pytest.mark.parametrize(("block", "study", "path"), CASES)
def test_marks_are_never_shown(block: Block, study: list[Block], path: tuple[str | int, ...]) -> None:
    values = plain(block)
    text = "**zest**"
    if path == ("question",):
        text += f" {values.get('command', '')}"  # the question has to say it
    if block.type == "table" and path[-1] == "ask":
        text += " {row}"  # the question has to name the row
    changed = with_text(values, path, text)
    if path[:2] == ("choice", "options"):  # the people have chosen it
        old = values["choice"]["options"][path[2]]
        people = [{**one, "choice": text} if one.get("choice") == old else one for one in values["people"]]
        changed["people"] = people
    made = parse(block.type, **changed)
    for profile in PROFILES:
        used = setting(profile)
        words = asked(made, used) if path[-1] == "ask" else shown(made, study, used)
        assert profile != "standard" or "zest" in words
        assert "*" not in words


@pytest.mark.parametrize("profile", PROFILES)
def test_marks_in_and_around_gaps_are_never_shown(profile: str) -> None:
    block = parse("cloze", text="**Bold** and {{*zest*|**more**}}, *then {{some}} {{**others**}}*.")
    words = shown(block, [], setting(profile))
    assert all(word in words for word in ("Bold", "zest", "more", "then", "some", "others"))
    assert not set("*{}|") & set(words)
