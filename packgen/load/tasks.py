"""Tasks that cannot be made because their section lacks what they are made from."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.blocks.base import Surroundings, TaskBlock, TaskProblem
from packgen.errors import Problem
from packgen.load.places import whereabouts
from packgen.locale.registry import words_for
from packgen.model import Topic
from packgen.source import Document
from packgen.tasks.chance import Chance


def problems(document: Document, topic: Topic) -> Iterator[Problem]:
    """Yield a problem for each task that cannot be made."""
    for number, section in enumerate(topic.sections):
        study = tuple(block for block in section.blocks if block.stage == "learn")
        around = Surroundings(study, Chance(0, topic.id), words_for(topic.language))
        for place, block in enumerate(section.blocks):
            if not isinstance(block, TaskBlock):
                continue
            try:
                block.task(around)
            except TaskProblem as problem:
                path = ("sections", number, "blocks", place)
                origin = document.origin((*path, problem.key), whereabouts(document.value, path))
                yield document.problem(origin, problem.message, problem.remedy)
