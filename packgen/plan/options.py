"""The options of a pack, validated and resolved, from which a plan is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.plan.stages import SECTION_STAGES, Answers, CardLayout, OrganiserLayout

if TYPE_CHECKING:
    from packgen.plan.kinds import UnitKind
    from packgen.plan.timetable import Revision
    from packgen.sheet.opening import Opening


Front = Literal["auto", "full", "none"]
"""Whether a pack has front matter; ``auto`` leaves it to the plan."""

SourcesAt = Literal["end", "foot", "none"]
"""Position of the sources: one list at the end of the pack, the foot of each Learn sheet, or nowhere."""

_STAGES = tuple(stage.lower() for stage in SECTION_STAGES)


class PlanOptions(NamedTuple):
    """The content of a pack, except the chosen sections.

    Attributes:
        sheets: names of sheets, as in ``--sheets``.
        answers: position of the key.
        seed: decides which words are hidden and which questions the quiz has.
        teacher: draw the answers into the gaps.
        questions: number of the quiz's questions.
        revision: when sections are revised; without it there is no tracker.
        fillable: make form fields.
        card_layout, back_offset: see `typeset_cards`.
        cards_per_page: greatest number of places for cards on a page; None to let their words decide.
        named: whether the binder fills in a student's name, on the cover or at the head of the first page.
        grid: number of the retrieval grid's questions.
        ages: for each chosen section, how long ago it was taught, as points (see `packgen.tasks.retrieval.AGES`); or
            nothing, where that follows from their order.
        organiser_layout: the side of the paper along which a knowledge organiser is read.
        front: whether the pack has front matter.
        dated: whether the tracker was given dates or days of its own.
        sources: position of the sources; None leaves it to the plan.
        numbered: whether the sheets of a section give its number in its topic.
        targets: for each topic and section that a section's text refers to, the sheet whose page is printed.
        opening: head of the pack's first page, for the unit that begins a pack without front matter.
        overleaf: whether the overview is on the back of the cover.
    """

    sheets: tuple[str, ...] = _STAGES
    answers: Answers = "overleaf"
    seed: int = 1
    teacher: bool = False
    questions: int = 20
    revision: Revision | None = None
    fillable: bool = False
    card_layout: CardLayout = "duplex"
    back_offset: tuple[float, float] = (0.0, 0.0)
    cards_per_page: int | None = None
    named: bool = False
    grid: int = 12
    ages: tuple[int, ...] = ()
    organiser_layout: OrganiserLayout = "landscape"
    front: Front = "auto"
    dated: bool = False
    sources: SourcesAt | None = None
    numbered: bool = True
    targets: tuple[tuple[str, str], ...] = ()
    opening: Opening | None = None
    overleaf: bool = False

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages of a section among the sheets, in their order."""
        return tuple(stage for stage in SECTION_STAGES if stage.lower() in self.sheets)

    def of_kind(self, kind: UnitKind) -> PlanOptions:
        """Return the options that decide the sheets of a kind; all others have their defaults.

        So no sheet can depend on an option that is not in its key.
        """
        found = {name: getattr(self, name) for name in kind.options}
        if "sheets" in found:
            found["sheets"] = tuple(name for name in self.sheets if name in (*kind.sheets, *kind.depends))
        return PlanOptions(**found)
