"""Types of YAML scalars. Every scalar arrives as text; each type checks it, and its errors say what is wrong.

A type has its own JSON Schema too, because editors read ``1957`` and ``yes`` as a number and a boolean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function, no_info_before_validator_function

from packgen.text.coverage import blank
from packgen.text.story import normal, one_line
from packgen.units import length

REFUSED = "refused"
"""The error type of everything that `refusal` makes."""

EMPTY = "empty"
"""The error type of a text with nothing in it."""

_BROKEN = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s/?#<>\"]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PERCENT = re.compile(r"([0-9]{1,3})\s*%")
_ANY = {"type": ["string", "number", "boolean"]}
"""The JSON Schema of a text, which may look like a number or a boolean."""

_LONGEST_IDENTIFIER = 80


class Fault(NamedTuple):
    """An error at one place of a block; see `refusal`."""

    path: tuple[str | int, ...]
    message: str
    remedy: str


def refusal(message: str, remedy: str) -> PydanticCustomError:
    """Return the exception for a value that cannot be used.

    In the texts, ``{name}`` stands for the value's key or number and ``{found}`` for the value itself.
    """
    return PydanticCustomError(REFUSED, "{message} {remedy}", {"message": message, "remedy": remedy})


def refuse(faults: Iterable[Fault]) -> None:
    """Raise all faults at once, if there are any.

    Raises:
        ValidationError: one for all faults; raised in a validator, pydantic adopts it with its places.
    """
    errors = [InitErrorDetails(type=refusal(f.message, f.remedy), loc=f.path, input=None) for f in faults]
    if errors:
        raise ValidationError.from_exception_data("block", errors)


def _line(text: str) -> str:
    """Return a text on one line, without the backslashes that break lines in running text."""
    if "\\\n" in text:
        text = _BROKEN.sub(r"\1\n", text)
    return one_line(text)


def _text(text: str) -> str:
    text = _line(text)
    return _empty() if blank(text) else text


def _ask(text: str) -> str:
    text = _text(text)
    if text.casefold() in ("yes", "true"):
        raise refusal("{name} cannot be {found}.", 'Write the question, or "no" if the fact is not to be asked.')
    return "no" if text.casefold() in ("no", "false") else text


def _running(text: str) -> str:
    return normal(text) or _empty()


def _empty() -> str:
    raise PydanticCustomError(EMPTY, "empty")


def _boolean(value: object) -> object:
    if value in ("true", "yes"):
        return True
    if value in ("false", "no"):
        return False
    if isinstance(value, bool):
        return value
    raise refusal("{name} cannot be {found}.", "Write yes or no, or true or false.")


def _whole(value: object) -> object:
    if isinstance(value, str):
        if re.fullmatch(r"[0-9]{1,6}", value) is None:
            raise refusal("{name} cannot be {found}.", "Write a whole number in figures, such as 6.")
        return int(value)
    return value


@lru_cache(maxsize=1024)  # most name a source, which many blocks do
def _identifier(text: str) -> str:
    if _IDENTIFIER.fullmatch(text) is None or len(text) > _LONGEST_IDENTIFIER:
        example = suggest_identifier(text) or "first-section"
        remedy = f"Write lower-case letters, figures and single hyphens, such as {example}."
        raise refusal("{name} cannot be {found}.", remedy)
    return text


def suggest_identifier(text: str) -> str:
    """Return an identifier made from any text, or an empty text if nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_IDENTIFIER].strip("-")


def _url(text: str) -> str:
    if _URL.fullmatch(text) is None:
        raise refusal("{name} cannot be {found}.", "Write a web address with https:// in front, or delete the line.")
    return text


def _language(text: str) -> str:
    lower = text.lower()
    if _LANGUAGE.fullmatch(lower) is None:
        raise refusal("{name} cannot be {found}.", "Write a language code such as en-GB, ru or fr.")
    first, *parts = lower.split("-")
    return "-".join([first, *(_usual_case(part) for part in parts)])


def _usual_case(part: str) -> str:
    """Return a subtag in its usual case: a script as Cyrl, a region as GB, a variant in lower case."""
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of an ISO date, as far as given; nothing if it is no date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return ()
    parts = tuple(int(part) for part in match.groups() if part)
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        return ()
    return parts


def _day(text: str) -> str:
    if len(date_parts(text)) != 3:
        raise refusal("{name} cannot be {found}.", f"Write year, month and day: {_iso(text) or '2026-03-14'}.")
    return text


def _iso(text: str) -> str:
    """Return a date written in another way in the form 2026-03-14, or an empty text."""
    from packgen.dates import DateProblem, read_date  # dates are seldom wrong

    try:
        return read_date(text).isoformat()
    except DateProblem:
        return ""


def _sort(text: str) -> str:
    if not date_parts(text):
        found = _iso(text)
        raise refusal("{name} cannot be {found}.", f"Write it as {found or '1903, 1903-03 or 1903-03-03'}.")
    return text


def percent(text: str) -> float | None:
    """Return a percentage such as ``40%`` as 0.4; None if the text is not a percentage."""
    match = _PERCENT.fullmatch(text)
    return int(match[1]) / 100 if match else None


def positive_length(text: str) -> float | None:
    """Return a length such as ``85mm`` in points; None if the text is not a length, or not above zero."""
    try:
        points = length(text)
    except ValueError:
        return None
    return points if 0 < points < 10_000 else None


class Markup(NamedTuple):
    """The inline Markdown of a type of text.

    Attributes:
        running: whether it may have paragraphs, lists and line breaks.
        gaps: whether double braces mark gaps in it.
    """

    running: bool
    gaps: bool = False


class ItemName(NamedTuple):
    """What messages call an item of a list; needed where the singular is not the list's name without its s."""

    name: str


class Scalar:
    """All that makes a type of scalar of a type, in one annotation.

    AfterValidator and WithJsonSchema would say it in two. Pydantic works through each annotation of each field, and
    inspects the function of a validator each time.

    Attributes:
        check: returns the value to keep, or raises a `refusal`.
        json_schema: by which editors check it.
        markup: the Markdown that it may have; None if it is not printed as text.
    """

    def __init__(
        self, check: Callable[[Any], object], json_schema: Mapping[str, Any], markup: Markup | None = None
    ) -> None:
        self.check, self.json_schema, self.markup = check, json_schema, markup

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.json_schema)


class Converted(Scalar):
    """A `Scalar` whose function comes first and makes a value of the type, or what pydantic takes for one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self.check, handler(source))


Text = Annotated[str, Scalar(_text, _ANY, Markup(running=False))]
"""One line of text with inline Markdown, not empty."""

Ask = Annotated[str, Scalar(_ask, _ANY, Markup(running=False))]
"""A question in one line, or ``no``."""

Cell = Annotated[str, Scalar(_line, _ANY, Markup(running=False))]
"""One line of text with inline Markdown, or nothing."""

Running = Annotated[str, Scalar(_running, _ANY, Markup(running=True))]
"""Running text with inline Markdown, not empty, in the form of `packgen.text.story`: paragraphs, lists, line breaks."""

GappedText = Annotated[str, Scalar(_running, _ANY, Markup(running=True, gaps=True))]
"""Running text in which double braces mark gaps."""

Boolean = Annotated[bool, Converted(_boolean, {"enum": [True, False, "yes", "no", "true", "false"]})]
"""Yes or no, true or false."""

Identifier = Annotated[
    str,
    Scalar(_identifier, {"type": ["string", "number"], "pattern": f"^{_IDENTIFIER.pattern}$"}),
]
"""Lower-case letters, figures and single hyphens."""

Url = Annotated[str, Scalar(_url, {"type": "string", "pattern": "^https?://"})]
"""A web address with http or https."""

Language = Annotated[str, Scalar(_language, {"type": ["string", "boolean"]})]
"""A BCP 47 tag (RFC 5646, 2.1) of language, script, region and variants, brought into its usual case."""

Day = Annotated[str, Scalar(_day, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})]
"""An ISO 8601 date, kept as text."""

Sort = Annotated[
    str,
    Scalar(_sort, {"type": ["string", "number"], "pattern": f"^{_DATE.pattern}$"}),
]
"""An ISO 8601 year, month or day, kept as text."""

Whole = Annotated[int, Converted(_whole, {"type": ["integer", "string"], "pattern": "^[0-9]+$"})]
"""A whole number, zero or more."""
