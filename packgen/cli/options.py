"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from packgen.cli import completion
from packgen.errors import UsageProblem, nearest
from packgen.units import MM

N = TypeVar("N", bound=StrEnum)

_FARTHEST = 20
"""Millimetres by which the backs of cards may be moved: more is no printer's error."""

_OFFSET = re.compile(r"\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*,\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*")

Content = Annotated[
    Path | None,
    typer.Option(
        "--content",
        metavar="DIR",
        help="Folder of your topics. Otherwise PACKGEN_CONTENT, or ./content. Those that come with packgen follow it.",
    ),
]

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TOPIC]...",
        help="Topics (khrushchev) or sections (khrushchev/fall), in the order wanted.",
        autocompletion=completion.topics,
        show_default=False,
    ),
]

Topics = Annotated[
    list[str] | None,
    typer.Option(
        "--topics",
        metavar="NAME,...",
        help="The same, with commas between them: khrushchev,stalin/purges. May be repeated.",
        autocompletion=completion.topics,
    ),
]

Course = Annotated[
    str | None,
    typer.Option("--course", metavar="NAME", help="All topics of a course.", autocompletion=completion.courses),
]

Tag = Annotated[str | None, typer.Option("--tag", metavar="NAME", help="All topics with a tag.")]

Title = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", help="Title of the pack. Otherwise the topic's or course's."),
]

Paper = Annotated[str, typer.Option("--paper", metavar="SIZE", help="a4 or letter.")]

Profile = Annotated[
    str,
    typer.Option("--profile", metavar="NAME", help="standard or large-print.", autocompletion=completion.profiles),
]

Theme = Annotated[str, typer.Option("--theme", metavar="NAME", help="The look.", autocompletion=completion.themes)]

SingleSided = Annotated[bool, typer.Option("--single-sided", help="For printing on one side of the paper.")]

Sheets = Annotated[
    str,
    typer.Option(
        "--sheets",
        metavar="NAME,...",
        help="What to print: learn, recall, write, check, cards, quiz.",
        autocompletion=completion.sheets,
    ),
]

Edition = Annotated[
    str, typer.Option("--edition", metavar="NAME", help="student, or teacher: the answers stand in the gaps.")
]

Answers = Annotated[
    str,
    typer.Option(
        "--answers",
        metavar="WHERE",
        help="overleaf (on the back of Write), back (of the pack), separate (NAME.answers.pdf) or none.",
    ),
]

Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", help="Another choice of gaps; the footer says which version it is."),
]

Questions = Annotated[int, typer.Option("--questions", metavar="N", min=1, max=200, help="Questions in a quiz.")]

Fillable = Annotated[bool, typer.Option("--fillable", help="Make form fields, to fill in on screen.")]

Start = Annotated[
    str | None,
    typer.Option("--start", metavar="DATE", help="First day of revision, as in 23/11/2026, for the tracker's dates."),
]

ExamDate = Annotated[
    str | None,
    typer.Option("--exam-date", metavar="DATE", help="Day of the exam, as in 7/6/2027; all visits come before it."),
]

Reviews = Annotated[
    str | None, typer.Option("--reviews", metavar="DAYS", help="Days of the visits. Otherwise 0,2,7,21.")
]

CardLayout = Annotated[
    str,
    typer.Option("--card-layout", metavar="NAME", help="duplex: answers on the back. fold: beside, to fold over."),
]

BackOffset = Annotated[
    str | None,
    typer.Option("--back-offset", metavar="X,Y", help="Move the backs of cards by so many mm, right and up."),
]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but warnings and errors.")]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]

CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        metavar="DIR",
        help="Folder of the cache. Otherwise PACKGEN_CACHE_DIR, or where your system keeps caches.",
    ),
]

NoCache = Annotated[bool, typer.Option("--no-cache", help="Make all sheets anew, and keep none.")]


def names(lists: Sequence[str]) -> tuple[str, ...]:
    """Return the names in lists that commas divide."""
    return tuple(name.strip() for names in lists for name in names.split(",") if name.strip())


def topic_names(lists: Sequence[str]) -> tuple[str, ...]:
    """Return the names of topics in lists that commas divide.

    Raises:
        UsageProblem: one of them is a file.
    """
    found = names(lists)
    for name in found:
        if name.endswith((".yaml", ".yml")):
            stem = Path(name.replace("\\", "/")).stem
            raise UsageProblem(f'"{name}" is a file. Name its topic, without folder and ending: {stem}.')
    return found


def printable(text: str | None, option: str) -> str | None:
    """Return a text for the page with its spaces tidied.

    Raises:
        UsageProblem: there is nothing in it, or a character that no page can show.
    """
    if text is None:
        return None
    tidy = " ".join(text.split())
    if not tidy:
        raise UsageProblem(f"The text of {option} is empty. Leave {option} out, or give it a text.")
    for character in tidy:
        if not character.isprintable():
            raise UsageProblem(
                f"The text of {option} has the character U+{ord(character):04X}, which cannot be printed."
            )
    return tidy


def one_of(text: str | None, names: type[N], option: str) -> N | None:
    """Return the member of an enumeration that a text names; without a text, None.

    Raises:
        UsageProblem: it names none.
    """
    known = [str(name) for name in names]
    if text is None:
        return None
    if text.strip().lower() not in known:
        raise UsageProblem(
            f'{option} cannot be "{text}".{nearest(text, known)} Choose {", ".join(known[:-1])} or {known[-1]}.'
        )
    return names(text.strip().lower())


def offset(text: str | None, option: str) -> tuple[float, float]:
    """Return two lengths in millimetres, written as 1.5,-0.5, in points; without a text, none.

    Raises:
        UsageProblem: they are no such lengths, or too far.
    """
    if text is None:
        return 0.0, 0.0
    match = _OFFSET.fullmatch(text)
    x, y = (float(part) for part in match.groups()) if match else (_FARTHEST + 1.0, 0.0)
    if max(abs(x), abs(y)) > _FARTHEST:
        raise UsageProblem(
            f'{option} cannot be "{text}". '
            f"Write millimetres to the right and up, {_FARTHEST} at most, such as 1.5,-0.5."
        )
    return x * MM, y * MM
