from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
import pytest

from packgen.bind.document import bind
from packgen.sheet.sheet import Chapter, Pack, PackPart
from packgen.sheet.structure import Element
from tests.support.pages import HandMade, design, faces, pack, plain_sheet
from tests.support.pdf import open_pdf, structure, structure_text, tag_tree, unmarked_text
from tests.support.sample import sample_pack, worksheet_pack


def bound(made: Pack) -> bytes:
    return bind(made, faces(), design())


def test_the_tree_of_the_sample() -> None:
    tree = tag_tree(bound(sample_pack()))
    assert tree.startswith("Document\n  Sect\n    H1: Khrushchev (Хрущёв) & the <Presidium>, 1953–1964\n")
    for expected in (
        "    TOC\n      TOCI\n        Reference\n          Link\n            “Learn 3”\n            -> page 3 (",
        "      Span [lang=ru]: Никита Хрущёв, Молото́в\n",
        "    L [listnumbering=Decimal]\n      LI\n        Lbl: 1\n        LBody\n          P: 18 June.",
        "    Table [title=Votes]\n      THead\n        TR\n          TH [scope=Column]\n            P: Name\n",
        "          TH [colspan=2 scope=Column]\n",
        "            P: for\n          TD\n",
        "    Figure [alt='A red square beside a blue one' bbox='60 300 160 400' placement=Block]\n",
        "    P: This paragraph begins at the foot of a page and ends at the head of the next.\n",
    ):
        assert expected in tree
    assert unmarked_text(bound(sample_pack())) == ""


def test_a_topic_with_several_chapters_is_a_part() -> None:
    tree = tag_tree(bound(sample_pack()))
    assert "\n  Sect\n    H2: The Anti-Party Group" in tree  # its topic has one chapter
    assert "\n  Part [title=Stalin]\n    Sect [lang=ru]\n      H2: Подъём Хрущёва\n    Sect\n" in tree


def test_language_is_said_again_only_where_it_differs() -> None:
    document = structure(bound(pack(plain_sheet(language="en-GB"), plain_sheet(language="fr"))))
    assert [sect.attributes.get("lang") for sect in document.find("Sect")] == [None, None, "fr"]


def test_a_root_that_names_its_language_keeps_it() -> None:
    made = HandMade(Element("Sect", lang="de"))
    made.line(Element("P", made.root), 700, "Text")
    made.end_page()
    assert structure(bound(pack(made.sheet(language="fr")))).find("Sect")[-1].attributes["lang"] == "de"


def test_actual_text_stands_for_what_it_covers() -> None:
    made = HandMade()
    paragraph = Element("P", made.root)
    made.line(paragraph, 700, "about ")
    made.line(Element("Span", paragraph, actual="half"), 700, "1/2")
    made.end_page()
    assert structure_text(bound(pack(made.sheet())))[-2:] == [
        ("Document/Sect/P", "about "),
        ("Document/Sect/P/Span", "half"),
    ]


def test_unknown_attributes_are_refused() -> None:
    made = HandMade()
    made.line(Element("P", made.root, colour="red"), 700, "Text")
    made.end_page()
    with pytest.raises(ValueError, match="colour"):
        bound(pack(made.sheet()))


def below(element: pikepdf.Object) -> list[pikepdf.Object | int]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in below(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield from elements(kid)


@pytest.mark.parametrize(("made", "least"), [(sample_pack, 30), (worksheet_pack, 13)])
def test_the_parent_tree_agrees_with_the_structure_tree(made: Callable[[], Pack], least: int) -> None:
    pdf = open_pdf(bound(made()))
    root = pdf.Root.StructTreeRoot
    parents: dict[int, pikepdf.Object] = {}
    for leaf in root.ParentTree.Kids:
        nums = list(leaf.Nums)
        keys = [int(key) for key in nums[::2]]
        assert keys == sorted(keys)
        assert [keys[0], keys[-1]] == [int(limit) for limit in leaf.Limits]
        assert not parents or keys[0] > max(parents)
        parents |= dict(zip(keys, nums[1::2], strict=True))
    assert max(parents) < int(root.ParentTreeNextKey)

    claimed = 0
    pages = {page.obj.objgen: page for page in pdf.pages}
    for element in elements(root.K):
        for kid in below(element):
            page = pages.get(element.Pg.objgen) if "/Pg" in element else None
            if isinstance(kid, int):
                assert page is not None
                assert parents[int(page.StructParents)][kid].objgen == element.objgen
            elif "/MCID" in kid:
                assert parents[int(pages[kid.Pg.objgen].StructParents)][int(kid.MCID)].objgen == element.objgen
            elif "/Obj" in kid:
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                assert kid.Obj.objgen in [annotation.objgen for annotation in pages[kid.Pg.objgen].Annots]
            else:
                continue
            claimed += 1
    values = [len(value) if isinstance(value, pikepdf.Array) else 1 for value in parents.values()]
    assert claimed == sum(values) > least


def test_a_page_without_content_is_blank_but_for_its_folio() -> None:
    pdf = open_pdf(bound(sample_pack()))
    blank = pdf.pages[6]
    assert "/StructParents" not in blank
    assert len(blank.Contents) == 1
    assert blank.Tabs == "/S"


def test_a_sheet_in_which_nothing_is_read_has_no_element() -> None:
    made = HandMade()
    made.end_page()
    data = bound(pack(made.sheet("Notes"), plain_sheet()))
    assert len(structure(data).find("Sect")) == 2


def test_several_one_chapter_topics_stand_side_by_side() -> None:
    parts = [PackPart(name, (Chapter(name, (plain_sheet(name),)),)) for name in ("One", "Two")]
    assert "Part" not in tag_tree(bound(pack(parts=parts)))
