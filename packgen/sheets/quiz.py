"""The quiz sheet and its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.changed import changed
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import SheetTitle
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import page_title
from packgen.plan.questions import quiz_of
from packgen.plan.selection import Chosen
from packgen.plan.stages import CHECK, QUIZ
from packgen.sheet.opening import Opening
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.fitting import fitted
from packgen.sheets.surface import end_leaf, full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.tasks.base import Where
from packgen.tasks.quiz import QuizQuestion, QuizTask

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return a quiz and, if the pack has answers, its key, on the back of its last page; see `UnitTypesetter`.

    ``facts`` are those of the sections, since the key names pages of their Learn sheets.
    """
    options, language = request.options, request.language
    chosen = [Chosen(one.loaded.whole(), one.sections) for one in request.topics]
    questions, warnings = quiz_of(chosen, options.questions, options.seed)
    if not questions:
        return TypesetUnit((), UnitFacts(warnings=tuple(warnings)))
    followed = options.answers in ("overleaf", "back")
    inked = changed(setting, answers=options.teacher)
    quiz = typeset_quiz(questions, inked, language, QUIZ.lower(), whole=not followed)
    if options.answers == "none":
        return TypesetUnit((quiz,), UnitFacts(warnings=tuple(warnings)))
    verso = followed and len(quiz.pages) % 2 == 1 and not setting.design.single_sided
    where = where_known(questions, facts)
    apart = 1 if options.answers == "separate" else 0
    headed = Opening(setting.words.text("sheet.quiz"), fields=False) if apart else None
    own = changed(setting, opening=headed)
    key = typeset_quiz_key(questions, own, language, f"{QUIZ.lower()}/{CHECK.lower()}", verso, where)
    return TypesetUnit((quiz, key), UnitFacts(apart, warnings=tuple(warnings)))


def where_known(questions: Sequence[QuizQuestion], facts: Sequence[UnitFacts]) -> Where:
    """Return for the numbers of questions the pages with their answers, as far as the facts of sections tell them."""
    learned = {(pages.sheet, block): pages for unit in facts for block, pages in unit.pages}
    known = {one.number: learned.get((one.sheet, one.block)) for one in questions}
    return {number: pages for number, pages in known.items() if pages is not None}


def typeset_quiz(
    questions: Sequence[QuizQuestion], setting: Setting, language: str, name: str, *, whole: bool = True
) -> Sheet:
    """Return the quiz.

    Args:
        questions: numbered from 1.
        setting: design and faces, and whether answers are drawn.
        language: BCP 47.
        name: of the sheet.
        whole: end on a whole leaf, because nothing may follow on the back of the last page.

    Raises:
        LayoutError: a question fits no page.
    """
    loop, _ = fitted(lambda own: _lay_out(questions, own), setting, following=0 if whole else 1, written=True)
    loop.draw()
    if whole:
        end_leaf(loop, setting)
    return loop.canvas.finish(setting.words.text("sheet.quiz"), language, name)


def _lay_out(questions: Sequence[QuizQuestion], setting: Setting) -> PageLoop:
    root = Element("Sect")
    words = setting.words
    quiz = words.text("sheet.quiz")
    head = RunningHead(setting, "", quiz, [quiz], quiz)
    loop = surface(setting, root, head, pack_headed=lambda page: True)
    form = QuizTask(quiz, tuple(questions))
    score = words.text("field.score", n=form.marks)
    title = SheetTitle(
        setting, root, quiz, ((words.text("field.name"), 7.0), (words.text("field.date"), 4.5), (score, 7.0))
    )
    story = form.flow(changed(setting, task=quiz), root, "")
    loop.lay_out([full_row(setting, [title, *story])])
    return loop


def typeset_quiz_key(
    questions: Sequence[QuizQuestion],
    setting: Setting,
    language: str,
    name: str,
    verso: bool = False,
    where: Where | None = None,
) -> Sheet:
    """Return the key of a quiz, each answer with its section and page, on whole leaves.

    Args:
        questions: of the quiz.
        setting: design and faces.
        language: BCP 47.
        name: of the sheet.
        verso: begin on the back of a leaf.
        where: for the number of a question, the pages with its answer.
    """
    root = Element("Sect")
    words = setting.words
    answers = words.text("sheet.quiz_answers")
    head = RunningHead(setting, "", answers, [answers], answers)
    loop = surface(setting, root, head, pack_headed=lambda page: True, verso=verso)
    title = page_title(setting, answers, "sheet-title", root, 2)
    story = QuizTask(words.text("sheet.quiz"), tuple(questions)).key(setting, root, "", where or {})
    loop.set([full_row(setting, [title, *story])])
    end_leaf(loop, setting)
    return loop.canvas.finish(answers, language, name)
