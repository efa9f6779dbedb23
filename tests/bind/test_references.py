from __future__ import annotations

import re

import pytest

from packgen.bind.document import bind, pack_of_chunks
from packgen.bind.references import first_pages, words
from packgen.sheet.sheet import Chapter, Pack, PackPart, Pages, PageWords, Reference, Sheet
from packgen.sheet.structure import Element
from tests.support.pages import design, faces, front_sheet, pack, plain_sheet
from tests.support.pdf import artifacts, fonts, open_pdf, structure_text, unmarked_text
from tests.support.sample import ANSWERS, LEARN, RECALL, Worksheet, worksheet, worksheet_pack
from tests.support.validation import page_problems


def said(made: Pack) -> list[str]:
    """Words of the references in a pack's worksheet, in the order of reading; an empty one is not there."""
    data = bind(made, faces(), design())
    assert unmarked_text(data) == ""
    return [text for path, text in structure_text(data) if path.endswith("/Span")]


def reference(text: str, target: Pages, otherwise: str = "") -> Reference:
    return Reference(0, 0, "Span", 0.0, 0.0, False, "note", text, otherwise, target)


def test_words_name_the_pages_where_their_target_fell() -> None:
    assert said(worksheet_pack(fields=False)) == ["pages 2–3", "8 marks · page 3", "see the Learn sheet"]


def test_the_same_sheet_says_other_pages_in_another_pack() -> None:
    read = plain_sheet(pages=2)._replace(name=LEARN)
    made = pack(plain_sheet(pages=12), read, worksheet(fields=False))
    assert said(made) == ["pages 14–15", "8 marks · page 15", "see the Learn sheet"]


def test_a_target_in_another_file_is_named_by_its_page_there() -> None:
    made = worksheet_pack(fields=False)._replace(elsewhere={ANSWERS: 7, LEARN: 90})
    assert said(made) == ["pages 2–3", "8 marks · page 3", "answers on page 7", "see the Learn sheet"]


def test_targets_that_are_nowhere() -> None:
    assert said(pack(worksheet(fields=False))) == ["8 marks", "see the Learn sheet"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Pages(LEARN, 0, 0), "page 15"),
        (Pages(LEARN, 0, 1), "page 15–16"),
        (Pages(LEARN, 2, 2), "page 17"),
        (Pages("other", 0, 0), "later"),
    ],
)
def test_numbers_stand_where_the_braces_are(target: Pages, expected: str) -> None:
    assert words(reference("page {}", target, "later"), {LEARN: 15}) == expected


def test_other_braces_are_text() -> None:
    assert words(reference("{sic} {0} page {}", Pages(LEARN, 0, 0)), {LEARN: 15}) == "{sic} {0} page 15"


def test_pages_are_counted_from_the_front() -> None:
    front = front_sheet()._replace(name="front")
    made = pack_of_chunks(pack(plain_sheet(pages=3), plain_sheet()._replace(name=LEARN), front=front), design())
    assert first_pages(made) == {"front": 1, LEARN: 5}
    assert first_pages(made._replace(elsewhere={LEARN: 40, ANSWERS: 2})) == {"front": 1, LEARN: 5, ANSWERS: 2}


def test_two_sheets_of_one_name_are_an_error() -> None:
    sheet = plain_sheet()._replace(name=LEARN)
    with pytest.raises(ValueError, match=f'two sheets are called "{LEARN}"'):
        bind(pack(sheet, sheet), faces(), design())
    bind(pack(plain_sheet(), plain_sheet()), faces(), design())


# -- how they are drawn


def overlay(data: bytes, page: int) -> str:
    pdf = open_pdf(data)
    return pdf.pages[page].Contents[-1].read_bytes().decode("latin-1")


def drawn(data: bytes, page: int) -> list[tuple[str, int, str, float, float, float]]:
    """Tag, marked-content number, font, size and start of each reference in a page's overlay."""
    pattern = r"/(\w+)<</MCID (\d+)>>BDC BT ([\d. ]+ rg) /(F\d+) ([\d.]+) Tf ([\d.]+) ([\d.]+) Td"
    return [
        (tag, int(mcid), font, float(size), float(x), float(y))
        for tag, mcid, _, font, size, x, y in re.findall(pattern, overlay(data, page))
    ]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_style_and_place(profile: str) -> None:
    look, own = design(profile), faces(profile)
    data = bind(worksheet_pack(profile), own, look)
    style, face = look.style("note"), own.index("text", look.style("note").bold)
    sheet = worksheet(profile)
    found = drawn(data, 3)
    assert [(tag, mcid) for tag, mcid, *_ in found] == [
        (made.tag, made.mcid) for made in sheet.references if made.target and made.target.sheet != ANSWERS
    ]
    frame = look.frame(True)
    for words_, (_, _, font, size, x, _) in zip(("pages 2–3", "8 marks · page 3"), found, strict=False):
        shaped = [own.word(face, word).width for word in words_.split(" ")]
        width = (sum(shaped) + own.space(face).width * (len(shaped) - 1)) * style.size / 1000
        assert x + width == pytest.approx(frame.x + frame.width, abs=0.01)
        assert (font, size) == (f"F{face}", style.size)
    *_, x, y = found[2]
    assert x == pytest.approx(frame.x + 200, abs=0.01)
    assert y == pytest.approx(frame.y + frame.height - 230, abs=0.01)


def test_an_empty_reference_is_an_empty_sequence() -> None:
    data = bind(worksheet_pack(), faces(), design())
    [empty] = [made.mcid for made in worksheet().references if made.target and made.target.sheet == ANSWERS]
    assert f"/Span<</MCID {empty}>>BDC EMC" in overlay(data, 3)
    assert page_problems(data) == []


def test_glyphs_of_references_are_embedded() -> None:
    made = Worksheet()
    made.refer(made.text("P", "body", 80, "Text"), 80, PageWords("★ Ω page {}", "", Pages(LEARN, 0, 0)))
    data = bind(pack(plain_sheet()._replace(name=LEARN), made.sheet()), faces(), design())
    assert any("DejaVu" in font.name for font in fonts(data))
    assert structure_text(data)[-1] == ("Document/Part/Sect/P/Span", "★ Ω page 2")


def test_a_bare_page_has_its_references_and_nothing_else() -> None:
    bare: Sheet = worksheet(fields=False)._replace(bare=frozenset({0}))
    made = pack(plain_sheet(pages=2)._replace(name=LEARN), bare)
    data = bind(made, faces(), design())
    assert said(made) == ["pages 2–3", "8 marks · page 3", "see the Learn sheet"]
    assert [one.page for one in artifacts(data)] == [0, 1, 2]
    assert page_problems(data) == []


def test_a_reference_in_the_front() -> None:
    made = Worksheet()
    made.refer(made.text("H1", "heading", 40, "A pack"), 40, PageWords("page {}", "", Pages(RECALL, 0, 0)))
    front = made.sheet("front")
    data = bind(pack(plain_sheet()._replace(name=RECALL), front=front), faces(), design())
    assert ("Document/Sect/H1/Span", "page 2") in structure_text(data)


def test_a_page_without_references_is_finished_as_before() -> None:
    data = bind(worksheet_pack(), faces(), design())
    for page in range(3):
        assert "MCID" not in overlay(data, page)


# -- sides


def test_a_sheet_set_for_the_other_side_is_an_error() -> None:
    made = pack(plain_sheet())
    wrong = plain_sheet()._replace(verso=False, title="Odd")
    turned = made._replace(parts=(PackPart("Khrushchev", (Chapter("Learn", (wrong,)),)),))
    with pytest.raises(ValueError, match='"Odd" was set for a right page but begins on page 2'):
        bind(turned, faces(), design())
    bind(turned, faces(), design(single_sided=True))


def test_a_front_for_a_left_page_is_an_error() -> None:
    made = pack(front=front_sheet()._replace(verso=True, title="Cover"), parts=())
    with pytest.raises(ValueError, match='"Cover" was set for a left page but begins on page 1'):
        bind(made, faces(), design())


def test_reading_order_is_that_of_the_structure() -> None:
    made = Worksheet()
    paragraph = made.text("P", "body", 80, "Before ")
    made.refer(paragraph, 80, PageWords("page {}", "", Pages(LEARN, 0, 0)))
    style = made.design.style("note")
    face = faces().index(style.family, style.bold)
    made.canvas.show(Element("Span", paragraph), face, style.size, style.colour, made.left, 300.0, " after")
    data = bind(pack(plain_sheet()._replace(name=LEARN), made.sheet()), faces(), design())
    assert "".join(text for _, text in structure_text(data)).endswith("Before page 2 after")
