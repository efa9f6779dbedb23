"""The reader must see what is wrong: text that nobody tagged, ActualText, links, forms."""

from __future__ import annotations

import pikepdf

from packgen.bind.document import bind
from packgen.sheet.structure import Element
from tests.support.pages import HandMade, design, faces, pack, plain_sheet
from tests.support.pdf import (
    Font,
    Target,
    artifacts,
    fonts,
    open_pdf,
    structure,
    structure_text,
    tag_tree,
    unmarked_text,
)


def shown(words: str, y: float) -> str:
    face = faces().index("text")
    pieces = faces().space(face).piece.join(faces().word(face, word).piece for word in words.split(" "))
    return f"BT /F{face} 11 Tf 60 {y:g} Td [({pieces})] TJ ET"


def bound(made: HandMade) -> bytes:
    made.end_page()
    return bind(pack(made.sheet()), faces(), design())


def test_unmarked_text_is_found() -> None:
    made = HandMade()
    made.line(Element("P", made.root), 700, "tagged loose")
    made.raw(shown("loose", 600))
    made.artifact(shown("tagged", 580))
    data = bound(made)
    assert unmarked_text(data) == "loose"
    assert structure_text(data)[-1] == ("Document/Sect/P", "tagged loose")
    assert ("", "", "tagged") in [(one.kind, one.subtype, one.text) for one in artifacts(data)]


def test_a_span_with_actual_text_inside_content() -> None:
    made = HandMade()
    paragraph = Element("P", made.root)
    made.line(paragraph, 700, "one half")
    one, half = shown("one", 650), shown("half", 650)
    made.content(paragraph, f"{one} /Span<</ActualText<FEFF00BD>>>BDC {half} EMC {one}")
    assert structure_text(bound(made))[-1] == ("Document/Sect/P", "one halfone½one")


def test_text_of_an_artifact_inside_content_is_not_content() -> None:
    made = HandMade()
    paragraph = Element("P", made.root)
    made.line(paragraph, 700, "one two")
    made.content(paragraph, f"{shown('one', 650)} /Artifact BMC {shown('two', 650)} EMC")
    assert structure_text(bound(made))[-1] == ("Document/Sect/P", "one twoone")


def test_pieces_of_one_element_are_one_item_unless_another_stands_between() -> None:
    made = HandMade()
    paragraph = Element("P", made.root)
    made.line(paragraph, 700, "a ")
    made.line(paragraph, 690, "b ")
    made.line(Element("Span", paragraph), 680, "c ")
    made.line(paragraph, 670, "d")
    assert structure_text(bound(made))[1:] == [
        ("Document/Sect/P", "a b "),
        ("Document/Sect/P/Span", "c "),
        ("Document/Sect/P", "d"),
    ]


def test_links_and_trees() -> None:
    made = HandMade()
    paragraph = Element("P", made.root)
    made.line(paragraph, 700, "See ")
    link = Element("Link", paragraph)
    made.link(link, made.line(link, 700, "this"), "https://example.org", "An example")
    data = bound(made)
    [found] = structure(data).find("Link")
    assert found.kids == ["this", Target("https://example.org", "An example")]
    assert found.text == "this"
    assert tag_tree(data).endswith(
        "  Sect\n    P\n      “See”\n      Link\n        “this”\n        -> https://example.org (An example)\n"
    )


def test_a_font_that_is_not_embedded_is_seen() -> None:
    pdf = open_pdf(bind(pack(plain_sheet()), faces(), design()))
    helvetica = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].Resources.Font["/F99"] = helvetica
    assert [font for font in fonts(pdf) if not font.embedded] == [Font("Helvetica", False, False)]
