"""People to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packgen.blocks.base import Block, ContentModel, Fact
from packgen.blocks.scalars import Fault, ItemName, Text, refuse
from packgen.errors import nearest
from packgen.layout.core.setting import rich
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.records import Record
from packgen.layout.table.table import RuledTable
from packgen.layout.text.heading import titled
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain
from packgen.text.sentences import sentence

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance
    from packgen.tasks.grid import Blank, GridTask


class Person(Fact):
    """Somebody and why they matter."""

    name: Text = Field(description="The name in the topic's language.", examples=["A. Person"])
    native: Text | None = Field(
        None, description="The name in the topic's native language.", examples=["The name in its own letters"]
    )
    dates: Text | None = Field(None, description="Years of birth and death.", examples=["1870–1924"])
    role: Text = Field(description="What they were at the time.", examples=["What they were"])
    why: Text = Field(description="Why they matter in this section.", examples=["Why they matter here"])
    choice: Text | None = Field(
        None, description="Which of the block's options is right for them, for recall.", examples=["Against"]
    )


class Choice(ContentModel):
    """A question to be answered for each person by ticking a box."""

    question: Text = Field(description="The question.", examples=["For or against?"])
    options: tuple[Text, ...] = Field(
        description="What to choose from, 2 to 4 words or short phrases.",
        examples=[["For", "Against"]],
        min_length=2,
        max_length=4,
    )


class KeyFigures(Block):
    """People to know: a table of names, roles and why each matters.

    - type: key-figures
      people:
        - name: Georgy Malenkov
          native: Георгий Маленков
          dates: 1902–88
          role: Premier, 1953–55
          why: Leader of the attempt of 1957

    From memory: why they matter, their roles, their names or their dates. With
    `choice: {question: For or against him?, options: [For, Against]}`, and `choice: For` with each person, the student
    ticks a box as well.
    """

    forms: ClassVar[tuple[str, ...]] = ("why", "role", "names", "dates")
    usual: ClassVar[str | None] = "figures.title"
    derived: ClassVar[int] = 2
    parts: ClassVar[tuple[str, str] | None] = ("people", "name")
    synonyms: ClassVar[str] = (
        "person people key-person key-people individual key-individual character biography personality "
        "scientist figure leader"
    )

    type: Literal["key-figures"] = Field(description="People to know.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Key figures"])
    note: Text | None = Field(None, description="A few words beside the heading.", examples=["as of 1914"])
    people: Annotated[tuple[Person, ...], ItemName("person")] = Field(
        description="The people.",
        min_length=1,
    )
    choice: Choice | None = Field(
        None, description="A question to tick a box for, with each person, when the table is recalled."
    )

    @model_validator(mode="after")
    def _can_be_chosen(self) -> Self:
        refuse(self._faults())
        return self

    def _faults(self) -> list[Fault]:
        options = self.choice.options if self.choice else ()
        faults = []
        for i, person in enumerate(self.people):
            if person.choice is None or person.choice in options:
                continue
            path = ("people", i, "choice")
            if not self.choice:
                remedy = 'Add one to the block: "choice: {question: …, options: [For, Against]}".'
                faults.append(Fault(path, "there is nothing to choose from.", remedy))
                continue
            message = f'"{person.choice[:40]}" is not one of the options.{nearest(person.choice, options)}'
            faults.append(Fault(path, message, f"Write {', '.join(options[:-1])} or {options[-1]}."))
        if self.choice and not any(person.choice for person in self.people):
            message = "it is not said of anybody which option is right."
            faults.append(Fault(("choice",), message, f'Add "choice: {options[0]}" and so on to the people.'))
        return faults

    def span(self) -> Span:
        """Return the full width: four columns need it."""
        return "full"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading and a table, or records where the profile sets tables as records."""
        section, story = titled(setting, parent, self.heading(setting.words), self.note)
        if setting.design.option("tables") == "records":
            items = Element("L", section, numbering="None")
            story += [_record(setting, items, person) for person in self.people]
        else:
            story.append(self._table(setting, section))
        return story

    def _table(self, setting: Setting, section: Element) -> RuledTable:
        length, head = setting.design.length, setting.words.text
        columns = [
            ColumnSpec(head("figures.name"), length("kf-name"), fits=True),
            ColumnSpec(head("figures.role"), length("kf-role")),
            ColumnSpec(head("figures.why")),
        ]
        rows = [[_named(setting, person), [rich(person.role)], [rich(person.why)]] for person in self.people]
        if any(person.dates for person in self.people):
            columns.insert(1, ColumnSpec(head("figures.dates"), length("kf-dates")))
            for row, person in zip(rows, self.people, strict=True):
                row.insert(1, [rich(person.dates or "")])
        return RuledTable(setting, section, columns, rows)

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the people: who they were, and why they matter."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        facts = [
            OrganiserFact(person.name, f"{sentence(person.role)} {sentence(person.why)}", brief=person.role)
            for person in self.people
        ]
        return [FactGroup("person", self.heading(words), tuple(facts))]

    def key_terms(self) -> list[str]:
        """Return the names, and the surnames by themselves."""
        from packgen.tasks.vocabulary import surname

        names = [person.name for person in self.people]
        return [*names, *filter(None, map(surname, names))]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the table with a column hidden; names are asked for by role, in another order."""
        match form:
            case "why":
                return self._reasons(words, title or words.text("figures.rebuild"))
            case "role":
                answers = [(person.name, person.role) for person in self.people]
                return _asked(words, title or words.text("figures.roles"), words.text("figures.role"), answers)
            case "names":
                return self._names(words, title or words.text("figures.names"), chance)
        answers = [(person.name, person.dates) for person in self.people if person.dates]
        return _asked(words, title or words.text("figures.give_dates"), words.text("figures.dates"), answers)

    def _reasons(self, words: Words, title: str) -> GridTask:
        from packgen.tasks.grid import Blank, GridColumn, GridTask

        columns = [
            GridColumn(words.text("figures.name"), "grid-name", fits=True),
            GridColumn(words.text("figures.why")),
        ]
        rows: list[tuple[str | Blank, ...]] = [(person.name, Blank(person.why, lines=2)) for person in self.people]
        if self.choice is None:
            return GridTask(title, tuple(columns), tuple(rows), "figures.short")
        columns.insert(1, GridColumn(self.choice.question, "grid-choice"))
        options = self.choice.options
        choices = [Blank(person.choice, options=options) if person.choice else "" for person in self.people]
        rows = [(name, choice, why) for (name, why), choice in zip(rows, choices, strict=True)]
        return GridTask(title, tuple(columns), tuple(rows), "figures.short", how="marks.boxes")

    def _names(self, words: Words, title: str, chance: Chance) -> GridTask | None:
        from packgen.tasks.grid import Blank, GridColumn, GridTask

        if len({person.role for person in self.people}) < 2:
            return None
        mixed = [self.people[place] for place in chance.mixed([person.name for person in self.people])]
        rows = tuple((person.role, Blank(person.name, self._also(person))) for person in mixed)
        columns = (GridColumn(words.text("figures.role")), GridColumn(words.text("figures.name")))
        return GridTask(title, columns, rows, "figures.short", named=False)

    def _also(self, person: Person) -> tuple[str, ...]:
        """Return the names of others with the same role."""
        return tuple(other.name for other in self.people if other.role == person.role and other.name != person.name)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each person: who they were, and why they matter as a note.

        Where others of the table have the same role, why they matter is the answer.
        """
        from packgen.tasks.asking import asked
        from packgen.tasks.base import Card

        found: list[Card] = []
        for n, person in enumerate(self.people):
            native, name = person.native or "", plain(person.name)
            card = Card(person.name, person.role, person.why, words.text("figures.ask"), native, name, ("people", n))
            if self._also(person):
                question = words.text("figures.ask_why", name=person.name)
                card = card._replace(question=question, answer=person.why, note=person.role, cue="")
            elif person.dates and person.dates[-1].isdigit():
                card = card._replace(question=words.text("figures.ask_was", name=person.name), cue="")
            found += asked(card, person.ask, words, person.name)
        return found


def _asked(words: Words, title: str, head: str, answers: Sequence[tuple[str, str]]) -> GridTask | None:
    """Return a grid of names with a column to fill in."""
    from packgen.tasks.grid import Blank, GridColumn, GridTask, room_for

    if not answers:
        return None
    lines = room_for([answer for _, answer in answers])
    rows = tuple((name, Blank(answer, lines=lines)) for name, answer in answers)
    columns = (GridColumn(words.text("figures.name"), "grid-name", fits=True), GridColumn(head))
    return GridTask(title, columns, rows, "figures.short")


def _named(setting: Setting, person: Person) -> list[list[Run]]:
    """Return a name, and below it the name in the native language."""
    return [rich(person.name), *([[setting.native(person.native)]] if person.native else [])]


def _record(setting: Setting, items: Element, person: Person) -> Record:
    item = Element("LI", items)
    label, body = Element("Lbl", item), Element("LBody", item)
    name = [*(run._replace(bold=True) for run in rich(person.name))]
    if person.dates:
        name += [Run("\u00a0\u00a0 "), *rich(person.dates)]
    children: list[Flowable] = [Paragraph(setting, name, "table", label, keep=True)]
    if person.native:
        native, owner = setting.native(person.native), Element("P", body)
        lead = label, [*name, Run("\u00a0\u00a0 ")]
        both = Paragraph(setting, [native], "table", owner, lead=lead, keep=True)
        if both.extent()[1] <= setting.design.spans.full:
            children = [both]
        else:
            children.append(Paragraph(setting, [native], "note", owner, keep=True))
    said = f"{person.role}{'' if person.role.endswith('.') else '.'} {person.why}"
    children.append(Paragraph(setting, said, "table", Element("P", body)))
    return Record(setting, children)
