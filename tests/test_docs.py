"""The YAML in the guide and the README works as printed."""

import re
import struct
import zlib
from pathlib import Path

import pytest
import yaml

from packgen.blocks import KINDS, block_class
from packgen.load import open_library
from packgen.load.course import COURSE_FILE, NAMES_FILE
from packgen.load.course_file import read_course
from packgen.load.names import read_names
from tests.support import reference
from tests.support.library import read_topics

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "writing-topics.md").read_text(encoding="utf-8")
RECALL = (ROOT / "docs" / "recall.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

HEAD = """\
schema: 1
id: example
title: Example
subject: History
level: A level
sources:
  - id: taubman
    citation: A source
sections:
  - id: rise
    title: The rise
    blocks:
      - type: prose
        text: Text.
"""
SECTION = """\
  - id: example
    title: Example
    blocks:
"""


def examples(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def whole_topic(example: str) -> str:
    """Put a block or a section where it belongs; leave a whole topic alone."""
    if example.startswith("- type:"):
        return HEAD + SECTION + re.sub(r"^(?=.)", "      ", example, flags=re.MULTILINE)
    if not example.startswith("schema:"):
        return HEAD + re.sub(r"^(?=.)", "    ", example, flags=re.MULTILINE).replace("    ", "  - ", 1)
    return example


def a_picture() -> bytes:
    """Return a white PNG of four by four samples."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff\xff\xff\xff" * 4)),
    ]
    chunks.append((b"IEND", b""))
    packed = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def of_a_course(example: str) -> bool:
    """Tell whether an example is a file beside topics."""
    return example.startswith("people:") or "\ntopics:" in example


def test_the_files_of_a_course_work_as_printed(tmp_path: Path) -> None:
    course, names = (one for one in examples(GUIDE) if of_a_course(one))
    for name, text in ((COURSE_FILE, course), (NAMES_FILE, names)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found, _ = read_course(tmp_path / COURSE_FILE, COURSE_FILE)
    people = read_names(tmp_path / NAMES_FILE, NAMES_FILE)
    assert (len(found.topics), len(found.themes), people[0].misspellings) == (3, 1, ("Trotskii",))


@pytest.mark.parametrize(
    "example",
    [one for text in (GUIDE, RECALL, README) for one in examples(text) if not of_a_course(one)],
    ids=lambda text: text[:40].replace("\n", " "),
)
def test_an_example_works_as_printed(tmp_path: Path, example: str) -> None:
    text = whole_topic(example)
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "plenum.png").write_bytes(a_picture())
    name = yaml.safe_load(text)["id"]
    (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    read_topics(open_library(tmp_path), [name])


@pytest.mark.parametrize("name", KINDS)
def test_the_guide_shows_every_block_with_every_key(name: str) -> None:
    part = GUIDE.split(f"\n### {name}\n")[1].split("\n## ")[0].split("\n### ")[0]
    assert examples(part)[0].startswith(f"- type: {name}\n")
    for key in {field.alias or key for key, field in block_class(name).model_fields.items()} - {"sources", "common"}:
        assert re.search(rf"^(?:  |- ){key}:|`{key}\b", part, re.MULTILINE), key
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", reference.DOCUMENTS)
def test_the_tables_of_options_are_those_that_are_declared(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text == reference.written(text), "run make docs"
    assert reference.written(text.replace("`--seed N`", "`--seed M`").replace("that of `--seed`", "")) == text


def test_the_guide_has_no_block_that_is_not_there() -> None:
    blocks = GUIDE.split("\n## Blocks\n")[1].split("\n## Completion in an editor\n")[0]
    assert set(re.findall(r"^### (\S+)$", blocks, re.MULTILINE)) == set(KINDS)
