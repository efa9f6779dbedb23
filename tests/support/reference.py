"""Writes the tables of options in README.md and docs/batch.md from their declaration: ``make docs``.

A part that is written here stands between ``<!-- options: NAME -->`` and ``<!-- end of options -->``.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from packgen.batch.columns import PERSON
from packgen.declare import Option, declared, defaults, roster_columns
from packgen.options import PackOptions

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/batch.md")

_PART = re.compile(r"(?<=^<!-- options: )([a-z ]+)( -->\n).*?(?=^<!-- end of options -->$)", re.MULTILINE | re.DOTALL)
_WIDTH = 130


def written(text: str, kind: type = PackOptions) -> str:
    """Return a document with its parts written anew.

    Args:
        text: of the document.
        kind: the dataclass that declares the options.

    Raises:
        KeyError: the document has a part of another name.
    """
    parts = {
        "build": _table(kind, "build"),
        "batch": _list(kind, "batch"),
        "print": _list(kind, "print"),
        "roster": _columns(kind),
    }
    return _PART.sub(lambda match: f"{match[1]}{match[2]}{parts[match[1]]}\n", text)


def _shown(one: Option) -> str:
    return f"`{' '.join(filter(None, (one.flag, one.metavar)))}`"


def _table(kind: type, command: str) -> str:
    rows = [
        f"| {_shown(one)} | {' '.join(filter(None, (one.help, one.more)))} | {_default(defaults(kind)[name])} |"
        for name, one in declared(kind).items()
        if command in one.commands
    ]
    return "\n".join(["| Option | Meaning | Default |", "|---|---|---|", *rows]).replace("|  |", "| |")


def _default(value: object) -> str:
    """Return the default as it is typed; nothing where the option is off, or has none that can be typed."""
    if isinstance(value, tuple):
        value = ",".join(value) if all(isinstance(one, str) for one in value) else None
    return f"`{value}`" if value not in (None, False, "") else ""


def _list(kind: type, command: str) -> str:
    whole = ", ".join(_shown(one).replace(" ", "\0") for one in declared(kind).values() if command in one.commands)
    return textwrap.fill(f"{whole}.", _WIDTH, break_long_words=False, break_on_hyphens=False).replace("\0", " ")


def _columns(kind: type) -> str:
    rows = [(column, meaning, "must be there" if column == "name" else "") for column, meaning in PERSON.items()]
    for column, name in roster_columns(kind).items():
        without = "those of `--topics`, `--course` or `--tag`" if name == "topics" else f"that of `--{column}`"
        rows.append((column, declared(kind)[name].roster, without))
    lines = [f"| `{column}` | {meaning} | {without} |".replace("|  |", "| |") for column, meaning, without in rows]
    return "\n".join(["| Column | Meaning | Without it |", "|---|---|---|", *lines])


def main() -> None:
    """Write the documents."""
    for name in DOCUMENTS:
        path = ROOT / name
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
