from __future__ import annotations

import pytest

from packgen.sheet.structure import LINK, Element, flatten
from tests.support.tags import struct_elems


def test_rows_are_numbered_depth_first_with_their_owners() -> None:
    root = Element("Sect")
    heading = Element("H1", root)
    paragraph = Element("P", root)
    link = Element("Link", paragraph)
    heading.kids.append((0, 0))
    paragraph.kids.insert(0, (0, 1))
    link.kids += [(1, 0), (LINK, 0)]
    found = flatten(root, pages=2, links=1)
    assert [(row.tag, row.parent, row.kids) for row in struct_elems(found)] == [
        ("Sect", -1, (1, 2)),
        ("H1", 0, ((0, 0),)),
        ("P", 0, ((0, 1), 3)),
        ("Link", 2, ((1, 0), (LINK, 0))),
    ]
    assert found.owners == ((1, 2), (3,))
    assert found.link_owners == (3,)


def test_what_was_not_drawn_is_dropped_but_empty_cells_stay() -> None:
    root = Element("Table")
    row = Element("TR", root)
    Element("TD", row, colspan="2")
    Element("P", Element("Div", root))
    assert [one.tag for one in struct_elems(flatten(root, 0, 0))] == ["Table", "TR", "TD"]
    assert struct_elems(flatten(root, 0, 0))[2].attributes == (("colspan", "2"),)


def test_marked_content_without_an_owner_is_an_error() -> None:
    root = Element("P")
    root.kids.append((0, 1))
    with pytest.raises(ValueError, match="marked-content"):
        flatten(root, 1, 0)


def test_a_link_without_an_owner_is_an_error() -> None:
    with pytest.raises(ValueError, match="link"):
        flatten(Element("P"), 0, 1)
