"""The stages of a section, the positions of answers, and the titles of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from packgen.model.topic import Section

Answers = Literal["overleaf", "back", "separate", "none"]
"""Position of the key: after each section's questions, at the end of the pack, in a separate file, or nowhere."""

LEARN = "Learn"
RECALL = "Recall"
WRITE = "Write"
CHECK = "Check"
CARDS = "Cards"
QUIZ = "Quiz"
GRID = "Grid"

OVERVIEW = "overview"
"""Name of the overview of a topic, in ``--sheets`` and at the end of its own name."""

ORGANISER = "organiser"
ORGANISER_BLANK = "organiser-blank"
"""Names of the sheets of a knowledge organiser, in ``--sheets`` and at the end of their own names."""

STAGE_NAMES = {LEARN: "stage.learn", RECALL: "stage.recall", WRITE: "stage.write", CHECK: "stage.check"}
"""The stages of a section, with the keys of their printed names; see `packgen.locale`."""

SECTION_STAGES = (LEARN, RECALL, WRITE, CHECK)
"""The stages of a section, in their order."""

STUDIED_STAGES = (LEARN, RECALL, WRITE)
"""The stages that a student works through; packs with none of them have no use for contents and a tracker."""
OrganiserLayout = Literal["landscape", "portrait"]
"""The side of the paper along which a knowledge organiser is read."""

CardLayout = Literal["duplex", "fold"]
"""Answers of flashcards: on the back of the questions, or beside them to be folded behind."""


_OF_BLOCKS = {"learn": LEARN, "recall": RECALL, "write": WRITE}


def stage_of(sheet_name: str) -> str:
    """Return the stage of a section's sheet, which is the last part of its name: ``topic/section/learn``."""
    ending = sheet_name.rpartition("/")[2]
    return next(stage for stage in SECTION_STAGES if stage.lower() == ending)


def places(section: Section, stage: str) -> list[int]:
    """Return the indices in the section's list of the blocks written for a stage."""
    return [place for place, block in enumerate(section.blocks) if _OF_BLOCKS[block.stage] == stage]
