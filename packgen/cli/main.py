"""The `packgen` command: runs the subcommand, and turns errors into a message and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

from packgen.cli import terminal
from packgen.cli.exits import ENDED, INTERRUPTED
from packgen.errors import ConformanceError, ContentError, OutputError, PackgenError, ThemeError, harmless

_TOLD_IN_LINES = (ContentError, ConformanceError, ThemeError)
"""Kinds of error that may tell of several things, each on a line."""

_ENDS = {"SIGTERM": ENDED, "SIGHUP": 129}


_NOT_TO_BE_HAD = frozenset({errno.EACCES, errno.EPERM, errno.EIO, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR})
"""Errors of the system that a file has, not a bug."""


def _of_a_file(error: OSError) -> PackgenError:
    """Return the `PackgenError` for an `OSError` with a file name: usually a folder without permission to search it."""
    reason = (error.strerror or str(error)).lower()
    where = "of its folder" if os.path.isabs(os.fsdecode(error.filename)) else "of the folder that you are in"  # noqa: PTH117
    return OutputError(f"{error.filename} cannot be reached: {reason}. Check the permissions {where}, or use another.")


def _without_a_file(error: OSError) -> PackgenError:
    """Return the `PackgenError` for an `OSError` without a file name: `packgen list > /dev/full`, a deleted folder."""
    if isinstance(error, FileNotFoundError):
        return OutputError("The folder that you are in does not exist any more. Change to another.")
    from packgen.files import STDOUT, unwritable

    terminal.give_up_stdout()
    return unwritable(STDOUT, error)


def _listen() -> None:
    """Let no signal leave anything half written; those that whoever started packgen lets be ignored stay ignored."""
    if hasattr(signal, "SIGPIPE"):
        # `packgen list | head` ends as other tools do: quietly, when the reader has had enough
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)
    for name, code in _ENDS.items():
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, partial(_end, code))


_interrupted = False


def _interrupt(*_: object) -> NoReturn:
    global _interrupted
    _interrupted = True
    raise KeyboardInterrupt


def _end(code: int, *_: object) -> NoReturn:
    """Exit at once: an exception could be raised, and lost, anywhere, for instance during an import."""
    parts = sys.modules.get("packgen.parts")
    if parts is not None:
        parts.drop_parts()
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run packgen with the arguments of the process (or those given) and exit.

    A `PackgenError` becomes its message and its exit code; anything else is a bug and keeps its traceback.
    """
    terminal.prepare()
    # Modules and pages consist of many small long-lived objects without reference cycles: repeated garbage collections
    # would take a seventh of the time and free nothing.
    gc.set_threshold(1_000_000)
    # Pydantic plugins must not change validation, and searching for them would open every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        if arguments is None:
            _listen()
        import typer

        from packgen.cli.app import app

        command = typer.main.get_command(app)  # app() would install Typer's exception hook
        try:
            command.main(arguments, prog_name="packgen")
        finally:
            sys.stdout.flush()
            if arguments is None:
                gc.freeze()  # skip the garbage collection at the end of the process
    except OSError as error:
        if isinstance(error, BrokenPipeError) or error.errno is None:
            raise
        if error.filename is not None and error.errno not in _NOT_TO_BE_HAD:
            raise
        problem = _without_a_file(error) if error.filename is None else _of_a_file(error)
        terminal.note(harmless(str(problem)))
        sys.exit(problem.exit_code)
    except PackgenError as error:
        terminal.note(harmless(str(error), one_line=not isinstance(error, _TOLD_IN_LINES)))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception:
        if _interrupted:  # Python replaces KeyboardInterrupt by other errors inside a class definition
            sys.exit(INTERRUPTED)
        raise
    sys.exit(0)
