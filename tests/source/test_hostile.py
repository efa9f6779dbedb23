"""Files that mean harm end in one message each."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from packgen.errors import ContentError
from packgen.source import builder, examine, read_bytes, read_yaml, read_yaml_text


def message(data: bytes | str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_yaml_text(data if isinstance(data, bytes) else data.encode(), "x.yaml")
    return [f"{p.origin.line}:{p.origin.column} {p.message} {p.remedy}" for p in caught.value.problems]


@pytest.fixture
def shallow_stack() -> Iterator[None]:
    """Room for so few calls that anything recursive fails."""
    limit = sys.getrecursionlimit()
    depth = 0
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    sys.setrecursionlimit(depth + 40)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.parametrize(
    ("text", "column"), [("[" * 100_000, 41), ("{a: " * 100_000, 161), ("- " * 100_000, 81), ("[{a: " * 50_000, 101)]
)
@pytest.mark.usefixtures("shallow_stack")
def test_deep_nesting(text: str, column: int) -> None:
    assert message(text) == [
        f"1:{column} more than 40 lists or mappings stand inside one another. "
        "Put text that starts with a bracket in quotes."
    ]


@pytest.mark.usefixtures("shallow_stack")
def test_forty_levels_are_read() -> None:
    value: Any = read_yaml_text(("[" * 40 + "]" * 40).encode(), "x.yaml").value
    depth = 0
    while value:
        (value,), depth = value, depth + 1
    assert depth == 39


def test_nested_complex_keys() -> None:
    assert message("? " * 100_000) == [
        "1:3 a key must be text, not a list or a mapping. Put text that starts so in quotes."
    ]


def test_too_many_values() -> None:
    text = "- a\n" * 200_001
    assert message(text) == ["200000:3 the file holds more than 200,000 values. Divide it into several files."]
    assert message("[" + "[]," * 200_000 + "]")[0].endswith("values. Divide it into several files.")


def test_a_file_over_four_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * 4_000_001)
    for read in (lambda: read_yaml(path, "large.yaml"), lambda: read_yaml_text(path.read_bytes(), "large.yaml")):
        with pytest.raises(ContentError, match=r"^large.yaml:1:1: the file is larger than 4 MB. Divide it"):
            read()
    path.write_bytes(b"a: b\n" + b"#" * 3_999_990)
    assert read_yaml(path, "large.yaml").value == {"a": "b"}


def test_many_directives_cost_nothing() -> None:
    assert message("a: b\n...\n" + "%TAG !a! b\n" * 300_000) == [
        "3:1 a line cannot start with %. Delete the line, or put the text in quotes."
    ]


def test_reading_stops_after_fifty_problems() -> None:
    assert len(message("a: 1\n" * 10_000)) == 50


def test_problems_of_reading_come_together() -> None:
    found = message("a: 1\na: 2\nb: !x y\n<<: {c: d}\ne: {? : f}\ng: [h")
    assert [text.split()[0] for text in found] == ["2:1", "3:4", "4:1", "5:7", "6:4"]


def test_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^x:1:1: this is not a file\."):
        read_bytes(tmp_path, "x")
    with pytest.raises(ContentError, match=r"the file cannot be read \(No such file or directory\)"):
        read_bytes(tmp_path / "none", "x")


def test_a_problem_leaves_what_can_still_be_used() -> None:
    document, problems = examine(b"a: 1\na: 2\n", "x.yaml")
    assert document is not None
    assert len(problems) == 1
    document, problems = examine(b"a: [1\n", "x.yaml")
    assert document is None
    assert len(problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c", "a: 1\n  b: 2", 'a: "x', 'a: "x" y', "a: *emph* x", "a: **x**", "a: @x", "a:\n\t- b", "a: [x](y)",
        "a: [x, y", "a: {x: y", "a: |x", "a\nb: c", "- a\nb: c", "b: c\nfoo\nd: e", "a: }", "a: b\n- c", "a: - b",
        "a: 'it's x'", "a: ? b", ": x", "a: b\n...\nc: d", "a: !x y", "a: &x y", "a: *x",
    ],
)  # fmt: skip
def test_pyyaml_without_its_c_part_says_the_same(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    expected = message(text)
    monkeypatch.setattr(builder, "_Loader", yaml.SafeLoader)
    assert message(text) == expected


@pytest.mark.parametrize("escape", [r"\ud800", r"\UFFFFFFFF", r"\U00110000"])
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_escapes_that_are_no_characters(monkeypatch: pytest.MonkeyPatch, escape: str, loader: Any) -> None:
    monkeypatch.setattr(builder, "_Loader", loader)
    assert len(message(f'a: "{escape}"')) == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    document, problems = examine(data, "x.yaml")
    assert document is not None or problems


@given(
    st.text(alphabet="ab:-[]{}#&*!|>'\"%@`\\ \n\t?,~<", max_size=60),
    st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]),
)
def test_anything_like_yaml_is_read_or_refused(text: str, loader: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "_Loader", loader)
        document, problems = examine(text.encode(), "x.yaml")
    assert document is not None or problems
    for problem in problems:
        assert str(problem).startswith(f"x.yaml:{problem.origin.line}:")
        assert problem.origin.line <= text.count("\n") + 1
        assert problem.remedy
