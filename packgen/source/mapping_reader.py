"""Reads the mappings of a file that is no topic: a paper, a course, a list of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from packgen.errors import Problem, nearest
from packgen.source.document import Document, Path, Value
from packgen.source.excerpt import quote


class MappingReader:
    """Reads one file; a value that cannot be used becomes a problem, and a placeholder takes its place.

    Attributes:
        document: the values of the file with their positions.
        problems: found so far.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def refuse(self, path: Path, message: str, remedy: str) -> None:
        """Add a problem with the value at a path."""
        self.problems.append(self.document.problem(self.document.origin(path), message, remedy))

    def mapping(
        self, value: Value, path: Path, keys: Mapping[str, str], optional: Collection[str] = ()
    ) -> dict[str, Value]:
        """Return a mapping, after reporting keys that are missing or not known.

        Args:
            value: at the path.
            path: for messages.
            keys: the keys it may have, each with an example of its value; empty for a list.
            optional: those of them that it may lack.
        """
        listed = ", ".join(keys)
        if not isinstance(value, dict):
            self.refuse(path, "this should be keys and values.", f"The keys are {listed}.")
            return {}
        for key in value:
            if key not in keys:
                message = f"there is no key {quote(key)} here.{nearest(key, keys)}"
                origin = self.document.key_origin((*path, key))
                self.problems.append(self.document.problem(origin, message, f"The keys are {listed}."))
        for key, example in keys.items():
            if key not in value and key not in optional:
                beneath = "" if example else ", and beneath it a list"
                self.refuse(path, f"{key} is missing.", f'Add a line "{f"{key}: {example}".strip()}"{beneath}.')
        return value

    def items(self, value: dict[str, Value], path: Path, key: str) -> Sequence[Value]:
        """Return the list under a key; an empty one where there is none, after reporting what stands there instead."""
        found = value.get(key, [])
        if key in value and (not isinstance(found, list) or not found):
            self.refuse((*path, key), f"{key} should be a list.", 'Write beneath it lines that start with "- ".')
        return found if isinstance(found, list) else []

    def text(self, value: dict[str, Value], path: Path, key: str) -> str:
        """Return the text under a key; an empty one where there is none."""
        found = value.get(key, "")
        if key in value and (not isinstance(found, str) or not found.strip()):
            self.refuse((*path, key), f"{key} should be text.", "Write it after the colon.")
        return found.strip() if isinstance(found, str) else ""

    def whole(self, value: dict[str, Value], path: Path, key: str, least: int, most: int) -> int:
        """Return the whole number under a key, ``least`` where there is none or it is out of range."""
        found = value.get(key)
        if isinstance(found, str) and re.fullmatch(r"[0-9]{1,6}", found) and least <= int(found) <= most:
            return int(found)
        if key in value:
            self.refuse((*path, key), f"{key} cannot be used.", f"Write a whole number from {least} to {most}.")
        return least
