from __future__ import annotations

import pytest

from packgen.build import STDOUT, BuildOptions, build
from packgen.errors import UsageProblem
from packgen.resources import content_folder
from tests.support.pdf import open_pdf, outline


def options(**fields: object) -> BuildOptions:
    base: dict[str, object] = {"content": content_folder(), "topics": ("khrushchev/fall",), "output": STDOUT}
    return BuildOptions(**{**base, **fields})


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("  ", "The title is empty"),
        ("\U00013000", "EGYPTIAN HIEROGLYPH A001"),
        ("a\u202eb", "U\\+202E"),
        ("x" * 201, "The title has 201 characters"),
    ],
)
def test_a_title_that_cannot_be_set_is_refused(title: str, message: str) -> None:
    with pytest.raises(UsageProblem, match=message):
        build(options(title=title))


def test_a_title_may_hold_emphasis() -> None:
    pdf = open_pdf(build(options(title="Week 3: *Pravda*")).pdf)
    assert str(pdf.docinfo["/Title"]) == "Week 3: Pravda"


@pytest.mark.parametrize("date", ["tomorrow", "-1", "٣", "1e9", "9" * 12])
def test_a_date_that_is_none_is_refused(date: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    with pytest.raises(UsageProblem, match="SOURCE_DATE_EPOCH"):
        build(options())


def test_progress_counts_the_sections() -> None:
    told: list[tuple[int, int, str]] = []
    build(options(topics=("khrushchev/fall", "khrushchev/rise")), lambda *step: told.append(step))
    assert told[:2] == [(0, 2, "The fall, 1964"), (1, 2, "The rise to power, 1953–56")]


def test_sections_come_in_the_order_asked_for() -> None:
    report = build(options(topics=("khrushchev/fall", "khrushchev/rise")))
    assert [section.section for section in report.sections] == ["fall", "rise"]
    titles = [entry.title for entry in outline(report.pdf) if entry.level == 0]
    assert titles == ["Contents", "The fall, 1964", "The rise to power, 1953–56", "Sources"]
    assert report.sections[1].first_page == report.sections[0].last_page + 1
