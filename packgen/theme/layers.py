"""Theme and profile files merged over one another, with the place that each value comes from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import NamedTuple

from packgen.errors import ContentError, Problem, ThemeError, UnknownNameError
from packgen.source import Document, Path, Value, quote, read_yaml
from packgen.theme.registry import TokenFile, TokenFileKind, find, is_path


class Layer(NamedTuple):
    """One file."""

    file: TokenFile
    document: Document
    value: dict[str, Value]


class Layers:
    """Files merged in order, the base first.

    Mappings merge key by key; any other value replaces the one of an earlier file. A key with nothing after it changes
    nothing where it names a mapping, so that a section whose lines are all commented out does no harm.

    Attributes:
        layers: the base first.
        value: the merged mapping, ``extends`` included.
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)
        self.value: dict[str, Value] = {}
        for layer in self.layers:
            self.value = _over(self.value, layer.value)

    def problem(self, path: Path, what: str, message: str, remedy: str, *, at_key: bool = False) -> Problem:
        """Return a problem with the value at a path, placed in the file that it comes from."""
        layer = self.layers[self._height(path)]
        place = layer.document.key_origin if at_key else layer.document.origin
        return layer.document.problem(place(path, what), message, remedy)

    def folder(self, path: Path) -> FilePath:
        """Return the folder of the file that the value at a path comes from."""
        return self.layers[self._height(path)].file.path.parent

    def uppermost(self, *paths: Path) -> Path:
        """Return the path whose value comes from the latest file, the first of several: what was changed last."""
        return max(paths, key=self._height)

    def gap(self, kind: TokenFileKind, section: str, message: str, remedy: str) -> Problem:
        """Return a problem with a value that no file has, placed in the base file of its kind."""
        layer = next(x for x in self.layers if x.file.kind is kind)
        return layer.document.problem(layer.document.key_origin((section,), section), message, remedy)

    def _height(self, path: Path) -> int:
        last = len(self.layers) - 1
        return next((i for i in range(last, -1, -1) if _holds(self.layers[i].value, path)), last)


def chain(kind: TokenFileKind, name: str) -> list[Layer]:
    """Return the file that a name stands for and those it extends, the base first.

    Raises:
        UnknownNameError: there is no such theme or profile.
        ContentError: a file cannot be read, or what it extends cannot be found or leads back to it.
    """
    layers = [_read(find(kind, name))]
    while "extends" in layers[-1].value:
        upper = layers[-1]
        file = _base(upper)
        files = [layer.file for layer in layers]
        if file.path.resolve() in [other.path.resolve() for other in files]:
            circle = ", ".join(other.shown for other in [*files, file])
            raise _unusable(upper, f"{kind.value} extend one another in a circle: {circle}.", "Delete one such line.")
        layers.append(_read(file))
    return layers[::-1]


def refusal(problems: Iterable[Problem]) -> ThemeError:
    """Return one error with all problems, each once, in the order of file and line."""
    return ThemeError(str(ContentError(dict.fromkeys(problems))))


def _read(file: TokenFile) -> Layer:
    document = read_yaml(file.path, file.shown)
    value = document.value if document.value is not None else {}
    if not isinstance(value, dict):
        message = f"a {file.kind.word} is a mapping."
        remedy = f'Begin with a line such as "extends: {file.kind.base}".'
        raise ContentError([document.problem(document.origin(()), message, remedy)])
    return Layer(file, document, value)


def _base(layer: Layer) -> TokenFile:
    kind, name = layer.file.kind, layer.value["extends"]
    if not isinstance(name, str):
        raise _unusable(layer, "this should be one name.", f"Write the name of a {kind.word}, or delete the line.")
    try:
        return find(kind, name, layer.file.path.parent if is_path(name) else None)
    except UnknownNameError as error:
        raise _unusable(layer, f"{quote(name)} cannot be found.", str(error)) from None


def _unusable(layer: Layer, message: str, remedy: str) -> ContentError:
    document = layer.document
    return ContentError([document.problem(document.origin(("extends",), "extends"), message, remedy)])


def _over(lower: dict[str, Value], upper: dict[str, Value]) -> dict[str, Value]:
    """Return two mappings merged, neither of them changed."""
    merged = dict(lower)
    for key, value in upper.items():
        beneath = lower.get(key)
        if isinstance(beneath, dict) and isinstance(value, dict):
            merged[key] = _over(beneath, value)
        elif not (isinstance(beneath, dict) and value is None):
            merged[key] = value
    return merged


def _holds(value: Value, path: Path) -> bool:
    for step in path:
        if isinstance(value, dict) and isinstance(step, str) and step in value:
            value = value[step]
            continue
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            continue
        return False
    return True
