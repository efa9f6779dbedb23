"""Packs that differ have files of other names, which say what is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.filenames import _TAIL, _words, usual_name
from packgen.options import ANSWERS, EDITIONS, FRONT, SOURCES, PackOptions
from packgen.plan.kinds import SHEETS
from packgen.plan.selection import Chosen
from packgen.theme.registry import profiles

LIBRARY = {"khrushchev": ["rise", "fall"], "cold-war": ["origins"], "stalin": ["terror", "war", "quiz"]}


def chosen_of(library: dict[str, list[str]], *names: str) -> list[Chosen[Any]]:
    """Return what some names choose."""
    out: dict[str, list[int]] = {}
    for name in names:
        topic, _, section = name.partition("/")
        ids = library[topic]
        out.setdefault(topic, []).extend([ids.index(section)] if section else range(len(ids)))
    return [
        Chosen(
            SimpleNamespace(topic=SimpleNamespace(id=id_, sections=[SimpleNamespace(id=one) for one in library[id_]])),
            tuple(dict.fromkeys(places)),
        )
        for id_, places in out.items()
    ]


def name_of(names: str, library: dict[str, list[str]] = LIBRARY, **fields: Any) -> str:
    topics = tuple(names.split())
    options = PackOptions(topics=() if fields.keys() & {"course", "tag"} else topics, **fields)
    return usual_name(options, chosen_of(library, *topics), library)


@pytest.mark.parametrize(
    ("names", "fields", "name"),
    [
        ("khrushchev", {}, "khrushchev"),
        ("khrushchev/rise khrushchev/fall", {}, "khrushchev"),
        ("khrushchev/fall", {}, "khrushchev-fall"),
        ("khrushchev/fall khrushchev/rise", {}, "khrushchev-fall+rise"),
        ("khrushchev cold-war", {}, "khrushchev,cold-war"),
        ("khrushchev/fall cold-war", {}, "khrushchev-fall,cold-war"),
        ("khrushchev", {"sheets": ("recall",)}, "khrushchev-recall"),
        ("khrushchev", {"sheets": ("recall", "check")}, "khrushchev-recall"),
        ("khrushchev", {"sheets": ("write", "learn", "recall", "overview")}, "khrushchev"),
        ("khrushchev", {"sheets": ("write", "learn", "recall")}, "khrushchev-learn-recall-write"),
        ("khrushchev", {"sheets": ("quiz",)}, "khrushchev-quiz"),
        ("khrushchev", {"sheets": ("quiz",), "questions": 10}, "khrushchev-quiz-10q"),
        ("khrushchev", {"questions": 10}, "khrushchev"),
        ("khrushchev", {"sheets": ("grid",), "grid": 16}, "khrushchev-grid-16-cells"),
        ("khrushchev", {"grid": 16}, "khrushchev"),
        ("khrushchev", {"sheets": ("quiz", "cards")}, "khrushchev-cards-quiz"),
        ("khrushchev", {"sheets": ("cards",), "card_layout": "fold"}, "khrushchev-cards-fold"),
        ("khrushchev", {"card_layout": "fold"}, "khrushchev"),
        ("khrushchev", {"edition": "teacher"}, "khrushchev.teacher"),
        ("khrushchev", {"seed": 7}, "khrushchev.v7"),
        ("khrushchev", {"seed": 0, "edition": "teacher"}, "khrushchev.teacher.v0"),
        ("khrushchev", {"profile": "large-print"}, "khrushchev-large-print"),
        ("khrushchev", {"paper": "letter", "single_sided": True}, "khrushchev-letter-single-sided"),
        ("khrushchev", {"fillable": True, "answers": "none"}, "khrushchev-no-answers-fillable"),
        ("khrushchev", {"answers": "back"}, "khrushchev-back"),
        ("khrushchev", {"answers": "separate"}, "khrushchev-separate"),
        ("khrushchev", {"start": date(2027, 1, 4), "exam": date(2027, 6, 7)},
         "khrushchev-from-2027-01-04-exam-2027-06-07"),
        ("khrushchev", {"reviews": (1, 5)}, "khrushchev-reviews-1-5"),
        ("khrushchev", {"reviews": (0, 2, 7, 21)}, "khrushchev"),
        ("khrushchev cold-war", {"course": "russia", "seed": 3}, "russia.v3"),
        ("khrushchev cold-war", {"tag": "leaders"}, "tag-leaders"),
        ("khrushchev", {"course": "russia"}, "khrushchev"),
    ],
)  # fmt: skip
def test_a_name_says_what_is_in_the_file(names: str, fields: dict[str, Any], name: str) -> None:
    assert name_of(names, **fields) == name


@pytest.mark.parametrize(
    ("names", "fields", "name"),
    [
        ("khrushchev", {"title": "Week 3"}, "khrushchev-titled"),
        ("khrushchev", {"theme": "mine.yaml"}, "khrushchev-own-theme"),
        ("khrushchev", {"profile": "a/mine.yml"}, "khrushchev-own-profile"),
        ("khrushchev", {"sheets": ("cards",), "back_offset": (1.0, 0.5)}, "khrushchev-cards-moved"),
        ("stalin/quiz", {}, "stalin-quiz"),  # or the quiz of all of it
        ("khrushchev cold-war", {"course": "Russia 1855–1964"}, "russia-1855-1964"),
        ("khrushchev cold-war", {"course": "stalin"}, "stalin"),
        ("khrushchev cold-war", {"course": "История"}, "pack"),
        ("khrushchev cold-war", {"course": "russia", "tag": "leaders"}, "russia"),
    ],
)
def test_a_digest_follows_where_the_words_do_not_tell_all(names: str, fields: dict[str, Any], name: str) -> None:
    assert re.fullmatch(re.escape(name) + "_[0-9a-f]{8}", name_of(names, **fields))


def test_a_long_name_is_cut() -> None:
    library = {f"a-long-name-of-a-topic-{number}": ["one"] for number in range(9)}
    name = name_of(" ".join(library), library, seed=7)
    assert re.fullmatch(r"a-long-name.{60,100}_[0-9a-f]{8}\.v7", name)
    assert len(name) < 130


def test_a_topic_that_is_called_like_a_section_of_another_keeps_its_name() -> None:
    library = {"cold": ["war"], "cold-war": ["origins", "end"], "cold-war-quiz": ["end"]}
    assert name_of("cold-war", library) == "cold-war"
    assert name_of("cold-war-quiz", library) == "cold-war-quiz"
    assert name_of("cold-war", library, sheets=("quiz",)).startswith("cold-war-quiz_")


@pytest.mark.parametrize("profile", profiles())
def test_all_words_are_known(profile: str) -> None:
    options = PackOptions(
        profile=profile, theme="dark-blue", paper="letter", single_sided=True, sheets=SHEETS, answers="separate",
        questions=5, grid=16, fillable=True, start=date(2027, 1, 1), exam=date(2027, 2, 1), reviews=(1,),
        card_layout="fold", back_offset=(1.0, 1.0), organiser_layout="portrait", title="x", front="full", sources="end",
    )  # fmt: skip
    known = re.compile(_TAIL).fullmatch
    assert "portrait" in _words(options)
    assert all(map(known, _words(options)))
    assert all(map(known, _words(PackOptions(front="none", sources="none"))))
    for answers in ANSWERS:
        assert all(map(known, _words(PackOptions(answers=answers, theme="a.yaml", profile="b.yml"))))


IDS = ("a", "b", "a-b", "a-recall", "quiz", "a-quiz-back", "pack", "tag-a", "letter", "b-5q", "a-b-a")
SECTIONS = ("a", "b", "recall", "a-quiz", "back", "b-a")
WISHES = st.lists(st.tuples(st.sampled_from(IDS), st.none() | st.sampled_from(SECTIONS)), min_size=1, max_size=3)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "sheets": st.lists(st.sampled_from(SHEETS), min_size=1, unique=True).map(tuple),
        "answers": st.sampled_from(ANSWERS),
        "edition": st.sampled_from(tuple(EDITIONS)),
        "seed": st.sampled_from([0, 1, 7]),
        "questions": st.sampled_from([5, 20]),
        "grid": st.sampled_from([12, 16]),
        "taught": st.sampled_from([(), (date(2026, 11, 2),), (date(2026, 11, 9),)]),
        "profile": st.sampled_from(["standard", "large-print", "a.yaml", "b/a.yaml"]),
        "theme": st.sampled_from(["classic", "a.yaml", "a.yml"]),
        "paper": st.sampled_from(["a4", "letter"]),
        "single_sided": st.booleans(),
        "fillable": st.booleans(),
        "front": st.sampled_from(FRONT),
        "sources": st.sampled_from(SOURCES),
        "title": st.sampled_from(["T", "t"]),
        "start": st.just(date(2027, 1, 1)),
        "exam": st.sampled_from([date(2027, 6, 1), date(2027, 6, 2)]),
        "reviews": st.sampled_from([(0, 2, 7, 21), (0, 2), (0, 2, 7)]),
        "card_layout": st.sampled_from(["duplex", "fold"]),
        "back_offset": st.sampled_from([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]),
    },
)
COLLECTIONS = st.sampled_from(
    [{"course": "a"}, {"course": "A"}, {"course": "a b"}, {"course": "a-b"}, {"course": "tag-a"}, {"course": "c"},
     {"course": "c-quiz"}, {"tag": "a"}, {"tag": "c"}, {"course": "c", "tag": "c"}]
)  # fmt: skip


def decides(options: PackOptions, chosen: Sequence[Chosen[Any]]) -> object:
    """Return all that decides what is in a file."""
    asks = options.answers != "none" and {"recall", "write"} & set(options.sheets)
    several = len(chosen) > 1
    return (
        [(one.loaded.topic.id, one.sections) for one in chosen],
        (options.course or "").casefold() if several else "",
        (options.tag or "").casefold() if several else "",
        frozenset(options.sheets) | ({"check"} if asks else set()),
        options.answers, options.edition, options.seed, options.profile, options.theme, options.paper,
        options.single_sided, options.fillable, options.title, options.start, options.exam,
        options.reviews or (0, 2, 7, 21), options.front, options.sources,
        options.questions if "quiz" in options.sheets else 20,
        options.grid if "grid" in options.sheets else 12, options.taught,
        (options.card_layout, options.back_offset) if "cards" in options.sheets else None,
    )  # fmt: skip


@st.composite
def wishes(draw: st.DrawFn) -> tuple[PackOptions, list[Chosen[Any]]]:
    library = {id_: list(SECTIONS) for id_ in IDS}
    names = [topic if section is None else f"{topic}/{section}" for topic, section in draw(WISHES)]
    fields: dict[str, Any] = draw(OPTIONS)
    if draw(st.integers(0, 3)) == 0:
        names = sorted({name.partition("/")[0] for name in names})
        collection: dict[str, Any] = draw(COLLECTIONS)
        return PackOptions(**collection, **fields), chosen_of(library, *names)
    return PackOptions(topics=tuple(names), **fields), chosen_of(library, *names)


@given(st.lists(wishes(), min_size=2, max_size=12))
def test_packs_that_differ_have_other_names(asked: list[tuple[PackOptions, list[Chosen[Any]]]]) -> None:
    known: dict[str, object] = {}
    for options, chosen in asked:
        name = usual_name(options, chosen, IDS)
        assert known.setdefault(name, decides(options, chosen)) == decides(options, chosen), name


def test_no_two_short_wishes_share_a_name() -> None:
    library = {id_: list(SECTIONS) for id_ in IDS}
    known: dict[str, object] = {}
    names = [*IDS, *[f"{id_}/{section}" for id_ in IDS for section in SECTIONS]]
    looks: list[dict[str, Any]] = [
        {}, *[{"sheets": (one,)} for one in SHEETS], *[{"answers": one} for one in ANSWERS], {"paper": "letter"},
        {"sheets": ("quiz",), "answers": "back"}, {"sheets": ("quiz",), "questions": 5}, {"seed": 7},
        {"edition": "teacher"}, {"profile": "large-print"}, {"sheets": ("recall",), "paper": "letter"},
    ]  # fmt: skip
    for look in looks:
        for first in names:
            for second in (None, *names[:8]):
                asked = [first] if second is None else [first, second]
                options, chosen = PackOptions(topics=tuple(asked), **look), chosen_of(library, *asked)
                name = usual_name(options, chosen, IDS)
                decided = decides(options, chosen)
                assert known.setdefault(name, decided) == decided, (name, asked, look)
