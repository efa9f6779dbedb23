"""Words that are printed stand in the locale, not in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.locale.literals import literals
from tests.support.paper import ROOT

PACKAGE = ROOT / "packgen"
ROOMS = ("blocks", "tasks", "layout", "plan", "sheet", "sheets", "build.py", "deliver/print/wording.py")
"""What makes the words of pages. Binding prints what it is given."""

ALLOWED = {
    "blocks/cloze.py": r"Mark what to hide.*|.* is right in a gap.*|Name another word.*",  # messages and remedies
    "blocks/kinds.py": r"packgen\.blocks\.",  # modules
    "blocks/question.py": r"The tasks of | are | and |there ",  # remedies
    "build.py": r"The cache held what no pack .*|\.answers\.pdf|\.pdf",  # a warning, endings of files
    "layout/core/canvas.py": r" Tz\[\(| Tc | 0 Tc",  # operators
    "layout/core/fit.py": r" \(about ",  # a message
    "layout/core/reportlab_canvas.py": r"Helvetica",  # a font's name
    "layout/front_matter/cover.py": r"The title on the cover",  # the subject of a message
    "layout/tasks/card_side.py": r"the | of card ",  # the subject of a message
    "layout/tasks/selfcheck.py": r"score\.",  # names of fields, the same in every language
    "plan/ages.py": r" given with .*| date|s are| is|, and there |Give the date of .*| section",  # a message
    "tasks/blurt.py": r"\.point",  # names of fields, the same in every language
    "tasks/concept_map.py": r"\.point",  # names of fields, the same in every language
    "tasks/lines.py": r"\.point|\.lines",  # names of fields, the same in every language
    "plan/advice.py": r".*",  # nothing but messages
    "plan/organiser.py": r"argument|s| of | \(|; | and | more",  # messages
    "plan/questions.py": r"The quiz was to have | questions, but there | in these sections\.",  # a warning
    "plan/retrieval.py": r"The grid was to have .*| in these sections .*| questions, but there |(is|are) [no1].*",
    "plan/schedule.py": r"the exam \(|\) is not after the start \(",  # a message
    "plan/timetable.py": r"The tracker has .*|, such as | Let --start .*| days|a day",  # a warning
    "plan/stages.py": r"Learn|Recall|Write|Check|Cards|Quiz|Grid",  # names in the code; STAGE_NAMES has what is printed
    "sheet/cuts.py": r".*",  # nothing but messages
    "sheets/contents.py": r"tracker\.",  # names of fields, the same in every language
    "sheets/organiser.py": r": its blocks have no facts .*|: its knowledge organiser has no room for ",  # warnings
    "sheets/learn.py": r"sure\.",  # names of fields, the same in every language
    "sheets/overlong.py": r" mm tall",  # a message
    # warnings
    "sheets/section.py": r" takes another sheet .*| mm, from | on\.| \(line | Shorten it by .*|Its sources .*|.* own\."
    r"|by | mm|by a few lines|The boxes to tick .*| and are left out\.| Shorten |, or the notes .*",
    "sheets/trial.py": r"with --profile large-print,",  # a message
    "tasks/asking.py": r"it contains its answer|nothing in it says what \"|\" means",  # messages
    "tasks/cornell.py": r"\.summary",  # names of fields, the same in every language
    "tasks/likeness.py": r"\s+a about above .*",  # words of authors' texts that tell nothing
    "tasks/passage.py": r"a gap stands .*|Take one of them away\.|Write |what a gap accepts",  # messages
    "tasks/question.py": r"\.score",  # names of fields, the same in every language
    "tasks/scheme.py": r"\.point",  # names of fields, the same in every language
    "tasks/vocabulary.py": r"[A-Z][a-z]+|\|Jan\|.*",  # months in authors' texts
}
"""What only looks printed, by its file, with the reason."""


def modules() -> list[Path]:
    found: list[Path] = []
    for room in ROOMS:
        path = PACKAGE / room
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def test_no_printed_words_stand_in_the_code() -> None:
    found = []
    for path in modules():
        name = path.relative_to(PACKAGE).as_posix()
        for one in literals(path.read_text(encoding="utf-8")):
            if not re.fullmatch(ALLOWED.get(name, r"(?!)"), one.text, re.DOTALL):
                found.append(f"{name}:{one.line}: {one.text!r}")
    assert found == []


def test_what_is_allowed_is_there() -> None:
    names = {path.relative_to(PACKAGE).as_posix() for path in modules() if list(literals(path.read_text("utf-8")))}
    assert ALLOWED.keys() <= names


@pytest.mark.parametrize(
    "code",
    [
        'heading(setting, "Contents")',
        'TITLE = "Self-check"',
        'note = f"{count} marks"',
        'Element("Span", actual=f"blank {number}")',
        'title: Text = Field(default) if x else "Key figures"',
        'Run(" or ")',
        'x = "Timeline"',
    ],
)
def test_printed_words_are_found(code: str) -> None:
    assert [one.line for one in literals(code)] == [1]


@pytest.mark.parametrize(
    "code",
    [
        'def f():\n    """Return the Contents."""',
        'raise ValueError(f"{x} is no page of this sheet")',
        'Field(None, description="What stands above it.")',
        'kind: Literal["Bar chart"] = x',
        'Element("Sect", parent)',
        'words.text("contents.title")',
        'canvas.paint(f"{x} 0 0 1 cm /F1 Do Q")',
        'message = "this says too much."',
    ],
)
def test_other_texts_are_not(code: str) -> None:
    assert list(literals(code)) == []
