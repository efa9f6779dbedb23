from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from packgen.bind.binder import Binder
from packgen.bind.document import bind
from packgen.pdf.simple_fonts import CHARACTERS
from tests.bind.filling import fill
from tests.bind.test_binder import chosen, metrics, pool
from tests.conformance.conftest import Check
from tests.conformance.verapdf import complaints
from tests.support.pages import design, faces
from tests.support.pdf import open_pdf
from tests.support.sample import RECALL, sample_pack, worksheet_pack
from tests.support.validation import page_problems

BROKEN = {
    b"/Alt (A red": b"/Alx (A red",
    b"/Scope /": b"/Scopx /",
    b"/Marked true": b"/Markex true",
}
"""What to spoil in a conforming file, and how."""


def test_the_sample_conforms_in_every_look(verapdf: Check, tmp_path: Path) -> None:
    looks = [design(profile, paper) for profile in ("standard", "large-print") for paper in ("a4", "letter")]
    paths = []
    for look in looks:
        for date in (None, 1_700_000_000):
            paths.append(tmp_path / f"{look.profile}-{look.paper}-{date}.pdf")
            paths[-1].write_bytes(bind(sample_pack(date), faces(look.profile), look))
    results = verapdf(paths)
    assert len(results) == 2 * len(paths) == 16
    assert complaints(results) == ""
    assert min(result.checks for result in results) > 1000


def test_references_and_fields_conform_before_and_after_they_are_filled_in(verapdf: Check, tmp_path: Path) -> None:
    values: dict[str, str | bool] = {
        f"{RECALL}/A/1": "Хрущёв, Nikita: № 1 — “élève”",
        f"{RECALL}/B/1": "".join(CHARACTERS.values()).replace(" ", "") + "\nДва",
        f"{RECALL}/C/1/2": True,
    }
    paths = []
    for profile in ("standard", "large-print"):
        for paper in ("a4", "letter"):
            look = design(profile, paper)
            empty = bind(worksheet_pack(profile), faces(profile), look)
            for kind, data in (("empty", empty), ("filled", fill(empty, values))):
                paths.append(tmp_path / f"{profile}-{paper}-{kind}.pdf")
                paths[-1].write_bytes(data)
    results = verapdf(paths)
    assert len(results) == 2 * len(paths) == 16
    assert complaints(results) == ""


def test_both_checkers_find_a_broken_form(verapdf: Check, tmp_path: Path) -> None:
    whole = uncompressed(bind(worksheet_pack(), faces(), design()))
    path = tmp_path / "broken.pdf"
    clauses = []
    for before, after in ((b"/TU (Task A, blank 1)", b"/TX (Task A, blank 1)"), (b"/S /Form", b"/S /Span")):
        assert before in whole
        path.write_bytes(whole.replace(before, after))
        assert page_problems(path.read_bytes(), ("ua1",)) != []
        [result] = verapdf([path], ("ua1",))
        clauses.append({failure.clause for failure in result.failures})
    assert clauses == [{"7.18.1"}, {"7.18.4"}]


def uncompressed(data: bytes) -> bytes:
    """The same file with plain objects, so that a test can spoil a byte of it."""
    out = io.BytesIO()
    open_pdf(data).save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def test_both_checkers_find_what_is_broken(verapdf: Check, tmp_path: Path) -> None:
    whole = uncompressed(bind(sample_pack(), faces(), design()))
    paths = []
    for number, (before, after) in enumerate(BROKEN.items()):
        assert before in whole
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(whole.replace(before, after))
        assert page_problems(paths[-1].read_bytes(), ("ua1",)) != []
    results = verapdf(paths, ("ua1",))
    clauses = [{failure.clause for failure in result.failures} for result in results]
    assert [result.passed for result in results] == [False, False, False]
    assert "7.3" in clauses[0]
    assert "7.5" in clauses[1]
    assert "6.2" in clauses[2]
    assert "FAIL ua1" in complaints(results)


def test_a_file_that_is_no_pdf_is_an_error(verapdf: Check, tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(b"no PDF")
    [result] = verapdf([path], ("ua1",))
    assert (result.passed, result.failures) == (False, ())
    assert result.error in complaints([result]) != ""


def test_packs_of_a_pool_conform(verapdf: Check, tmp_path: Path) -> None:
    """Their numbers have long gaps, and their fonts more glyphs than they need."""
    sheets = pool()
    binder = Binder(metrics(), design(), sheets)
    paths = []
    for number, places in enumerate(((0,), (39, 4, 0), (3, 20, 39))):
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(binder.bind(chosen([sheets[place] for place in places], "Þórður Ważny")))
    assert complaints(verapdf(paths)) == ""
