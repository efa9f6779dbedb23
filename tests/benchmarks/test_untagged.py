"""The pack that tells what tagging costs lacks the tags, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.benchmarks.cases import script
from tests.support.content import instructions
from tests.support.pdf import fonts, open_pdf, outline, structure, structure_text

ASKED = ["--topics", "khrushchev", "--sheets", "learn", "--quiet", "--no-cache"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A pack with tags, and one without."""
    folder = tmp_path_factory.mktemp("tags")
    made = []
    for module, function in (("packgen.cli.main", "run"), ("packgen_untagged", "main")):
        made.append(folder / f"{module}.pdf")
        subprocess.run(script(module, function, "build", *ASKED, "-o", made[-1]), check=True)
    return made


@pytest.fixture(scope="module")
def built(files: list[Path]) -> tuple[pikepdf.Pdf, pikepdf.Pdf]:
    """Both of them, open."""
    tagged, plain = map(open_pdf, files)
    return tagged, plain


def test_nothing_is_tagged(built: tuple[pikepdf.Pdf, pikepdf.Pdf]) -> None:
    tagged, plain = built
    marks = ("BMC", "BDC", "EMC")
    for page in plain.pages:
        found = [operator for _, operator in instructions(page)]
        assert [operator for operator in found if operator in marks] == []
        assert "/StructParents" not in page
    assert structure(plain).kids == []
    assert len(structure_text(tagged)) > 500


def test_all_else_is_there(built: tuple[pikepdf.Pdf, pikepdf.Pdf]) -> None:
    tagged, plain = built
    assert len(outline(plain)) > 50
    assert outline(plain) == outline(tagged)
    assert links(plain) == links(tagged)
    assert sum(map(len, links(plain))) > 20
    assert fonts(plain) == fonts(tagged)
    assert [drawn(page) for page in plain.pages] == [drawn(page) for page in tagged.pages]


def test_tags_are_not_much_of_a_file(files: list[Path]) -> None:
    tagged, plain = (file.stat().st_size for file in files)
    assert 1.1 * plain < tagged < 1.4 * plain


def links(pdf: pikepdf.Pdf) -> list[list[tuple[list[float], bool]]]:
    """For each page, where its links are, and whether they lead out of the file."""
    return [
        [([float(place) for place in one.Rect], "/A" in one) for one in page.get("/Annots", pikepdf.Array())]
        for page in pdf.pages
    ]


def drawn(page: pikepdf.Page) -> list[tuple[str, str]]:
    """What a page draws, marked or not."""
    code = [(operator, str(operands)) for operands, operator in instructions(page)]
    return [one for one in code if one[0] not in ("BMC", "BDC", "EMC")]
