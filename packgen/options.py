"""What a pack may be asked to be, and what is refused before anything is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from packgen.errors import UsageProblem, nearest
from packgen.plan.kinds import SHEETS, unit_kind

if TYPE_CHECKING:
    from packgen.plan.options import PlanOptions
    from packgen.plan.stages import Answers

EDITIONS = {"student": "Student edition", "teacher": "Teacher edition: answers shown"}
"""The editions, and what the footer calls them."""

STAGES = unit_kind("section").sheets
"""What a pack has without a choice of `SHEETS`: the four stages of each section."""

ANSWERS = ("overleaf", "back", "separate", "none")
"""Where the answers stand."""

LARGEST_SEED = 999_999_999
"""The largest seed: its number has to fit the footer."""


@dataclass(frozen=True)
class PackOptions:
    """What to build, and how it should look.

    Attributes:
        content: folder of topics, or None to look in the usual places.
        topics: ``topic`` or ``topic/section``, in the order wanted.
        course: take all topics of a course (its name, or the name of its folder).
        tag: take all topics with a tag.
        output: file to write, ``-`` for none (the caller takes the bytes), or None for packs/NAME.pdf.
        title: of the pack, or None for the topic's or course's.
        theme, profile, paper, single_sided: see ``load_design``.
        sheets: of ``SHEETS``.
        edition: of ``EDITIONS``.
        answers: of ``ANSWERS``.
        seed: decides what is hidden; None is the usual choice, which the footer does not name.
        questions: number of the quiz's questions.
        fillable: make form fields of what is to be filled in.
        start, exam: first day of revision and day of the exam, for the tracker.
        reviews: days of the visits after the first day.
        card_layout: ``duplex`` or ``fold``.
        back_offset: by how much the backs of cards are moved right and up, in points.
        cache: folder of the cache, or None for the usual one.
        no_cache: neither look into the cache nor write to it.
        student: whose pack it is: the name stands on the cover and in the footer.
    """

    content: Path | None = None
    topics: tuple[str, ...] = ()
    course: str | None = None
    tag: str | None = None
    output: Path | None = None
    title: str | None = None
    theme: str = "classic"
    profile: str = "standard"
    paper: str = "a4"
    single_sided: bool = False
    sheets: tuple[str, ...] = STAGES
    edition: str = "student"
    answers: str = "overleaf"
    seed: int | None = None
    questions: int = 20
    fillable: bool = False
    start: date | None = None
    exam: date | None = None
    reviews: tuple[int, ...] | None = None
    card_layout: str = "duplex"
    back_offset: tuple[float, float] = (0.0, 0.0)
    student: str | None = field(default=None, repr=False)
    cache: Path | None = None
    no_cache: bool = False


def plan_options(options: PackOptions) -> PlanOptions:
    """Return what the pack has, checked.

    Raises:
        UsageProblem: something asked for does not exist, or does not go with something else.
    """
    from packgen.plan.options import PlanOptions
    from packgen.plan.schedule import REVIEWS, schedule

    _one_of("--edition", options.edition, EDITIONS)
    _one_of("--card-layout", options.card_layout, ("duplex", "fold"))
    for name in options.sheets:
        _one_of("--sheets", name, SHEETS)
    if options.seed is not None and not 0 <= options.seed <= LARGEST_SEED:
        raise UsageProblem(f"--seed cannot be {options.seed}. Choose a whole number from 0 to {LARGEST_SEED:,}.")
    if not options.sheets:
        raise UsageProblem(f"There are no sheets to make. Name some of {', '.join(SHEETS)} with --sheets.")
    return PlanOptions(
        sheets=tuple(name for name in SHEETS if _has(options, name)),
        answers=_answers(options),
        seed=1 if options.seed is None else options.seed,
        teacher=options.edition == "teacher",
        questions=options.questions,
        visits=tuple(schedule(options.reviews or REVIEWS, options.start, options.exam)),
        exam=options.exam,
        fillable=options.fillable,
        card_layout="fold" if options.card_layout == "fold" else "duplex",
        back_offset=options.back_offset,
        named=options.student is not None,
    )


def _has(options: PackOptions, sheet: str) -> bool:
    """Tell whether the pack has a kind of sheet: what was asked for, and the key of what is asked."""
    asks = any(name in options.sheets for name in ("recall", "write"))
    return sheet in options.sheets or (sheet == "check" and asks and options.answers != "none")


def _answers(options: PackOptions) -> Answers:
    answers = _one_of("--answers", options.answers, ANSWERS)
    return cast("Answers", answers)


def _one_of(option: str, found: str, known: Iterable[str]) -> str:
    if found in known:
        return found
    names = list(known)
    raise UsageProblem(f'{option} cannot be "{found}".{nearest(found, names)} Choose one of {", ".join(names)}.')
