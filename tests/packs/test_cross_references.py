"""Cross-references: the page of a section that the pack has, words alone for another; a warning of one that is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from packgen.build import build
from packgen.load import Library
from packgen.load.cross_references import warnings
from packgen.load.section_ids import SectionIds
from packgen.options import PackOptions
from tests.support.pdf import structure


def topic(id_: str, *texts: str) -> dict[str, Any]:
    blocks = [[{"type": "prose", "text": text}] for text in texts]
    sections = [{"id": f"s{n}", "title": f"Part {n} of {id_}", "blocks": one} for n, one in enumerate(blocks, 1)]
    return {"schema": 1, "id": id_, "title": id_.title(), "subject": "S", "level": "L", "sections": sections}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = topic("here", "It came from above, [as **then** in 1861](topic:there/s2), and [again](topic:here/s2).", "B.")
    for one in (here, topic("there", "C.", "D. [Back](topic:here).")):
        (tmp_path / f"{one['id']}.yaml").write_text(yaml.safe_dump(one))
    return tmp_path


def test_a_pack_with_the_section_names_its_page(folder: Path) -> None:
    built = build(PackOptions(content=folder, topics=("here", "there"), no_cache=True))
    pages = {(one.topic, one.section): one.first_page for one in built.sections}
    said = [found.text.strip() for found in structure(built.pdf).find("P")]
    then, again = pages["there", "s2"], pages["here", "s2"]
    assert f"It came from above, as then in 1861 (page {then}), and again (page {again})." in said
    assert f"D. Back (page {pages['here', 's1']})." in said


@pytest.mark.parametrize("topics", [("here/s1",), ("here/s1", "there/s1")])
def test_a_pack_without_it_has_the_words_alone(folder: Path, topics: tuple[str, ...]) -> None:
    built = build(PackOptions(content=folder, topics=topics, no_cache=True))
    said = [found.text.strip() for found in structure(built.pdf).find("P")]
    assert "It came from above, as then in 1861, and again." in said


def test_an_edition_with_it_conforms_and_breaks_pages_alike(folder: Path) -> None:
    built = [
        build(PackOptions(content=folder, topics=("here", "there"), no_cache=True, edition=edition))
        for edition in ("student", "teacher")
    ]
    assert built[0].pages == built[1].pages
    assert [one.stages for one in built[0].sections] == [one.stages for one in built[1].sections]


def test_a_target_that_does_not_exist_is_warned_of(folder: Path) -> None:
    wrong = topic("wrong", "As [a](topic:their/s2), [b](topic:there/s3) and [c](topic:there/s1).")
    (folder / "wrong.yaml").write_text(yaml.safe_dump(wrong))
    library = Library(folder)
    ids = SectionIds([], library)
    found = [warning.message for warning in warnings([library.load_topic(folder / "wrong.yaml")], ids)]
    assert found == [
        'there is no topic "their". Did you mean "there" or "here"? No page is printed.',
        'topic "there" has no section "s3". No page is printed.',
    ]
    assert not list(warnings([library.load_topic(folder / f"{one}.yaml") for one in ("here", "there")], ids))


def test_a_page_of_three_figures_is_whole(tmp_path: Path) -> None:
    there = topic("there", *["C."] * 60)
    links = [f"it [ended so](topic:there/s{number})" for number in range(50, 61)]
    for one in (topic("here", f"So {' and '.join(links)}."), there):
        (tmp_path / f"{one['id']}.yaml").write_text(yaml.safe_dump(one))
    built = build(PackOptions(content=tmp_path, topics=("there", "here"), no_cache=True))
    pages = {one.section: one.first_page for one in built.sections if one.topic == "there"}
    assert pages["s50"] > 100
    words = " and ".join(f"it ended so (page {pages[f's{number}']})" for number in range(50, 61))
    assert f"So {words}." in [found.text.strip() for found in structure(built.pdf).find("P")]
