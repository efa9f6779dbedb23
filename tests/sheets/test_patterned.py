"""Fronts of many packs that are set once: each must be what it is when it is set alone."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from packgen.bind.mould import Cast, Mould
from packgen.bind.parts import Parts
from packgen.bind.sheet_chunk import SheetChunk, to_chunk
from packgen.layout.core.setting import Setting
from packgen.pdf.writer import Fragment
from packgen.plan.listing import Listed, ListedTopic
from packgen.plan.schedule import Visit
from packgen.sheets import alike
from packgen.sheets.alike import patterned_front
from packgen.sheets.front import typeset_front
from tests.sheets.test_front import DATED, TITLE, VISITS
from tests.support.fragments import values
from tests.support.pages import design, faces

LONG = "A title that is far too long for one line of the column in which the contents have it"


def listed(*titles: Sequence[str], pages: int = 3, marks: int = 0) -> list[ListedTopic]:
    """Topics with sections of these titles, each of a Learn and a Recall sheet."""
    topics, sheet = [], 0
    for number, sections in enumerate(titles):
        entries = []
        for place, title in enumerate(sections, 1):
            entries.append(Listed(str(place), title, (("Learn", sheet, pages), ("Recall", sheet + 1, 2)), marks))
            sheet += 2
        topics.append(ListedTopic(f"Topic {number} of {sections[0]}", tuple(entries)))
    return topics


PACKS = [
    listed(["Stalin"], ["Lenin"], ["Trotsky"]),
    listed(["Lenin"], ["Trotsky"], ["Beria"]),
    listed(["Beria"], ["Stalin"], ["Lenin"]),
    listed(["Beria"], [LONG], ["Lenin"]),
    listed(["Stalin"], [LONG], ["Trotsky"]),
    listed(["Lenin"], ["Trotsky"], ["Beria"], pages=30),
    listed(["Stalin", "Lenin"], ["Trotsky"]),
    listed(["Beria", "Stalin"], ["Lenin"]),
    listed(["Beria", "Stalin"], ["Lenin"], marks=12),
    listed([f"Section {number}" for number in range(20)], ["Lenin"]),
    listed([f"Part {number}" for number in range(20)], ["Beria"]),
]


def objects(sheet: SheetChunk, first: int) -> dict[int, bytes]:
    """Return the objects of a sheet by number."""
    content = sheet.content
    return values(content.bound(first, lambda sheet, page: 100 * sheet + page), content.extent)


@pytest.mark.parametrize(
    ("fillable", "visits"),
    [(False, VISITS), (False, DATED), (False, ()), (True, DATED)],
    ids=["days", "dates", "none", "fillable"],
)
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_front_out_of_a_pattern_is_the_front_set_alone(profile: str, fillable: bool, visits: Sequence[Visit]) -> None:
    known = faces(profile)
    setting = Setting(design(profile), known, fillable=fillable)
    patterns = set()
    for pack in PACKS:
        pattern, fillings = patterned_front(TITLE, pack, setting, visits, date(2027, 6, 7), named=True)
        alone = Setting(design(profile), known, fillable=fillable)
        expected = typeset_front(TITLE, pack, alone, visits, date(2027, 6, 7), named=True)
        made = pattern.filled(fillings) if fillings else pattern.sheet
        assert [zlib.decompress(page) for page in made.pages] == [zlib.decompress(page) for page in expected.pages]
        assert made._replace(pages=()) == expected._replace(pages=())
        patterns.add(pattern)
    assert len(patterns) < len(PACKS)


TOPICS = [["Stalin"], ["Lenin"], [LONG], ["Beria", "Stalin"], ["Trotsky", LONG, "Lenin"]]


@pytest.mark.parametrize("visits", [VISITS, ()], ids=["days", "none"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_front_of_topics_known_from_others_is_the_front_set_alone(
    profile: str, visits: Sequence[Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = faces(profile)
    setting = Setting(design(profile), known)
    chance, drawn = random.Random(7), []
    draw = alike.patterned
    monkeypatch.setattr(alike, "patterned", lambda *rest: drawn.append(1) or draw(*rest))
    packs = [
        listed(*chance.sample(TOPICS, chance.randint(2, 4)), pages=chance.choice([2, 3]), marks=chance.choice([0, 12]))
        for _ in range(120)
    ]
    for pack in packs:
        pattern, fillings = patterned_front(TITLE, pack, setting, visits)
        expected = typeset_front(TITLE, pack, Setting(design(profile), known), visits)
        made = pattern.filled(fillings) if fillings else pattern.sheet
        assert [zlib.decompress(page) for page in made.pages] == [zlib.decompress(page) for page in expected.pages]
        assert made._replace(pages=()) == expected._replace(pages=())
    if profile == "standard":  # in large print most are longer than a front usually is
        assert len(drawn) < len({repr(pack) for pack in packs})


@pytest.mark.parametrize("fillable", [False, True])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_front_out_of_a_mould_is_the_front_made_ready(profile: str, fillable: bool) -> None:
    look, known = design(profile), faces(profile)
    setting, parts, moulds = Setting(look, known, fillable=fillable), Parts(), {}
    for pack in [*PACKS, *PACKS]:
        pattern, fillings = patterned_front(TITLE, pack, setting, VISITS, named=True)
        if pattern not in moulds:
            moulds[pattern] = Mould(pattern, look, parts)
        cast = moulds[pattern].cast(fillings)
        assert isinstance(cast.content, Cast)
        alone = typeset_front(TITLE, pack, Setting(look, known, fillable=fillable), VISITS, named=True)
        expected = to_chunk(alone._replace(pages=pattern.filled(fillings).pages), look)
        for first in (400, 9000):
            mine, theirs = (objects(one, first) for one in (cast, expected))
            assert len(mine) > 50
            assert mine == theirs
        told = (
            "fields",
            "field_names",
            "typed",
            "glyphs",
            "page_count",
            "overlays",
            "root",
            "headings",
            "references",
            "problems",
            "entries",
        )
        assert [getattr(cast, name) for name in told] == [getattr(expected, name) for name in told]
    assert 1 < len(moulds) < len(PACKS)


def test_a_front_is_the_same_whatever_was_set_before() -> None:
    look, known = design(), faces()

    def bound(packs: Sequence[Sequence[ListedTopic]]) -> list[Fragment]:
        setting, parts, moulds, made = Setting(look, known), Parts(), {}, []
        for pack in packs:
            pattern, fillings = patterned_front(TITLE, pack, setting, VISITS)
            if pattern not in moulds:
                moulds[pattern] = Mould(pattern, look, parts)
            content = moulds[pattern].cast(fillings).content
            made.append(content.bound(400, lambda sheet, page: 100 * sheet + page))
        return made

    assert bound(PACKS) == bound(PACKS[::-1])[::-1]
    assert bound(PACKS) == [bound([pack])[0] for pack in PACKS]


def test_a_drawing_that_breaks_a_rule_is_told_of_the_whole_sheet() -> None:
    look, known = design(), faces()
    setting = Setting(look, known)
    pattern, fillings = patterned_front(TITLE, PACKS[0], setting, VISITS)
    mould = Mould(pattern, look, Parts())
    place, drawing = next((place, one.drawing) for place, one in enumerate(fillings) if one.drawing.links)
    link, *others = drawing.links
    wrong = replace(drawing, links=(link._replace(description=" "), *others))
    made = mould.cast([*fillings[:place], fillings[place]._replace(drawing=wrong), *fillings[place + 1 :]])
    [problem] = made.problems
    assert "a link has no description" in problem
    assert "page 1" in problem
