"""What a pack consists of, as data: which units, in which order, with which keys, and what each needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.errors import UsageProblem
from packgen.load.record import SectionRecord, SourceRecord, TopicRecord
from packgen.load.topics import LazyTopic
from packgen.plan.kinds import KINDS, SHEETS, unit_kind
from packgen.plan.listing import Listed, ListedSheet, ListedTopic
from packgen.plan.options import PlanOptions
from packgen.plan.pack import PackPlan, front_matter_request, plan_pack
from packgen.plan.selection import Chosen
from packgen.plan.stages import Answers
from packgen.plan.timetable import Revision
from packgen.plan.title import title_of
from packgen.sheet.opening import Opening

STAGES = ("learn", "recall", "write", "check")
ALL = (*STAGES, "organiser", "organiser-blank", "cards", "quiz")


def topic(id_: str, sections: int = 2, cited: dict[int, tuple[str, ...]] | None = None, key: str = "") -> LazyTopic:
    """Return the record of a topic, some of whose sections name sources."""
    named = cited or {}
    record = TopicRecord(
        id=id_,
        title=id_.title(),
        dates=None,
        subject="History",
        level="A level",
        course=None,
        language="en-GB",
        spec=(),
        tags=(),
        authors=(),
        licence=None,
        reviewed_on=None,
        sources=(SourceRecord("book"), SourceRecord("map")),
        sections=tuple(SectionRecord(f"s{n}", f"Section {n}", named.get(n, ())) for n in range(1, sections + 1)),
        pictures=(),
    )
    return LazyTopic(record, Path(f"{id_}.yaml"), key or f"digest of {id_}")


ONE = topic("one", cited={2: ("book",)})
TWO = topic("two")
BOTH = [Chosen(ONE, (0, 1)), Chosen(TWO, (1,))]


def shown(plan: PackPlan) -> list[str]:
    """Return the kind of each unit, with the sections that it is made of."""
    return [
        f"{request.kind.name} {' '.join(f'{one.loaded.topic.id}{list(one.sections)}' for one in request.topics)}"
        for request in plan.requests
    ]


# -- which units, in which order


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (STAGES, ["section one[0]", "section one[1]", "section two[1]", "sources one[0, 1] two[1]"]),
        (("recall",), ["section one[0]", "section one[1]", "section two[1]"]),
        (("learn", "cards"), ["section one[0]", "section one[1]", "cards one[0, 1]", "section two[1]", "cards two[1]",
                              "sources one[0, 1] two[1]"]),
        (("organiser-blank",), ["organiser one[0, 1]", "organiser two[1]"]),
        (("cards",), ["cards one[0, 1]", "cards two[1]"]),
        (("quiz",), ["quiz one[0, 1] two[1]"]),
        (("grid",), ["grid one[0, 1] two[1]"]),
        (ALL, ["section one[0]", "section one[1]", "organiser one[0, 1]", "cards one[0, 1]", "section two[1]",
               "organiser two[1]", "cards two[1]", "sources one[0, 1] two[1]", "quiz one[0, 1] two[1]"]),
        ((), []),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_pack_consists_of_the_units_of_what_was_asked_for(sheets: tuple[str, ...], expected: list[str]) -> None:
    assert shown(plan_pack(BOTH, PlanOptions(sheets=sheets))) == expected


def test_a_grid_depends_on_the_ages_of_its_sections() -> None:
    options = PlanOptions(("grid",), grid=16, ages=(2, 1, 1), seed=7, questions=5)
    [grid] = plan_pack(BOTH, options).requests
    made_of = (("one", "digest of one", (0, 1)), ("two", "digest of two", (1,)))
    opening = Opening("Revision pack")
    assert grid.key == ("grid", made_of, (16, (2, 1, 1), "overleaf", 7, False, False, opening), ())
    with pytest.raises(UsageProblem, match="3 dates are given with --taught, and there is 1 section"):
        plan_pack([Chosen(ONE, (0,))], options)
    assert plan_pack([Chosen(ONE, (0,))], options._replace(sheets=("quiz",))).requests


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((0, 1, 2), ["overview one[0, 1, 2]", "section one[0]", "section one[1]", "section one[2]"]),
        ((2, 0, 1), ["overview one[2, 0, 1]", "section one[2]", "section one[0]", "section one[1]"]),
        ((0, 1), ["section one[0]", "section one[1]"]),
    ],
)
def test_an_overview_comes_before_the_sections_of_a_whole_topic(places: tuple[int, ...], expected: list[str]) -> None:
    chosen = [Chosen(topic("one", 3), places)]
    assert shown(plan_pack(chosen, PlanOptions(("overview", *STAGES)))) == expected
    assert "overview" not in str(shown(plan_pack(chosen, PlanOptions(STAGES))))


def test_a_topic_of_two_sections_has_no_overview() -> None:
    assert plan_pack(BOTH, PlanOptions(("overview",))).requests == ()


def test_an_overview_depends_on_whether_there_are_pages_to_name() -> None:
    whole = [Chosen(topic("one", 3), (0, 1, 2))]
    options = PlanOptions(("overview", "learn", "recall"), seed=7, teacher=True, fillable=True)
    made_of = (("one", "digest of one", (0, 1, 2)),)
    assert plan_pack(whole, options).requests[0].key == (
        "overview", made_of, (("overview", "learn"), True, False, None), (),
    )  # fmt: skip
    without = plan_pack(whole, options._replace(sheets=("overview", "recall"))).requests[0]
    assert without.key == ("overview", made_of, (("overview",), True, False, None), ())


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        ([Chosen(topic("one", 3), (0, 1, 2))], PlanOptions(STAGES)),
        ([Chosen(topic("one", 3), (0, 1))], PlanOptions(("overview", *STAGES), front="full")),
        ([Chosen(topic("one", 3), (0, 1, 2))], PlanOptions(("overview", *STAGES), front="none")),
        ([Chosen(topic("one", 3), (0, 1, 2)), Chosen(TWO, (0,))], PlanOptions(("overview", *STAGES))),
    ],
    ids=["not asked for", "not whole", "no cover", "several topics"],
)
def test_an_overview_is_on_no_cover_that_the_pack_does_not_have(
    chosen: list[Chosen[LazyTopic]], options: PlanOptions
) -> None:
    assert plan_pack(chosen, options).overleaf is None


def test_an_overview_may_be_on_the_back_of_the_cover() -> None:
    plan = plan_pack([Chosen(topic("one", 3), (0, 1, 2))], PlanOptions(("overview", *STAGES), fillable=True))
    assert plan.overleaf is not None
    assert plan.overleaf.kind == plan.requests[0].kind == unit_kind("overview")
    assert plan.overleaf.key == (
        "overview", (("one", "digest of one", (0, 1, 2)),), (("overview", "learn"), True, True, None), (),
    )  # fmt: skip


def test_sections_stand_in_the_order_asked_for() -> None:
    assert shown(plan_pack([Chosen(TWO, (0,)), Chosen(ONE, (1, 0))], PlanOptions())) == [
        "section two[0]",
        "section one[1]",
        "section one[0]",
        "sources two[0] one[1, 0]",
    ]


def test_sources_that_no_chosen_section_names_are_not_planned() -> None:
    assert shown(plan_pack([Chosen(ONE, (0,))], PlanOptions())) == ["section one[0]"]


def test_the_list_of_sources_depends_on_the_numbers_of_sections_that_it_gives() -> None:
    options = PlanOptions(("learn",), sources="end")
    made_of = {places: plan_pack([Chosen(ONE, places)], options).requests[-1].key[1] for places in ((1,), (0, 1))}
    assert made_of == {
        (1,): (("one", "digest of one", (("book", ()),)),),
        (0, 1): (("one", "digest of one", (("book", (2,)),)),),
    }


@pytest.mark.parametrize("answers", ["back", "separate"])
def test_answers_elsewhere_are_a_unit_of_their_topic(answers: Answers) -> None:
    assert shown(plan_pack(BOTH, PlanOptions(STAGES, answers))) == [
        "section one[0]",
        "section one[1]",
        "answers one[0, 1]",
        "section two[1]",
        "answers two[1]",
        "sources one[0, 1] two[1]",
    ]
    assert "answers" not in str(shown(plan_pack(BOTH, PlanOptions(STAGES[:3], answers))))


# -- keys


def test_keys_hold_all_that_a_unit_depends_on_and_nothing_else() -> None:
    options = PlanOptions(
        ALL, "back", seed=7, teacher=True, questions=5, fillable=True, card_layout="fold", sources="end"
    )
    section, organiser, cards, answers, sources, quiz = plan_pack([Chosen(ONE, (1,))], options).requests
    opening = Opening("Section 2")
    assert section.key == (
        "section", (("one", "digest of one", (1,)),), (STAGES, "back", 7, True, True, "end", False, (), opening), (),
    )  # fmt: skip
    assert organiser.key == (
        "organiser", (("one", "digest of one", (1,)),),
        (("organiser", "organiser-blank"), True, True, "landscape", None), (),
    )  # fmt: skip
    assert sources.key == ("sources", (("one", "digest of one", (("book", ()),)),), (True, None), ())
    assert cards.key == ("cards", (("one", "digest of one", (1,)),), (True, "fold", (0.0, 0.0), None, None), ())
    assert answers.key == (
        "answers", (("one", "digest of one", (1,)),), (STAGES, "back", 7, True, False, None), (section.key,),
    )  # fmt: skip
    assert quiz.key == (
        "quiz", (("one", "digest of one", (1,)),), (5, "back", 7, True, True, None), (section.key,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "others"),
    [
        (PlanOptions(ALL, seed=2), ["section", "quiz"]),
        (PlanOptions(ALL, teacher=True), ["section", "organiser", "quiz"]),
        (PlanOptions(ALL, "none"), ["section", "quiz"]),
        (PlanOptions(ALL, "back"), ["section", "answers", "quiz"]),
        (PlanOptions(ALL, questions=5), ["quiz"]),
        (PlanOptions(ALL, card_layout="fold"), ["cards"]),
        (PlanOptions(ALL, back_offset=(1.0, 0.0)), ["cards"]),
        (PlanOptions(ALL, organiser_layout="portrait"), ["organiser"]),
        (PlanOptions(ALL, fillable=True), ["section", "organiser", "cards", "sources", "quiz"]),
        (PlanOptions(ALL, sources="foot"), ["section", "quiz"]),
        (PlanOptions(ALL, revision=Revision((1,)), named=True), []),
        (PlanOptions(ALL[1:]), ["section", "quiz"]),
        (PlanOptions((*STAGES, "organiser", "cards", "quiz")), ["organiser"]),
        (PlanOptions((*STAGES, "quiz")), []),
    ],
    ids=str,
)
def test_an_option_changes_the_requests_of_the_kinds_that_depend_on_it(changed: PlanOptions, others: list[str]) -> None:
    usual = set(plan_pack(BOTH, PlanOptions(ALL)).requests)
    found = plan_pack(BOTH, changed).requests
    assert list(dict.fromkeys(request.kind.name for request in found if request not in usual)) == others


def test_a_unit_is_given_no_option_that_its_key_does_not_hold() -> None:
    options = PlanOptions(ALL, "back", 7, True, 5, Revision((1,)), True, "fold", (1.0, 2.0), True)
    for request in plan_pack(BOTH, options).requests:
        given = request.options._replace(sources=None, numbered=True)
        assert given == options.of_kind(request.kind)
        assert (request.options.sources is None) == (request.kind.name != "section")
        assert (request.options.revision, request.options.named) == (None, False)
        assert (request.options.seed == 7) == (request.kind.name in {"section", "answers", "quiz"})


def test_an_edited_topic_makes_other_requests_of_its_own_units_and_of_the_quiz() -> None:
    edited = [Chosen(topic("one", cited={2: ("book",)}, key="other bytes"), (0, 1)), BOTH[1]]
    before, after = (plan_pack(chosen, PlanOptions(ALL)).requests for chosen in (BOTH, edited))
    same = [request.kind.name for request, other in zip(before, after, strict=True) if request == other]
    assert same == ["section", "organiser", "cards"]


def test_equal_requests_of_two_students_are_one() -> None:
    anna = plan_pack([Chosen(topic("one", 3), (0, 1))], PlanOptions(front="full", named=True))
    ben = plan_pack([Chosen(topic("two"), (0,)), Chosen(topic("one", 3), (2, 1))], PlanOptions(named=True))
    assert len({*anna.requests, *ben.requests}) == 4
    assert anna.requests[1] == ben.requests[2]
    assert hash(anna.requests[1]) == hash(ben.requests[2])


# -- front matter, or a first sheet that opens the pack


@pytest.mark.parametrize(
    ("chosen", "options", "front", "sources"),
    [
        (BOTH, PlanOptions(), "full", "end"),
        (BOTH[:1], PlanOptions(), "none", "foot"),
        (BOTH[:1], PlanOptions(dated=True), "full", "end"),
        (BOTH[:1], PlanOptions(front="full"), "full", "end"),
        (BOTH, PlanOptions(front="none"), "none", "foot"),
        (BOTH, PlanOptions(sources="none"), "full", "none"),
        (BOTH, PlanOptions(("cards", "quiz"), dated=True), "none", "foot"),
        (BOTH, PlanOptions(("check",)), "none", "foot"),
        (BOTH, PlanOptions(("write",)), "full", "end"),
    ],
)
def test_what_is_left_to_the_plan_depends_on_the_sections_and_their_sheets(
    chosen: list[Chosen[LazyTopic]], options: PlanOptions, front: str, sources: str
) -> None:
    plan = plan_pack(chosen, options)
    assert (plan.options.front, plan.options.sources) == (front, sources)
    opening = Opening(plan.title.full) if front == "none" else None
    first, *others = plan.requests
    assert (first.options.opening, {one.options.opening for one in others} - {None}) == (opening, set())


def test_a_section_without_its_neighbours_has_no_number() -> None:
    plan = plan_pack(BOTH, PlanOptions())
    assert [request.options.numbered for request in plan.requests] == [True, True, False, True]


def test_a_pack_that_is_not_nobodys_is_opened_with_a_name() -> None:
    [request] = plan_pack([Chosen(TWO, (0,))], PlanOptions(named=True), "Week *3*").requests
    assert request.options.opening == Opening("Week *3*", named=True)


def test_topics_without_a_key_are_told_apart_and_not_to_be_kept() -> None:
    chosen = [Chosen(LazyTopic(one.topic, one.path, ""), (0,)) for one in (ONE, TWO)]
    first, second = plan_pack(chosen, PlanOptions()).requests
    assert first != second
    assert (first.keyed, plan_pack(BOTH, PlanOptions()).requests[0].keyed) == (False, True)


# -- what a request needs


def test_a_quiz_needs_the_facts_of_all_sections_and_they_come_before_it() -> None:
    requests = plan_pack(BOTH, PlanOptions(ALL)).requests
    quiz = requests[-1]
    assert quiz.needs == tuple(request for request in requests if request.kind.name == "section")
    for place, request in enumerate(requests):
        assert all(need in requests[:place] for need in request.needs)
        assert bool(request.needs) == (request is quiz)


def test_answers_need_the_facts_of_the_sections_of_their_topic() -> None:
    requests = plan_pack(BOTH, PlanOptions(ALL, "back")).requests
    found = {request.topics[0].loaded.topic.id: request for request in requests if request.kind.name == "answers"}
    for id_, answers in found.items():
        sections = [request for request in requests if request.kind.name == "section"]
        assert list(answers.needs) == [one for one in sections if one.topics[0].loaded.topic.id == id_]


def test_a_chapter_is_named_after_its_section_or_its_kind() -> None:
    requests = plan_pack([BOTH[0]], PlanOptions(ALL, sources="end")).requests
    assert [tuple(request.chapter) for request in requests] == [
        ("1", "Section 1"), ("2", "Section 2"), ("", "Knowledge organiser"), ("", "Flashcards"), ("", "Sources"),
        ("", "Quiz"),
    ]  # fmt: skip


# -- front matter


def test_front_matter_depends_on_the_contents_and_not_on_the_topics_files() -> None:
    options = PlanOptions(ALL, seed=3, revision=Revision((1,)), named=True, fillable=True)
    listed = [ListedTopic("One", (Listed("1", "Section 1", (ListedSheet("Learn", 0, 2),)),))]
    title = title_of(BOTH, None)
    request = front_matter_request(title, listed, options)
    assert (request.kind.name, request.topics, request.needs) == ("front-matter", (), ())
    assert request == front_matter_request(
        title, listed, PlanOptions(revision=options.revision, named=True, fillable=True)
    )
    longer = [ListedTopic("One", (Listed("1", "Section 1", (ListedSheet("Learn", 0, 4),)),))]
    assert request != front_matter_request(title, longer, options)
    assert request != front_matter_request(title, listed, PlanOptions(named=True, fillable=True))
    assert request != front_matter_request(title_of(BOTH, "Another"), listed, options)
    assert request != front_matter_request(title, listed, options, overviewed=True)


# -- the table


def test_the_table_says_what_sheets_there_are() -> None:
    assert ("overview", *ALL, "grid") == SHEETS
    assert [kind.name for kind in KINDS] == [
        "overview", "section", "organiser", "cards", "answers", "sources", "quiz", "grid", "front-matter",
    ]  # fmt: skip


def test_what_a_kind_needs_stands_before_it_and_its_options_are_there() -> None:
    fields = set(PlanOptions._fields)
    for place, kind in enumerate(KINDS):
        assert not kind.needs or unit_kind(kind.needs) in KINDS[:place]
        assert fields.issuperset(kind.options)
        assert kind.least <= kind.most


def test_the_key_of_a_section_has_the_sheets_that_its_text_refers_to() -> None:
    def keyed(sheets: tuple[str, ...], *chosen: Chosen[LazyTopic]) -> list[tuple[tuple[str, str], ...]]:
        plan = plan_pack(chosen, PlanOptions(sheets))
        return [one.options.targets for one in plan.requests if one.kind.name == "section"]

    record = ONE.topic._replace(
        sections=(SectionRecord("s1", "Section 1", (), ("two", "two/s2", "one/s2", "three")), ONE.topic.sections[1])
    )
    one = LazyTopic(record, ONE.path, ONE.key)
    assert keyed(STAGES, Chosen(one, (0,))) == [()]
    assert keyed(STAGES, Chosen(one, (0,)), Chosen(TWO, (1,))) == [
        (("two", "two/s2/learn"), ("two/s2", "two/s2/learn")), ()
    ]  # fmt: skip
    assert keyed(STAGES, Chosen(TWO, (0,)), Chosen(one, (0, 1)))[1:] == [
        (("one/s2", "one/s2/learn"), ("two", "two/s1/learn")), ()
    ]  # fmt: skip
    assert keyed(("recall", "check"), Chosen(one, (0,)), Chosen(TWO, (1,))) == [(), ()]
