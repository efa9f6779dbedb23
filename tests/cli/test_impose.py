import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from packgen.imposition.source import open_source
from tests.cli.conftest import Packgen
from tests.imposition.files import differ, foreign, own, rendered


@pytest.fixture(autouse=True)
def packs(desk: Path) -> Path:
    Path("packs").mkdir()
    Path("packs/learn.pdf").write_bytes(own(46))
    return desk


def test_a_booklet_is_written_beside_the_pack(packgen: Packgen) -> None:
    outcome = packgen("impose", "packs/learn.pdf")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        f"{Path('packs/learn.print.pdf')}  12 sheets of A3, pages at 100 %",
        "Print on both sides, flipped on the short edge, at actual size.",
        "2 signatures, of 6 and 6 sheets: fold and staple each by itself, the first sheet outside.",
        "2 blank pages at the end.",
    ]
    assert Path("packs/learn.pdf").read_bytes() == own(46)
    assert open_source(Path("packs/learn.print.pdf").read_bytes(), "print").own


def test_a_small_booklet_says_how_small_its_type_is(packgen: Packgen) -> None:
    outcome = packgen("impose", "packs/learn.pdf", "--booklet", "a4", "--sides", "long-edge", "--json")
    assert outcome.code == 0
    assert outcome.err == "warning: type of 11 pt comes to 7.8 pt on A5. --booklet a3 keeps A4 pages at full size.\n"
    assert json.loads(outcome.out) == {
        "output": str(Path("packs/learn.print.pdf")),
        "kind": "booklet",
        "paper": "A4",
        "sheets": 12,
        "signatures": [6, 6],
        "sides": "long-edge",
        "blank_pages": 2,
        "scale": 0.7071,
        "type_size": 11,
    }


def test_two_up_can_be_written_elsewhere_and_again(packgen: Packgen) -> None:
    Path("packs/short.pdf").write_bytes(own(3))
    for _ in range(2):
        outcome = packgen("impose", "packs/short.pdf", "--two-up", "-o", "cut.pdf")
        assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "cut.pdf  2 sheets of A4, pages at 71 %",
        "Print on both sides, flipped on the short edge, at actual size.",
        "Cut the pile along the dashed line: two copies, in order.",
        "1 blank page at the end of each.",
    ]
    assert packgen("impose", "packs/short.pdf", "--quiet").out == ""


def test_one_sheet_is_only_folded(packgen: Packgen) -> None:
    Path("packs/short.pdf").write_bytes(own(4))
    assert packgen("impose", "packs/short.pdf").out.splitlines()[2:] == [
        "Fold the sheet down the middle, the cover outside."
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["packs/learn.pdf", "--two-up", "--booklet", "a3"], 2, "do not go together"),
        (["packs/learn.pdf", "--booklet", "a5"], 2, "Write a3 (A4 pages) or a4 (A5 pages)."),
        (["packs/learn.pdf", "--sides", "short"], 2, 'Did you mean "short-edge"?'),
        (["packs/learn.pdf", "-o", "packs/learn.pdf"], 2, "the reading copy stays as it is"),
        (["packs/learn.pdf", "-o", "-", "--json"], 2, "standard output"),
        (["packs/learn.pdf", "-o", "book.txt"], 7, "ends in .pdf"),
        (["packs/learn.pdf", "-o", "theirs.pdf"], 7, "is not a PDF that packgen made"),
        (["large.pdf", "--booklet", "a4"], 2, "is in large print (18 pt), which would come to 12.7 pt."),
        (["packs"], 7, "it is a folder"),
        (["nowhere.pdf"], 7, "Name a PDF"),
        (["notes.txt"], 7, "is not a PDF."),
        (["packs/a.print.pdf"], 2, "laid out for the printer already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_told(packgen: Packgen, arguments: list[str], code: int, told: str) -> None:
    Path("theirs.pdf").write_bytes(foreign({}))
    Path("large.pdf").write_bytes(foreign({}, size=18))
    Path("notes.txt").write_text("notes")
    before = {path: path.read_bytes() for path in Path().rglob("*.*")}
    outcome = packgen("impose", *arguments)
    assert outcome.code == code
    assert told in outcome.err
    assert outcome.out == ""
    assert {path: path.read_bytes() for path in Path().rglob("*.*")} == before


def test_a_repaired_file_is_to_be_looked_at(packgen: Packgen) -> None:
    Path("theirs.pdf").write_bytes(foreign({}, {})[:-300])
    outcome = packgen("impose", "theirs.pdf")
    assert outcome.code == 0
    assert outcome.err == "warning: theirs.pdf was damaged, and something may be missing. Look at the pages first.\n"


def test_standard_output_holds_the_file_alone(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from packgen.cli.main import run

    with pytest.raises(SystemExit):
        run(["impose", "packs/learn.pdf", "-o", "-"])
    out, err = capfdbinary.readouterr()
    assert open_source(out, "out").own
    assert err.startswith(b"standard output  12 sheets of A3")


def test_packs_of_a_batch_and_forms_are_laid_out(packgen: Packgen, desk: Path) -> None:
    roster = desk / "class.csv"
    roster.write_text("name\nAnn Bell\nBo Cox\n")
    outcome = packgen("batch", "--roster", roster, "--topics", "khrushchev", "--fillable", "--jobs", "1", "-q")
    assert outcome.code == 0, outcome.err
    pack = Path("packs/class/ann-bell.pdf")
    assert open_source(pack.read_bytes(), "pack").own
    assert packgen("impose", pack).code == 0
    imposed = Path("packs/class/ann-bell.print.pdf").read_bytes()
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(imposed))
    assert "Ann Bell" in words
    filled = pikepdf.open(io.BytesIO(pack.read_bytes()))
    for field in filled.Root.AcroForm.Fields:
        if field.FT == "/Tx":
            field.V = pikepdf.String("My answer")
    filled.Root.AcroForm.NeedAppearances = True
    filled.save("filled.pdf")
    assert packgen("impose", "filled.pdf").code == 0
    again = Path("filled.print.pdf").read_bytes()
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(again))
    assert "My answer" in words
    assert any(differ(rendered(imposed, page), rendered(again, page)) for page in range(2))
