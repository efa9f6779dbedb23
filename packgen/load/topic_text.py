"""Topics that are given as text or as models, without a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import UnknownNameError, UsageProblem, nearest
from packgen.load.library import Library
from packgen.load.record import record_of
from packgen.load.topic_yaml import topic_yaml
from packgen.load.topics import LazyTopic, digest, picture_digest

if TYPE_CHECKING:
    from packgen.load.course import Course
    from packgen.load.loaded import LoadedTopic
    from packgen.load.record import TopicRecord
    from packgen.model import Topic


class TopicText(NamedTuple):
    """A topic as text; messages call it by its id, such as ``<my-topic>``.

    Attributes:
        id: of the topic, as in the text.
        text: YAML.
        folder: from which pictures are named, and which they must not leave; None where none are named.
    """

    id: str
    text: str
    folder: Path | None = None


def text_of(topic: Topic, folder: Path | None = None) -> TopicText:
    """Return a topic as text that reads as the same topic.

    Args:
        topic: the model.
        folder: of its pictures.
    """
    return TopicText(topic.id, topic_yaml(topic), folder)


class TextTopics:
    """Topics that were given as text: checked as files are, and chosen from as from a library.

    Args:
        texts: the topics.

    Raises:
        UsageProblem: there is none, or two have one id.
        ContentError: all problems of the first topic that has some.
    """

    def __init__(self, texts: Sequence[TopicText]) -> None:
        self._topics: dict[str, LazyTopic] = {}
        if not texts:
            raise UsageProblem("Nothing to build. Give a topic.")
        for text in texts:
            topic = _lazy_topic(text)
            if topic.topic.id in self._topics:
                raise UsageProblem(f'Two topics have the id "{topic.topic.id}". Give one of them another.')
            self._topics[topic.topic.id] = topic

    @property
    def ids(self) -> list[str]:
        """The ids of all topics."""
        return list(self._topics)

    def load_topics(self, ids: Iterable[str]) -> list[LazyTopic]:
        """Return topics in the order asked for, each once.

        Raises:
            UnknownNameError: there is no topic of that name.
        """
        wanted = list(dict.fromkeys(ids))
        for id_ in wanted:
            if id_ not in self._topics:
                raise UnknownNameError(f'There is no topic "{id_}".{nearest(id_[:200], self._topics)}')
        return [self._topics[id_] for id_ in wanted]

    def load_all(self) -> list[LazyTopic]:
        """Return every topic, in the order given."""
        return list(self._topics.values())

    def load_courses(self) -> list[Course]:
        """Return no course: they are files."""
        return []


class _TextLibrary(Library):
    """What a topic without a file is read by: nothing is looked for, and messages name the topic by its id."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder or Path())
        self._folder = folder

    def show(self, path: Path) -> str:
        """Return the topic's id in angle brackets."""
        return f"<{path.stem}>"

    def leads_out(self, path: Path) -> bool:
        """Return False: no file is opened, whatever there is of this name."""
        return False

    def picture_root(self, path: Path) -> Path | None:
        """Return the folder of the topic's pictures."""
        return self._folder


def _lazy_topic(given: TopicText) -> LazyTopic:
    """Return a topic that was read and checked.

    Raises:
        ContentError: its problems.
    """
    library = _TextLibrary(given.folder)
    path = library.root / f"{given.id}.yaml"  # its name is the id, and its folder that of the pictures
    data = given.text.encode("utf-8", "surrogatepass")
    [whole] = library.read({path: data})
    record = record_of(whole.topic, whole.warnings)
    return LazyTopic(record, path, _key(whole, record, data), library, data, whole)


def _key(whole: LoadedTopic, record: TopicRecord, data: bytes) -> str:
    """Return the key of a topic: never that of a file with the same bytes, whose name is in cached warnings."""
    pictures = picture_digest(record.pictures, whole.path.parent, whole.path.parent)
    return "" if pictures is None else f"{digest(Path(whole.shown), data)}{pictures}"
