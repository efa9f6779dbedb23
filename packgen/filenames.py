"""The usual name of a pack's file: it describes the pack, and different packs have different names.

A name consists of the topics, a word for each option that differs from its default, then the edition and the version:

    khrushchev                      all of a topic
    khrushchev-fall                 a section; khrushchev-fall+rise has two, in this order
    khrushchev,cold-war             two topics; course and tag give the name where they were asked for
    khrushchev-recall-quiz-10q-large-print-letter-fillable.teacher.v7

If that would be too long or ambiguous, or if an option has no word, such as a title, an underscore and a digest of all
options follow.
"""

from __future__ import annotations

import re
from _blake2 import blake2b
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.declare import defaults, key_values
from packgen.options import PackOptions
from packgen.plan.kinds import SHEETS
from packgen.plan.schedule import REVIEWS
from packgen.plan.selection import Chosen, T
from packgen.plan.stages import ORGANISER, ORGANISER_BLANK
from packgen.theme.registry import is_path

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 100
"""Greatest number of characters of a name; the path with its folder must fit 260 characters on some systems."""

_USUAL = PackOptions()
_DAY = r"\d{4}-\d\d-\d\d"
_WORDS = (
    *SHEETS, r"\d+q", r"\d+-cells", "back", "separate", "no-answers", "clear-print", "dyslexia", "large-print",
    "own-profile", r"theme(-[a-z0-9]+)+", "own-theme", "letter", "single-sided", "front", "no-front",
    "sources-(end|foot)", "no-sources", "fillable", "fold", r"\d+-a-page", "moved", "portrait", f"from-{_DAY}",
    f"exam-{_DAY}", r"reviews(-\d+)+", "titled",
)  # fmt: skip
_TAIL = f"(?:(?:{'|'.join(_WORDS)})(?:-(?!$)|$))+"
"""A name that consists of words for options only; compiled on first use, which is for a section or a course."""

_IN_WORDS = frozenset(
    {"title", "paper", "single_sided", "sheets", "edition", "answers", "front", "sources", "seed", "questions", "grid",
     "fillable", "start", "exam", "reviews", "card_layout", "cards_per_page", "back_offset", "organiser_layout"}
)  # fmt: skip
"""Options that affect the bytes of a pack and have a word in its name."""

_NOT_IN_NAME = frozenset({"moment"})
"""Options that affect the bytes of a pack but are not part of its name."""

_OTHERS = re.compile(r"[^a-z0-9]+")


def usual_name(options: PackOptions, chosen: Sequence[Chosen[T]], topics: Collection[str]) -> str:
    """Return the usual name of a pack's file, without its extension.

    Args:
        options: of the pack.
        chosen: its topics and sections.
        topics: the ids of all topics in the library.
    """
    contents, clear = _contents(options, chosen, topics)
    name = "-".join([contents, *_words(options)])
    others = _longer(chosen[-1].loaded.topic.id, topics)
    clear = clear and not any(_begins(name.rpartition(",")[2], one) for one in others)
    if not clear or len(name) > _LONGEST or _tells_too_little(options):
        name = f"{name[:_LONGEST].rstrip('-+,')}_{_digest(options, chosen)}"
    version = "" if options.seed is None else f".v{options.seed}"
    return f"{name}{'' if options.edition == 'student' else f'.{options.edition}'}{version}"


def _contents(options: PackOptions, chosen: Sequence[Chosen[T]], topics: Collection[str]) -> tuple[str, bool]:
    """Return the words for a pack's topics and sections, and whether they are unambiguous."""
    if len(chosen) > 1 and (options.course or options.tag):
        return _collection(options, topics)
    parts, clear = [], True
    for one in chosen:
        id_ = one.loaded.topic.id
        ids = [section.id for section in one.loaded.topic.sections]
        part = id_
        if one.sections != tuple(range(len(ids))):
            sections = [ids[place] for place in one.sections]
            part = f"{id_}-{'+'.join(sections)}"
            clear = clear and not any(map(_reads_as_options, sections))
        clear = clear and not any(_begins(part, other) for other in _longer(id_, topics))
        parts.append(part)
    return ",".join(parts), clear


def _collection(options: PackOptions, topics: Collection[str]) -> tuple[str, bool]:
    """Return a word for a course or a tag, and whether it is unambiguous."""
    asked = options.course or options.tag or ""
    name = _OTHERS.sub("-", asked.casefold()).strip("-")
    one_wish = [bool(options.topics), options.course is not None, options.tag is not None].count(True) == 1
    base = name if options.course else f"tag-{name}"
    clear = (
        bool(name)
        and one_wish
        and name == asked.casefold()
        and not _reads_as_options(name)
        and not (options.course and f"{name}-".startswith("tag-"))
        and not any(_begins(base, one) or _begins(one, base) for one in topics)
    )
    return base.strip("-") or "pack", clear


def _words(options: PackOptions) -> Iterator[str]:
    """Yield a word for each option that differs from its default, in the order of the name."""
    asks = {"recall", "write"} & set(options.sheets)
    implied = {"check"} if asks and options.answers != "none" else set()
    sheets = [name for name in SHEETS if name in options.sheets and name not in implied]
    if sheets != [name for name in _USUAL.sheets if name not in implied]:
        yield from sheets
    if "quiz" in options.sheets and options.questions != _USUAL.questions:
        yield f"{options.questions}q"
    if "grid" in options.sheets and options.grid != _USUAL.grid:
        yield f"{options.grid}-cells"
    if options.answers != _USUAL.answers:
        yield "no-answers" if options.answers == "none" else options.answers
    if options.profile != _USUAL.profile:
        yield "own-profile" if is_path(options.profile) else options.profile
    if options.theme != _USUAL.theme:
        yield "own-theme" if is_path(options.theme) else f"theme-{options.theme}"
    if options.paper != _USUAL.paper:
        yield options.paper
    if options.single_sided:
        yield "single-sided"
    if options.front != _USUAL.front:
        yield "front" if options.front == "full" else "no-front"
    if options.sources is not None:
        yield "no-sources" if options.sources == "none" else f"sources-{options.sources}"
    if options.fillable:
        yield "fillable"
    if "cards" in options.sheets and options.card_layout != _USUAL.card_layout:
        yield options.card_layout
    if "cards" in options.sheets and options.cards_per_page != _USUAL.cards_per_page:
        yield f"{options.cards_per_page}-a-page"
    if "cards" in options.sheets and options.back_offset != _USUAL.back_offset:
        yield "moved"
    organised = {ORGANISER, ORGANISER_BLANK} & set(options.sheets)
    if organised and options.organiser_layout != _USUAL.organiser_layout:
        yield options.organiser_layout
    if options.start is not None:
        yield f"from-{options.start.isoformat()}"
    if options.exam is not None:
        yield f"exam-{options.exam.isoformat()}"
    if options.reviews not in (None, REVIEWS):
        yield "-".join(["reviews", *map(str, options.reviews or ())])
    if options.title is not None:
        yield "titled"


def _tells_too_little(options: PackOptions) -> bool:
    """Tell whether the name omits something of an option: its value is not in its word, or it has no word."""
    moved = "cards" in options.sheets and options.back_offset != _USUAL.back_offset
    own = options.title or options.student or is_path(options.profile) or is_path(options.theme)
    return moved or bool(own or _without_words(options))


def _without_words(options: PackOptions) -> list[tuple[str, object]]:
    """Return the options that have no word in the name and differ from their defaults, with their values."""
    usual = defaults(type(options))
    return [
        (name, value)
        for name, value in key_values(options).items()
        if name not in _IN_WORDS | _NOT_IN_NAME and value != usual[name]
    ]


def _reads_as_options(name: str) -> bool:
    """Tell whether a name, or its end, could be read as words for options."""
    parts = name.split("-")
    return any(re.fullmatch(_TAIL, "-".join(parts[place:])) for place in range(len(parts)))


def _longer(id_: str, topics: Collection[str]) -> list[str]:
    """Return the ids of topics that begin with an id and continue it."""
    return [one for one in topics if one.startswith(f"{id_}-")]


def _begins(name: str, with_: str) -> bool:
    """Tell whether a name equals another name or begins with it."""
    return name == with_ or name.startswith((f"{with_}-", f"{with_}+", f"{with_},"))


def _digest(options: PackOptions, chosen: Sequence[Chosen[T]]) -> str:
    one = [(each.loaded.topic.id, each.sections) for each in chosen]
    told: Iterable[object] = (one, options.topics, options.course, options.tag, options.title, options.student,
        options.theme, options.profile, options.back_offset, *_words(options), *_without_words(options))  # fmt: skip
    return blake2b(repr(tuple(told)).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
