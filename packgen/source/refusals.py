"""Reports YAML that packgen does not accept, or that is probably not meant, and repairs the values where possible."""

from __future__ import annotations

from typing import NoReturn, Protocol

from packgen.errors import Origin, Problem
from packgen.source import escapes, flow, mistyped, notes
from packgen.source.document import Scalars, Value, YamlMark, line_and_column, place, source_lines
from packgen.source.excerpt import excerpt, quote
from packgen.source.finding import QUOTES, Finding
from packgen.source.limits import LONGEST_LIST, LONGEST_TEXT

_ENOUGH = 50
"""Problems after which reading of a file stops."""

_SHORTENED = 100
"""Characters that are kept of a text that is too long, so that the rest of the file can be checked."""

_NOT_TEXT = "Delete it; if it is text, put the whole text in quotes."
_NOT_A_KEY = "Put text that starts so in quotes."


class ParserEvent(Protocol):
    """The attributes of PyYAML's events that are used; each event has those of its kind."""

    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    start_mark: YamlMark
    end_mark: YamlMark


class Unreadable(Exception):
    """The rest of the file cannot be read."""


class Refusals:
    """The problems of one file.

    Attributes:
        lines: the lines of the file.
        problems: those found so far.
        hashes: the lines with a comment that may be meant as text.
    """

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.lines = source_lines(text)
        self.problems: list[Problem] = []
        self.hashes = notes.hashes(text, self.lines)

    def report(self, found: Finding) -> None:
        """Add a problem.

        Raises:
            Unreadable: the limit of problems is reached.
        """
        line = self.lines[found.line] if found.line < len(self.lines) else ""
        text, caret = excerpt(line, found.column, found.indented)
        origin = Origin(self.shown, found.line + 1, found.column + 1)
        problem = Problem(origin, found.message, found.remedy, text, caret)
        if problem not in self.problems:  # one mistake can cause the same problem twice
            self.problems.append(problem)
        if len(self.problems) >= _ENOUGH:
            raise Unreadable

    def stop(self, mark: YamlMark, message: str, remedy: str) -> NoReturn:
        """Add a problem that makes the rest of the file unreadable.

        Raises:
            Unreadable: always.
        """
        self.report(Finding(mark.line, mark.column, message, remedy))
        raise Unreadable

    def plain(self, event: ParserEvent) -> str:
        """Report plain text that a comment ends, or that is meant as a list, and return what was meant."""
        start, end, text = event.start_mark, event.end_mark, event.value
        if end.line in self.hashes:
            lost = notes.after(self.lines[end.line], end.column)
            if lost is not None:
                self.report(notes.cut(end.line, lost[0], text, lost[1]))
                return f"{text} {lost[1]}".lstrip()
        found = mistyped.items(self.lines, start, end) if text else None
        if found is not None:
            self.report(found)
        return text

    def escaped(self, event: ParserEvent) -> str:
        """Report unintended escapes in double quotes, and return the text."""
        start = event.start_mark
        source = flow.written(self.lines, place(start), place(event.end_mark))
        found = escapes.find(source, event.value, start)
        if found is None:
            return event.value
        self.report(found)
        return source[1:-1][:LONGEST_TEXT]

    def shorten(self, text: str, mark: YamlMark) -> str:
        """Report a text that is too long, and return its beginning."""
        message = f"this text has {len(text):,} characters; {LONGEST_TEXT:,} is the most."
        self.report(Finding(mark.line, mark.column, message, "Divide it."))
        return text[:_SHORTENED]

    def cut_off(self, mapping: dict[str, Value] | None, items: list[Value], places: list[int]) -> None:
        """Report a list or a mapping that is too long, and cut off its end."""
        if mapping is None:
            line, column = line_and_column(places[LONGEST_LIST])
            message = f"this list has {len(items):,} items; {LONGEST_LIST:,} is the most."
            del items[LONGEST_LIST:], places[LONGEST_LIST:]
        elif len(mapping) > LONGEST_LIST:
            line, column = line_and_column(places[2 * LONGEST_LIST])
            message = f"there are {len(mapping):,} keys here; {LONGEST_LIST:,} is the most."
            for key in list(mapping)[LONGEST_LIST:]:
                del mapping[key]
            del places[2 * LONGEST_LIST :]
        else:
            return
        self.report(Finding(line, column, message, "Divide it from here on."))

    def without_colon(
        self, key: str, mark: YamlMark, mapping: dict[str, Value], places: list[int], scalars: Scalars
    ) -> str | None:
        """Report a key without a colon in braces, and repair the mapping.

        Returns:
            Its value; an empty text if the key was part of the text before it, to which it has been joined.
        """
        start = places[-2] if mapping else places[-1]
        before = next(reversed(mapping.values())) if mapping else None
        source = flow.written(self.lines, start, place(mark))
        plain = isinstance(before, str) and source[:1] not in ("", '"', "'")
        found = flow.key_alone(self.lines, key, places[-1], source if plain else "", start)
        if self.problems and self.problems[-1].origin[1:3] == (found.line + 1, found.column + 1):
            del self.problems[-1]  # the text continues after another comma
        self.report(found)
        name, text = flow.divided(key)
        if name and name not in mapping:
            mapping[name] = text
            scalars.texts.append(text)
            scalars.places.append(places[-1])
            places.append(places[-1])
            return ""
        if not plain:
            return None
        mapping[next(reversed(mapping))] = scalars.texts[-1] = source
        del places[-1]
        return ""

    def directives(self) -> None:
        """Stop at a directive, since the parser takes quadratic time for many of them."""
        at = 0 if self.text.startswith("%") else self.text.find("\n%") + 1
        if at or self.text.startswith("%"):
            line = self.text.count("\n", 0, at)
            self.report(Finding(line, 0, "a line cannot start with %.", "Delete the line, or put the text in quotes."))
            raise Unreadable

    def extras(self, event: ParserEvent) -> None:
        """Report a tag, or stop at an anchor."""
        mark = event.start_mark
        if event.anchor is not None:
            found = quote(f"&{event.anchor}")
            self.stop(mark, f"{found} names this place for references, and packgen reads no references.", _NOT_TEXT)
        tag = quote(self.lines[mark.line][mark.column :].split(maxsplit=1)[0])
        message = f"{tag} names a YAML type, and packgen reads every value as text."
        self.report(Finding(mark.line, mark.column, message, _NOT_TEXT))

    def key(self, text: str, mark: YamlMark) -> None:
        """Report a key that is missing, is ``<<``, or includes mistyped characters."""
        if text == "<<":
            message, remedy = '"<<" copies another mapping, and packgen does not do that.', "Write the keys out."
        elif not text:
            message, remedy = "there is no key here.", "Write the key, or put the text in quotes."
        else:
            found = mistyped.key(self.lines, mark.line, mark.column, text)
            if found is not None:
                self.report(found)
            return
        self.report(Finding(mark.line, mark.column, message, remedy))

    def complex_key(self, mark: YamlMark) -> NoReturn:
        """Stop at a list or a mapping as a key."""
        if mark.column and self.lines[mark.line][mark.column - 1 : mark.column + 1] == "{{":
            self.report(Finding(mark.line, mark.column - 1, 'text cannot start with "{{".', QUOTES))
            raise Unreadable
        self.stop(mark, "a key must be text, not a list or a mapping.", _NOT_A_KEY)

    def duplicate(self, text: str, mark: YamlMark, mapping: dict[str, Value], places: list[int]) -> None:
        """Report a duplicate key, and delete the first one so that values and places stay aligned."""
        at = 2 * list(mapping).index(text)
        line = line_and_column(places[at])[0] + 1
        message = f"{quote(text)} is here for the second time (first on line {line})."
        self.report(Finding(mark.line, mark.column, message, "Keep one of the two."))
        del mapping[text], places[at : at + 2]
