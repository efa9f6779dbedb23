"""What people can cause, each kind with its exit code.

Bugs stay ordinary exceptions with a traceback (exit code 1).

    PackgenError
    ├── UsageProblem        2   options that do not go together, or do not exist
    ├── ContentError        3   problems in topic files or a roster, all of them at once
    ├── UnknownNameError    4   no such topic, section, course, tag, theme, profile or paper
    ├── LayoutError         5   a block that no page can hold
    ├── ConformanceError    6   a page that would break the tagging rules
    ├── OutputError         7   a file that cannot be written or read
    ├── ThemeError          8   a theme, profile or font that cannot be used
    ├── BatchError          9   packs of a batch that could not be made
    ├── DeliveryError       10  nothing was printed or sent
    ├── PartDeliveredError  11  some packs were not printed or sent; all others were
    ├── UncertainError      12  nobody can tell whether some messages were sent
    └── SettingsError       13  a packgen.toml that cannot be used
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_COMMANDS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]"
"""Characters that a terminal may obey instead of showing them: control characters, and what turns or breaks lines."""


def harmless(text: str, *, one_line: bool = True) -> str:
    """Return a text that any terminal only shows: what it would obey is escaped, as in a Python string.

    Args:
        text: whatever it is, such as a file's name.
        one_line: whether ends of lines are escaped as well.
    """
    if text.isprintable():  # true of most; it has none of these characters
        return text
    text = re.sub(_COMMANDS, lambda match: ascii(match[0])[1:-1], text)
    return text.replace("\n", "\\n") if one_line else text


class Origin(NamedTuple):
    """Where in the sources something was written: file as shown to people, 1-based line and column, and what it is."""

    file: str
    line: int
    column: int
    what: str = ""

    def __str__(self) -> str:
        return f"{harmless(self.file)}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing that is wrong in a source file, told as a colleague would."""

    origin: Origin
    message: str
    remedy: str = ""
    excerpt: str = ""
    caret: int = 0
    """0-based place of the caret in the excerpt."""
    instead: tuple[str, ...] = ()
    """Lines of YAML to write instead, or like which to write."""

    def __str__(self) -> str:
        what = f"{self.origin.what}: " if self.origin.what else ""
        text = f"{self.origin}: {harmless(what + self.message)}"
        if self.remedy:
            text += f" {harmless(self.remedy)}"
        if self.excerpt:
            text += f"\n    {self.excerpt}\n    {' ' * self.caret}^"
        if self.instead:
            text += "\n    Write:" + "".join(f"\n      {line}".rstrip(" ") for line in self.instead)
        return text


class PackgenError(Exception):
    """Something a person can put right; its text says how."""

    exit_code = 1


class UsageProblem(PackgenError):
    """Options that do not go together, or do not exist."""

    exit_code = 2


class ContentError(PackgenError):
    """Problems in topic files or a roster, in file and line order."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.origin.file, p.origin.line, p.origin.column))
        super().__init__("\n".join(str(p) for p in self.problems))


class UnknownNameError(PackgenError):
    """A name that nothing in the library, or nothing shipped, has."""

    exit_code = 4


class LayoutError(PackgenError):
    """A block that no page can hold.

    Args:
        message: what is wrong with it, without a subject: "has 40 columns, too many for its 175 mm.".
        remedy: what to do.
        origin: where it was written, or None where what raises this does not know; see `located`.
        subject: its name, where it is nothing that was written.
    """

    exit_code = 5

    def __init__(self, message: str, remedy: str, origin: Origin | None = None, subject: str = "") -> None:
        super().__init__(message, remedy, origin, subject)
        self.message, self.remedy, self.origin, self.subject = message, remedy, origin, subject

    def located(self, origin: Origin | None) -> LayoutError:
        """Set the place in the sources where there is none yet; return itself."""
        if self.origin is None and not self.subject:
            self.origin = origin
        return self

    def __str__(self) -> str:
        subject = self.subject or "This block"
        if self.origin is not None:
            subject = f"{self.origin}: {self.origin.what or 'this block'}"
        return " ".join(filter(None, (subject, self.message, self.remedy)))


class ConformanceError(PackgenError):
    """A page that would break the rules of tagged PDF."""

    exit_code = 6


class OutputError(PackgenError):
    """A file that cannot be written, or cannot be read."""

    exit_code = 7


class ThemeError(PackgenError):
    """A theme, profile or font that cannot be used."""

    exit_code = 8


class BatchError(PackgenError):
    """Packs of a batch that could not be made; all others are there."""

    exit_code = 9


class DeliveryError(PackgenError):
    """Nothing was printed or sent."""

    exit_code = 10


class PartDeliveredError(PackgenError):
    """Some packs were not printed or sent; all others were."""

    exit_code = 11


class UncertainError(PackgenError):
    """Some messages may have been sent or not; only a person can find out."""

    exit_code = 12


class SettingsError(PackgenError):
    """A packgen.toml that cannot be used."""

    exit_code = 13


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint such as `` Did you mean "timeline"?`` (with a leading space), or an empty string."""
    import difflib  # takes 1 ms, and few names are wrong

    close = difflib.get_close_matches(name, list(names), n=2, cutoff=0.6)
    if not close:
        return ""
    return " Did you mean " + " or ".join(f'"{c}"' for c in close) + "?"
