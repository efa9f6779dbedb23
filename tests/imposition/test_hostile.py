"""Whatever is in a file, there is a message and no traceback, in bounded time and memory."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from packgen.errors import OutputError, PackgenError
from packgen.imposition.impose import impose
from packgen.imposition.merge import merged
from packgen.imposition.source import open_source
from packgen.imposition.syntax import MalformedError
from packgen.imposition.typesize import usual_size
from packgen.pdf.streams import Object, Stream, deflated
from packgen.pdf.writer import Writer
from tests.imposition.files import foreign, own

_MARK = b"<xmp:CreatorTool>packgen</xmp:CreatorTool>"


def crafted(objects: list[Object], *streams: Stream) -> bytes:
    """Return a file of packgen's shape: object 1 is its catalogue, 90 holds the objects."""
    out = bytearray()
    writer = Writer(91, out.extend)
    writer.add_streams([Stream(2, "", _MARK), *streams])
    writer.add_objects(90, objects)
    writer.finish(1, 3)
    return bytes(out)


CATALOGUE = (1, "<</Type/Catalog/Pages 4 0 R>>")
TREE = (4, "<</Type/Pages/Count 1/Kids[5 0 R]>>")
PAGE = (5, "<</Type/Page/MediaBox[0 0 595 842]/Resources<</Font<</F 10 0 R>>>>/Contents 6 0 R>>")
CONTENT = Stream(6, "", b"BT /F 11 Tf (a) Tj ET")


def outcome(call: Callable[[], object]) -> str:
    """Return what is told, or nothing where all is well; anything but packgen's own errors fails the test."""
    try:
        call()
    except PackgenError as error:
        return str(error)
    return ""


def test_the_crafted_file_itself_is_fine() -> None:
    source = open_source(crafted([CATALOGUE, TREE, PAGE, (10, "<</Type/Font>>")], CONTENT), "crafted")
    assert source.own
    assert impose(source, "a3").sheets == 1


@pytest.mark.parametrize(
    ("objects", "streams"),
    [
        ([CATALOGUE, (4, "<</Type/Pages/Kids[4 0 R]>>")], ()),
        ([CATALOGUE, (4, "<</Type/Pages/Kids[5 0 R 5 0 R]>>"), PAGE], (CONTENT,)),
        ([CATALOGUE, (4, "<</Type/Pages/Kids[]>>")], ()),
        ([CATALOGUE, (4, "4 0 R")], ()),
        ([CATALOGUE, TREE, (5, "<</Type/Page/MediaBox[0 0 1e9 1]>>")], ()),
        ([CATALOGUE, TREE, (5, "<</Type/Page/MediaBox[0 0 99999999 1]/Resources<<>>>>")], ()),
        ([CATALOGUE, TREE, (5, "[" * 50_000)], ()),
        ([CATALOGUE, TREE, PAGE], (Stream(6, "/Filter/FlateDecode", b"damaged"),)),
    ],
    ids=["circle", "twice", "none", "itself", "no number", "huge", "deep", "flate"],
)
def test_crafted_files_are_told_to_be_damaged(objects: list[Object], streams: tuple[Stream, ...]) -> None:
    data = crafted(objects, *streams)
    told = outcome(lambda: open_source(data, "crafted"))
    assert told == "crafted is damaged. Build it again."


def test_a_stream_that_is_longer_than_the_file() -> None:
    data = crafted([CATALOGUE, TREE, PAGE], CONTENT).replace(b"/Length 21", b"/Length 99")
    assert outcome(lambda: open_source(data, "crafted")) == "crafted is damaged. Build it again."


def test_a_circle_among_resources_is_copied_as_one() -> None:
    circle = [(10, "<</Type/Font/Self 11 0 R>>"), (11, "[10 0 R 12 0 R]"), (12, "<</Back 11 0 R>>")]
    made = impose(open_source(crafted([CATALOGUE, TREE, PAGE, *circle], CONTENT), "crafted"), "a3")
    pdf = pikepdf.open(io.BytesIO(made.data))
    [form] = pdf.pages[0].Resources.XObject.values()
    font = form.Resources.Font.F
    assert font.Self[0].objgen == font.objgen
    assert font.Self[1].Back.objgen == font.Self.objgen


def test_a_long_chain_of_objects_needs_no_recursion() -> None:
    chain = [(number, f"[{number + 1} 0 R]") for number in range(100, 9100)]
    out = bytearray()
    writer = Writer(9200, out.extend)
    writer.add_streams([Stream(2, "", _MARK), CONTENT])
    writer.add_objects(90, [CATALOGUE, TREE, PAGE, (10, "<</Type/Font/Deep 100 0 R>>"), *chain, (9100, "null")])
    writer.finish(1, 3)
    assert impose(open_source(bytes(out), "crafted"), "a3").sheets == 1


def test_compressed_content_that_comes_to_too_much() -> None:
    bomb = zlib.compress(bytes(70_000_000))
    data = crafted([CATALOGUE, TREE, PAGE], Stream(6, "/Filter/FlateDecode", bomb))
    with pytest.raises(MalformedError, match="too much"):
        open_own(data)


def open_own(data: bytes) -> None:
    """Open a file with packgen's reader alone."""
    from packgen.imposition.reader import PdfReader
    from packgen.imposition.source import SourcePdf

    SourcePdf(PdfReader(data), "crafted", own=True)


@pytest.mark.parametrize(
    "content", [b"[" * 300_000, b"[<" * 300_000, b"(\\(" * 300_000, b"1 " * 300_000, b"< " * 300_000, b"q " * 300_000]
)
def test_content_that_would_take_long_to_measure(content: bytes) -> None:
    source = open_source(crafted([CATALOGUE, TREE, PAGE], Stream(6, "", content)), "crafted")
    assert usual_size(source) is None


def test_objects_that_are_one_and_the_same_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand objects are read where there is one large one."""
    monkeypatch.setattr("packgen.imposition.reader._MOST_PARSED", 100_000)
    large = f"[{'0 ' * 1000}]"
    body = f"{' '.join(f'{number} 0' for number in range(100, 1100))}\n{large}".encode()
    first = body.index(b"[")
    out = bytearray()
    writer = Writer(1201, out.extend)
    writer.add_streams([Stream(2, "", _MARK), CONTENT])
    kids = " ".join(f"{number} 0 R" for number in range(100, 1100))
    writer.add_objects(90, [CATALOGUE, TREE, PAGE, (10, f"[{kids}]")])
    for index, number in enumerate(range(100, 1100)):
        writer._table.add_object(number, 1200, index)
    writer.add_streams([Stream(1200, f"/Type/ObjStm/N 1000/First {first}", body)])
    writer.finish(1, 3)
    source = open_source(bytes(out), "crafted")
    with pytest.raises(OutputError, match="damaged"):
        impose(source, "a3")


def test_an_object_stream_that_comes_to_too_much() -> None:
    data = crafted([CATALOGUE, TREE, (5, " " * 70_000_000)])
    with pytest.raises(MalformedError, match="too much"):
        open_own(data)


def test_a_font_that_is_damaged_is_noticed_before_it_is_printed() -> None:
    objects = [CATALOGUE, TREE, PAGE, (10, "<</Type/Font/File 11 0 R>>")]
    good = deflated(11, b"a font" * 100)
    source = open_source(crafted(objects, CONTENT, good._replace(data=good.data[:-2] + b"xx")), "crafted")
    with pytest.raises(OutputError, match=r"^crafted is damaged\. Build it again\.$"):
        impose(source, "a3")


def mutants(data: bytes, count: int, seed: int) -> list[bytes]:
    """Return files with some bytes changed, taken out, doubled or cut off."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 20))):
            place = chance.randrange(len(changed))
            kind = chance.randrange(5)
            if kind == 0:
                changed[place] ^= 1 << chance.randrange(8)
            elif kind == 1:
                changed[place : place + chance.randrange(1, 40)] = b""
            elif kind == 2:
                changed[place:place] = changed[place : place + chance.randrange(1, 40)]
            elif kind == 3:
                changed[place : place + 4] = chance.choice((b"0 R ", b"<<<<", b"]]>>", b"9999", b"-1 0", b"obj\n"))
            elif chance.random() < 0.1:
                del changed[place + 100 :]
        made.append(bytes(changed))
    return made


@pytest.mark.parametrize("data", [own(3), foreign({}, {"Rotate": 90})], ids=["own", "foreign"])
def test_mutants_end_in_a_message_or_in_sheets(data: bytes) -> None:
    fine = 0
    for mutant in mutants(data, 150, seed=len(data)):
        told = outcome(lambda mutant=mutant: impose(open_source(mutant, "mutant"), "a3"))  # type: ignore[misc]
        assert told == "" or told.startswith("mutant ")
        outcome(lambda mutant=mutant: merged([("mutant", mutant)]))  # type: ignore[misc]
        fine += told == ""
    assert fine < 150  # they are mutants, and some of them are noticed
