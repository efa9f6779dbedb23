"""Topics as records: from the cache while their files are unchanged, else read, checked and cached."""

from __future__ import annotations

import os
import stat
from _blake2 import blake2b
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packgen.cache.codec import Damaged, decode, encode
from packgen.cache.shape import fits
from packgen.errors import OutputError
from packgen.images.limits import LARGEST_FILE
from packgen.load.course import COURSE, COURSE_FILE, Course, course_from
from packgen.load.record import RECORD, TopicRecord, record_from, record_of

if TYPE_CHECKING:
    from packgen.cache.store import Store
    from packgen.errors import Problem
    from packgen.load.library import Library, LoadedTopic

_LARGEST = 4_000_000
"""Bytes of a topic file; a larger one is refused by the reader."""

_RECORDS = 500
"""Records of a library that are kept, unless more are in use at once."""

_AT_ONCE = 4_000_000
"""Bytes of topic files whose topics stay in memory, which takes four times as much, between checking all topics and
typesetting them; others are read again."""

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags for opening files: without O_NONBLOCK, opening a pipe would wait for ever."""


class LazyTopic:
    """The record of a topic, with the whole topic loaded when it is first needed.

    Attributes:
        topic: the record.
        path: the topic's file.
        key: digest of the bytes of its file and its pictures.

    Args:
        topic, path, key: the same.
        library: reads the whole topic; None if only the record is needed.
        data: the file's bytes if there is no file; else the file is read when needed, and must be unchanged.
        whole: the whole topic, if it is loaded already.
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
        return LazyTopic, (self.topic, self.path, self.key)  # only the record is sent to other processes

    def whole(self) -> LoadedTopic:
        """Return the whole topic, from the bytes of which its key is the digest.

        Raises:
            OutputError: the file has changed or is gone.
            Damaged: the record in the cache is that of another topic.
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
        """Return the bytes of the topic's file of which its key is the digest.

        Raises:
            OutputError: the file has changed or is gone.
        """
        if self._data is not None:
            return self._data
        data = _read(self.path, _LARGEST) or b""
        if not self.key.startswith(digest(self.path, data)):
            raise OutputError(f"The topic {self.path} changed while it was read. Run the same command again.")
        return data

    def release(self) -> None:
        """Drop the whole topic and keep the record: the topics of a large pack do not fit in memory at once."""
        if self._library is not None:
            self._whole = None

    def unchanged(self) -> bool:
        """Tell whether the topic's pictures are still those of its key; they are read again when drawn."""
        if not self.topic.pictures or self._library is None:
            return True
        return self.key.endswith(
            picture_digest(self.topic.pictures, self.path.parent, self._library.home(self.path)) or "?"
        )


class Records:
    """The records of valid topics, by digests of their files: those in the store, and those added since.

    All records are one entry of the store, since they are many and small. If two programs add records at the same time,
    only those of one are kept; the other's topics are read again.

    Args:
        store: the cache, or None.
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
        """Return the digest of a topic's pictures at the time, and its record; None if there is none."""
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

    def course(self, path: Path, data: bytes | None, shown: str) -> Course:
        """Return the course that a file describes.

        Args:
            path: the file.
            data: its bytes, or None where it is no ordinary file.
            shown: its name as messages give it.

        Raises:
            ContentError: all problems of the file.
        """
        place = *self._place, "course", digest(path.parent, data or b"")
        stored = self._store.get(*place) if self._store is not None and data is not None else None
        if stored is not None:
            with suppress(Damaged):
                return course_from(decode(stored, COURSE)[0])
        from packgen.load.course_file import read_course

        course, _ = read_course(path, shown)
        if self._store is not None and data is not None:
            self._store.put(encode(course, []), *place)
        return course

    def add(self, key: str, pictures: str, record: TopicRecord) -> None:
        """Add the record of a topic."""
        self._index[key] = pictures, record

    def keep(self, used: Mapping[str, None]) -> None:
        """Store those in use, and of the others the latest, up to the limit."""
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
        library: finds and reads the topic files.
        store: the cache, or None.
        records: records found before.
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
        return self._lazy_topics(*self._library.find(ids))

    def load_all(self) -> list[LazyTopic]:
        """Return every topic, in order of the ids.

        Raises:
            ContentError: all problems of all topics.
            OutputError: a folder cannot be read.
        """
        return self._lazy_topics(*self._library.find_all())

    def load_courses(self) -> list[Course]:
        """Return every course that has a file.

        Raises:
            ContentError: all problems of a file.
        """
        files = self._library.beside_topics(COURSE_FILE)
        if not files:
            return []
        return [self._records.course(path, _read(path, _LARGEST), self._library.show(path)) for path in files]

    def _lazy_topics(self, paths: Sequence[Path], problems: Sequence[Problem]) -> list[LazyTopic]:
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
        """Return a topic whose record is known, if its pictures are unchanged too."""
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
    """Return a digest of a topic file and its name, which has to equal the topic's id."""
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
    """Return the bytes of an ordinary file of an allowed size; None for any other, which the reader reports."""
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
    return data if len(data) == found.st_size else None  # else another program is writing it
