"""Every kind of file is sound: as PDF, as PDF/UA and PDF/A by the fast checker, and as a thing to read aloud."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.kinds import KINDS, built
from tests.support.pdf import Node, Target, fonts, open_pdf, outline, qpdf_problems, structure, unmarked_text
from tests.support.validation import page_problems


@cache
def files(kind: str) -> dict[str, bytes]:
    """The files of a kind by name."""
    with TemporaryDirectory() as folder:
        return {path.name: path.read_bytes() for path in built(kind, Path(folder))}


@pytest.mark.parametrize("kind", KINDS)
def test_file_is_sound(kind: str) -> None:
    for name, pdf in files(kind).items():
        assert qpdf_problems(pdf) == [], name
        assert page_problems(pdf) == [], name
        assert unmarked_text(pdf) == "", name
        assert {(font.embedded, font.subset) for font in fonts(pdf)} == {(True, True)}, name


@pytest.mark.parametrize("kind", KINDS)
def test_headings_begin_at_the_top_and_leave_out_no_level(kind: str) -> None:
    for name, pdf in files(kind).items():
        levels = [int(tag[1]) for tag in _tags(pdf) if tag in {"H1", "H2", "H3", "H4", "H5", "H6"}]
        assert levels[0] == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name


def _tags(pdf: bytes) -> list[str]:
    found: list[str] = []

    def walk(node: Node | Target | str) -> None:
        if isinstance(node, Node):
            found.append(node.tag)
            for kid in node.kids:
                walk(kid)

    walk(structure(pdf))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_outline_goes_forward(kind: str) -> None:
    for name, pdf in files(kind).items():
        pages = [entry.page for entry in outline(pdf)]
        assert pages == sorted(pages), name
        assert pages[0] <= 1, name


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "fillable" in kind])
def test_fields_have_names_of_their_own_and_room_of_their_own(kind: str) -> None:
    """And say what they are for; the boxes of one page do not cover each other."""
    for pdf in files(kind).values():
        opened = open_pdf(pdf)
        fields = list(opened.Root.AcroForm.Fields)
        names = [str(field.T) for field in fields]
        assert len(set(names)) == len(names) > 60
        assert all(str(field.TU).strip() for field in fields)
        for page in opened.pages:
            width, height = (float(edge) for edge in page.mediabox[2:])
            rectangles = [
                [float(edge) for edge in one.Rect] for one in page.get("/Annots", []) if one.Subtype == "/Widget"
            ]
            for place, (left, bottom, right, top) in enumerate(rectangles):
                assert 0 < left < right < width
                assert 0 < bottom < top < height
                for a, b, c, d in rectangles[:place]:
                    assert min(c, right) - max(a, left) < 0.1 or min(d, top) - max(b, bottom) < 0.1


def test_only_what_is_to_be_filled_in_has_fields() -> None:
    for kind in KINDS:
        for pdf in files(kind).values():
            assert ("/AcroForm" in open_pdf(pdf).Root) == ("fillable" in kind), kind


def test_answers_in_a_file_of_their_own_are_two_files() -> None:
    assert [kind for kind in KINDS if len(files(kind)) == 2] == ["answers-separate"]
    assert list(files("answers-separate")) == ["answers-separate.pdf", "answers-separate.answers.pdf"]
