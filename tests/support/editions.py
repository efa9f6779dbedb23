"""A task as student and teacher have it."""

from __future__ import annotations

from dataclasses import replace

from packgen.layout.core.setting import Setting
from packgen.tasks.base import Task
from tests.support.geometry import Item, Text
from tests.support.paper import Laid, lay_form, setting


def copies(form: Task, used: Setting | None = None, skip: float = 0.0) -> tuple[Laid, Laid]:
    """Return the student's and the teacher's copy of a task."""
    used = used or setting()
    return lay_form(form, used, skip=skip), lay_form(form, replace(used, answers=True), skip=skip)


def ink(laid: Laid) -> set[Item]:
    """Return all that is drawn; of text its place and words, without a space at their end."""
    return {
        replace(item, text=item.text.strip(), mcid=None) if isinstance(item, Text) else item
        for item in laid.drawing.items
    }
