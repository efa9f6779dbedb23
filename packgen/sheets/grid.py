"""The retrieval grid and its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.changed import changed
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import SheetTitle
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import page_title
from packgen.plan.retrieval import grid_of
from packgen.plan.selection import Chosen
from packgen.plan.stages import CHECK, GRID
from packgen.sheet.opening import Opening
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.quiz import where_known
from packgen.sheets.surface import end_leaf, full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.tasks.base import Where
from packgen.tasks.retrieval import RetrievalTask, columns_of

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return a retrieval grid and, if the pack has answers, its key; see `UnitTypesetter`.

    ``facts`` are those of the sections, since the key names pages of their Learn sheets.
    """
    options, language = request.options, request.language
    chosen = [Chosen(one.loaded.whole(), one.sections) for one in request.topics]
    questions, warnings = grid_of(chosen, options.ages, options.grid, options.seed)
    if not questions:
        return TypesetUnit((), UnitFacts(warnings=tuple(warnings)))
    form = RetrievalTask(setting.words.text("sheet.grid"), tuple(questions), columns_of(options.grid))
    followed = options.answers in ("overleaf", "back")
    inked = changed(setting, answers=options.teacher, language=language)
    grid = typeset_grid(form, inked, GRID.lower(), whole=not followed)
    if options.answers == "none":
        return TypesetUnit((grid,), UnitFacts(warnings=tuple(warnings)))
    verso = followed and len(grid.pages) % 2 == 1 and not setting.design.single_sided
    where = where_known([one.question for one in questions], facts)
    apart = 1 if options.answers == "separate" else 0
    headed = Opening(form.title, fields=False) if apart else None
    own = changed(setting, opening=headed)
    key = typeset_grid_key(form, own, f"{GRID.lower()}/{CHECK.lower()}", verso, where)
    return TypesetUnit((grid, key), UnitFacts(apart, warnings=tuple(warnings)))


def typeset_grid(form: RetrievalTask, setting: Setting, name: str, *, whole: bool = True) -> Sheet:
    """Return the grid.

    Args:
        form: its questions.
        setting: design, faces and language, and whether answers are drawn.
        name: of the sheet.
        whole: end on a whole leaf, because nothing may follow on the back of the last page.

    Raises:
        LayoutError: a question fits no page.
    """
    root = Element("Sect")
    words = setting.words
    head = RunningHead(setting, "", form.title, [form.title], form.title)
    loop = surface(setting, root, head, pack_headed=lambda page: True)
    score = words.text("field.score", n=form.marks)
    title = SheetTitle(
        setting, root, form.title, ((words.text("field.name"), 7.0), (words.text("field.date"), 4.5), (score, 7.0))
    )
    loop.set([full_row(setting, [title, *form.flow(changed(setting, task=form.title), root, "")])])
    if whole:
        end_leaf(loop, setting)
    return loop.canvas.finish(form.title, setting.language, name)


def typeset_grid_key(
    form: RetrievalTask, setting: Setting, name: str, verso: bool = False, where: Where | None = None
) -> Sheet:
    """Return the key of a grid, each answer in the cell of its question, on whole leaves.

    Args:
        form: questions of the grid.
        setting: design, faces and language.
        name: of the sheet.
        verso: begin on the back of a leaf.
        where: for the number of a question, the pages with its answer.
    """
    root = Element("Sect")
    answers = setting.words.text("sheet.grid_answers")
    head = RunningHead(setting, "", answers, [answers], answers)
    loop = surface(setting, root, head, pack_headed=lambda page: True, verso=verso)
    title = page_title(setting, answers, "sheet-title", root, 2)
    loop.set([full_row(setting, [title, *form.key(setting, root, "", where or {})])])
    end_leaf(loop, setting)
    return loop.canvas.finish(answers, setting.language, name)
