from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from packgen.batch.failures import Failure
from packgen.batch.run import BatchOptions, run_batch
from packgen.deliver.mail import binding
from packgen.errors import ContentError, DeliveryError, OutputError
from packgen.options import PackOptions
from tests.deliver.mail.conftest import Bind
from tests.support.mails import ROSTER

MANIFEST = Path("packs/manifest.jsonl")


def told(failures: tuple[Failure, ...]) -> dict[int, str]:
    return {failure.row: failure.problem for failure in failures}


def edit(row: int, **changes: Any) -> None:
    """Change a line of the manifest, as anybody can."""
    lines = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()]
    lines = [line | changes if line["row"] == row else line for line in lines]
    MANIFEST.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines), encoding="utf-8")


def files() -> dict[int, Path]:
    lines = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()]
    return {line["row"]: Path("packs", line["file"]) for line in lines}


def test_each_student_gets_the_pack_that_was_made_for_them(bound: Bind) -> None:
    found = bound()
    assert (found.doubts, found.refused) == ((), ())
    assert [(one.student.row, one.student.first, one.address, one.pack.path.name) for one in found.bound] == [
        (2, "Anna", "anna@school.example", "anna-berg.pdf"),
        (3, "Łukasz", "lukasz@school.example", "lukasz-zolc.pdf"),
        (4, "Zoë-Mae", "zoe@school.example", "zoe-mae-obrien-fi.pdf"),
        (5, "Иван", "ivan@school.example", "ivan-petrov.pdf"),
        (6, "Αλέξανδρος", "alex@school.example", "alexandros-papadopoulos.pdf"),
        (7, "Nguyễn", "anh@school.example", "nguyen-thi-anh-xoa.pdf"),
    ]
    assert len({one.key for one in found.bound}) == 6


def test_rows_that_only_moved_keep_their_packs(bound: Bind) -> None:
    header, *rows = ROSTER.splitlines()
    found = bound("\n".join([header, *reversed(rows)]))
    assert not found.doubts
    assert next((one.student.row, one.pack.entry.row, one.pack.path.name) for one in found.bound) == (
        2, 2, "nguyen-thi-anh-xoa.pdf",
    )  # fmt: skip
    assert [one.student.first for one in found.bound] == ["Nguyễn", "Αλέξανδρος", "Иван", "Zoë-Mae", "Łukasz", "Anna"]


def test_other_columns_may_change(bound: Bind) -> None:
    assert not bound(ROSTER.replace("12B", "13B")).doubts


@pytest.mark.parametrize(
    ("old", "new", "row"), [("lukasz@school", "lukas@school", 3), ("Иван Петров", "Иван Иванов", 5)]
)
def test_a_student_who_changed_since_is_a_doubt(bound: Bind, old: str, new: str, row: int) -> None:
    found = bound(ROSTER.replace(old, new))
    missing, unwanted = (failure.problem for failure in found.doubts if failure.row == row)
    assert "there is no pack for this student" in missing
    assert "made a pack for this row" in unwanted
    assert len(found.bound) == 5


def test_a_row_that_asks_for_something_else_now_is_a_doubt(bound: Bind) -> None:
    rows = ROSTER.replace("name,email,form", "name,email,form,profile").replace("12A", "12A,large-print", 1)
    assert told(bound(rows).doubts) == {
        6: "the row has changed since the batch made its pack. Run packgen batch again with this roster."
    }


def test_rows_that_came_and_went_are_doubts(bound: Bind) -> None:
    rows = ROSTER.replace("Иван Петров,ivan@school.example,12B\n", "Eva New,eva@school.example,12B\n")
    problems = sorted((failure.row, failure.problem.split(":")[0]) for failure in bound(rows).doubts)
    assert problems == [
        (5, "the batch made a pack for this row, and its student is not in the roster as it is now. "
            "Run packgen batch again with this roster."),
        (5, "there is no pack for this student"),
    ]  # fmt: skip


def test_packs_that_are_missing_or_changed_are_doubts(bound: Bind) -> None:
    made = files()
    made[3].unlink()
    made[4].write_bytes(made[4].read_bytes()[:-1] + b" ")
    shutil.copy(made[5], made[2])
    made[6].unlink()
    made[6].symlink_to(made[7].name)
    found = bound()
    assert set(told(found.doubts)) == {2, 3, 4, 6}
    assert (
        told(found.doubts)[3]
        == told(found.doubts)[2]
        == ("the pack is missing, or is not the file that the batch made. Run packgen batch again with this roster.")
    )
    assert told(found.doubts)[6].startswith("The pack of row 6 in packs cannot be read: ")
    assert not [name for name in ("zoe", "alex", "anna") if name in str(found.doubts)]


def test_a_manifest_that_mixes_up_two_packs_is_found_out_by_their_names(bound: Bind) -> None:
    """Files and digests fit each other, and belong to others: only what is printed in them can tell."""
    lines = {line["row"]: line for line in map(json.loads, MANIFEST.read_text(encoding="utf-8").splitlines())}
    own = ("file", "sha256", "bytes")
    for row, other in ((2, 3), (3, 2)):
        edit(row, **{name: lines[other][name] for name in own})
    problem = told(bound().doubts)
    assert set(problem) == {2, 3}
    assert problem[2].startswith("the name that is printed in the pack is not the name in the row.")


def test_one_address_for_two_is_a_doubt_unless_allowed(desk: Path, bound: Bind) -> None:
    roster = "name,email\nAnna Berg,home@school.example\nBen Berg,HOME@school.example\n"
    Path("12b.csv").write_text(roster)
    shutil.rmtree("packs")
    batch("12b.csv")
    assert told(bound().doubts) == {
        3: "email: row 2 has the same address. Mend one of them, or allow it with --shared-address."
    }
    assert [one.student.first for one in bound(shared=True).bound] == ["Anna", "Ben"]


def batch(roster: str, **options: Any) -> None:
    defaults = PackOptions(topics=("stalin",), no_cache=True, sheets=("learn",), **options)
    run_batch(BatchOptions(Path(roster), Path("packs"), defaults))


def test_what_is_wrong_with_one_row_costs_only_that(desk: Path, bound: Bind) -> None:
    rows = ["name,email,topics", "Anna,anna@school.example,", "Ben,,", "Cat,c@elsewhere.example,", "Dan,d@b,",
            "Eve,e@school.example,nothing", ",f@school.example,", "Gus,no address,",
            'Hal,"h@school.example,x@y.example",',
            "محمد,m@school.example,"]  # fmt: skip
    Path("12b.csv").write_text("\n".join(rows), encoding="utf-8")
    shutil.rmtree("packs")
    batch("12b.csv")
    found = bound("", "school.example")
    assert not found.doubts
    assert [one.student.first for one in found.bound] == ["Anna"]
    problems = told(found.refused)
    assert set(problems) == {3, 4, 5, 6, 7, 8, 9, 10}
    assert problems[3].startswith("email: there is no address.")
    assert problems[4].startswith("email: the address is not at school.example.")
    assert problems[5].startswith("email: what stands after the @ is no domain.")
    assert problems[6].startswith('its pack could not be made: topics: there is no topic "nothing"')
    assert problems[7].startswith("name: there is no name.")
    assert problems[8] == "email: this is no address. Write one such as anna@school.example, or nothing."
    assert problems[10].startswith("its pack could not be made: name: the name has a character")
    assert not [word for word in ("elsewhere", "Hal", "x@y", "anna@b") if word in str(problems)]


def test_students_alike_but_for_the_edition_get_their_own(desk: Path, bound: Bind) -> None:
    Path("12b.csv").write_text("name,email,edition\nAnna,a@school.example,student\nAnna,a@school.example,\n")
    shutil.rmtree("packs")
    batch("12b.csv", edition="teacher")
    found = bound(shared=True)
    assert not found.doubts
    assert [one.pack.path.name for one in found.bound] == ["anna.pdf", "anna-teacher.pdf"]


def test_packs_of_students_who_left_before_the_batch_are_nobodys_business(desk: Path, bound: Bind) -> None:
    Path("12b.csv").write_text("\n".join(ROSTER.splitlines()[:3]), encoding="utf-8")
    batch("12b.csv")
    assert len(list(Path("packs").glob("*.pdf"))) == 6
    assert [one.student.row for one in bound().bound] == [2, 3]


def test_a_pack_that_is_not_made_yet_costs_its_row(bound: Bind) -> None:
    edit(4, sha256=None)
    found = bound()
    assert told(found.refused) == {4: "its pack is not made yet. Run packgen batch again with this roster."}
    assert not found.doubts


def test_a_pack_too_large_for_mail_costs_its_row(bound: Bind, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(4, bytes=18_000_001)
    assert told(bound().refused)[4].startswith("its pack has more than 18 MB")
    edit(4, bytes=2_100_001)
    assert told(bound(largest=2_100_000).refused)[4].startswith("its pack has more than 2.1 MB")


def test_packs_of_earlier_versions_have_to_be_made_again(bound: Bind) -> None:
    edit(4, cells=None)
    with pytest.raises(DeliveryError, match=r"from an earlier version of packgen.* Run packgen batch again"):
        bound()


def test_without_pypdfium2_it_says_what_to_install(bound: Bind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DeliveryError, match=r'pip install "packgen\[mail\]"'):
        bound()


def test_a_roster_that_cannot_be_read_is_told_as_a_batch_does(bound: Bind) -> None:
    with pytest.raises(ContentError, match='no column is called "name"'):
        bound("who,email\nAnna,a@b.c\n")
    Path("12b.csv").unlink()
    with pytest.raises(OutputError, match=r"The roster 12b\.csv cannot be read"):
        bound()


def test_progress_names_rows(desk: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    binding.bind(Path("packs"), Path("12b.csv"), progress=lambda *told: seen.append(told))
    assert seen[0] == (0, 6, "row 2")
    assert seen[-1] == (5, 6, "row 7")
