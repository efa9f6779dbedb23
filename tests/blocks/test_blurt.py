from __future__ import annotations

import pytest
from pydantic import ValidationError

from packgen.tasks.blurt import BlurtTask, FreeRecall
from packgen.tasks.concept_map import ConceptMapTask
from packgen.tasks.cornell import CornellTask
from tests.support.paper import lay_block, parse, task
from tests.support.pdf import tag_tree
from tests.support.words import WORDS

CUES = [
    {"cue": "Why?", "hint": "Two causes", "points": ["Not secure", "Rash promises"]},
    {"cue": "So what?", "points": ["Nobody shot"]},
]


def blurt(**fields: object) -> FreeRecall:
    made = task(parse("blurt", **{"cues": CUES, **fields}))
    assert isinstance(made, FreeRecall)
    return made


@pytest.mark.parametrize(
    ("fields", "kind"),
    [({}, BlurtTask), ({"layout": "cornell"}, CornellTask), ({"layout": "map", "centre": "June 1957"}, ConceptMapTask)],
)
def test_the_layout_decides_the_form(fields: dict[str, object], kind: type[FreeRecall]) -> None:
    made = blurt(**fields)
    assert type(made) is kind
    assert (made.title, made.minutes) == (WORDS.text(kind.usual), 5)
    assert [cue.points for cue in made.cues] == [("Not secure", "Rash promises"), ("Nobody shot",)]


def test_an_authors_words_win() -> None:
    made = blurt(title="All of it", prompt="Write.", minutes="8", layout="map", centre="June 1957")
    assert isinstance(made, ConceptMapTask)
    assert (made.title, made.prompt, made.minutes, made.centre) == ("All of it", "Write.", 8, "June 1957")


def test_it_is_set_under_its_letter_with_its_prompt() -> None:
    laid = lay_block(parse("blurt", cues=CUES[1:], prompt="Write.", minutes="8"))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H3: A Blurt: everything you know\n    P: 8 minutes, no notes\n    P: Write.\n"
        "    Sect\n      H4: So what?\n      P\n        Span [actual='blank 1']: 1\n"
    )


@pytest.mark.parametrize("minutes", ["0", "61"])
def test_minutes_are_one_to_sixty(minutes: str) -> None:
    with pytest.raises(ValidationError, match="Write 1 to 60"):
        blurt(minutes=minutes)


def test_a_map_needs_a_centre_and_nothing_else_has_one() -> None:
    with pytest.raises(ValidationError, match="a map has nothing in its middle"):
        blurt(layout="map")
    with pytest.raises(ValidationError, match="only a map has a centre"):
        blurt(centre="June 1957")


def test_a_cue_without_points_is_refused() -> None:
    with pytest.raises(ValidationError):
        blurt(cues=[{"cue": "Why?", "points": []}])
