"""The stages of a section, each on sheets of paper of its own, and the titles of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from packgen.model.topic import Section

Answers = Literal["overleaf", "back", "separate", "none"]
"""Where the key stands: on the back of each Write sheet, at the end of the pack, in a file of its own, or nowhere."""

LEARN = "Learn"
RECALL = "Recall"
WRITE = "Write"
CHECK = "Check"
CARDS = "Cards"
QUIZ = "Quiz"

STAGE_NAMES = {LEARN: "stage.learn", RECALL: "stage.recall", WRITE: "stage.write", CHECK: "stage.check"}
"""The stages of a section, with the keys of their printed names; see `packgen.locale`."""

SECTION_STAGES = (LEARN, RECALL, WRITE, CHECK)
"""The stages of a section, in their order."""

CardLayout = Literal["duplex", "fold"]
"""Answers of flashcards on the back of their questions, or beside them, to be folded behind."""


_OF_BLOCKS = {"learn": LEARN, "recall": RECALL, "write": WRITE}


def stage_of(sheet_name: str) -> str:
    """Return the stage of a section's sheet, whose name ends in it: ``topic/section/learn``."""
    ending = sheet_name.rpartition("/")[2]
    return next(stage for stage in SECTION_STAGES if stage.lower() == ending)


def places(section: Section, stage: str) -> list[int]:
    """Return the places in the section's list of the blocks that were written for a stage."""
    return [place for place, block in enumerate(section.blocks) if _OF_BLOCKS[block.stage] == stage]
