"""What the title of a key says of marking: what counts as right, for the kinds of tasks that the key has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.marked import KeyTitle
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.locale.words import Words
from packgen.plan.tasks import SectionTask
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext
from packgen.text.inline import plain


def with_rule(
    setting: Setting, title: Paragraph | Heading, parent: Element, contexts: Sequence[SectionContext]
) -> list[Flowable]:
    """Return the title of a key with the rule for marking, or alone where the key has questions to write on only.

    Args:
        setting: design and faces.
        title: of the key.
        parent: structure element that holds the title.
        contexts: the sections whose answers follow; tasks to recall are named by letter if there is one section.
    """
    recalled = [[task for task in context.asked if task in context.recall] for context in contexts]
    rule = marking_rule(setting.words, [task for tasks in recalled for task in tasks], lettered=len(contexts) == 1)
    if not rule:
        return [title]
    headed = KeyTitle(setting, title, Paragraph(setting, rule, "note", Element("P", parent)))
    headed.origin = title.origin
    return [headed]


def marking_rule(words: Words, tasks: Iterable[SectionTask], *, lettered: bool) -> str:
    """Return the rule for marking some tasks to recall; empty if there are none.

    Args:
        words: of the key's language.
        tasks: to recall.
        lettered: whether tasks are named by their letters, or by their short names.
    """
    asked = [task for task in tasks if task.form.gaps]
    worded = [task.form for task in asked if task.form.marks and task.form.worded]
    figures = any(character.isdigit() for form in worded for gap in form.gaps for character in plain(gap.answer))
    said = [words.text("marking.colour")] if asked else []
    said += [words.text("marking.meaning")] if worded else []
    said += [words.text("marking.figures")] if figures else []
    kinds = {
        "marking.bold": [task for task in asked if task.form.repeats_given],
        "marking.points": [task for task in asked if task.form.listed and task.form.marks],
        "marking.unscored": [task for task in asked if task.form.listed and not task.form.marks],
    }
    for key, some in kinds.items():
        names = dict.fromkeys(task.letter if lettered else words.text(task.form.short) for task in some)
        said += [words.text(key, tasks=words.both(list(names)))] if names else []
    return " ".join(said)
