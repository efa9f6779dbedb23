"""Every block has a specimen, tests, and references of what its specimen looks like and how it is tagged."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.blocks import ContentModel
from tests.support.geometry import layout_text
from tests.support.paper import SPECIMENS, TYPES, lay_specimen, specimen, specimens
from tests.support.pdf import tag_tree
from tests.support.refs import REFS, References

PROFILES = {"standard": "", "large-print": ".large-print"}
KINDS = [pytest.param(kind, profile, id=f"{kind}{end}") for kind in TYPES for profile, end in PROFILES.items()]
HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize(("kind", "profile"), KINDS)
def test_the_specimen_looks_as_it_did(kind: str, profile: str, references: References) -> None:
    laid = lay_specimen(kind, profile)
    references.compare(f"{kind}{PROFILES[profile]}.layout.txt", layout_text(laid.drawing, laid.faces))


@pytest.mark.parametrize(("kind", "profile"), KINDS)
def test_the_specimen_is_tagged_as_it_was(kind: str, profile: str, references: References) -> None:
    references.compare(f"{kind}{PROFILES[profile]}.tags.txt", tag_tree(lay_specimen(kind, profile).tags))


@pytest.mark.parametrize("kind", TYPES)
def test_the_specimen_is_set_alike_twice(kind: str) -> None:
    assert lay_specimen(kind, "standard").sheet == lay_specimen(kind, "standard").sheet


# -- nothing is missing


def missing(kind: str, refs: Path = REFS) -> list[str]:
    """Return what a type of block lacks."""
    name = f"test_{kind.replace('-', '_')}.py"
    wanted = {f"docs/specimens/{kind}.yaml": SPECIMENS / f"{kind}.yaml", f"tests/blocks/{name}": HERE / name}
    for end in PROFILES.values():
        for what in ("layout", "tags"):
            name = f"{kind}{end}.{what}.txt"
            wanted[f"tests/refs/{name}"] = refs / name
    lacks = [name for name, path in wanted.items() if not path.is_file()]
    docstring = (TYPES[kind].__doc__ if kind in TYPES else None) or ""
    return lacks if f"- type: {kind}\n" in docstring else [*lacks, "a docstring with its YAML"]


@pytest.mark.parametrize("kind", TYPES)
def test_no_block_lacks_anything(kind: str) -> None:
    assert missing(kind) == []


def test_a_new_block_would_lack_everything(tmp_path: Path) -> None:
    assert missing("mind-map", tmp_path) == [
        "docs/specimens/mind-map.yaml",
        "tests/blocks/test_mind_map.py",
        "tests/refs/mind-map.layout.txt",
        "tests/refs/mind-map.tags.txt",
        "tests/refs/mind-map.large-print.layout.txt",
        "tests/refs/mind-map.large-print.tags.txt",
        "a docstring with its YAML",
    ]


def test_nothing_is_left_of_blocks_that_are_gone() -> None:
    assert {path.name.split(".")[0] for path in REFS.glob("*.txt")} == set(TYPES)
    assert {path.stem for path in SPECIMENS.glob("*.yaml")} == set(TYPES)


def parts(value: object) -> list[ContentModel]:
    """Return a value, and all that it holds, as far as they are parts of a topic."""
    if isinstance(value, list | tuple):
        return [part for inner in value for part in parts(inner)]
    if not isinstance(value, ContentModel):
        return []
    return [value, *(part for inner in value.__dict__.values() for part in parts(inner))]


@pytest.mark.parametrize("kind", TYPES)
def test_the_specimen_shows_every_key(kind: str) -> None:
    found = parts(specimens(kind))
    keys = {f"{type(part).__name__}.{key}" for part in found for key in type(part).model_fields if key != "common"}
    used = {f"{type(part).__name__}.{key}" for part in found for key in part.model_fields_set}
    assert sorted(keys - used) == []


@pytest.mark.parametrize("kind", TYPES)
def test_the_specimen_belongs_with_the_others(kind: str) -> None:
    topic = specimen(kind).topic
    assert (topic.id, topic.course, topic.tags) == (kind, "Specimens", ("specimens",))


# -- the comparer


def test_the_comparer_can_fail(tmp_path: Path) -> None:
    References(tmp_path, rewrite=True).compare("x.txt", "page 1\n20.00 a\n30.00 b\n")
    References(tmp_path).compare("x.txt", "page 1\n20.00 a\n30.00 b\n")
    with pytest.raises(AssertionError) as told:
        References(tmp_path).compare("x.txt", "page 1\n20.00 a\n30.05 b\n")
    assert str(told.value).splitlines() == [
        "--- tests/refs/x.txt",
        "+++ as it is now",
        "@@ -1,3 +1,3 @@",
        " page 1",
        " 20.00 a",
        "-30.00 b",
        "+30.05 b",
        "",
        "If this is right, run `make refs`, and look at the page.",
    ]


def test_a_missing_reference_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"tests/refs/x\.txt is missing: run `make refs`"):
        References(tmp_path).compare("x.txt", "")


def test_the_comparer_sees_a_millimetre_and_a_word() -> None:
    laid = lay_specimen("prose", "standard")
    text = layout_text(laid.drawing, laid.faces)
    assert "  20.00   31.30  text 13.5 SourceSans3-Bold: Three men, three bases\n" in text
    assert "page 1\n  20.00   25.00  line to 135.00 25.00, 1 pt\n" in text
