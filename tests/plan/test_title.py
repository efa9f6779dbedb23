from __future__ import annotations

from pathlib import Path
from typing import Any

from packgen.load.loaded import LoadedTopic
from packgen.model import Topic
from packgen.plan.selection import Chosen
from packgen.plan.title import title_of


def topic(**fields: Any) -> Chosen[LoadedTopic]:
    """A chosen topic with these fields, and no file behind it."""
    base: dict[str, Any] = {
        "schema": "1",
        "id": "rise",
        "title": "The rise",
        "subject": "History",
        "level": "A-level",
        "sections": [{"id": "s", "title": "S", "blocks": [{"type": "prose", "text": "x"}]}],
    }
    return Chosen(LoadedTopic(Topic.model_validate(base | fields), Path(), "", None), (0,))


def test_one_topic_gives_its_title_and_dates() -> None:
    found = title_of([topic(dates="1953–64")._replace(sections=(0, 0))], None)
    assert (found.title, found.dates, found.full) == ("The rise", "1953–64", "The rise 1953–64")


def test_one_section_gives_its_title_and_its_topic_is_noted() -> None:
    found = title_of([topic(dates="1953–64", course="Russia")], None)
    assert (found.full, found.note) == ("S", "The rise 1953–64 · Russia")


def test_several_topics_take_their_course() -> None:
    both = [topic(course="Russia", dates="1953"), topic(id="fall", title="The fall", course="Russia")]
    assert (title_of(both, None).full, title_of(both, None).note) == ("Russia", "")


def test_topics_of_several_courses_have_no_title_of_their_own() -> None:
    found = title_of([topic(course="Russia"), topic(id="fall", course="China")], None)
    assert (found.full, found.note) == ("Revision pack", "Russia · China")


def test_a_title_asked_for_drops_the_dates() -> None:
    assert title_of([topic(dates="1953")], "Week 3").full == "Week 3"


def test_specifications_are_named_once() -> None:
    spec = [{"board": "OCR", "code": "Y318"}, {"board": "AQA", "code": "1H"}]
    found = title_of([topic(spec=spec), topic(id="fall", spec=spec[:1])], None)
    assert found.note == "for OCR Y318, AQA 1H"


def test_the_kicker_says_for_whom() -> None:
    found = title_of([topic(), topic(id="fall", level="GCSE")], None)
    assert found.kicker == "Revision pack · A-level History · GCSE History"
    assert found.subject == "A-level History, GCSE History"


def test_credits_are_given_once() -> None:
    own = {"authors": ["A. Teacher", "B. Tutor"], "licence": "CC BY 4.0", "reviewed_on": "2026-11-23"}
    found = title_of([topic(**own), topic(id="fall", **own), topic(id="end")], None)
    assert found.credit == "Text: A. Teacher, B. Tutor, CC BY 4.0, checked on 2026-11-23."
    assert found.authors == ("A. Teacher", "B. Tutor")
    later = title_of([topic(**own), topic(id="fall", **own | {"reviewed_on": "2026-11-24"})], None)
    assert later.credit == "Text: A. Teacher, B. Tutor, CC BY 4.0, checked on 2026-11-23 and 2026-11-24."
    assert title_of([topic()], None).credit == ""
