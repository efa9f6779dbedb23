"""The two editions of a task beside each other: the same places, and no answer in the student's."""

from __future__ import annotations

from packgen.tasks.base import Task
from packgen.text.inline import plain
from tests.support.editions import copies, ink
from tests.support.paper import Laid, setting
from tests.support.pdf import tag_tree


def both(form: Task, profile: str = "standard", skip: float = 0.0) -> tuple[Laid, Laid]:
    """Return a task as student and as teacher have it, once it is sure that they are the same pages.

    All of the student's ink is in the teacher's; nothing of the student's names an answer, while the teacher's has
    all of them.
    """
    student, teacher = copies(form, setting(profile), skip=skip)
    assert student.pages == teacher.pages
    assert sorted(ink(student) - ink(teacher), key=str) == []
    assert told(student, form) == []
    assert told(teacher, form) == [plain(gap.answer) for gap in form.gaps]
    return student, teacher


def told(laid: Laid, form: Task) -> list[str]:
    """Return the answers that the tags, what they say of themselves, the outline or the fields give away."""
    said = f"{tag_tree(laid.tags)} {laid.tags.text} {laid.sheet.outline} {laid.sheet.fields}"
    said = said.replace("\u00a0", " ").replace("\u2060", "")
    return [plain(gap.answer) for gap in form.gaps if plain(gap.answer) in said]
