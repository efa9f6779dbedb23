from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pikepdf
import pypdfium2
import pytest

from packgen.bind.binder import Binder
from packgen.bind.document import pack_of_chunks
from packgen.bind.font_metrics import FontMetrics
from packgen.bind.serialise import to_chunk
from packgen.bind.sheet_chunk import SheetChunk
from packgen.sheet.sheet import Chapter, Pack, PackPart
from tests.support.pages import design, faces, front_sheet, pack, plain_sheet
from tests.support.pdf import open_pdf, qpdf_problems, structure_text, unused
from tests.support.sample import LEARN, learn, sample_pack, worksheet, worksheet_pack
from tests.support.validation import page_problems


def metrics() -> FontMetrics:
    return FontMetrics({}, faces)


def pool(count: int = 40) -> list[SheetChunk]:
    """Leaves, so that any of them may follow any other; large ones between, so that packs leave much out."""
    sheets = [learn() if number % 5 == 4 else plain_sheet(f"Лист {number}", pages=2) for number in range(count)]
    return [to_chunk(sheet, design()) for sheet in sheets]


def chosen(sheets: Sequence[SheetChunk], student: str = "") -> Pack[SheetChunk]:
    front = to_chunk(plain_sheet("Contents", pages=2, heading="H1"), design())
    chapters = tuple(Chapter(sheet.title, (sheet,)) for sheet in sheets)
    base = pack_of_chunks(pack(front=front_sheet(), parts=()), design())
    return base._replace(front_matter=front, parts=(PackPart("All", chapters),), student=student)


def test_any_choice_of_the_pool_conforms() -> None:
    sheets = pool()
    binder = Binder(metrics(), design(), sheets)
    for places in ((0,), (39, 4, 0), (7, 8, 9), range(40), (3, 39)):
        data = binder.bind(chosen([sheets[place] for place in places], "Анна Berg"))
        assert page_problems(data) == []
        assert qpdf_problems(data) == []
        assert unused(data) == 0
        assert len(pypdfium2.PdfDocument(data)) == 2 + 2 * len(places)
        words = " ".join(text for _, text in structure_text(data))
        assert [number for number in range(40) if f"Лист {number}, page 1." in words] == sorted(
            place for place in places if place % 5 != 4
        )


def test_a_pack_is_the_same_whatever_was_bound_before() -> None:
    sheets = pool(8)
    binder = Binder(metrics(), design(), sheets)
    first = binder.bind(chosen(sheets[2:4], "Anna"))
    binder.bind(chosen(sheets[::-1], "Žofia Ørsted"))
    assert binder.bind(chosen(sheets[2:4], "Anna")) == first
    assert Binder(metrics(), design(), sheets).bind(chosen(sheets[2:4], "Anna")) == first


def test_sheets_of_a_pool_say_the_title_of_the_pack_that_they_are_in() -> None:
    sheets = pool(8)
    binder = Binder(metrics(), design(), sheets)
    packs = [chosen(sheets[2:4], "Anna")._replace(title=title) for title in ("First title", "Second title")]
    made = [binder.bind(pack) for pack in packs]
    assert [Binder(metrics(), design(), sheets).bind(pack) for pack in packs] == made
    for data, title in zip(made, ("First title", "Second title"), strict=True):
        page = pypdfium2.PdfDocument(data)[4].get_textpage().get_text_range()
        assert [word for word in ("First title", "Second title") if word in page] == [title]


def test_references_of_a_sheet_of_the_pool_follow_the_order_of_each_pack() -> None:
    """The sheet begins on the same page of packs with the same title; the pages that it refers to do not."""
    sheets = [plain_sheet(pages=2)._replace(name=LEARN), plain_sheet("Another", pages=2), worksheet(fields=False)]
    read, other, last = [to_chunk(sheet, design()) for sheet in sheets]
    binder = Binder(metrics(), design(), [read, other, last])
    for order, pages in (((read, other, last), "pages 3–4"), ((other, read, last), "pages 5–6")):
        data = binder.bind(chosen(order))
        assert data == Binder(metrics(), design(), [read, other, last]).bind(chosen(order))
        text = pypdfium2.PdfDocument(data)[6].get_textpage().get_text_range()
        assert [words for words in ("pages 3–4", "pages 5–6") if words in text] == [pages]


def test_numbers_that_are_not_in_the_file_take_no_room() -> None:
    sheets = pool()
    data = Binder(metrics(), design(), sheets).bind(chosen([sheets[0], sheets[39]]))
    [(size, index)] = re.findall(rb"/XRef/W\[1 4 4\]/Size (\d+)/Index\[([\d ]+)\]", data)
    numbers = list(map(int, index.split()))
    assert numbers[0] == 0
    assert numbers[-2] + numbers[-1] == int(size)
    used = sum(numbers[1::2])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.objects) <= used < len(pdf.objects) + 300


def test_a_file_with_gaps_in_its_numbers_can_be_saved_again() -> None:
    sheets = pool()
    data = Binder(metrics(), design(), sheets).bind(chosen([sheets[0], sheets[39]]))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    assert qpdf_problems(out.getvalue()) == []
    assert structure_text(out.getvalue()) == structure_text(data)


def test_all_packs_of_a_pool_have_the_same_fonts() -> None:
    sheets = pool(6)
    binder = Binder(metrics(), design(), sheets)
    names = []
    for sheet in sheets[:3]:
        pdf = open_pdf(binder.bind(chosen([sheet])))
        names.append({str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()})
    assert names[0] == names[1] == names[2]


def test_a_name_with_letters_that_no_sheet_has_is_embedded() -> None:
    sheets = pool(2)
    binder = Binder(metrics(), design(), sheets)
    data = binder.bind(chosen(sheets, "Þórður Ważny"))
    assert page_problems(data) == []
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert "Þórður Ważny" in text


def test_a_sheet_cannot_stand_twice_in_a_pack() -> None:
    sheets = pool(2)
    with pytest.raises(ValueError, match="stands twice"):
        Binder(metrics(), design(), sheets).bind(chosen([sheets[0], sheets[0]]))


def test_a_small_change_of_a_sheet_changes_no_numbers_of_later_sheets() -> None:
    """The sheets after a changed one keep their bytes: what is in the cache still fits."""
    others = [plain_sheet("Two", pages=2), learn()]
    bound: list[Any] = []
    for pages in (2, 2):
        changed = plain_sheet("One, or another", pages=pages) if bound else plain_sheet("One", pages=pages)
        sheets = [to_chunk(sheet, design()) for sheet in (changed, *others)]
        Binder(metrics(), design()).bind(chosen(sheets))
        bound.append([sheet.renumbered for sheet in sheets])
    assert bound[0][1:] == bound[1][1:]
    assert bound[0][0] != bound[1][0]


def test_whole_packs_may_be_bound_by_one_binder() -> None:
    binder = Binder(metrics(), design())
    for made in (sample_pack(), worksheet_pack(), sample_pack()):
        data = binder.bind(pack_of_chunks(made, design()))
        assert page_problems(data) == []
        assert data == Binder(metrics(), design()).bind(pack_of_chunks(made, design()))
