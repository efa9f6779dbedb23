"""Reads a board file into a `Paper`, and reports every problem in it with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath

from packgen.boards.bands import Band, band_faults, read_band
from packgen.boards.paper import Level, Paper, PaperPoint, PaperSection, PaperTask
from packgen.errors import ContentError
from packgen.source import Path, Value, quote, read_yaml
from packgen.source.mapping_reader import MappingReader

_OBJECTIVE = re.compile(r"AO[1-9]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_PAPER = {
    "board": "OCR",
    "qualification": "A Level History A (H505)",
    "code": "Y318",
    "title": "Russia and its rulers 1855–1964",
    "minutes": "150",
    "marks": "80",
    "objectives": "{AO1: what it asks for}",
    "sections": "",
    "points": "",
}
_SECTION = {"name": "Section A", "answer": "1", "choice": "2", "tasks": ""}
_TASK = {
    "id": "essay",
    "name": "Essay",
    "marks": "25",
    "objectives": "[AO1]",
    "minutes": "45",
    "extracts": "0",
    "levels": "",
}
_LEVEL = {"marks": "21–25", "text": "judges throughout"}
_POINT = {"id": "emancipation", "text": "the emancipation of the serfs"}
_OPTIONAL = {"choice", "extracts", "points"}


def read_paper(path: FilePath, shown: str) -> Paper:
    """Return the paper that a file describes; its id is the file's name.

    Raises:
        ContentError: the file cannot be read as YAML, or what it says cannot be used; all its problems.
    """
    reader = _PaperReader(read_yaml(path, shown))
    paper = reader.paper(path.stem)
    if reader.problems:
        raise ContentError(reader.problems)
    return paper


class _PaperReader(MappingReader):
    """Reads one paper."""

    def paper(self, name: str) -> Paper:
        value = self.mapping(self.document.value, (), _PAPER, _OPTIONAL)
        objectives = self._objectives(value)
        sections = tuple(
            self._section(item, ("sections", place), objectives)
            for place, item in enumerate(self.items(value, (), "sections"))
        )
        paper = Paper(
            name,
            self.text(value, (), "board"),
            self.text(value, (), "qualification"),
            self.text(value, (), "code"),
            self.text(value, (), "title"),
            self.whole(value, (), "minutes", 1, 600),
            self.whole(value, (), "marks", 1, 500),
            objectives,
            sections,
            tuple(self._points(value)),
        )
        if not self.problems:
            self._adds_up(paper)
        return paper

    def _points(self, value: dict[str, Value]) -> Iterator[PaperPoint]:
        known: set[str] = set()
        for place, item in enumerate(self.items(value, (), "points")):
            path: Path = ("points", place)
            inner = self.mapping(item, path, _POINT)
            point = PaperPoint(self._id(inner, path), self.text(inner, path, "text"))
            if point.id in known:
                self.refuse((*path, "id"), f"two points are called {quote(point.id)}.", "Rename one.")
            known.add(point.id)
            yield point

    def _id(self, value: dict[str, Value], path: Path) -> str:
        name = self.text(value, path, "id")
        if name and _ID.fullmatch(name) is None:
            message = f"id cannot be {quote(name)}."
            self.refuse((*path, "id"), message, "Write lower-case letters, figures and single hyphens.")
        return name

    def _adds_up(self, paper: Paper) -> None:
        """Check what concerns several parts: ids, total marks and total time."""
        count = sum(len(section.tasks) for section in paper.sections)
        if len(paper.tasks) < count:
            self.refuse(("sections",), "two tasks have the same id.", "Give each an id of its own.")
        marks = sum(section.answer * section.tasks[0].marks for section in paper.sections)
        if marks != paper.marks:
            message = f"the sections come to {marks} marks, and the paper to {paper.marks}."
            self.refuse(("marks",), message, "Check answer and marks of each section.")
        minutes = sum(section.answer * section.tasks[0].minutes for section in paper.sections)
        if minutes > paper.minutes:
            message = f"the sections take {minutes} minutes, and the paper {paper.minutes}."
            self.refuse(("minutes",), message, "Suggest less time for some tasks.")

    def _objectives(self, value: dict[str, Value]) -> dict[str, str]:
        given = value.get("objectives", {})
        if not isinstance(given, dict) or not given:
            self.refuse(("objectives",), "objectives should be keys and values.", 'Write them like "AO1: …".')
            return {}
        for key in given:
            if _OBJECTIVE.fullmatch(key) is None:
                self.refuse(("objectives", key), f"{quote(key)} is no objective.", "Write AO and a figure: AO1.")
        return {key: self.text(given, ("objectives",), key) for key in given}

    def _section(self, item: Value, path: Path, objectives: dict[str, str]) -> PaperSection:
        value = self.mapping(item, path, _SECTION, _OPTIONAL)
        tasks = tuple(
            self._task(inner, (*path, "tasks", place), objectives)
            for place, inner in enumerate(self.items(value, path, "tasks"))
        )
        answer = self.whole(value, path, "answer", 1, 20)
        choice = self.whole(value, path, "choice", 1, 20) if "choice" in value else answer
        if choice < answer:
            message = f"nobody can answer {answer} questions of {choice}."
            self.refuse((*path, "choice"), message, "Write how many there are to choose from.")
        if len({(task.marks, task.minutes) for task in tasks}) > 1:
            message = "the tasks of a section differ in marks or minutes."
            self.refuse((*path, "tasks"), message, "Make a section of each.")
        return PaperSection(self.text(value, path, "name"), answer, choice, tasks)

    def _task(self, item: Value, path: Path, objectives: dict[str, str]) -> PaperTask:
        value = self.mapping(item, path, _TASK, _OPTIONAL)
        marks = self.whole(value, path, "marks", 1, 100)
        name = self._id(value, path)
        assessed = []
        for place, one in enumerate(self.items(value, path, "objectives")):
            if isinstance(one, str) and one in objectives:
                assessed.append(one)
            else:
                message = f"{quote(str(one))} is not among the paper's objectives."
                self.refuse((*path, "objectives", place), message, f"They are {', '.join(objectives)}.")
        levels = [
            self._level(inner, (*path, "levels", place))
            for place, inner in enumerate(self.items(value, path, "levels"))
        ]
        for fault in band_faults([level.band for level in levels], marks) if not self.problems else ():
            self.refuse((*path, "levels", fault.place, "marks"), fault.message, fault.remedy)
        return PaperTask(
            name,
            self.text(value, path, "name"),
            marks,
            tuple(assessed),
            self.whole(value, path, "minutes", 1, 300),
            self.whole(value, path, "extracts", 0, 9) if "extracts" in value else 0,
            tuple(sorted(levels, reverse=True)),
        )

    def _level(self, item: Value, path: Path) -> Level:
        value = self.mapping(item, path, _LEVEL, _OPTIONAL)
        marks = self.text(value, path, "marks")
        band = read_band(marks)
        if marks and band is None:
            self.refuse((*path, "marks"), f"marks cannot be {quote(marks)}.", "Write them like 21–25.")
        return Level(band or Band(0, 0), self.text(value, path, "text"))
