"""Runs packgen on topics, each in a process that may take so many seconds of CPU time; a script of its own.

    python limited.py SECONDS COMMAND FOLDER...

Each folder is a content folder with the topic x. Prints a line for each folder: its name and how packgen ended, a
negative number being a signal. What is imported is imported once, before the processes divide.
"""

import os
import resource
import sys
from pathlib import Path

from packgen.cli.main import run

COMMANDS = {
    "check": lambda folder: ["check", "--content", folder],
    "build": lambda folder: [
        "build",
        "-q",
        "--no-cache",
        "--content",
        folder,
        "--topics",
        "x",
        "-o",
        f"{folder}/x.pdf",
    ],
}


def ended(arguments: list[str], seconds: int) -> int:
    """Return how packgen ended in a process of its own."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        run(arguments)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException:
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    seconds, command, *folders = sys.argv[1:]
    ended(COMMANDS[command](folders[0]), int(seconds))
    for folder in folders:
        sys.stdout.write(f"{Path(folder).name} {ended(COMMANDS[command](folder), int(seconds))}\n")
        sys.stdout.flush()
