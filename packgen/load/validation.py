"""Turns pydantic's errors into problems with places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args, get_origin

from pydantic import ValidationError

from packgen.blocks import KINDS, block_class, kinds, scalars
from packgen.errors import Origin, Problem
from packgen.load import homes, meant, wording
from packgen.load.fields import example, field_at, fields, model_at
from packgen.load.misfits import Misfit, has_misfits, misfits
from packgen.load.places import at, last_name, whereabouts
from packgen.load.shape import kind_of, shaped
from packgen.load.written import lines
from packgen.source import Document, Value, quote
from packgen.source.excerpt import visible

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Steps: TypeAlias = "tuple[str | int, ...]"

_ENOUGH = 500
"""Errors of one file that are examined; a broken file can have 200,000."""


def problems(document: Document, error: ValidationError | None) -> list[Problem]:
    """Return what pydantic found, and every key with nothing after it, in no particular order."""
    return list(_ErrorReader(document, error).problems())


def _in_full(details: Iterable[ErrorDetails], value: Value) -> Iterator[tuple[Steps, ErrorDetails]]:
    """Yield the errors with their paths, and those inside blocks of a misspelt type, which pydantic did not check."""
    for error in details:
        path = error["loc"]
        yield path, error
        block = at(value, path)
        if error["type"] not in (kinds.NO_KIND, kinds.UNKNOWN_KIND) or not isinstance(block, dict):
            continue
        kind = meant.kind_at(block)
        if kind is not None:
            rest = {key: inner for key, inner in block.items() if not meant.keys_meant(key, ["type"])}
            try:
                block_class(kind).model_validate({**rest, "type": kind})
            except ValidationError as inner:
                for one in inner.errors(include_url=False, include_input=False)[:_ENOUGH]:
                    yield (*path, *one["loc"]), one


class _ErrorReader:
    """Turns the errors of one file into problems."""

    def __init__(self, document: Document, error: ValidationError | None) -> None:
        self.document = document
        details = error.errors(include_url=False, include_input=False)[:_ENOUGH] if error else []
        self.errors = list(_in_full(details, document.value))
        unknown = [path for path, d in self.errors if d["type"] == "extra_forbidden"]
        self.misfits = list(islice(misfits(document), _ENOUGH)) if error else []
        self.reported = {misfit.path for misfit in self.misfits}
        self.misspelt = {(path[:-1], key) for path in unknown for key in self._meant(path)}
        self.misplaced = {path[:-1] for path in unknown if not self._meant(path) and self._is_of_another(path)}
        self.empty = set(self._empties()) - set(unknown) if None in document.scalars.texts else set()

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each error that is not a consequence of another."""
        for path in sorted(self.empty, key=str)[:_ENOUGH]:
            if not self._is_reported(path):
                yield self._at(path, self._nothing(path), choices=KINDS, instead=self._pattern(path))
        yield from (self._misfit(misfit) for misfit in self.misfits if misfit.words is not None)
        for path, error in self.errors:
            kind = error["type"]
            if self._is_reported(path):
                continue
            place = (*path, "type") if kind == kinds.UNKNOWN_KIND else path
            if any(place[:n] in self.empty for n in range(1, len(place) + 1)):
                continue
            if kind == "missing" and ((path[:-1], path[-1]) in self.misspelt or path[:-1] in self.misplaced):
                continue  # the unknown key beside it was meant
            if kind == "too_short" and len(self._list(path)) >= error["ctx"]["min_length"]:
                continue  # some of its items are wrong, and have errors of their own
            yield self._problem(path, error)

    def _problem(self, path: Steps, error: ErrorDetails) -> Problem:
        match error["type"]:
            case "missing":
                instead = self._pattern(path)
                words = wording.MISSING_LIST if instead else wording.MISSING
                return self._at(path, words, self.document.origin(path[:-1]), instead=instead)
            case "extra_forbidden":
                return self._unknown_key(path)
            case kinds.NO_KIND:
                return self._no_type(path)
            case kinds.UNKNOWN_KIND:
                return self._unknown_type((*path, "type"))
            case "literal_error":
                field = field_at(self.document.value, path)
                words = wording.NOT_TEXT.get(type(self._value(path)), wording.NOT_A_CHOICE)
                choices = _choices(field.annotation) if field else []
                found = self._value(path)
                hint = meant.choices_meant(found, choices) if isinstance(found, str) else []
                return self._at(path, words, choices=choices, texts={"hint": meant.asked(hint)})
        return self._at(path, self._words(path, error), instead=self._pattern(path) if self._is_empty(path) else ())

    def _unknown_key(self, path: Steps) -> Problem:
        """Return the problem of an unknown key: the key that was probably meant, or where it belongs."""
        origin, keys, names = self.document.key_origin(path), self._keys(path[:-1]), self._meant(path)
        if names:
            instead = self._shown_as(names[0], path) if len(names) == 1 else ()
            return self._at(path, wording.MISSPELT_KEY, origin, texts={"hint": meant.asked(names)}, instead=instead)
        doubled = [key for key in self._keys(path[:-1]) if key in meant.keys_meant(str(path[-1]), [key])]
        if doubled:
            return self._at(path, wording.DOUBLED_KEY, origin, texts={"key": doubled[0]})
        home = homes.home(self.document.value, path)
        if home is not None:
            return self._at(path, home.words, origin, texts={"place": home.place}, instead=home.instead)
        return self._at(path, wording.UNKNOWN_KEY, origin, keys)

    def _shown_as(self, key: str, path: Steps) -> tuple[str, ...]:
        """Return the lines of a key with the value written under another, if that has a wrong shape too."""
        field = field_at(self.document.value, (*path[:-1], key))
        value = self._value(path)
        return lines({key: shaped(field, value)}) if field is not None and has_misfits(field, value) else ()

    def _no_type(self, path: Steps) -> Problem:
        """Return the problem of a block without a type, which may stand under another key."""
        block = self._value(path)
        keys = block if isinstance(block, dict) else {}
        other = next((key for key in keys if meant.keys_meant(key, ["type"])), None)
        if other is not None:
            place = (*path, other)
            texts = {"hint": meant.asked(["type"])}
            return self._at(place, wording.MISSPELT_KEY, self.document.key_origin(place), texts=texts)
        return self._at((*path, "type"), wording.MISSING_TYPE, self.document.origin(path), KINDS)

    def _unknown_type(self, path: Steps) -> Problem:
        """Return the problem of an unknown type: the type that was probably meant, or what else to do."""
        found = self._value(path)
        if not isinstance(found, str):
            return self._at(path, wording.NOT_TEXT[type(found)])
        advice = meant.NOT_BLOCKS.get(meant.normal(found))
        if advice is not None:
            return self._at(path, wording.NOT_A_BLOCK, texts={"place": advice})
        names = meant.kinds_meant(found)
        words = wording.MISSPELT_TYPE if names else wording.UNKNOWN_TYPE
        return self._at(path, words, choices=KINDS, texts={"hint": meant.asked(names), "key": "".join(names[:1])})

    def _misfit(self, misfit: Misfit) -> Problem:
        path, words, instead, texts = misfit
        assert words is not None
        if words is wording.TYPE_TO_ADD:
            return self._at((*path, "type"), words, self.document.origin(path), texts=texts)
        return self._at(path, words, texts=texts, instead=instead)

    def _is_of_another(self, path: Steps) -> bool:
        """Tell whether a key belongs to another type of block, so that the type is probably wrong."""
        home = homes.home(self.document.value, path)
        return home is not None and home.words is wording.KEY_OF_KINDS

    def _is_reported(self, path: Steps) -> bool:
        return any(path[:n] in self.reported for n in range(len(path) + 1))

    def _is_empty(self, path: Steps) -> bool:
        return self._value(path) in ([], {}) and bool(path) and isinstance(path[-1], str)

    def _pattern(self, path: Steps) -> tuple[str, ...]:
        """Return the lines of a key that takes a list or a mapping, with examples; none for a text."""
        field = field_at(self.document.value, path)
        if field is None or isinstance(path[-1], int) or kind_of(field) == "text":
            return ()
        return lines({str(path[-1]): shaped(field, None)})

    def _words(self, path: Steps, error: ErrorDetails) -> wording.Wording:
        """Return the wording for an error."""
        context = error.get("ctx", {})
        value = self._value(path)
        match error["type"]:
            case scalars.REFUSED if isinstance(value, dict | list) and "{found}" in context["message"]:
                return wording.NOT_TEXT[type(value)]
            case scalars.REFUSED:
                return wording.Wording(context["message"], context["remedy"])
            case "string_type":
                return wording.NOT_TEXT.get(type(value), wording.OTHER)
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
        """Return the wording for a key or dash with nothing after it."""
        if len(path) == 5 and path[-1] == "type":
            return wording.EMPTY_TYPE
        field = field_at(self.document.value, path)
        if field is None or isinstance(path[-1], int):
            return wording.EMPTY
        if kind_of(field) != "text":
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

    def _at(
        self,
        path: Steps,
        words: wording.Wording,
        origin: Origin | None = None,
        choices: Sequence[str] = (),
        texts: Mapping[str, str] | None = None,
        instead: tuple[str, ...] = (),
    ) -> Problem:
        """Return a problem with its placeholders filled in; `origin` is by default that of the value at the path."""
        value = self.document.value
        found = self._value(path)
        # The message names the key or item, so the place does not name it again.
        outer = "{name}" in words.message or (path and isinstance(path[-1], str))
        what = whereabouts(value, path[:-1] if outer else path)
        about_key = words.message.startswith("there is no key")
        said = str(path[-1]) if about_key else found if isinstance(found, str) else ""
        field = field_at(value, path)
        values = {
            "name": last_name(path),
            "found": quote(said),
            "choices": _listed(choices, "or" if words is wording.NOT_A_CHOICE else "and"),
            "example": example(field) if field else "",
            **(texts or {}),
        }
        place = (origin or self.document.origin(path))._replace(what=what)
        problem = self.document.problem(place, _fill(words.message, values), _fill(words.remedy, values))
        return problem._replace(instead=instead)

    def _keys(self, path: Steps) -> list[str]:
        model = model_at(self.document.value, path)
        return list(fields(model)) if model is not None else []

    def _meant(self, path: Steps) -> list[str]:
        """Return the keys that an unknown key may mean."""
        written = self._value(path[:-1])
        keys = meant.keys_meant(str(path[-1]), self._keys(path[:-1]), written if isinstance(written, dict) else ())
        many = isinstance(self._value(path), dict | list)
        found = ((key, field_at(self.document.value, (*path[:-1], key))) for key in keys)
        alike = [key for key, field in found if field is not None and (kind_of(field) != "text") == many]
        return alike or keys


def _choices(annotation: object) -> list[str]:
    """Return the texts that a field takes, from the Literal in its annotation."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for argument in get_args(annotation) for choice in _choices(argument)]


def _listed(words: Sequence[str], joint: str) -> str:
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _fill(text: str, texts: Mapping[str, str]) -> str:
    """Replace placeholders in braces; not with str.format, because parts of the text are the author's."""
    return visible(re.sub(r"\{([a-z]+)\}", lambda match: texts.get(match[1], match[0]), text))
