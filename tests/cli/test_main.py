"""How a run ends: exit codes, messages, tracebacks, signals. In real processes, because that is where it matters."""

import ctypes
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from packgen import __version__
from packgen import build as press
from packgen.cli.exits import exit_codes
from packgen.errors import PackgenError
from tests.cli.conftest import Packgen

SPECIMENS = Path(__file__).resolve().parents[2] / "docs" / "specimens"
PACKGEN = [sys.executable, "-c", "from packgen.cli.main import run; run()"]


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PACKGEN, *arguments], cwd=cwd, env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_the_version_is_shown(packgen: Packgen) -> None:
    assert packgen("--version") == (0, f"packgen {__version__}\n", "")


def test_help_lists_commands_and_exit_codes(packgen: Packgen) -> None:
    text = packgen("--help").out
    for command in ("build", "list", "check", "new", "schema"):
        assert f"\n  {command} " in text
    for code, meaning in exit_codes().items():
        assert f"\n  {code:5}  {meaning}\n" in text


def test_every_command_has_a_line_of_help_that_is_not_cut(packgen: Packgen) -> None:
    assert "..." not in packgen("--help").out.split("Commands:")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["buidl"], "No such command 'buidl'. Did you mean 'build'?"),
        (["build", "--topic"], "No such option: --topic"),
        (["build", "--topics"], "Option '--topics' requires an argument."),
        (["list", "extra"], "unexpected extra argument"),
    ],
)
def test_a_command_line_that_makes_no_sense_ends_with_2(packgen: Packgen, arguments: list[str], message: str) -> None:
    outcome = packgen(*arguments)
    assert outcome.code == 2
    assert message in outcome.err


@pytest.mark.parametrize("kind", PackgenError.__subclasses__())
def test_each_kind_of_error_ends_with_its_code_and_message(
    packgen: Packgen, monkeypatch: pytest.MonkeyPatch, kind: type[PackgenError]
) -> None:
    told = {"ContentError": "", "LayoutError": "This block is too tall. Divide it."}
    expected = told.get(kind.__name__, "What is wrong, and what to do.")
    arguments: dict[str, list[Any]] = {"ContentError": [[]], "LayoutError": ["is too tall.", "Divide it."]}
    raised = kind(*arguments.get(kind.__name__, [expected]))

    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(press, "build", fail)
    outcome = packgen("build", "--topics", "x")
    assert outcome.code == kind.exit_code
    assert outcome.out == ""
    assert outcome.err == f"{expected}\n"


def test_ctrl_c_ends_with_130(packgen: Packgen, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(press, "build", interrupt)
    assert packgen("build", "--topics", "x") == (130, "", "")


def test_a_bug_keeps_its_traceback(tmp_path: Path) -> None:
    code = (
        "from packgen import build\n"
        "from packgen.cli.main import run\n"
        "def build_(*_): raise ZeroDivisionError('a bug')\n"
        "build.build = build_\n"
        "run(['build', '--topics', 'x'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("ZeroDivisionError: a bug\n")


def test_what_a_user_can_cause_has_no_traceback(broken: Path) -> None:
    done = process("check", cwd=broken.parent.parent)
    assert done.returncode == 3
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes")
@pytest.mark.parametrize(
    "arguments", [["list"], ["schema"], ["build", "--topics", "khrushchev", "-o", "-"]], ids=" ".join
)
def test_a_reader_that_goes_away_ends_it_quietly(desk: Path, arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen([*PACKGEN, *arguments], cwd=desk, stdout=write, stderr=subprocess.PIPE) as running:
        os.close(write)
        _, err = running.communicate()
    assert err == b""
    assert running.returncode == -signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--json"],
        ["schema"],
        ["check"],
        ["build", "--topics", "khrushchev"],
        ["--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_output_that_cannot_be_written_is_said_so(desk: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PACKGEN, *arguments], cwd=desk, stdout=full, stderr=subprocess.PIPE, check=False)
    message = b"standard output cannot be written: the disk is full. Free some space, or write to another disk.\n"
    assert (done.returncode, done.stderr) == (7, message)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that somebody is in")
def test_a_folder_that_is_gone_is_said_so(desk: Path) -> None:
    code = "import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); " + PACKGEN[2]
    command = [sys.executable, "-c", code, "build", "--content", str(desk / "content"), "--topics", "khrushchev"]
    done = subprocess.run(command, cwd=desk, capture_output=True, check=False)
    message = b"The folder that you are in does not exist any more. Change to another.\n"
    assert (done.returncode, done.stderr) == (7, message)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such shell")
@pytest.mark.parametrize(
    ("arguments", "code"), [("list", 0), ("build --topics khrushchev", 0), ("build --topics nope", 4), ("check", 0)]
)
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_streams_may_be_closed(desk: Path, arguments: str, code: int, closed: str) -> None:
    command = f"{shlex.join(PACKGEN)} {arguments} {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=desk, capture_output=True, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr


def test_output_in_another_encoding_is_no_reason_to_fail(desk: Path) -> None:
    path = desk / "content" / "russia" / "khrushchev.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("in power", "(Хрущёв)"), encoding="utf-8")
    done = process("list", cwd=desk, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert rb"Khrushchev (\u0425" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_a_real_ctrl_c_leaves_no_half_file(desk: Path) -> None:
    code = (
        "import signal, time\n"
        "from packgen import files\n"
        "from packgen.cli.main import run\n"
        "def slow(_):\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "files.os.fsync = slow\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a job in the background\n"
        "run(['build', '--topics', 'khrushchev'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "writing\n"
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert err == ""
    assert list((desk / "packs").iterdir()) == []


def test_two_processes_make_the_same_bytes(desk: Path) -> None:
    packs = []
    for seed in ("1", "2"):
        done = process(
            "build", "--topics", "khrushchev,cold-war", "-o", "-", cwd=desk, PYTHONHASHSEED=seed, TZ=f"A-{seed}"
        )
        assert done.returncode == 0
        packs.append(done.stdout)
        time.sleep(0.01)
    assert packs[0] == packs[1]


def test_settings_of_others_change_no_byte(desk: Path) -> None:
    command = ("build", "--content", str(SPECIMENS), "--topics", "statistics", "-o", "-")
    packs = [
        process(*command, cwd=desk, **settings)
        for settings in ({"RL_invariant": "0"}, {"RL_invariant": "1"}, {"PYTHONOPTIMIZE": "2"}, {"LC_ALL": "C"})
    ]
    assert {pack.returncode for pack in packs} == {0}
    assert len({pack.stdout for pack in packs}) == 1


def test_python_without_docstrings_will_do(desk: Path) -> None:
    for command in ("--help", "list", "check", "schema"):
        assert process(command, cwd=desk, PYTHONOPTIMIZE="2").returncode == 0


# -- signals


def ended_by(number: int, at: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run packgen's own entry with a signal that comes at some place in the code."""
    code = (
        "import os, signal, sys\n"
        "from packgen import __main__\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a job in the background\n"
        "signal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
        f"def strike(*_): os.kill(os.getpid(), {int(number)})\n"
        f"{at}\n"
        f"sys.argv[1:] = {list(arguments)!r}\n"
        "__main__.main()\n"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


WHILE_IMPORTING = """
class Finder:
    def find_spec(self, name, *_):
        if name == {name!r}:
            sys.meta_path.remove(self)
            strike()
sys.meta_path.insert(0, Finder())
"""

WHILE_A_CLASS_IS_MADE = """
from packgen import build
def build_(*_):
    class Descriptor:
        def __set_name__(self, *_): strike()
    class Made:
        made = Descriptor()
build.build = build_
"""

WHILE_WRITING = "from packgen import files\nfiles.os.fsync = strike"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize(
    "at",
    [
        *(WHILE_IMPORTING.format(name=name) for name in ("packgen.cli.main", "typer", "packgen.build", "reportlab")),
        WHILE_A_CLASS_IS_MADE,
        WHILE_WRITING,
    ],
    ids=["first", "typer", "build", "reportlab", "class", "writing"],
)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_quietly_and_leaves_nothing(desk: Path, at: str, number: int, code: int) -> None:
    done = ended_by(number, at, "build", "--topics", "khrushchev", "--no-cache", cwd=desk)
    if number == signal.SIGTERM and at == WHILE_IMPORTING.format(name="packgen.cli.main"):
        code = -number  # nothing is written yet
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    assert not (desk / "packs").exists() or list((desk / "packs").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_what_a_kill_leaves_behind_is_cleared_by_the_next_build(desk: Path) -> None:
    done = ended_by(signal.SIGKILL, WHILE_WRITING, "build", "--topics", "khrushchev", cwd=desk)
    assert done.returncode == -signal.SIGKILL
    [part] = (desk / "packs").iterdir()
    assert part.name.endswith(".part")
    assert process("build", "--topics", "khrushchev", cwd=desk).returncode == 0
    assert [path.name for path in (desk / "packs").iterdir()] == ["khrushchev.pdf"]


# -- odd surroundings


@pytest.mark.parametrize("home", ["/dev/null", "", "/nonexistent", "/proc", "~", "/" + "x" * 5000])
def test_any_home_will_do(desk: Path, home: str) -> None:
    command = ("build", "--content", str(SPECIMENS), "--topics", "statistics", "-o", "statistics.pdf")
    for more in ((), ("--no-cache",)):
        done = process(*command, *more, cwd=desk, HOME=home)
        assert (done.returncode, done.stderr) == (0, b"")


def test_no_settings_of_reportlab_are_run(desk: Path) -> None:
    for name in (".reportlab_settings", ".reportlab_mods", "reportlab_settings.py", "reportlab_mods.py"):
        (desk / name).write_text("print('run')\nraise ValueError", encoding="utf-8")
    done = process(
        "build", "--topics", "khrushchev", "--no-cache", "-q", cwd=desk, HOME=str(desk), PYTHONPATH=str(desk)
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has a folder that its user may be in so")
@pytest.mark.parametrize(
    "arguments", ["list", "check", "check x.yaml", "build --topics khrushchev", "new x", "batch --roster r.csv"]
)
def test_a_working_folder_that_may_not_be_searched_is_said_so(tmp_path: Path, arguments: str) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()

    def enter() -> None:
        os.chdir(closed)
        if os.getuid() == 0:
            os.chown(closed, 12345, -1)
            closed.chmod(0o700)
            for may_do_without_permission in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
                ctypes.CDLL(None).prctl(24, may_do_without_permission)  # PR_CAPBSET_DROP: after exec it is gone
        else:
            closed.chmod(0)

    environment = {name: value for name, value in os.environ.items() if name != "PACKGEN_CONTENT"}
    done = subprocess.run(
        [*PACKGEN, *arguments.split()], preexec_fn=enter, env=environment, capture_output=True, text=True, check=False
    )
    closed.chmod(0o700)
    if done.returncode in (0, 4) or "does not exist" in done.stderr:
        pytest.skip("this user may search any folder")
    assert "Traceback" not in done.stderr
    assert done.returncode == 7
    assert "permission denied. Check the permissions of the folder that you are in" in done.stderr
