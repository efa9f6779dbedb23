"""Finds what makes a block too tall for its page: adds its title to the error, and the text that is too long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from packgen.errors import LayoutError
from packgen.locale.registry import words_for
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.source import Value

_LEAST = 300
"""Least number of characters of a text that is reported as too long: a page has room for ten times as many."""

_SHARE = 0.5
"""Least share of a block's text that a single text must have to be reported."""

_TALL = " mm tall"
"""Part of the message of every error about height."""

Steps = tuple[str | int, ...]


def overlong(loaded: LoadedTopic, error: LayoutError) -> LayoutError:
    """Return an error with the title of its block and, if one text is too long, that text and its line.

    Args:
        loaded: the topic that the error is about.
        error: locates a block or a section of the topic by its index; any other error is returned unchanged.
    """
    path = _path(loaded, error)
    if error.origin is None or path is None:
        return error
    what = _titled(loaded, path, error.origin.what)
    text = _longest(loaded, path) if _TALL in error.message else None
    if text is None:
        return LayoutError(error.message, error.remedy, error.origin._replace(what=what), error.subject)
    from packgen.load.places import last_name, whereabouts

    inside = whereabouts(loaded.document.value, text)
    what = _titled(loaded, path, inside)
    if isinstance(text[-1], str):
        what = f"{what}, {last_name(text)}"
    message = f"is too long: what it stands in {error.message}"
    return LayoutError(message, "Shorten it.", loaded.document.origin(text, what))


def _path(loaded: LoadedTopic, error: LayoutError) -> Steps | None:
    """Return the path of the block or section that an error locates."""
    place = error.origin[:3] if error.origin else None
    for number, section in enumerate(loaded.topic.sections):
        for block in range(len(section.blocks)):
            if loaded.block_origin(number, block)[:3] == place:
                return ("sections", number, "blocks", block)
        if loaded.origin(("sections", number))[:3] == place:
            return ("sections", number)
    return None


def _titled(loaded: LoadedTopic, path: Steps, what: str) -> str:
    """Return the name of a block with its title after the type, unless all blocks of the type have that title."""
    if len(path) < 4:
        return what
    block = loaded.topic.sections[int(path[1])].blocks[int(path[3])]
    title = getattr(block, "title", None)
    usual = words_for(loaded.topic.language).text(block.usual) if block.usual else ""
    if not title or title == usual or len(title) >= _LEAST:
        return what
    return what.replace(block.type, f"{block.type} “{plain(title)}”", 1)


def _longest(loaded: LoadedTopic, path: Steps) -> Steps | None:
    """Return the path of a block's longest text; of a section, that of its title or its enquiry."""
    from packgen.load.places import at

    value = at(loaded.document.value, path)
    if len(path) == 2 and isinstance(value, dict):
        value = {key: value[key] for key in ("title", "enquiry") if key in value}
    texts = {inner: len(text) for inner, text in _texts(value)}
    longest = max(texts, key=texts.__getitem__, default=())
    if not longest or texts[longest] < max(_LEAST, _SHARE * sum(texts.values())):
        return None
    return (*path, *longest)


def _texts(value: Value, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text in a value with its path; the recursion is as deep as the models of a topic."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))
