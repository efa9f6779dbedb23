"""The tools of CUPS as scripts that print what real ones printed, or fail."""

import io
import os
import sys
from pathlib import Path

import pytest

from packgen.batch import manifest
from packgen.deliver.print import cups, documents, send
from packgen.deliver.print.documents import PrintDocument
from packgen.deliver.print.jobs import JobState, follow_jobs, parsed_jobs
from packgen.deliver.print.media import PaperSize, paper_size
from packgen.deliver.print.queues import parsed_state
from packgen.deliver.print.rows import describe_rows, parsed_rows
from packgen.deliver.print.send import SentDocument
from packgen.errors import DeliveryError, UsageProblem
from packgen.imposition.impose import impose
from packgen.imposition.source import open_source
from tests.deliver.print.conftest import Packgen, pdf, write_batch
from tests.support.batchfolder import small_pdf

DISABLED = """\
printer staffroom disabled since Sun Nov 29 07:03:46 2026 -
	Toner low
	Form mounted:
	Description: Staff room
	Alerts: media-empty-error paused
	Location: first floor
"""
JOBS = """\
staffroom-12            root              3072   Sun Nov 29 07:03:45 2026
	Status: 
	Alerts: job-canceled-by-user
	queued for staffroom
staffroom-7             root              3072   Sun Nov 29 07:03:45 2026
	Status: 
	Alerts: processing-to-stop-point
	queued for staffroom
"""
"""Captured from CUPS 2.4."""

LP = """\
#!/bin/sh
cd {folder}
echo x >>calls
n=$(wc -l <calls)
for argument; do printf '%s\\n' "$argument"; done >"lp.$n"
cat >"lp.$n.pdf"
[ "$n" -ge {fails} ] && {{ echo 'lp: Destination "staffroom" is not accepting jobs.' >&2; exit 1; }}
echo "request id is staffroom-$n (0 file(s))"
"""
LPSTAT = """\
#!/bin/sh
case "$1" in
  -r) echo "scheduler is running" ;;
  -e) printf '%s\\n' staffroom -hostile 'two words' ;;
  -d) echo "system default destination: staffroom" ;;
  -H) echo "127.0.0.1:1" ;;
esac
"""
LPOPTIONS = """\
#!/bin/sh
echo 'PageSize/Media Size: *Letter A4'
echo 'Duplex/Sides: *None DuplexNoTumble'
"""


@pytest.fixture
def tools(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tools, which are all that there are; lp fails from its third call on."""
    folder = desk / "tools"
    folder.mkdir()
    for name, text in (("lp", LP.format(folder=folder, fails=3)), ("lpstat", LPSTAT), ("lpoptions", LPOPTIONS)):
        (folder / name).write_text(text, encoding="ascii")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))
    return folder


def test_a_batch_that_stops_in_the_middle_says_which_rows_are_with_the_printer(tools: Path, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1, 2, 1, 1])
    done = packgen("print", "class-12b", "--wait", "0")
    assert done.code == 11
    assert "Rows 2-3 are with the printer (staffroom-1 to staffroom-2); rows 4-5 are not" in done.err
    assert "is not accepting jobs" in done.err
    assert "packgen print class-12b --rows 4-5" in done.err
    assert (tools / "lp.2").read_text(encoding="utf-8").splitlines()[-2:] == ["-tkhrushchev 2 of 4", "-"]
    assert "student" not in "".join(path.read_text("utf-8") for path in tools.glob("lp.?"))
    assert (tools / "lp.1.pdf").read_bytes() == pdf(1, "row 2 page")


def test_rows_without_a_pack_are_left_out_and_end_with_11(tools: Path, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1], unmade=2)
    done = packgen("print", "class-12b", "--wait", "0")
    assert done.code == 11
    assert "Rows 3-4 have no pack" in done.err
    assert packgen("print", "class-12b", "--rows", "9").code == 10


def test_changed_packs_are_told_all_at_once_and_nothing_is_sent(tools: Path, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1, 1, 1])
    for path in sorted(Path("class-12b").glob("*.pdf"))[:2]:
        path.write_bytes(path.read_bytes() + b"\n")
    done = packgen("print", "class-12b")
    assert done.code == 10
    assert "rows 3-4" in done.err
    assert not list(tools.glob("lp.*"))


def test_much_paper_needs_a_yes(tools: Path, packgen: Packgen, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.pdf").write_bytes(pdf(2))
    exactly = packgen("print", "a.pdf", "--copies", "200", "--wait", "0")
    assert exactly.code == 0
    more = packgen("print", "a.pdf", "--copies", "201")
    assert more.code == 10
    assert "--yes" in more.err
    assert packgen("print", "a.pdf", "--copies", "201", "--yes", "--wait", "0").code == 0
    assert packgen("print", "a.pdf", "--copies", "201", "--dry-run").code == 0
    assert len(list(tools.glob("lp.?"))) == 2
    sent = (tools / "lp.1").read_text(encoding="utf-8").splitlines()
    assert {"-dstaffroom", "-n200", "-ta", "-omedia=A4", "-oPageSize=A4", "-osides=two-sided-long-edge",
            "-oDuplex=DuplexNoTumble"} <= set(sent)  # fmt: skip


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_much_paper_is_asked_for(
    tools: Path, packgen: Packgen, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    Path("packgen.toml").write_text("[print]\nsheets-to-ask = 10\ncost-a-side = 0.1\n", encoding="utf-8")
    Path("a.pdf").write_bytes(pdf(1))
    done = packgen("print", "a.pdf", "--copies", "11", "--wait", "0")
    assert "Print 11 sheets?" in done.err
    assert "11 sheets of paper, 11 sides, £1.10" in done.out
    assert (done.code, len(list(tools.glob("lp.?")))) == ((0, 1) if answer == "y" else (10, 0))


def test_a_pack_of_a_batch_named_by_its_file_shows_no_name_either(tools: Path, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1, 1])
    Path("class-12b/student-w.print.pdf").write_bytes(pdf(1))
    for number, name in enumerate(("student-w.pdf", "student-w.print.pdf"), 1):
        assert packgen("print", f"class-12b/{name}", "--wait", "0").code == 0
        told = (tools / f"lp.{number}").read_text(encoding="utf-8")
        assert "-tkhrushchev 2 of 2" in told
        assert "student" not in told


def test_a_pack_that_no_row_asks_for_any_more_shows_no_name_either(tools: Path, packgen: Packgen) -> None:
    write_batch(Path("class-12b"), [1, 1])
    entries = manifest.read(Path("class-12b"))
    manifest.write(Path("class-12b"), [one._replace(row=None) if one.row == 3 else one for one in entries.values()])
    assert packgen("print", "class-12b/student-w.pdf", "--wait", "0").code == 0
    assert "-tA pack of khrushchev" in (tools / "lp.1").read_text(encoding="utf-8")


def test_an_imposed_file_is_turned_over_the_edge_that_it_is_laid_out_for(tools: Path, packgen: Packgen) -> None:
    source = open_source(small_pdf(5), "small.pdf")
    Path("long.print.pdf").write_bytes(impose(source, "a4", "long-edge").data)
    Path("short.print.pdf").write_bytes(impose(source, "a4", "short-edge").data)
    assert packgen("print", "long.print.pdf", "--wait", "0").code == 0
    assert "-osides=two-sided-long-edge" in (tools / "lp.1").read_text(encoding="utf-8")
    other = packgen("print", "short.print.pdf", "--sides", "long-edge")
    assert (other.code, "laid out for --sides short-edge" in other.err) == (2, True)
    assert "cannot print on both sides, turned over the short edge" in packgen("print", "short.print.pdf").err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--sides", "three-sided"], 2, "long-edge"),
        (["--sides", "short-edge"], 10, "Choose --sides one-sided or --sides long-edge"),
        (["--staple"], 10, "no stapler"),
        (["--merged", "--staple"], 2, "together"),
        (["--option", "InputSlot"], 2, "NAME=CHOICE"),
        (["--option", "InputSlot=Tray2"], 10, "It has PageSize, Duplex."),
        (["--job-names", "all"], 2, "numbers or students"),
        (["--rows", "2"], 2, "folder of a batch"),
        (["--printer", "two words"], 10, "There is no printer"),
        (["--cost-a-side", "-1"], 2, "--cost-a-side"),
        (["--topics", "khrushchev"], 2, "Name one file"),
        (["--status", "--cancel"], 2, "do not go together"),
    ],
)
def test_what_cannot_be_is_refused(tools: Path, packgen: Packgen, arguments: list[str], code: int, told: str) -> None:
    Path("a.pdf").write_bytes(pdf(1))
    done = packgen("print", "a.pdf", *arguments)
    assert done.code == code
    assert told in done.err
    assert not list(tools.glob("lp.*"))


def test_a_printer_whose_name_begins_with_a_stroke_is_only_a_name(tools: Path, packgen: Packgen) -> None:
    Path("a.pdf").write_bytes(pdf(1))
    assert packgen("print", "a.pdf", "--printer=-hostile", "--wait", "0").code == 0
    assert "-d-hostile" in (tools / "lp.1").read_text(encoding="utf-8").splitlines()


def test_without_cups_it_says_what_to_install(desk: Path, packgen: Packgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk))
    monkeypatch.setattr(cups, "_ALSO", ())
    done = packgen("printers")
    assert done.code == 10
    assert "sudo apt install cups" in done.err


def test_on_windows_the_file_is_opened_and_nothing_is_called_printed(
    tools: Path, packgen: Packgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("packgen.cli.printing.on_windows", lambda: True)
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    Path("a.pdf").write_bytes(pdf(1))
    done = packgen("print", "a.pdf", "--copies", "3", "--staple")
    assert done.code == 10
    assert opened == [Path("a.pdf")]
    assert "Not printed yet" in done.err
    assert "flip on long edge; copies 3, collated; black and white; staple top left" in done.err
    write_batch(Path("class-12b"), [1, 1])
    assert "--merged" in packgen("print", "class-12b").err
    assert len(opened) == 1
    assert not list(tools.glob("lp.*"))


def test_ctrl_c_hands_over_the_job_in_hand_and_says_how_to_go_on(
    tools: Path, packgen: Packgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(options: list[str], title: str, data: bytes) -> str:
        if title.startswith("khrushchev 2"):
            raise KeyboardInterrupt("staffroom-2")
        return "staffroom-1"

    monkeypatch.setattr(send, "send_job", stopped)
    write_batch(Path("class-12b"), [1, 1, 1])
    done = packgen("print", "class-12b")
    assert done.code == 130
    assert "Rows 2-3 are with the printer (staffroom-1 to staffroom-2); rows 4 are not." in done.err
    assert "--rows 4" in done.err


def test_lp_that_is_interrupted_finishes_its_job(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = desk / "lp"
    tool.write_text(
        f"#!{sys.executable}\nimport os, signal, sys, time\nos.kill(os.getppid(), signal.SIGINT)\ntime.sleep(0.1)\n"
        "print('request id is q-1 (0 file(s))', len(sys.stdin.buffer.read()))\n",
        encoding="utf-8",
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{desk}:{os.environ['PATH']}")
    with pytest.raises(KeyboardInterrupt) as stopped:
        cups.run_tool("lp", data=b"x" * 1_000_000)
    assert stopped.value.args[0].out == "request id is q-1 (0 file(s)) 1000000\n"


def test_the_state_of_a_printer_is_read() -> None:
    state = parsed_state(DISABLED.splitlines(), ["staffroom accepting requests since Sun Nov 29 07:03:42 2026"])
    assert state.troubles == ("it is stopped (Toner low)", "it is out of paper (media-empty-error)")
    assert (state.stopped, state.accepting, state.about) == (True, True, "Staff room, first floor")
    assert parsed_state([], []).troubles == ()


def test_a_job_of_which_lpstat_does_not_say_how_it_ended_is_not_called_printed() -> None:
    seven, twelve = parsed_jobs(JOBS, ended=True)
    assert (seven.job, seven.state) == ("staffroom-7", JobState.ENDED)
    assert (twelve.job, twelve.state) == ("staffroom-12", JobState.CANCELED)


def test_following_ends_when_nothing_happens(tools: Path) -> None:
    times = iter(range(100))
    jobs = follow_jobs(["staffroom-1"], 3, pytest.fail, clock=lambda: next(times), sleep=lambda _: None)
    assert jobs["staffroom-1"].state is JobState.GONE


@pytest.mark.parametrize(
    ("pages", "size"),
    [
        ([(595.276, 841.89)], PaperSize("A4", False)),
        ([(1190.55, 841.89)], PaperSize("A3", True)),
        ([(612, 792), (612, 792), (595, 842)], PaperSize("Letter", False)),
        ([(400, 300)], PaperSize("Custom.106x141mm", True)),
    ],
)
def test_the_paper_is_that_of_most_pages(pages: list[tuple[float, float]], size: PaperSize) -> None:
    assert paper_size(pages) == size


def test_rows_are_read_as_they_are_told() -> None:
    assert parsed_rows("12-14, 30") == {12, 13, 14, 30}
    assert describe_rows([30, 12, 13, 14]) == "12-14,30"
    for wrong in ("", "x", "5-3", "1-9999999", "-3"):
        with pytest.raises(UsageProblem, match="--rows"):
            parsed_rows(wrong)


def test_names_of_jobs_are_one_harmless_line() -> None:
    assert documents.job_title("a\x1b[2J\n b" + "c" * 200) == ("a\\x1b[2J\\n b" + "c" * 200)[:100]


def test_a_pack_that_changes_while_others_are_sent_stops_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed() -> bytes:
        raise DeliveryError("The pack of row 3 has changed.")

    monkeypatch.setattr(send, "send_job", lambda *_: "q-1")
    size = PaperSize("A4", False)
    packs = [PrintDocument("a", 1, size, (2,), lambda: b""), PrintDocument("b", 1, size, (3,), changed)]
    told: list[SentDocument] = []
    run = send.send_documents(packs, [], told.append)
    assert [one.job for one in run.sent] == ["q-1"]
    assert [one.title for one in run.left] == ["b"]
    assert str(run.problem) == "The pack of row 3 has changed."
    assert told == list(run.sent)
