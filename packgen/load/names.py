"""The people of a course, from the file ``names.yaml`` beside its topics: one spelling, one native name, one life."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from packgen.blocks.key_figures import KeyFigures, Person
from packgen.errors import ContentError, Problem
from packgen.load.places import last_name, whereabouts
from packgen.source import Document, Path, Value, quote, read_yaml
from packgen.source.mapping_reader import MappingReader
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic

_FILE = {"people": ""}
_PERSON = {"name": "Leon Trotsky", "native": "Лев Троцкий", "dates": "1879–1940", "not": "[Trotskii]"}
_OPTIONAL = ("native", "dates", "not")


class ListedPerson(NamedTuple):
    """A person as the topics of a course are to name them.

    Attributes:
        name: as in the key figures.
        native: in the original script, or None for any.
        dates: of birth and death, or None for any.
        misspellings: words that no text may have.
    """

    name: str
    native: str | None
    dates: str | None
    misspellings: tuple[str, ...]


def read_names(path: FilePath, shown: str) -> list[ListedPerson]:
    """Return the people that a file lists.

    Raises:
        ContentError: the file cannot be read as YAML, or what it says cannot be used; all its problems.
    """
    reader = _NamesReader(read_yaml(path, shown))
    people = reader.people()
    if reader.problems:
        raise ContentError(reader.problems)
    return people


def name_problems(path: FilePath, shown: str, loaded: Iterable[LoadedTopic]) -> Iterator[Problem]:
    """Yield the problems of a file of names, and of people in topics of its folder who are named otherwise.

    Args:
        path: the file.
        shown: its name as messages give it.
        loaded: topics, of which those in the folder are examined.
    """
    try:
        people = read_names(path, shown)
    except ContentError as error:
        yield from error.problems
        return
    by_name = {one.name: one for one in people}
    by_native = {one.native: one for one in people if one.native is not None}
    wrong = {word: one.name for one in people for word in one.misspellings}
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(wrong, key=len, reverse=True)))})(?!\w)")
    for topic in loaded:
        if topic.path.parent == path.parent:
            yield from _key_figures(topic, by_name, by_native, shown)
            if wrong:
                yield from _misspelt(topic.document, words, wrong, shown)


def _key_figures(
    loaded: LoadedTopic, by_name: Mapping[str, ListedPerson], by_native: Mapping[str, ListedPerson], shown: str
) -> Iterator[Problem]:
    """Yield a problem for each key figure of a topic with another name, native name or life than the list has."""
    for number, section in enumerate(loaded.topic.sections):
        for place, block in enumerate(section.blocks):
            for n, person in enumerate(block.people) if isinstance(block, KeyFigures) else ():
                for key, found, listed in _differences(person, by_name, by_native):
                    document, path = loaded.document, ("sections", number, "blocks", place, "people", n, key)
                    origin = document.origin(path, whereabouts(document.value, path[:-1]))
                    message = f"{key} is {quote(found)} here, and {quote(listed)} in {shown}."
                    yield document.problem(origin, message, "Write the same in both.")


def _differences(
    person: Person, by_name: Mapping[str, ListedPerson], by_native: Mapping[str, ListedPerson]
) -> Iterator[tuple[str, str, str]]:
    """Yield the keys in which a person differs from the list, with what stands in both."""
    name, native = plain(person.name), plain(person.native) if person.native else None
    listed = by_name.get(name) or (by_native.get(native) if native else None)
    if listed is None:
        return
    for key, found, wanted in (
        ("name", name, listed.name), ("native", native, listed.native), ("dates", person.dates, listed.dates)
    ):  # fmt: skip
        if found and wanted and found != wanted:
            yield key, found, wanted


def _misspelt(document: Document, words: re.Pattern[str], wrong: Mapping[str, str], shown: str) -> Iterator[Problem]:
    """Yield a problem for each spelling of a name in a topic that the list rules out."""
    for path, text in document.matching(words):
        if path[0] == "sources":  # titles of works are as their authors write them
            continue
        for found in words.finditer(text):
            what = ", ".join(filter(None, [whereabouts(document.value, path[:-1]), last_name(path)]))
            message = f"{quote(found[0])} is spelt otherwise in {shown}: {quote(wrong[found[0]])}."
            yield document.problem(document.find(path, found[0], what), message, "Use one spelling.")


class _NamesReader(MappingReader):
    """Reads one list of names."""

    def people(self) -> list[ListedPerson]:
        """Return the people, each listed once."""
        value = self.mapping(self.document.value, (), _FILE)
        found = [self._person(one, ("people", n)) for n, one in enumerate(self.items(value, (), "people"))]
        for key in ("name", "native"):
            self._once(found, key)
        return found

    def _person(self, item: Value, path: Path) -> ListedPerson:
        value = self.mapping(item, path, _PERSON, _OPTIONAL)
        misspellings = []
        for place, one in enumerate(self.items(value, path, "not")):
            if isinstance(one, str) and one.strip():
                misspellings.append(one)
            else:
                self.refuse((*path, "not", place), "this should be a name.", "Write a spelling that no text may have.")
        name, native, dates = (self.text(value, path, key) for key in ("name", "native", "dates"))
        return ListedPerson(name, native or None, dates or None, tuple(misspellings))

    def _once(self, people: Iterable[ListedPerson], key: str) -> None:
        known: set[str] = set()
        for number, one in enumerate(people):
            found = getattr(one, key)
            if found in known:
                self.refuse(("people", number, key), f"{quote(found)} stands here twice.", "Delete one.")
            known.update([found] if found else [])
