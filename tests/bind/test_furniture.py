from __future__ import annotations

import re
from typing import NamedTuple

import pikepdf
import pytest

from packgen.bind.document import bind
from packgen.sheet.sheet import Chapter, PackPart, Sheet
from packgen.sheet.structure import Element
from packgen.theme.design import Design
from packgen.units import MM
from tests.support.content import instructions
from tests.support.pages import HandMade, design, faces, front_sheet, pack, plain_sheet
from tests.support.pdf import artifacts, fonts, open_pdf

LONG = "The Soviet Union from the death of Stalin to the fall of Khrushchev and the rise of Brezhnev, a revision pack"


class Run(NamedTuple):
    """A text object of the furniture: where it starts, how large it is."""

    x: float
    y: float
    size: float


def headed(pages: int) -> Sheet:
    made = HandMade()
    made.pack_headed = set(range(pages))
    for _ in range(pages):
        made.line(Element("P", made.root), 700, "Text")
        made.end_page()
    return made.sheet()


def runs(data: bytes, page: int) -> list[Run]:
    """Text of a page's overlay, the form it draws included, in drawing order."""
    pdf = open_pdf(data)
    obj = pdf.pages[page]
    overlay = obj.Contents[-1].read_bytes()
    for name in re.findall(rb"/(Recto|Verso) Do", overlay):
        form = obj.Resources.XObject["/" + name.decode()].read_bytes()
        overlay = overlay.replace(b"/" + name + b" Do", form)
    pattern = rb"/F\d+ ([\d.]+) Tf ([\d.]+) ([\d.]+) Td"
    return [Run(float(x), float(y), float(size)) for size, x, y in re.findall(pattern, overlay)]


def width(words: str, role: str, look: Design) -> float:
    style = look.style(role)
    own = faces(look.profile)
    face = own.index(style.family, style.bold)
    shaped = [own.word(face, word).width for word in words.split(" ")]
    return (sum(shaped) + own.space(face).width * (len(shaped) - 1)) * style.size / 1000


def test_folio_outside_and_title_inside() -> None:
    look = design()
    data = bind(pack(plain_sheet(pages=3)), faces(), look)
    recto, verso = look.frame(True), look.frame(False)
    words = "Khrushchev in power 1953–1964  ·  Student edition"
    for page, frame in ((0, recto), (1, verso), (2, recto), (3, verso)):
        title, folio = runs(data, page)
        folio_width, title_width = width(str(page + 1), "folio", look), width(words, "running", look)
        right = frame.x + frame.width
        outer, inner = (right - folio_width, frame.x) if page % 2 == 0 else (frame.x, right - title_width)
        assert folio.x == pytest.approx(outer, abs=0.01)
        assert title.x == pytest.approx(inner, abs=0.01)
        assert (title.size, folio.size) == (9.5, 11)
    assert recto.x != verso.x


def test_a_page_on_its_side_has_its_footer_below_its_own_frame() -> None:
    look = design()
    turned = HandMade(page_size=(look.page_height, look.page_width))
    for _ in range(2):
        turned.line(Element("P", turned.root), 400, "Text")
        turned.end_page()
    data = bind(pack(turned.sheet(), plain_sheet()), faces(), look)
    upright = [runs(bind(pack(plain_sheet(pages=3)), faces(), look), page) for page in (1, 2)]
    left, right = 15 * MM, (297 - 15) * MM
    for page in (1, 2):
        first, second = sorted(runs(data, page))
        assert first.x == pytest.approx(left, abs=0.01)
        folio = second if page == 2 else first
        title = first if page == 2 else second
        assert (folio.size, title.size) == (11, 9.5)
        assert {folio.y, title.y} == {run.y for run in upright[page - 1]}
        words = str(page + 1) if page == 2 else "Khrushchev in power 1953–1964  ·  Student edition"
        assert second.x + width(words, "folio" if page == 2 else "running", look) == pytest.approx(right, abs=0.01)
    assert runs(data, 3)[1].x == pytest.approx(look.frame(False).x, abs=0.01)


def test_capitals_are_centred_on_their_heights() -> None:
    look = design()
    head, title, folio = runs(bind(pack(headed(1)), faces(), look), 1)
    for run, centre in ((head, look.page_height - 17 * MM), (title, 16 * MM), (folio, 16 * MM)):
        cap_height = faces().face(faces().index("text")).cap_height * run.size / 1000
        assert run.y + cap_height / 2 == pytest.approx(centre, abs=0.01)


def test_single_sided_pages_are_all_rectos() -> None:
    look = design(single_sided=True)
    data = bind(pack(plain_sheet(pages=3)), faces(), look)
    assert {round(runs(data, page)[0].x, 2) for page in range(4)} == {round(look.frame(True).x, 2)}
    folios = [runs(data, page)[1].x for page in range(4)]
    assert min(folios) > look.page_width / 2


def test_artifacts_say_what_they_are() -> None:
    found = artifacts(bind(pack(headed(2)), faces(), design()))
    assert [(one.page, one.kind, one.subtype) for one in found] == [
        (0, "Pagination", "Footer"),
        (1, "Pagination", "Header"),
        (1, "Pagination", "Footer"),
        (2, "Pagination", "Header"),
        (2, "Pagination", "Footer"),
    ]
    assert found[1].text == "Khrushchev in power 1953–1964"
    assert found[2].text == "Khrushchev in power 1953–1964  ·  Student edition2"


def test_in_a_pack_of_several_topics_the_running_head_names_the_topic() -> None:
    names = "The rise", "The fall"
    parts = [PackPart(name, (Chapter(name, (headed(1)._replace(name=name),)),)) for name in names]
    data = bind(pack(parts=parts), faces(), design())
    assert [one.text for one in artifacts(data) if one.subtype == "Header"] == list(names)


def test_a_bare_page_has_nothing() -> None:
    made = HandMade()
    made.bare = {0}
    made.line(Element("H1", made.root), 700, "Cover")
    made.end_page()
    data = bind(pack(plain_sheet(), front=made.sheet()), faces(), design())
    assert [one.page for one in artifacts(data)] == [1]
    pdf = open_pdf(data)
    assert [len(page.Contents) for page in pdf.pages] == [1, 2]


def weights(data: bytes, page: int) -> list[tuple[str, bool]]:
    """The footer's words besides the folio: each stretch of one font, and whether that is bold."""
    pdf = open_pdf(data)
    form = pdf.pages[page].Resources.XObject["/Recto" if page % 2 == 0 else "/Verso"]
    out = []
    for operands, operator in instructions(form):
        if str(operator) == "Tf":
            font = form.Resources.Font[str(operands[0])]
            pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]{4})>$", font.ToUnicode.read_bytes().decode(), re.M)
            codes = {int(code, 16): chr(int(text, 16)) for code, text in pairs}
            bold = "Bold" in str(font.BaseFont)
        elif str(operator) == "TJ":
            shown = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            gids = [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]
            out.append(("".join(codes[gid] for gid in gids), bold))
    return out


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_edition_may_be_bold(profile: str) -> None:
    look = design(profile)
    edition = "Teacher edition: answers shown"
    made = pack(plain_sheet(), title="Title", edition=edition)._replace(bold_edition=True)
    data = bind(made, faces(profile), look)
    for page in (0, 1):
        assert weights(data, page) == [("Title  ·  ", False), (edition, True)]
    style = look.style("running")
    face = faces(profile).index(style.family, True)
    bold = sum(faces(profile).word(face, word).width for word in edition.split(" "))
    bold += faces(profile).space(face).width * (len(edition.split(" ")) - 1)
    title = next(run for run in runs(data, 1) if run.size == style.size)
    frame = look.frame(False)
    assert title.x + width("Title  ·  ", "running", look) + bold * style.size / 1000 == pytest.approx(
        frame.x + frame.width, abs=0.02
    )


def test_a_long_title_gives_way_to_a_bold_edition() -> None:
    made = pack(plain_sheet(), title=LONG, edition="Teacher edition: answers shown")._replace(bold_edition=True)
    [(title, _), (edition, bold)] = weights(bind(made, faces(), design()), 1)
    assert title.endswith("…  ·  ")
    assert (edition, bold) == ("Teacher edition: answers shown", True)


def test_an_endless_bold_edition_gives_way() -> None:
    made = pack(plain_sheet(), edition="edition " * 40)._replace(bold_edition=True)
    assert weights(bind(made, faces(), design()), 0) == [("Khrushchev in power 1953–1964", False)]


def test_without_an_edition_the_title_stands_alone() -> None:
    data = bind(pack(plain_sheet(), title="Title", edition=""), faces(), design())
    assert artifacts(data)[0].text == "Title1"


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("title", [LONG, "Г" * 120, "W" * 119 + " end"])
def test_a_long_title_never_runs_into_folio_or_rail(profile: str, title: str) -> None:
    look = design(profile)
    data = bind(pack(headed(2), title=title), faces(profile), look)
    for page in (1, 2):
        frame = look.frame(page % 2 == 0)
        right = frame.x + frame.width
        shown = [one.text for one in artifacts(data) if one.page == page]
        head, foot = shown[0], shown[1].removesuffix(str(page + 1))
        at_head, at_foot, folio = runs(data, page)
        assert "…" in head
        assert foot.endswith("…  ·  Student edition")
        assert at_head.x + width(head, "running", look) <= right - look.length("rail-room") + 0.01
        end = at_foot.x + width(foot, "running", look)
        assert frame.x - 0.01 <= at_foot.x
        assert end <= right + 0.01
        if page % 2 == 0:
            assert end < folio.x - 5
        else:
            assert at_foot.x > folio.x + width(str(page + 1), "folio", look) + 5


def test_words_are_kept_whole_where_they_fit() -> None:
    [*_, foot] = artifacts(bind(pack(plain_sheet(), title=LONG), faces(), design()))
    kept = foot.text.partition("…")[0]
    assert LONG.startswith(kept + " ")


def test_an_endless_edition_gives_way() -> None:
    look = design()
    data = bind(pack(plain_sheet(), edition="edition " * 40), faces(), look)
    assert artifacts(data)[0].text == "Khrushchev in power 1953–19641"


def test_fonts_of_the_furniture_are_embedded_too() -> None:
    title = "Ω Хрущёв ★"
    data = bind(pack(plain_sheet(), title=title), faces(), design())
    assert artifacts(data)[0].text.startswith(title)
    assert any("DejaVu" in font.name for font in fonts(data))
    assert all(font.embedded for font in fonts(data))


def test_only_the_faces_in_use_are_in_the_file() -> None:
    names = {font.name[7:] for font in fonts(bind(pack(front=front_sheet()), faces(), design()))}
    assert names == {"SourceSans3-Bold", "SourceSans3-Regular"}


def test_no_length_of_a_students_name_drops_it() -> None:
    look = design("large-print")
    for length in range(1, 60):
        student = "Ffion " + "f" * length
        made = pack(plain_sheet(), title="What follows", edition="Teacher edition: answers shown")
        data = bind(made._replace(bold_edition=True, student=student), faces("large-print"), look)
        foot = artifacts(data)[0].text
        assert "Ffion" in foot, length
