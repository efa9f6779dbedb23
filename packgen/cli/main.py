"""The `packgen` command: runs the subcommand, and turns what went wrong into a message and an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from packgen.cli import terminal
from packgen.errors import OutputError, PackgenError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells count it."""


def exit_codes() -> dict[int, str]:
    """Return every exit code and what it means, in order."""
    causes = {kind.exit_code: (kind.__doc__ or "").partition("\n")[0] for kind in PackgenError.__subclasses__()}
    ends = {0: "Done.", 1: "A bug in packgen; please report it with its traceback.", INTERRUPTED: "Stopped by Ctrl-C."}
    return dict(sorted((ends | causes).items()))


def _without_a_file(error: OSError) -> PackgenError:
    """Return what an error of the system that names no file is: `packgen list > /dev/full`, or a folder deleted."""
    if isinstance(error, FileNotFoundError):
        return OutputError("The folder that you are in does not exist any more. Change to another.")
    from packgen.files import STDOUT, unwritable

    terminal.give_up_stdout()
    return unwritable(STDOUT, error)


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run packgen with the arguments of the process (or those given) and exit.

    A `PackgenError` becomes its message and its exit code; anything else is a bug and keeps its traceback.
    """
    terminal.prepare()
    if arguments is None and hasattr(signal, "SIGPIPE"):
        # `packgen list | head` ends as other tools do: quietly, when the reader has had enough
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # Modules and pages are made of very many small objects that live on: looking for cycles among them, again and
    # again, costs a seventh of the time, and there are none to be found.
    gc.set_threshold(1_000_000)
    # Nothing but packgen itself decides what a topic may be; and looking for plugins opens every package installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        import typer

        from packgen.cli.app import app

        command = typer.main.get_command(app)  # app() itself would put an exception hook of Typer's in place
        try:
            command.main(arguments, prog_name="packgen")
        finally:
            sys.stdout.flush()
            if arguments is None:
                gc.freeze()  # the process ends: there is no need to look through all that is left for cycles
    except OSError as error:
        if error.errno is None or error.filename is not None or isinstance(error, BrokenPipeError):
            raise
        problem = _without_a_file(error)
        terminal.note(str(problem))
        sys.exit(problem.exit_code)
    except PackgenError as error:
        terminal.note(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)
