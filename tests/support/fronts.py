"""Front matter of packs that are made up of entries alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from packgen.plan.listing import Listed, ListedSheet, ListedTopic
from packgen.plan.schedule import REVIEWS
from packgen.plan.timetable import Revision
from packgen.plan.title import Title
from packgen.sheet.sheet import Sheet
from tests.support.geometry import Drawing, Text, read
from tests.support.pages import faces
from tests.support.pdf import Node
from tests.support.tags import tree

STAGES = {"Learn": 2, "Recall": 2, "Write": 1, "Check": 1}
OTHERS = {
    "Sources": [("Sources", 2)],
    "Flashcards": [("Cards", 8)],
    "Quiz": [("Quiz", 2), ("Quiz answers", 2)],
    "Answers": [("Check", 2), ("Check", 2)],
}
EVERYTHING = ("Sources", "Flashcards", "Quiz", "Answers")
VISITS = Revision(REVIEWS)
DATED = Revision(REVIEWS, date(2026, 11, 23))
TITLE = Title(
    title="Khrushchev in power",
    dates="1953–1964",
    kicker="Revision pack · A-level History",
    note="Russia and its rulers 1855–1964 · for OCR Y318",
    subject="A-level History",
    authors=(),
    credit="Text: packgen contributors, CC BY 4.0, checked on 2026-11-23.",
    language="en-GB",
)


class Shown:
    """A front and what it shows."""

    def __init__(self, sheet: Sheet, profile: str) -> None:
        self.sheet = sheet
        self.drawing: Drawing = read(sheet, faces(profile))
        self.tags: Node = tree(sheet, self.drawing)

    @property
    def pages(self) -> int:
        return len(self.sheet.pages)

    def called(self, words: str, page: int | None = None) -> Text:
        """Return the only text that says just this."""
        [found] = [text for text in self.drawing.texts(page) if text.text.strip() == words]
        return found


def topic(
    sections: int,
    stages: Sequence[str] = tuple(STAGES),
    others: Sequence[str] = ("Sources",),
    marks: int = 32,
    first: int = 0,
    title: str = "Khrushchev in power",
    name: str = "Section",
    overview: bool = False,
    **pages: int,
) -> ListedTopic:
    """A topic with sections that have these stages; its first sheet has this place in the pack."""
    entries, sheet = [], first
    if overview:
        entries.append(Listed("", "Overview", (ListedSheet("Overview", sheet, 2),)))
        sheet += 1
    for number in range(1, sections + 1):
        sheets = [
            ListedSheet(stage, sheet + place, pages.get(stage, STAGES[stage])) for place, stage in enumerate(stages)
        ]
        sheet += len(sheets)
        entries.append(Listed(str(number), f"{name} {number}", tuple(sheets), marks if "Recall" in stages else 0))
    for other in others:
        sheets = [ListedSheet(kind, sheet + place, count) for place, (kind, count) in enumerate(OTHERS[other])]
        sheet += len(sheets)
        entries.append(Listed("", other, tuple(sheets)))
    return ListedTopic(title, tuple(entries))
