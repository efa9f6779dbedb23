"""Text to values, from the events of PyYAML's parser.

The parser's own loader is no use here: it calls itself for every level (100,000 brackets end the process), turns
``no``, ``1957-06-18`` and ``12:30`` into other things than the author wrote, keeps the last of two equal keys, and
opens alias bombs. Its events are safe, so the values are built from those, on a stack.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn, Protocol, TypeAlias, cast

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

from packgen.errors import Origin, Problem
from packgen.source.document import Document, Mark, Value, line_and_column, place, source_lines
from packgen.source.excerpt import excerpt, quote
from packgen.source.syntax import explain

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

DEEPEST = 40
"""Lists and mappings inside one another; a topic needs nine."""

MOST = 200_000
"""Values in a file; the longest topic has some 2,000."""

_ENOUGH = 50
"""Problems after which reading one file stops."""


class _Event(Protocol):
    """What this module reads of PyYAML's events; each has the attributes of its kind."""

    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    start_mark: Mark


class _Stop(Exception):
    """The rest of the file cannot be read."""


def build(text: str, shown: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in a text, None if the rest cannot be made out, and the problems met."""
    builder = _Builder(text, shown)
    return builder.build(), builder.problems


_NOT_TEXT = "Delete it; if it is text, put the whole text in quotes."
_NO_REFERENCE = "Write the text out; if it is meant as emphasis, put the whole text in quotes."
_NOT_A_KEY = "Put text that starts so in quotes."
_TOO_DEEP = "Put text that starts with a bracket in quotes."

_Level: TypeAlias = "tuple[dict[str, Value] | None, list[Value], list[int]]"


class _Builder:
    """One pass over the events of one file."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.problems: list[Problem] = []
        self.places: dict[int, list[int]] = {}
        self.scalars: list[str | None] = []
        self.start = 0

    def build(self) -> Document | None:
        """Return the document, or None if the rest of the file cannot be read."""
        try:
            self._refuse_directives()
            value = self._value()
        except _Stop:
            return None
        except yaml.YAMLError as error:
            # Past a syntax error the parser only guesses, so it is the last problem of its file.
            self._report(*explain(error, source_lines(self.text)))
            return None
        except (ValueError, OverflowError):
            # PyYAML without its C part makes characters that do not exist out of escapes.
            self._report(0, 0, "an escape such as \\uD800 stands for no character.", "Write the character itself.")
            return None
        return Document(self.shown, self.text, value, self.start, self.places, self.scalars)

    def _value(self) -> Value:
        """Build the value: one long loop on purpose, because every scalar of every file comes through it."""
        root: list[Value] = []
        stack: list[_Level] = []
        mapping: dict[str, Value] | None = None
        items: list[Value] = root
        places: list[int] = []
        root_places = places
        key: str | None = None
        documents = nodes = 0
        scalars = self.scalars
        value: Value
        for event in cast("Iterable[_Event]", yaml.parse(self.text, Loader=_Loader)):
            kind: object = type(event)
            mark = event.start_mark
            if kind is ScalarEvent:
                text = event.value
                style = event.style
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                if style == '"':
                    text.encode()  # a surrogate raises
                if mapping is not None and key is None:
                    if not style and text in ("", "<<"):
                        self._refuse_key(text, mark)
                    if text in mapping:
                        self._refuse_duplicate(text, mark, mapping, places)
                    key = text
                    places.append(place(mark))
                    continue
                if not style and text in ("", "~", "null"):
                    value = None
                elif style != "|" and "\n" in text:
                    # Outside a literal block a line break is what YAML leaves of a blank line.
                    value = text.replace("\n", "\n\n")
                else:
                    value = text
                scalars.append(value)
            elif kind is MappingStartEvent:
                value = {}
            elif kind is SequenceStartEvent:
                value = []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                mapping, items, places = stack.pop()
                continue
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._stop(mark, "a second document starts here.", 'Delete the line "---", or make two files.')
                continue
            elif kind is AliasEvent:
                found = quote(f"*{event.anchor}")
                self._stop(mark, f"{found} refers to another place, and packgen reads no references.", _NO_REFERENCE)
            else:
                continue
            nodes += 1
            if nodes > MOST:
                self._stop(mark, f"the file holds more than {MOST:,} values.", "Divide it into several files.")
            if mapping is None:
                items.append(value)
            elif key is None:
                self._stop(mark, "a key must be text, not a list or a mapping.", _NOT_A_KEY)
            else:
                mapping[key] = value
                key = None
            places.append(place(mark))
            if kind is not ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                if len(stack) >= DEEPEST:
                    self._stop(mark, f"more than {DEEPEST} lists or mappings stand inside one another.", _TOO_DEEP)
                stack.append((mapping, items, places))
                places = []
                if isinstance(value, dict):
                    mapping = value
                elif isinstance(value, list):
                    mapping, items = None, value
                self.places[id(value)] = places
        self.start = root_places[0] if root_places else 0
        return root[0] if root else None

    def _refuse_directives(self) -> None:
        """Stop at a line that starts with a percent sign: the parser takes quadratic time over many of them."""
        at = 0 if self.text.startswith("%") else self.text.find("\n%") + 1
        if at or self.text.startswith("%"):
            line = self.text.count("\n", 0, at)
            self._report(line, 0, "a line cannot start with %.", "Delete the line, or put the text in quotes.")
            raise _Stop

    def _refuse_extras(self, event: _Event) -> None:
        """Report a tag, or stop at an anchor."""
        mark = event.start_mark
        if event.anchor is not None:
            found = quote(f"&{event.anchor}")
            self._stop(mark, f"{found} names this place for references, and packgen reads no references.", _NOT_TEXT)
        tag = quote(source_lines(self.text)[mark.line][mark.column :].split(maxsplit=1)[0])
        self._report(
            mark.line, mark.column, f"{tag} names a YAML type, and packgen reads every value as text.", _NOT_TEXT
        )

    def _refuse_key(self, text: str, mark: Mark) -> None:
        """Report a key that is missing, or ``<<``."""
        if text:
            message, remedy = '"<<" copies another mapping, and packgen does not do that.', "Write the keys out."
        else:
            message, remedy = "there is no key here.", "Write the key, or put the text in quotes."
        self._report(mark.line, mark.column, message, remedy)

    def _refuse_duplicate(self, text: str, mark: Mark, mapping: dict[str, Value], places: list[int]) -> None:
        """Report a key that is there already, and forget the first one so that values and places stay in step."""
        at = 2 * list(mapping).index(text)
        line = line_and_column(places[at])[0] + 1
        message = f"{quote(text)} is here for the second time (first on line {line})."
        self._report(mark.line, mark.column, message, "Keep one of the two.")
        del mapping[text], places[at : at + 2]

    def _report(self, line: int, column: int, message: str, remedy: str) -> None:
        lines = source_lines(self.text)
        text, caret = excerpt(lines[line] if line < len(lines) else "", column)
        self.problems.append(Problem(Origin(self.shown, line + 1, column + 1), message, remedy, text, caret))
        if len(self.problems) >= _ENOUGH:
            raise _Stop

    def _stop(self, mark: Mark, message: str, remedy: str) -> NoReturn:
        self._report(mark.line, mark.column, message, remedy)
        raise _Stop
