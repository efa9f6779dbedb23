"""Run the tools of CUPS, the printing system of macOS and Linux (lp, lpstat, lpoptions, cancel), without a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from typing import NamedTuple

from packgen.errors import DeliveryError, harmless

PATIENCE = 60
"""Seconds that a tool may take to answer: lpstat asks the network for printers."""

SENDING = 600
"""Seconds that lp may take to hand over a file."""

_FINISHING = 30
"""Seconds in which lp, once Ctrl-C was pressed, may end the job that it has begun."""

_ALSO = ("/usr/bin", "/bin", "/usr/local/bin")
"""Folders of CUPS's tools, for programs that are started with a short PATH."""

_LONGEST = 10_000_000
"""Characters of an answer that are read."""


class ToolAnswer(NamedTuple):
    """The output of a tool, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The tool's error message on one line, without the tool's name."""
        text = " ".join((self.err.strip() or self.out.strip()).split())
        return harmless(text.partition(": ")[2] or text or "no reason is given")[:500]


def run_tool(tool: str, *arguments: str, data: bytes | None = None) -> ToolAnswer:
    """Run a tool of CUPS in the C locale, whose output packgen parses.

    Ctrl-C reaches packgen, not the tool: a job that is being submitted is submitted in full, since otherwise a
    truncated job would stay in the queue.

    Args:
        tool: ``lp``, ``lpstat``, ``lpoptions`` or ``cancel``.
        arguments: its arguments.
        data: its standard input.

    Raises:
        DeliveryError: the tool is not installed, or does not end in time.
        KeyboardInterrupt: Ctrl-C was pressed; the first argument is the answer of lp, if it has ended by then.
    """
    command = [_path(tool), *arguments]
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
    with tempfile.TemporaryFile() as file:  # a file, not a pipe: the tool reads it at its own pace
        file.write(data or b"")
        file.seek(0)
        try:
            process = subprocess.Popen(
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise DeliveryError(harmless(f"{command[0]} cannot be started: {reason}. Install CUPS anew.")) from error
    with process:
        try:
            return _answered(process, PATIENCE if data is None else SENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            raise DeliveryError(
                f"The printing system does not answer: {tool} took too long. See that the print server can be reached."
            ) from None
        except KeyboardInterrupt:
            try:
                answer = _answered(process, _FINISHING)
            except BaseException:  # a second Ctrl-C, or a timeout
                process.kill()
                raise KeyboardInterrupt from None
            raise KeyboardInterrupt(answer) from None


def _answered(process: subprocess.Popen[bytes], patience: float) -> ToolAnswer:
    out, err = process.communicate(timeout=patience)
    return _answer(process, out, err)


def _answer(process: subprocess.Popen[bytes], out: bytes, err: bytes) -> ToolAnswer:
    texts = (text[:_LONGEST].decode("utf-8", "replace") for text in (out, err))
    return ToolAnswer(process.returncode, *texts)


def _path(tool: str) -> str:
    """Return the path of a tool.

    Raises:
        DeliveryError: the tool is not installed.
    """
    found = shutil.which(tool) or shutil.which(tool, path=os.pathsep.join(_ALSO))
    if found is None:
        raise DeliveryError(
            f"The command {tool} is not here, so that nothing can be printed. Install CUPS: on Debian and Ubuntu "
            "sudo apt install cups cups-client, on Fedora sudo dnf install cups. macOS has it."
        )
    return found
