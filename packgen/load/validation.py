"""Each of pydantic's errors as a problem at its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from pydantic import ValidationError

from packgen.blocks.scalars import REFUSED
from packgen.errors import Origin, Problem, nearest
from packgen.load import wording
from packgen.load.fields import block_types, example, example_line, field_at, fields, model_at, parts
from packgen.load.places import at, last_name, singular, whereabouts
from packgen.source import Document, quote

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Steps = tuple[str | int, ...]

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
        self.errors = [(_without_tag(d["loc"], d["type"]), d) for d in details]
        self.unknown = {path for path, d in self.errors if d["type"] in ("extra_forbidden", "union_tag_invalid")}
        self.misspelt = {(path[:-1], n) for path in self.unknown if path for n in self._meant(path)}

    def problems(self) -> Iterator[Problem]:
        for path, error in self.errors:
            value = at(self.document.value, path)
            if error["type"] == "missing" and (path[:-1], path[-1]) in self.misspelt:
                continue  # the unknown key beside it is what was meant
            if error["type"] == "too_short" and value:
                continue  # its items are wrong, and have errors of their own
            if value is None and error["type"] not in ("missing", "extra_forbidden", "union_tag_not_found"):
                continue  # found below, with those that pydantic minds not
            yield self._problem(path, error)
        if None in self.document.scalars:
            yield from self._empties()

    def _problem(self, path: Steps, error: ErrorDetails) -> Problem:
        if error["type"] == REFUSED:
            context = error["ctx"]
            return self._at(path, wording.Wording(context["message"], context["remedy"]))
        if error["type"] == "missing":
            return self._at(path, self._missing(path), self.document.origin(path[:-1]))
        if error["type"] == "extra_forbidden":
            return self._at(path, wording.UNKNOWN_KEY, self.document.key_origin(path), choices=self._keys(path[:-1]))
        if error["type"] == "union_tag_not_found":
            return self._at((*path, "type"), wording.MISSING_TYPE, self.document.origin(path), choices=list(block_types()))
        if error["type"] == "union_tag_invalid":
            path = (*path, "type")
            known = wording.UNKNOWN_TYPE if isinstance(at(self.document.value, path), str) else None
            return self._at(path, known or self._not_text(path), choices=list(block_types()))
        if error["type"] == "literal_error":
            field = field_at(self.document.value, path)
            return self._at(path, wording.NOT_A_CHOICE, choices=_choices(field.annotation) if field else [])
        return self._at(path, self._wrong_kind(path, error["type"]))

    def _wrong_kind(self, path: Steps, kind: str) -> wording.Wording:
        value = at(self.document.value, path)
        if kind == "string_type":
            return self._not_text(path)
        if kind == "tuple_type":
            if isinstance(path[-1], int):
                return wording.NOT_A_ROW
            return wording.NOT_A_LIST_OF_ITEMS if self._of_mappings(path) else wording.NOT_A_LIST
        if kind in ("model_type", "model_attributes_type"):
            return wording.NOT_AN_ITEM.get(type(value), wording.OTHER)
        if kind in ("too_short", "string_too_short"):
            return self._empty(path)
        return wording.NOT_A_NUMBER if kind.startswith("int_") else wording.OTHER

    def _not_text(self, path: Steps) -> wording.Wording:
        return wording.NOT_TEXT.get(type(at(self.document.value, path)), wording.OTHER)

    def _missing(self, path: Steps) -> wording.Wording:
        return wording.MISSING_LIST if self._of_mappings(path) else wording.MISSING

    def _empty(self, path: Steps) -> wording.Wording:
        field = field_at(self.document.value, path)
        if field is None or isinstance(path[-1], int):
            return wording.EMPTY
        if self._of_mappings(path):
            return wording.EMPTY_LIST
        return wording.EMPTY_NEEDED if field.is_required() else wording.EMPTY

    def _of_mappings(self, path: Steps) -> bool:
        field = field_at(self.document.value, path)
        return field is not None and bool(parts(field.annotation)) and not field.examples

    def _empties(self) -> Iterator[Problem]:
        """Yield a problem for every key or dash with nothing after it, except where the key itself is unknown."""
        stack: list[tuple[Steps, object]] = [((), self.document.value)]
        while stack:
            path, value = stack.pop()
            if path in self.unknown and at(self.document.value, path) is None:
                continue
            if value is None:
                yield self._at(path, self._empty(path))
            elif isinstance(value, dict):
                stack.extend(((*path, key), inner) for key, inner in value.items())
            elif isinstance(value, list):
                stack.extend(((*path, i), inner) for i, inner in enumerate(value))

    def _at(
        self, path: Steps, words: wording.Wording, origin: Origin | None = None, choices: list[str] | None = None
    ) -> Problem:
        """Return a problem with its words filled in; `origin` is where the value at the path is, if not said."""
        value = self.document.value
        names_it = "{name}" in words.message or isinstance(path[-1] if path else 0, str)
        what = whereabouts(value, path[:-1] if names_it else path)
        found = at(value, path)
        shown = found if words in (wording.UNKNOWN_TYPE, wording.NOT_A_CHOICE) else path[-1] if path else ""
        field = field_at(value, path)
        texts = {
            "name": last_name(path),
            "found": quote(str(shown)),
            "choices": _listed(choices or []),
            "hint": nearest(str(shown)[:200], choices or []),
            "example": example(field) if field else "",
            "line": example_line(field) if field else "",
        }
        if words is wording.NOT_A_LIST and isinstance(found, str) and len(found) < 40 and "," not in found:
            texts["example"] = f"[{found}]"
        place = (origin or self.document.origin(path))._replace(what=what)
        return self.document.problem(place, _fill(words.message, texts), _fill(words.remedy, texts))

    def _keys(self, path: Steps) -> list[str]:
        model = model_at(self.document.value, path)
        return list(fields(model)) if model is not None else []

    def _meant(self, path: Steps) -> list[str]:
        """Return the keys that an unknown key may have been meant as."""
        hint = nearest(str(path[-1])[:200], self._keys(path[:-1]))
        return [key for key in self._keys(path[:-1]) if f'"{key}"' in hint]
