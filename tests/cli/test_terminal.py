import io
import json
import sys
import time
from pathlib import Path

import pytest

from packgen.cli import terminal
from packgen.errors import harmless
from tests.cli.conftest import Packgen


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setenv("TERM", "xterm")
    return now


def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Put a screen in place of standard error; pytest puts its own back between fixtures and test."""
    found = Screen()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("COLUMNS", "40")
    return found


def test_quick_work_shows_no_progress(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    written = screen(monkeypatch)
    with terminal.Progress(wanted=True) as progress:
        progress(0, 2, "The rise")
        clock[0] += 0.9
        progress(1, 2, "The fall")
    assert written.getvalue() == ""


def test_work_over_a_second_shows_one_line_that_goes_away(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    written = screen(monkeypatch)
    with terminal.Progress(wanted=True) as progress:
        clock[0] += 1.5
        progress(3, 40, "The rise")
        clock[0] += 0.01
        progress(4, 40, "too soon to show")
        clock[0] += 0.2
        progress(5, 40, "A title much longer than the terminal is wide")
    assert written.getvalue().split("\r") == [
        "",
        "3 of 40: The rise\x1b[K",
        "5 of 40: A title much longer than the t\x1b[K",
        "\x1b[K",
    ]


def test_the_line_goes_away_after_an_error_too(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    written = screen(monkeypatch)
    progress = terminal.Progress(wanted=True)
    clock[0] += 2
    progress(1, 2, "The rise")
    with pytest.raises(RuntimeError), progress:
        raise RuntimeError
    assert written.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("wanted", [True, False])
def test_progress_is_for_terminals_that_want_it(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    stream = io.StringIO() if wanted else Screen()
    monkeypatch.setattr(sys, "stderr", stream)
    with terminal.Progress(wanted=wanted) as progress:
        clock[0] += 5
        progress(1, 2, "The rise")
    assert stream.getvalue() == ""


def test_a_dumb_terminal_is_not_drawn_on(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "dumb")
    with terminal.Progress(wanted=True) as progress:
        clock[0] += 5
        progress(1, 2, "The rise")
    assert screen.getvalue() == ""


@pytest.mark.parametrize(("number", "text"), [(0, "0 pages"), (1, "1 page"), (32, "32 pages"), (1200, "1,200 pages")])
def test_counts_agree_with_their_nouns(number: int, text: str) -> None:
    assert terminal.count(number, "page") == text


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_json_survives_any_encoding_of_the_output(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    terminal.say_json({"title": "Хрущёв – é"})
    stream.flush()
    assert json.loads(stream.buffer.getvalue().decode(encoding)) == {"title": "Хрущёв – é"}


def test_text_survives_any_encoding_of_the_output(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    terminal.prepare()
    terminal.say("Хрущ")
    stream.flush()
    assert stream.buffer.getvalue() == rb"\u0425\u0440\u0443\u0449" + b"\n"


# -- what would command the terminal

NASTY = "\x1b]0;PWNED\x07\x1b[2J\x9b31m\u202e\u2066\x7f\r\u200f"
SHOWN = r"\x1b]0;PWNED\x07\x1b[2J\x9b31m\u202e\u2066\x7f\r\u200f"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (NASTY, SHOWN),
        (
            "Хрущёв – 1953\u00a0AD, soft\u00adhyphen, \u200d\t10³",
            "Хрущёв – 1953\u00a0AD, soft\u00adhyphen, \u200d\t10³",
        ),
        ("one\ntwo", "one\\ntwo"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text: str, shown: str) -> None:
    assert harmless(text) == shown
    assert harmless(text, one_line=False) == shown.replace("\\n", "\n")


def test_whoever_prints_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.prepare()
    terminal.prepare()
    print(NASTY)  # noqa: T201
    print(NASTY, file=sys.stderr)  # noqa: T201
    sys.stdout.writelines([NASTY, "\n"])
    assert capsys.readouterr() == (f"{SHOWN}\n{SHOWN}\n", f"{SHOWN}\n")


def test_json_escapes_it_as_json_does(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.prepare()
    terminal.say_json({NASTY: [NASTY, "Хрущёв", "a\nb"]})
    out = capsys.readouterr().out
    assert harmless(out, one_line=False) == out
    assert json.loads(out) == {NASTY: [NASTY, "Хрущёв", "a\nb"]}
    assert "Хрущёв" in out


def test_nor_does_the_progress_line(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    written = screen(monkeypatch)
    monkeypatch.setenv("COLUMNS", "200")
    terminal.prepare()
    with terminal.Progress(wanted=True) as progress:
        clock[0] += 2
        progress(1, 2, f"{NASTY}\n")
    assert written.getvalue() == f"\r1 of 2: {SHOWN}\\n\x1b[K\r\x1b[K"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_no_name_of_a_file_or_key_commands_it(packgen: Packgen, desk: Path) -> None:
    name = f"{NASTY}\nerror: all is lost"
    shown = f"{SHOWN}\\nerror: all is lost"
    folder = desk / name
    folder.mkdir()
    (folder / f"{name}.yaml").write_text('"\\e[31mkey": "\\e[31m"\n', encoding="utf-8")
    theme = desk / "theme.yaml"
    theme.write_text(f'extends: classic\n"{SHOWN}": x\ncolours: {{"\\e[31mred": "#000000"}}\n', encoding="utf-8")
    for arguments in (
        ["check", "--content", folder],
        ["list", "--content", folder],
        ["list", "--content", folder, "--json"],
        ["build", "--content", folder, "--topics", name],
        ["build", "--content", folder, "--course", name],
        ["build", "--content", desk / f"{name}x", "--topics", "x"],
        ["build", "--topics", "khrushchev", "--theme", theme],
        ["build", "--topics", "khrushchev", "--theme", f"{name}.yaml"],
        ["build", "--topics", "khrushchev", "--profile", name],
        ["build", "--topics", "khrushchev", "-o", folder],
        ["build", "--topics", "khrushchev", "-o", folder / "x.pdf"],
        ["batch", "--roster", folder / name],
        ["cache", "info", "--cache-dir", folder],
        ["new", name],
        [name],
        ["build", f"--{name}"],
    ):
        code, out, err = packgen(*arguments)
        assert harmless(out + err, one_line=False) == out + err
        lines = (out + err).splitlines()
        assert code == 2 or not any(line.startswith("error: all") for line in lines), arguments
        if arguments[0] == "check":
            assert shown in out
