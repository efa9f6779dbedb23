"""Titles of works in quotation marks, in profiles without italics."""

from __future__ import annotations

import pytest

from packgen.layout.core.setting import Setting, rich
from packgen.layout.text.emphasis import quoted
from packgen.text.inline import Run
from tests.support.pages import design, faces

LARGE = Setting(design("large-print"), faces("large-print"))
FRENCH = Setting(design("large-print"), faces("large-print"), language="fr")


def shown(markdown: str, setting: Setting = LARGE) -> str:
    """The text with what stays emphasised between asterisks."""
    return "".join(f"*{run.text}*" if run.italic else run.text for run in quoted(setting, rich(markdown), {}))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("He read *The Thaw* and *Pravda*.", "He read “The Thaw” and “Pravda”."),
        ("*1984* of Orwell", "“1984” of Orwell"),
        ("a *very* long day", "a *very* long day"),
        ("the *sovnarkhozy*", "the *sovnarkhozy*"),
        ("*Homo sapiens* and *E. coli*", "*Homo sapiens* and *E. coli*"),
        ("*The thaw* of *Le dégel*", "“The thaw” of “Le dégel”"),
        ("*This is all so.*", "*This is all so.*"),
        ("*For:* the archives", "*For:* the archives"),
        ("no emphasis", "no emphasis"),
        ("“He read *Doctor Zhivago* twice”", "“He read ‘Doctor Zhivago’ twice”"),
        ("in “*The Thaw*” of 1954", "in “The Thaw” of 1954"),
        ("*x^2^*", "*x**2*"),
    ],
)
def test_a_title_is_quoted_and_other_emphasis_stays(markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


def test_marks_are_those_of_the_language() -> None:
    assert shown("dans *Le Dégel*", FRENCH) == "dans «\u202fLe Dégel\u202f»"
    assert shown("«\u202fdans *Le Dégel*\u202f»", FRENCH) == "«\u202fdans “Le Dégel”\u202f»"


def test_a_title_of_several_runs_is_quoted_once() -> None:
    assert shown("*The **Great** War* ended") == "“The Great War” ended"


def test_a_title_with_a_gap_in_it_is_not_quoted() -> None:
    runs = [Run("The ", italic=True), Run("\ufffc"), Run(" ended")]
    assert quoted(LARGE, runs, {1}) == runs


def test_there_are_as_many_runs_as_before() -> None:
    runs = rich("He read *The Thaw*, **then** *Pravda*.")
    assert len(quoted(LARGE, runs, {})) == len(runs)
