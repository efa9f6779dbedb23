"""Exam questions to answer in writing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from packgen.blocks.base import ContentModel, Item, Surroundings, TaskBlock, TextPart
from packgen.blocks.scalars import Boolean, Fault, Identifier, ItemName, Running, Text, Whole, refusal, refuse
from packgen.boards import Band, PaperTask, band_faults, load_paper, papers, read_band, shown_band
from packgen.errors import UnknownNameError, nearest
from packgen.layout.tasks.allowance import lines_for
from packgen.tasks.base import Card
from packgen.tasks.question import SHORT, ExamQuestionTask, QuestionPassage
from packgen.tasks.scheme import Credit, CreditGroup, LevelNote, Scheme
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.tasks.ruled import Amount
    from packgen.locale.words import Words
    from packgen.tasks.base import Task

_MOST_MARKS = 100
_MOST_LINES = 60
_MOST_MINUTES = 300
_MOST_BOXES = 3
_OBJECTIVE = re.compile(r"AO[1-9]")


def _or_text(schema: dict[str, Any]) -> None:
    """Allow a point to be a text in the JSON Schema too."""
    schema["items"] = {"anyOf": [{"type": ["string", "number", "boolean"]}, schema["items"]]}


def _in_range(number: int | None, most: int) -> int | None:
    if number is not None and not 1 <= number <= most:
        raise refusal("{name} cannot be {found}.", f"Write 1 to {most}.")
    return number


class QuestionExtract(Item):
    """Words that a question is about, or a view in your own words."""

    label: Text | None = Field(
        None, description="Letter or name; A, B and so on, if nothing is said.", examples=["Passage A"]
    )
    text: Running = Field(
        description="The words; paragraphs are divided by blank lines.", examples=["The words to read first."]
    )
    provenance: Text | None = Field(
        None, description="Who said or wrote it, where and when.", examples=["Who wrote it, where and when"]
    )


class SchemePoint(TextPart):
    """A point to credit. A text stands for a point of one mark."""

    text: Text = Field(description="What is credited.", examples=["A point worth a mark"])
    marks: Whole = Field(1, description="Marks for it.", examples=["2"])

    @field_validator("marks")
    @classmethod
    def _some(cls, number: int | None) -> int | None:
        return _in_range(number, _MOST_MARKS)


class SchemeGroup(ContentModel):
    """Points to credit that belong together."""

    heading: Text | None = Field(None, description="What they show.", examples=["What the points show"])
    points: tuple[SchemePoint, ...] = Field(
        description="The points: a text each, or text and marks.",
        examples=[["A point worth a mark", "Another point"]],
        min_length=1,
        json_schema_extra=_or_text,
    )


class QuestionLevel(ContentModel):
    """A level of response."""

    name: Text = Field(description="Its name.", examples=["Top"])
    marks: Text | None = Field(None, description="Its marks, from the least to the most.", examples=["21–25"])
    text: Text = Field(description="What an answer of that level does.", examples=["judges throughout"])

    @field_validator("marks")
    @classmethod
    def _a_band(cls, text: str | None) -> str | None:
        if text and read_band(text) is None:
            raise refusal("{name} cannot be {found}.", "Write the least and the most, such as 21–25.")
        return text

    @property
    def band(self) -> Band | None:
        """Its marks, if it has any."""
        return read_band(self.marks) if self.marks else None

    @property
    def label(self) -> str:
        """Name and marks."""
        return f"{self.name}, {shown_band(self.band)}" if self.band else self.name


class Question(TaskBlock):
    """A question to answer in writing, and what an answer is credited for.

    - type: question
      kind: Essay
      paper: ocr-y318
      task: thematic-essay
      question: >-
        “The army decided the fate of Russia’s rulers.” How far do you agree with this view of the period from 1855 to
        1964?
      command: How far
      minutes: 40
      guidance: "Top band: judgement throughout, exact evidence, comparison over time."
      planning:
        - "Army: evidence for"
        - "Other powers: evidence against"
      scheme:
        - heading: The army mattered
          points:
            - "March 1917: the generals deserted the Tsar"
            - {text: "June 1957: the army would not back removal", marks: 2}
      judgement: The army could save a ruler or let him fall; after 1953 it was the Party that chose him.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "write"
    synonyms: ClassVar[str] = (
        "exam-question essay essay-question exam past-paper practice-question past-paper-question long-answer "
        "short-answer exam-practice"
    )

    type: Literal["question"] = Field(description="An exam question to answer in writing.")
    kind: Text | None = Field(
        None, description="Heading; the paper's name for the task, if nothing is said.", examples=["Essay"]
    )
    paper: Identifier | None = Field(
        None, description="Exam paper that it is like; with a task it gives marks and levels.", examples=["ocr-y318"]
    )
    paper_task: Identifier | None = Field(
        None,
        alias="task",  # a name that is taken by a method of the block
        description="Which of the paper's kinds of question it is.",
        examples=["thematic-essay"],
    )
    question: Text = Field(description="The question.", examples=["Explain one reason why it happened."])
    command: Text | None = Field(
        None, description="Words of the question that say what to do; printed bold.", examples=["How far"]
    )
    marks: Whole | None = Field(None, description="The tariff, 1 to 100, if it is not the paper's.", examples=["4"])
    objectives: tuple[Text, ...] = Field(
        (), description="Assessment objectives, if they are not the paper's.", examples=[["AO1"]]
    )
    minutes: Whole | None = Field(None, description="Time for it, if it is not the paper's.", examples=["40"])
    guidance: Text | None = Field(
        None, description="What a good answer does, beside the question.", examples=["Top band: judgement throughout."]
    )
    extracts: tuple[QuestionExtract, ...] = Field((), description="What to read first.")
    planning: tuple[Text, ...] | None = Field(
        None,
        description="Titles of up to three boxes to plan in; [] for none.",
        examples=[["Evidence for", "Evidence against"]],
        max_length=_MOST_BOXES,
    )
    lines: Whole | None = Field(
        None, description="Writing lines, 1 to 60, if not those for the marks.", examples=["12"]
    )
    rest: Boolean = Field(False, description="Whether lines take the rest of the page.", examples=["yes"])
    extra_page: Boolean = Field(False, description="Whether a page of lines follows.", examples=["yes"])
    scheme: Annotated[tuple[SchemeGroup, ...], ItemName("group")] = Field(
        (), description="What is credited, in groups of points."
    )
    example: Text | None = Field(
        None, description="An answer that would earn the marks.", examples=["An answer worth full marks."]
    )
    judgement: Text | None = Field(
        None,
        description="A judgement that an essay could reach.",
        examples=["The judgement that the evidence supports."],
    )
    levels: tuple[QuestionLevel, ...] = Field(
        (), description="Levels of response, the highest first, if they are not the paper's."
    )

    @field_validator("marks")
    @classmethod
    def _a_tariff(cls, number: int | None) -> int | None:
        return _in_range(number, _MOST_MARKS)

    @field_validator("minutes")
    @classmethod
    def _a_time(cls, number: int | None) -> int | None:
        return _in_range(number, _MOST_MINUTES)

    @field_validator("lines")
    @classmethod
    def _enough(cls, number: int | None) -> int | None:
        if number is not None and not 1 <= number <= _MOST_LINES:
            raise refusal("{name} cannot be {found}.", f'Write 1 to {_MOST_LINES}, or "rest: yes".')
        return number

    @field_validator("objectives")
    @classmethod
    def _are_objectives(cls, objectives: tuple[str, ...]) -> tuple[str, ...]:
        refuse(
            Fault((place,), f'"{one[:20]}" is no assessment objective.', "Write AO and a figure, such as AO1.")
            for place, one in enumerate(objectives)
            if _OBJECTIVE.fullmatch(one) is None
        )
        return objectives

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        faults = self._paper_faults()
        refuse(faults or [*self._own_faults(), *self._level_faults()])
        return self

    def _paper_faults(self) -> list[Fault]:
        """Return the faults of paper and task."""
        if self.paper is None:
            if self.paper_task is None:
                return []
            return [Fault(("task",), "a task needs a paper.", 'Add a line such as "paper: ocr-y318", or delete it.')]
        try:
            tasks = load_paper(self.paper).tasks
        except UnknownNameError:
            message = f'there is no paper "{self.paper}".{nearest(self.paper, papers())}'
            return [Fault(("paper",), message, f"The papers are {_listed(papers())}.")]
        listed = f"The tasks of {self.paper} are {_listed(tuple(tasks))}."
        if self.paper_task is None:
            return [Fault(("paper",), "a paper needs a task.", f'Add a line such as "task: {[*tasks][-1]}". {listed}')]
        if self.paper_task not in tasks:
            message = f'{self.paper} has no task "{self.paper_task}".{nearest(self.paper_task, tasks)}'
            return [Fault(("task",), message, listed)]
        return []

    def _own_faults(self) -> list[Fault]:
        """Return fields that are missing, or that exclude each other."""
        faults = []
        standard = self._standard
        if self.marks is None and standard is None:
            faults.append(Fault(("marks",), "marks is missing.", 'Add a line "marks: 4", or paper and task.'))
        if self.lines is not None and self.rest:
            faults.append(Fault(("rest",), "lines and rest cannot go together.", "Keep one of them."))
        if self.command is not None and self.command.lower() not in plain(self.question).lower():
            message = f'the question does not say "{self.command[:40]}".'
            faults.append(Fault(("command",), message, "Write the words as they stand in the question."))
        wanted = standard.extracts if standard is not None else 0
        if wanted and len(self.extracts) != wanted:
            have = f"there {'is' if len(self.extracts) == 1 else 'are'} {len(self.extracts) or 'none'}"
            message = f"{self.paper_task} of {self.paper} has {wanted} extracts, and {have}."
            faults.append(Fault(("extracts",), message, f"Give {wanted}, or take away paper and task."))
        return faults

    def _level_faults(self) -> list[Fault]:
        """Return the faults of the author's own levels."""
        bands = [level.band for level in self.levels]
        given = [band for band in bands if band is not None]
        if given and len(given) < len(bands):
            place = bands.index(None)
            remedy = "Give all of them marks such as 21–25, or none."
            return [Fault(("levels", place), "this level has no marks, and others have.", remedy)]
        found = band_faults(given, self.tariff) if self.tariff else []
        return [Fault(("levels", fault.place, "marks"), fault.message, fault.remedy) for fault in found]

    @property
    def _standard(self) -> PaperTask | None:
        """The kind of question in the paper, if the author names one."""
        if self.paper is None or self.paper_task is None:
            return None
        return load_paper(self.paper).tasks[self.paper_task]

    @property
    def tariff(self) -> int:
        """The marks: the author's, or else the paper's; 0 if neither is known."""
        return self.marks or (self._standard.marks if self._standard else 0)

    @property
    def _levels(self) -> tuple[LevelNote, ...]:
        """The author's levels, or the paper's if the tariff is the paper's too."""
        standard = self._standard
        if self.levels or standard is None or standard.marks != self.tariff:
            return tuple(LevelNote(level.label, level.text) for level in self.levels)
        return tuple(LevelNote(shown_band(level.band), level.text) for level in standard.levels)

    def task(self, around: Surroundings) -> Task:
        """Return the question."""
        standard, words = self._standard, around.words
        extracts = tuple(
            QuestionPassage(_label(words, extract.label, place), extract.text, extract.provenance, extract.sources)
            for place, extract in enumerate(self.extracts)
        )
        return ExamQuestionTask(
            self.kind or (standard.name if standard else words.text("question.title")),
            self.question,
            self.tariff,
            self.command or "",
            self.objectives or (standard.objectives if standard else ()),
            self.minutes or (standard.minutes if standard else None),
            self.guidance,
            extracts,
            self._boxes(words, extracts),
            self._amount,
            self.extra_page,
            self._scheme(),
        )

    def _boxes(self, words: Words, extracts: tuple[QuestionPassage, ...]) -> tuple[str, ...]:
        """Return the titles of planning boxes: the author's, or one for each extract, or for and against."""
        if self.planning is not None:
            return self.planning
        if self.tariff <= SHORT:
            return ()
        both_sides = words.text("question.for"), words.text("question.against")
        return tuple(extract.label for extract in extracts[:_MOST_BOXES]) or both_sides

    @property
    def _amount(self) -> Amount:
        """How many lines: the author's number; else some for each mark of a short question, or the rest of the page."""
        if self.lines is not None:
            return self.lines
        if self.rest or self.tariff > SHORT:
            return "rest"
        return lines_for(self.tariff)

    def _scheme(self) -> Scheme:
        groups = tuple(
            CreditGroup(group.heading, tuple(Credit(point.text, point.marks) for point in group.points))
            for group in self.scheme
        )
        return Scheme(groups, self.example, self.judgement, self._levels, by_points=not self._levels)

    def cards(self, words: Words) -> list[Card]:
        """Return a card with the judgement as its answer; for a short question, an example or its points.

        A question on extracts needs a page: it has no card.
        """
        if self.extracts:
            return []
        points = words.text("list.semicolon").join(
            point.text.removesuffix(".") for group in self.scheme for point in group.points
        )
        answer = self.judgement or self.example or (points if self.tariff <= SHORT else "")
        return [Card(self.question, answer)] if answer else []


def _label(words: Words, label: str | None, place: int) -> str:
    """Return the label of an extract; a letter alone becomes "Extract A"."""
    letter = label or chr(ord("A") + place)
    return words.text("question.extract", letter=letter) if len(letter) == 1 else letter


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
