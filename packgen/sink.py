"""Where finished packs go: the protocol, and the sinks that write files and standard output."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from packgen.files import PDF, STDOUT, whole, write_whole

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from packgen.built import FinishedPack


class Sink(Protocol):
    """Takes finished packs, one after another, while it is open as a context manager.

    A sink that delivers all packs or none does so when it is closed without an error, and drops them otherwise.
    """

    def __enter__(self) -> Self:
        """Open the sink."""

    def take(self, pack: FinishedPack) -> None:
        """Take a pack.

        Raises:
            PackgenError: one of its kinds: it cannot be delivered.
        """

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the sink."""


class PackFiles(NamedTuple):
    """Where the files of a pack were written; ``answers`` is None where it has no file of answers."""

    pack: Path
    answers: Path | None


def pack_files(pack: FinishedPack, output: Path | None = None) -> PackFiles:
    """Return the files for a pack: ``output``, or packs/NAME.pdf; its answers beside it as NAME.answers.pdf."""
    path = output or Path("packs") / f"{pack.name}.pdf"
    beside = path.with_name(f"{path.name.removesuffix('.pdf')}.answers.pdf")
    return PackFiles(path, beside if pack.answer_pieces is not None else None)


class FileSink:
    """Writes packs to files: all of them when it is closed, or none where one cannot be written or an error is raised.

    Args:
        output: file of the only pack; see `pack_files`.

    Attributes:
        written: the files of each pack.
    """

    def __init__(self, output: Path | None = None) -> None:
        self._output = output
        self._files = ExitStack()
        self.written: list[PackFiles] = []

    def __enter__(self) -> FileSink:
        return self

    def take(self, pack: FinishedPack) -> None:
        """Write a pack to temporary files.

        Raises:
            OutputError: a file cannot be written.
            ValueError: two packs would have one file.
        """
        path, beside = files = pack_files(pack, self._output)
        if path in [known.pack for known in self.written]:
            raise ValueError(f"two packs for {path}")
        if beside is not None and pack.answer_pieces is not None:
            self._files.enter_context(whole(beside, PDF)).writelines(pack.answer_pieces)
        self._files.enter_context(whole(path, PDF)).writelines(
            pack.pieces
        )  # the last file opened is the first put in place
        self.written.append(files)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)


class StdoutSink:
    """Writes the only file of a pack to standard output."""

    def __enter__(self) -> StdoutSink:
        return self

    def take(self, pack: FinishedPack) -> None:
        """Write a pack.

        Raises:
            UsageProblem: it has two files.
            OutputError: standard output cannot be written.
            BrokenPipeError: its reader went away.
        """
        write_whole(STDOUT, pack.only_file())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing."""
