"""Whatever a file holds, it is a topic or a ContentError."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packgen.errors import ContentError
from packgen.load import Library
from packgen.load.starter import starter

STARTER = starter("x", "X").encode()
LINES = STARTER.splitlines(keepends=True)
SCRAPS = [
    b"", b"~", b"''", b"[]", b"{}", b"- ", b": ", b"x: y\n", b"\t", b"'", b'"', b"&a ", b"*a", b"|", b">", b"[[",
    b"{a: [", b"!!set ", b"  ", b"\n\n", b"# ", b"---\n", b"\xff", b"\xef\xbb\xbf", b"\x00", b"<<: *a\n", b"? ",
    b"9" * 30, b"type: table\n", b"lines: 4\n", "№☃\u202e\u2028".encode(),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


def load(folder: Path, data: bytes) -> None:
    path = folder / "x.yaml"
    path.write_bytes(data)
    try:
        Library(folder).load_topic(path)
    except ContentError as error:
        told = error
    else:
        return
    assert told.problems
    assert all(problem.message and problem.remedy for problem in told.problems)
    str(told).encode()


@given(st.binary(max_size=300))
def test_any_bytes(folder: Path, data: bytes) -> None:
    load(folder, data)


@given(
    st.lists(
        st.tuples(st.integers(0, len(STARTER)), st.integers(0, 12), st.sampled_from(SCRAPS)), min_size=1, max_size=4
    )
)
def test_a_starter_with_bytes_changed(folder: Path, changes: Any) -> None:
    data = STARTER
    for place, length, scrap in changes:
        data = data[:place] + scrap + data[place + length :]
    load(folder, data)


@given(st.data())
def test_a_starter_with_lines_moved(folder: Path, data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 5))):
        at, to = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
        line = lines.pop(at)
        if data.draw(st.booleans()):
            lines.insert(to, b" " * data.draw(st.integers(0, 3)) + line)
    load(folder, b"".join(lines))


_KEYS = st.sampled_from(
    [
        "type",
        "id",
        "title",
        "sections",
        "blocks",
        "events",
        "rows",
        "columns",
        "sources",
        "common",
        "text",
        "date",
        "before",
        "file",
        "schema",
    ]
)
_TEXTS = st.sampled_from(
    ["", "1", "yes", "prose", "timeline", "table", "picture", "statistics", "bars", "x", "..", "1957-06"]
)
_VALUES = st.recursive(
    st.none() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


def flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "~" if value is None else f"'{value}'"


@given(st.dictionaries(_KEYS, _VALUES, max_size=6), st.lists(st.dictionaries(_KEYS, _VALUES, max_size=6), max_size=3))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_values_in_the_place_of_others(folder: Path, topic: dict[str, Any], blocks: list[dict[str, Any]]) -> None:
    load(folder, flow(topic).encode())
    whole = {
        "schema": "1",
        "id": "x",
        "title": "X",
        "subject": "H",
        "level": "A",
        "sections": [{"id": "a", "title": "A", "blocks": blocks}],
    }
    load(folder, flow(whole).encode())


def test_no_deeper_a_stack_for_a_deeper_file(folder: Path) -> None:
    depths = []

    def watch(frame: Any, event: Any, argument: Any) -> None:
        if event == "call":
            depth = 0
            while frame is not None:
                frame, depth = frame.f_back, depth + 1
            depths.append(depth)

    def deepest(brackets: int) -> int:
        depths.clear()
        sys.setprofile(watch)
        try:
            load(folder, b"dates: " + b"[" * brackets + b"]" * brackets)
        finally:
            sys.setprofile(None)
        return max(depths)

    deepest(1)  # imports happen once
    assert deepest(30) == deepest(38)
    assert deepest(50_000) <= deepest(38)
