"""Exit codes of packgen and their meanings."""

from __future__ import annotations

from packgen.errors import PackgenError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells count it."""

ENDED = 143
"""Exit code after SIGTERM, with which systems end programs, as shells count it."""


def exit_codes() -> dict[int, str]:
    """Return every exit code and its meaning, in order."""
    causes = {kind.exit_code: (kind.__doc__ or "").partition("\n")[0] for kind in PackgenError.__subclasses__()}
    ends = {
        0: "Done.",
        1: "A bug in packgen; please report it with its traceback.",
        INTERRUPTED: "Stopped by Ctrl-C.",
        ENDED: "Stopped by the system or another program (SIGTERM).",
    }
    return dict(sorted((ends | causes).items()))
