"""Exam questions: a stem, room to plan and write, and the mark scheme in the key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.boxes.quote import Quote
from packgen.layout.core.abreast import halves, main_and_side
from packgen.layout.core.setting import rich
from packgen.layout.tasks.essay import EssayPlan, EssaySpace, WritingSpace
from packgen.layout.tasks.marked import ScoredHeading, score_room
from packgen.layout.tasks.ruled import Amount
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.story import paragraphs
from packgen.sheet.structure import Element
from packgen.tasks.base import Span, Task, Where, key_heading, marked, task_heading
from packgen.tasks.scheme import NOTHING, Scheme
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

SHORT = 6
"""The most marks of a short question, which is answered on lines without a plan."""


class QuestionPassage(NamedTuple):
    """An extract that a question is about; ``text`` may be several paragraphs, ``sources`` are ids."""

    label: str
    text: str
    provenance: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExamQuestionTask(Task):
    """An exam question.

    Attributes:
        question: the stem; inline Markdown.
        tariff: marks.
        command: command word of the stem, set bold; or an empty string.
        objectives: assessed, such as ``AO1``.
        minutes: suggested time, or None.
        guidance: features of a good answer, or None.
        extracts: to read before.
        planning: titles of boxes to plan in.
        amount: of lines, see `RuledLines`.
        extra_page: whether a page of lines follows.
        scheme: mark scheme.
        across: whether its part of the key is as wide as the frame, however short.
    """

    question: str
    tariff: int
    command: str = ""
    objectives: tuple[str, ...] = ()
    minutes: int | None = None
    guidance: str | None = None
    extracts: tuple[QuestionPassage, ...] = ()
    planning: tuple[str, ...] = ()
    amount: Amount = "rest"
    extra_page: bool = False
    scheme: Scheme = NOTHING
    across: bool = False

    short: ClassVar[str] = "question.short"

    @property
    def is_short(self) -> bool:
        """Whether it is answered on lines without a plan."""
        return self.tariff <= SHORT and not self.planning

    @property
    def key_span(self) -> Span:
        """The side column for a scheme of a few sentences, else the full width."""
        return "side" if self.is_short and self.scheme.brief and not self.across else "full"

    def widened(self) -> Task:
        """Return the question with its scheme as wide as the frame."""
        return replace(self, across=True)

    @property
    def marks(self) -> int:
        """The tariff."""
        return self.tariff

    def given(self) -> list[str]:
        """Return stem, guidance, extracts and the titles of boxes."""
        passages = [text for one in self.extracts for text in (one.label, one.text, one.provenance) if text]
        return [self.question, *([self.guidance] if self.guidance else []), *passages, *self.planning]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Warn that there is no mark scheme, or that a scheme of points alone does not add up to the tariff."""
        if self.scheme.empty:
            return [("no answer to this question is given.", 'List what is credited under "scheme:".')]
        total = sum(point.marks for group in self.scheme.groups for point in group.points)
        if not self.scheme.groups or not self.scheme.by_points or total == self.tariff:
            return []
        message = f"its points come to {total} mark{'' if total == 1 else 's'}, and the question has {self.tariff}."
        return [(message, "Make them agree, or mark by levels (or by paper and task).")]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the stem under its number, the extracts, then room to plan and to write."""
        section, story = self._opened(setting, parent, letter)
        story += self._stem(setting, section)
        story += self._passages(setting, section)
        story += self._space(setting, section)
        return story

    def _opened(self, setting: Setting, parent: Element, letter: str) -> tuple[Element, list[Flowable]]:
        """Return the question's element and its heading; a short one, which has no teacher's box, has a score there."""
        if not self.is_short:
            return task_heading(setting, parent, letter, self.title, self._note(setting, letter), level=2)
        section = Element("Sect", parent)
        field = f"{letter}.score", setting.words.text("score.field", letter=letter)
        note = self._note(setting, letter, score_room(setting, self.tariff))
        heading = ScoredHeading(setting, self.title, section, self.tariff, field, 2, note, letter)
        heading.before = setting.design.length("task-gap")
        return section, [heading]

    def _note(self, setting: Setting, letter: str, taken: float = 0.0) -> str:
        """Return marks, objectives and minutes; without the objectives where they do not fit beside the title.

        ``taken`` is the width of what stands at the right of them, in points.
        """
        design, tariff = setting.design, marked(setting, self.tariff)
        minutes = [setting.words.number("minutes", self.minutes)] if self.minutes else []
        brief = " · ".join([tariff, *minutes])
        full = " · ".join([tariff, *self.objectives, *minutes])
        nowhere = Element("Sect")
        parts = [(letter, "task-letter"), (self.title, "heading"), (full, "heading-note")]
        natural = sum(Paragraph(setting, text, role, nowhere).extent()[1] for text, role in parts)
        room = design.spans.full - design.length("label-gap") - design.length("column-gap") - taken
        return full if natural <= room else brief

    def _stem(self, setting: Setting, section: Element) -> list[Flowable]:
        role = "body" if self.is_short else "exam-question"
        stem = Paragraph(setting, self._stem_runs(), role, Element("P", section), keep=True)
        if self.guidance is None:
            return [stem]
        guidance = Paragraph(setting, self.guidance, "note", Element("P", section), keep=True)
        row = main_and_side(setting, [stem], [guidance], 0.0)
        for flowable in row:
            flowable.keep = True
        return row

    def _stem_runs(self) -> list[Run]:
        """Return the stem with its command word bold, where one run holds it."""
        runs = rich(self.question)
        for place, run in enumerate(runs):
            start = run.text.replace("\u00a0", " ").lower().find(self.command.lower()) if self.command else -1
            if start >= 0:
                end = start + len(self.command)
                pieces = [(run.text[:start], False), (run.text[start:end], True), (run.text[end:], False)]
                split = [run._replace(text=text, bold=run.bold or strong) for text, strong in pieces if text]
                return [*runs[:place], *split, *runs[place + 1 :]]
        return runs

    def _passages(self, setting: Setting, section: Element) -> list[Flowable]:
        stories: list[list[Flowable]] = []
        for passage in self.extracts:
            block = Element("Sect", section)
            label = Paragraph(setting, passage.label, "body-bold", Element("H3", block), keep=True)
            words = paragraphs(setting, Element("BlockQuote", block), passage.text, "quotation")
            origin = _origin(setting, passage)
            if origin:
                before = setting.design.length("quarter")
                words.append(Paragraph(setting, origin, "note", Element("P", block), before=before))
                words[-1].clings = True
            stories.append([label, Quote(setting, words)])
        return halves(setting, stories, setting.design.length("half"))

    def _space(self, setting: Setting, section: Element) -> list[Flowable]:
        """Return the lines, with a plan before them for a longer answer."""
        if self.is_short:
            return [WritingSpace(setting, section, self.amount)]
        words = setting.words
        opening = words.text("question.opening_over" if self.extra_page else "question.opening_paper")
        note = opening if self.amount == "rest" else ""
        plan = EssayPlan(setting, section, self.planning, words.text("question.judgement"))
        here = 0 if self.extra_page else self.tariff
        space = WritingSpace(setting, section, self.amount, note, marks=here)
        story: list[Flowable] = [EssaySpace(setting, plan, space)]
        if self.extra_page:
            go_on = words.text("question.go_on")
            story.append(WritingSpace(setting, section, "rest", go_on, name="page", marks=self.tariff))
        return story

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return points to credit, judgement and levels."""
        scheme = self.scheme
        section, story = key_heading(self, setting, parent, letter, where)
        if scheme.empty:
            return [
                *story,
                Paragraph(setting, setting.words.text("task.compare_sentence"), "key", Element("P", section)),
            ]
        if self.is_short and scheme.brief:
            return story + scheme.run_in(setting, section)
        return story + scheme.flow(setting, section, letter)


def _origin(setting: Setting, passage: QuestionPassage) -> list[Run]:
    """Return where an extract comes from."""
    citation = setting.citation(passage.sources)
    if passage.provenance is None:
        return [Run(f"{citation}.")] if citation else []
    return [*rich(passage.provenance), *([Run(f" ({citation})")] if citation else [])]
