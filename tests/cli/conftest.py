from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from packgen.cli.main import run
from packgen.load import Library
from packgen.resources import content_folder


class Outcome(NamedTuple):
    """How a run of packgen ended, and what it printed."""

    code: int
    out: str
    err: str


Packgen = Callable[..., Outcome]


def bundled_topics() -> list[str]:
    """Return the ids of the topics that come with packgen, in order."""
    return sorted(Library(content_folder()).topic_files())


TOPIC = """\
schema: 1
id: {id}
title: {title}
subject: History
level: A level
course: {course}
tags: [{tag}]
sections:
  - id: rise
    title: The rise
    blocks:
      - type: prose
        text: Stalin died in March 1953.
      - type: question
        question: Who came after him?
        marks: 2
        scheme:
          - points: [Malenkov, Khrushchev]
  - id: fall
    title: The fall
    blocks:
      - type: recall
        prompt: Why did he fall?
        lines: 4
        points: [Harvests failed]
"""

BROKEN = """\
schema: 1
id: broken
title: Broken
subject: History
level: A level
sections:
  - id: one
    title: One
    blocks:
      - type: prose
        txet: Not a key.
      - type: timelin
"""


@pytest.fixture
def packgen(capsys: pytest.CaptureFixture[str]) -> Packgen:
    """Run packgen in this process as its entry point would."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, out, err)

    return call


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with two good topics in ./content, and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKGEN_CONTENT", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name, title, folder, course, tag in (
        ("khrushchev", "Khrushchev in power", "russia", "Russia 1855–1964", "leaders"),
        ("cold-war", "The Cold War", "world", "The world since 1945", "superpowers"),
    ):
        path = tmp_path / "content" / folder / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(TOPIC.format(id=name, title=title, course=course, tag=tag), encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken(desk: Path) -> Path:
    """The same, with a topic that has two problems."""
    path = desk / "content" / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path
