"""People to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from packgen.blocks.base import Block, Item, Span
from packgen.blocks.scalars import Text
from packgen.layout.heading import titled
from packgen.layout.paragraph import Paragraph
from packgen.layout.setting import rich
from packgen.layout.table import ColumnSpec, Record, Table
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.flowable import Flowable
    from packgen.layout.setting import Setting


class Person(Item):
    """Somebody and why they matter."""

    name: Text = Field(description="The name in the topic's language.", examples=["Georgy Malenkov"])
    native: Text | None = Field(
        None, description="The name in the topic's native language.", examples=["Георгий Маленков"]
    )
    dates: Text | None = Field(None, description="Years of birth and death.", examples=["1902–88"])
    role: Text = Field(description="What they were at the time.", examples=["Premier, 1953–55"])
    why: Text = Field(description="Why they matter in this section.", examples=["Leader of the attempt of 1957"])


class KeyFigures(Block):
    """People to know: a table of names, roles and why each matters.

    - type: key-figures
      people:
        - name: Georgy Malenkov
          native: Георгий Маленков
          dates: 1902–88
          role: Premier, 1953–55
          why: Leader of the attempt of 1957
    """

    type: Literal["key-figures"] = Field(description="People to know.")
    title: Text = Field("Key figures", description="Heading.", examples=["Key figures"])
    note: Text | None = Field(None, description="A few words beside the heading.", examples=["as of June 1957"])
    people: tuple[Person, ...] = Field(
        description="The people.",
        min_length=1,
    )

    def span(self) -> Span:
        """Return the full width: four columns need it."""
        return "full"

    def flow(self, setting: Setting, parent: Element, letter: str = "") -> list[Flowable]:
        """Return the heading and a table, or records where the profile sets tables so."""
        section, story = titled(setting, parent, self.title, self.note)
        if setting.design.option("tables") == "records":
            items = Element("L", section, numbering="None")
            story += [_record(setting, items, person) for person in self.people]
        else:
            story.append(self._table(setting, section))
        return story

    def _table(self, setting: Setting, section: Element) -> Table:
        length = setting.design.length
        columns = [
            ColumnSpec("Name", length("kf-name")),
            ColumnSpec("Role", length("kf-role")),
            ColumnSpec("Why they matter"),
        ]
        rows = [[_named(setting, person), [rich(person.role)], [rich(person.why)]] for person in self.people]
        if any(person.dates for person in self.people):
            columns.insert(1, ColumnSpec("Dates", length("kf-dates")))
            for row, person in zip(rows, self.people, strict=True):
                row.insert(1, [rich(person.dates or "")])
        return Table(setting, section, columns, rows)


def _named(setting: Setting, person: Person) -> list[list[Run]]:
    """Return a name, and below it the same in the native language."""
    return [rich(person.name), *([[setting.native(person.native)]] if person.native else [])]


def _record(setting: Setting, items: Element, person: Person) -> Record:
    item = Element("LI", items)
    label, body = Element("Lbl", item), Element("LBody", item)
    name = [*(run._replace(bold=True) for run in rich(person.name))]
    if person.dates:
        name += [Run("\u00a0\u00a0 "), *rich(person.dates)]
    children: list[Flowable] = [Paragraph(setting, name, "table", label, keep=True)]
    if person.native:
        children.append(Paragraph(setting, [setting.native(person.native)], "note", Element("P", body), keep=True))
    said = f"{person.role}{'' if person.role.endswith('.') else '.'} {person.why}"
    children.append(Paragraph(setting, said, "table", Element("P", body)))
    return Record(setting, children)
