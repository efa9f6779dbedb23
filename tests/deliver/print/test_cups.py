"""Printing through a real CUPS: what the printer receives is compared with the file and with what was asked for."""

import re
from pathlib import Path

import pytest

from packgen.deliver.print import jobs
from tests.deliver.print.conftest import A4, Packgen, pdf, write_batch
from tests.support.cups import PrivateCups

TOPIC = """\
schema: 1
id: khrushchev
title: Khrushchev
subject: History
level: A level
sections:
  - id: rise
    title: The rise
    blocks:
      - type: prose
        text: Stalin died in March 1953.
"""


def texts(data: bytes) -> list[str]:
    """Return the words of each page, and check that it is an A4 page."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        found = []
        for page in document:
            assert page.get_size() == pytest.approx(A4, abs=1)
            found.append(page.get_textpage().get_text_range().strip())
        return found


def job_of(out: str) -> str:
    return re.findall(r"^(\S+-\d+)  ", out, re.MULTILINE)[0]


@pytest.mark.parametrize("queue", ["staffroom", "everywhere"])
def test_thirty_stapled_copies_are_one_job_with_all_options(cups: PrivateCups, packgen: Packgen, queue: str) -> None:
    """staffroom has a driver (PPD); everywhere is the same printer through IPP without one."""
    Path("khrushchev.pdf").write_bytes(pdf(3))
    # what somebody saved for this printer wins over IPP's options, unless the driver's are named, too
    saved = Path("home/.cups/lpoptions")
    saved.parent.mkdir(parents=True)
    saved.write_text(f"Dest {queue} PageSize=Letter Duplex=None number-up=2\n", encoding="ascii")
    done = packgen(
        "print", "khrushchev.pdf", "--printer", queue, "--copies", "30", "--sides", "short-edge", "--staple",
        "--cost-a-side", "0.03", "--wait", "20",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert "60 sheets of paper, 90 sides, £2.70" in done.out
    assert f"{job_of(done.out)}  printed" in done.out
    # the second queue hands the job to the first one, which may still be at work on it
    jobs.follow_jobs([status.job for status in jobs.active_jobs()], 20, pytest.fail)
    [got] = cups.received()
    assert (got.title, got.copies) == ("khrushchev", 30)
    wanted = {"sides": "two-sided-short-edge", "media": "A4", "PageSize": "A4", "Duplex": "DuplexTumble",
              "StapleLocation": "UpperLeft", "finishings": "20", "number-up": "1"}  # fmt: skip
    assert {name: got.options.get(name) for name in wanted} == wanted
    assert "collate" in got.options  # all pages of a copy before those of the next
    assert texts(got.pdf) == ["page 1 of 3", "page 2 of 3", "page 3 of 3"]


def test_a_batch_is_printed_in_the_rosters_order_without_names(cups: PrivateCups, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1, 2, 3])
    done = packgen("print", "class-12b", "--printer", "staffroom", "--wait", "20")
    assert (done.code, done.err) == (0, "")
    assert "4 sheets of paper, 6 sides" in done.out
    assert done.out.endswith("3 jobs printed\n")
    got = cups.received()
    assert [one.title for one in got] == [f"khrushchev {place} of 3" for place in (1, 2, 3)]
    assert [texts(one.pdf)[-1] for one in got] == ["row 2 page 1 of 1", "row 3 page 2 of 2", "row 4 page 3 of 3"]
    assert "student" not in repr([(one.title, one.options) for one in got])
    told = cups.run("lpstat", "-l", "-W", "all", "-o")
    assert "student" not in told


def test_rows_of_a_batch_keep_their_numbers_and_names_stand_in_jobs_on_request(
    cups: PrivateCups, packgen: Packgen
) -> None:
    write_batch(Path("class-12b"), [1, 1, 1])
    asked = ["print", "class-12b", "--printer", "staffroom", "--wait", "20", "--rows", "3-4"]
    assert packgen(*asked, "--job-names", "students").code == 0
    assert [one.title for one in cups.received()] == [
        f"student-{x}, khrushchev {n} of 3" for x, n in (("w", 2), ("v", 3))
    ]


def test_a_merged_batch_is_one_job_in_which_each_pack_begins_on_a_new_sheet(
    cups: PrivateCups, packgen: Packgen
) -> None:
    write_batch(Path("class-12b"), [1, 2, 3])
    done = packgen("print", "class-12b", "--printer", "staffroom", "--merged", "--wait", "20")
    assert (done.code, done.err) == (0, "")
    assert "4 sheets of paper, 8 sides" in done.out
    [got] = cups.received()
    assert got.title == "khrushchev 3 packs"
    assert texts(got.pdf) == [
        "row 2 page 1 of 1", "", "row 3 page 1 of 2", "row 3 page 2 of 2",
        "row 4 page 1 of 3", "row 4 page 2 of 3", "row 4 page 3 of 3", "",
    ]  # fmt: skip


def test_topics_are_built_and_printed_and_leave_no_file(cups: PrivateCups, packgen: Packgen) -> None:
    Path("content").mkdir()
    Path("content/khrushchev.yaml").write_text(TOPIC, encoding="utf-8")
    before = sorted(Path().rglob("*"))
    asked = ["print", "--topics", "khrushchev", "--sheets", "learn", "--printer", "staffroom", "--wait", "20"]
    done = packgen(*asked, "--sides", "one-sided")
    assert done.code == 0, done.err
    assert sorted(Path().rglob("*")) == before
    [got] = cups.received()
    assert got.title == "khrushchev"
    assert got.options["Duplex"] == "None"
    assert any("Stalin died in March 1953." in text for text in texts(got.pdf))


def test_a_held_job_prints_when_released_and_not_when_cancelled(cups: PrivateCups, packgen: Packgen) -> None:
    Path("a.pdf").write_bytes(pdf(1))
    asked = ["print", "a.pdf", "--printer", "staffroom", "--hold"]
    held = packgen(*asked)
    first, second = job_of(held.out), job_of(packgen(*asked).out)
    assert f"{first}  held" in held.out
    assert f"packgen print --release {first}" in held.err
    number = second.rpartition("-")[2]
    cancelled = packgen("print", "--cancel", number, "--printer", "staffroom")
    assert (cancelled.code, cancelled.out) == (0, f"{second}  cancelled\n")
    assert packgen("print", "--status").out == f"{first}  held\n"
    assert cups.received() == []
    assert packgen("print", "--release", first).code == 0
    assert jobs.follow_jobs([first], 20, pytest.fail)[first].state == "printed"
    assert [one.title for one in cups.received()] == ["a"]
    status = packgen("print", "--status", first, second)
    assert status.out == f"{first}  printed\n{second}  cancelled\n"
    again = packgen("print", "--cancel", first)
    assert again.code == 10
    assert "completed" in again.err
    assert packgen("print", "--status", "staffroom-99999").code == 10


def test_paper_out_is_told_and_the_job_prints_when_there_is_paper(
    cups: PrivateCups, packgen: Packgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.pdf").write_bytes(pdf(1))
    cups.say("empty")
    done = packgen("print", "a.pdf", "--printer", "staffroom", "--wait", "1")
    assert done.code == 0
    assert "out of paper (media-empty-error)" in done.err
    assert "Not everything is printed yet" in done.err
    job = job_of(done.out)
    assert f"{job}  printing" in done.out
    assert cups.received() == []
    cups.say("empty", on=False)
    assert jobs.follow_jobs([job], 20, lambda _: None)[job].state == "printed"
    assert len(cups.received()) == 1


def test_a_printer_that_stops_is_told_and_what_is_stuck_can_be_cancelled(cups: PrivateCups, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1, 1])
    cups.say("jam")
    done = packgen("print", "class-12b", "--printer", "staffroom", "--wait", "1")
    assert done.code == 0
    assert "it is stopped" in done.err
    stuck = re.findall(r"^(\S+)  waiting", done.out, re.MULTILINE)
    assert len(stuck) == 2
    assert packgen("print", "--cancel", *stuck).code == 0
    assert cups.received() == []


@pytest.mark.parametrize("through", ["address", "socket"])
def test_a_job_that_the_printer_gave_up_is_not_called_printed(
    cups: PrivateCups, packgen: Packgen, monkeypatch: pytest.MonkeyPatch, through: str
) -> None:
    monkeypatch.setenv("CUPS_SERVER", getattr(cups, through))
    write_batch(Path("class-12b"), [1])
    cups.say("broken")
    done = packgen("print", "class-12b", "--printer", "staffroom", "--wait", "20")
    assert done.code == 10
    assert "Row 2 was aborted" in done.err
    assert "packgen print class-12b --rows 2" in done.err
    assert cups.received() == []


def test_a_printer_that_takes_no_jobs_is_told_before_anything_is_sent(cups: PrivateCups, packgen: Packgen) -> None:
    Path("a.pdf").write_bytes(pdf(1))
    cups.run("cupsreject", "-r", "end of term", "staffroom")
    try:
        done = packgen("print", "a.pdf", "--printer", "staffroom")
    finally:
        cups.run("cupsaccept", "staffroom")
    assert (done.code, done.out) == (10, "")
    assert "takes no jobs: end of term" in done.err


def test_printers_are_listed_with_what_they_can_do(cups: PrivateCups, packgen: Packgen) -> None:
    import json

    found = {one["name"]: one for one in json.loads(packgen("printers", "--json").out)["printers"]}
    assert set(found) == {"everywhere", "staffroom"}
    for one in found.values():
        assert one["sides"] == ["one-sided", "long-edge", "short-edge"]
        assert set(one["media"]) == {"A3", "A4", "Letter"}
        assert one["staple"] is True
        assert one["default"] is False
    shown = packgen("printers").out
    assert "staffroom" in shown
    assert "--staple  yes" in shown


def test_what_a_printer_cannot_do_is_refused_before_anything_is_sent(cups: PrivateCups, packgen: Packgen) -> None:
    Path("odd.pdf").write_bytes(pdf(1, size=(300, 300)))
    Path("a.pdf").write_bytes(pdf(1))
    wrong = packgen("print", "odd.pdf", "--printer", "staffroom")
    assert wrong.code == 10
    assert "It has Letter, A4, A3." in wrong.err
    assert "Did you mean" in packgen("print", "a.pdf", "--printer", "stafroom").err
    option = packgen("print", "a.pdf", "--printer", "staffroom", "--option", "Duplex=Both")
    assert "It has None, DuplexNoTumble, DuplexTumble." in option.err
    assert packgen("print", "a.pdf").code == 10  # no printer is the default
    assert cups.run("lpstat", "-o") == ""
    assert cups.received() == []
