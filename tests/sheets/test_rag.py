"""Lines of passages with gaps: none but the last ends much before the margin."""

from __future__ import annotations

import pytest

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.text.gap import Gap, gap_boxes
from packgen.layout.text.paragraph import Paragraph
from packgen.load.library import open_library
from packgen.plan.tasks import recall_tasks
from packgen.sheet.structure import Element
from packgen.tasks.cloze import ClozeTask
from tests.support.library import read_topics
from tests.support.paper import ROOT, setting

_LEAST = 0.6
"""Least share of the measure that a line fills: a gap is up to 0.4 of it, and may begin the next line."""


def passages() -> list[ClozeTask]:
    [loaded] = read_topics(open_library(ROOT / "content"), ["khrushchev"])
    tasks = [task.form for section in loaded.topic.sections for task in recall_tasks(loaded.topic, section, 1)]
    return [task for task in tasks if isinstance(task, ClozeTask)]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_lines_are_well_filled(profile: str) -> None:
    used = setting(profile)
    shares = []
    for task in passages():
        boxes = gap_boxes(used, task.gaps)
        for stretch in task.stretches:
            parts = [boxes[part] if isinstance(part, Gap) else part for part in stretch.content]
            paragraph = Paragraph(used, parts, "gapped-text", Element("P"))
            paragraph.wrap(used.design.spans.main, UNBOUNDED)
            for line in paragraph.lines[:-1]:
                ink = sum(segment.width for segment in line[:-1]) + line[-1].ink
                shares.append(ink * paragraph.style.size / 1000 / used.design.spans.main)
    assert len(shares) > 50
    assert min(shares) >= _LEAST
