"""Stages: what a section offers to do with it, each on sheets of paper of its own."""

from __future__ import annotations

from packgen.model.topic import Section

LEARN = "Learn"
RECALL = "Recall"


def stages(section: Section) -> list[str]:
    """Return a section's stages in order: Learn always, Recall where it has recall blocks."""
    return [LEARN, RECALL] if places(section, RECALL) else [LEARN]


def places(section: Section, stage: str) -> list[int]:
    """Return the places in the section's list of the blocks that a stage shows."""
    return [place for place, block in enumerate(section.blocks) if (block.stage == "recall") == (stage == RECALL)]
