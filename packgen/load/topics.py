"""Topics as records: out of the cache as long as their files are what they were, else read, checked, and kept."""

from __future__ import annotations

import os
import stat
from _blake2 import blake2b
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packgen.cache.codec import Damaged, decode, encode
from packgen.cache.shape import fits
from packgen.errors import OutputError
from packgen.images.limits import LARGEST_FILE
from packgen.load.record import RECORD, TopicRecord, record_from, record_of

if TYPE_CHECKING:
    from packgen.cache.store import Store
    from packgen.errors import Problem
    from packgen.load.library import Library, LoadedTopic

_LARGEST = 4_000_000
"""Bytes of a topic file; a larger one is refused by the reader."""

_RECORDS = 500
"""Records that are kept of a library, if not more are in use at once."""

_AT_ONCE = 4_000_000
"""Bytes of the topic files that are kept whole, which takes four times the room, between being checked, which all are
first, and being typeset; others are read again."""

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""How files are opened: for a pipe the program would wait for ever."""


class LazyTopic:
    """A topic of which the record is at hand, and all the rest when it is asked for.

    Attributes:
        topic: the record.
        path: the topic's file.
        key: digest of all bytes that the topic is made of: of its file and of its pictures.

    Args:
        topic, path, key: the same.
        library: where it is read, or None.
        data: the file's bytes where there is no file; else they are read when they are needed, and must be the same.
        whole: the topic, where it is at hand.
    """

    __slots__ = ("_data", "_library", "_whole", "key", "path", "topic")

    def __init__(
        self,
        topic: TopicRecord,
        path: Path,
        key: str,
        library: Library | None = None,
        data: bytes | None = None,
        whole: LoadedTopic | None = None,
    ) -> None:
        self.topic, self.path, self.key = topic, path, key
        self._library, self._data, self._whole = library, data, whole

    def __reduce__(self) -> tuple[Any, ...]:
        return LazyTopic, (self.topic, self.path, self.key)  # what is sent elsewhere is the record alone

    def whole(self) -> LoadedTopic:
        """Return all of the topic, from the very bytes that its key is made of.

        Raises:
            OutputError: they are not there any more.
            Damaged: the record, out of the cache, is that of another topic.
        """
        if self._whole is None:
            if self._library is None:
                raise ValueError(f"the record of {self.topic.id} was sent without its topic")
            [whole] = self._library.read({self.path: self.data()})
            if record_of(whole.topic) != self.topic:
                raise Damaged(f"the record of {self.topic.id} is not that of its file")
            self._whole = whole
        return self._whole

    def data(self) -> bytes:
        """Return the bytes of the topic's file that its key is made of.

        Raises:
            OutputError: they are not there any more.
        """
        if self._data is not None:
            return self._data
        data = _read(self.path, _LARGEST) or b""
        if not self.key.startswith(digest(self.path, data)):
            raise OutputError(f"The topic {self.path} changed while it was read. Run the same command again.")
        return data

    def release(self) -> None:
        """Let go of all but the record: a large pack has no room for all of its topics at once."""
        if self._library is not None:
            self._whole = None

    def unchanged(self) -> bool:
        """Tell whether the topic's pictures still are those of its key: they are read again when they are drawn."""
        if not self.topic.pictures or self._library is None:
            return True
        return self.key.endswith(
            picture_digest(self.topic.pictures, self.path.parent, self._library.home(self.path)) or "?"
        )


class Records:
    """The records of topics that were found good, by digests of their files: what the store has, and what came since.

    They are one entry of the store, since there are many and all are small. What two programs find out at once, only
    one of them keeps: the other's topics are read once more.

    Args:
        store: where they are kept, or None.
        root: the content folder.
    """

    def __init__(self, store: Store | None, root: Path) -> None:
        self._store = store
        self._place = "topics", str(root.absolute())

    @cached_property
    def _index(self) -> dict[str, Any]:
        stored = self._store.get(*self._place) if self._store is not None else None
        if stored is None:
            return {}
        try:
            index: dict[str, Any] = decode(stored, dict)[0]
        except Damaged:
            return {}
        return index

    def find(self, key: str) -> tuple[str, TopicRecord] | None:
        """Return a digest of a topic's pictures, as they were, and its record; None where it is not known."""
        kept = self._index.get(key)
        if kept is None:
            return None
        if isinstance(kept, tuple):
            return kept
        if not fits(kept, (str, RECORD)):
            return None
        pictures, record = kept
        found = self._index[key] = pictures, record_from(record)
        return found

    def add(self, key: str, pictures: str, record: TopicRecord) -> None:
        """Take up a topic."""
        self._index[key] = pictures, record

    def keep(self, used: Mapping[str, None]) -> None:
        """Write them down: those in use, and of the others as many as there is room for, the latest first."""
        index = self._index
        others = [key for key in index if key not in used]
        for key in others[: max(0, len(others) - max(0, _RECORDS - len(used)))]:
            del index[key]
        for key in used:  # to the end, where the latest are
            index[key] = index.pop(key)
        if self._store is not None:
            self._store.put(encode(index, []), *self._place)


class Topics:
    """The topics of a library, as records.

    Args:
        library: where they are.
        store: where records are kept, or None.
        records: those that are known already.
    """

    def __init__(self, library: Library, store: Store | None, records: Records | None = None) -> None:
        self._library = library
        self._records = records or Records(store, library.root)
        self._used: dict[str, None] = {}

    def load_topics(self, ids: Iterable[str]) -> list[LazyTopic]:
        """Return topics in the order asked for, each once; no other file is opened.

        Raises:
            UnknownNameError: there is no topic of that name.
            ContentError: all problems of these topics.
        """
        return self._shelved(*self._library.find(ids))

    def load_all(self) -> list[LazyTopic]:
        """Return every topic, in order of the ids.

        Raises:
            ContentError: all problems of all topics.
            OutputError: a folder cannot be read.
        """
        return self._shelved(*self._library.find_all())

    def _shelved(self, paths: Sequence[Path], problems: Sequence[Problem]) -> list[LazyTopic]:
        found: dict[Path, LazyTopic] = {}
        unknown: dict[Path, bytes | None] = {}
        for path in paths:
            data = None if self._library.leads_out(path) else _read(path, _LARGEST)
            known = self._known(path, data) if data is not None else None
            if known is not None:
                found[path] = known
            else:
                unknown[path] = data
        if unknown or problems:
            left = _AT_ONCE
            for whole in self._library.read(unknown, problems):
                data = unknown[whole.path]
                made = found[whole.path] = self._made(whole, data)
                left -= len(data or b"")
                if left < 0:
                    made.release()
            self._records.keep(self._used)
        return [found[path] for path in paths]

    def _known(self, path: Path, data: bytes) -> LazyTopic | None:
        """Return a topic that was found good before, if its pictures are the same as well."""
        key = digest(path, data)
        kept = self._records.find(key)
        if kept is None:
            return None
        shown, record = kept
        if record.id != path.stem:
            return None
        pictures = picture_digest(record.pictures, path.parent, self._library.home(path))
        if pictures is None or pictures != shown:
            return None
        self._used[key] = None
        return LazyTopic(record, path, f"{key}{pictures}", self._library)

    def _made(self, whole: LoadedTopic, data: bytes | None) -> LazyTopic:
        record = record_of(whole.topic, whole.warnings)
        pictures = picture_digest(record.pictures, whole.path.parent, self._library.home(whole.path))
        if data is None or pictures is None:  # no key can be made, as when a file changes while it is read
            return LazyTopic(record, whole.path, "", whole=whole)
        key = digest(whole.path, data)
        self._records.add(key, pictures, record)
        self._used[key] = None
        return LazyTopic(record, whole.path, f"{key}{pictures}", self._library, whole=whole)


def digest(path: Path, data: bytes) -> str:
    """Return a digest of a topic file: its name counts, since the topic's id has to be the same."""
    name = os.fsencode(path.name)
    return blake2b(b"%d %b %b" % (len(name), name, data), digest_size=16).hexdigest()


def picture_digest(names: Sequence[str], folder: Path, root: Path) -> str | None:
    """Return a digest of picture files; None where one cannot be read, or is outside the content folder."""
    if not names:
        return ""
    digest = blake2b(digest_size=16)
    try:
        inside = root.resolve()
        for name in names:
            path = (folder / name).resolve(strict=True)
            data = _read(path, LARGEST_FILE) if path.is_relative_to(inside) else None
            if data is None:
                return None
            digest.update(b"%d " % len(data))
            digest.update(data)
    except (OSError, ValueError, RuntimeError):
        return None
    return digest.hexdigest()


def _read(path: Path, largest: int) -> bytes | None:
    """Return the bytes of an ordinary file of a possible size; None for anything else, whoever reads it tells why."""
    try:
        file = os.open(path, _READING)
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or found.st_size > largest:
                return None
            data = os.read(file, found.st_size + 1)
        finally:
            os.close(file)
    except (OSError, ValueError):
        return None
    return data if len(data) == found.st_size else None  # else it is being written
