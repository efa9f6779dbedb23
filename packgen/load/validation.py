"""Each of pydantic's errors as a problem at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from packgen.blocks import KINDS, kinds, scalars
from packgen.errors import Origin, Problem, nearest
from packgen.load import wording
from packgen.load.fields import example, example_line, field_at, fields, model_at, parts
from packgen.load.places import at, last_name, whereabouts
from packgen.source import Document, Value, quote
from packgen.source.excerpt import visible

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Steps: TypeAlias = "tuple[str | int, ...]"

_ENOUGH = 500
"""Errors of one file that are looked at: a broken file can have 200,000 of them."""


def problems(document: Document, error: ValidationError | None) -> list[Problem]:
    """Return what pydantic found, and every key with nothing after it, in no particular order."""
    return list(_Reader(document, error).problems())


class _Reader:
    """Turns the errors of one file into problems."""

    def __init__(self, document: Document, error: ValidationError | None) -> None:
        self.document = document
        details = error.errors(include_url=False, include_input=False)[:_ENOUGH] if error else []
        self.errors = [(d["loc"], d) for d in details]
        unknown = [path for path, d in self.errors if d["type"] == "extra_forbidden"]
        self.misspelt = {(path[:-1], key) for path in unknown for key in self._meant(path)}
        self.empty = set(self._empties()) - set(unknown) if None in document.scalars else set()

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each error that tells something new."""
        for path in sorted(self.empty, key=str)[:_ENOUGH]:
            yield self._at(path, self._nothing(path))
        for path, error in self.errors:
            kind = error["type"]
            place = (*path, "type") if kind == kinds.UNKNOWN_KIND else path
            if any(place[:n] in self.empty for n in range(1, len(place) + 1)):
                continue
            if kind == "missing" and (path[:-1], path[-1]) in self.misspelt:
                continue  # the unknown key beside it is what was meant
            if kind == "too_short" and len(self._list(path)) >= error["ctx"]["min_length"]:
                continue  # some of its items are wrong, and have errors of their own
            yield self._problem(path, error)

    def _problem(self, path: Steps, error: ErrorDetails) -> Problem:
        match error["type"]:
            case "missing":
                words = wording.MISSING_LIST if self._holds_mappings(path) else wording.MISSING
                return self._at(path, words, self.document.origin(path[:-1]))
            case "extra_forbidden":
                words = wording.MISSPELT_KEY if self._meant(path) else wording.UNKNOWN_KEY
                return self._at(path, words, self.document.key_origin(path), self._keys(path[:-1]))
            case kinds.NO_KIND:
                return self._at((*path, "type"), wording.MISSING_TYPE, self.document.origin(path), KINDS)
            case kinds.UNKNOWN_KIND:
                path = (*path, "type")
                words = wording.NOT_TEXT.get(type(self._value(path)), wording.UNKNOWN_TYPE)
                return self._at(path, words, choices=KINDS)
            case "literal_error":
                field = field_at(self.document.value, path)
                words = wording.NOT_TEXT.get(type(self._value(path)), wording.NOT_A_CHOICE)
                return self._at(path, words, choices=_choices(field.annotation) if field else [])
        return self._at(path, self._words(path, error))

    def _words(self, path: Steps, error: ErrorDetails) -> wording.Wording:
        """Return what to say of an error at the place that it names."""
        context = error.get("ctx", {})
        value = self._value(path)
        match error["type"]:
            case scalars.REFUSED if isinstance(value, dict | list) and "{found}" in context["message"]:
                return wording.NOT_TEXT[type(value)]
            case scalars.REFUSED:
                return wording.Wording(context["message"], context["remedy"])
            case "string_type":
                return wording.NOT_TEXT.get(type(value), wording.OTHER)
            case "tuple_type" if isinstance(path[-1], int):
                return wording.NOT_A_ROW
            case "tuple_type":
                return wording.NOT_A_LIST_OF_ITEMS if self._holds_mappings(path) else wording.NOT_A_LIST
            case "model_type":
                return wording.NOT_AN_ITEM.get(type(value), wording.OTHER)
            case "too_short" if value:
                return wording.TOO_FEW._replace(remedy=f"Give at least {context['min_length']}.")
            case "too_long":
                return wording.TOO_MANY._replace(remedy=f"Give at most {context['max_length']}.")
            case "too_short" | "string_too_short" | scalars.EMPTY:
                return self._nothing(path)
            case "value_error":
                return wording.OTHER._replace(remedy=f"{context['error']}.")
            case kind if kind.startswith("int_"):
                return wording.NOT_A_NUMBER
        return wording.OTHER

    def _nothing(self, path: Steps) -> wording.Wording:
        """Return what to say of a key or dash with nothing after it."""
        field = field_at(self.document.value, path)
        if field is None or isinstance(path[-1], int):
            return wording.EMPTY
        if self._holds_mappings(path):
            return wording.EMPTY_LIST
        return wording.EMPTY_NEEDED if field.is_required() else wording.EMPTY

    def _empties(self) -> Iterator[Steps]:
        """Yield the path of every key or dash with nothing after it."""
        stack: list[tuple[Steps, object]] = [((), self.document.value)]
        while stack:
            path, value = stack.pop()
            if value is None:
                yield path
            elif isinstance(value, dict):
                stack.extend(((*path, key), inner) for key, inner in value.items())
            elif isinstance(value, list):
                stack.extend(((*path, i), inner) for i, inner in enumerate(value))

    def _value(self, path: Steps) -> Value:
        return at(self.document.value, path)

    def _list(self, path: Steps) -> list[Value]:
        value = self._value(path)
        return value if isinstance(value, list) else []

    def _holds_mappings(self, path: Steps) -> bool:
        field = field_at(self.document.value, path)
        return field is not None and bool(parts(field.annotation)) and not field.examples

    def _at(
        self, path: Steps, words: wording.Wording, origin: Origin | None = None, choices: Sequence[str] = ()
    ) -> Problem:
        """Return a problem with its words filled in; `origin` is where the value at the path is, if not said."""
        value = self.document.value
        found = self._value(path)
        # What the message names, or a key that it is about, need not be named a second time.
        outer = "{name}" in words.message or (path and isinstance(path[-1], str))
        what = whereabouts(value, path[:-1] if outer else path)
        about_key = words in (wording.UNKNOWN_KEY, wording.MISSPELT_KEY)
        said = str(path[-1]) if about_key else found if isinstance(found, str) else ""
        field = field_at(value, path)
        texts = {
            "name": last_name(path),
            "found": quote(said),
            "choices": _listed(choices, "or" if words is wording.NOT_A_CHOICE else "and"),
            "hint": nearest(said[:200], choices),
            "example": example(field) if field else "",
            "line": example_line(field) if field else "",
        }
        if words is wording.NOT_A_LIST and 0 < len(said) < 40 and "," not in said and not _nested(field):
            texts["example"] = f"[{said}]"
        place = (origin or self.document.origin(path))._replace(what=what)
        return self.document.problem(place, _fill(words.message, texts), _fill(words.remedy, texts))

    def _keys(self, path: Steps) -> list[str]:
        model = model_at(self.document.value, path)
        return list(fields(model)) if model is not None else []

    def _meant(self, path: Steps) -> list[str]:
        """Return the keys that an unknown key may have been meant as."""
        hint = nearest(str(path[-1])[:200], self._keys(path[:-1]))
        return [key for key in self._keys(path[:-1]) if f'"{key}"' in hint]


def _choices(annotation: object) -> list[str]:
    """Return the texts that a field takes, from the Literal in its annotation."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for argument in get_args(annotation) for choice in _choices(argument)]


def _nested(field: FieldInfo | None) -> bool:
    """Tell whether a field takes a list of lists."""
    examples = field.examples if field is not None else None
    return isinstance(examples[0][0], list) if examples else False


def _listed(words: Sequence[str], joint: str) -> str:
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _fill(text: str, texts: Mapping[str, str]) -> str:
    """Put texts for names in braces; not with str.format, because some of the text is the author's."""
    return visible(re.sub(r"\{([a-z]+)\}", lambda match: texts.get(match[1], match[0]), text))
