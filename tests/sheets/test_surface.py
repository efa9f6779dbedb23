"""The names and furniture that all sheets share."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from packgen.errors import Origin
from packgen.layout.core.flowable import Flowable
from packgen.sheet.structure import Element
from packgen.sheets.surface import full_row, placed, surface
from packgen.units import MM
from tests.support.mocks import Solid
from tests.support.topics import plain_setting


@pytest.mark.parametrize("verso", [False, True])
def test_a_surface_begins_on_its_side(verso: bool) -> None:
    canvas, _ = surface(plain_setting(), Element("Sect"), None, lambda page: False, verso)
    assert canvas.recto == (not verso)


def test_the_pack_heads_the_pages_it_is_told_to() -> None:
    used = plain_setting()
    canvas, loop = surface(used, Element("Sect"), None, lambda page: page == 1)
    loop.set([full_row(used, [Solid(200 * MM), Solid(200 * MM)])])
    assert canvas.pack_headed == {1}


def test_a_block_is_set_apart_and_knows_where_it_comes_from() -> None:
    used, origin = plain_setting(), Origin("x.yaml", 3, 1, "timeline")
    story: Sequence[Flowable] = placed([Solid(10), Solid(10, before=99 * MM), Solid(10)], origin, used)
    assert [round(one.before / MM) for one in story] == [5, 99, 0]
    assert {one.origin for one in story} == {origin}
    assert placed([Solid(10, before=9 * MM)], origin, used)[0].before == pytest.approx(9 * MM)
    assert placed([], origin, used) == []
