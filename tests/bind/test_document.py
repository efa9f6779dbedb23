from __future__ import annotations

import hashlib
import os
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.bind.document import bind
from packgen.bind.object_ids import FIRST_SHEET, assign_ids, extent
from packgen.bind.serialise import to_chunk
from packgen.pdf.chunk import LocalId, number_of
from packgen.sheet.structure import Element
from tests.support.pages import HandMade, design, faces, pack, plain_sheet
from tests.support.pdf import open_pdf, qpdf_problems, structure_text, tag_tree, unused
from tests.support.sample import learn, sample_pack
from tests.support.validation import page_problems


def test_the_sample_conforms() -> None:
    for date in (None, 1_700_000_000):
        data = bind(sample_pack(date), faces(), design())
        assert page_problems(data) == []
        assert qpdf_problems(data) == []


def test_the_other_papers_and_profiles_conform_too() -> None:
    for look in (design("large-print"), design(paper="letter"), design(single_sided=True)):
        assert page_problems(bind(sample_pack(), faces(look.profile), look)) == []


def test_the_same_pack_is_the_same_bytes_in_any_process() -> None:
    script = (
        "import hashlib, sys\n"
        "from packgen.bind.document import bind\n"
        "from tests.support.pages import design, faces\n"
        "from tests.support.sample import sample_pack\n"
        "sys.stdout.write(hashlib.sha256(bind(sample_pack(), faces(), design())).hexdigest())\n"
    )
    here = hashlib.sha256(bind(sample_pack(), faces(), design())).hexdigest()
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
        )
        assert done.stdout == here


def test_another_title_is_another_file() -> None:
    one, other = (bind(pack(plain_sheet(), title=title), faces(), design()) for title in ("One", "Two"))
    assert open_pdf(one).trailer.ID[0] != open_pdf(other).trailer.ID[0]


def test_the_fragment_of_a_sheet_is_in_any_pack_that_begins_with_it() -> None:
    content = to_chunk(learn(), design()).content
    part = content.fragment(FIRST_SHEET, content.renumber(FIRST_SHEET))
    for made in (pack(learn()), pack(learn(), plain_sheet(), title="Another", edition="", language="fr")):
        assert part.data in bind(made, faces(), design())


def test_the_ids_of_a_sheet_are_all_numbers_of_its_run() -> None:
    sheet = learn()._replace(bare=frozenset({1}), pages=(b"x", b""))
    ids = assign_ids(sheet)
    fields = [ids.node, ids.leaf, LocalId(ids.resources), ids.entry, ids.holder]
    runs = [
        ids.pages,
        ids.contents.values(),
        ids.overlays.values(),
        ids.links,
        ids.fields,
        ids.appearances,
        ids.entries,
        ids.images,
        ids.owners.values(),
        ids.rows,
    ]
    numbers = sorted(number_of(one) for one in [*fields, *(number for run in runs for number in run)])
    assert numbers == list(range(ids.end))
    assert (list(ids.contents), list(ids.overlays)) == ([0], [0])


def test_a_run_has_room_for_a_small_change() -> None:
    assert [extent(needed) for needed in (1, 16, 17, 64, 65, 200, 256, 257)] == [16, 16, 32, 64, 96, 256, 256, 384]
    for needed in range(1, 5000):
        assert needed <= extent(needed) <= needed + max(16, needed // 2)


def test_every_object_is_in_use() -> None:
    assert unused(bind(sample_pack(), faces(), design())) == 0


PAGES = st.lists(st.lists(st.sampled_from(["P", "H2", "Figure", "Span"]), max_size=4), min_size=1, max_size=4)


@settings(max_examples=40)
@given(st.lists(PAGES, min_size=1, max_size=3))
def test_any_sheets_read_back_in_order(shapes: list[list[list[str]]]) -> None:
    expected = ["A pack"]
    sheets = []
    for number, pages in enumerate(shapes):
        made = HandMade()
        for page, tags in enumerate(pages):
            for line, tag in enumerate(tags):
                words = f"{tag} {number} {page} {line}"
                attributes = {"alt": "A picture"} if tag == "Figure" else {}
                made.line(Element(tag, made.root, **attributes), 780 - 20 * line, words)
                expected.append(words)
            made.end_page()
        sheets.append(made.sheet(f"Sheet {number}"))
    data = bind(pack(*sheets), faces(), design())
    assert [text for _, text in structure_text(data)] == expected
    assert qpdf_problems(data) == []
    assert page_problems(data) == []
    assert tag_tree(data).count("\n") >= len(expected)
