"""Every kind of file that packgen makes, most of one section: what is checked on them is checked on all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from packgen.options import PackOptions
from packgen.resources import content_folder
from packgen.variables import cache_folder

SPECIMENS = Path(__file__).resolve().parents[2] / "docs" / "specimens"
TASKS = ("recall", "write", "check")

_SECTION = PackOptions(content=content_folder(), topics=("khrushchev/anti-party-group",))
_TOPIC = PackOptions(content=content_folder(), topics=("khrushchev",))
_SPECIMENS = PackOptions(content=SPECIMENS, course="specimens", sheets=TASKS)

KINDS = {
    "student": replace(_SECTION, start=date(2026, 9, 1), exam=date(2027, 5, 20)),
    "student-letter": replace(_SECTION, paper="letter"),
    "student-large-print": replace(_SECTION, profile="large-print"),
    "teacher": replace(_SECTION, edition="teacher", seed=7),
    "teacher-large-print-letter": replace(_SECTION, edition="teacher", profile="large-print", paper="letter"),
    "no-answers": replace(_SECTION, sheets=("recall", "write", "quiz"), answers="none"),
    "answers-back": replace(_SECTION, answers="back", sheets=(*TASKS, "quiz")),
    "answers-separate": replace(_SECTION, answers="separate", sheets=(*TASKS, "quiz")),
    "keys-alone": replace(_SECTION, sheets=("check",)),
    "cards-duplex": replace(_SECTION, sheets=("cards",), back_offset=(1.5, -1.0)),
    "cards-fold": replace(_SECTION, sheets=("cards",), card_layout="fold"),
    "quiz": replace(_SECTION, sheets=("quiz",), questions=12),
    "grid": replace(_SECTION, sheets=("grid",)),
    "organisers": replace(_SECTION, sheets=("organiser", "organiser-blank", "cards")),
    "organiser-portrait-large-print": replace(
        _SECTION, sheets=("organiser-blank",), organiser_layout="portrait", profile="large-print"
    ),
    "overview": replace(_TOPIC, sheets=("overview",)),
    "overview-large-print": replace(_TOPIC, sheets=("overview", "learn"), profile="large-print"),
    "single-sided": replace(_SECTION, single_sided=True),
    "fillable": replace(_SECTION, sheets=("learn", *TASKS, "organiser-blank", "quiz"), fillable=True),
    "fillable-large-print": replace(_SECTION, sheets=(*TASKS, "quiz", "grid"), fillable=True, profile="large-print"),
    "tasks-teacher": replace(_SPECIMENS, edition="teacher"),
    "tasks-fillable": replace(_SPECIMENS, fillable=True),
}
"""Options by the name of the kind; the last two are all tasks there are."""


def built(kind: str, folder: Path) -> list[Path]:
    """Build a kind and return its files: the pack, and where they are apart, its answers."""
    from packgen.build import build
    from tests.support.written import write_pack

    files = write_pack(build(replace(KINDS[kind], cache=cache_folder())), folder / f"{kind}.pdf")
    return [files.pack, *([files.answers] if files.answers else [])]
