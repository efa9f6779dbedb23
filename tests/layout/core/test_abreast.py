from __future__ import annotations

from packgen.errors import Origin
from packgen.layout.core.abreast import Abreast
from packgen.layout.core.pages import PageLoop, PageRow, StoryColumn
from packgen.units import MM
from tests.support.mocks import Bricks, Drawn, Pages
from tests.support.pages import design


def test_both_stories_go_on_over_the_page_and_are_known_to_be_there() -> None:
    log: list[Drawn] = []
    left, right = ([Bricks([20 * MM] * count, name=name, log=log)] for name, count in (("left", 15), ("right", 13)))
    abreast = Abreast([(0.0, 100.0, left), (110.0, 100.0, right)])
    abreast.origin = Origin("x.yaml", 1, 1, "question")
    canvas = Pages()
    PageLoop(canvas, design(), lambda page: None).set([PageRow([StoryColumn(0.0, 210.0, [abreast])])])
    assert canvas.seen == [(abreast.origin, 0), (abreast.origin, 1)]
    assert [(drawn.name, drawn.page) for drawn in log if drawn.name in ("left11", "left12", "right12")] == [
        ("left11", 0),
        ("left12", 1),
        ("right12", 1),
    ]
