from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from PIL import Image, ImageChops

from packgen.bind.document import bind
from packgen.bind.fields import full_name
from packgen.bind.object_ids import FIRST_SHEET, assign_ids
from packgen.bind.serialise import to_chunk
from packgen.pdf.chunk import number_of
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.bind.filling import fill, render
from tests.support.content import instructions
from tests.support.pages import design, faces, front_sheet, pack, plain_sheet
from tests.support.pdf import open_pdf, qpdf_problems, unused
from tests.support.sample import RECALL, Worksheet, worksheet, worksheet_pack
from tests.support.validation import page_problems

PROFILES = ("standard", "large-print")


@cache
def bound(profile: str = "standard") -> bytes:
    return bind(worksheet_pack(profile), faces(profile), design(profile))


def fields(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fields by name; they live as long as the file is open."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


# -- the file before it is filled in


def test_names_descriptions_and_kinds() -> None:
    pdf = open_pdf(bound())
    found = fields(pdf)
    assert {name: (str(field.FT), int(field.get("/Ff", 0)), str(field.TU)) for name, field in found.items()} == {
        f"{RECALL}/A/1": ("/Tx", 0, "Task A, blank 1"),
        f"{RECALL}/A/2": ("/Tx", 0, "Task A, blank 2"),
        f"{RECALL}/B/1": ("/Tx", 4096, "Task B, blank 1"),
        f"{RECALL}/C/1/1": ("/Btn", 0, "Task C, blank 1: for"),
        f"{RECALL}/C/1/2": ("/Btn", 0, "Task C, blank 1: against"),
    }


def test_a_form_asks_nothing_of_the_reader() -> None:
    pdf = open_pdf(bound())
    assert set(pdf.Root.AcroForm.keys()) == {"/Fields", "/DA", "/DR"}
    for field in pdf.Root.AcroForm.Fields:
        assert not field.keys() & {"/A", "/AA", "/MK", "/Parent", "/Kids"}
        assert (int(field.F), int(field.BS.W)) == (4, 0)


def test_nothing_is_filled_in() -> None:
    pdf = open_pdf(bound())
    for field in pdf.Root.AcroForm.Fields:
        assert not field.keys() & {"/DV", "/RV"}
        assert field.get("/V") == ("/Off" if field.FT == "/Btn" else None)
        assert field.get("/AS", "/Off") == "/Off"
        empty = field.AP.N.Off if field.FT == "/Btn" else field.AP.N
        assert empty.read_bytes() in (b"", b"/Tx BMC EMC")


def test_no_two_fields_share_an_appearance() -> None:
    pdf = open_pdf(bound())
    looks = [
        stream.objgen
        for field in pdf.Root.AcroForm.Fields
        for stream in (field.AP.N.values() if field.FT == "/Btn" else [field.AP.N])
    ]
    assert len(looks) == len(set(looks)) == 7


def test_each_field_is_in_a_form_element_and_on_its_page() -> None:
    pdf = open_pdf(bound())
    parents: dict[int, pikepdf.Object] = {}
    for leaf in pdf.Root.StructTreeRoot.ParentTree.Kids:
        parents |= dict(zip(map(int, list(leaf.Nums)[::2]), list(leaf.Nums)[1::2], strict=True))
    page = pdf.pages[3]
    assert page.Tabs == "/S"
    assert [found.objgen for found in page.Annots] == [field.objgen for field in pdf.Root.AcroForm.Fields]
    for field in pdf.Root.AcroForm.Fields:
        element = parents[int(field.StructParent)]
        assert (element.S, element.P.S, element.K.Type) == ("/Form", "/P", "/OBJR")
        assert element.K.Obj.objgen == field.objgen
        assert element.K.Pg.objgen == field.P.objgen == page.objgen


def test_fields_are_listed_in_the_order_of_reading() -> None:
    made = Worksheet()
    first, second = Element("P", made.root), Element("P", made.root)
    made.write(second, 200, 1, "B.1", "Task B, blank 1")  # a column at the right may be drawn first
    made.canvas.link(Element("Link", second), (0, 0, 9, 9), "https://example.org", "Example")
    made.write(first, 100, 1, "A.1", "Task A, blank 1")
    pdf = open_pdf(bind(pack(made.sheet(), front=front_sheet()), faces(), design()))
    assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == [f"{RECALL}/A/1", f"{RECALL}/B/1"]
    assert [str(one.get("/T", one.Subtype)) for one in pdf.pages[1].Annots] == [
        f"{RECALL}/A/1",
        f"{RECALL}/B/1",
        "/Link",
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_typed_is_in_ink_of_regular_weight_and_not_in_the_style_of_answers(profile: str) -> None:
    look = design(profile)
    style, answer = look.style("typed"), look.style("answer")
    assert (style.bold, style.colour) == (False, look.colour("ink"))
    assert style.colour != answer.colour
    pdf = open_pdf(bound(profile))
    for name in ("A/1", "B/1"):
        assert str(fields(pdf)[f"{RECALL}/{name}"].DA) == f"/Wingdings {style.size:g} Tf {style.colour.fill}"
    ticked = fields(pdf)[f"{RECALL}/C/1/1"].AP.N.On.read_bytes()
    assert ticked.startswith(style.colour.stroke.encode())


def test_a_file_without_fields_has_no_form() -> None:
    pdf = open_pdf(bind(worksheet_pack(fields=False), faces(), design()))
    assert "/AcroForm" not in pdf.Root
    assert all("/Annots" not in page for page in pdf.pages)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_file_conforms(profile: str) -> None:
    data = bound(profile)
    assert page_problems(data) == []
    assert qpdf_problems(data) == []
    assert unused(data) == 0


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert bind(worksheet_pack(), faces(), design()) == bound()


def test_a_fragment_with_fields_and_references_does_not_depend_on_the_pack() -> None:
    content = to_chunk(worksheet(), design()).content
    part = content.fragment(FIRST_SHEET, content.renumber(FIRST_SHEET))
    assert len(part.data) > 1000
    for made in (pack(worksheet()), pack(worksheet(), plain_sheet(), title="Another", edition="", language="fr")):
        assert part.data in bind(made, faces(), design())


def test_the_ids_of_a_sheet_with_fields_are_all_numbers_of_its_run() -> None:
    ids = assign_ids(worksheet())
    assert (len(ids.fields), len(ids.appearances)) == (5, 7)
    assert max(ids.links, default=max(ids.pages)) < min(ids.fields)
    runs = [ids.pages, ids.contents.values(), ids.overlays.values(), ids.fields, ids.appearances, ids.rows]
    others = [ids.node, ids.leaf, ids.entry, ids.holder, *ids.owners.values()]
    numbers = [number_of(own) for own in [*others, *(number for run in runs for number in run)]]
    assert sorted(numbers) == list(range(ids.end))


def test_a_sheet_without_a_name_leaves_fields_their_own() -> None:
    sheet: Sheet = worksheet()._replace(name="")
    assert full_name(sheet, sheet.fields[0]) == "A/1"


# -- the fonts that are typed in


@pytest.mark.parametrize("profile", PROFILES)
def test_one_font_of_usual_height_is_embedded(profile: str) -> None:
    pdf = open_pdf(bound(profile))
    [(name, font)] = pdf.Root.AcroForm.DR.Font.items()
    assert name == "/Wingdings"
    assert (int(font.FontDescriptor.Ascent), int(font.FontDescriptor.Descent)) == (1024, -400)


def test_a_font_without_cyrillic_gives_way_to_one_that_has_it() -> None:
    pdf = open_pdf(bound("large-print"))
    assert pdf.Root.AcroForm.DR.Font.Wingdings.BaseFont == "/SourceSans3-Regular"
    assert "Atkinson" in faces("large-print").face(faces("large-print").index("text")).postscript_name


def test_codes_of_ascii_and_of_western_letters_are_the_usual_ones() -> None:
    pdf = open_pdf(bound())
    font = pdf.Root.AcroForm.DR.Font.Wingdings
    text = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4})>$", text, re.M)
    codes = {chr(int(character, 16)): int(code, 16) for code, character in pairs}
    for character in "azAZ09,.?é’–€":
        assert codes[character] == character.encode("cp1252")[0]
    assert codes.keys() >= set("АЯаяЁё№Ґіїєąčłőż")
    assert not set(codes.values()) & {*range(14)}
    assert len(codes) == 242
    widths = list(font.Widths)
    face = faces().face(faces().index("text"))
    for character, code in codes.items():
        assert int(widths[code - int(font.FirstChar)]) == face.width(face.cmap[character])


# -- the file filled in by a program

VALUES: dict[str, str | bool] = {
    f"{RECALL}/A/1": "Nikita Khrushchev — Хрущёв, № 1",
    f"{RECALL}/A/2": "élève, Gomułka, Gerő, Їжак",
    f"{RECALL}/B/1": "Первый секретарь ЦК, who lost the support of the Party and of the army. " * 5,
    f"{RECALL}/C/1/2": True,
}


def names(data: bytes) -> list[str]:
    pdf = open_pdf(data)
    return list(fields(pdf))


def ink(before: bytes, after: bytes, page: int = 3) -> Image.Image:
    """What a file shows on a page that another did not: white on black."""
    difference = ImageChops.subtract(render(before, page), render(after, page))
    return difference.point(lambda level: 255 if level > 64 else 0)


def rectangle(profile: str, data: bytes, name: str) -> tuple[int, int, int, int]:
    """The rectangle of a field on the rendered page: left, top, right, bottom."""
    pdf = open_pdf(data)
    left, bottom, right, top = (float(edge) for edge in fields(pdf)[name].Rect)
    height = design(profile).page_height
    return round(left * 2), round((height - top) * 2), round(right * 2), round((height - bottom) * 2)


@pytest.mark.parametrize("profile", PROFILES)
def test_words_typed_by_a_program_show(profile: str) -> None:
    before = bound(profile)
    after = fill(before, VALUES)
    shown = ink(before, after)
    for name in names(before):
        inked = shown.crop(rectangle(profile, before, name)).getbbox()
        assert (inked is not None) == (name in VALUES), name
    outside = shown.copy()
    for name in names(before):
        outside.paste(0, rectangle(profile, before, name))
    assert outside.getbbox() is None


def test_cyrillic_is_drawn_and_not_only_kept() -> None:
    before = bound()
    alone = {f"{RECALL}/A/1": "Хрущёв"}
    after = fill(before, alone)
    left, _, right, _ = ink(before, after).getbbox() or (0, 0, 0, 0)
    face, size = faces().index("text"), design().style("typed").size
    assert (right - left) / 2 == pytest.approx(faces().word(face, "Хрущёв").width * size / 1000, abs=2.0)
    pdf = open_pdf(after)
    field = fields(pdf)[f"{RECALL}/A/1"]
    assert str(field.V) == drawn(field) == "Хрущёв"


def drawn(field: pikepdf.Object) -> str:
    """The text of a field's appearance, by the font that it is drawn in."""
    text = ""
    codes: dict[int, str] = {}
    for operands, operator in instructions(field.AP.N):
        if str(operator) == "Tf":
            map_ = field.AP.N.Resources.Font[str(operands[0])].ToUnicode.read_bytes().decode()
            pairs = re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4})>$", map_, re.M)
            codes = {int(code, 16): chr(int(character, 16)) for code, character in pairs}
        elif str(operator) == "Tj":
            text += "".join(codes[byte] for byte in bytes(operands[0]))
    return text


def test_all_that_is_typed_is_in_the_embedded_font() -> None:
    pdf = open_pdf(fill(bound(), VALUES))
    found = fields(pdf)
    for name, value in VALUES.items():
        field = found[name]
        if isinstance(value, str):
            assert str(field.V) == value
            assert drawn(field).replace(" ", "") == value.replace(" ", "")
        else:
            assert field.AS == "/On"
    assert found[f"{RECALL}/C/1/1"].AS == "/Off"


@pytest.mark.parametrize("profile", PROFILES)
def test_typed_lines_keep_apart_and_inside_their_field(profile: str) -> None:
    before = bound(profile)
    name = f"{RECALL}/B/1"
    after = fill(before, {name: "HH\nHH\nHH"})
    left, top, right, bottom = rectangle(profile, before, name)
    shown = ink(before, after).crop((left, top, right, bottom))
    rows = [row for row in range(shown.height) if shown.crop((0, row, shown.width, row + 1)).getbbox()]
    feet = [row + 1 for row in rows if row + 1 not in rows]
    size = design(profile).style("typed").size
    assert [(low - high) / 2 for high, low in pairwise(feet)] == pytest.approx([1.42 * size] * 2, abs=1)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_single_line_stands_in_the_middle_of_its_field(profile: str) -> None:
    look = design(profile)
    made = Worksheet(profile)
    form = Element("Form", made.text("P", "body", 80, "Text"))
    height = look.length("writing-line") - 2 * look.length("gap-drop")
    made.canvas.field(form, (100, 400, 300, 400 + height), "A.1", "Task A, blank 1", "line")
    before = bind(pack(made.sheet()), faces(profile), look)
    left, top, right, bottom = rectangle(profile, before, f"{RECALL}/A/1")
    inked = ink(before, fill(before, {f"{RECALL}/A/1": "HH"}), 1).crop((left, top, right, bottom)).getbbox()
    assert inked is not None
    assert (inked[1] + inked[3]) / 4 == pytest.approx(height / 2, abs=0.5 * MM)
    tail = ink(before, fill(before, {f"{RECALL}/A/1": "Щgjpqy"}), 1).crop((left, top, right, bottom)).getbbox()
    assert tail is not None
    assert tail[3] < bottom - top  # nothing is cut off


def test_a_filled_file_is_sound() -> None:
    assert qpdf_problems(fill(bound(), VALUES)) == []


def test_a_name_that_no_field_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="B/9"):
        fill(bound(), {f"{RECALL}/B/9": "?"})
