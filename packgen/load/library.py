"""The content folders, and the topics in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn

from packgen import resources
from packgen.errors import ContentError, Origin, OutputError, Problem, UnknownNameError, harmless, nearest
from packgen.load.course import COURSE_FILE, NAMES_FILE
from packgen.load.loaded import LoadedTopic

__all__ = ["Library", "LoadedTopic", "find_content", "open_library"]

_SUFFIXES = (".yaml", ".yml")
BESIDE_TOPICS = (COURSE_FILE, NAMES_FILE)
"""Names of files beside topics that are no topics."""

_NOT_TOPICS = "themes"
"""A folder at the top of the content that holds themes and profiles."""

_DEEPEST = 20
"""The greatest depth of folders below the content folder that are searched."""


def open_library(option: Path | None = None) -> Library:
    """Return a library of the content folder that `find_content` finds, then of the topics that come with packgen.

    Raises:
        OutputError: the folder asked for is not there.
    """
    own, brought = find_content(option), resources.content_folder()
    same = not brought.is_dir() or own.resolve() == brought.resolve()
    return Library(own) if same else Library(own, brought)


def find_content(option: Path | None = None) -> Path:
    """Return the content folder: the one asked for, else ``./content``, else the one that comes with packgen.

    Raises:
        OutputError: the folder asked for is not there.
    """
    if option is not None:
        return require_folder(option, "Create it, or name another with --content.")
    here = Path("content")
    if here.is_dir():
        return here
    return require_folder(resources.content_folder(), "Name a folder of topics with --content.")


def require_folder(path: Path, remedy: str) -> Path:
    """Return a content folder, which has to be there.

    Args:
        path: the folder.
        remedy: what to do where it is not there.

    Raises:
        OutputError: it is not there, or is a file.
    """
    if not path.is_dir():
        kind = "is a file, not a folder" if path.exists() else "does not exist"
        raise OutputError(f"The content folder {path} {kind}. {remedy}")
    return path


class _FoundFiles(NamedTuple):
    """The files of a library.

    Attributes:
        files: topic files by id.
        doubles: the problems of files whose name another in the folder has.
        hidden: topic files that others hide.
        others: files of courses and of names.
    """

    files: dict[str, Path]
    doubles: dict[str, list[Problem]]
    hidden: dict[str, Path]
    others: list[Path]


class Library:
    """The topics in a content folder, and in others after it; each is read when it is asked for.

    If two folders have a topic of the same name, that of the earlier folder is used.

    Args:
        root: the content folder.
        others: further ones, such as that of the topics that come with packgen.

    Attributes:
        root: the content folder.
        folders: all of them, the content folder first.
        shown: how messages name the content folder, relative to the working folder where possible.
    """

    def __init__(self, root: Path, *others: Path) -> None:
        self.root = root
        self.folders = (root, *others)
        self.shown = _shown(root)
        self._found: _FoundFiles | None = None

    def home(self, path: Path) -> Path:
        """Return the content folder that a file is in; the first, if it is in none of them."""
        return next((folder for folder in self.folders if path.is_relative_to(folder)), self.root)

    def picture_root(self, path: Path) -> Path | None:
        """Return the folder that the pictures of a topic must not leave; None where it may not have any."""
        return self.home(path)

    def hidden(self) -> dict[str, Path]:
        """Return the files of topics that are not used because an earlier folder has one of the same id."""
        return dict(self._scan().hidden)

    def topic_files(self) -> dict[str, Path]:
        """Return the file of each topic by its id (the file's name without its ending), in order of folders and ids.

        No file is opened. Hidden files and folders, and the folder ``themes`` at the top, are skipped. Of two files
        with the same name in a folder the first by path is returned; loading either reports both.

        Raises:
            OutputError: a folder cannot be read.
        """
        return dict(self._scan().files)

    def beside_topics(self, name: str) -> list[Path]:
        """Return the files of a name that stand beside topics, such as ``course.yaml``, in order."""
        return [path for path in self._scan().others if path.name == name and not self.leads_out(path)]

    def load_topic(self, path: Path) -> LoadedTopic:
        """Return the topic in one file, wherever it is.

        Raises:
            ContentError: its problems.
        """
        return self.read({path: None})[0]

    def find(self, ids: Iterable[str]) -> tuple[list[Path], list[Problem]]:
        """Return the files of topics, each once, and the problems of those whose name is taken.

        Raises:
            UnknownNameError: there is no topic of that name.
        """
        files, doubles, *_ = self._scan()
        wanted = list(dict.fromkeys(ids))
        for id_ in wanted:
            if id_ not in files:
                hint = nearest(id_[:200], files) or ' "packgen list" shows all topics.'
                raise UnknownNameError(f"There is no topic {_quote(id_)} in {self.shown}.{hint}")
        return [files[id_] for id_ in wanted], [problem for id_ in wanted for problem in doubles.get(id_, [])]

    def find_all(self) -> tuple[list[Path], list[Problem]]:
        """Return the files of all topics, in order of folders and ids, and the problems of those whose name is taken.

        Raises:
            OutputError: a folder cannot be read.
        """
        files, doubles, *_ = self._scan()
        return list(files.values()), [problem for found in doubles.values() for problem in found]

    def read(self, files: Mapping[Path, bytes | None], problems: Iterable[Problem] = ()) -> list[LoadedTopic]:
        """Return the topics in some files.

        Args:
            files: the files, each with its bytes where they have been read already.
            problems: problems found so far.

        Raises:
            ContentError: these problems, and all problems of the files.
        """
        topics, found = self.examine(files)
        found = [*problems, *found]
        if found:
            raise ContentError(dict.fromkeys(found))
        return topics

    def examine(self, files: Mapping[Path, bytes | None]) -> tuple[list[LoadedTopic], list[Problem]]:
        """Return the topics in those of some files that have no problems, and the problems of the others.

        Args:
            files: the files, each with its bytes where they have been read already.
        """
        from packgen.load.topic_file import read_topic

        topics: list[LoadedTopic] = []
        found: list[Problem] = []
        for path, data in files.items():
            if self.leads_out(path):
                message = "the file is a link to one outside of the content folder."
                found.append(Problem(Origin(self.show(path), 1, 1), message, "Copy that file here instead."))
                continue
            topic, wrong = read_topic(path, self.show(path), self.picture_root(path), data)
            found.extend(wrong)
            if topic is not None and not wrong:
                topic.release()
                topics.append(topic)
        return topics, found

    def show(self, path: Path) -> str:
        """Return a file's name as messages give it."""
        try:
            inner = path.relative_to(self.root).as_posix()
        except ValueError:
            return _shown(path)
        return _printable(inner if self.shown == "." else f"{self.shown.rstrip('/')}/{inner}")

    def _scan(self) -> _FoundFiles:
        """Return the topic files of all folders."""
        if self._found is None:
            found = _FoundFiles({}, {}, {}, [])
            for folder in self.folders:
                files: dict[str, Path] = {}
                for path in self._walk(folder):
                    if path.name in BESIDE_TOPICS:
                        found.others.append(path)
                        continue
                    first = files.setdefault(path.stem, path)
                    if first is not path and path.stem not in found.files:
                        message = f"there is a topic of this name already, {self.show(first)}."
                        remedy = "Rename one of them, and change its id."
                        problem = Problem(Origin(self.show(path), 1, 1), message, remedy)
                        found.doubles.setdefault(path.stem, []).append(problem)
                for id_, path in sorted(files.items()):
                    counts = found.files.setdefault(id_, path)
                    if counts is not path and counts.resolve() != path.resolve():
                        found.hidden[id_] = path
            self._found = found
        return self._found

    def leads_out(self, path: Path) -> bool:
        """Tell whether a file of the content folder is a link to a file that is not in it."""
        home = self.home(path)
        if not path.is_symlink() or not path.is_relative_to(home):
            return False
        try:
            return not path.resolve().is_relative_to(home.resolve())
        except (OSError, RuntimeError):  # a cycle of links, which is reported when the file is read
            return False

    def _walk(self, root: Path) -> list[Path]:
        paths: list[Path] = []
        waiting = [(root, 0)]
        while waiting:
            folder, depth = waiting.pop()
            if depth > _DEEPEST:
                raise OutputError(
                    f"The folder {self.show(folder)} is more than {_DEEPEST} folders down. "
                    "Move it up, or name another folder with --content."
                )
            try:
                with os.scandir(folder) as entries:
                    found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
            except OSError as error:
                _unreadable(error)
            for name, is_folder in found:
                if name.startswith(".") or (is_folder and depth == 0 and name == _NOT_TOPICS):
                    continue
                if is_folder:
                    waiting.append((folder / name, depth + 1))
                elif name.endswith(_SUFFIXES):
                    paths.append(folder / name)
        return sorted(paths)


def _quote(name: str) -> str:
    from packgen.source.excerpt import quote  # imports PyYAML

    return quote(name)


def _unreadable(error: OSError) -> NoReturn:
    raise OutputError(f"The folder {error.filename} cannot be read ({error.strerror}). Check its permissions.")


def _shown(path: Path) -> str:
    try:
        return _printable(path.absolute().relative_to(Path.cwd()).as_posix())
    except (ValueError, OSError):  # elsewhere, or the working folder is gone
        return _printable(str(path))


def _printable(name: str) -> str:
    """Return a file name that a terminal can show: a name may hold bytes that are no text, or line breaks."""
    return harmless(os.fsencode(name).decode("utf-8", "replace"))
