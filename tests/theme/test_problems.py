"""Broken themes and profiles in, exact messages out."""

import contextlib
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.errors import ThemeError, UnknownNameError
from packgen.theme import roles
from packgen.theme.contrast import contrast
from packgen.theme.design import load_design
from packgen.theme.scalars import RefusedValue, a_colour, a_length, a_size, a_weight

SHIPPED = Path(__file__).parents[2] / "packgen" / "theme"

VALUES = [
    "",
    "{}",
    "[]",
    "x",
    "0",
    "1",
    "24",
    "0mm",
    "5mm",
    "300mm",
    "9pt",
    "'#FFFFFF'",
    "'#000000'",
    "{a: b}",
    "[a, b]",
]


def message(folder: Path, monkeypatch: pytest.MonkeyPatch, *, theme: str = "", profile: str = "") -> list[str]:
    """Return the lines of the message about files whose text follows that of what is shipped."""
    monkeypatch.chdir(folder)
    Path("t.yaml").write_text("extends: classic\n" + theme, encoding="utf-8")
    Path("p.yaml").write_text("extends: standard\n" + profile, encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_design("t.yaml", "p.yaml")
    assert caught.value.exit_code == 8
    return str(caught.value).splitlines()


def told(lines: list[str]) -> list[str]:
    """Return the lines of a message without its excerpts."""
    return [line for line in lines if not line.startswith("    ")]


def examples(kind: str) -> list[tuple[str, str]]:
    """Return pairs of text and message from one part of messages.txt."""
    parts = Path(__file__).with_name("messages.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    part = next(part for part in parts if part.startswith(f"{kind}\n")).split("\n", 1)[1]
    pairs = [block.split("\n> ") for block in part.strip().split("\n\n")]
    return [(text, expected) for text, expected in pairs]


@pytest.mark.parametrize(("text", "expected"), examples("theme"))
def test_a_theme_with_one_problem(text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(message(tmp_path, monkeypatch, theme=text)) == [f"t.yaml:{expected}"]


@pytest.mark.parametrize(("text", "expected"), examples("profile"))
def test_a_profile_with_one_problem(text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(message(tmp_path, monkeypatch, profile=text)) == [f"p.yaml:{expected}"]


@pytest.mark.parametrize(("text", "expected"), examples("alone"))
def test_a_file_that_is_no_theme(text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_design("t.yaml")
    assert told(str(caught.value).splitlines()) == [f"t.yaml:{expected}"]


def test_a_profile_that_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("- standard\n", encoding="utf-8")
    with pytest.raises(ThemeError, match=r'a profile is a mapping\. Begin with a line such as "extends: standard"\.'):
        load_design(profile=str(path))


def test_a_length_beyond_all_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = told(message(tmp_path, monkeypatch, profile=f"lengths: {{half: {'9' * 400}mm}}"))
    assert f'"{"9" * 59}…" is not a length from 0 to 5 metres.' in line


def test_the_line_is_shown_with_a_caret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert message(tmp_path, monkeypatch, theme="colours:\n    ink: red\n")[1:] == [
        "    ink: red",
        "         ^",
    ]


def test_all_problems_of_both_files_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = sum(style.size < 10 for style in load_design().styles.values())
    theme = "colours: {ink: '#777777', soft: grey}\nrules: {bx: {weight: 1pt}}\nfaces: {body: {colour: blue}}\n"
    profile = "lengths: {half: much, smallest: 10pt}\ngrid: {main: 5}\nfamilies: {text: [times]}\n"
    places = [line.split(": ", 2)[:2] for line in told(message(tmp_path, monkeypatch, theme=theme, profile=profile))]
    assert places == [
        ["p.yaml:2:17", "lengths, half"],
        *[["p.yaml:2:33", "lengths, smallest"]] * small,
        ["p.yaml:3:7", "grid"],
        ["p.yaml:4:19", "families, text"],
        ["t.yaml:2:16", "colours, ink"],
        ["t.yaml:2:33", "colours, soft"],
        ["t.yaml:3:9", "rules, bx"],
        ["t.yaml:4:24", "faces, body, colour"],
    ]


def test_a_paper_that_is_too_dark_is_told_for_every_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(message(tmp_path, monkeypatch, theme="colours: {paper: '#808080'}"))
    assert [line.split(" on ")[0] for line in lines] == [
        "t.yaml:2:18: colours, paper: ink #1A1A1A",
        "t.yaml:2:18: colours, paper: soft #333333",
        "t.yaml:2:18: colours, paper: accent #7A1C27",
    ]


def test_a_ratio_is_cut_so_that_it_never_reads_as_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert contrast("#595959", "#FFFFFF") == pytest.approx(7.00, abs=0.005)
    (line,) = told(message(tmp_path, monkeypatch, theme="colours: {soft: '#5A5A5A'}"))
    assert "a contrast of 6.89:1" in line


def test_what_is_missing_is_told_once_for_each_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text("colours: {ink: '#000000', paper: '#FFFFFF'}\nfaces: {}\n", encoding="utf-8")
    Path("p.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_design("t.yaml", "p.yaml")
    lines = told(str(caught.value).splitlines())
    assert {tuple(line.split(": ", 2)[:2]) for line in lines} == {
        *(("p.yaml:1:1", section) for section in ("papers", "grid", "options", "sizes", "lengths", "numbers")),
        *(("t.yaml:1:1", section) for section in ("families", "rules", "colours")),
        ("t.yaml:2:1", "faces"),
    }
    assert (
        't.yaml:1:1: colours: soft, accent are missing. Add what is missing, or let the theme begin with "extends: '
        'classic".'
    ) in lines
    assert (
        'p.yaml:1:1: grid: it is missing. Add what is missing, or let the profile begin with "extends: standard".'
        in lines
    )
    faces = next(line for line in lines if "faces" in line)
    assert all(f"{role}," in faces or f"{role} are missing" in faces for role in roles.STYLES)


@pytest.mark.parametrize(
    "data", [b"extends: classic\ncolours: {ink: [", b"\xff\xfea", b"a: \xe9", b"a: 1\na: 2\n", b"[" * 100_000]
)
def test_bytes_that_are_no_yaml(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_bytes(data)
    with pytest.raises(ThemeError, match=r"t\.yaml:\d+:\d+: "):
        load_design(str(path))


def test_a_folder_and_broken_files_of_both_kinds(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").mkdir()
    (tmp_path / "p.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load_design(str(tmp_path / "t.yaml"), str(tmp_path / "p.yaml"))
    assert [line.split(":")[0] for line in told(str(caught.value).splitlines())] == [
        str(tmp_path / "p.yaml"),
        str(tmp_path / "t.yaml"),
    ]


@pytest.mark.parametrize("read", [a_length, a_size, a_weight, a_colour])
@given(value=st.text() | st.none() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))
def test_a_scalar_is_read_or_refused(read: Callable[[object], object], value: object) -> None:
    refused = None
    try:
        read(value)
    except RefusedValue as error:
        refused = error
    assert refused is None or (refused.message.endswith(".") and refused.remedy.endswith("."))


@given(st.randoms(use_true_random=False))
def test_whatever_is_changed_in_what_is_shipped_is_used_or_told(dice: random.Random) -> None:
    """Replace a few lines of the shipped files by values of other kinds: never anything but a ThemeError."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for shipped in (SHIPPED / "themes" / "classic.yaml", SHIPPED / "profiles" / "standard.yaml"):
            lines = shipped.read_text(encoding="utf-8").splitlines()
            for _ in range(dice.randint(0, 4)):
                at = dice.randrange(len(lines))
                key = lines[at].split(":")[0]
                lines[at] = f"{key}: {dice.choice(VALUES)}"
            path = Path(folder) / shipped.name
            path.write_text("\n".join(lines), encoding="utf-8")
            paths.append(str(path))
        said = folder
        with contextlib.suppress(UnknownNameError):  # the paper is gone
            try:
                assert set(load_design(paths[0], paths[1]).styles) == set(roles.STYLES)
            except ThemeError as error:
                said = str(error)
        assert said.startswith(folder)
