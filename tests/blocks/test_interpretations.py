from __future__ import annotations

import pytest

from packgen.blocks import Block
from packgen.units import MM
from tests.support.paper import lay_block, parse, setting
from tests.support.pdf import tag_tree
from tests.support.tags import leaves, struct_elems

TAUBMAN = {"historian": "William Taubman", "work": "Khrushchev", "year": "2003", "claim": "Undone by impulse."}


def views(count: int, words: int = 25, **fields: object) -> Block:
    return parse(
        "interpretations",
        views=[{"historian": f"Historian{n:02}", "claim": "word " * words} for n in range(count)],
        **fields,
    )


@pytest.mark.parametrize(
    ("given", "credit"),
    [
        (("work", "year"), "William Taubman, Khrushchev (2003)."),
        (("work",), "William Taubman, Khrushchev."),
        (("year",), "William Taubman, 2003."),
        ((), "William Taubman."),
    ],
)
def test_the_credit_says_what_is_known(given: tuple[str, ...], credit: str) -> None:
    view = {key: value for key, value in TAUBMAN.items() if key in ("historian", "claim", *given)}
    laid = lay_block(parse("interpretations", views=[view]))
    assert tag_tree(laid.tags.find("LI")[0]) == f"LI\n  Lbl: {credit}\n  LBody: Undone by impulse.\n"


def test_the_historian_is_bold_and_the_work_emphasised() -> None:
    drawn = lay_block(parse("interpretations", views=[TAUBMAN])).drawing
    face = setting().faces.index
    assert drawn.find("William").face == face("text", True)
    assert drawn.find("Khrushchev").face == face("text", False, True)
    assert drawn.find("William").y == drawn.find("Undone").y == pytest.approx(39.75, abs=0.01)


def test_the_task_comes_last_as_a_paragraph() -> None:
    laid = lay_block(parse("interpretations", views=[TAUBMAN], task="Which fits best?"))
    assert tag_tree(laid.tags).endswith("    P: Test it. Which fits best?\n")
    task = laid.drawing.find("Test it.")
    assert task.y > laid.drawing.find("Undone").y + 5
    both = lay_block(parse("interpretations", views=[TAUBMAN, TAUBMAN], task="Which fits best?"))
    assert both.drawing.find("Test them.")


def test_views_go_on_over_the_page_without_a_line_alone() -> None:
    counts: list[int] = []
    for skip in range(180, 250, 3):
        laid = lay_block(views(8, words=60, task="word " * 30), skip=skip)
        for row in struct_elems(laid.sheet.structure):
            if row.tag in ("LBody", "P") and len(row.kids) > 1:
                counts += [len([t for t in laid.drawing.texts(page) if t.mcid == mcid]) for page, mcid in leaves(row)]
        foot = (laid.design.page_height - laid.design.frame(True).y) / MM
        assert max(text.y for text in laid.drawing.texts()) < foot
    assert min(counts) >= 2


def test_all_views_are_one_list() -> None:
    laid = lay_block(views(20), skip=150)
    assert laid.pages == 2
    assert [len(node.kids) for node in laid.tags.find("L")] == [20]
