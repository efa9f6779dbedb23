"""Message templates: a subject, an empty line and Markdown, with fields for the values of each student.

    Subject: Your revision pack: {title}

    Dear {first},

    here is your pack on *{section}*. The exam is on {exam-date}.

``{{`` and ``}}`` are literal braces. Paragraphs, lists, emphasis and links of Markdown are supported; line breaks are
kept. See `packgen.deliver.mail.markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packgen.batch.regular import read_regular
from packgen.dates import in_full
from packgen.deliver.mail.markdown import MessageText
from packgen.errors import DeliveryError, nearest

if TYPE_CHECKING:
    from packgen.deliver.mail.binding import Bound

FIELDS: Mapping[str, str] = {
    "first": "forename",
    "name": "name",
    "title": "title of the pack",
    "section": "section",
    "exam-date": "date of the exam",
}
"""The fields, each with what a pack lacks where there is nothing for it."""

_LARGEST = 100_000
_LONGEST_SUBJECT = 200
_SUBJECT = re.compile(r"subject:[ \t]*(.*)", re.IGNORECASE)
_PART = re.compile(r"\{\{|\}\}|\{(?P<field>[^{}\r\n]*)\}|(?P<loose>[{}])")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffe\uffff]")
"""Control characters, characters that turn text round, and those that are nobody's and stand for fields here."""

_SPACES = re.compile(r"\s+")

_USUAL = """\
Subject: Your revision pack: {title}

Hello {first},

your revision pack **{title}** is attached as a PDF. Print it on both sides of the paper, or read it on screen.

%sIf this is not your pack, or something is missing, please reply to this message.
"""

_EXAM = "The exam is on {exam-date}.\n\n"


class MissingFieldError(ValueError):
    """A field of the template is empty for a pack; the argument is the field."""


class Template(NamedTuple):
    """The template of messages.

    Attributes:
        subject: subject with fields in braces.
        body: Markdown with fields in braces.
    """

    subject: str
    body: str

    def filled(self, values: Mapping[str, str]) -> tuple[str, str, str]:
        """Return subject, plain text and HTML for one student.

        Args:
            values: a value for each of `FIELDS`, which may be empty.

        Raises:
            MissingFieldError: the value of a field in the template is empty.
        """
        subject, used = _marked(self.subject)
        body, more = _marked(self.body)
        for field in (*used, *more):
            if not values[field]:
                raise MissingFieldError(field)
        line = "".join(values[used[ord(c) - 0xE000]] if "\ue000" <= c <= "\uf8ff" else c for c in subject)
        prose = MessageText(body)
        told = [values[field] for field in more]
        return _SPACES.sub(" ", line).strip()[:_LONGEST_SUBJECT], prose.text(told), prose.html(told)


def values_for(one: Bound) -> dict[str, str]:
    """Return the values of the fields for one student; empty if the pack has none."""
    entry = one.pack.entry
    *most, last = entry.sections or ("",)
    try:
        exam = in_full(date.fromisoformat(entry.exam)) if entry.exam else ""
    except ValueError:  # somebody has edited the manifest
        exam = ""
    return {
        "first": one.student.first,
        "name": one.student.name,
        "title": _SPACES.sub(" ", entry.title),
        "section": _SPACES.sub(" ", f"{', '.join(most)} and {last}" if most else last),
        "exam-date": exam,
    }


def usual_template(*, exam: bool) -> Template:
    """Return the default template, with or without the date of the exam."""
    return parse_template(_USUAL % (_EXAM if exam else ""), "")


def read_template(path: Path) -> Template:
    """Read a template from a UTF-8 file.

    Raises:
        DeliveryError: it is not a valid template; the message says what is wrong, and where.
        OutputError: the file cannot be read.
    """
    data = read_regular(path, _LARGEST, "The template", "Name another with --template.")
    if len(data) > _LARGEST:
        raise DeliveryError(f"{path} is larger than {_LARGEST:,} bytes, too large for a template.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DeliveryError(f"{path} is not UTF-8. Save it as UTF-8.") from None
    return parse_template(text, str(path))


def parse_template(text: str, shown: str) -> Template:
    """Parse a template.

    Args:
        text: content of the file.
        shown: the file as messages name it.

    Raises:
        DeliveryError: the text is not a valid template.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    subject = _SUBJECT.fullmatch(lines[0])
    if subject is None or not subject[1].strip():
        raise DeliveryError(f'{shown}:1: the first line has to be the subject. Write "Subject: {{title}}".')
    if len(lines) < 2 or lines[1].strip():
        raise DeliveryError(f"{shown}:2: after the subject there has to be an empty line. Put one in.")
    for number, line in enumerate(lines, 1):
        _check(line, f"{shown}:{number}")
    template = Template(subject[1].strip(), "\n".join(lines[2:]).strip("\n"))
    if not template.body.strip():
        raise DeliveryError(f"{shown}:3: there is no text after the subject. Write what the message says.")
    if not MessageText(_marked(template.body)[0]).is_whole():
        raise DeliveryError(
            f"{shown}: a field cannot stand in the address of a link. Write the address without braces."
        )
    return template


def _check(line: str, where: str) -> None:
    """Check a line of a template.

    Raises:
        DeliveryError: the line is not valid.
    """
    strange = _NOT_TEXT.search(line)
    if strange is not None:
        raise DeliveryError(f"{where}: the character U+{ord(strange[0]):04X} is not text. Delete it.")
    for part in _PART.finditer(line):
        field = part["field"]
        if part["loose"]:
            raise DeliveryError(f'{where}: "{part["loose"]}" stands alone. Write it twice to have it as it is.')
        if field is not None and field not in FIELDS:
            hint = nearest(field, FIELDS)
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise DeliveryError(f"{where}: there is no field {{{field}}}.{hint} There are {known}.")


def _marked(text: str) -> tuple[str, list[str]]:
    """Replace each field by a private-use character, from U+E000 on; return the text and the fields in this order."""
    fields: list[str] = []

    def mark(part: re.Match[str]) -> str:
        if part["field"] is None:
            return part[0][0]
        fields.append(part["field"])
        return chr(0xE000 + len(fields) - 1)

    return _PART.sub(mark, text), fields
