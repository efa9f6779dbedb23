"""The table of sheet kinds: when a pack has sheets of a kind, and what they depend on.

Adding a kind takes a row in `KINDS`, and a module of the same name in `packgen.sheets` with a function ``typeset``
(see `packgen.sheets.kinds`). The choices of ``--sheets``, the plan, cache keys, the codec of the cache, ``packgen
check`` and the distribution of a batch to its workers follow from the row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.plan.stages import (
    CARDS,
    CHECK,
    GRID,
    LEARN,
    ORGANISER,
    ORGANISER_BLANK,
    OVERVIEW,
    QUIZ,
    RECALL,
    SECTION_STAGES,
    WRITE,
    Answers,
)

if TYPE_CHECKING:
    from packgen.load.topics import LazyTopic
    from packgen.plan.selection import Chosen

Scope = Literal["section", "topic", "pack", "front"]
"""Scope of a unit: a section, a topic's chosen sections, the chosen sections of all topics, or the front matter."""


def cited_sources(one: Chosen[LazyTopic]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the sources cited in the chosen sections of a topic, each with the numbers of those sections, if any."""
    from packgen.plan.selection import cited

    return tuple((source, tuple(numbers)) for source, numbers in cited(one).items())


_FEWEST_SECTIONS = 3
"""Number of sections from which a topic has an overview."""


def whole_topic(one: Chosen[LazyTopic]) -> tuple[int, ...]:
    """Return the chosen sections of a topic if they are all it has, and enough for an overview; else nothing."""
    count = len(one.loaded.topic.sections)
    return one.sections if len(one.sections) == count >= _FEWEST_SECTIONS else ()


class UnitKind(NamedTuple):
    """A kind of unit: sheets that are typeset together from the same input.

    Attributes:
        name: of the kind; with underscores for hyphens, of its module in `packgen.sheets`.
        scope: what a unit is made from. Units of a section come before those of its topic (but see ``leads``), and
            those of topics before those of the pack; within a scope they come in the order of the table.
        sheets: names in ``--sheets``; a pack has units of the kind if it has one of these sheets.
        depends: names of other sheets: its own sheets depend on whether the pack has these.
        answers: positions of the key for which a pack has units of the kind; all if empty.
        options: fields of `PlanOptions` that its sheets depend on; all other fields have their defaults.
        chapter: key of its title in the contents and the outline, see `packgen.locale`; a section's unit has the title
            of its section.
        of: returns the part of a topic's record that a unit depends on, by default the indices of the chosen sections.
            If it is empty for all topics, there is no unit.
        only: a field of `PlanOptions` and the value with which a pack has units of the kind; None for any.
        needs: name of an earlier kind in the table; a unit gets the facts of its topics' units of that kind.
        least, most: least and greatest number of sheets in a unit.
        leads: whether the unit of a topic comes before those of its sections.
    """

    name: str
    scope: Scope
    sheets: tuple[str, ...]
    options: tuple[str, ...]
    chapter: str = ""
    depends: tuple[str, ...] = ()
    answers: tuple[Answers, ...] = ()
    of: Callable[[Chosen[LazyTopic]], tuple[object, ...]] = lambda one: one.sections
    only: tuple[str, str] | None = None
    needs: str = ""
    least: int = 0
    most: int = 100
    leads: bool = False

    def is_in(self, sheets: Collection[str], answers: Answers) -> bool:
        """Return whether a pack with some sheets, and its key at a position, has units of the kind."""
        return not set(self.sheets).isdisjoint(sheets) and (not self.answers or answers in self.answers)


KINDS = (
    UnitKind(
        "overview",
        scope="topic",
        sheets=(OVERVIEW,),
        options=("sheets", "fillable", "overleaf"),
        chapter="sheet.overview",
        depends=(LEARN.lower(),),
        of=whole_topic,
        most=1,
        leads=True,
    ),
    UnitKind(
        "section",
        scope="section",
        sheets=tuple(stage.lower() for stage in SECTION_STAGES),
        options=("sheets", "answers", "seed", "teacher", "fillable", "sources", "numbered", "targets"),
    ),
    UnitKind(
        "organiser",
        scope="topic",
        sheets=(ORGANISER, ORGANISER_BLANK),
        options=("sheets", "teacher", "fillable", "organiser_layout"),
        chapter="sheet.organiser",
        most=200,
    ),
    UnitKind(
        "cards",
        scope="topic",
        sheets=(CARDS.lower(),),
        options=("fillable", "card_layout", "back_offset", "cards_per_page"),
        chapter="sheet.flashcards",
    ),
    UnitKind(
        "answers",
        scope="topic",
        sheets=(CHECK.lower(),),
        options=("sheets", "answers", "seed", "fillable", "numbered"),
        chapter="sheet.answers",
        depends=(LEARN.lower(), RECALL.lower(), WRITE.lower()),
        answers=("back", "separate"),
        needs="section",
        most=1,
    ),
    UnitKind(
        "sources",
        scope="pack",
        sheets=(LEARN.lower(),),
        options=("fillable",),
        chapter="sheet.sources",
        of=cited_sources,
        only=("sources", "end"),
        least=1,
        most=1,
    ),
    UnitKind(
        "quiz",
        scope="pack",
        sheets=(QUIZ.lower(),),
        options=("questions", "answers", "seed", "teacher", "fillable"),
        chapter="sheet.quiz",
        needs="section",
        most=2,
    ),
    UnitKind(
        "grid",
        scope="pack",
        sheets=(GRID.lower(),),
        options=("grid", "ages", "answers", "seed", "teacher", "fillable"),
        chapter="sheet.grid",
        needs="section",
        most=2,
    ),
    UnitKind(
        "front-matter",
        scope="front",
        sheets=(),
        options=("fillable",),
        most=1,
    ),
)
"""All kinds. The four stages of a section are one kind, because its key names pages of its Learn sheet."""

SHEETS = tuple(dict.fromkeys(name for kind in KINDS for name in kind.sheets))
"""The names that ``--sheets`` takes."""


def unit_kind(name: str) -> UnitKind:
    """Return the kind with a name.

    Raises:
        KeyError: there is no such kind.
    """
    return _BY_NAME[name]


_BY_NAME = {kind.name: kind for kind in KINDS}
