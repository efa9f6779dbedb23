"""Builds values from the events of PyYAML's parser.

PyYAML's loader is not suitable: it recurses for every level (100,000 brackets end the process), resolves ``no``,
``1957-06-18`` and ``12:30`` to values that the author did not mean, keeps the last of two equal keys, and expands alias
bombs. Its events are safe, so the values are built from these, on a stack.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from packgen.errors import Problem
from packgen.source import flow
from packgen.source.document import MOST_COLUMNS, Document, Scalars, Value
from packgen.source.excerpt import quote
from packgen.source.finding import Finding
from packgen.source.folding import unfolded
from packgen.source.limits import DEEPEST, LONGEST_LIST, LONGEST_TEXT, MOST_VALUES
from packgen.source.refusals import ParserEvent, Refusals, Unreadable

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def build(text: str, shown: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in a text, None if it cannot be read to the end, and the problems found."""
    builder = _Builder(text, shown)
    return builder.build(), builder.refusals.problems


_NO_REFERENCE = "Write the text out; if it is meant as emphasis, put the whole text in quotes."
_TOO_DEEP = "Put text that starts with a bracket in quotes."

_Level: TypeAlias = "tuple[dict[str, Value] | None, list[Value], list[int]]"


class _Builder:
    """One pass over the events of one file."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.refusals = Refusals(text, shown)
        self.places: dict[int, list[int]] = {}
        self.scalars = Scalars([], [])
        self.bracketed: list[list[Value]] = []
        self.start = 0

    def build(self) -> Document | None:
        """Return the document, or None if the rest of the file cannot be read."""
        with suppress(Unreadable):
            try:
                self.refusals.directives()
                value = self._value()
                lines = self.refusals.lines
                return Document(self.shown, lines, value, self.start, self.places, self.scalars, self.bracketed)
            except yaml.YAMLError as error:
                from packgen.source.syntax import explain  # few files have an error

                # After a syntax error the parser only guesses, so the error is the last problem of a file.
                self.refusals.report(explain(error, self.text, self.refusals.lines))
            except (ValueError, OverflowError):
                # PyYAML without libyaml decodes escapes to code points that do not exist.
                message = "an escape such as \\uD800 stands for no character."
                self.refusals.report(Finding(0, 0, message, "Write the character itself."))
        return None

    def _value(self) -> Value:
        """Build the value: in one long loop for speed, since it handles every scalar of every file."""
        root: list[Value] = []
        stack: list[_Level] = []
        mapping: dict[str, Value] | None = None
        items: list[Value] = root
        places: list[int] = []
        root_places = places
        key: str | None = None
        documents = nodes = 0
        scalars, scalar_places = self.scalars
        refuse = self.refusals
        has_hashes, has_escapes, has_curly = bool(refuse.hashes), "\\" in self.text, "“" in self.text
        value: Value
        usual_keys: set[str] = set()  # those that need no second look
        next_event = cast("Callable[[], ParserEvent | None]", _Loader(self.text).get_event)
        while (event := next_event()) is not None:
            kind: object = type(event)
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                if len(places) > LONGEST_LIST:
                    refuse.cut_off(mapping, items, places)
                if has_curly and kind is SequenceEndEvent and (divided := flow.curly(refuse.lines, items, places)):
                    refuse.report(divided)
                mapping, items, places = stack.pop()
                continue
            mark = event.start_mark
            line = mark.line
            here = line * MOST_COLUMNS + mark.column
            if kind is ScalarEvent:
                text = event.value
                style = event.style
                is_long = event.end_mark.line > line
                if event.anchor is not None or event.tag is not None:
                    refuse.extras(event)
                if style == '"':
                    text.encode()  # a surrogate raises
                    if has_escapes and (mapping is None or key is not None):
                        text = refuse.escaped(event)
                elif not style and (is_long or has_hashes or not text[:1].isalpha()):
                    text = refuse.plain(event)
                if len(text) > LONGEST_TEXT:
                    text = refuse.shorten(text, mark)
                if mapping is not None and key is None:
                    if text not in usual_keys:
                        if text[:1].isalnum() and text.isascii() and ":" not in text:
                            usual_keys.add(text)
                        elif not style:
                            refuse.key(text, mark)
                    if text in mapping:
                        refuse.duplicate(text, mark, mapping, places)
                    key = text
                    places.append(here)
                    continue
                if not text and not style:
                    value = None
                    if key is not None and mapping is not None and not flow.has_colon(refuse.lines, mark):
                        value = refuse.without_colon(key, mark, mapping, places, self.scalars)
                        if value == "":
                            key = None
                            continue
                elif style != "|" and (is_long or "\n" in text):
                    value = self._with_lines(event, text)
                else:
                    value = text
                scalars.append(value)
                scalar_places.append(here)
            elif kind is MappingStartEvent:
                value = {}
            elif kind is SequenceStartEvent:
                value = []
                if event.flow_style:
                    self.bracketed.append(value)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    refuse.stop(mark, "a second document starts here.", 'Delete the line "---", or make two files.')
                continue
            elif kind is AliasEvent:
                found = quote(f"*{event.anchor}")
                refuse.stop(mark, f"{found} refers to another place, and packgen reads no references.", _NO_REFERENCE)
            else:
                continue
            nodes += 1
            if nodes > MOST_VALUES:
                refuse.stop(mark, f"the file holds more than {MOST_VALUES:,} values.", "Divide it into several files.")
            if mapping is None:
                items.append(value)
            elif key is None:
                refuse.complex_key(mark)
            else:
                mapping[key] = value
                key = None
            places.append(here)
            if kind is not ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    refuse.extras(event)
                if len(stack) >= DEEPEST:
                    refuse.stop(mark, f"more than {DEEPEST} lists or mappings stand inside one another.", _TOO_DEEP)
                stack.append((mapping, items, places))
                places = []
                if isinstance(value, dict):
                    mapping = value
                elif isinstance(value, list):
                    mapping, items = None, value
                self.places[id(value)] = places
        self.start = root_places[0] if root_places else 0
        return root[0] if root else None

    def _with_lines(self, event: ParserEvent, text: str) -> str:
        """Return a scalar with its line breaks, which YAML has folded.

        Args:
            event: of the scalar.
            text: its value, or the text that replaces it.
        """
        start, end = event.start_mark, event.end_mark
        lines = None
        if text == event.value:
            lines = unfolded(self.refusals.lines, event.style, (start.line, start.column), (end.line, end.column))
        # In a text with escapes, a line break in the folded value stands for a blank line.
        return text.replace("\n", "\n\n") if lines is None else lines
