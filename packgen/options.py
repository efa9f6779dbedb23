"""The options of a pack, declared once, and the checks made before anything is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from packgen import option_text
from packgen.declare import Option, limited, option
from packgen.errors import UsageProblem, nearest
from packgen.plan.kinds import SHEETS, unit_kind

if TYPE_CHECKING:
    from packgen.plan.options import Front, PlanOptions, SourcesAt
    from packgen.plan.stages import Answers

EDITIONS = {"student": "edition.student", "teacher": "edition.teacher"}
"""The editions, and the keys of what the footer calls them; see `packgen.locale`."""

USUAL_SHEETS = (*unit_kind("overview").sheets, *unit_kind("section").sheets)
"""What a pack has without a choice of `SHEETS`: the overview of each topic, and the four stages of each section."""

ANSWERS = ("overleaf", "back", "separate", "none")
"""Where the answers are printed."""

ORGANISER_LAYOUTS = ("landscape", "portrait")
"""Along which side of the paper a knowledge organiser is read."""
FRONT = ("auto", "full", "none")
"""Whether a pack has front matter."""

SOURCES = ("end", "foot", "none")
"""Where the sources are printed."""

CARD_LAYOUTS = ("duplex", "fold")
"""How cards are laid out: the answer on the back, or beside the question to be folded behind it."""

CARDS_PER_PAGE = ("auto", "8", "12", "18")
"""How many places for cards a page has: as many as the words of the cards allow, or at most a number."""

LARGEST_SEED = 999_999_999
"""The largest seed: its number has to fit the footer."""

_NOT_PRINT = ("build", "batch")
"""The commands that have the options that `packgen print` does without."""


def _profiles() -> list[str]:
    from packgen.theme.registry import profiles

    return profiles()


def _themes() -> list[str]:
    from packgen.theme.registry import themes

    return themes()


@dataclass(frozen=True, kw_only=True)
class PackOptions:
    """What a pack consists of and how it looks: the one declaration of these options.

    The parameters of `packgen build`, `batch` and `print`, the columns of a roster and the tables of the documentation
    come from it. See `packgen.declare.Option` for what a field declares.
    """

    topics: tuple[str, ...] = option(
        (), "--topics", "NAME,...", parse=option_text.topic_names, repeated=True,
        help="Topics or sections, with commas between them: `khrushchev,stalin/purges`. May be repeated.",
        roster="topics or sections with commas, semicolons or line breaks between them",
        in_key=False,
    )  # fmt: skip
    course: str | None = option(
        None, "--course", "NAME",
        help="All topics of a course.", more="NAME is its name or its folder's; NAME/THEME, one of its themes.",
        in_key=False,
    )  # fmt: skip
    tag: str | None = option(
        None, "--tag", "NAME",
        help="All topics with a tag.",
        in_key=False,
    )  # fmt: skip
    title: str | None = option(
        None, "--title", "TEXT", parse=option_text.printable,
        help="Title of the pack. Otherwise the topic's or course's.",
    )  # fmt: skip
    paper: str = option(
        "a4", "--paper", "SIZE",
        help="`a4` or `letter`.",
    )  # fmt: skip
    profile: str = option(
        "standard", "--profile", "NAME", choices=_profiles,
        help="`standard`, `large-print`, `clear-print` or `dyslexia`.",
        more="They have 11, 18, 14 and 13 pt; all but the first have one column, and tables as records.",
        roster="`standard`, `large-print`, `clear-print` or `dyslexia`",
        in_key=False,
    )  # fmt: skip
    theme: str = option(
        "classic", "--theme", "NAME", choices=_themes, commands=_NOT_PRINT,
        help="The look.", more="`classic`, `petrol`, `ink-light` (least toner), or the path of a file of your own.",
        in_key=False,
    )  # fmt: skip
    single_sided: bool = option(
        False, "--single-sided", commands=_NOT_PRINT,
        help="For printing on one side of the paper.", more="All pages have the same margins.",
    )  # fmt: skip
    sheets: tuple[str, ...] = option(
        USUAL_SHEETS, "--sheets", "NAME,...", parse=option_text.names, choices=lambda: SHEETS, fixed=True,
        help="What to print: `overview`, `learn`, `recall`, `write`, `check`, `organiser`, `organiser-blank`, `cards`, "
        "`quiz`, `grid`.",
    )  # fmt: skip
    edition: str = option(
        "student", "--edition", "NAME", choices=lambda: EDITIONS, fixed=True,
        help="`student`, or `teacher`: the answers stand in the gaps.",
        roster="`student` or `teacher`",
    )  # fmt: skip
    answers: str = option(
        "overleaf", "--answers", "WHERE", choices=lambda: ANSWERS, fixed=True,
        help="`overleaf` (on the back of Write), `back` (of the pack), `separate` (`NAME.answers.pdf`) or `none`.",
    )  # fmt: skip
    front: str = option(
        "auto", "--front", "WHEN", choices=lambda: FRONT, fixed=True,
        help="Cover and contents: `auto` (from three sections on), `full` or `none`.",
        more="Without them the first page has the title, and name, class and date to fill in. `auto` makes them for "
        "`--start`, `--exam-date`, `--per-week` and `--reviews` too, and for no pack without Learn, Recall and Write.",
    )  # fmt: skip
    sources: str | None = option(
        None, "--sources", "WHERE", choices=lambda: SOURCES, fixed=True,
        help="`end` (one list), `foot` (of Learn) or `none`. Otherwise `end` with a cover, `foot` without.",
    )  # fmt: skip
    seed: int | None = option(
        None, "--seed", "N", least=0, most=LARGEST_SEED,
        help="Another choice of gaps; the footer says which version it is.",
        more=f"From 0 to {LARGEST_SEED:,}. Without it the usual gaps are chosen, which the footer does not name.",
        roster=f"a number from 0 to {LARGEST_SEED:,}; another number hides other words, and the footer says which "
        "version it is",
    )  # fmt: skip
    questions: int = option(
        20, "--questions", "N", least=1, most=200, limits_in_help=True,
        help="Questions in a quiz.",
    )  # fmt: skip
    grid: int = option(
        12, "--grid", "N", least=4, most=16, limits_in_help=True,
        help="Questions in a retrieval grid.", more="12 stand in three columns, 16 in four.",
    )  # fmt: skip
    taught: tuple[date, ...] = option(
        (), "--taught", "DATE,...", parse=option_text.days, repeated=True,
        help="When each section was taught, for the points of a retrieval grid.",
        more="A date for each section, in their order: `2/11/2026,9/11/2026`. Otherwise the last section (of four "
        "topics or more, the last topic) is the last lesson's, the one before it last week's.",
    )  # fmt: skip
    fillable: bool = option(
        False, "--fillable", commands=_NOT_PRINT,
        help="Make form fields, to fill in on screen.",
    )  # fmt: skip
    start: date | None = option(
        None, "--start", "DATE", parse=option_text.day,
        help="First day of revision, as in 23/11/2026, for the tracker's dates.",
        more="Also `23 November 2026` or `2026-11-23`.",
    )  # fmt: skip
    exam: date | None = option(
        None, "--exam-date", "DATE", parse=option_text.day,
        help="Day of the exam, as in 7/6/2027; the visits go on until the week before it.", more="The day comes first.",
    )  # fmt: skip
    reviews: tuple[int, ...] | None = option(
        None, "--reviews", "DAYS", parse=option_text.review_days, commands=_NOT_PRINT,
        help="Days of the visits. Otherwise `0,2,7,21`.", more="They are counted from the first day.",
    )  # fmt: skip
    per_week: int | None = option(
        None, "--per-week", "N", least=1, most=21, commands=_NOT_PRINT,
        help="Sections to begin in a week, for the tracker's dates.",
        more="Otherwise they are spread evenly over the time before the exam; without `--exam-date`, three a week.",
    )  # fmt: skip
    card_layout: str = option(
        "duplex", "--card-layout", "NAME", choices=lambda: CARD_LAYOUTS, fixed=True, commands=_NOT_PRINT,
        help="`duplex`: answers on the back. `fold`: beside, to fold over.",
    )  # fmt: skip
    cards_per_page: str = option(
        "auto", "--cards-per-page", "N", choices=lambda: CARDS_PER_PAGE, fixed=True, commands=_NOT_PRINT,
        help="`auto` (as many as their words allow), `8`, `12` or `18`.",
        more="Cards to fold take two places each. The profiles in larger print have six at most.",
    )  # fmt: skip
    back_offset: tuple[float, float] = option(
        (0.0, 0.0), "--back-offset", "X,Y", parse=option_text.offset, commands=_NOT_PRINT,
        help="Move the backs of cards by so many mm, right and up.",
    )  # fmt: skip
    organiser_layout: str = option(
        "landscape", "--organiser-layout", "NAME", choices=lambda: ORGANISER_LAYOUTS, fixed=True, commands=_NOT_PRINT,
        help="Knowledge organisers in `landscape` or `portrait`.",
    )  # fmt: skip
    content: Path | None = option(
        None, "--content", "DIR",
        help="Folder of your topics. Otherwise `PACKGEN_CONTENT`, or `./content`. "
        "Those that come with packgen follow it.",
        in_key=False,
    )  # fmt: skip
    cache: Path | None = option(
        None, "--cache-dir", "DIR",
        help="Folder of the cache. Otherwise `PACKGEN_CACHE_DIR`, or where your system keeps caches.",
        in_key=False,
    )  # fmt: skip
    no_cache: bool = option(
        False, "--no-cache",
        help="Make all sheets anew, and keep none.",
        in_key=False,
    )  # fmt: skip
    student: str | None = option(
        None, help="Whose pack it is: the name stands on the first page and in the footer.", in_key=False, private=True
    )
    moment: int | None = option(None, help="Date in the file's metadata, in seconds since 1970; None for no date.")


def plan_options(options: PackOptions) -> PlanOptions:
    """Return what the plan of a pack takes from its options, after checking them.

    Raises:
        UsageProblem: an option has a value that it cannot have, or does not go with another.
    """
    from packgen.plan.ages import ages
    from packgen.plan.options import PlanOptions
    from packgen.plan.schedule import REVIEWS, require_days
    from packgen.plan.timetable import Revision

    require_valid(options)
    require_days(options.reviews or REVIEWS, options.start, options.exam)
    dated = any((options.start, options.exam, options.per_week)) or options.reviews not in (None, REVIEWS)
    if dated and options.front == "none":
        raise UsageProblem(
            "--start, --exam-date, --reviews and --per-week are for the tracker, which --front none leaves out. "
            "Leave one out."
        )
    if not options.sheets:
        raise UsageProblem(f"There are no sheets to make. Name some of {', '.join(SHEETS)} with --sheets.")
    return PlanOptions(
        sheets=_sheets(options),
        answers=cast("Answers", options.answers),
        seed=1 if options.seed is None else options.seed,
        teacher=options.edition == "teacher",
        questions=options.questions,
        grid=options.grid,
        ages=ages(options.taught),
        revision=Revision(options.reviews or REVIEWS, options.start, options.exam, options.per_week),
        fillable=options.fillable,
        card_layout="fold" if options.card_layout == "fold" else "duplex",
        back_offset=options.back_offset,
        organiser_layout="portrait" if options.organiser_layout == "portrait" else "landscape",
        cards_per_page=None if options.cards_per_page == "auto" else int(options.cards_per_page),
        named=options.student is not None,
        front=cast("Front", options.front),
        dated=dated,
        sources=cast("SourcesAt | None", options.sources),
    )


def require_valid(options: Any) -> None:
    """Return if each declared option has one of its choices and is within its limits.

    Args:
        options: an instance of a dataclass that declares options, such as `PackOptions`.

    Raises:
        UsageProblem: one has another value.
    """
    for name, known in limited(options.__class__).items():
        value = getattr(options, name)
        if known.fixed and known.choices is not None and value is not None:
            for one in value if isinstance(value, tuple) else (value,):
                _require_choice(known, one, known.choices())
        if known.most is not None and value is not None:
            _require_within(known, value)


def _require_choice(known: Option, value: str, choices: Iterable[str]) -> None:
    names = list(choices)
    if value not in names:
        listed = ", ".join(names)
        raise UsageProblem(f'{known.flag} cannot be "{value}".{nearest(value, names)} Choose one of {listed}.')


def _require_within(known: Option, value: int) -> None:
    least, most = known.least or 0, known.most or 0
    if not least <= value <= most:
        raise UsageProblem(f"{known.flag} cannot be {value}. Choose a whole number from {least:,} to {most:,}.")


def _sheets(options: PackOptions) -> tuple[str, ...]:
    """Return the sheets of the pack: those asked for, and the answers to the tasks among them."""
    wanted = set(options.sheets)
    if options.answers != "none" and not wanted.isdisjoint(("recall", "write")):
        wanted.add("check")
    return tuple(name for name in SHEETS if name in wanted)
