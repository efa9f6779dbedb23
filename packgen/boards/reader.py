"""Reads a board file into a `Paper`, and reports every problem in it with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path as FilePath

from packgen.boards.bands import Band, band_faults, read_band
from packgen.boards.paper import Level, Paper, PaperSection, PaperTask
from packgen.errors import ContentError, Problem, nearest
from packgen.source import Document, Path, Value, quote, read_yaml

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
_OPTIONAL = {"choice", "extracts"}


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


class _PaperReader:
    """Reads one file; a value that cannot be used becomes a problem, and a placeholder takes its place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def paper(self, name: str) -> Paper:
        value = self._mapping(self.document.value, (), _PAPER)
        objectives = self._objectives(value)
        sections = tuple(
            self._section(item, ("sections", place), objectives)
            for place, item in enumerate(self._list(value, (), "sections"))
        )
        paper = Paper(
            name,
            self._text(value, (), "board"),
            self._text(value, (), "qualification"),
            self._text(value, (), "code"),
            self._text(value, (), "title"),
            self._whole(value, (), "minutes", 1, 600),
            self._whole(value, (), "marks", 1, 500),
            objectives,
            sections,
        )
        if not self.problems:
            self._adds_up(paper)
        return paper

    def _adds_up(self, paper: Paper) -> None:
        """Check what concerns several parts: ids, total marks and total time."""
        count = sum(len(section.tasks) for section in paper.sections)
        if len(paper.tasks) < count:
            self._refuse(("sections",), "two tasks have the same id.", "Give each an id of its own.")
        marks = sum(section.answer * section.tasks[0].marks for section in paper.sections)
        if marks != paper.marks:
            message = f"the sections come to {marks} marks, and the paper to {paper.marks}."
            self._refuse(("marks",), message, "Check answer and marks of each section.")
        minutes = sum(section.answer * section.tasks[0].minutes for section in paper.sections)
        if minutes > paper.minutes:
            message = f"the sections take {minutes} minutes, and the paper {paper.minutes}."
            self._refuse(("minutes",), message, "Suggest less time for some tasks.")

    def _objectives(self, value: dict[str, Value]) -> dict[str, str]:
        given = value.get("objectives", {})
        if not isinstance(given, dict) or not given:
            self._refuse(("objectives",), "objectives should be keys and values.", 'Write them like "AO1: …".')
            return {}
        for key in given:
            if _OBJECTIVE.fullmatch(key) is None:
                self._refuse(("objectives", key), f"{quote(key)} is no objective.", "Write AO and a figure: AO1.")
        return {key: self._text(given, ("objectives",), key) for key in given}

    def _section(self, item: Value, path: Path, objectives: dict[str, str]) -> PaperSection:
        value = self._mapping(item, path, _SECTION)
        tasks = tuple(
            self._task(inner, (*path, "tasks", place), objectives)
            for place, inner in enumerate(self._list(value, path, "tasks"))
        )
        answer = self._whole(value, path, "answer", 1, 20)
        choice = self._whole(value, path, "choice", 1, 20) if "choice" in value else answer
        if choice < answer:
            message = f"nobody can answer {answer} questions of {choice}."
            self._refuse((*path, "choice"), message, "Write how many there are to choose from.")
        if len({(task.marks, task.minutes) for task in tasks}) > 1:
            message = "the tasks of a section differ in marks or minutes."
            self._refuse((*path, "tasks"), message, "Make a section of each.")
        return PaperSection(self._text(value, path, "name"), answer, choice, tasks)

    def _task(self, item: Value, path: Path, objectives: dict[str, str]) -> PaperTask:
        value = self._mapping(item, path, _TASK)
        marks = self._whole(value, path, "marks", 1, 100)
        name = self._text(value, path, "id")
        if name and _ID.fullmatch(name) is None:
            message = f"id cannot be {quote(name)}."
            self._refuse((*path, "id"), message, "Write lower-case letters, figures and single hyphens.")
        assessed = []
        for place, one in enumerate(self._list(value, path, "objectives")):
            if isinstance(one, str) and one in objectives:
                assessed.append(one)
            else:
                message = f"{quote(str(one))} is not among the paper's objectives."
                self._refuse((*path, "objectives", place), message, f"They are {', '.join(objectives)}.")
        levels = [
            self._level(inner, (*path, "levels", place))
            for place, inner in enumerate(self._list(value, path, "levels"))
        ]
        for fault in band_faults([level.band for level in levels], marks) if not self.problems else ():
            self._refuse((*path, "levels", fault.place, "marks"), fault.message, fault.remedy)
        return PaperTask(
            name,
            self._text(value, path, "name"),
            marks,
            tuple(assessed),
            self._whole(value, path, "minutes", 1, 300),
            self._whole(value, path, "extracts", 0, 9) if "extracts" in value else 0,
            tuple(sorted(levels, reverse=True)),
        )

    def _level(self, item: Value, path: Path) -> Level:
        value = self._mapping(item, path, _LEVEL)
        marks = self._text(value, path, "marks")
        band = read_band(marks)
        if marks and band is None:
            self._refuse((*path, "marks"), f"marks cannot be {quote(marks)}.", "Write them like 21–25.")
        return Level(band or Band(0, 0), self._text(value, path, "text"))

    # -- single values

    def _refuse(self, path: Path, message: str, remedy: str) -> None:
        self.problems.append(self.document.problem(self.document.origin(path), message, remedy))

    def _mapping(self, value: Value, path: Path, keys: dict[str, str]) -> dict[str, Value]:
        """Return a mapping, after reporting keys that are missing or not known."""
        listed = ", ".join(keys)
        if not isinstance(value, dict):
            self._refuse(path, "this should be keys and values.", f"The keys are {listed}.")
            return {}
        for key in value:
            if key not in keys:
                message = f"there is no key {quote(key)} here.{nearest(key, keys)}"
                self._refuse((*path, key), message, f"The keys are {listed}.")
        for key, example in keys.items():
            if key not in value and key not in _OPTIONAL:
                beneath = "" if example else ", and beneath it a list"
                self._refuse(path, f"{key} is missing.", f'Add a line "{f"{key}: {example}".strip()}"{beneath}.')
        return value

    def _list(self, value: dict[str, Value], path: Path, key: str) -> Sequence[Value]:
        found = value.get(key, [])
        if key in value and (not isinstance(found, list) or not found):
            self._refuse((*path, key), f"{key} should be a list.", 'Write beneath it lines that start with "- ".')
        return found if isinstance(found, list) else []

    def _text(self, value: dict[str, Value], path: Path, key: str) -> str:
        found = value.get(key, "")
        if key in value and (not isinstance(found, str) or not found.strip()):
            self._refuse((*path, key), f"{key} should be text.", "Write it after the colon.")
        return found.strip() if isinstance(found, str) else ""

    def _whole(self, value: dict[str, Value], path: Path, key: str, least: int, most: int) -> int:
        found = value.get(key)
        if isinstance(found, str) and re.fullmatch(r"[0-9]{1,6}", found) and least <= int(found) <= most:
            return int(found)
        if key in value:
            self._refuse((*path, key), f"{key} cannot be used.", f"Write a whole number from {least} to {most}.")
        return least
